"""A secret paper election: no vote on the phone; the count is entered by one who was there, confirmed by another."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from domain.count_sheets import CountSheet
from domain.elections import ElectionState
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor, Organ, Role, RoleKind
from domain.voting.compositions import NominationChannel
from services.election_pages import election_page
from services.elections_candidates import recommend
from services.elections_counts import confirm_count, enter_count
from services.elections_results import stop_election, take_office
from services.voting_elections import put_election
from storage.database import Database
from tests.builders import Town, found_town, queued
from tests.services.electing import (
    A_WEEK_LATER,
    NEXT_DAY,
    election_now,
    give_out,
    listed,
    opened,
    photographed,
    polls_open,
    put_on_notice,
    source,
)


@pytest.fixture
async def town(database: Database, at: datetime) -> Town:
    return await found_town(database, at)


def what(outcome: Outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return str(outcome.facts.get("what") or outcome.reason)


async def residents_committee(database: Database, town: Town, at: datetime) -> tuple[int, list[int]]:
    """Six whom the Party organisation recommends for five seats, and their list."""
    number, day = await opened(database, town, at, Organ.RESIDENTS), at + NEXT_DAY
    ones = await recommended_by_the_party(database, town, number, day)
    assert isinstance(await put_on_notice(database, town, number, day), Done)
    assert isinstance(await listed(database, town, number, at + A_WEEK_LATER), Done)
    await polls_open(database, town, number, at)
    return number, ones


async def recommended_by_the_party(database: Database, town: Town, number: int, day: datetime) -> list[int]:
    """Six, entered by 赵主任, their consent at hand in writing; their candidacies."""
    chair, ones = town["赵主任"].actor, []
    for n in range(6):
        outcome = await recommend(
            database,
            actor=chair,
            election_id=number,
            channel=NominationChannel.PARTY,
            name=f"候选人{n}",
            resident=True,
            on_paper=True,
            source=source(),
            at=day,
        )
        assert isinstance(outcome, Done), outcome
        ones.append(int(outcome["candidacy_id"]))
    return ones


def called_out(ones: list[int], *votes: int, returned: int = 80) -> CountSheet:
    return CountSheet(100, 90, returned, 2, dict(zip(ones, votes, strict=True)))


def run_off(votes: dict[int, int]) -> CountSheet:
    return CountSheet(100, 90, 60, 0, votes, run_off=True)


def scrutineer(town: Town, at: datetime) -> Actor:
    return Actor(town["孙网格"].person_id, (Role(RoleKind.SCRUTINEER, town.place, at),))


async def enters(database: Database, actor: Actor, number: int, sheet: CountSheet, at: datetime) -> Outcome:
    return await enter_count(database, actor=actor, election_id=number, sheet=sheet, source=source(), at=at)


async def counts(database: Database, actor: Actor, number: int, sheet: CountSheet, at: datetime) -> int:
    """Entered, its photo sent and fetched; the sheet's number."""
    outcome = await enters(database, actor, number, sheet, at)
    assert isinstance(outcome, Done), outcome
    await photographed(database, actor, number, outcome["sheet_id"], at)
    return int(outcome["sheet_id"])


async def confirms_the_last(database: Database, actor: Actor, number: int, at: datetime) -> Outcome:
    """The sheet that was entered last is the one they have read."""
    async with database.reading() as transaction:
        entered = await transaction.elections.sheet(number)
    read = 0 if entered is None else entered.id
    return await confirm_count(database, actor=actor, election_id=number, sheet_id=read, source=source(), at=at)


