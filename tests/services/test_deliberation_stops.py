"""Stopping a matter on both databases: once it is more than talk, one asks, and another of the committee agrees."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select

from domain.deliberation.stages import Need, Stage
from domain.outcomes import Done
from domain.registry import Place
from services.deliberation_stops import confirm_stop, decline_stop, stop_matter
from storage.database import Database
from storage.schema.registry import roles
from storage.schema.traffic import outbox
from tests.builders import queued
from tests.deliberating import begin_matter
from tests.full_matters import Compound, found_compound

WHY = "街道另有安排，不装了"


@pytest.fixture
async def compound(database: Database, at: datetime) -> Compound:
    return await found_compound(database, at)


async def stage_of(compound: Compound) -> Stage:
    return (await compound.page()).matter.stage


async def told(compound: Compound, chat_id: int) -> list[tuple[str, object]]:
    async with compound.database.reading() as transaction:
        rows = await transaction.outbox.rows(select(outbox).where(outbox.c.chat_id == chat_id).order_by(outbox.c.id))
    return [(row.template, row.facts.get("words")) for row in rows]


async def test_of_the_whole_procedure_one_asks_and_another_agrees(compound: Compound) -> None:
    asked = await compound.done(stop_matter, "赵主任", reason=WHY)
    assert asked["stopped"] is False and await stage_of(compound) is Stage.SOLICITING, "it goes on until two agree"
    assert ("deliberation.stop_asked", WHY) in await told(compound, compound.member.chat_id)
    assert "deliberation.stopped" not in [name for name, _ in await queued(compound.database, compound.town.group)]
    assert await compound.refused(confirm_stop, "赵主任", seen=await compound.seen()) == "matter_stop_own"
    assert await compound.refused(stop_matter, compound.member, reason="我也说") == "matter_stop_asked"
    assert await compound.refused(confirm_stop, "李楼长", seen=await compound.seen()) == "not_permitted"
    await compound.done(confirm_stop, compound.member, seen=await compound.seen())
    matter = (await compound.page()).matter
    assert (matter.stage, matter.reason, matter.stop_by) == (Stage.STOPPED, WHY, None)
    assert "deliberation.stopped" in [name for name, _ in await queued(compound.database, compound.town.group)]
    async with compound.database.reading() as transaction:
        kept = {one.type: one.body for one in await transaction.journal.read(matter.subject)}
        assert await transaction.journal.broken_at(matter.subject) is None
    chair = compound.town["赵主任"].person_id
    assert (kept["stop_confirmed"]["by"], kept["stop_confirmed"]["asked_by"]) == (compound.member.person_id, chair)
    assert kept["stopped"]["by"] == chair
    assert await compound.refused(confirm_stop, compound.member, seen=0) == "matter_stopped"


async def test_who_reads_that_somebody_asked(compound: Compound) -> None:
    await compound.done(stop_matter, "赵主任", reason=WHY)
    mine, other, home = [await compound.page(who) for who in ("赵主任", compound.member, compound.homes[0])]
    assert (mine.asked_stop, mine.ends_it) == (True, False)
    assert (other.asked_stop, other.ends_it) == (False, True)
    assert (home.asked_stop, home.ends_it, home.leads) == (False, False, False)


async def test_another_says_that_it_goes_on_and_who_asked_reads_why(compound: Compound) -> None:
    assert await compound.refused(decline_stop, compound.member, words="接着办") == "matter_stop_not_asked"
    await compound.done(stop_matter, "赵主任", reason=WHY)
    assert await compound.refused(decline_stop, "赵主任", words="算了") == "matter_stop_own"
    assert await compound.refused(decline_stop, compound.member, words=" ") == "matter_words"
    await compound.done(decline_stop, compound.member, words="已经征求了一半")
    matter = (await compound.page()).matter
    assert (matter.stage, matter.stop_by, matter.stop_why) == (Stage.SOLICITING, None, "")
    assert ("deliberation.stop_declined", "已经征求了一半") in await told(compound, compound.town["赵主任"].chat_id)
    assert await compound.refused(confirm_stop, compound.member, seen=await compound.seen()) == "matter_stop_not_asked"
    assert (await compound.done(stop_matter, "赵主任", reason="再提一次"))["stopped"] is False


async def test_what_was_read_is_what_stops_it(compound: Compound) -> None:
    await compound.stands(Stage.PROPOSING)
    await compound.done(stop_matter, "赵主任", reason=WHY)
    seen = await compound.seen()
    await compound.notes(Need.STUDIED, "支部会又议了一次")
    assert await compound.refused(confirm_stop, compound.member, seen=seen) == "matter_looked_at"
    assert await stage_of(compound) is Stage.PROPOSING
    await compound.done(confirm_stop, compound.member, seen=await compound.seen())
    assert await stage_of(compound) is Stage.STOPPED


async def test_what_has_gone_a_step_further_is_not_stopped_by_an_old_asking(compound: Compound) -> None:
    await compound.stands(Stage.ANNOUNCING)
    await compound.done(stop_matter, "赵主任", reason=WHY)
    await compound.stands(Stage.RESOLVING)
    assert await compound.refused(confirm_stop, compound.member, seen=await compound.seen()) == "matter_act_stop"
    await compound.stands(Stage.CONSULTING)
    assert await compound.refused(confirm_stop, compound.member, seen=await compound.seen()) == "matter_stop_not_asked"


async def test_a_single_member_stops_nothing(compound: Compound) -> None:
    async with compound.database.transaction() as transaction:
        await transaction.registry.run(delete(roles).where(roles.c.person_id == compound.member.person_id))
    assert await compound.refused(stop_matter, "赵主任", reason=WHY) == "matter_nobody_else"
    assert await stage_of(compound) is Stage.SOLICITING


async def test_a_small_one_is_stopped_alone_while_it_is_spoken_of_and_by_two_once_it_was_decided(
    compound: Compound,
) -> None:
    place = Place(compound.town.compound_id, compound.town.buildings["3号楼"])
    for stage, alone in ((Stage.SOLICITING, True), (Stage.DISCLOSING, False), (Stage.DOING, False)):
        begun = await begin_matter(compound.database, place, compound.town["李楼长"].actor, compound.at)
        assert isinstance(begun, Done)
        compound.matter_id = int(begun["matter_id"])
        await compound.stands(stage)
        async with compound.database.transaction() as transaction:
            await transaction.matter_doubts.doubt(compound.matter_id, compound.homes[0].person_id, compound.at)
        asked = await compound.done(stop_matter, "李楼长", reason="不装了")
        assert asked["stopped"] is alone, stage
        if alone:
            assert await stage_of(compound) is Stage.STOPPED
            continue
        assert await stage_of(compound) is stage
        assert ("deliberation.stop_asked", "不装了") in await told(compound, compound.town["赵主任"].chat_id)
        await compound.done(confirm_stop, "赵主任", seen=await compound.seen())
        assert await stage_of(compound) is Stage.STOPPED
        async with compound.database.reading() as transaction:
            assert await transaction.matter_doubts.of(compound.matter_id) == [], "nobody waits for anybody's word"
        compound.at += timedelta(minutes=1)


async def test_nothing_that_is_not_there_is_stopped(compound: Compound) -> None:
    given = {"matter_id": 99, "seen": 0}
    assert await compound.refused(confirm_stop, compound.member, **given) == "matter"
