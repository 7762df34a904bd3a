"""Hidden words through the real bot: the card, the author, the list in the group."""

from __future__ import annotations

from tests.handlers.test_issues import data_of, reported
from tests.stage import Compound, Stage


async def test_words_are_hidden_with_a_reason_and_come_back(stage: Stage, compound: Compound) -> None:
    people, group = compound, compound.group
    await reported(people.wang, "保安是个大混蛋")
    await stage.town.settle()
    await people.chair.says("0001")
    await people.chair.presses("其他办法", message=await people.chair.sees("反映人：王阿姨", fresh=True))
    desk = await people.chair.sees("报事 0001：", fresh=True, button="遮住原话")
    ask = data_of(desk, "遮住原话")
    await people.chair.presses("遮住原话", message=desk)
    reasons = await people.chair.sees("为什么遮住 0001 的原话", fresh=True)
    hide = data_of(reasons, "骂人的话")
    await people.chair.presses("骂人的话", message=reasons)
    await stage.town.settle()
    await people.wang.sees("原话：骂人的话")
    card = await people.tenant.sees("报事 0001", chat=group)
    assert "混蛋" not in card.text
    assert "原话遮住了：骂人的话" in card.text
    for forged in (ask, hide, hide.replace("rude", "nothing")):
        await people.tenant.forges(forged)
    await people.tenant.says("/zhedang", chat=group)
    await people.tenant.sees("0001 · 11月24日（周二） · 骂人的话", chat=group)
    await people.chair.says("0001")
    await people.chair.presses("其他办法", message=await people.chair.sees("反映人：王阿姨", fresh=True))
    await people.chair.presses(
        "恢复原话", message=await people.chair.sees("报事 0001：", fresh=True, button="恢复原话")
    )
    await stage.town.settle()
    await people.wang.sees("原话恢复了")
    assert "混蛋" in (await people.tenant.sees("报事 0001", chat=group)).text


async def test_in_english_and_where_nothing_was_hidden(stage: Stage, compound: Compound) -> None:
    wang = compound.wang
    await wang.says("/zhedang")
    await wang.sees("没有遮住过报事里的话", fresh=True)
    await wang.says("/wode")
    await wang.presses("English", message=await wang.sees("语言可以在下面选", fresh=True))
    await wang.says("/hidden")
    await wang.sees("No words of reports were hidden", fresh=True)
