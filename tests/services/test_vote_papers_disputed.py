"""A home says after the close that a paper is not theirs: the result stays sealed until somebody else has looked."""

from __future__ import annotations

from datetime import datetime

from domain.outcomes import Done, Outcome
from domain.registry import Actor, RoleKind
from domain.voting.ballots import Choice
from services import vote_papers_pages
from services.privacy_mine import erase
from services.vote_papers_pages import PaperBeside
from services.voting import confirm_result
from services.voting_doubts import look_into_doubt
from storage.database import Database
from tests.builders import Neighbour, queued, settle_in
from tests.services.test_vote_papers import Story, owner_of, reason, running


async def sealed(database: Database, at: datetime) -> tuple[Story, Neighbour, Neighbour]:
    """Two papers counted, a scrutineer who checks the result and a committee member who had no hand in them."""
    story = await running(database, at)
    for serial in (1, 2):
        await story.enter("李楼长", serial, Choice.APPROVE)
        await story.confirm("赵主任", serial)
    place = story.estate.town.place
    async with database.transaction() as transaction:
        checker = await settle_in(transaction, "吴监票", 9001, RoleKind.SCRUTINEER, place, at)
        member = await settle_in(transaction, "郑委员", 9002, RoleKind.COMMITTEE, place, at)
    assert await story.count() == {"approved": 2, "rejected": 0}
    return story, checker, member


async def looks(story: Story, actor: Actor) -> Outcome:
    return await look_into_doubt(
        story.database,
        actor=actor,
        vote_id=story.vote.id,
        words="问过了，是他家老人投的",
        source=f"look {actor.person_id}",
        at=story.vote.closes_at,
    )


async def publishes(story: Story, actor: Actor, source: str) -> Outcome:
    return await confirm_result(
        story.database, actor=actor, vote_id=story.vote.id, source=source, at=story.vote.closes_at
    )


async def test_it_stays_sealed_until_somebody_with_no_hand_in_it_has_looked(database: Database, at: datetime) -> None:
    story, checker, member = await sealed(database, at)
    close, name = story.vote.closes_at, await owner_of(story, 1)
    outcome = await story.disown(name, 1, close)
    assert isinstance(outcome, Done) and outcome["sealed"]
    assert reason(await story.disown(name, 1, close)) == "paper_aside", "once is enough"
    template, facts = (await queued(database, member.chat_id))[-1]
    assert (template, facts["papers"]) == ("voting.doubt", [1])
    assert reason(await publishes(story, checker.actor, "too soon")) == "vote_doubted"
    assert reason(await looks(story, story.estate.town["赵主任"].actor)) == "vote_doubt_second_person"
    assert isinstance(await looks(story, member.actor), Done)
    assert isinstance(await publishes(story, checker.actor, "checked"), Done)
    async with database.reading() as transaction:
        vote = await transaction.voting.find(story.vote.id)
        assert await transaction.journal.broken_at(story.vote.subject) is None
        said = [e.body for e in await transaction.journal.read(story.vote.subject) if e.type == "paper_disputed"]
    assert vote is not None and vote.result is not None
    assert vote.result["papers"] == {"returned": 2, "void": 0, "disowned": 1}
    assert [body["serial"] for body in said] == [1]
    assert reason(await story.disown(name, 1, close)) == "vote_paper_published"


async def test_two_homes_are_looked_into_at_once(database: Database, at: datetime) -> None:
    story, checker, member = await sealed(database, at)
    for serial in (1, 2):
        await story.disown(await owner_of(story, serial), serial, story.vote.closes_at)
    async with database.reading() as transaction:
        doubt = await transaction.vote_doubts.last(story.vote.id)
    assert doubt is not None and doubt.papers == (1, 2)
    assert isinstance(await looks(story, member.actor), Done)
    assert isinstance(await publishes(story, checker.actor, "checked"), Done)


async def test_nobody_opens_a_photo_that_is_not_disputed(database: Database, at: datetime) -> None:
    story, checker, member = await sealed(database, at)
    close = story.vote.closes_at

    async def opens(actor: Actor, serial: int) -> object:
        return await vote_papers_pages.paper_to_look_at(
            database, actor=actor, vote_id=story.vote.id, serial=serial, at=close
        )

    await story.disown(await owner_of(story, 1), 1, close)
    found = await opens(member.actor, 1)
    assert isinstance(found, PaperBeside) and found.photo == b"paper" and found.people
    for who in (checker, member, story.estate.town["赵主任"], story.estate.town["李楼长"]):
        for serial in (1, 2):
            if (who, serial) != (member, 1):
                assert not isinstance(await opens(who.actor, serial), PaperBeside)
    await looks(story, member.actor)
    assert not isinstance(await opens(member.actor, 1), PaperBeside), "nobody goes back to it"


async def test_whoever_erases_their_data_leaves_the_number(database: Database, at: datetime) -> None:
    story, _, _ = await sealed(database, at)
    name = await owner_of(story, 1)
    await story.disown(name, 1, story.vote.closes_at)
    await erase(database, source="erase", actor=story.estate.owners[name].actor, at=story.vote.closes_at)
    async with database.reading() as transaction:
        doubt = await transaction.vote_doubts.last(story.vote.id)
    assert doubt is not None and doubt.papers == (1,)
