"""A vote that is cast on paper alone, as its owners find it: said before they look for a button, refused if forged."""

from __future__ import annotations

from dataclasses import replace

from domain.registry import Place
from services.voting import put
from tests.handlers.test_elections import known, town_of
from tests.services.rolls import MOTION, OwnedHome
from tests.stage import Compound, Stage
from tests.vote_story import owns


async def test_nothing_is_cast_on_the_phone_and_whoever_is_on_the_roll_reads_where_to_get_a_ballot(
    compound: Compound, stage: Stage
) -> None:
    await owns(stage, {compound.wang: OwnedHome("301", ("王桂兰",)), compound.leader: OwnedHome("302", ("李建国",))})
    town, chair = await town_of(stage, compound), await known(stage, compound.chair)
    async with stage.house.database.transaction() as transaction:
        place, motion = Place(town.compound_id), replace(MOTION, on_paper=True)
        await put(transaction, chair.actor, place, motion, at=stage.clock.now())
    await stage.town.settle()
    notice = await compound.wang.sees("表决公示 第1号：解聘物业", chat=compound.group)
    assert "正式表决，只用纸票（依据：物业管理条例12（书面征求意见））" in notice.text
    for _ in range(2):  # it opens at midnight; the card waits for the morning
        await stage.town.forward(to_next=True)
        await stage.town.settle()
    await compound.wang.starts("vote_1")
    page = await compound.wang.sees("手机上不投：请等上门送票", fresh=True)
    assert not page.button("同意") and not page.button("反对")
    async with stage.house.database.reading() as transaction:
        wang = await known(stage, compound.wang)
        (mine,) = await transaction.voting.entitlements(1, wang.person_id, stage.clock.now())
    refused = await compound.wang.forges(f"1vtb:1:{mine.head_id}:approve", page)
    assert "这次只用纸票" in refused.text, refused.text
    await compound.leader.starts("vote_1")
    served = await compound.leader.sees("手机上不投", fresh=True)
    assert served.button("上门名单") and served.button("纸票")
