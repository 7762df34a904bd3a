"""Where a vote on the phone is worth nothing in law an owners' committee is elected on paper ballots alone."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.candidacies import OWN_ELECTION
from domain.elections import Election, ElectionState
from domain.outcomes import Done, Outcome
from domain.registry import Actor, Organ, Role, RoleKind
from domain.voting.entitlements import Cast
from domain.voting.papers import Paper, PaperState
from domain.voting.votes import LegalWeight, Vote
from services.election_pages import election_page
from services.elections_results import settle_vote
from services.vote_papers import confirm_paper, enter_paper, issue_papers
from services.voting import confirm_result, open_vote, seal_vote
from services.voting_box import ballot_box
from storage.database import Database
from tests.builders import Neighbour, Town, found_town
from tests.services.electing import election_now, electorate, listed_election, source
from tests.services.test_voting_elections import LATER, put, scrutineer, vote_of, what


@pytest.fixture
async def town(database: Database, at: datetime) -> Town:
    """Under the rules of 全国: a vote on the phone only consults."""
    return await found_town(database, at)


async def posted(database: Database, town: Town, people: list[Neighbour], at: datetime) -> tuple[int, list[int], Vote]:
    number, ones = await listed_election(database, town, people[:6], at)
    outcome = await put(database, town, number, at + LATER)
    assert isinstance(outcome, Done), outcome
    vote = await vote_of(database, number)
    await open_vote(database, subject=vote.subject, due=vote.opens_at, source=source(), at=vote.opens_at)
    return number, ones, vote


async def printed(database: Database, town: Town, vote: Vote) -> list[Paper]:
    """A ballot for every home."""
    async with database.reading() as transaction:
        units = [unit.id for unit in await transaction.units.of_building(town.buildings["3号楼"])]
    sent = {"vote_id": vote.id, "unit_ids": units, "source": source(), "at": vote.opens_at}
    assert isinstance(await issue_papers(database, actor=town["李楼长"].actor, **sent), Done)
    async with database.reading() as transaction:
        return await transaction.vote_papers.in_state(vote.id, PaperState.ISSUED)


async def counted(database: Database, town: Town, paper: Paper, names: list[int], at: datetime) -> Outcome:
    """Entered by 李楼长 with its photo, confirmed by 赵主任."""
    marks: Any = frozenset(map(str, names))
    entry = {"paper_id": paper.id, "marks": marks, "photo": "p", "size": 1, "draft_id": 0, "at": at}
    entered = await enter_paper(database, actor=town["李楼长"].actor, **entry, source=source())
    assert isinstance(entered, Done), entered
    async with database.transaction() as transaction:
        for row in await transaction.attachments.of(paper.subject):
            await transaction.attachments.store(row.id, b"a ballot", transaction.keys)
    chair = town["赵主任"].actor
    return await confirm_paper(database, actor=chair, paper_id=paper.id, source=source(), at=at)


async def decided(database: Database, town: Town, number: int, vote: Vote, at: datetime) -> Election:
    over = vote.closes_at + timedelta(seconds=5)
    await seal_vote(database, subject=vote.subject, due=over, source=source(), at=over)
    second = scrutineer(town, at)
    assert isinstance(await confirm_result(database, actor=second, vote_id=vote.id, source=source(), at=over), Done)
    await settle_vote(database, subject=f"election:{number}", due=over, source=source(), at=over)
    return await election_now(database, number)


async def test_it_goes_by_paper_ballots_alone_and_is_one_in_law(database: Database, town: Town, at: datetime) -> None:
    people = await electorate(database, town, 9, at)
    number, ones, vote = await posted(database, town, people, at)
    page = await election_page(database, actor=town["赵主任"].actor, election_id=number, at=at)
    assert page is not None and page.on_paper
    assert vote.on_paper and vote.weight is LegalWeight.FORMAL and "书面" in vote.terms["weight_source"]
    async with database.reading() as transaction:
        (mine,) = await transaction.voting.entitlements(vote.id, people[0].person_id, vote.opens_at)
    marked = frozenset(map(str, ones[:5]))
    cast = Cast(vote.id, mine.head_id, people[0].person_id, marked, source(), vote.opens_at)
    assert what(await ballot_box(database).put(cast)) == "vote_on_paper"
    papers = await printed(database, town, vote)
    assert len(papers) == 9
    for paper in papers[:7]:
        assert isinstance(await counted(database, town, paper, ones[:5], vote.opens_at), Done)
    found = await decided(database, town, number, vote, at)
    assert found.state is ElectionState.SETTLED
    async with database.reading() as transaction:
        elected = [one.id for one in await transaction.elections.candidacies(number, transaction.zone) if one.elected]
    assert elected == ones[:5]


async def test_no_candidate_handles_a_ballot_of_their_own_election(
    database: Database, town: Town, at: datetime
) -> None:
    people = await electorate(database, town, 9, at)
    _, ones, vote = await posted(database, town, people, at)
    paper, *_ = await printed(database, town, vote)
    candidate = Actor(people[0].person_id, (Role(RoleKind.SCRUTINEER, town.place, at),))
    marks: Any = frozenset(map(str, ones[:5]))
    entry = {"paper_id": paper.id, "marks": marks, "photo": "p", "size": 1, "draft_id": 0, "at": vote.opens_at}
    assert await enter_paper(database, actor=candidate, **entry, source=source()) == OWN_ELECTION
    assert isinstance(await enter_paper(database, actor=town["李楼长"].actor, **entry, source=source()), Done)
    checks = {"paper_id": paper.id, "source": source(), "at": vote.opens_at}
    assert await confirm_paper(database, actor=candidate, **checks) == OWN_ELECTION


async def test_homes_elect_their_own_committee_on_the_phone_whatever_the_city_says(
    database: Database, town: Town, at: datetime
) -> None:
    people = await electorate(database, town, 9, at)
    number, _ = await listed_election(database, town, people[:6], at, Organ.SELF_MANAGEMENT)
    page = await election_page(database, actor=town["赵主任"].actor, election_id=number, at=at)
    assert page is not None and not page.on_paper
    assert isinstance(await put(database, town, number, at + LATER), Done)
    assert not (await vote_of(database, number)).on_paper
