"""Records of a matter at the door: money as people write it, said back to them, in both languages."""

from __future__ import annotations

import pytest

from domain.deliberation.stages import Stage as Step
from tests.handlers.test_deliberation_full import lamps
from tests.stage import Compound, Stage

CHINESE = (
    *("由居民定", "办这件事", "还差", "记预算", "没看出金额", "还差第二行", "126,000.00 元，钱从哪里来", "公共收益"),
    *(
        "没有选「花公共收益」",
        "住户出钱",
        "不出的不欠",
        "不是住户出",
        "还没定",
        "记下了：126,000.00 元",
        "钱从哪里来还没定",
    ),
)
ENGLISH = (
    *("The residents decide", "Run this matter", "", "Note the budget"),
    *("No amount", "second line", "126,000.00 yuan: where is the money from", "common income"),
    *("begun without “Common income”", "The homes pay", "nobody else owes", "Not the homes", "not settled yet"),
    *("Noted: 126,000.00", "not settled yet"),
)


@pytest.mark.parametrize("words", [CHINESE, ENGLISH], ids=["zh", "en"])
async def test_money_is_read_as_it_is_written_and_said_back(
    compound: Compound, stage: Stage, words: tuple[str, ...]
) -> None:
    await lamps(stage, compound, Step.PROPOSING)
    nature, run, missing, budget, no_amount, no_words, asked, income, touches, homes, each, back, open_ = words[:13]
    noted, warned = words[13:]
    chair = compound.chair
    if words is ENGLISH:
        await chair.says("/wode")
        await chair.presses("English", message=await chair.sees("", fresh=True))
    await chair.starts("matter_1")
    await chair.presses(run, message=await chair.sees(nature, fresh=True))
    await chair.presses(budget, message=await chair.sees(missing, fresh=True))
    await chair.sees("", fresh=True)
    await chair.says("十几万吧\n街道出")
    await chair.sees(no_amount, fresh=True)
    await chair.says("12.6万")
    await chair.sees(no_words, fresh=True)
    await chair.says("12.6万元\n街道老旧小区改造资金")
    source = await chair.sees(asked, fresh=True)
    assert len(source.buttons) <= 6, source.buttons
    assert touches in (await chair.presses(income, message=source)).text, "the owners' money is for their vote"
    await chair.presses(homes, message=source)
    await chair.presses(back, message=await chair.sees(each, fresh=True))
    await chair.presses(open_, message=await chair.sees(asked, fresh=True))
    await chair.presses(run, message=await chair.sees(noted, fresh=True))
    left = await chair.sees(missing, fresh=True)
    assert not left.button(budget) and warned in left.text, "it is on record, and that it is open is said"
