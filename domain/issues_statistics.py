"""Reports in figures (报事统计): what came in, answered in time, fixed, how long it took. Whole numbers throughout.

Every share is a part of a whole that is printed beside it. Nobody who reports is counted: only reports are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from domain.issues_deadlines import ANSWERING, Course
from domain.issues_life import ENDED, State, Step

FEWEST = 5
"""So many at least, or a group is not told apart, and no share is compared with another."""
SHARES = ("in_time", "replies", "solved", "satisfied")
"""The shares there are, in the order they are printed."""
SAID = {Step.SOLVED: True, Step.REOPEN: False}
"""What a reporter's step answers to: is it fixed?"""


@dataclass(frozen=True)
class Account:
    """A report as it is counted (一件): its steps, and where it belongs."""

    number: int
    course: Course
    answer_by: datetime | None = None  # until when it was to be answered
    category: str | None = None
    building: str | None = None
    contents: Mapping[datetime, bool] = field(default_factory=dict)  # whether they were pleased, by when it was closed

    @property
    def reported_at(self) -> datetime:
        return self.course[0][2]

    def as_of(self, until: datetime) -> Account:
        """As it stood before this moment."""
        steps = tuple(step for step in self.course if step[2] < until)
        return replace(self, course=steps)

    @property
    def state(self) -> State:
        return self.course[-1][1]

    @property
    def closed_at(self) -> datetime | None:
        """When it was closed as fixed; None while it is not, or ended in another way."""
        return self.ended_at if self.state is State.CLOSED else None

    @property
    def satisfied(self) -> bool | None:
        """Whether its reporter was pleased with this closing; None while they said nothing, or it does not count."""
        return None if self.closed_at is None else self.contents.get(self.closed_at)

    @property
    def ended_at(self) -> datetime | None:
        """When it ended, in whatever way: the step that ended it, not what was added later."""
        ended: datetime | None = None
        for _, state, moment in self.course:
            ended = (ended or moment) if state in ENDED else None
        return ended

    @property
    def answered_at(self) -> datetime | None:
        return next((moment for step, _, moment in self.course if step in ANSWERING), None)

    def in_time(self, until: datetime) -> bool | None:
        """Whether its first word came in time; None while it is not late yet, or was taken back before."""
        if self.answer_by is None:
            return None
        if self.answered_at is not None:
            return self.answered_at <= self.answer_by
        return False if self.answer_by <= until and self.state not in ENDED else None

    @property
    def asked(self) -> bool:
        """Whether its reporter was asked if it is fixed, and spoke or let the time pass."""
        return self.solved is not None or any(
            step is Step.LAPSE and state is State.CLOSED for step, state, _ in self.course
        )

    @property
    def solved(self) -> bool | None:
        """What its reporter said last; None while they said nothing."""
        return next((SAID[step] for step, _, _ in reversed(self.course) if step in SAID), None)


@dataclass(frozen=True)
class Share:
    """A part of a whole (几分之几): both are printed."""

    part: int
    whole: int

    @property
    def exact(self) -> Fraction | None:
        return Fraction(self.part, self.whole) if self.whole else None


class Trend(StrEnum):
    """Against the month before (比上个月): shares are compared where both stand on enough."""

    MORE = "more"
    LESS = "less"
    SAME = "same"
    TOO_FEW = "too_few"


def trend(now: Share, before: Share) -> Trend:
    """Whether the share grew, exactly; of less than FEWEST on either side nothing is said."""
    if now.whole < FEWEST or before.whole < FEWEST:
        return Trend.TOO_FEW
    return moved(now.part * before.whole, before.part * now.whole)


def moved(now: int, before: int) -> Trend:
    """Whether there were more, fewer or just as many."""
    return Trend.SAME if now == before else Trend.MORE if now > before else Trend.LESS


@dataclass(frozen=True)
class Median:
    """So many days for the middle one (中位数): at least so many where one that is still open may move it."""

    days: int
    at_least: bool


@dataclass(frozen=True)
class Oldest:
    """The one that has been open longest (最久没办完的)."""

    number: int
    days: int


@dataclass(frozen=True)
class Group:
    """Reports of a category or a building (分类): told apart from FEWEST on."""

    name: str
    came: int
    closed: int


