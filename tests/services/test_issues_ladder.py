"""A late report goes up by itself: who hears, in order, once; who holds it; the letter; on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import update

from domain.issues import Progress
from domain.issues_deadlines import ClockKind
from domain.issues_ladder import LATE, TOP
from domain.issues_letter import Letter
from domain.outcomes import Done, Refusal
from domain.registry import Organ, Place, RoleKind
from services import issues, issues_ladder
from services.issues_clocks import clocks_of
from services.issues_letter import letter_of
from storage.database import Database
from storage.schema.registry import roles
from tests.builders import Neighbour, Town, found_town, settle_in
from tests.services.reporting import PHOTO, closed, handle, queued, reported, rows_due, set_a_lead

LAMP = "3号楼2单元301门口的路灯坏了，打我电话13800138000，王阿姨"


async def plays(database: Database, at: datetime) -> list[int]:
    """The timetable at this moment: every row that is due, the earliest first."""
    levels: list[int] = []
    while rows := [due for due in await rows_due(database, LATE) if due <= at]:
        async with database.reading() as transaction:
            found = [row for row in (await transaction.issues.open(None))]
        source = f"due-{rows[0].isoformat()}-{len(levels)}"
        outcome = await issues_ladder.tell_late(database, subject=found[0].subject, due=rows[0], source=source, at=at)
        assert isinstance(outcome, Done)
        levels.append(outcome["level"])
        if outcome["level"] in (0, TOP):
            break
    return levels


async def in_community(database: Database, town: Town, at: datetime) -> Neighbour:
    """Somebody of the community's residents' committee."""
    async with database.transaction() as transaction:
        one = await settle_in(transaction, "周书记", 7001, RoleKind.COMMITTEE, Place(town.compound_id), at)
        theirs = update(roles).where(roles.c.person_id == one.person_id)
        await transaction.registry.run(theirs.values(organ=Organ.RESIDENTS.value))
    return one


async def late(database: Database) -> list[tuple[int, int]]:
    return [(row.facts["level"], row.chat_id) for row in await queued(database, template="issues.late")]


async def seen(database: Database, who: Neighbour, issue_id: int, at: datetime) -> Progress:
    found = await issues.progress(database, actor=who.actor, issue_id=issue_id, at=at)
    assert isinstance(found, Progress)
    return found


async def test_days_off_count_in_every_year_it_was_worked_on(database: Database, at: datetime) -> None:
    """Shown before a year's feast and sent back three years later: the days used up then are those people worked."""
    town = await found_town(database, at)
    came = datetime(2013, 9, 26, 2, tzinfo=UTC)  # a Thursday; Sunday the 29th was worked, 1 to 7 October were not
    number = (await reported(database, town["王阿姨"], "3号楼的墙面脏了", came))["id"]
    await handle(database, town["赵主任"], "done", number, datetime(2013, 10, 9, 16, tzinfo=UTC), files=(PHOTO,))
    await handle(database, town["李楼长"], "send_back", number, datetime(2017, 3, 5, 16, tzinfo=UTC), text="还脏")
    async with database.reading() as transaction:
        issue = await transaction.issues.find(number)
        assert issue is not None
        by = (await clocks_of(transaction, issue)).solve_by
    assert by == datetime(2017, 3, 17, 16, tzinfo=UTC), "five of fifteen were used: 27, 29, 30 September, 8, 9 October"


def what(outcome: Any) -> object:
    assert isinstance(outcome, Refusal), outcome
    return outcome.facts.get("what")


