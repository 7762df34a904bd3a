"""还没修好: those whom a closed report concerns open it again, staff hear of it, on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from domain.issues_life import Step
from domain.outcomes import Done, Reason, Refusal
from domain.registry import Place, RoleKind
from services import issues
from services.issues_similar import join_report
from storage.database import Database
from tests.builders import Neighbour, Town, found_town, settle_in
from tests.services.reporting import LIFT, NIGHT, PHOTO, card_stands, closed, handle, queued, reported, told, work

TWO_WEEKS = timedelta(days=14)
TOO_LATE = Refusal(Reason.EXPIRED, {"what": "issue_reopen", "number": "0001", "days": 14})


async def fixed(database: Database, at: datetime, text: str = LIFT) -> tuple[Town, int]:
    """The town, and 王阿姨's report that is closed."""
    town = await found_town(database, at)
    number = (await reported(database, town["王阿姨"], text, at))["id"]
    await closed(database, town, number, at, "换了主板")
    return town, number


async def asked(database: Database, who: Neighbour, number: int, at: datetime) -> Any:
    """还没修好 was pressed."""
    press: dict[str, Any] = {"actor": who.actor, "chat_id": who.chat_id, "source": f"ask-{who.person_id}", "at": at}
    return await issues.ask_for_words(database, issue_id=number, step=Step.REOPEN, **press)


