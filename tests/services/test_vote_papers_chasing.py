"""Who is asked again to check a paper: daily while people are up, three times; then who can ask somebody in."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.outcomes import Done
from domain.vote_paper_chasing import CHASE_PAPER, Chase
from domain.voting.ballots import Choice
from services.vote_papers_chasing import chase_paper
from storage.database import Database
from storage.schema.traffic import due
from tests.builders import queued
from tests.services.test_vote_papers import Story, running


async def waiting(database: Database) -> list[tuple[str, datetime]]:
    async with database.reading() as transaction:
        rows = await transaction.due.rows(due.select().where(due.c.kind == CHASE_PAPER))
        return [(row.subject, row.due_at) for row in rows]


async def play(story: Story, subject: str, at: datetime) -> Done:
    """What the timetable plays; the row is taken out as it does."""
    async with story.database.transaction() as transaction:
        await transaction.due.cancel(CHASE_PAPER, subject)
    outcome = await chase_paper(story.database, subject=subject, due=at, source=f"{subject} {at}", at=at)
    assert isinstance(outcome, Done)
    return outcome


async def asked(story: Story, name: str, template: str = "voting.paper_to_check") -> int:
    return [one for one, _ in await queued(story.database, story.estate.town[name].chat_id)].count(template)


async def test_three_mornings_then_those_who_can_ask_somebody_in(database: Database, at: datetime) -> None:
    story = await running(database, at)
    await story.enter("李楼长", 1, Choice.APPROVE)
    for round in (1, 2, 3, 4):
        ((subject, moment),) = await waiting(database)
        assert subject == Chase(1, 1, round).subject
        await play(story, subject, moment)
        assert await asked(story, "赵主任") == 1 + min(round, 3)
        assert await asked(story, "李楼长") == 0, "who entered it is never asked to check it"
    assert not await waiting(database), "nobody is asked a fifth time"
    assert await asked(story, "赵主任", "voting.paper_unchecked") == 1
    assert await asked(story, "钱管理", "voting.paper_unchecked") == 1


async def test_before_the_last_night_the_deputies_hear_at_once(database: Database, at: datetime) -> None:
    story = await running(database, at)
    await story.enter("李楼长", 1, Choice.APPROVE)
    close = story.vote.closes_at
    last = (close - timedelta(hours=4)).replace(minute=0)
    assert (await play(story, Chase(1, 1, 1).subject, last))["asked"] == 1
    assert await asked(story, "钱管理", "voting.paper_unchecked") == 1


async def test_what_is_checked_or_comes_at_night_asks_nobody(database: Database, at: datetime) -> None:
    story = await running(database, at)
    await story.enter("李楼长", 1, Choice.APPROVE)
    ((subject, moment),) = await waiting(database)
    late = moment + timedelta(hours=13)
    assert (await play(story, subject, late))["asked"] == 0
    assert await waiting(database) == [(subject, moment + timedelta(days=1))], "at eleven in the evening it waits"
    await story.confirm("赵主任", 1)
    assert (await play(story, subject, moment + timedelta(days=1)))["asked"] == 0
    assert await asked(story, "赵主任") == 1