async def test_each_level_hears_once_in_order_also_after_weeks_without_power(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    zhou = await in_community(database, town, at)
    number = (await reported(database, town["王阿姨"], LAMP, at))["id"]
    assert await rows_due(database, LATE) == [at + timedelta(hours=24)], "the answer"
    assert await plays(database, at + timedelta(days=60)) == [1, 2, 3, 4, 5]
    grid, chair, community = town["孙网格"].chat_id, town["赵主任"].chat_id, zhou.chat_id
    found = await late(database)
    assert [level for level, _ in found] == sorted(level for level, _ in found)
    assert {one for one in found if one[0] in (1, 3, 4)} == {(1, grid), (3, community), (4, community)}
    assert {level for level, chat in found if chat == chair} == {2, 5}
    (mine,) = await queued(database, template="issues.late_reporter")
    assert mine.chat_id == town["王阿姨"].chat_id
    assert await rows_due(database, LATE) == []
    async with database.reading() as transaction:
        assert await transaction.journal.broken_at(f"issue:{number}") is None


async def test_played_twice_a_level_hears_it_once(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    number = (await reported(database, town["王阿姨"], LAMP, at))["id"]
    due = at + timedelta(hours=24)
    row: dict[str, Any] = {"subject": f"issue:{number}", "due": due, "at": due}
    for source in ("due", "due", "again"):
        await issues_ladder.tell_late(database, source=source, **row)
    assert [level for level, _ in await late(database)] == [1]
    (then,) = await rows_due(database, LATE)
    assert then > due + timedelta(days=3)
    assert await issues_ladder.tell_late(database, **row | {"subject": "issue:99"}, source="x") == Done({"level": 0})


async def test_what_is_answered_waits_for_the_work_and_what_is_done_for_nobody(
    database: Database, at: datetime
) -> None:
    town = await found_town(database, at)
    number = (await reported(database, town["王阿姨"], LAMP, at))["id"]
    await handle(database, town["赵主任"], "take", number, at + timedelta(hours=1))
    ((by),) = await rows_due(database, LATE)
    assert by > at + timedelta(days=20), "fifteen working days"
    await handle(database, town["赵主任"], "suspend", number, at, text="等配件", given={"days": 7})
    assert await rows_due(database, LATE) == []
    public = await seen(database, town["陈租客"], number, at)
    assert public.reason == "等配件" and public.issue.deadlines is not None and public.issue.deadlines.stands
    await handle(database, town["赵主任"], "resume", number, at + timedelta(days=2))
    assert (await rows_due(database, LATE))[0] > by
    await handle(database, town["赵主任"], "done", number, at + timedelta(days=3), files=(PHOTO,))
    assert await rows_due(database, LATE) == []
    await handle(database, town["李楼长"], "send_back", number, at + timedelta(days=4), text="还暗")
    assert len(await rows_due(database, LATE)) == 1


async def test_a_row_that_is_early_is_put_where_it_belongs(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    number = (await reported(database, town["王阿姨"], LAMP, at))["id"]
    row: dict[str, Any] = {"subject": f"issue:{number}", "due": at, "at": at}
    assert await issues_ladder.tell_late(database, source="early", **row) == Done({"level": 0})
    assert await rows_due(database, LATE) == [at + timedelta(hours=24)]
    await closed(database, town, number, at)
    assert await issues_ladder.tell_late(database, source="closed", **row) == Done({"level": 0})


async def test_whoever_says_so_holds_it_three_working_days_once_a_level(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    number = (await reported(database, town["王阿姨"], LAMP, at))["id"]

    async def holds(name: str, source: str, when: datetime) -> Any:
        return await issues_ladder.hold_issue(database, actor=town[name].actor, issue_id=number, source=source, at=when)

    assert what(await holds("孙网格", "h0", at)) == "issue_in_time"
    then = at + timedelta(hours=25)
    assert await plays(database, then) == [1]
    (before,) = await rows_due(database, LATE)
    assert (await seen(database, town["孙网格"], number, then)).holds
    assert what(await holds("王阿姨", "h1", then)) is None, "not of the staff"
    outcome = await holds("孙网格", "h2", before - timedelta(hours=1))
    assert isinstance(outcome, Done)
    (after,) = await rows_due(database, LATE)
    assert after > before
    held = await seen(database, town["孙网格"], number, before)
    assert (held.issue.keeper, held.holds) == ("孙网格", False)
    assert what(await holds("赵主任", "h3", before)) == "issue_held"
    assert await plays(database, before) == []
    assert await plays(database, after) == [2]
    assert (await seen(database, town["赵主任"], number, after)).holds, "the next level may"
    missing = await issues_ladder.hold_issue(database, actor=town["赵主任"].actor, issue_id=99, source="h4", at=at)
    assert what(missing) == "issue"


async def test_a_second_reopening_goes_one_level_up_by_itself(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    number = (await reported(database, town["王阿姨"], LAMP, at))["id"]
    for n in (1, 2):
        await closed(database, town, number, at)
        await handle(database, town["王阿姨"], "reopen", number, at, text="又暗了")
        assert len(await late(database)) == n - 1
    (row,) = await queued(database, template="issues.late")
    assert (row.facts["cause"], row.facts["level"], row.chat_id) == ("reopened", 1, town["孙网格"].chat_id)


async def test_what_is_late_comes_first_in_the_list(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await reported(database, town["王阿姨"], "路灯坏了", at, "u1")
    await reported(database, town["王阿姨"], "楼上漏水", at + timedelta(minutes=1), "u2")
    later = at + timedelta(hours=3)
    found = await issues.open_list(database, actor=town["赵主任"].actor, at=later)
    assert [issue.number for issue in found] == [2, 1]


async def test_the_letter_tells_no_door_no_telephone_no_name(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    number = (await reported(database, town["王阿姨"], LAMP, at, files=(PHOTO,)))["id"]
    await handle(database, town["赵主任"], "answer", number, at, text="请找王阿姨，电话13900139000", files=(PHOTO,))

    async def letter(name: str, when: datetime) -> Any:
        return await letter_of(database, actor=town[name].actor, issue_id=number, at=when)

    assert what(await letter("王阿姨", at)) == "issue_letter"
    over = at + timedelta(days=60)
    assert what(await letter("陈租客", over)) == "issue"
    await plays(database, over)
    found = await letter("王阿姨", over)
    assert isinstance(found, Letter)
    assert not any(secret in str(found) for secret in ("301", "138001", "139001", "王阿姨"))
    assert (found.building, found.proofs, found.office, len(found.said)) == ("3号楼", 2, "", 1)
    assert found.days_late > 10
    async with database.transaction() as transaction:
        await transaction.registry.set(f"processor:{town.compound_id}", "中华园自管会\n9号楼值班室")
    chair = await letter("赵主任", over)
    assert chair.office == "中华园自管会 9号楼值班室"
    for name in ("王阿姨", "赵主任"):
        assert (await seen(database, town[name], number, over)).writes


async def test_one_lead_for_water_power_and_gas(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    chair, compound = town["赵主任"].actor, town.compound_id
    assert isinstance(await set_a_lead(database, town["李楼长"].actor, compound, at), Refusal)
    assert isinstance(await set_a_lead(database, chair, compound, at), Done)
    for text, why in (("…", "issue_lead"), ("长" * 61, "issue_lead")):
        values: dict[str, Any] = {"compound_id": compound, "kind": ClockKind.GAS, "text": text}
        outcome = await issues_ladder.set_lead(database, actor=chair, source=text, at=at, **values)
        assert what(outcome) == why
    found = await issues_ladder.leads(database, actor=chair, compound_id=compound)
    assert found == {ClockKind.WATER: "自来水公司 96510", ClockKind.POWER: "", ClockKind.GAS: ""}
    assert isinstance(await issues_ladder.leads(database, actor=town["王阿姨"].actor, compound_id=compound), Refusal)
    number = (await reported(database, town["王阿姨"], "楼上漏水", at))["id"]
    assert (await seen(database, town["赵主任"], number, at)).lead == "自来水公司 96510"
    assert (await seen(database, town["王阿姨"], number, at)).lead == ""
