"""Reminding at the door: the committee sees when, and may send one of the three by hand."""

from __future__ import annotations

from tests.handlers.test_voting import opened
from tests.stage import Compound, Stage


async def test_the_committee_reminds_those_who_have_not_voted(compound: Compound, stage: Stage) -> None:
    await opened(compound, stage)
    await stage.town.forward(hours=3)
    await compound.chair.starts("vote_1")
    await compound.chair.presses("提醒还没投的", message=await compound.chair.sees("最多 3 次", fresh=True))
    nobody = await compound.chair.presses("现在提醒")
    assert "没有能提醒的人" in nobody.text and "次数也没有少" in nobody.text
    await compound.wang.says("/yinsi")
    await compound.wang.presses("截止前提醒我")
    await compound.chair.starts("vote_1")
    page = await compound.chair.sees("提醒过 0 次，最多 3 次；下次 ", fresh=True)
    await compound.chair.presses("提醒还没投的", message=page)
    await compound.chair.sees("还能提醒 3 次")
    assert (await compound.chair.presses("现在提醒")).text == "提醒了 1 人"
    await stage.town.settle()
    line = await compound.wang.sees("「解聘物业」")
    assert "您家还没投" in line.text and line.button("不再提醒")
    await compound.leader.sees_nothing_of("您家还没投")
    await compound.leader.starts("vote_1")
    assert not (await compound.leader.sees("已参加 0/2 人", fresh=True)).button("提醒还没投的")
    await compound.wang.presses("现在看看", message=line)
    assert (await compound.wang.sees("正在征询 第1号", fresh=True)).button("同意")
