"""Recurring meetings (定期议事): topics close before the day and end with a verdict; what is late comes back."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.deliberation.answers import Verdict
from domain.effects import Effect, Post, Record, Schedule
from domain.issues import Issue
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind
from domain.outcomes import Reason, Refusal
from domain.registry import Place

NOTICE = "meeting.notice"
"""Kind of the due row: topics of a day close, and it is announced."""
LONGEST_SPOT, LONGEST_HOLDER, LONGEST_TOPIC, LONGEST_WORDS, LONGEST_MINUTES = 60, 30, 200, 300, 2000
MOST_NAMED = 5
"""Open reports that a day names; of the others it says how many."""
MOST_TOPICS = 20
"""Of one day."""
ACTION_DAYS = (7, 15, 30)


class MeetingKind(StrEnum):
    """Which meeting (议事的种类)."""

    THREE_PARTIES = "three_parties"  # 三方联动议事会: 居委会、业委会、物业
    TOPIC_DAY = "topic_day"  # 协商议事日


CLOSES_BEFORE: dict[MeetingKind, int] = {MeetingKind.THREE_PARTIES: 3, MeetingKind.TOPIC_DAY: 7}
"""Topics close so many days before (ours)."""


@dataclass(frozen=True)
class Topic:
    """A topic of one day (一个议题)."""

    id: int
    day: int
    words: str
    verdict: Verdict | None = None
    reason: str = ""


@dataclass(frozen=True)
class MeetingAction:
    """What somebody promised at a meeting (议定要办的事)."""

    id: int
    day: int
    words: str
    holder: str
    finish_on: date
    done_at: datetime | None = None
    done_words: str = ""

    def late(self, today: date) -> int:
        """How many days late; 0 when it is not."""
        return max(0, (today - self.finish_on).days) if self.done_at is None else 0


@dataclass(frozen=True)
class Meeting:
    """A meeting that comes back every month (每月一次的议事), with everything on record of it."""

    id: int
    place: Place
    kind: MeetingKind
    spot: str
    first_at: datetime
    closes_before: int
    held: tuple[int, ...] = ()
    topics: tuple[Topic, ...] = ()
    actions: tuple[MeetingAction, ...] = ()
    minutes: str = ""  # of the last day that was held

    @property
    def subject(self) -> str:
        return f"meeting:{self.id}"

    @property
    def next_day(self) -> int:
        """The day that was not held yet, from 0."""
        return max(self.held, default=-1) + 1

    def topic(self, number: int) -> Topic | None:
        """One of its topics."""
        return next((topic for topic in self.topics if topic.id == number), None)

    def meets_at(self, day: int, zone: ZoneInfo) -> datetime:
        """When the day is: so many months after the first, at its end where the month is shorter."""
        first = self.first_at.astimezone(zone)
        years, month = divmod(first.month - 1 + day, 12)
        year = first.year + years
        last = calendar.monthrange(year, month + 1)[1]
        return first.replace(year=year, month=month + 1, day=min(first.day, last)).astimezone(self.first_at.tzinfo)

    def closes_at(self, day: int, zone: ZoneInfo) -> datetime:
        """Until when topics of the day are taken."""
        return self.meets_at(day, zone) - timedelta(days=self.closes_before)

    def day_for(self, at: datetime, zone: ZoneInfo) -> int:
        """The day a topic that is filed now belongs to: what is late goes to the next."""
        day = self.next_day
        while at >= self.closes_at(day, zone):
            day += 1
        return day


@dataclass(frozen=True)
class Agenda:
    """What a day has before it (议程): what is late by itself first."""

    meeting: Meeting
    day: int
    meets_at: datetime
    closes_at: datetime
    late: tuple[MeetingAction, ...]
    going: tuple[MeetingAction, ...]
    topics: tuple[Topic, ...]
    reports: int = 0  # open ones
    late_items: int = 0  # of lists
    named: tuple[Issue, ...] = ()  # the first of the open reports that this reader may see
    holds: bool = False

    @property
    def unnamed(self) -> int:
        """How many more open reports there are (另有几件)."""
        return self.reports - len(self.named)

    @property
    def undecided(self) -> list[Topic]:
        return [topic for topic in self.topics if topic.verdict is None]


def agenda(meeting: Meeting, day: int, zone: ZoneInfo, *, reports: int = 0, late_items: int = 0) -> Agenda:
    """What is not done of earlier days stands on it by itself, what is late on that day first."""
    meets_at = meeting.meets_at(day, zone)
    open_ones = [action for action in meeting.actions if action.done_at is None and action.day < day]
    today = meets_at.astimezone(zone).date()
    late = tuple(sorted((one for one in open_ones if one.late(today)), key=lambda one: one.finish_on))
    going = tuple(one for one in open_ones if not one.late(today))
    topics = tuple(topic for topic in meeting.topics if topic.day == day)
    return Agenda(meeting, day, meets_at, meeting.closes_at(day, zone), late, going, topics, reports, late_items)


def meeting_refusal(spot: str, first_at: datetime, kind: MeetingKind, at: datetime) -> Refusal | None:
    """The first day leaves time for topics."""
    if first_at - timedelta(days=CLOSES_BEFORE[kind]) <= at:
        return Refusal(Reason.IN_THE_PAST, {"what": "meeting_first", "days": CLOSES_BEFORE[kind]})
    return words_refusal(spot, "spot", LONGEST_SPOT)


def topic_refusal(meeting: Meeting, day: int, words: str) -> Refusal | None:
    """Why a topic cannot be filed."""
    if sum(topic.day == day for topic in meeting.topics) >= MOST_TOPICS:
        return Refusal(Reason.TOO_MANY, {"what": "meeting_topics", "most": MOST_TOPICS})
    return words_refusal(words, "topic", LONGEST_TOPIC)


def verdict_refusal(topic: Topic | None, reason: str) -> Refusal | None:
    """采纳、部分采纳、不采纳, each with a reason, once."""
    if topic is None:
        return Refusal(Reason.NOT_FOUND, {"what": "meeting_topic"})
    if topic.verdict is not None:
        return Refusal(Reason.ALREADY_DONE, {"what": "meeting_topic"})
    return words_refusal(reason, "reason", LONGEST_WORDS)


def action_refusal(words: str, holder: str, days: int) -> Refusal | None:
    """What, who, and by when."""
    if days not in ACTION_DAYS:
        return Refusal(Reason.INVALID, {"what": "meeting_days"})
    return words_refusal(words, "action", LONGEST_WORDS) or words_refusal(holder, "holder", LONGEST_HOLDER)


def hold_refusal(now: Agenda, minutes: str, at: datetime) -> Refusal | None:
    """Every topic of the day has ended before the minutes are."""
    if at < now.meets_at:
        return Refusal(Reason.WRONG_STATE, {"what": "meeting_early"})
    if now.undecided:
        return Refusal(Reason.WRONG_STATE, {"what": "meeting_undecided", "count": len(now.undecided)})
    return words_refusal(minutes, "minutes", LONGEST_MINUTES)


def words_refusal(words: str, what: str, most: int) -> Refusal | None:
    """Missing, or too long."""
    if not words.strip():
        return Refusal(Reason.EMPTY, {"what": f"meeting_{what}"})
    return Refusal(Reason.TOO_LONG, {"what": f"meeting_{what}", "most": most}) if len(words) > most else None


def called(meeting: Meeting, by: int, zone: ZoneInfo) -> list[Effect]:
    """It comes back every month from now on."""
    body = {"kind": meeting.kind.value, "spot": meeting.spot, "first_at": write_moment(meeting.first_at), "by": by}
    return [Record(meeting.subject, "meeting_series_called", body), announcing(meeting, 0, zone)]


def announcing(meeting: Meeting, day: int, zone: ZoneInfo) -> Effect:
    """The row that announces a day."""
    return Schedule(NOTICE, f"{meeting.subject}:{day}", meeting.closes_at(day, zone))


def told(now: Agenda, groups: Iterable[int], *, over: bool) -> list[Effect]:
    """The day in the groups: before it its agenda in numbers, after it what came of it."""
    verdicts = {verdict.value: sum(one.verdict is verdict for one in now.topics) for verdict in Verdict}
    facts = {
        "meeting_id": now.meeting.id,
        "kind": now.meeting.kind.value,
        "spot": now.meeting.spot,
        "meets_at": write_moment(now.meets_at),
        "topics": len(now.topics),
        "late": len(now.late),
        "verdicts": verdicts,
        "actions": sum(one.day == now.day for one in now.meeting.actions),
    }
    what = "held" if over else "notice"
    key = f"{now.meeting.subject}:{now.day}:{what}"
    return [
        Post(Notice(f"{key}:{group}", group, NoticeKind.POST, f"meetings.{what}", facts, subject=key, public=True))
        for group in groups
    ]
