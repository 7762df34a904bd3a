"""What cannot wait (急事): declared by whoever serves there, for one of three reasons; it has hours, not days.

Each of its two deadlines that is missed takes the report one level up at once, for everybody to see. What is none is
taken down by another of those who serve there, with a reason that everybody reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.effects import Effect, Post, Record, Schedule, Unschedule
from domain.issues_deadlines import ANSWERING, Course
from domain.issues_life import ENDED, State
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind, Urgency
from domain.outcomes import Facts, Reason, Refusal
from domain.profiles import Reports

DUE = "urgent.due"
"""Kind of the due row."""
LONGEST_REASON = 200
WITHIN = timedelta(days=90)
"""So far back its figures go."""
SHOWN = frozenset({State.TO_CHECK, State.TO_RATE, *ENDED})
"""Nobody has anything to do in a hurry any more."""


class Criterion(StrEnum):
    """Why something cannot wait (急事的标准)."""

    DANGER = "danger"  # 人身、财产有危险
    OUTAGE = "outage"  # 一栋楼或更大范围停水、停电、停气、停暖
    WEATHER = "weather"  # 极端天气


class Missed(StrEnum):
    """What was not done in time (没按时的是哪一样)."""

    ANSWER = "answer"  # 答复
    DONE = "done"  # 办好


@dataclass(frozen=True)
class Urgent:
    """A report that cannot wait (急事): why, since when, until when, what was missed, why it is none after all."""

    id: int
    issue_id: int
    criterion: Criterion
    declared_by: int | None
    declared_at: datetime
    answer_by: datetime
    done_by: datetime
    missed: tuple[Missed, ...] = ()
    lowered_at: datetime | None = None
    reason: str = ""  # why it is none, as everybody reads it

    @property
    def subject(self) -> str:
        return f"urgent:{self.id}"

    @property
    def stands(self) -> bool:
        return self.lowered_at is None


@dataclass(frozen=True)
class UrgentSeen:
    """The same as one person sees it (急事一览的一条)."""

    urgent: Urgent | None
    declares: bool = False  # may say that it cannot wait
    lowers: bool = False  # may say that it can


@dataclass(frozen=True)
class UrgentFigures:
    """Of 90 days (急事的数): how many there were, how many were done in time, how many of those are over."""

    declared: int
    over: int
    in_time: int
    lowered: int


def deadlines_of(criterion: Criterion, at: datetime, figures: Reports) -> tuple[datetime, datetime]:
    """Until when it is answered, and done: danger within its own hours, the rest answered as water and power are."""
    danger = criterion is Criterion.DANGER
    answer = figures.danger_answer_hours.value if danger else figures.utility_answer_hours.value
    return at + timedelta(hours=answer), at + timedelta(hours=figures.danger_solve_hours.value)


def declare_refusal(state: State, earlier: Iterable[Urgent], by: int) -> Refusal | None:
    """Why it cannot be declared now: it is over, it is declared already, or theirs was taken down."""
    if state in SHOWN:
        return Refusal(Reason.WRONG_STATE, {"what": "urgent_over"})
    known = list(earlier)
    if any(one.stands for one in known):
        return Refusal(Reason.ALREADY_DONE, {"what": "urgent"})
    lowered = any(one.declared_by == by for one in known)
    return Refusal(Reason.WRONG_STATE, {"what": "urgent_lowered"}) if lowered else None


def lower_refusal(urgent: Urgent | None, by: int, words: str) -> Refusal | None:
    """Why it cannot be taken down: by whoever declared it, twice, or without a reason."""
    if urgent is None or not urgent.stands:
        return Refusal(Reason.NOT_FOUND, {"what": "urgent"})
    if urgent.declared_by == by:
        return Refusal(Reason.NOT_YOURS, {"what": "urgent"})
    if not words:
        return Refusal(Reason.EMPTY, {"what": "urgent_reason"})
    too_long = Refusal(Reason.TOO_LONG, {"what": "urgent_reason", "most": LONGEST_REASON})
    return too_long if len(words) > LONGEST_REASON else None


def answered_at(course: Course) -> datetime | None:
    """When somebody first had it."""
    return next((moment for step, _, moment in course if step in ANSWERING), None)


def done_at(course: Course) -> datetime | None:
    """Since when nothing is to be done in a hurry; None while something is."""
    since: datetime | None = None
    for _, state, moment in course:
        since = (since or moment) if state in SHOWN else None
    return since


def missed_by(urgent: Urgent, course: Course, at: datetime) -> Missed | None:
    """Which deadline has just been missed, the earlier first; each once."""
    if not urgent.stands:
        return None
    for missed, by, when in (
        (Missed.ANSWER, urgent.answer_by, answered_at(course)),
        (Missed.DONE, urgent.done_by, done_at(course)),
    ):
        if missed not in urgent.missed and by <= at and (when is None or when > by):
            return missed
    return None


def next_due(urgent: Urgent, at: datetime) -> datetime | None:
    """When it is looked at next."""
    return next((by for by in (urgent.answer_by, urgent.done_by) if by > at), None)


def figures_of(found: Sequence[tuple[Urgent, Course]]) -> UrgentFigures:
    """What came of them; what was taken down is told apart, and counts for nothing else."""
    standing = [(one, done_at(course)) for one, course in found if one.stands]
    over = [(one, when) for one, when in standing if when is not None]
    in_time = sum(when <= one.done_by for one, when in over)
    return UrgentFigures(len(standing), len(over), in_time, len(found) - len(standing))


def facts_of(urgent: Urgent) -> Facts:
    """What anybody may read of it."""
    return {
        "criterion": urgent.criterion.value,
        "answer_by": write_moment(urgent.answer_by),
        "done_by": write_moment(urgent.done_by),
        "missed": urgent.missed[-1].value if urgent.missed else None,
        "lowered": not urgent.stands,
        "reason": urgent.reason,
    }


def declared(urgent: Urgent, subject: str, by: int) -> list[Effect]:
    """It is on record, and has its hours."""
    body = {"by": by, "criterion": urgent.criterion.value}
    body |= {"answer_by": write_moment(urgent.answer_by), "done_by": write_moment(urgent.done_by)}
    return [Record(subject, "urgent_declared", body), Schedule(DUE, urgent.subject, urgent.answer_by)]


def lowered(urgent: Urgent, subject: str, by: int, words: str) -> list[Effect]:
    """It can wait after all."""
    return [Record(subject, "urgent_lowered", {"by": by}, {"words": words}), Unschedule(DUE, urgent.subject)]


def told(urgent: Urgent, about: Facts, event: str, chats: Sequence[int]) -> list[Effect]:
    """Those who serve there hear at any hour; its reporter too."""
    facts = {**about, **facts_of(urgent), "event": event}
    return [
        Post(
            Notice(
                f"{urgent.subject}:{event}:{chat}",
                chat,
                NoticeKind.POST,
                "issues.urgent",
                facts,
                urgency=Urgency.URGENT,
            )
        )
        for chat in dict.fromkeys(chats)
    ]
