"""Who is told of a matter's steps: authors, supporters and voters, but who opted out; once a day, nobody at night."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from random import Random

import pytest

from domain.deliberation.news import DIGEST, NewsKind
from domain.deliberation.opinions import Channel
from domain.deliberation.stages import Stage
from domain.outcomes import Refusal
from services.deliberation import begin_stage
from services.deliberation_work import doubt_work
from services.matter_news import note_news, stop_news, tell_news
from storage.database import Database
from storage.schema.registry import chats
from storage.schema.voting import ballots, vote_heads, votes
from tests.builders import Neighbour
from tests.services.working import Works, at_work

SLOTS = count(1)
HOMES = 14


@pytest.fixture
async def works(database: Database, at: datetime) -> Works:
    return await at_work(database, at, HOMES)


async def a_vote(works: Works, number: int) -> int:
    """A vote of the compound; what it asks is nobody's matter here."""
    at, by = works.at, works.town["赵主任"].person_id
    moments = {"posted_at": at, "opens_at": at, "closes_at": at}
    what = {"matter": "other", "title": "路灯", "text": "路灯", "text_hash": "0" * 64, "rule": "rule", "terms": {}}
    counts = {"roll_hash": "0" * 64, "heads": 1, "area": 1, "state": "published"}
    async with works.database.transaction() as transaction:
        return await transaction.voting.add(
            votes,
            compound_id=works.town.compound_id,
            number=number,
            started_by=by,
            **moments,
            **what,
            **counts,
        )


async def votes_in(works: Works, vote_id: int, who: Neighbour, *, paper: bool = False) -> None:
    slot = next(SLOTS)
    async with works.database.transaction() as transaction:
        head = await transaction.voting.add(
            vote_heads, vote_id=vote_id, slot=slot, key=str(slot), origin={"units": []}, area=1, seq=1
        )
        await transaction.voting.add(
            ballots,
            head_id=head,
            seq=1,
            choice="yes",
            by_person_id=who.person_id,
            paper=paper,
            receipt=f"receipt {slot}",
            source=f"source {slot}",
            at=works.at,
        )


async def says(works: Works, who: Neighbour) -> int:
    async with works.database.transaction() as transaction:
        return await transaction.deliberation.say(
            works.matter_id, "太暗", Channel.CHAT, at=works.at, person=who.person_id
        )


async def supports(works: Works, opinion: int, who: Neighbour) -> None:
    async with works.database.transaction() as transaction:
        await transaction.deliberation.support(opinion, who.person_id, works.at)


async def news(works: Works, kind: NewsKind = NewsKind.TASK, **facts: str) -> None:
    matter = await works.matter()
    async with works.database.transaction() as transaction:
        await note_news(transaction, matter, kind, facts or {"task": "装灯"}, works.at)


async def morning(works: Works) -> int:
    """The next day at nine."""
    works.at = (works.at + timedelta(days=1)).replace(hour=1, minute=0)
    return int((await works.falls_due(tell_news, "matters"))["told"])


async def who_was_told(works: Works) -> set[int]:
    found = set()
    for home in works.homes:
        if await works.told(home.chat_id, "matter_news"):
            found.add(home.person_id)
    return found


async def closes_the_chat(works: Works, who: Neighbour) -> None:
    async with works.database.transaction() as transaction:
        await transaction.chats.run(chats.update().where(chats.c.id == who.chat_id).values(state="closed"))


@pytest.mark.parametrize("seed", range(4))
async def test_told_are_authors_supporters_and_voters_less_who_opted_out(works: Works, seed: int) -> None:
    dice = Random(seed)

    def some() -> list[Neighbour]:
        return dice.sample(works.homes, dice.randint(0, 6))

    authors, supporters, voters, owners, out, away = (some() for _ in range(6))
    opinions = [await says(works, who) for who in [works.homes[0], *authors]]
    for who in supporters:
        await supports(works, dice.choice(opinions), who)
    first, second, other = [await a_vote(works, number) for number in (1, 2, 3)]
    async with works.database.transaction() as transaction:
        await transaction.deliberation.write(works.matter_id, vote_id=first, owners_vote_id=second)
    for vote, people in ((first, voters), (second, owners), (other, works.homes)):
        for who in people:
            await votes_in(works, vote, who)
    for who in out:
        await works.done(stop_news, who, matter_id=works.matter_id, resumed=False)
    for who in away:
        await closes_the_chat(works, who)
    await news(works)
    told = await morning(works)
    spoke = {works.homes[0], *authors}
    wished = {who.person_id for who in [*spoke, *supporters, *voters, *owners] if who not in out and who not in away}
    assert await who_was_told(works) == wished and told == len(wished)


