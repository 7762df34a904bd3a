"""Ballots given out in an election on paper: one a home and round; taken back until a count sheet is entered."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor
from services.elections_counts import photograph_count, reject_count
from services.elections_turnout import mark_ballot, unmark_ballot
from services.elections_voters_pages import sheet_to_check
from storage.database import Database
from storage.schema.records import attachments
from tests.builders import Town, found_town, queued
from tests.services.electing import empty_homes, photographed, source
from tests.services.test_elections_counts import (
    called_out,
    confirms_the_last,
    counts,
    enters,
    residents_committee,
    scrutineer,
    what,
)


@pytest.fixture
async def town(database: Database, at: datetime) -> Town:
    return await found_town(database, at)


async def marks(database: Database, actor: Actor, number: int, unit: int, at: datetime) -> Outcome:
    return await mark_ballot(database, actor=actor, election_id=number, unit_id=unit, source=source(), at=at)


async def unmarks(database: Database, actor: Actor, number: int, unit: int, at: datetime, nth: int = 1) -> Outcome:
    return await unmark_ballot(database, actor=actor, election_id=number, unit_id=unit, nth=nth, source=source(), at=at)


async def test_a_home_is_given_one_ballot_and_a_wrong_mark_is_taken_back(
    database: Database, town: Town, at: datetime
) -> None:
    number, _ = await residents_committee(database, town, at)
    units, second = await empty_homes(database, town), scrutineer(town, at)
    done = await marks(database, second, number, units[95], at)
    assert isinstance(done, Done) and (done["marked"], done["homes"]) == (91, 100)
    again = await marks(database, town["赵主任"].actor, number, units[95], at)
    assert isinstance(again, Refusal) and again.reason is Reason.ALREADY_DONE and "9单元" in again.facts["door"]
    assert what(await marks(database, town["李楼长"].actor, number, units[96], at)) == "not_permitted"
    assert what(await marks(database, second, number, 9999, at)) == "voter_home"
    assert what(await marks(database, second, 99, units[96], at)) == "election"
    assert what(await unmarks(database, second, number, units[95], at, nth=2)) == "stale"
    done = await unmarks(database, second, number, units[95], at)
    assert isinstance(done, Done) and done["marked"] == 90
    assert what(await unmarks(database, second, number, units[95], at)) == "ballot_unmarked"
    early = await marks(database, second, number, units[95], at - timedelta(days=55))
    assert what(early) == "voters_early"


async def test_a_sheet_agrees_with_the_marks_and_the_list_and_stops_the_marking(
    database: Database, town: Town, at: datetime
) -> None:
    number, ones = await residents_committee(database, town, at)
    units, chair, second = await empty_homes(database, town), town["赵主任"].actor, scrutineer(town, at)
    right = called_out(ones, 70, 60, 55, 50, 45, 40)
    few = await enters(database, chair, number, replace(right, issued=89), at)
    assert few == Refusal(Reason.INVALID, {"what": "count_issued", "said": 89, "marked": 90})
    many = await enters(database, chair, number, replace(right, voters=101), at)
    assert many == Refusal(Reason.INVALID, {"what": "count_voters", "said": 101, "listed": 100})
    sheet = await counts(database, chair, number, right, at)
    assert what(await marks(database, second, number, units[95], at)) == "turnout_counted"
    assert what(await unmarks(database, second, number, units[0], at)) == "turnout_counted"
    rejects = {"election_id": number, "sheet_id": sheet, "at": at}
    assert isinstance(await reject_count(database, actor=second, **rejects, source=source()), Done)
    assert "elections.count_rejected" in [name for name, _ in await queued(database, town["赵主任"].chat_id)]
    async with database.reading() as transaction:
        kept = await transaction.attachments.rows(select(attachments.c.id))
    assert not kept, "the photo of what was not so is not kept"
    assert what(await reject_count(database, actor=second, **rejects, source=source())) == "count_none"
    assert isinstance(await marks(database, second, number, units[95], at), Done)
    assert isinstance(await enters(database, chair, number, replace(right, issued=91), at), Done)


async def test_the_second_person_sees_the_photo_beside_the_sums(database: Database, town: Town, at: datetime) -> None:
    number, ones = await residents_committee(database, town, at)
    chair, second = town["赵主任"].actor, scrutineer(town, at)

    async def looks(actor: Actor, election: int = number) -> object:
        return await sheet_to_check(database, actor=actor, election_id=election)

    assert what(await looks(second)) == "count_none"  # type: ignore[arg-type]
    assert what(await looks(second, 99)) == "election"  # type: ignore[arg-type]
    assert what(await looks(town["陈租客"].actor)) == "not_permitted"  # type: ignore[arg-type]
    entered = await enters(database, chair, number, called_out(ones, 70, 60, 55, 50, 45, 40), at)
    assert isinstance(entered, Done)
    sheet = entered["sheet_id"]
    assert what(await looks(second)) == "count_no_photo"  # type: ignore[arg-type]
    sent = {"election_id": number, "sheet_id": sheet, "photo": "p", "size": 1, "at": at}
    other = await photograph_count(database, actor=second, **sent, source=source())
    assert isinstance(other, Refusal) and other.reason is Reason.NOT_YOURS
    assert isinstance(await photograph_count(database, actor=chair, **sent, source=source()), Done)
    assert what(await looks(second)) == "count_photo_coming"  # type: ignore[arg-type]
    assert what(await confirms_the_last(database, second, number, at)) == "count_photo_coming"
    await photographed(database, chair, number, sheet, at)
    again = await photograph_count(database, actor=chair, **sent, source=source())
    assert what(again) == "count_photo", "what the second person looks at stays as it is"
    seen = await sheet_to_check(database, actor=second, election_id=number)
    assert not isinstance(seen, Refusal) and seen.photo == b"a photo" and len(seen.names) == 6
    assert seen.entered.sheet.voters == 100
    assert isinstance(await confirms_the_last(database, second, number, at), Done)


async def test_two_who_give_out_the_same_ballot_at_once_note_it_once(
    database: Database, town: Town, at: datetime
) -> None:
    number, _ = await residents_committee(database, town, at)
    units, second = await empty_homes(database, town), scrutineer(town, at)
    actors = [town["赵主任"].actor, second] * 3
    outcomes = await asyncio.gather(*(marks(database, actor, number, units[95], at) for actor in actors))
    assert [what(each) for each in outcomes if isinstance(each, Refusal)] == ["ballot_marked"] * 5
    done = await marks(database, second, number, units[96], at)
    assert isinstance(done, Done) and done["marked"] == 92
