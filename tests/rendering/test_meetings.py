"""Screens of meetings in both languages: at most six keys, what was written escaped, who is offered what."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.deliberation.answers import Verdict
from domain.meetings import Meeting, MeetingAction, MeetingKind, Topic, agenda
from domain.registry import Place
from rendering import meetings as drawn
from rendering.bulletin_buttons import PapersOf
from rendering.meetings import CallMeeting, DecideTopic, WriteMeeting
from rendering.screens import Screen
from rendering.texts import SPOKEN, texts

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TOPICS = (Topic(1, 1, "停车 <b>&"), Topic(2, 1, "灯 <b>&", Verdict.PARTLY, "先换 <b>&"), Topic(3, 1, "充电"))
ACTIONS = tuple(MeetingAction(n, 0, f"划线{n} <b>&", "物业 <b>&", date(2026, 12, n)) for n in (1, 2, 3))
MEETING = Meeting(1, Place(1), MeetingKind.THREE_PARTIES, "会议室 <b>&", AT, 3, (0,), TOPICS, ACTIONS)
NOW = replace(agenda(MEETING, 1, ZONE, reports=2), holds=True)


def presses(screen: Screen) -> list[type]:
    return [type(key.press) for row in screen.keys for key in row]


@pytest.mark.parametrize("locale", SPOKEN)
def test_six_keys_and_nothing_unescaped(locale: str) -> None:
    said = texts(locale)
    screens = [
        drawn.meetings(said, [MEETING] * 5, calls=True),
        drawn.which_kind(said),
        drawn.meeting(said, NOW, at=AT, zone=ZONE),
        *(drawn.topic(said, NOW, at) for at in range(3)),
        *(drawn.action(said, NOW, at) for at in range(3)),
        drawn.minutes(said, replace(MEETING, topics=(replace(TOPICS[1], day=0),), minutes="到了 <b>& 户"), ZONE),
        drawn.ask_days(said, 1, 1),
        drawn.thanks(said, "filed", 1, day="12月1日"),
    ]
    for screen in screens:
        assert " <b>&" not in screen.text and sum(map(len, screen.keys)) <= 6
    assert CallMeeting in presses(screens[0]) and presses(screens[3]).count(DecideTopic) == 3


def test_who_only_reads_files_a_topic_and_nothing_else() -> None:
    said, reader = texts("zh_Hans"), replace(NOW, holds=False)
    screen = drawn.meeting(said, reader, at=AT, zone=ZONE)
    assert presses(screen).count(WriteMeeting) == 1 and "没办结的报事 2 件" in screen.text
    assert DecideTopic not in presses(drawn.topic(said, reader, 0))
    assert WriteMeeting not in presses(drawn.action(said, reader, 0))
    closed = drawn.meeting(said, reader, at=NOW.closes_at + timedelta(hours=1), zone=ZONE)
    assert "现在提的归下一次" in closed.text


def test_the_last_day_is_read_with_its_topics_and_doors_covered() -> None:
    said, held = texts("zh_Hans"), replace(MEETING, topics=(replace(TOPICS[1], day=0),), minutes="2单元301提了停车")
    screen = drawn.minutes(said, held, ZONE)
    assert "11月24日（周二）10:00 开过了" in screen.text
    assert "：部分采纳" in screen.text and "提了停车" in screen.text and "301" not in screen.text
    assert "还没有开过" in drawn.minutes(said, replace(MEETING, held=()), ZONE).text


def test_nothing_yet_is_said() -> None:
    said = texts("zh_Hans")
    empty = replace(NOW, topics=(), late=(), going=(), meeting=replace(MEETING, actions=(), topics=()))
    assert "还没有议题" in drawn.topic(said, empty, 0).text and "没有要办的事" in drawn.action(said, empty, 0).text
    assert "还没有定下来" in drawn.meetings(said, [], calls=False).text


def test_the_call_is_printed_by_whoever_holds_the_meeting_and_by_nobody_else() -> None:
    said, press = texts("zh_Hans"), PapersOf("meeting", 1)
    for now, printed in ((NOW, True), (replace(NOW, holds=False), False)):
        keys = [key.press for row in drawn.meeting(said, now, at=AT, zone=ZONE).keys for key in row]
        assert (press in keys) is printed and len(keys) <= 6