async def test_a_count_that_was_entered_anew_is_read_anew(database: Database, town: Town, at: datetime) -> None:
    number, ones = await residents_committee(database, town, at)
    chair, second = town["赵主任"].actor, scrutineer(town, at)
    for sheet in (called_out(ones, 70, 60, 55, 50, 45, 40), called_out(ones, 40, 45, 50, 55, 60, 70)):
        await counts(database, chair, number, sheet, at)
        page = await election_page(database, actor=second, election_id=number, at=at)
        assert page is not None and page.sheet == sheet
    confirms = {"actor": second, "election_id": number, "at": at}
    stale = await confirm_count(database, **confirms, sheet_id=page.sheet_id - 1, source=source())
    assert stale == Refusal(Reason.STALE)
    assert isinstance(await confirm_count(database, **confirms, sheet_id=page.sheet_id, source=source()), Done)


async def test_a_count_is_believed_when_a_second_person_says_so(database: Database, town: Town, at: datetime) -> None:
    number, ones = await residents_committee(database, town, at)
    chair, second = town["赵主任"].actor, scrutineer(town, at)
    on_the_phone = await put_election(
        database, actor=chair, election_id=number, title="选", text="选", days=7, source=source(), at=at
    )
    assert what(on_the_phone) == "election_finished"

    right = called_out(ones, 70, 60, 55, 50, 45, 40)
    assert what(await confirms_the_last(database, second, number, at)) == "count_none"
    assert what(await enters(database, chair, number, called_out(ones, 79, 60, 55, 50, 45, 40), at)) == "count_sheet"
    assert what(await enters(database, town["李楼长"].actor, number, right, at)) == "not_permitted"
    entered = await enters(database, second, number, right, at)
    assert isinstance(entered, Done), entered
    asked = [name for name, _ in await queued(database, town["赵主任"].chat_id)]
    assert "elections.count" not in asked, "nobody is asked before the photo is there"
    assert what(await confirms_the_last(database, chair, number, at)) == "count_no_photo"
    await photographed(database, second, number, entered["sheet_id"], at)
    assert "elections.count" in [name for name, _ in await queued(database, town["赵主任"].chat_id)]
    page = await election_page(database, actor=second, election_id=number, at=at)
    assert page is not None and page.counts and page.sheet_is_own and page.sheet_photo == "stored"
    page = await election_page(database, actor=town["陈租客"].actor, election_id=number, at=at)
    assert page is not None and page.sheet is None and not page.counts, "nobody reads it before it is confirmed"
    assert what(await confirms_the_last(database, second, number, at)) == "count_second_person"
    assert isinstance(await confirms_the_last(database, chair, number, at), Done)
    assert (await election_now(database, number)).state is ElectionState.SETTLED
    told = dict(await queued(database, town.group))
    assert told["elections.elected"]["vacant"] == 0 and len(told["elections.elected"]["candidates"]) == 5  # type: ignore[arg-type]
    assert told["elections.counted"]["sums"] == {"voters": 100, "issued": 90, "returned": 80, "invalid": 2}
    assert [votes for _, votes in told["elections.counted"]["votes"]] == [70, 60, 55, 50, 45, 40]  # type: ignore[attr-defined]
    assert what(await confirms_the_last(database, chair, number, at)) == "election_finished"


async def test_a_count_without_a_quorum_elects_nobody_and_a_tie_waits(
    database: Database, town: Town, at: datetime
) -> None:
    number, ones = await residents_committee(database, town, at)
    chair, second = town["赵主任"].actor, scrutineer(town, at)
    few = called_out(ones, 40, 40, 40, 40, 40, 30, returned=50)
    await counts(database, chair, number, few, at)
    assert isinstance(await confirms_the_last(database, second, number, at), Done)
    assert (await election_now(database, number)).state is ElectionState.LISTED, "50 of 100 is half"
    told = dict(await queued(database, town.group))
    assert told["elections.counted"]["enough"] is False, "what was counted is published, whatever comes of it"
    tied = called_out(ones, 70, 60, 55, 50, 45, 45)
    assert what(await enters(database, chair, number, tied, at)) == "count_issued", "ballots are given out anew"
    await give_out(database, town, number, 90, at)
    await counts(database, chair, number, tied, at)
    assert isinstance(await confirms_the_last(database, second, number, at), Done)
    found = await election_now(database, number)
    assert found.state is ElectionState.VOTING and found.result is not None and found.result["by_lot"] == 1
    assert what(await enters(database, chair, 99, tied, at)) == "election"


