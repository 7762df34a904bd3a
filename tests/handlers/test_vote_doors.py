"""From door to door: the leader's list, a note at a door, the sheet to take along."""

from __future__ import annotations

from sandbox.paper import printed_words
from tests.handlers.test_voting import opened, votes
from tests.stage import Compound, Stage


async def test_the_leader_goes_from_door_to_door(compound: Compound, stage: Stage) -> None:
    await opened(compound, stage)
    await votes(compound.wang, "反对")
    leader = compound.leader
    await leader.starts("vote_1")
    await leader.presses("上门名单", message=await leader.sees("您代表：", fresh=True))
    page = await leader.sees("3号楼：已投 1/2 户")
    assert page.button("301 已投") and "反对" not in page.text
    await leader.presses("302", message=page)
    assert (await leader.presses("约好时间", message=await leader.sees("还没投"))).text == "记下了"
    await leader.presses("返回", message=await leader.sees("上门记录：约好时间"))
    page = await leader.sees("3号楼：已投 1/2 户", fresh=True)
    assert page.button("302 约好时间")
    await leader.presses("印没投的名单", message=page)
    sheet = await leader.sees("3号楼还没投的 1 户", fresh=True)
    words = printed_words(await leader.file(sheet))
    assert "302" in words and "301" not in words
    await compound.tenant.starts("vote_1")
    page = await compound.tenant.sees("您登记的是租户", fresh=True)
    assert not page.button("上门名单")
    assert "楼长" in (await compound.tenant.forges("1vtf:1:0:0:-99", page)).text
