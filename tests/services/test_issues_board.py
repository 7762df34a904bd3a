"""The board: every report in one column; what is given out and not taken in a day hangs again, told once."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from domain.issues import Issue
from domain.issues_board import COLUMNS, OFFERED, Board, Column
from domain.issues_clock import ACCEPTED_WITHIN, UNACCEPTED
from domain.issues_life import TRANSITIONS, State
from domain.outcomes import Done
from domain.registry import ANYWHERE, Actor, Role, RoleKind
from services.issues_board import issue_board, return_unaccepted
from storage.database import Database
from storage.schema.traffic import due
from tests.builders import Town, found_town
from tests.services.reporting import closed, handle, queued, reported

DAY = timedelta(days=1)


@pytest.fixture
async def town(database: Database, at: datetime) -> Town:
    return await found_town(database, at)


async def reports(database: Database, town: Town, at: datetime, source: str = "u") -> int:
    return int((await reported(database, town["王阿姨"], "3号楼灯不亮", at, source))["id"])


async def assigns(database: Database, town: Town, number: int, at: datetime, to: str = "孙网格") -> None:
    given = {"holder": town[to].person_id}
    assert isinstance(await handle(database, town["赵主任"], "assign", number, at, given=given), Done)


async def plays(database: Database, number: int, due_at: datetime, at: datetime) -> bool:
    subject, source = f"issue:{number}", f"due {number} {due_at}"
    outcome = await return_unaccepted(database, subject=subject, due=due_at, source=source, at=at)
    assert isinstance(outcome, Done)
    return bool(outcome["returned"])


async def planned(database: Database) -> list[datetime]:
    async with database.reading() as transaction:
        rows = await transaction.outbox.rows(select(due.c.due_at).where(due.c.kind == UNACCEPTED).order_by(due.c.id))
    return [row.due_at for row in rows]


async def seen(database: Database, town: Town, at: datetime, who: str = "赵主任") -> Board:
    return await issue_board(database, actor=town[who].actor, at=at)


def standing(board: Board) -> dict[str, int]:
    return {column.value: len(board.of(column)) for column in Column}


async def found(database: Database, number: int) -> Issue:
    async with database.reading() as transaction:
        issue = await transaction.issues.find(number)
    assert issue is not None
    return issue


def test_every_state_has_its_column_and_what_is_offered_is_possible() -> None:
    assert COLUMNS.keys() == set(State) and timedelta(hours=24) == ACCEPTED_WITHIN
    for column, steps in OFFERED.items():
        states = [state for state in State if COLUMNS[state] is column]
        for step in steps:
            assert any((state, step) in TRANSITIONS for state in states), (column, step)


async def test_what_is_not_taken_in_a_day_hangs_again_and_is_told_once(
    database: Database, town: Town, at: datetime
) -> None:
    number = await reports(database, town, at)
    assert standing(await seen(database, town, at))["hung"] == 1
    await assigns(database, town, number, at)
    assert standing(await seen(database, town, at))["given"] == 1
    assert await planned(database) == [at + DAY]
    late = at + DAY + timedelta(hours=3)
    assert await plays(database, number, at + DAY, late)
    issue = await found(database, number)
    assert (issue.state, issue.holder_id, issue.changed_at) == (State.ACCEPTED, None, at + DAY)
    rows = await queued(database, template="issues.unaccepted")
    assert [row.facts["holder"] for row in rows] == ["孙网格"] and rows[0].facts["late_since"]
    assert standing(await seen(database, town, late))["hung"] == 1 and await planned(database) == []


async def test_given_to_another_it_has_its_day_anew_and_taken_it_stays(
    database: Database, town: Town, at: datetime
) -> None:
    number = await reports(database, town, at)
    await assigns(database, town, number, at)
    await assigns(database, town, number, at + timedelta(hours=20), "李楼长")
    assert await planned(database) == [at + timedelta(hours=44)]
    await handle(database, town["赵主任"], "answer", number, at + timedelta(hours=21), text="在催")
    assert await planned(database) == [at + timedelta(hours=44)]
    assert isinstance(await handle(database, town["李楼长"], "take", number, at + timedelta(hours=22)), Done)
    assert await planned(database) == [] and not await plays(database, number, at + 2 * DAY, at + 2 * DAY)
    assert (await found(database, number)).state is State.TAKEN


async def test_what_ended_stays_struck_off_for_thirty_days(database: Database, town: Town, at: datetime) -> None:
    number = await reports(database, town, at)
    await closed(database, town, number, at)
    assert standing(await seen(database, town, at)) == {"hung": 0, "given": 0, "taken": 0, "done": 0, "struck": 1}
    assert standing(await seen(database, town, at + 31 * DAY))["struck"] == 0
    operator = Actor(town["赵主任"].person_id, (Role(RoleKind.OPERATOR, ANYWHERE, at),))
    assert standing(await issue_board(database, actor=operator, at=at))["struck"] == 1


async def test_residents_have_no_board(database: Database, town: Town, at: datetime) -> None:
    await reports(database, town, at)
    assert set(standing(await seen(database, town, at, "王阿姨")).values()) == {0}
    assert not await plays(database, 99, at, at)


async def test_taken_at_the_last_moment_it_is_taken_or_hangs_again_and_never_both(
    database: Database, town: Town, at: datetime
) -> None:
    number = await reports(database, town, at)
    await assigns(database, town, number, at)
    last = at + DAY
    taken, returned = await asyncio.gather(
        handle(database, town["孙网格"], "take", number, last), plays(database, number, last, last)
    )
    issue = await found(database, number)
    assert issue.state is State.TAKEN and isinstance(taken, Done)
    async with database.reading() as transaction:
        course = (await transaction.issues.courses([number]))[number]
    steps = [step.value for step, _, _ in course]
    assert steps == ["report", "assign", *(["return"] if returned else []), "take"]
