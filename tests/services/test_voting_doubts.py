"""Whoever checks a result says that it is wrong: sealed it stays, others look, the journal keeps all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor, RoleKind
from domain.voting.doubts import Doubt
from domain.voting.votes import Vote, VoteState
from services.voting import confirm_result
from services.voting_doubts import doubt_result, look_into_doubt
from services.voting_pages import vote_page
from storage.database import Database
from tests.builders import Neighbour, Town, queued, settle_in
from tests.services.test_voting import again, play, settled

WAITS = Refusal(Reason.WRONG_STATE, {"what": "vote_doubted"})
SECOND = Refusal(Reason.WRONG_STATE, {"what": "vote_doubt_second_person"})


async def sealed(database: Database, at: datetime) -> tuple[Town, Vote, Neighbour]:
    """A vote that is counted, and a scrutineer."""
    estate, vote = await settled(database, at)
    await play(database, vote, "open", vote.opens_at)
    async with database.transaction() as transaction:
        checker = await settle_in(transaction, "吴监票", 9001, RoleKind.SCRUTINEER, estate.town.place, at)
    await play(database, vote, "close", vote.closes_at)
    return estate.town, await again(database, vote), checker


async def says(database: Database, actor: Actor, vote: Vote, words: str, *, looks: bool = False) -> Outcome:
    act = look_into_doubt if looks else doubt_result
    return await act(database, actor=actor, vote_id=vote.id, words=words, source=words, at=vote.closes_at)


async def confirms(database: Database, actor: Actor, vote: Vote, source: str) -> Outcome:
    return await confirm_result(database, actor=actor, vote_id=vote.id, source=source, at=vote.closes_at)


async def test_it_stays_sealed_until_somebody_else_has_looked(database: Database, at: datetime) -> None:
    town, vote, checker = await sealed(database, at)
    chair = town["赵主任"]
    assert await says(database, checker.actor, vote, "纸票少了一张") == Done({"vote_id": vote.id})
    assert await confirms(database, checker.actor, vote, "too soon") == WAITS
    assert await says(database, checker.actor, vote, "再说一次") == WAITS
    assert (await again(database, vote)).state is VoteState.SEALED
    template, facts = (await queued(database, chair.chat_id))[-1]
    assert (template, facts["said"]) == ("voting.doubt", "纸票少了一张")
    both = Actor(checker.person_id, (*checker.actor.roles, *chair.actor.roles))
    assert await says(database, both, vote, "自己看", looks=True) == SECOND
    assert await says(database, chair.actor, vote, "对过了，三张都在", looks=True) == Done({"vote_id": vote.id})
    template, facts = (await queued(database, checker.chat_id))[-1]
    assert (template, facts["said"]) == ("voting.looked", "对过了，三张都在")
    assert isinstance(await confirms(database, checker.actor, vote, "checked"), Done)
    async with database.reading() as transaction:
        entries = await transaction.journal.read(vote.subject)
        assert await transaction.journal.broken_at(vote.subject) is None
        assert await transaction.voting.objections(vote.id) == [], "it is no objection of a resident"
    assert [entry.type for entry in entries][-4:] == ["sealed", "doubted", "looked", "published"]
    assert "纸票" not in str(entries)


async def test_nobody_else_reads_that_it_is_doubted_or_what_was_counted(database: Database, at: datetime) -> None:
    town, vote, checker = await sealed(database, at)
    await says(database, checker.actor, vote, "纸票少了一张")
    pages = {
        name: await vote_page(database, actor=person.actor, vote_id=vote.id, at=vote.closes_at)
        for name, person in {**town.people, "吴监票": checker}.items()
    }
    read = {name: (page.doubt, page.may_look, page.may_confirm, page.counted) for name, page in pages.items() if page}
    doubt = Doubt(checker.person_id, "纸票少了一张")
    assert read.pop("赵主任") == (doubt, True, False, False)
    assert read.pop("吴监票") == (doubt, False, False, True)
    assert set(read.values()) == {(None, False, False, False)}


async def test_the_committee_is_asked_after_every_day(database: Database, at: datetime) -> None:
    town, vote, checker = await sealed(database, at)
    await says(database, checker.actor, vote, "纸票少了一张")
    before = len(await queued(database, checker.chat_id))
    await play(database, vote, "chase", vote.closes_at + timedelta(days=1))
    told = [template for template, _ in await queued(database, town["赵主任"].chat_id)]
    assert told[-2:] == ["voting.doubt", "voting.doubt"] and len(await queued(database, checker.chat_id)) == before


async def test_who_may_not_check_may_not_doubt_and_who_may_not_run_it_may_not_look(
    database: Database, at: datetime
) -> None:
    town, vote, checker = await sealed(database, at)
    owner = town["王阿姨"].actor
    for looks in (False, True):
        refused = await says(database, owner, vote, f"不对 {looks}", looks=looks)
        assert isinstance(refused, Refusal) and refused.reason is Reason.NOT_PERMITTED
        nothing = await says(database, checker.actor, replace(vote, id=99), f"没有 {looks}", looks=looks)
        assert nothing == Refusal(Reason.NOT_FOUND, {"what": "vote"})
    chair = town["赵主任"].actor
    assert await says(database, chair, vote, "没人说", looks=True) == Refusal(
        Reason.WRONG_STATE, {"what": "vote_no_doubt"}
    )
