"""Recurring meetings: which day comes when, where a late topic goes, what stands on an agenda by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.deliberation.answers import Verdict
from domain.meetings import (
    MOST_TOPICS,
    Meeting,
    MeetingAction,
    MeetingKind,
    Topic,
    action_refusal,
    agenda,
    hold_refusal,
    meeting_refusal,
    topic_refusal,
    verdict_refusal,
)
from domain.outcomes import Refusal
from domain.registry import Place

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
FIRST = datetime(2026, 12, 31, 6, 0, tzinfo=UTC)  # 14:00 on the last day of the year
MEETING = Meeting(1, Place(1), MeetingKind.TOPIC_DAY, "会议室", FIRST, 7)
PROMISE = MeetingAction(1, 0, "划线", "物业", date(2027, 1, 10))


def said(refusal: Refusal | None) -> str:
    return "" if refusal is None else str(refusal.facts["what"])


@pytest.mark.parametrize(("day", "month", "last"), [(0, 12, 31), (1, 1, 31), (2, 2, 28), (4, 4, 30), (12, 12, 31)])
def test_it_comes_back_every_month_at_its_end_where_that_is_shorter(day: int, month: int, last: int) -> None:
    local = MEETING.meets_at(day, ZONE).astimezone(ZONE)
    assert (local.month, local.day, local.hour) == (month, last, 14)
    assert MEETING.closes_at(day, ZONE) == MEETING.meets_at(day, ZONE) - timedelta(days=7)


def test_a_topic_filed_late_goes_to_the_next_day() -> None:
    closes = MEETING.closes_at(0, ZONE)
    assert MEETING.day_for(closes - timedelta(microseconds=1), ZONE) == 0
    assert MEETING.day_for(closes, ZONE) == 1
    assert MEETING.day_for(MEETING.closes_at(1, ZONE), ZONE) == 2
    assert replace(MEETING, held=(0,)).day_for(AT, ZONE) == 1


def test_what_is_late_stands_on_the_next_agenda_by_itself() -> None:
    later = replace(PROMISE, id=2, finish_on=date(2027, 2, 20))
    done = replace(PROMISE, id=3, done_at=AT)
    older = replace(PROMISE, id=4, finish_on=date(2027, 1, 5))
    topics = (Topic(1, 1, "停车"), Topic(2, 2, "灯"))
    meeting = replace(MEETING, held=(0,), actions=(PROMISE, later, done, older), topics=topics)
    now = agenda(meeting, 1, ZONE, reports=3, late_items=2)
    assert [one.id for one in now.late] == [4, 1] and [one.id for one in now.going] == [2]
    assert [one.id for one in now.topics] == [1] and (now.reports, now.late_items) == (3, 2)
    assert agenda(meeting, 0, ZONE).late == ()
    assert PROMISE.late(date(2027, 1, 31)) == 21


def test_minutes_wait_until_every_topic_has_ended() -> None:
    meeting = replace(MEETING, topics=(Topic(1, 0, "停车"),))
    now, held_at = agenda(meeting, 0, ZONE), MEETING.meets_at(0, ZONE)
    assert said(hold_refusal(now, "都到了", held_at - timedelta(hours=1))) == "meeting_early"
    assert said(hold_refusal(now, "都到了", held_at)) == "meeting_undecided"
    ended = agenda(replace(meeting, topics=(Topic(1, 0, "停车", Verdict.PARTLY, "先划线"),)), 0, ZONE)
    assert said(hold_refusal(ended, " ", held_at)) == "meeting_minutes"
    assert hold_refusal(ended, "都到了", held_at) is None


def test_what_is_missing_is_named() -> None:
    kind = MeetingKind.THREE_PARTIES
    assert said(meeting_refusal("会议室", AT + timedelta(days=3), kind, AT)) == "meeting_first"
    assert said(meeting_refusal(" ", FIRST, kind, AT)) == "meeting_spot"
    assert meeting_refusal("会议室", FIRST, kind, AT) is None
    assert said(topic_refusal(MEETING, 0, " ")) == "meeting_topic"
    assert said(topic_refusal(MEETING, 0, "停" * 201)) == "meeting_topic"
    full = replace(MEETING, topics=(Topic(1, 0, "停车"),) * MOST_TOPICS)
    assert said(topic_refusal(full, 0, "停车")) == "meeting_topics" and topic_refusal(full, 1, "停车") is None
    assert said(verdict_refusal(None, "好")) == "meeting_topic"
    assert said(verdict_refusal(Topic(1, 0, "停车"), " ")) == "meeting_reason"
    assert said(verdict_refusal(Topic(1, 0, "停车", Verdict.ADOPTED, "好"), "好")) == "meeting_topic"
    assert said(action_refusal("划线", "物业", 8)) == "meeting_days"
    assert said(action_refusal("", "物业", 7)) == "meeting_action"
    assert said(action_refusal("划线", "", 7)) == "meeting_holder"
    assert action_refusal("划线", "物业", 7) is None and MEETING.topic(9) is None
