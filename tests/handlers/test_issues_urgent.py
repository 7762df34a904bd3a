"""What cannot wait, at the door: two presses to declare it, a reason to take it down, a list for everybody."""

from __future__ import annotations

from sandbox.client import Message
from tests.stage import Compound, Stage


async def declared(compound: Compound, stage: Stage) -> str:
    """王阿姨 reports a wall, 孙网格 says that it cannot wait."""
    wang, grid = compound.wang, compound.grid
    await wang.says("3号楼外墙皮在往下掉")
    await wang.presses("报上去", message=await wang.sees("这样报上去可以吗", fresh=True))
    number = (await wang.sees("已登记，编号", fresh=True)).text.partition("编号 ")[2][:4]
    await grid.says(number)
    await grid.presses("其他办法", message=await grid.sees(f"报事 {number}：", fresh=True))
    await grid.presses("算急事，限时办", message=await grid.sees(f"报事 {number}", fresh=True))
    why = await grid.sees("为什么算急事", fresh=True)
    assert "理由公开" in why.text
    await grid.presses("人身、财产有危险", message=why)
    await grid.sees("急事（人身、财产有危险）", fresh=True)
    await stage.town.settle()
    return number


async def on_card(compound: Compound, words: str) -> Message:
    return await compound.tenant.sees(words, chat=compound.group.id)


async def test_it_is_missed_for_everybody_to_see(compound: Compound, stage: Stage) -> None:
    number = await declared(compound, stage)
    await compound.wang.sees("您报的这件按急事办", fresh=True)
    await on_card(compound, "急事（人身、财产有危险）")
    await stage.town.forward(hours=1)
    await compound.wang.sees("您报的急事没有按时答复，已经报上一级", fresh=True)
    await on_card(compound, "没有在11月24日（周二）11:00前答复，已经报上一级")
    await compound.grid.sees("直接报到这一级")
    await compound.tenant.says("/jishi")
    page = await compound.tenant.sees("没按时，已经报上一级", fresh=True)
    assert number in page.text and "90 天里：急事 1 件" in page.text


async def test_another_takes_it_down_with_a_public_reason(compound: Compound, stage: Stage) -> None:
    number = await declared(compound, stage)
    chair, grid = compound.chair, compound.grid
    await grid.says(number)
    page = await grid.sees("急事（人身、财产有危险）", fresh=True)
    for press in ("kul:1", "kua:1", "kud:1:danger", "kua:99", "kul:99", "kud:99:danger"):
        assert (await grid.forges(f"1{press}", page)).text, press
    await chair.says(number)
    await chair.presses("其他办法", message=await chair.sees(f"报事 {number}：", fresh=True))
    await chair.presses("不算急事", message=await chair.sees(f"报事 {number}", fresh=True))
    await chair.sees("为什么不算急事", fresh=True)
    await chair.says("墙皮已经清掉，下面围好了")
    await chair.sees("改成一般报事了", fresh=True)
    await stage.town.settle()
    await compound.wang.sees("墙皮已经清掉，下面围好了", fresh=True)
    await on_card(compound, "后来改成一般报事：墙皮已经清掉，下面围好了")


async def test_in_a_group_it_is_for_the_private_chat(compound: Compound, stage: Stage) -> None:
    await compound.wang.says("/jishi", chat=compound.group.id)
    await compound.wang.sees("私下", chat=compound.group.id)
    await compound.wang.says("/pressing")
    assert "90 天里：急事 0 件" in (await compound.wang.sees("现在没有", fresh=True)).text
