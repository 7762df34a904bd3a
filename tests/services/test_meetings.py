"""Recurring meetings on record: topics, verdicts, promises that come back, what the group reads."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.deliberation.answers import Verdict
from domain.issues import Said
from domain.meetings import Agenda, MeetingKind
from domain.outcomes import Done
from rendering.meetings import reports
from rendering.texts import texts
from services import issues
from services import meetings as acts
from services.issues_hiding import hide_words
from storage.database import Database
from tests.builders import found_town
from tests.services.checking import Round
from tests.services.reporting import offered, queued, reported


@pytest.fixture
async def hall(database: Database, at: datetime) -> Round:
    return Round(database, await found_town(database, at), at)


async def calls(hall: Round, kind: MeetingKind = MeetingKind.TOPIC_DAY) -> int:
    what: dict[str, Any] = {"kind": kind, "spot": "会议室", "first_at": hall.at + timedelta(days=21)}
    return int((await hall.done(acts.call_meeting, place=hall.town.place, **what))["meeting_id"])


async def now(hall: Round, number: int, who: str = "赵主任") -> Agenda:
    found = await acts.meeting_agenda(hall.database, actor=hall.town[who].actor, meeting_id=number, at=hall.at)
    assert found is not None
    return found


async def test_a_topic_is_filed_by_a_neighbour_and_ends_with_a_reason(hall: Round) -> None:
    number = await calls(hall)
    filed = await hall.done(acts.file_topic, "王阿姨", meeting_id=number, words="停车")
    assert (filed["day"], filed["late"]) == (0, False)
    assert await hall.refused(acts.file_topic, "路过的人", meeting_id=number, words="停车") == "meeting"
    assert await hall.refused(acts.file_topic, "王阿姨", meeting_id=99, words="停车") == "meeting"
    (topic,) = (await now(hall, number)).topics
    ending: dict[str, Any] = {"topic_id": topic.id, "verdict": Verdict.PARTLY}
    assert await hall.refused(acts.decide_topic, **ending, reason=" ") == "meeting_reason"
    assert await hall.refused(acts.decide_topic, "王阿姨", **ending, reason="好") == "hold_meeting"
    await hall.done(acts.decide_topic, **ending, reason="先划线")
    assert await hall.refused(acts.decide_topic, **ending, reason="再议") == "meeting_topic"
    assert await hall.refused(acts.decide_topic, topic_id=99, verdict=Verdict.PARTLY, reason="好") == "meeting"


async def test_a_day_is_announced_when_its_topics_close_and_held_after_it(hall: Round) -> None:
    number = await calls(hall)
    day = await now(hall, number)
    subject, due = f"meeting:{number}:0", day.closes_at
    for _ in range(2):
        await acts.announce_day(hall.database, subject=subject, due=due, source="due", at=due)
    (notice,) = await queued(hall.database, template="meetings.notice", chat_id=hall.town.group)
    assert notice.facts["topics"] == 0
    assert await hall.refused(acts.hold_day, meeting_id=number, minutes="都到了") == "meeting_early"
    hall.at = day.meets_at
    await hall.done(acts.hold_day, meeting_id=number, minutes="都到了")
    (held,) = await queued(hall.database, template="meetings.held", chat_id=hall.town.group)
    assert held.facts["verdicts"] == {"adopted": 0, "partly": 0, "declined": 0}
    following = await now(hall, number)
    assert following.day == 1 and following.meeting.minutes == "都到了"
    late = await acts.announce_day(hall.database, subject="meeting:99:0", due=due, source="due 99", at=due)
    assert dict(late.facts) == {"told": False}


async def test_a_promise_comes_back_until_it_is_done(hall: Round) -> None:
    number = await calls(hall)
    promised: dict[str, Any] = {"meeting_id": number, "words": "划线", "holder": "物业"}
    assert await hall.refused(acts.add_action, **promised, days=8) == "meeting_days"
    hall.at = (await now(hall, number)).meets_at
    await hall.done(acts.add_action, **promised, days=7)
    await hall.done(acts.hold_day, meeting_id=number, minutes="都到了")
    (late,) = (await now(hall, number)).late
    assert late.words == "划线"
    assert await hall.refused(acts.finish_action, action_id=late.id, words=" ") == "meeting_action"
    assert await hall.refused(acts.finish_action, action_id=99, words="划了") == "meeting"
    await hall.done(acts.finish_action, action_id=late.id, words="划了")
    assert await hall.refused(acts.finish_action, action_id=late.id, words="又划了") == "meeting_action"
    assert (await now(hall, number)).late == ()


async def test_the_three_parties_see_what_is_open_and_strangers_nothing(hall: Round) -> None:
    number = await calls(hall, MeetingKind.THREE_PARTIES)
    await reported(hall.database, hall.town["王阿姨"], "3号楼灯不亮", hall.at)
    item_id = await hall.adds(await hall.makes(), words="缺灭火器")
    assert item_id and (await now(hall, number)).reports == 1
    hall.at += timedelta(days=10)
    assert (await now(hall, number)).late_items == 1 and (await now(hall, number)).holds
    assert not (await now(hall, number, "王阿姨")).holds
    assert [one.called for one in (await now(hall, number, "王阿姨")).named] == ["0001"]
    stranger, chair = hall.town["路过的人"].actor, hall.town["赵主任"].actor
    assert await acts.meeting_agenda(hall.database, actor=stranger, meeting_id=number, at=hall.at) is None
    assert await acts.meeting_list(hall.database, actor=stranger) == []
    assert [one.id for one in await acts.meeting_list(hall.database, actor=chair)] == [number]
    what: dict[str, Any] = {"kind": MeetingKind.TOPIC_DAY, "spot": "会议室", "first_at": hall.at}
    assert await hall.refused(acts.call_meeting, place=hall.town.place, **what) == "meeting_first"


async def test_open_reports_are_named_as_the_public_reads_them_five_at_most(embedded: Database, at: datetime) -> None:
    hall = Round(embedded, await found_town(embedded, at), at)
    number = await calls(hall, MeetingKind.THREE_PARTIES)
    wang, leader = hall.town["王阿姨"], hall.town["李楼长"]
    for n in range(7):
        moment = at + timedelta(hours=n)
        offer = await offered(embedded, wang, Said(f"3号楼灯不亮，第{n}盏，我住502"), moment, f"offer {n}")
        given: dict[str, Any] = {"actor": wang.actor, "draft_id": offer["draft_id"], "at": moment}
        if n == 1:
            await issues.seal_offer(embedded, reader_id=leader.person_id, source="seal", **given)
        assert isinstance(await issues.report_issue(embedded, source=f"report {n}", **given), Done)
    first = (await now(hall, number, "陈租客")).named[0]
    await hide_words(embedded, actor=leader.actor, issue_id=first.id, reason="rude", source="hide", at=at)
    for who in ("陈租客", "赵主任", "李楼长"):
        day = await now(hall, number, who)
        assert [one.called for one in day.named] == ["0001", "0003", "0004", "0005", "0006"], "a sealed one is nobody's"
        assert (day.reports, day.unnamed) == (6, 1)
        screen = reports(texts("zh_Hans"), day)
        assert "另有 1 件" in screen.text and "第2盏" in screen.text and "第0盏" not in screen.text
        assert "502" not in screen.text and len(screen.text.splitlines()) <= 8
    assert (await now(hall, await calls(hall))).named == (), "not on the day for topics alone"
