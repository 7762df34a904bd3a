"""Deadlines of reports (报事的期限): until when one is answered and fixed, what stops the time, what is late.

Days are counted as the law counts them: the day it came is no part of them, the last one ends at 24:00. The time runs
while somebody here has to act, stands still while the reporter is asked or it is put aside, and goes on exactly where
it stood; it stands once the work is shown, and runs on when that was not it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.issues_life import State, Step
from domain.workdays import WorkDays

Course = Sequence[tuple[Step, State, datetime]]
"""What was done with a report, where it led, when; first to last."""

RUNS = frozenset(
    {State.REPORTED, State.ACCEPTED, State.ASSIGNED, State.TAKEN, State.WORKING, State.REOPENED},
)
"""States in which the time runs."""
STANDS = frozenset({State.ASKED, State.SUSPENDED})
"""States in which it stands still, with a reason that is said."""
ANSWERING = frozenset(
    {
        Step.ANSWER,
        Step.ASK,
        Step.ACCEPT,
        Step.ASSIGN,
        Step.TAKE,
        Step.BEGIN,
        Step.SUSPEND,
        Step.DONE,
        Step.MERGE,
        Step.DECLINE,
        Step.REFER,
        Step.DISCUSS,
    }
)
"""Steps by which the reporter knows that somebody has it."""


class ClockKind(StrEnum):
    """Kinds of reports that have a time of their own (期限的种类)."""

    DANGER = "danger"  # 危险
    WATER = "water"  # 水
    POWER = "power"  # 电
    GAS = "gas"  # 气
    LIFT = "lift"  # 电梯
    OTHER = "other"  # 其他


class Unit(StrEnum):
    """What a span is counted in (期限的单位)."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"


@dataclass(frozen=True)
class Span:
    """How long somebody has (时长)."""

    amount: int
    unit: Unit

    @property
    def length(self) -> timedelta:
        return timedelta(hours=self.amount) if self.unit is Unit.HOURS else timedelta(days=self.amount)


@dataclass(frozen=True)
class Promise:
    """Within what time a report is answered, and fixed (答复和办好的时限)."""

    answer: Span
    solve: Span


@dataclass(frozen=True)
class Days:
    """The days of a place (当地的日子): its zone, and which of them people work."""

    zone: ZoneInfo
    work_days: WorkDays

    def after_midnight(self, moment: datetime) -> datetime:
        """When the day of this moment is over."""
        tomorrow = moment.astimezone(self.zone).date() + timedelta(days=1)
        return datetime.combine(tomorrow, time(), tzinfo=self.zone).astimezone(UTC)

    def works(self, moment: datetime) -> bool:
        return self.work_days.works(moment.astimezone(self.zone).date())


@dataclass(frozen=True)
class Deadlines:
    """Until when (期限): None where nothing is waited for, or the time stands still."""

    kind: ClockKind
    answer_by: datetime | None = None  # while nobody has answered
    solve_by: datetime | None = None
    in_hours: bool = False  # whether it is to be fixed by the hour, not by the day
    stands: bool = False  # it waits for the reporter, or is put aside
    runs_since: datetime | None = None  # since when it runs without a pause

    @property
    def first(self) -> datetime | None:
        """What falls due first."""
        return min((moment for moment in (self.answer_by, self.solve_by) if moment is not None), default=None)

    def missed(self, at: datetime) -> datetime | None:
        """The deadline that was missed: by which it was to be fixed, or else answered."""
        missed = [moment for moment in (self.solve_by, self.answer_by) if moment is not None and moment <= at]
        return missed[0] if missed else None

    def days_late(self, at: datetime, zone: ZoneInfo) -> int:
        """By how many days, counted by the calendar; 0: since today, or not at all."""
        missed = self.missed(at)
        return 0 if missed is None else (at.astimezone(zone).date() - last_date(missed, zone)).days


def last_date(over: datetime, zone: ZoneInfo) -> date:
    """The last day of what is over at this moment."""
    return (over.astimezone(UTC) - timedelta(microseconds=1)).astimezone(zone).date()


def deadlines(kind: ClockKind, course: Course, days: Days, promises: Mapping[ClockKind, Promise]) -> Deadlines:
    """As it stands after these steps."""
    promise, state = promises[kind], course[-1][1] if course else State.REPORTED
    in_hours = promise.solve.unit is Unit.HOURS
    if state not in RUNS:
        return Deadlines(kind, in_hours=in_hours, stands=state in STANDS)
    answered = any(step in ANSWERING for step, _, _ in course)
    return Deadlines(
        kind,
        None if answered else runs_out(promise.answer, course, days),
        runs_out(promise.solve, course, days),
        in_hours,
        runs_since=running(course)[-1][0] if course else None,
    )


def running(course: Course) -> list[tuple[datetime, datetime | None]]:
    """When the time ran (计时的时段), from and to; the last has no end while it runs on."""
    found: list[tuple[datetime, datetime | None]] = []
    since: datetime | None = None
    for _, state, moment in course:
        if state in RUNS and since is None:
            since = moment.astimezone(UTC)
        elif state not in RUNS and since is not None:
            found.append((since, moment.astimezone(UTC)))
            since = None
    return found if since is None else [*found, (since, None)]


def runs_out(span: Span, course: Course, days: Days) -> datetime | None:
    """The moment the span is used up; None while it stands with time left."""
    left, stretches = span.length, running(course)
    if not stretches:
        return None
    first = stretches[0][0]
    origin = first if span.unit is Unit.HOURS else days.after_midnight(first)
    for since, end in stretches:
        begin = max(since, origin)
        used = None if end is None else elapsed(span.unit, begin, end, days)
        if used is None or used >= left:
            return after(span.unit, begin, left, days)
        left -= used
    return None


def elapsed(unit: Unit, begin: datetime, end: datetime, days: Days) -> timedelta:
    """How much of a span's time passes from one moment to another."""
    if unit is not Unit.WORKING_DAYS:
        return max(end - begin, timedelta())
    passed = timedelta()
    while begin < end:
        over = min(days.after_midnight(begin), end)
        passed += over - begin if days.works(begin) else timedelta()
        begin = over
    return passed


def after(unit: Unit, begin: datetime, left: timedelta, days: Days) -> datetime:
    """The moment at which so much of a span's time has passed."""
    if unit is not Unit.WORKING_DAYS:
        return begin + left
    while True:
        over = days.after_midnight(begin)
        if days.works(begin):
            if left <= over - begin:
                return begin + left
            left -= over - begin
        begin = over