@dataclass(frozen=True)
class Figures:
    """A stretch of time in figures (一段时间的数字)."""

    total: int  # that were open at any moment of it
    came: int
    closed: tuple[int, ...]  # the numbers of those that were closed as fixed in it
    ended: int  # that ended in it, in whatever way
    open: int
    in_time: Share
    replies: Share  # who said whether it is fixed, of those who were asked
    solved: Share  # of those who said
    satisfied: Share
    reopened: int
    median: Median | None
    oldest: Oldest | None
    categories: tuple[Group, ...] = ()
    buildings: tuple[Group, ...] = ()

    @property
    def still(self) -> bool:
        """Nothing came and nothing ended."""
        return not self.came and not self.ended


def figures(accounts: Sequence[Account], since: datetime, until: datetime, zone: ZoneInfo) -> Figures:
    """The figures of everything from `since` until before `until`, as it stood at that end."""
    known = [account.as_of(until) for account in accounts if account.reported_at < until]
    came = [account for account in known if account.reported_at >= since]
    closed = [account for account in known if (over := account.closed_at) is not None and over >= since]
    unended = [account for account in known if account.state not in ENDED]
    rated = [account for account in closed if account.satisfied is not None]
    timely = [word for account in came if (word := account.in_time(until)) is not None]
    return Figures(
        sum((over := account.ended_at) is None or over >= since for account in known),
        len(came),
        tuple(sorted(account.number for account in closed)),
        sum((over := account.ended_at) is not None and over >= since for account in known),
        len(unended),
        Share(sum(timely), len(timely)),
        *_replies(known, since),
        Share(sum(account.satisfied is True for account in rated), len(rated)),
        sum(step is Step.REOPEN and moment >= since for account in known for step, _, moment in account.course),
        median([*closed, *unended], until, zone),
        _oldest(unended, until, zone),
        groups(came, closed, lambda account: account.category),
        groups(came, closed, lambda account: account.building),
    )


def _replies(known: Sequence[Account], since: datetime) -> tuple[Share, Share]:
    """Who said whether it is fixed of those who were asked, and how many said that it is; each report once."""
    asked = [account for account in known if account.course[-1][2] >= since and account.asked]
    said = [account.solved for account in asked if account.solved is not None]
    return Share(len(said), len(asked)), Share(sum(said), len(said))


def median(accounts: Sequence[Account], until: datetime, zone: ZoneInfo) -> Median | None:
    """How long the middle one took; of an even number the earlier of both.

    One that is still open has taken at least so long as until now: where one of these does not lie above the middle,
    the middle is a bound, and says so.
    """
    taken = sorted(
        (days_between(account.reported_at, account.closed_at or until, zone), account.closed_at is None)
        for account in accounts
    )
    middle = (len(taken) - 1) // 2
    return Median(taken[middle][0], any(still for _, still in taken[: middle + 1])) if taken else None


def days_between(since: datetime, until: datetime, zone: ZoneInfo) -> int:
    """Days of the calendar: 0 on the same day."""
    return (until.astimezone(zone).date() - since.astimezone(zone).date()).days


def _oldest(unended: Sequence[Account], until: datetime, zone: ZoneInfo) -> Oldest | None:
    first = min(unended, key=lambda account: (account.reported_at, account.number), default=None)
    return None if first is None else Oldest(first.number, days_between(first.reported_at, until, zone))


def groups(
    came: Sequence[Account], closed: Sequence[Account], name_of: Callable[[Account], str | None]
) -> tuple[Group, ...]:
    """Those of at least FEWEST reports by their names, never by their figures; the rest together, without a name."""
    names = sorted({name for account in (*came, *closed) if (name := name_of(account)) is not None})
    whole = [
        Group(name, sum(name_of(one) == name for one in came), sum(name_of(one) == name for one in closed))
        for name in names
    ]
    told = [group for group in whole if max(group.came, group.closed) >= FEWEST]
    rest = Group("", len(came) - sum(one.came for one in told), len(closed) - sum(one.closed for one in told))
    return (*told, rest) if told and (rest.came or rest.closed) else tuple(told)


def figures_facts(found: Figures) -> dict[str, Any]:
    """The main figures as a notice keeps them: whole numbers alone."""
    return {
        "total": found.total,
        "came": found.came,
        "closed": len(found.closed),
        "open": found.open,
        "reopened": found.reopened,
        **{name: _pair(getattr(found, name)) for name in SHARES},
        "median": None if found.median is None else [found.median.days, int(found.median.at_least)],
        "oldest": None if found.oldest is None else [found.oldest.number, found.oldest.days],
    }


def _pair(share: Share) -> list[int]:
    return [share.part, share.whole]


def month_of(first: date, months: int) -> date:
    """The first day of the month so many months on."""
    whole = first.year * 12 + first.month - 1 + months
    return date(whole // 12, whole % 12 + 1, 1)
