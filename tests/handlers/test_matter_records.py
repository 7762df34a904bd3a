"""Records of a matter at the door: money as people write it, said back to them, in both languages."""

from __future__ import annotations

import pytest

from domain.deliberation.stages import Stage as Step
from tests.handlers.test_deliberation_full import lamps
from tests.stage import Compound, Stage

CHINESE = ("由居民定", "办这件事", "还差", "记预算", "没看出金额", "还差第二行", "记下了：126,000.00 元")
ENGLISH = (
    *("The residents decide", "Run this matter", "", "Note the budget"),
    *("No amount", "second line", "Noted: 126,000.00"),
)


@pytest.mark.parametrize("words", [CHINESE, ENGLISH], ids=["zh", "en"])
async def test_money_is_read_as_it_is_written_and_said_back(
    compound: Compound, stage: Stage, words: tuple[str, ...]
) -> None:
    await lamps(stage, compound, Step.PROPOSING)
    nature, run, missing, budget, no_amount, no_words, noted = words
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
    await chair.presses(run, message=await chair.sees(noted, fresh=True))
    left = await chair.sees(missing, fresh=True)
    assert not left.button(budget), "it is on record"
