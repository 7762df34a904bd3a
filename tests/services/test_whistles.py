"""A whistle is blown, units are called, come, do their parts and are rated; on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from domain.issues_life import State, Step
from domain.links import LinkPurpose
from domain.outcomes import Done, Refusal
from domain.whistles import EntryKind, Mark, WhistleKind, WhistleStanding
from services import issues, whistles, whistles_answers
from services.whistle_pages import called_page, report_of, whistle_list, whistle_of_unit, whistle_page
from storage.database import Database
from storage.schema.records import entries
from storage.schema.traffic import due, outbox
from tests.builders import found_town
from tests.services.reporting import fetch, handle, reported
from tests.services.whistling import NOT_OURS, PHOTO, Corner, coming

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
async def corner(database: Database, at: datetime) -> Corner:
    return Corner(database, await found_town(database, at), at)


async def told(corner: Corner, event: str) -> list[Any]:
    async with corner.database.reading() as transaction:
        rows = await transaction.outbox.rows(
            select(outbox).where(outbox.c.template == "whistles.told").order_by(outbox.c.id)
        )
    return [row for row in rows if row.facts["event"] == event]


async def clock(corner: Corner) -> list[datetime]:
    async with corner.database.reading() as transaction:
        rows = await transaction.outbox.rows(
            select(due.c.due_at).where(due.c.kind == "whistle.silent").order_by(due.c.id)
        )
    return [row.due_at for row in rows]


async def reports(corner: Corner) -> int:
    said = await reported(corner.database, corner.town["王阿姨"], "3号楼消防通道停满了车", corner.at, "fire")
    return int(said["id"])


async def test_only_committee_and_grid_worker_blow_and_only_for_what_is_said(corner: Corner) -> None:
    blow: dict[str, Any] = {"place": corner.town.place, "kind": WhistleKind.BEYOND}
    for who in ("王阿姨", "李楼长", "陈租客"):
        assert (await corner.refused(whistles.blow_whistle, who, **blow, topic="x"))[:13] == "not_permitted"
    assert await corner.refused(whistles.blow_whistle, **blow, topic=" \u200b") == "empty.whistle_topic"
    assert await corner.refused(whistles.blow_whistle, **blow, topic="长" * 501) == "too_long.whistle_topic"
    assert await corner.refused(whistles.blow_whistle, **blow, topic="x", issue_id=99) == "wrong_state.whistle_report"
    number = await corner.blows()
    assert (await corner.whistle(number)).topic == "消防通道被占"


async def test_a_unit_is_called_with_its_part_its_day_and_its_clock(corner: Corner) -> None:
    number = await corner.blows()
    unit = await corner.calls(number)
    helper = await corner.calls(number, "城管", days=0)
    whole = await corner.whistle(number)
    assert [(one.name, one.lead, one.goal) for one in whole.units] == [
        ("消防", True, "清出通道"),
        ("城管", False, "清出通道"),
    ]
    assert whole.units[0].finish_on.isoformat() == "2026-11-27" and whole.units[1].finish_on.isoformat() == "2026-11-24"
    assert await clock(corner) == [corner.at + 24 * HOUR] * 2
    call: dict[str, Any] = {"whistle_id": number, "goal": "清", "days": 3}
    assert await corner.refused(whistles.call_unit, **call, name="消防") == "already_done.whistle_unit"
    assert await corner.refused(whistles.call_unit, **call | {"days": 4}, name="x") == "invalid.whistle_days"
    assert await corner.refused(whistles.call_unit, **call | {"whistle_id": 99}, name="x") == "not_found.whistle"
    assert (await corner.refused(whistles.call_unit, "王阿姨", **call, name="x"))[:13] == "not_permitted"
    assert await corner.refused(whistles.hand_on, unit_id=99) == "not_found.whistle"
    await corner.done(whistles.name_lead, unit_id=helper)
    assert [one.lead for one in (await corner.whistle(number)).units] == [False, True]
    assert await corner.refused(whistles.name_lead, unit_id=helper) == "wrong_state.whistle_unit_over"
    assert await corner.refused(whistles.name_lead, unit_id=99) == "not_found.whistle"
    assert await whistle_of_unit(corner.database, unit_id=unit) == number


async def test_danger_has_an_hour_and_is_told_at_night(corner: Corner) -> None:
    number = await corner.blows(WhistleKind.EMERGENCY)
    unit = await corner.calls(number)
    assert await clock(corner) == [corner.at + HOUR]
    corner.at += HOUR
    await corner.silent(unit)
    assert {row.urgency for row in await told(corner, "silent")} == {"urgent"}


async def test_a_unit_answers_by_its_link_and_may_change_its_mind(corner: Corner) -> None:
    number = await corner.blows()
    unit = await corner.calls(number)
    assert await corner.answers(unit, NOT_OURS) == ""
    assert (await corner.unit(number, unit)).standing(corner.at) is WhistleStanding.NOT_OURS
    assert await corner.answers(unit) == ""
    now = await corner.unit(number, unit)
    assert now.standing(corner.at) is WhistleStanding.COMING and now.counts
    assert len(await told(corner, "coming")) == 1 == len(await told(corner, "not_ours"))
    assert await clock(corner) == []
    link = await corner.link(unit)
    far = coming(corner.at, 24 * 8)
    assert await corner.answers(unit, far) == "invalid.whistle_comes_at"
    page = await called_page(corner.database, link=link)
    assert page is not None and page.where == "中华园" and page.unit.name == "消防"


async def test_a_silent_unit_is_said_once_and_a_late_answer_is_late(corner: Corner) -> None:
    issue = await reports(corner)
    number = await corner.blows(issue_id=issue)
    unit = await corner.calls(number)
    until = corner.at + DAY
    corner.at = until + HOUR
    await corner.silent(unit, until)
    rows = await told(corner, "silent")
    assert len(rows) == 1 and rows[0].facts["unit"] == "消防" and rows[0].facts["late_since"]
    ((called, standing),) = (await corner.report(issue)).called
    assert (called.name, standing) == ("消防", WhistleStanding.SILENT)
    assert await corner.answers(unit) == ""
    now = await corner.unit(number, unit)
    assert now.answered_late and not now.unanswered(corner.at)
    assert (await corner.silent(unit, until)) and len(await told(corner, "silent")) == 1


async def test_nobody_is_called_silent_who_answered_or_is_unknown(corner: Corner) -> None:
    unit = await corner.calls(await corner.blows())
    await corner.answers(unit)
    corner.at += DAY
    for number in (unit, 99):
        await corner.silent(number)
    assert await told(corner, "silent") == []


async def test_letters_and_calls_are_taken_down_with_who_answered(corner: Corner) -> None:
    number = await corner.blows()
    unit, other = await corner.calls(number), await corner.calls(number, "城管")
    enter = whistles_answers.enter_answer
    await corner.done(enter, unit_id=unit, said=coming(corner.at))
    await corner.done(enter, unit_id=other, said=NOT_OURS, letter=PHOTO)
    entries_ = [(await corner.unit(number, one)).entries[0] for one in (unit, other)]
    assert [(one.way, one.name, one.post) for one in entries_] == [
        ("phone", "张工", "参谋"),
        ("letter", "张工", "参谋"),
    ]
    async with corner.database.reading() as transaction:
        assert len(await transaction.attachments.of(entries_[1].subject)) == 1
    assert (await corner.refused(enter, "李楼长", unit_id=unit, said=NOT_OURS))[:13] == "not_permitted"
    assert await corner.refused(enter, unit_id=unit, said=coming(corner.at, -1)) == "invalid.whistle_comes_at"
    assert await told(corner, "coming") == []


async def test_the_report_follows_and_is_done_by_the_leads_proof(corner: Corner) -> None:
    issue = await reports(corner)
    number = await corner.blows(issue_id=issue)
    lead, helper = await corner.calls(number), await corner.calls(number, "城管")
    await corner.answers(lead)
    assert (await corner.report(issue)).issue.state is State.TAKEN
    await corner.done(whistles_answers.note_arrival, unit_id=lead, files=(PHOTO,))
    assert (await corner.report(issue)).issue.state is State.WORKING
    assert (await corner.finishes(lead, "通道清空了"))["ended"] is False
    assert (await corner.report(issue)).issue.state is State.WORKING
    assert (await corner.finishes(helper, "贴了单子"))["ended"] is True
    seen = await corner.report(issue)
    assert seen.issue.state is State.TO_CHECK and seen.taken[-1].text == "通道清空了"
    await fetch(corner.database)
    refused = await handle(corner.database, corner.town["赵主任"], "check", issue, corner.at)
    assert refused.facts["what"] == "issue_own_work"
    checked = await handle(corner.database, corner.town["李楼长"], "check", issue, corner.at)
    assert checked["state"] == "to_rate"
    assert (await corner.whistle(number)).ended_at == corner.at
    assert await corner.refused(whistles.hand_on, unit_id=lead) == "wrong_state.whistle_ended"
    link = await corner.by_link(whistles_answers.answer_by_link, await good_link(corner, lead), said=NOT_OURS)
    assert link == "wrong_state.whistle_ended"


async def good_link(corner: Corner, unit_id: int) -> Any:
    async with corner.database.reading() as transaction:
        return await transaction.links.good(LinkPurpose.WHISTLE, f"whistle_unit:{unit_id}", corner.at)


async def test_an_answer_leaves_a_report_alone_that_is_worked_on_or_has_ended(corner: Corner) -> None:
    issue = await reports(corner)
    unit = await corner.calls(await corner.blows(issue_id=issue))
    assert (
        await handle(
            corner.database,
            corner.town["赵主任"],
            "decline",
            issue,
            corner.at,
            text="问城管",
            given={"why": "not_ours"},
        )
    )["state"] == "declined"
    await corner.answers(unit)
    assert (
        await corner.by_link(whistles_answers.arrive_by_link, await corner.link(unit), name="张工", post="参谋") == ""
    )
    await corner.finishes(unit)
    assert (await corner.report(issue)).issue.state is State.DECLINED
    assert await corner.refused(
        whistles.blow_whistle, place=corner.town.place, kind=WhistleKind.JOINT, topic="x", issue_id=issue
    ) == ("wrong_state.whistle_report")


async def test_arrival_by_link_or_by_staff_with_a_photo_is_said_once(corner: Corner) -> None:
    number = await corner.blows()
    unit, other = await corner.calls(number), await corner.calls(number, "城管")
    arrive, note = whistles_answers.arrive_by_link, whistles_answers.note_arrival
    link, who = await corner.link(unit), {"name": "张工", "post": "参谋"}
    assert await corner.by_link(arrive, link, name="", post="参谋") == "empty.whistle_name"
    assert await corner.by_link(arrive, link, **who) == ""
    assert await corner.by_link(arrive, link, **who) == "already_done.whistle_arrived"
    assert await corner.refused(note, unit_id=other, files=()) == "empty.whistle_photo"
    await corner.done(note, unit_id=other, files=(PHOTO,))
    assert await corner.refused(note, unit_id=other, files=(PHOTO,)) == "already_done.whistle_arrived"
    assert len(await told(corner, "arrived")) == 1
    await corner.answers(other, NOT_OURS)
    assert await corner.refused(note, unit_id=99, files=(PHOTO,)) == "not_found.whistle"


async def test_a_part_needs_words_and_a_photo(corner: Corner) -> None:
    unit = await corner.calls(await corner.blows())
    finish = whistles_answers.finish_part
    assert await corner.refused(finish, unit_id=unit, text=" ", files=(PHOTO,)) == "empty.whistle_words"
    assert await corner.refused(finish, unit_id=unit, text="清完了", files=()) == "empty.whistle_photo"
    assert await corner.refused(finish, unit_id=99, text="清完了", files=()) == "not_found.whistle"
    assert (await corner.finishes(unit))["ended"] is True


async def test_a_helper_may_be_waited_for_no_longer_but_not_the_lead(corner: Corner) -> None:
    number = await corner.blows()
    lead, helper = await corner.calls(number), await corner.calls(number, "城管")
    release = whistles.release_unit
    assert await corner.refused(release, unit_id=lead, reason="没来") == "wrong_state.whistle_lead"
    assert await corner.refused(release, unit_id=helper, reason="") == "empty.whistle_words"
    assert await corner.refused(release, unit_id=99, reason="x") == "not_found.whistle"
    await corner.done(release, unit_id=helper, reason="三天没来")
    assert await corner.silent(helper, corner.at + DAY) == Done({"silent": False}), "nobody waits for it any more"
    assert (await corner.finishes(lead))["ended"] is True
    assert (await corner.unit(number, helper)).unanswered(corner.at + DAY), "that it never answered stays"


async def test_only_a_unit_that_is_waited_for_takes_the_lead(corner: Corner) -> None:
    number = await corner.blows()
    await corner.calls(number)
    helper = await corner.calls(number, "城管中队")
    await corner.answers(helper, NOT_OURS)
    assert await corner.refused(whistles.name_lead, unit_id=helper) == "wrong_state.whistle_unit_over"


async def test_a_joint_meeting_needs_units_and_a_time_to_come(corner: Corner) -> None:
    number = await corner.blows()
    meet: dict[str, Any] = {"whistle_id": number, "spot": "社区会议室", "meets_at": corner.at + DAY}
    assert await corner.refused(whistles.call_meeting, **meet) == "wrong_state.whistle_units_none"
    await corner.calls(number)
    assert (
        await corner.refused(whistles.call_meeting, **meet | {"meets_at": corner.at}) == "in_the_past.whistle_meeting"
    )
    assert await corner.refused(whistles.call_meeting, **meet | {"spot": ""}) == "empty.whistle_spot"
    assert await corner.refused(whistles.call_meeting, **meet | {"whistle_id": 99}) == "not_found.whistle"
    await corner.done(whistles.call_meeting, **meet)
    whole = await corner.whistle(number)
    assert (whole.spot, whole.meets_at) == ("社区会议室", corner.at + DAY)


async def test_whoever_blew_rates_the_unit_which_may_answer_before_others_read_it(corner: Corner) -> None:
    number = await corner.blows()
    unit = await corner.calls(number)
    link = await corner.link(unit)
    rate: dict[str, Any] = {"unit_id": unit, "response": Mark.GOOD.value, "solution": Mark.FAIR.value}
    assert await corner.refused(whistles.rate_unit, **rate) == "wrong_state.whistle_rating"
    await corner.finishes(unit)
    assert await corner.refused(whistles.rate_unit, "孙网格", **rate) == "not_yours.whistle_rating"
    assert await corner.refused(whistles.rate_unit, **rate | {"response": "bad"}) == "invalid.whistle_mark"
    assert await corner.refused(whistles.rate_unit, **rate | {"unit_id": 99}) == "not_found.whistle"
    await corner.done(whistles.rate_unit, **rate, words="来得快")
    assert await corner.refused(whistles.rate_unit, **rate) == "already_done.whistle_rating"
    now = await corner.unit(number, unit)
    assert now.rating(corner.at) is None and now.rating(corner.at + 3 * DAY) is not None
    say, who = whistles_answers.say_by_link, {"name": "张工", "post": "参谋"}
    assert await corner.by_link(say, link, words="", **who) == "empty.whistle_words"
    assert await corner.by_link(say, link, words="车又来了", name="", post="参谋") == "empty.whistle_name"
    assert await corner.by_link(say, link, words="车又来了", name="张工", post="") == "empty.whistle_post"
    assert await corner.by_link(say, link, words="车又停回来了", **who) == ""
    shown = (await corner.unit(number, unit)).rating(corner.at)
    assert shown is not None and (shown.says, shown.second, shown.words) == ("good", "fair", "来得快")
    assert len(await told(corner, "word")) == 1


async def test_a_unit_rates_the_call_it_answered_and_everybody_reads_it_beside_its_own(corner: Corner) -> None:
    number = await corner.blows()
    unit = await corner.calls(number)
    link, act = await corner.link(unit), whistles_answers.rate_call_by_link
    rate: dict[str, Any] = {"plain": "fair", "complete": "poor", "words": "没有附图", "name": "张工", "post": "参谋"}
    assert await corner.by_link(act, link, **rate) == "wrong_state.whistle_call_rating"
    await corner.answers(unit)
    assert await corner.by_link(act, link, **rate | {"plain": ""}) == "invalid.whistle_mark"
    assert await corner.by_link(act, link, **rate) == ""
    assert await corner.by_link(act, link, **rate) == "already_done.whistle_call_rating"
    given = (await corner.unit(number, unit)).last(EntryKind.OF_CALL)
    assert given is not None and (given.says, given.second, given.words) == ("fair", "poor", "没有附图")
    assert len(await told(corner, "of_call")) == 1
    await corner.finishes(unit)
    other = await corner.calls(await corner.blows())
    later = await corner.link(other)
    await corner.answers(other)
    await corner.finishes(other)
    assert await corner.by_link(act, later, **rate) == "", "also when the whistle has ended"


async def test_what_happened_is_in_the_journal_and_names_are_not(corner: Corner) -> None:
    number = await corner.blows()
    unit = await corner.calls(number)
    await corner.answers(unit)
    await corner.finishes(unit)
    async with corner.database.reading() as transaction:
        rows = await transaction.journal.rows(
            select(entries).where(entries.c.stream == f"whistle:{number}").order_by(entries.c.id)
        )
    assert [row.type for row in rows] == ["whistle_blown", "unit_called", "unit_answer", "unit_done"]
    assert "张工" not in str([row.body for row in rows])


async def test_a_link_of_a_unit_that_is_not_there_says_so(corner: Corner) -> None:
    unit = await corner.calls(await corner.blows())
    gone = replace(await corner.link(unit), subject="whistle_unit:99")
    who = {"name": "张工", "post": "参谋"}
    assert await corner.by_link(whistles_answers.answer_by_link, gone, said=NOT_OURS) == "not_found.whistle"
    assert await corner.by_link(whistles_answers.arrive_by_link, gone, **who) == "not_found.whistle"
    assert await corner.by_link(whistles_answers.say_by_link, gone, words="x", **who) == "not_found.whistle"
    assert await called_page(corner.database, link=gone) is None
    assert await whistle_of_unit(corner.database, unit_id=99) == 0


async def test_neighbours_read_whistles_and_strangers_do_not(corner: Corner) -> None:
    number = await corner.blows()
    actors = {who: corner.town[who].actor for who in ("赵主任", "王阿姨", "路过的人", "孙网格")}
    assert [one.id for one in await whistle_list(corner.database, actor=actors["王阿姨"])] == [number]
    assert await whistle_list(corner.database, actor=actors["路过的人"]) == []
    assert await whistle_page(corner.database, actor=actors["路过的人"], whistle_id=number) is None
    page = await corner.page(number, "王阿姨")
    assert not page.leads and not page.rates
    assert (await corner.page(number)).rates and not (await corner.page(number, "孙网格")).rates
    issue = await reports(corner)
    found = await report_of(corner.database, actor=actors["赵主任"], issue_id=issue)
    assert found is not None and found[1] == "3号楼消防通道停满了车"
    assert await report_of(corner.database, actor=actors["王阿姨"], issue_id=issue) is None
    assert await issues.latest(corner.database, person_id=corner.town["王阿姨"].person_id)


async def test_the_whistle_is_offered_on_an_open_report_to_whoever_may_blow_it(corner: Corner) -> None:
    issue = await reports(corner)
    offered = {who: (await corner.report(issue, who)).may_whistle for who in ("赵主任", "李楼长", "王阿姨")}
    assert offered == {"赵主任": True, "李楼长": False, "王阿姨": False}
    await handle(corner.database, corner.town["王阿姨"], "withdraw", issue, corner.at)
    assert not (await corner.report(issue, "赵主任")).may_whistle


async def test_who_put_down_a_part_does_not_look_whoever_put_down_the_last(corner: Corner) -> None:
    """The photo that shows it is the lead's: whoever wrote that down would look at their own."""
    issue = await reports(corner)
    whistle = await corner.blows(issue_id=issue)
    lead, other = await corner.calls(whistle), await corner.calls(whistle, "城管")
    part: dict[str, Any] = {"text": "清完了", "files": (PHOTO,)}
    await corner.done(whistles_answers.finish_part, "赵主任", unit_id=lead, **part)
    await corner.done(whistles_answers.finish_part, "孙网格", unit_id=other, **part)
    await fetch(corner.database)
    for who in ("赵主任", "孙网格"):
        refused = await handle(corner.database, corner.town[who], "check", issue, corner.at)
        assert isinstance(refused, Refusal) and refused.facts == {"what": "issue_own_work"}
        assert Step.CHECK not in (await corner.report(issue, who)).steps
    assert isinstance(await handle(corner.database, corner.town["李楼长"], "check", issue, corner.at), Done)


async def test_who_put_down_a_part_may_look_at_what_another_did_later(corner: Corner) -> None:
    issue = await reports(corner)
    whistle = await corner.blows(issue_id=issue)
    await corner.calls(whistle)
    unit = (await corner.whistle(whistle)).units[0].id
    await corner.finishes(unit)
    corner.at += HOUR
    await handle(corner.database, corner.town["李楼长"], "send_back", issue, corner.at, text="还堵着")
    await handle(corner.database, corner.town["孙网格"], "done", issue, corner.at + HOUR, files=(PHOTO,))
    assert isinstance(await handle(corner.database, corner.town["赵主任"], "check", issue, corner.at + HOUR), Done)