async def test_seats_that_are_left_go_to_a_run_off(database: Database, town: Town, at: datetime) -> None:
    number, ones = await residents_committee(database, town, at)
    chair = town["赵主任"].actor

    async def counted(sheet: CountSheet) -> None:
        await counts(database, chair, number, sheet, at)
        done = await confirms_the_last(database, scrutineer(town, at), number, at)
        assert isinstance(done, Done), done

    await counted(called_out(ones, 70, 60, 55, 40, 30, 20))
    found = await election_now(database, number)
    assert found.state is ElectionState.LISTED and found.result == {"left": 2}
    assert "elections.run_off" in [name for name, _ in await queued(database, town["赵主任"].chat_id)]
    page = await election_page(database, actor=scrutineer(town, at), election_id=number, at=at)
    assert page is not None and [one.elected for one in page.shown] == [True] * 3 + [False] * 3
    await give_out(database, town, number, 90, at)
    left = {ones[3]: 40, ones[4]: 20, ones[5]: 19}
    for votes, wrong in (({}, ["list"]), (left | {ones[0]: 1}, ["list"]), ({ones[3]: 40, ones[4]: 20}, ["list"])):
        refused = await enters(database, chair, number, run_off(votes), at)
        assert isinstance(refused, Refusal) and refused.facts["wrong"] == wrong
    first_round = replace(run_off(left), run_off=False)
    refused = await enters(database, chair, number, first_round, at)
    assert isinstance(refused, Refusal) and refused.facts["wrong"] == ["round"]
    await counted(run_off(left))
    assert (await election_now(database, number)).state is ElectionState.SETTLED
    async with database.reading() as transaction:
        elected = [one.id for one in await transaction.elections.candidacies(number, transaction.zone) if one.elected]
    assert elected == ones[:5], "20 of 60 is one third"


async def test_a_sheet_of_a_list_that_has_changed_is_not_confirmed_and_who_is_gone_takes_no_office(
    database: Database, town: Town, at: datetime
) -> None:
    number, ones = await residents_committee(database, town, at)
    await counts(database, town["赵主任"].actor, number, called_out(ones, 70, 60, 55, 50, 45, 40), at)
    async with database.transaction() as transaction:
        await transaction.elections.rewrite(ones[0], withdrawn=True)
    refused = await confirms_the_last(database, scrutineer(town, at), number, at)
    assert isinstance(refused, Refusal) and refused.facts["wrong"] == ["list"]
    async with database.transaction() as transaction:
        await take_office(transaction, await election_now(database, number), ones[:5], at)
    async with database.reading() as transaction:
        seated = [one.id for one in await transaction.elections.candidacies(number, transaction.zone) if one.elected]
    assert seated == ones[1:5]


async def test_a_run_off_that_is_not_held_leaves_its_seats_empty_and_the_elected_in_office(
    database: Database, town: Town, at: datetime
) -> None:
    number, ones = await residents_committee(database, town, at)
    chair = {"actor": town["赵主任"].actor, "election_id": number, "at": at}
    await counts(database, chair["actor"], number, called_out(ones, 70, 60, 55, 40, 30, 20), at)
    assert isinstance(await confirms_the_last(database, scrutineer(town, at), number, at), Done)
    assert isinstance(await stop_election(database, **chair, source=source()), Done)
    found = await election_now(database, number)
    assert found.state is ElectionState.SETTLED and found.settled_at == at
    page = await election_page(database, actor=town["陈租客"].actor, election_id=number, at=at)
    assert page is not None and [one.id for one in page.shown if one.elected] == ones[:3]
