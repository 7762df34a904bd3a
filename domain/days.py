"""Days ahead (我的日历): what kind each day is, and what falls on it for one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from domain.periods import Period
from domain.profiles import Profile
from domain.workdays import WorkDays

DAY = timedelta(days=1)
AHEAD = timedelta(days=41)
"""Six weeks, today among them."""


class DayKind(StrEnum):
    """What kind of day it is (哪种日子)."""

    WORK = "work"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"  # 放假, with the weekend it runs into
    MAKE_UP = "make_up"  # 调休, 上班


@dataclass(frozen=True)
class Occasion:
    """Something that falls on a day (当天的事). `what`: poll, term."""

    day: date
    what: str
    facts: Mapping[str, Any]


@dataclass(frozen=True)
class Stretch:
    """Days on end of one kind (一段日子); a day with something on it stands alone."""

    first: date
    last: date
    kind: DayKind
    occasions: tuple[Occasion, ...] = ()

    @property
    def plain(self) -> bool:
        """Nothing on it, and neither a holiday nor made up for one."""
        return not self.occasions and self.kind in (DayKind.WORK, DayKind.WEEKEND)


@dataclass(frozen=True)
class Calendar:
    """Somebody's days ahead (日子): from today on; and what periods that begin today come to, by their home's rules."""

    today: date
    stretches: Sequence[Stretch]
    profile: Profile
    waits: Sequence[tuple[str, Period]]
    unsettled: Sequence[int]  # years ahead whose days off nobody has announced


def kind_of(day: date, work_days: WorkDays) -> DayKind:
    """What kind of day it is: days off on end are a holiday when one of them is."""
    if work_days.works(day):
        return DayKind.MAKE_UP if day in work_days.make_up else DayKind.WORK
    return DayKind.HOLIDAY if _off_around(day, work_days) & work_days.days_off else DayKind.WEEKEND


def _off_around(day: date, work_days: WorkDays) -> set[date]:
    """The days off on end that this one is among."""
    found = {day}
    for step in (-DAY, DAY):
        near = day + step
        while not work_days.works(near):
            found.add(near)
            near += step
    return found


def stretches(first: date, last: date, work_days: WorkDays, occasions: Sequence[Occasion]) -> list[Stretch]:
    """From the first day to the last, days of one kind together."""
    found: list[Stretch] = []
    for number in range((last - first).days + 1):
        day = first + number * DAY
        here = tuple(occasion for occasion in occasions if occasion.day == day)
        one = Stretch(day, day, kind_of(day, work_days), here)
        before = found[-1] if found else None
        if before is not None and _go_together(before, one):
            found[-1] = Stretch(before.first, day, one.kind)
        else:
            found.append(one)
    return found


def _go_together(before: Stretch, one: Stretch) -> bool:
    return before.kind is one.kind and not before.occasions and not one.occasions
