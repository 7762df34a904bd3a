"""Askings on both databases: whoever may confirm is reminded once, who asked hears when it lapsed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select

from domain.deliberation.stages import Need, Stage
from domain.outcomes import Done, Outcome
from services import (
    deliberation,
    deliberation_full,
    deliberation_moves,
    deliberation_stops,
    deliberation_urgent,
    deliberation_versions,
    deliberation_waits,
    voting,
    voting_matters,
)
from storage.database import Database
from storage.schema.traffic import due, outbox
from tests.deliberating import GARDEN_LAMPS
from tests.domain.test_deliberation_alarms import ALARM
from tests.full_matters import PROPOSED, Compound, found_compound

MOVE, STOP = "matter_move", "matter_stop"


@pytest.fixture
async def compound(database: Database, at: datetime) -> Compound:
    """Everything of the proposal is on record; the chair asks that it goes on."""
    made = await found_compound(database, at)
    await made.stands(Stage.PROPOSING)
    for need, words in PROPOSED.items():
        await made.notes(need, words)
    await made.done(deliberation_moves.ask_move, "赵主任")
    return made


async def falls(compound: Compound, kind: str, subject: str) -> Outcome:
    """The row is played when it is due."""
    play: Callable[..., Awaitable[Outcome]] = {
        "matter.chase": deliberation_waits.remind_second,
        "matter.lapse": deliberation_waits.lapse_asking,
    }[kind]
    named = f"{subject}:{compound.matter_id}"
    async with compound.database.transaction() as transaction:
        row = await transaction.due.row(select(due).where(due.c.kind == kind, due.c.subject == named))
        assert row is not None, f"no {kind} of {named}"
        await transaction.due.cancel(kind, named)
    compound.at = max(compound.at, row.due_at)
    source = f"due {kind} {named} {row.due_at}"
    return await play(compound.database, subject=named, due=row.due_at, source=source, at=compound.at)


async def left(compound: Compound) -> list[tuple[str, str]]:
    async with compound.database.reading() as transaction:
        found = select(due).where(due.c.kind.in_(("matter.chase", "matter.lapse")))
        return [(row.kind, row.subject.partition(":")[0]) for row in await transaction.due.rows(found)]


async def test_what_waited_before_askings_had_a_time_has_one_from_the_next_start(compound: Compound) -> None:
    async with compound.database.transaction() as transaction:
        await transaction.due.run(delete(due))  # as it was before the program knew of them
    later = compound.at + timedelta(days=30)
    await deliberation_waits.keep_waiting(compound.database, at=later)
    assert sorted(await left(compound)) == [("matter.chase", MOVE), ("matter.lapse", MOVE)]
    compound.at = later
    assert (await falls(compound, "matter.chase", MOVE))["reminded"] == 1
    await deliberation_waits.keep_waiting(compound.database, at=compound.at)
    assert await left(compound) == [("matter.lapse", MOVE)], "nobody is reminded again at every start"
    assert (await falls(compound, "matter.lapse", MOVE))["lapsed"]
    assert compound.at == later + timedelta(days=7), "from then on they have their whole time"
    await deliberation_waits.keep_waiting(compound.database, at=compound.at)
    assert await left(compound) == [], "nothing waits any more"


async def told(compound: Compound, chat_id: int, template: str) -> list[dict[str, object]]:
    wanted = (outbox.c.chat_id == chat_id, outbox.c.template == template)
    async with compound.database.reading() as transaction:
        return [row.facts for row in await transaction.outbox.rows(select(outbox).where(*wanted).order_by(outbox.c.id))]


async def test_the_other_is_reminded_once_and_then_it_lapses(compound: Compound) -> None:
    begun, member, chair = compound.at, compound.member.chat_id, compound.town["赵主任"].chat_id
    assert await falls(compound, "matter.chase", MOVE) == Done({"reminded": 1})
    assert compound.at - begun == timedelta(days=1)
    assert len(await told(compound, member, "deliberation.move_waits")) == 1
    assert await told(compound, chair, "deliberation.move_waits") == [], "who asked cannot look"
    assert await left(compound) == [("matter.lapse", MOVE)], "once"
    assert await falls(compound, "matter.lapse", MOVE) == Done({"lapsed": True})
    assert compound.at - begun == timedelta(days=7)
    (facts,) = await told(compound, chair, "deliberation.lapsed")
    assert (facts["asked"], facts["why"]) == ("move", "time")
    refused = await compound.refused(deliberation_moves.confirm_move, compound.member, seen=await compound.seen())
    assert refused == "matter_move_not_asked"
    await compound.done(deliberation_moves.ask_move, "赵主任")
    await compound.done(deliberation_moves.confirm_move, compound.member, seen=await compound.seen())
    assert await left(compound) == [] and (await compound.page()).matter.stage is Stage.CONSULTING


async def test_what_was_returned_or_confirmed_is_not_reminded_of(compound: Compound) -> None:
    await compound.done(deliberation_moves.return_move, compound.member, words="照片不清楚")
    assert await left(compound) == []
    for play in (deliberation_waits.remind_second, deliberation_waits.lapse_asking):
        row = {"subject": f"{MOVE}:{compound.matter_id}", "due": compound.at, "at": compound.at}
        outcome = await play(compound.database, source=f"an old {play.__name__}", **row)
        assert isinstance(outcome, Done) and not any(outcome.facts.values()), outcome
        nothing = {**row, "subject": f"{MOVE}:99", "source": f"no {play.__name__}"}
        assert isinstance(await play(compound.database, **nothing), Done)
    assert await told(compound, compound.member.chat_id, "deliberation.move_waits") == []


async def test_whoever_asked_hears_that_a_record_was_changed_by_another(compound: Compound) -> None:
    chair = compound.town["赵主任"].chat_id
    await compound.notes(Need.BUDGET, "多做一段", compound.member)
    (facts,) = await told(compound, chair, "deliberation.lapsed")
    assert (facts["asked"], facts["why"]) == ("move", "changed")
    assert await left(compound) == []
    await compound.done(deliberation_moves.ask_move, "赵主任")
    compound.at += timedelta(minutes=1)
    await compound.notes(Need.BUDGET, "又改回来")
    assert len(await told(compound, chair, "deliberation.lapsed")) == 1, "what one changes oneself one knows"
    assert (await compound.page()).matter.move_by is None


async def test_another_text_undoes_both_askings(compound: Compound) -> None:
    await compound.done(deliberation_stops.stop_matter, compound.member, reason="不装了")
    title, text = GARDEN_LAMPS
    new = {"base": 1, "title": title, "text": text + "\n灯杆靠墙。", "why": "消防提的"}
    await compound.done(deliberation_versions.redraft, "赵主任", **new)
    assert await told(compound, compound.town["赵主任"].chat_id, "deliberation.lapsed") == []
    (facts,) = await told(compound, compound.member.chat_id, "deliberation.lapsed")
    assert (facts["asked"], facts["why"]) == ("stop", "changed")
    matter = (await compound.page()).matter
    assert (matter.move_by, matter.stop_by, matter.stop_why) == (None, None, "")


async def test_to_stop_is_reminded_of_and_undone_by_the_next_step(compound: Compound) -> None:
    await compound.done(deliberation_stops.stop_matter, "赵主任", reason="不装了")
    assert await falls(compound, "matter.chase", STOP) == Done({"reminded": 1})
    (facts,) = await told(compound, compound.member.chat_id, "deliberation.stop_waits")
    assert facts["words"] == "不装了"
    await compound.done(deliberation_moves.confirm_move, compound.member, seen=await compound.seen())
    (facts,) = await told(compound, compound.town["赵主任"].chat_id, "deliberation.lapsed")
    assert (facts["asked"], facts["why"]) == ("stop", "changed")
    await compound.done(deliberation_stops.stop_matter, "赵主任", reason="不装了")
    await compound.done(deliberation_stops.confirm_stop, compound.member, seen=await compound.seen())
    assert await left(compound) == []


async def test_an_urgent_repair_is_reminded_of_within_the_hour(compound: Compound) -> None:
    await compound.done(deliberation_moves.return_move, compound.member, words="再看看")
    begun = await deliberation_urgent.begin_urgent_repair(
        compound.database,
        actor=compound.town["赵主任"].actor,
        compound_id=compound.town.compound_id,
        alarm=ALARM,
        source="alarm",
        at=compound.at,
    )
    assert isinstance(begun, Done)
    compound.matter_id, since = int(begun["matter_id"]), compound.at
    assert await falls(compound, "matter.chase", MOVE) == Done({"reminded": 1})
    assert compound.at - since == timedelta(hours=1)
    async with compound.database.reading() as transaction:
        wanted = select(outbox).where(outbox.c.template == "deliberation.move_waits")
        assert [row.urgency for row in await transaction.outbox.rows(wanted)] == ["urgent"], "at night, too"
    await compound.done(deliberation_full.grow_matter, compound.member, touched=[])
    assert len(await told(compound, compound.town["赵主任"].chat_id, "deliberation.lapsed")) == 1
    assert await left(compound) == []


async def test_a_vote_that_is_called_off_undoes_an_asking_to_stop(compound: Compound) -> None:
    await compound.stands(Stage.ANNOUNCING)
    await compound.done(deliberation_stops.stop_matter, "赵主任", reason="不装了")
    meets = compound.at + timedelta(days=20)
    await compound.done(voting_matters.call_meeting, "赵主任", meets_at=meets)
    number = (await compound.page()).matter.vote_id
    await compound.done(voting.cancel_vote, "赵主任", vote_id=number)
    await compound.falls_due(deliberation.settle_matter, "matter.voted")
    assert len(await told(compound, compound.town["赵主任"].chat_id, "deliberation.lapsed")) == 1
    assert (await compound.page()).matter.stop_by is None
