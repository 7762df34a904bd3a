"""What is chosen with a step is something one may choose: nothing forged gets through, and nothing of it is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.issues import Issue
from domain.issues_life import SUSPENDED_DAYS, State
from domain.outcomes import Done, Refusal
from domain.registry import Place, RoleKind
from services.timetable import first_due
from storage.database import Database
from tests.builders import Town, found_town, settle_in
from tests.services.reporting import PHOTO, closed, handle, reported

WORDS = "等配件"
DAY = timedelta(days=1)


@pytest.fixture
async def town(database: Database, at: datetime) -> Town:
    return await found_town(database, at)


async def report(
    database: Database, town: Town, at: datetime, text: str = "3号楼的墙面脏了", who: str = "王阿姨"
) -> int:
    return int((await reported(database, town[who], text, at, f"{text} {at}"))["id"])


async def find(database: Database, number: int) -> Issue:
    async with database.reading() as transaction:
        issue = await transaction.issues.find(number)
    assert issue is not None
    return issue


def what(outcome: Any) -> object:
    assert isinstance(outcome, Refusal), outcome
    return outcome.facts["what"]


async def test_it_is_put_aside_for_so_many_days_as_are_offered_and_with_a_reason(
    database: Database, town: Town, at: datetime
) -> None:
    number, chair = await report(database, town, at), town["赵主任"]
    await handle(database, chair, "accept", number, at)
    for days in (0, 4, 31, -3, None, "3"):
        refused = await handle(database, chair, "suspend", number, at, text=WORDS, given={"days": days})
        assert what(refused) == "issue_choice"
    assert what(await handle(database, chair, "suspend", number, at, given={"days": 3})) == "issue_words"
    assert (await find(database, number)).state is State.ACCEPTED
    given = {"days": SUSPENDED_DAYS[0]}
    assert isinstance(await handle(database, chair, "suspend", number, at, text=WORDS, given=given), Done)
    assert (await find(database, number)).until == at + 3 * DAY


async def test_it_is_declined_for_a_reason_there_is(database: Database, town: Town, at: datetime) -> None:
    number, chair = await report(database, town, at), town["赵主任"]
    for why in ("nothing", "", None):
        refused = await handle(database, chair, "decline", number, at, text=WORDS, given={"why": why})
        assert what(refused) == "issue_choice"
    assert what(await handle(database, chair, "decline", number, at, given={"why": "private"})) == "issue_words"
    assert (await find(database, number)).state is State.REPORTED


async def test_it_is_given_to_somebody_who_serves_there(database: Database, town: Town, at: datetime) -> None:
    number, chair = await report(database, town, at), town["赵主任"]
    async with database.transaction() as transaction:
        elsewhere = Place(town.compound_id, town.buildings["9号楼"])
        other = await settle_in(transaction, "钱楼长", 130, RoleKind.BUILDING_LEADER, elsewhere, at)
    for holder in (town["陈租客"].person_id, town["路过的人"].person_id, other.person_id, 999, None):
        refused = await handle(database, chair, "assign", number, at, given={"holder": holder})
        assert what(refused) == "issue_holder"
    assert (await find(database, number)).holder_id is None


async def test_it_is_part_of_another_one_of_the_compound_that_is_part_of_none(
    database: Database, town: Town, at: datetime
) -> None:
    chair = town["赵主任"]
    main = await report(database, town, at)
    part = await report(database, town, at, "3号楼的墙面又脏了")
    third = await report(database, town, at, "3号楼的墙面真脏")
    async with database.transaction() as transaction:
        away = await transaction.registry.found(
            street="曹杨新村街道", community="第一社区", name="兰溪园", building_labels=["1号楼"], at=at
        )
        moved = await transaction.issues.find(third)
        assert moved is not None
    assert isinstance(await handle(database, chair, "merge", part, at, text=str(main)), Done)
    for words in (str(third), str(part), "999", "同一件"):
        assert what(await handle(database, chair, "merge", third, at, text=words)) == "issue_main"
    async with database.transaction() as transaction:
        await transaction.issues.adopt(main, away)
    assert what(await handle(database, chair, "merge", third, at, text=str(main))) == "issue_main"
    assert (await find(database, third)).main is None


async def test_nobody_makes_it_a_matter_without_one(database: Database, town: Town, at: datetime) -> None:
    number = await report(database, town, at)
    assert what(await handle(database, town["赵主任"], "discuss", number, at)) == "issue_choice"


async def test_what_is_given_back_is_nobodys_and_may_be_looked_at_by_whoever_had_it(
    database: Database, town: Town, at: datetime
) -> None:
    number, grid = await report(database, town, at), town["孙网格"]
    await handle(database, grid, "take", number, at)
    assert (await find(database, number)).holder_id == grid.person_id
    await handle(database, grid, "return", number, at, text=WORDS)
    assert (await find(database, number)).holder_id is None
    await handle(database, town["赵主任"], "done", number, at, files=(PHOTO,))
    assert isinstance(await handle(database, grid, "check", number, at), Done)


async def test_only_what_was_closed_and_opened_again_counts_towards_the_next_level(
    database: Database, town: Town, at: datetime
) -> None:
    number, wang = await report(database, town, at), town["王阿姨"]
    for _ in range(3):
        await handle(database, town["赵主任"], "done", number, at, files=(PHOTO,))
        assert isinstance(await handle(database, wang, "reopen", number, at), Done)
    assert (await find(database, number)).reopened == 0
    for often, level in ((1, 0), (2, 1)):
        await closed(database, town, number, at)
        await handle(database, wang, "reopen", number, at)
        issue = await find(database, number)
        assert (issue.reopened, issue.level) == (often, level)


async def test_an_answer_on_the_way_does_not_begin_the_days_anew(database: Database, town: Town, at: datetime) -> None:
    number = await report(database, town, at)
    await handle(database, town["赵主任"], "done", number, at, files=(PHOTO,))
    await handle(database, town["李楼长"], "check", number, at)
    await handle(database, town["赵主任"], "answer", number, at + 2 * DAY, text="还请说一声")
    assert (await find(database, number)).changed_at == at
    row = await first_due(database, by=at + 7 * DAY)
    kinds = set()
    while row is not None:
        kinds.add((row.kind, row.due_at))
        async with database.transaction() as transaction:
            await transaction.due.cancel(row.kind, row.subject)
        row = await first_due(database, by=at + 7 * DAY)
    assert ("issue.lapse", at + 7 * DAY) in kinds