async def test_a_notice_of_the_end_says_until_when_it_may_be_contradicted(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    number = (await reported(database, town["王阿姨"], LIFT, at))["id"]
    given = {"why": "not_ours"}
    assert isinstance(await handle(database, town["赵主任"], "decline", number, at, text="找供电", given=given), Done)
    (notice,) = await queued(database, template="issues.told")
    assert datetime.fromisoformat(notice.facts["until"]) == at + TWO_WEEKS


async def test_the_reporter_opens_it_again_and_staff_hear_why(database: Database, at: datetime) -> None:
    town, number = await fixed(database, at)
    await card_stands(database, number, town.building_group, 55)
    later = at + timedelta(days=3)
    done = await handle(database, town["王阿姨"], "reopen", number, later, text="又停了", files=[PHOTO])
    assert (done["state"], done["side"], done["told"]) == ("reopened", "reporter", False)
    assert done["who"] == ["committee", "building_leader", "grid_worker"]
    notices = await work(database, "reopen")
    assert {row.chat_id for row in notices} == {town[name].chat_id for name in ("李楼长", "赵主任", "孙网格")}
    facts = notices[0].facts
    assert (facts["side"], facts["text"], len(facts["files"]), facts["number"]) == ("reporter", "又停了", 1, "0001")
    assert await told(database, "reopen") == []
    *_, edit = await queued(database, template="issues.card", kind="edit")
    assert (edit.chat_id, edit.facts["state"]) == (town.building_group, "reopened")
    assert "又停了" not in str(edit.facts)


async def test_a_neighbour_of_the_building_opens_it_again_and_the_reporter_hears(
    database: Database, at: datetime
) -> None:
    town, number = await fixed(database, at)
    done = await handle(database, town["陈租客"], "reopen", number, at, text="三层还不停")
    assert (done["side"], done["told"]) == ("neighbour", True)
    (notice,) = await told(database, "reopen")
    assert (notice.chat_id, notice.facts["side"], notice.facts["text"]) == (
        town["王阿姨"].chat_id,
        "neighbour",
        "三层还不停",
    )
    assert {row.facts["side"] for row in await work(database, "reopen")} == {"neighbour"}


async def test_why_may_be_left_unsaid(database: Database, at: datetime) -> None:
    town, number = await fixed(database, at)
    question = await asked(database, town["王阿姨"], number, at)
    assert (question["number"], question["side"]) == ("0001", "reporter")
    await handle(database, town["王阿姨"], "reopen", number, at, draft_id=question["draft_id"])
    async with database.reading() as transaction:
        assert await transaction.drafts.find(question["draft_id"], at=at) is None
    assert {row.facts["text"] for row in await work(database, "reopen")} == {""}


async def test_the_question_why_waits_a_day_because_later_words_are_about_something_else(
    database: Database, at: datetime
) -> None:
    town, number = await fixed(database, at)
    wang = town["王阿姨"]
    await asked(database, wang, number, at)
    async with database.reading() as transaction:
        waiting = [
            await transaction.drafts.awaiting(wang.person_id, wang.chat_id, at=at + timedelta(hours=hours))
            for hours in (23, 24)
        ]
    assert [draft is not None and draft.awaiting for draft in waiting] == ["issue.reopen", False]


async def test_after_fourteen_days_it_is_too_late(database: Database, at: datetime) -> None:
    town, number = await fixed(database, at)
    for name in ("王阿姨", "陈租客"):
        assert await asked(database, town[name], number, at + TWO_WEEKS) == TOO_LATE
        assert await handle(database, town[name], "reopen", number, at + TWO_WEEKS) == TOO_LATE
    reopened = await handle(database, town["赵主任"], "reopen", number, at + TWO_WEEKS)
    assert (reopened["state"], reopened["side"]) == ("reopened", "staff")
    assert {row.facts["side"] for row in await work(database, "reopen")} == {"staff"}


async def test_whom_it_does_not_concern_cannot_open_it(database: Database, at: datetime) -> None:
    town, number = await fixed(database, at)
    for name in ("路过的人", "钱管理"):
        assert (await asked(database, town[name], number, at)).reason is Reason.NOT_PERMITTED
        assert (await handle(database, town[name], "reopen", number, at)).reason is Reason.NOT_PERMITTED


async def test_what_a_neighbour_is_not_shown_a_neighbour_cannot_open(database: Database, at: datetime) -> None:
    town, number = await fixed(database, at)
    async with database.transaction() as transaction:
        for group in (town.group, town.building_group):
            await transaction.chats.turn(group, state="closed", administrator=False)
    hidden = Refusal(Reason.NOT_FOUND, {"what": "issue"})
    assert await handle(database, town["陈租客"], "reopen", number, at) == hidden
    assert await asked(database, town["陈租客"], 99, at) == hidden
    assert isinstance(await handle(database, town["王阿姨"], "reopen", number, at), Done)


async def test_said_twice_it_is_open_already(database: Database, at: datetime) -> None:
    town, number = await fixed(database, at)
    await handle(database, town["王阿姨"], "reopen", number, at)
    again = await handle(database, town["陈租客"], "reopen", number, at)
    assert again == Refusal(Reason.WRONG_STATE, {"what": "issue", "issue_state": "reopened"})
    await closed(database, town, number, at + timedelta(days=20))
    assert isinstance(await handle(database, town["王阿姨"], "reopen", number, at + timedelta(days=30)), Done)


async def test_at_night_only_danger_wakes_staff(database: Database, at: datetime) -> None:
    town, number = await fixed(database, at)
    night = at + NIGHT
    calm = await handle(database, town["王阿姨"], "reopen", number, night, text="又停了")
    assert calm["told_at"] is not None
    await closed(database, town, number, night)
    danger = await handle(database, town["王阿姨"], "reopen", number, night, text="有人困在电梯里")
    assert danger["told_at"] is None
    notices = await work(database, "reopen")
    assert all((row.not_before > night) is (row.facts["text"] == "又停了") for row in notices)


async def test_danger_that_was_reported_stays_danger(database: Database, at: datetime) -> None:
    town, number = await fixed(database, at, text="3号楼煤气味很大")
    done = await handle(database, town["王阿姨"], "reopen", number, at + NIGHT)
    assert done["told_at"] is None


async def test_whoever_serves_and_reported_is_not_told_of_their_own_words(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    number = (await reported(database, town["李楼长"], "3号楼门禁坏了", at))["id"]
    await closed(database, town, number, at, reporter="李楼长", checker="孙网格")
    await handle(database, town["李楼长"], "reopen", number, at, text="还是开着")
    notices = await work(database, "reopen")
    assert {row.chat_id for row in notices} == {town[name].chat_id for name in ("赵主任", "孙网格")}


async def test_the_page_says_whether_this_reader_may_still_say_it(database: Database, at: datetime) -> None:
    town, _ = await fixed(database, at)

    async def seen(name: str, when: datetime) -> tuple[datetime | None, bool]:
        page = await issues.progress_by_number(database, actor=town[name].actor, number=1, at=when)
        assert not isinstance(page, Refusal)
        return page.reopens_until, page.too_late

    for name in ("王阿姨", "陈租客"):
        assert await seen(name, at) == (at + TWO_WEEKS, False)
        assert await seen(name, at + TWO_WEEKS) == (None, True)
    for name in ("赵主任", "路过的人", "钱管理"):
        assert await seen(name, at) == await seen(name, at + TWO_WEEKS) == (None, False)


async def test_the_journal_keeps_who_opened_it_and_as_what_and_seals_the_words(
    database: Database, at: datetime
) -> None:
    town, number = await fixed(database, at)
    await handle(database, town["陈租客"], "reopen", number, at, text="三层还不停")
    async with database.reading() as transaction:
        entries = await transaction.journal.read(f"issue:{number}")
        assert await transaction.journal.broken_at(f"issue:{number}") is None
    assert [entry.type for entry in entries] == ["reported", "done", "check", "solved", "reopen"]
    assert (entries[-1].body["by"], entries[-1].body["as"]) == (town["陈租客"].person_id, "neighbour")
    assert "三层" not in str(entries[-1].body)


async def moved_in(database: Database, town: Town, building: str, at: datetime) -> Neighbour:
    async with database.transaction() as transaction:
        place = Place(town.compound_id, town.buildings[building])
        return await settle_in(transaction, "郑阿姨", 130, RoleKind.OWNER, place, at)


async def test_a_household_of_another_building_that_has_it_too_opens_it_again(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    zheng = await moved_in(database, town, "9号楼", at)
    number = (await reported(database, town["王阿姨"], LIFT, at))["id"]
    await card_stands(database, number, town.building_group, 55)
    joined = await join_report(database, actor=zheng.actor, issue_id=number, source="joined", at=at)
    assert isinstance(joined, Done)
    await closed(database, town, number, at)
    page = await issues.progress(database, actor=zheng.actor, issue_id=number, at=at)
    assert not isinstance(page, Refusal) and page.reopens_until == at + TWO_WEEKS
    assert await handle(database, zheng, "reopen", number, at + TWO_WEEKS) == TOO_LATE
    done = await handle(database, zheng, "reopen", number, at + timedelta(days=13), text="还是停")
    assert (done["state"], done["side"]) == ("reopened", "neighbour")


async def test_one_of_another_building_that_has_it_not_cannot(database: Database, at: datetime) -> None:
    town, number = await fixed(database, at)
    zheng = await moved_in(database, town, "9号楼", at)
    await card_stands(database, number, town.building_group, 55)
    assert (await handle(database, zheng, "reopen", number, at)).reason is Reason.NOT_PERMITTED


async def test_the_second_time_it_goes_up_by_itself_and_once(database: Database, at: datetime) -> None:
    town, number = await fixed(database, at)
    for times, name in enumerate(("陈租客", "王阿姨"), 1):
        day = at + timedelta(days=times)
        await handle(database, town[name], "reopen", number, day)
        late = [row for row in await queued(database, template="issues.late") if row.facts["number"] == "0001"]
        assert {row.chat_id for row in late} == ({town["孙网格"].chat_id} if times == 2 else set())
        async with database.reading() as transaction:
            found = await transaction.issues.find(number)
        assert found is not None
        assert (found.reopened, found.level) == (times, times - 1)
        await closed(database, town, number, day)
