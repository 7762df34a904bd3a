"""What cannot wait, on record: declared, missed at the hour also after a stop, taken down, counted."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest

from domain.issues import Progress
from domain.issues_ladder import TOP
from domain.issues_urgent import DUE, UrgentSeen
from domain.notices import Urgency
from domain.outcomes import Done, Outcome, Refusal
from services import issues
from services import issues_urgent as acts
from storage.database import Database
from tests.builders import Town, found_town
from tests.services.reporting import PHOTO, handle, queued, reported, rows_due

SOURCES = count()
HOUR = timedelta(hours=1)
WALL = "3号楼外墙皮在往下掉"


class Yard:
    """A wall that comes down."""

    def __init__(self, database: Database, town: Town, at: datetime) -> None:
        self.database, self.town, self.at, self.number = database, town, at, 0

    async def does(self, act: Any, who: str, **values: Any) -> Outcome:
        source = f"urgent {next(SOURCES)}"
        given: dict[str, Any] = {"issue_id": self.number, **values}
        outcome: Outcome = await act(self.database, actor=self.town[who].actor, source=source, at=self.at, **given)
        return outcome

    async def declares(self, who: str = "孙网格", criterion: str = "danger", **more: Any) -> Outcome:
        return await self.does(acts.declare_urgent, who, criterion=criterion, **more)

    async def lowers(self, who: str = "赵主任", words: str = "只是掉了一块，已经围起来", **more: Any) -> Outcome:
        return await self.does(acts.lower_urgent, who, words=words, **more)

    async def plays(self, due: datetime, at: datetime | None = None, number: int = 1) -> object:
        row: dict[str, Any] = {"subject": f"urgent:{number}", "due": due, "at": at or due}
        outcome = await acts.look_at_urgent(self.database, source=f"due {next(SOURCES)}", **row)
        assert isinstance(outcome, Done)
        return outcome["missed"]

    async def told(self, event: str) -> set[int]:
        found = await queued(self.database, template="issues.urgent")
        assert all(row.urgency == Urgency.URGENT for row in found), "at any hour"
        return {row.chat_id for row in found if row.facts["event"] == event}

    async def seen(self, who: str) -> Progress:
        actor = self.town[who].actor
        found = await issues.progress(self.database, actor=actor, issue_id=self.number, at=self.at)
        assert isinstance(found, Progress)
        return found

    async def card(self) -> Any:
        return (await queued(self.database, template="issues.card"))[-1].facts["pressing"]

    def chats(self, *names: str) -> set[int]:
        return {self.town[name].chat_id for name in names}


def what(outcome: Outcome) -> object:
    assert isinstance(outcome, Refusal), outcome
    return outcome.facts.get("what")


@pytest.fixture
async def yard(database: Database, at: datetime) -> Yard:
    yard = Yard(database, await found_town(database, at), at)
    yard.number = int((await reported(database, yard.town["王阿姨"], WALL, at))["id"])
    return yard


async def test_whoever_serves_there_declares_it_for_a_reason_and_all_hear_at_once(yard: Yard) -> None:
    assert isinstance(await yard.declares("王阿姨"), Refusal)
    assert what(await yard.declares(criterion="mine")) == "urgent_criterion"
    assert what(await yard.declares(issue_id=99)) == "issue"
    assert isinstance(await yard.declares(), Done)
    assert what(await yard.declares("赵主任")) == "urgent"
    assert await yard.told("declared") == yard.chats("赵主任", "李楼长")
    assert await yard.told("declared_mine") == yard.chats("王阿姨")
    assert await rows_due(yard.database, DUE) == [yard.at + HOUR]
    assert (await yard.card())["criterion"] == "danger"
    public = (await yard.seen("陈租客")).urgent
    assert public is not None and public.urgent is not None and not public.lowers
    mine, theirs = (await yard.seen("孙网格")).urgent, (await yard.seen("赵主任")).urgent
    assert mine is not None and theirs is not None and (mine.lowers, theirs.lowers) == (False, True)


async def test_what_is_missed_goes_a_level_up_at_once_each_time_once(yard: Yard) -> None:
    await yard.declares()
    later = yard.at + timedelta(days=3)  # the machine stood still
    assert await yard.plays(yard.at + HOUR, later) == "answer"
    assert await yard.plays(yard.at + HOUR, later) is None
    assert await rows_due(yard.database, DUE) == [yard.at + 24 * HOUR]
    assert (await yard.seen("赵主任")).issue.level == 1
    assert await yard.told("missed_answer_mine") == yard.chats("王阿姨")
    assert await yard.told("missed_answer") == yard.chats("赵主任", "李楼长", "孙网格")
    levels = [row.facts["cause"] for row in await queued(yard.database, template="issues.late")]
    assert levels == ["urgent"]
    await handle(yard.database, yard.town["赵主任"], "take", yard.number, yard.at + 2 * HOUR)
    assert await yard.plays(yard.at + 24 * HOUR, later) == "done"
    assert (await yard.seen("赵主任")).issue.level == 2
    assert (await yard.card())["missed"] == "done", "for everybody to see"
    assert await yard.plays(yard.at, number=99) is None


async def test_at_the_top_it_is_still_said(yard: Yard) -> None:
    await yard.declares()
    async with yard.database.transaction() as transaction:
        await transaction.issues.climb(yard.number, TOP, yard.at)
    assert await yard.plays(yard.at + HOUR) == "answer"
    assert (await yard.seen("赵主任")).issue.level == TOP and (await yard.card())["missed"] == "answer"


async def test_what_is_answered_and_done_in_time_goes_nowhere(yard: Yard) -> None:
    await yard.declares("李楼长", "outage")
    chair = yard.town["赵主任"]
    await handle(yard.database, chair, "take", yard.number, yard.at + HOUR)
    assert await yard.plays(yard.at + 2 * HOUR) is None
    await handle(yard.database, chair, "done", yard.number, yard.at + 5 * HOUR, files=(PHOTO,))
    assert await yard.plays(yard.at + 24 * HOUR) is None
    assert (await yard.seen("赵主任")).issue.level == 0
    assert what(await yard.declares()) == "urgent_over"
    found, figures = await acts.urgent_list(yard.database, actor=chair.actor, at=yard.at + 25 * HOUR)
    assert found == [] and (figures.declared, figures.over, figures.in_time) == (1, 1, 1)


async def test_what_is_none_is_taken_down_by_another_with_a_reason_everybody_reads(yard: Yard) -> None:
    assert what(await yard.lowers()) == "urgent"
    await yard.declares()
    assert what(await yard.lowers("孙网格")) == "urgent"
    assert what(await yard.lowers(words=" ")) == "urgent_reason"
    assert isinstance(await yard.lowers("王阿姨"), Refusal) and what(await yard.lowers(issue_id=99)) == "issue"
    assert isinstance(await yard.lowers(words="已经围起来，有事找我13800138000"), Done)
    card = await yard.card()
    assert card["lowered"] and "已经围起来" in card["reason"] and "138" not in card["reason"]
    assert await yard.told("lowered") == yard.chats("孙网格", "李楼长")
    assert await yard.told("lowered_mine") == yard.chats("王阿姨")
    assert await rows_due(yard.database, DUE) == [] and await yard.plays(yard.at + HOUR) is None
    assert what(await yard.declares()) == "urgent_lowered"
    seen = (await yard.seen("孙网格")).urgent
    assert isinstance(seen, UrgentSeen) and not seen.declares
    assert isinstance(await yard.declares("李楼长"), Done), "somebody else looked again"


async def test_the_list_is_of_those_who_live_there(yard: Yard) -> None:
    await yard.declares()
    for who, n in (("王阿姨", 1), ("陈租客", 1), ("路过的人", 0)):
        found, _ = await acts.urgent_list(yard.database, actor=yard.town[who].actor, at=yard.at)
        assert len(found) == n, who
    async with yard.database.transaction() as transaction:
        assert await transaction.journal.broken_at(f"issue:{yard.number}") is None
        await transaction.intake.seal(yard.number, yard.town["李楼长"].person_id)
    for who, n in (("陈租客", 0), ("李楼长", 1)):
        found, figures = await acts.urgent_list(yard.database, actor=yard.town[who].actor, at=yard.at)
        assert (len(found), figures.declared) == (n, 0), "sealed: its reader sees it, nobody counts it"


async def test_whoever_serves_and_reported_it_hears_once_and_never_of_their_own_act(yard: Yard) -> None:
    yard.number = int((await reported(yard.database, yard.town["李楼长"], WALL, yard.at, "own"))["id"])
    await yard.declares("李楼长")
    assert await yard.told("declared_mine") == set() and await yard.told("declared") == yard.chats("赵主任", "孙网格")
    await yard.lowers("赵主任")
    assert await yard.told("lowered_mine") == yard.chats("李楼长") and await yard.told("lowered") == yard.chats(
        "孙网格"
    )


async def test_whoever_only_looks_after_the_machine_says_nothing_to_it(yard: Yard) -> None:
    seen = (await yard.seen("钱管理")).urgent
    assert seen == UrgentSeen(None) and not isinstance(await yard.declares("钱管理"), Done)


async def test_of_two_who_declare_it_at_the_same_moment_one_does(yard: Yard) -> None:
    outcomes = await asyncio.gather(*(yard.declares(who) for who in ("孙网格", "赵主任", "李楼长")))
    assert sorted(what(one) for one in outcomes if isinstance(one, Refusal)) == ["urgent", "urgent"]
    assert len(await rows_due(yard.database, DUE)) == 1