async def test_who_took_back_what_they_said_or_voted_on_paper_by_somebodys_hand_is_not_told(works: Works) -> None:
    opinion = await says(works, works.homes[0])
    async with works.database.transaction() as transaction:
        await transaction.deliberation.withdraw(opinion)
    vote = await a_vote(works, 1)
    async with works.database.transaction() as transaction:
        await transaction.deliberation.write(works.matter_id, vote_id=vote)
    await votes_in(works, vote, works.homes[1], paper=True)
    await news(works)
    assert await morning(works) == 0


async def test_there_is_one_message_a_day_with_all_of_it_and_nothing_twice(works: Works) -> None:
    await says(works, works.homes[0])
    await news(works, task="装灯")
    await news(works, NewsKind.STAGE, stage="reporting")
    assert await works.due(DIGEST) == [("matters", works.at.replace(hour=1) + timedelta(days=1))]
    assert await morning(works) == 1
    ((_, facts),) = await works.told(works.homes[0].chat_id, "matter_news")
    (matter,) = facts["matters"]
    assert [one["what"] for one in matter["news"]] == ["task", "stage"]
    kept = {"matter_id", "number", "title", "stage", "ends", "objects", "news"}
    assert set(matter) == kept, "nothing says how they came to follow it"
    assert await morning(works) == 0


async def test_nobody_is_woken(works: Works) -> None:
    await says(works, works.homes[0])
    await news(works)
    works.at = works.at.replace(hour=18)  # two in the morning in Shanghai
    assert (await works.falls_due(tell_news, "matters"))["told"] == 0
    ((_, due),) = await works.due(DIGEST)
    assert due.astimezone(works.database.zone).hour == 9
    assert await morning(works) == 1


async def test_opting_out_is_taken_back(works: Works) -> None:
    await says(works, works.homes[0])
    for resumed in (False, False, True, True):
        outcome = await works.done(stop_news, works.homes[0], matter_id=works.matter_id, resumed=resumed)
        assert outcome["title"] == "院内路灯改造"
    await news(works)
    assert await morning(works) == 1
    for who, number in ((works.homes[0], 99), (works.town["路过的人"], works.matter_id)):
        refused = await works.does(stop_news, who, matter_id=number, resumed=False)
        assert isinstance(refused, Refusal)


async def test_who_voted_and_moved_away_stops_it_all_the_same(works: Works) -> None:
    gone = works.town["路过的人"]
    vote = await a_vote(works, 1)
    async with works.database.transaction() as transaction:
        await transaction.deliberation.write(works.matter_id, vote_id=vote)
    await votes_in(works, vote, gone)
    await works.done(stop_news, gone, matter_id=works.matter_id, resumed=False)
    await news(works)
    assert await morning(works) == 0


async def test_work_that_is_doubted_is_news_too(works: Works) -> None:
    await says(works, works.homes[0])
    await works.stands_in(Stage.RATING)
    doubt = {"matter_id": works.matter_id, "words": "西边那盏不亮"}
    await works.done(doubt_work, works.homes[1], **doubt)
    await morning(works)
    ((_, facts),) = await works.told(works.homes[0].chat_id, "matter_news")
    assert facts["matters"][0]["news"] == [{"what": "stage", "stage": "doing"}]


async def test_every_step_and_every_task_that_is_done_is_news(works: Works) -> None:
    await says(works, works.homes[0])
    await works.finishes(await works.gives_out(0), 0)
    await works.stands_in(Stage.REPORTING)
    async with works.database.transaction() as transaction:
        await begin_stage(transaction, works.matter_id, works.at)
    await morning(works)
    ((_, facts),) = await works.told(works.homes[0].chat_id, "matter_news")
    assert facts["matters"][0]["news"] == [
        {"what": "task", "task": "装路灯"},
        {"what": "stage", "stage": "reporting"},
    ]
