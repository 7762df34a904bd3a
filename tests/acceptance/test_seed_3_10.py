"""3.10 挂单→派单→接单→办结→销单: five columns; what is not accepted in its time goes back, its supervisor told.

吹哨部门报到、联席会议: a unit that a whistle calls for a report answers, and the report stands as taken on the board.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.issues_board import Column
from domain.issues_clock import ACCEPTED_WITHIN
from domain.outcomes import Done
from services import whistles
from services.issues_board import issue_board, return_unaccepted
from storage.database import Database
from tests.builders import Town, found_town
from tests.services.reporting import PHOTO, handle, queued, reported
from tests.services.whistling import Corner, coming


async def column(database: Database, town: Town, at: datetime) -> str:
    """Where the only report stands."""
    board = await issue_board(database, actor=town["赵主任"].actor, at=at)
    (where,) = [one.value for one in Column if board.of(one)]
    return where


async def test_a_report_goes_through_the_five_columns(embedded: Database, at: datetime) -> None:
    town = await found_town(embedded, at)
    number = int((await reported(embedded, town["王阿姨"], "3号楼灯不亮", at))["id"])
    assert await column(embedded, town, at) == "hung"
    given = {"given": {"holder": town["孙网格"].person_id}}
    for who, step, more, where in (
        ("赵主任", "assign", given, "given"),
        ("孙网格", "take", {}, "taken"),
        ("孙网格", "done", {"text": "换了灯", "files": (PHOTO,)}, "done"),
        ("赵主任", "check", {}, "done"),
        ("王阿姨", "solved", {}, "struck"),
    ):
        assert isinstance(await handle(embedded, town[who], step, number, at, **more), Done)
        assert await column(embedded, town, at) == where


async def test_what_is_not_accepted_within_its_clock_goes_back_and_the_committee_hears_once(
    embedded: Database, at: datetime
) -> None:
    town = await found_town(embedded, at)
    number = int((await reported(embedded, town["王阿姨"], "3号楼灯不亮", at))["id"])
    given = {"holder": town["孙网格"].person_id}
    await handle(embedded, town["赵主任"], "assign", number, at, given=given)
    due = at + ACCEPTED_WITHIN
    for moment in (due, due + timedelta(hours=1)):
        await return_unaccepted(embedded, subject=f"issue:{number}", due=due, source="due", at=moment)
    assert await column(embedded, town, due) == "hung"
    told = await queued(embedded, template="issues.unaccepted")
    assert [row.chat_id for row in told] == [town["赵主任"].chat_id]


async def test_what_a_called_unit_takes_stands_as_taken(embedded: Database, at: datetime) -> None:
    corner = Corner(embedded, await found_town(embedded, at), at)
    number = int((await reported(embedded, corner.town["王阿姨"], "3号楼灯不亮", at))["id"])
    whistle = await corner.blows(issue_id=number)
    unit = await corner.calls(whistle, "供电")
    meeting = {"spot": "社区会议室", "meets_at": at + timedelta(days=2)}
    await corner.done(whistles.call_meeting, whistle_id=whistle, **meeting)
    assert await column(embedded, corner.town, at) == "hung"
    await corner.answers(unit, coming(at))
    assert await column(embedded, corner.town, at) == "taken"
