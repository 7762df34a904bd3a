"""An election put to the vote: who is elected and holds office, a tie and its lot, what can never be voted on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import pytest

from domain.elections import Election, ElectionState
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.privacy import NAMELESS
from domain.registry import Actor, Organ, Role, RoleKind
from domain.voting.entitlements import Cast
from domain.voting.timelines import Milestone
from domain.voting.votes import Vote, VoteState
from services.elections_results import confirm_lot, record_lot, record_milestone, settle_vote
from services.privacy_mine import erase
from services.profiles import choose_profile
from services.voting import cancel_vote, confirm_result, seal_vote
from services.voting_box import ballot_box
from services.voting_doubts import doubt_result
from services.voting_elections import put_election
from services.voting_pages import vote_page
from storage.database import Database
from tests.builders import Neighbour, Town, actor_of, found_town, queued
from tests.services.electing import A_WEEK_LATER, election_now, electorate, listed_election, opened, source

LATER = A_WEEK_LATER


@pytest.fixture
async def town(database: Database, at: datetime) -> Town:
    """Under the rules of 郑州, where a vote on the phone is one in law."""
    town = await found_town(database, at)
    chair = town["赵主任"].actor
    outcome = await choose_profile(
        database, actor=chair, compound_id=town.compound_id, city="zhengzhou", source=source(), at=at
    )
    assert isinstance(outcome, Done), outcome
    return town


def what(outcome: Outcome) -> str:
    assert isinstance(outcome, Refusal), outcome
    return str(outcome.facts.get("what") or outcome.reason)


async def put(database: Database, town: Town, number: int, at: datetime) -> Outcome:
    words = {"title": "选举业委会", "text": "选五位：业主1、业主2"}
    chair = town["赵主任"].actor
    return await put_election(database, actor=chair, election_id=number, **words, days=7, source=source(), at=at)


async def vote_of(database: Database, number: int) -> Vote:
    election = await election_now(database, number)
    async with database.reading() as transaction:
        vote = await transaction.voting.find(election.vote_id or 0)
    assert vote is not None
    return vote


async def decided(
    database: Database, town: Town, number: int, marks: Mapping[Neighbour, Sequence[int]], at: datetime
) -> Election:
    """Put to the vote, voted on, counted, confirmed by 孙网格 as scrutineer; what became of it."""
    outcome = await put(database, town, number, at + LATER)
    assert isinstance(outcome, Done), outcome
    vote = await vote_of(database, number)
    box = ballot_box(database)
    for who, names in marks.items():
        async with database.reading() as transaction:
            (mine,) = await transaction.voting.entitlements(vote.id, who.person_id, vote.opens_at)
        marked = frozenset(map(str, names))
        cast = await box.put(Cast(vote.id, mine.head_id, who.person_id, marked, source(), vote.opens_at))
        assert isinstance(cast, Done), cast
    over = vote.closes_at + timedelta(seconds=5)
    await seal_vote(database, subject=vote.subject, due=over, source=source(), at=over)
    second = scrutineer(town, at)
    assert isinstance(await confirm_result(database, actor=second, vote_id=vote.id, source=source(), at=over), Done)
    subject = f"election:{number}"
    assert isinstance(await settle_vote(database, subject=subject, due=over, source=source(), at=over), Done)
    return await election_now(database, number)


def scrutineer(town: Town, at: datetime) -> Actor:
    return Actor(town["孙网格"].person_id, (Role(RoleKind.SCRUTINEER, town.place, at),))


async def test_the_elected_hold_office_and_a_seat_without_majority_stays_empty(
    database: Database, town: Town, at: datetime
) -> None:
    people = await electorate(database, town, 9, at)
    number, ones = await listed_election(database, town, people[:6], at)
    marks: dict[Neighbour, list[int]] = {who: ones[:4] for who in people[:5]}
    marks |= {who: [ones[0], ones[4]] for who in people[5:7]}
    found = await decided(database, town, number, marks, at)
    assert found.state is ElectionState.SETTLED
    async with database.reading() as transaction:
        elected = [one.id for one in await transaction.elections.candidacies(number, transaction.zone) if one.elected]
    assert elected == ones[:4]
    held = (await actor_of(database, people[0], found.settled_at or at)).roles
    (office,) = [role for role in held if role.kind is RoleKind.COMMITTEE]
    assert office.organ is Organ.OWNERS and office.until is not None and office.until.year == at.year + 5
    assert not any(role.kind is RoleKind.COMMITTEE for role in (await actor_of(database, people[4], at)).roles)
    told = [facts for template, facts in await queued(database, town.group) if template == "elections.elected"]
    assert told[0]["vacant"] == 1
    for who, hears in ((people[0], True), (people[4], False)):
        private = [template for template, _ in await queued(database, who.chat_id)]
        assert ("elections.seated" in private) is hears, "whoever was elected is told in private, nobody else"
    chair = {"actor": town["赵主任"].actor, "election_id": number, "at": found.settled_at or at}
    filed = await record_milestone(database, **chair, milestone=Milestone.FILED, source=source())
    assert isinstance(filed, Done) and (await election_now(database, number)).filed_on is not None
    assert what(await record_milestone(database, **chair, milestone=Milestone.FILED, source=source()))
    wrong = await record_milestone(database, **chair, milestone=Milestone.ELECTED, source=source())
    assert what(wrong) == "election_finished"


async def test_a_tie_waits_for_a_lot_that_two_people_saw(database: Database, town: Town, at: datetime) -> None:
    people = await electorate(database, town, 9, at)
    number, ones = await listed_election(database, town, people[:6], at)
    first, second = [*ones[:3], ones[4], ones[5]], [*ones[:4], ones[4]]
    marks = dict(zip(people[:8], [first] * 2 + [second] * 3 + [[*ones[:4], ones[5]]] * 3, strict=True))
    waiting = await decided(database, town, number, marks, at)
    assert waiting.state is ElectionState.VOTING and waiting.result is not None
    assert (waiting.result["tied"], waiting.result["by_lot"]) == ([ones[4], ones[5]], 1)
    chair, day = town["赵主任"], at + timedelta(days=60)
    assert "elections.lot" in [name for name, _ in await queued(database, chair.chat_id)]

    read = 1

    async def confirms(actor: Actor, *, right: bool) -> Outcome:
        return await confirm_lot(
            database, actor=actor, election_id=number, right=right, draws=read, source=source(), at=day
        )

    async def draws(candidacy: int) -> Outcome:
        drawn = {"election_id": number, "candidacy_id": candidacy}
        return await record_lot(database, actor=chair.actor, **drawn, source=source(), at=day)

    candidate = Actor(people[0].person_id, (Role(RoleKind.COMMITTEE, town.place, at, organ=Organ.OWNERS),))
    drawn = {"election_id": number, "candidacy_id": ones[5], "at": day}
    assert what(await record_lot(database, actor=candidate, **drawn, source=source())) == "vote_own_election"
    assert what(await draws(ones[0])) == "election_lot"
    assert isinstance(await draws(ones[5]), Done)
    assert what(await draws(ones[4])) == "election_lot"
    assert what(await confirms(chair.actor, right=True)) == "election_second_person"
    assert what(await confirms(people[7].actor, right=True)) == "not_permitted"
    stands = Actor(people[5].person_id, (Role(RoleKind.SCRUTINEER, town.place, at),))
    assert what(await confirms(stands, right=True)) == "vote_own_election"
    assert isinstance(await confirms(scrutineer(town, at), right=False), Done)
    assert isinstance(await draws(ones[4]), Done)
    assert await confirms(scrutineer(town, at), right=True) == Refusal(Reason.STALE), "the draw before this one"
    read = 2
    assert isinstance(await confirms(scrutineer(town, at), right=True), Done)
    assert (await election_now(database, number)).state is ElectionState.SETTLED
    async with database.reading() as transaction:
        elected = [one.id for one in await transaction.elections.candidacies(number, transaction.zone) if one.elected]
    assert elected == ones[:5]


async def test_without_a_quorum_the_list_stands(database: Database, town: Town, at: datetime) -> None:
    people = await electorate(database, town, 9, at)
    number, ones = await listed_election(database, town, people[:6], at)
    found = await decided(database, town, number, {who: ones[:5] for who in people[:5]}, at)
    assert found.state is ElectionState.LISTED and found.vote_id is None
    assert "elections.not_elected" in [name for name, _ in await queued(database, town["赵主任"].chat_id)]


async def test_a_withdrawn_vote_gives_the_list_back_and_a_candidate_confirms_nothing(
    database: Database, town: Town, at: datetime
) -> None:
    people = await electorate(database, town, 9, at)
    number, _ = await listed_election(database, town, people[:6], at)
    assert isinstance(await put(database, town, number, at + LATER), Done)
    assert what(await put(database, town, number, at + LATER)) == "election_finished"
    vote = await vote_of(database, number)
    chair = town["赵主任"].actor
    assert isinstance(await cancel_vote(database, actor=chair, vote_id=vote.id, source=source(), at=at + LATER), Done)
    await settle_vote(database, subject=f"election:{number}", due=at, source=source(), at=at + LATER)
    found = await election_now(database, number)
    assert found.state is ElectionState.LISTED and found.vote_id is None
    assert isinstance(await put(database, town, number, at + LATER), Done)
    vote = await vote_of(database, number)
    await seal_vote(database, subject=vote.subject, due=vote.closes_at, source=source(), at=vote.closes_at)
    stands = Actor(people[0].person_id, (Role(RoleKind.SCRUTINEER, town.place, at),))
    own = await confirm_result(database, actor=stands, vote_id=vote.id, source=source(), at=vote.closes_at)
    assert what(own) == "vote_own_election"
    facts = {"vote_id": vote.id, "words": "数字不对"}
    assert what(await doubt_result(database, actor=stands, **facts, source=source(), at=vote.closes_at)) == what(own)
    page = await vote_page(database, actor=stands, vote_id=vote.id, at=vote.closes_at)
    assert page is not None and not page.counted and not page.may_confirm, "nor reads what was counted"
    asked = [name for name, _ in await queued(database, people[0].chat_id)]
    assert "voting.to_confirm" not in asked
    idle = await settle_vote(database, subject=f"election:{number}", due=at, source=source(), at=at + LATER)
    assert isinstance(idle, Done) and (await vote_of(database, number)).state is VoteState.SEALED


async def test_what_is_appointed_is_never_put_to_the_vote(database: Database, town: Town, at: datetime) -> None:
    number = await opened(database, town, at, Organ.PROPERTY, 7)
    async with database.transaction() as transaction:
        await transaction.elections.write(number, state=ElectionState.LISTED.value)
    assert what(await put(database, town, number, at)) == "election_finished"
    assert what(await put(database, town, 99, at)) == "election"
    people = await electorate(database, town, 7, at)
    number, _ = await listed_election(database, town, people[:6], at)
    leader = town["李楼长"].actor
    refused = await put_election(
        database, actor=leader, election_id=number, title="选", text="选", days=7, source=source(), at=at
    )
    assert what(refused) == "not_permitted"
    chair = {"actor": town["赵主任"].actor, "election_id": number}
    assert what(await record_lot(database, **chair, candidacy_id=1, source=source(), at=at)) == "election_lot"
    assert what(await confirm_lot(database, **chair, right=True, draws=1, source=source(), at=at)) == "election_lot"


async def test_homes_elect_a_self_management_committee(database: Database, town: Town, at: datetime) -> None:
    people = await electorate(database, town, 9, at)
    number, ones = await listed_election(database, town, people[:6], at, Organ.SELF_MANAGEMENT)
    found = await decided(database, town, number, {who: ones[:5] for who in people[:6]}, at)
    assert found.state is ElectionState.SETTLED
    vote = await vote_of(database, number)
    assert vote.rule == "households" and vote.matter == "" and vote.heads == 9
    held = (await actor_of(database, people[0], found.settled_at or at)).roles
    assert any(role.organ is Organ.SELF_MANAGEMENT for role in held)


async def test_a_candidate_who_is_erased_stands_by_name_in_no_journal_and_on_no_ballot(
    database: Database, town: Town, at: datetime
) -> None:
    people = await electorate(database, town, 9, at)
    number, ones = await listed_election(database, town, people[:6], at)
    assert isinstance(await put(database, town, number, at + LATER), Done)
    vote = await vote_of(database, number)
    gone = vote.question.labels[str(ones[0])]
    async with database.reading() as transaction:
        written = [str(entry.body) for entry in await transaction.journal.read(vote.subject)]
    assert not [body for body in written if gone in body]
    assert isinstance(await erase(database, actor=people[0].actor, source=source(), at=at + LATER), Done)
    vote = await vote_of(database, number)
    assert vote.question.labels[str(ones[0])] == NAMELESS and len(vote.question.options) == 6
    assert gone not in vote.text and gone not in vote.question.labels.values()
