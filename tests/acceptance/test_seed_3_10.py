"""3.10 挂单→派单→接单→办结→销单: five columns; what is not accepted in its time goes back, its supervisor told.

吹哨部门报到、联席会议: a unit that a whistle calls for a report answers, and the report stands as taken on the board.
一对一包建: a unit stands by each compound and is called first; the desk names the compounds without one.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.issues_board import Column
from domain.issues_clock import ACCEPTED_WITHIN
from domain.outcomes import Done, Refusal
from domain.partners import PartnersPage
from rendering.community_desk import covers
from rendering.texts import texts
from rendering.whistle_wizard import which
from services import whistles
from services.community_desk import covered
from services.issues_board import issue_board, return_unaccepted
from services.partners import partners_page
from storage.database import Database
from tests.builders import Town, actor_of, found_town
from tests.services.reporting import PHOTO, handle, queued, reported
from tests.services.whistling import Corner, coming, stand_by
from tests.streets import found_street


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


async def test_the_unit_that_stands_by_a_compound_is_offered_first_and_its_answer_takes_the_report(
    embedded: Database, at: datetime
) -> None:
    corner = Corner(embedded, await found_town(embedded, at), at)
    number = int((await reported(embedded, corner.town["王阿姨"], "3号楼灯不亮", at))["id"])
    whistle = await corner.blows(issue_id=number)
    chair, place = corner.town["赵主任"].actor, corner.town.compound_id
    before = which(texts(None), await corner.whistle(whistle))
    assert isinstance(await stand_by(embedded, place, chair, at, "春晖供电所"), Done)
    page = await partners_page(embedded, actor=chair, compound_id=place)
    assert isinstance(page, PartnersPage)
    offered = which(texts(None), await corner.whistle(whistle), page.partners)
    assert offered.keys[0][0].label == "春晖供电所" != before.keys[0][0].label
    unit = await corner.calls(whistle, page.partners[0].name)
    again = which(texts(None), await corner.whistle(whistle), page.partners)
    assert again.keys == before.keys, "called already: the usual ones are offered"
    await corner.answers(unit, coming(at))
    assert await column(embedded, corner.town, at) == "taken"


async def test_sixty_one_of_sixty_two_have_one_and_the_last_is_named(embedded: Database, at: datetime) -> None:
    yards = [f"{number}号院" for number in range(1, 63)]
    numbers, secretary = await found_street(embedded, at, yards)
    actor = await actor_of(embedded, secretary, at)

    async def line() -> str:
        found = await covered(embedded, actor=actor, at=at)
        assert not isinstance(found, Refusal)
        return next(line for line in covers(texts(None), found).text.splitlines() if line.startswith("包建单位"))

    for number in numbers[:-1]:
        assert isinstance(await stand_by(embedded, number, actor, at), Done)
    assert await line() == "包建单位 61/62，还缺：62号院"
    assert isinstance(await stand_by(embedded, numbers[-1], actor, at), Done)
    assert await line() == "包建单位 62/62，全覆盖"
