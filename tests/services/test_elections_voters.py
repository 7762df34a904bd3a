"""The voters' list of an election on paper: posted by home, objected to, answered, corrected before ballots are out."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.election_voters import VoterList
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor, Organ, Place, Role, RoleKind
from services.election_pages import election_page
from services.elections_turnout import mark_ballot
from services.elections_voters import (
    answer_voters,
    correct_voters,
    object_to_voters,
    post_voters,
    remind_answer,
    repost_voters,
)
from storage.database import Database
from tests.builders import Town, found_town, queued
from tests.services.electing import empty_homes, many_homes, opened, source
from tests.services.test_elections_counts import residents_committee, what

DAY = timedelta(days=1)


@pytest.fixture
async def town(database: Database, at: datetime) -> Town:
    return await found_town(database, at)


async def posts(database: Database, town: Town, number: int, at: datetime) -> Outcome:
    chair = town["赵主任"].actor
    return await post_voters(database, actor=chair, election_id=number, source=source(), at=at)


async def objects(database: Database, actor: Actor, number: int, at: datetime, words: str = "少了一户") -> Outcome:
    return await object_to_voters(database, actor=actor, election_id=number, words=words, source=source(), at=at)


async def answers(
    database: Database, actor: Actor, objection: int, at: datetime, *, upheld: bool = True, words: str = "补上了"
) -> Outcome:
    said = {"objection_id": objection, "upheld": upheld, "words": words}
    return await answer_voters(database, actor=actor, **said, source=source(), at=at)


async def corrects(database: Database, town: Town, number: int, unit: int, at: datetime, *, on: bool) -> Outcome:
    chair = town["赵主任"].actor
    return await correct_voters(database, actor=chair, election_id=number, unit_id=unit, on=on, source=source(), at=at)


async def list_of(database: Database, number: int) -> VoterList:
    async with database.reading() as transaction:
        posted = await transaction.voters.of(number)
    assert posted is not None
    return posted


async def test_a_list_is_of_homes_and_stands_twenty_days(database: Database, town: Town, at: datetime) -> None:
    number = await opened(database, town, at, Organ.RESIDENTS)
    assert what(await posts(database, town, number, at)) == "voters_no_homes"
    assert what(await objects(database, town["陈租客"].actor, number, at)) == "voters_none"
    units = await many_homes(database, town, 12)
    assert what(await posts(database, town, 99, at)) == "election"
    owners = await opened(database, town, at, Organ.OWNERS)
    assert what(await posts(database, town, owners, at)) == "election_finished", "it is voted on the phone"
    done = await posts(database, town, number, at)
    assert isinstance(done, Done) and done["homes"] == 12
    assert what(await posts(database, town, number, at)) == "voters"
    posted = await list_of(database, number)
    assert posted.opens_at - at > 20 * DAY and posted.objections_until - at > 5 * DAY
    assert posted.answer_days == 3 and "17" in posted.source
    told = [facts for name, facts in await queued(database, town.group) if name == "elections.voters"]
    assert told[0]["homes"] == 12
    again = {"actor": town["赵主任"].actor, "election_id": number, "at": at + DAY}
    assert isinstance(await corrects(database, town, number, units[1], at, on=False), Done)
    done = await repost_voters(database, **again, source=source())
    assert isinstance(done, Done) and done["homes"] == 12, "as the register stands"
    assert (await list_of(database, number)).opens_at > posted.opens_at, "its days begin anew"
    told = [facts for name, facts in await queued(database, town.group) if name == "elections.voters"]
    assert len(told) == 2
    posted = await list_of(database, number)
    home = Place(town.compound_id, town.buildings["3号楼"], None, None, units[0])
    resident = Actor(town["陈租客"].person_id, (Role(RoleKind.TENANT, home, at),))
    page = await election_page(database, actor=resident, election_id=number, at=at)
    assert page is not None and page.voters == posted and page.turnout is not None and page.turnout.homes == 12
    assert len(page.on_list) == 1 and not page.off_list and not page.voter_objections
    assert isinstance(await corrects(database, town, number, units[0], at, on=False), Done)
    page = await election_page(database, actor=resident, election_id=number, at=at)
    assert page is not None and len(page.off_list) == 1 and not page.on_list


async def test_an_objection_is_answered_by_somebody_else_and_the_answer_is_published(
    database: Database, town: Town, at: datetime
) -> None:
    number = await opened(database, town, at, Organ.RESIDENTS)
    (unit, *_) = await many_homes(database, town, 2)
    await posts(database, town, number, at)
    assert what(await objects(database, town["陈租客"].actor, number, at, "")) == "candidate_objection"
    assert what(await objects(database, town["陈租客"].actor, number, at + 9 * DAY)) == "voter_objection"
    assert what(await objects(database, town["陈租客"].actor, 99, at)) == "election"
    stranger = Actor(town["陈租客"].person_id, ())
    assert what(await objects(database, stranger, number, at)) == "election_home"
    assert isinstance(await objects(database, town["陈租客"].actor, number, at), Done)
    assert "elections.voter_objection" in [name for name, _ in await queued(database, town["赵主任"].chat_id)]
    chair = town["赵主任"].actor
    page = await election_page(database, actor=chair, election_id=number, at=at)
    assert page is not None and len(page.disputed) == 1
    (objection,) = page.disputed
    assert objection.answer_by - at > 3 * DAY and objection.answer_by - at <= 4 * DAY
    due = {"subject": objection.subject, "due": objection.answer_by, "at": objection.answer_by}
    assert await remind_answer(database, **due, source=source()) == Done({"asked": 1})
    asked = [name for name, _ in await queued(database, town["赵主任"].chat_id)]
    assert asked.count("elections.voter_objection") == 2
    assert what(await answers(database, town["陈租客"].actor, objection.id, at)) == "not_permitted"
    assert what(await answers(database, chair, 99, at)) == "voter_objection"
    assert what(await answers(database, chair, objection.id, at, words=" ")) == "candidate_objection"
    assert isinstance(await answers(database, chair, objection.id, at), Done)
    assert what(await answers(database, chair, objection.id, at)) == "voter_objection", "once"
    assert await remind_answer(database, **due, source=source()) == Done({"asked": 0})
    assert "elections.voter_answer" in [name for name, _ in await queued(database, town["陈租客"].chat_id)]
    assert "elections.voters_answered" in [name for name, _ in await queued(database, town.group)]
    assert isinstance(await objects(database, chair, number, at), Done)
    refused = await answers(database, chair, objection.id + 1, at)
    assert isinstance(refused, Refusal) and refused.reason is Reason.NOT_YOURS
    assert isinstance(await corrects(database, town, number, unit, at, on=False), Done)


async def test_homes_go_on_and_off_until_a_ballot_is_out(database: Database, town: Town, at: datetime) -> None:
    number, _ = await residents_committee(database, town, at)
    chair = town["赵主任"].actor
    other = await opened(database, town, at, Organ.RESIDENTS)
    (unit, *_) = await empty_homes(database, town)
    assert what(await corrects(database, town, other, unit, at, on=True)) == "voters_none"
    assert what(await corrects(database, town, number, unit, at, on=False)) == "voters_fixed", "90 ballots are out"
    again = {"actor": chair, "at": at}
    assert what(await repost_voters(database, **again, election_id=number, source=source())) == "voters_fixed"
    assert what(await repost_voters(database, **again, election_id=other, source=source())) == "voters_none"
    assert what(await repost_voters(database, **again, election_id=99, source=source())) == "election"
    await posts(database, town, other, at)
    assert what(await corrects(database, town, other, unit, at, on=True)) == "voter_on"
    assert what(await corrects(database, town, other, 9999, at, on=True)) == "voter_home"
    assert what(await corrects(database, town, 99, unit, at, on=True)) == "election"
    done = await corrects(database, town, other, unit, at, on=False)
    assert isinstance(done, Done) and what(await corrects(database, town, other, unit, at, on=False)) == "voter_off"
    assert isinstance(await corrects(database, town, other, unit, at, on=True), Done)
    early = await mark_ballot(database, actor=chair, election_id=other, unit_id=unit, source=source(), at=at)
    assert what(early) == "election_finished", "its candidates are not settled"
