"""The month and the week: once a compound, nothing where nothing happened; on both databases."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.issues_life import State, Step
from domain.issues_ratings import Satisfied
from domain.outcomes import Done, Refusal
from domain.registry import Place
from services.issues_months import (
    MONTH,
    WEEK,
    Month,
    month,
    month_facts,
    period_effects,
    stop_week,
    tell_month,
    tell_week,
)
from services.issues_ratings import rate_issue
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction
from tests.builders import Town, found_town
from tests.services.reporting import closed, queued, reported, rows_due

ZONE = ZoneInfo("Asia/Shanghai")
FIRST, NEXT = date(2026, 11, 1), datetime(2026, 12, 1, 8, tzinfo=ZONE)
MONDAY = datetime(2026, 11, 30, 9, tzinfo=ZONE)
DAY = timedelta(days=1)


@pytest.fixture
async def town(database: Database, at: datetime) -> Town:
    return await found_town(database, at)


async def filed(transaction: Transaction, compound_id: int, number: int, at: datetime, *, fixed: bool = False) -> None:
    """A report on record; closed two days after, its reporter content."""
    place, draft = Place(compound_id), 10_000 + number
    one = await transaction.issues.report(
        number=number, place=place, reporter_id=None, draft_id=draft, text="路灯不亮", spot=None, at=at
    )
    if fixed:
        await transaction.issues.step(one.id, Step.SOLVED, State.CLOSED, by=None, text="", at=at + 2 * DAY)
        await transaction.issues.move(one.id, State.CLOSED, at + 2 * DAY)


async def plays_month(database: Database, compound_id: int, source: str, at: datetime = NEXT) -> int:
    subject = f"compound:{compound_id}:{FIRST.isoformat()}"
    outcome = await tell_month(database, subject=subject, due=NEXT, source=source, at=at)
    assert isinstance(outcome, Done)
    return int(outcome["told"])


async def plays_week(database: Database, town: Town, source: str, monday: str = "2026-11-23") -> int:
    subject = f"compound:{town.compound_id}:{monday}"
    outcome = await tell_week(database, subject=subject, due=MONDAY, source=source, at=MONDAY)
    assert isinstance(outcome, Done)
    return int(outcome["told"])


async def test_a_report_puts_down_its_month_and_its_week_once(database: Database, town: Town, at: datetime) -> None:
    await reported(database, town["王阿姨"], "3号楼灯不亮", at, "a")
    await reported(database, town["王阿姨"], "3号楼电梯异响", at, "b")
    assert await rows_due(database, MONTH) == [NEXT]
    assert await rows_due(database, WEEK) == [MONDAY]
    async with database.reading() as transaction:
        assert period_effects(None, at, transaction) == []


async def test_the_committee_has_its_month_once_and_late_says_so(database: Database, town: Town, at: datetime) -> None:
    await reported(database, town["王阿姨"], "3号楼灯不亮", at)
    assert await plays_month(database, town.compound_id, "one") == 1
    assert await plays_month(database, town.compound_id, "two", NEXT + 3 * DAY) == 1
    (told,) = await queued(database, template="issues.month")
    assert told.chat_id == town["赵主任"].chat_id
    assert (told.facts["now"]["came"], told.facts["before"]["came"], told.facts["now"]["oldest"]) == (1, 0, [1, 7])
    late = await found_late(database, town)
    assert "late_since" in late


async def found_late(database: Database, town: Town) -> dict[str, object]:
    """What a month says that is played three days after it was due."""
    subject = f"compound:{town.compound_id}:2026-12-01"
    due = datetime(2027, 1, 1, 8, tzinfo=ZONE)
    await tell_month(database, subject=subject, due=due, source="late", at=due + 3 * DAY)
    return dict((await queued(database, template="issues.month"))[-1].facts)


async def test_closed_counts_are_the_rows_that_were_counted(database: Database, town: Town) -> None:
    start = datetime(2026, 11, 2, 12, tzinfo=ZONE)
    async with database.transaction() as transaction:
        for number in range(1, 13):
            await filed(transaction, town.compound_id, number, start + number * DAY, fixed=number % 3 != 0)
    found = await month(database, actor=town["赵主任"].actor, compound_id=town.compound_id, first=FIRST)
    assert isinstance(found, Month)
    assert [row.number for row in found.rows] == list(found.figures.closed) == [1, 2, 4, 5, 7, 8, 10, 11]
    assert month_facts(found)["now"]["solved"] == [8, 8]
    refused = await month(database, actor=town["王阿姨"].actor, compound_id=town.compound_id, first=FIRST)
    assert isinstance(refused, Refusal)


@pytest.mark.parametrize("content", list(Satisfied))
async def test_only_who_is_pleased_counts_as_satisfied(
    database: Database, town: Town, at: datetime, content: Satisfied
) -> None:
    who = town["王阿姨"]
    issue_id = (await reported(database, who, "3号楼灯不亮", at))["id"]
    await closed(database, town, issue_id, at + DAY)
    given = {"issue_id": issue_id, "content": content, "source": "content", "at": at + DAY}
    assert isinstance(await rate_issue(database, actor=who.actor, **given), Done)
    found = await month(database, actor=town["赵主任"].actor, compound_id=town.compound_id, first=FIRST)
    assert isinstance(found, Month)
    assert month_facts(found)["now"]["satisfied"] == [int(content is Satisfied.PLEASED), 1]


async def test_sixty_two_compounds_each_have_their_own(database: Database, town: Town, at: datetime) -> None:
    """62个楼院, 139 件."""
    async with database.transaction() as transaction:
        numbers = [
            await transaction.registry.found(
                street="曹杨新村街道", community="第一社区", name=f"{n}号院", building_labels=[], at=at
            )
            for n in range(1, 63)
        ]
        for number in range(139):
            await filed(transaction, numbers[number % 62], number + 1, at, fixed=number < 62)
        for compound_id in numbers:
            await apply(transaction, period_effects(compound_id, at, transaction), at=at)
    assert await rows_due(database, MONTH) == [NEXT] * 62
    for compound_id in numbers:
        await plays_month(database, compound_id, f"month-{compound_id}")
    told = {row.facts["compound_id"]: row.facts["now"] for row in await queued(database, template="issues.month")}
    assert sorted(told) == sorted(numbers)
    assert (sum(now["came"] for now in told.values()), sum(now["closed"] for now in told.values())) == (139, 62)


async def test_a_week_is_one_line_and_a_still_one_none(database: Database, town: Town, at: datetime) -> None:
    await reported(database, town["王阿姨"], "3号楼灯不亮", at)
    assert await plays_week(database, town, "one") == 1
    assert await plays_week(database, town, "two") == 1
    (told,) = await queued(database, template="issues.week")
    assert told.chat_id == town.group
    assert (told.facts["came"], told.facts["open"]) == (1, 1)
    assert MONDAY + 7 * DAY in await rows_due(database, WEEK)
    assert await plays_week(database, town, "three", "2026-11-30") == 0


async def test_those_in_charge_stop_it_with_a_tap(database: Database, town: Town, at: datetime) -> None:
    await reported(database, town["王阿姨"], "3号楼灯不亮", at)
    wanted = {"chat_id": town.group, "at": at}
    refused = await stop_week(database, actor=town["王阿姨"].actor, stop=True, source="w", **wanted)
    assert isinstance(refused, Refusal)
    assert await stop_week(database, actor=town["赵主任"].actor, stop=True, source="s", **wanted) == Done(
        {"stopped": True}
    )
    assert await plays_week(database, town, "one") == 0
    assert isinstance(await stop_week(database, actor=town["赵主任"].actor, stop=False, source="r", **wanted), Done)
    assert await plays_week(database, town, "two") == 1
    nowhere = await stop_week(database, actor=town["赵主任"].actor, chat_id=9999, stop=True, source="n", at=at)
    assert isinstance(nowhere, Refusal)
