"""Periods (期间): full days, months, working days and hours, counted as 民法典 200–203 count them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.workdays import WorkDays

MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Period:
    """A period (期间) as it was counted: the day it starts from is no part of it (民法典201).

    `nominal` is the day the count comes to, `last` the working day it ends on (民法典203).
    """

    start: date
    nominal: date
    last: date
    preliminary: tuple[int, ...] = ()  # years it rests on whose days off are not announced

    @property
    def begin(self) -> date:
        """The first day that counts."""
        return self.start + timedelta(days=1)

    @property
    def then(self) -> date:
        """The day on which the next thing may begin."""
        return self.last + timedelta(days=1)

    @property
    def run_on(self) -> bool:
        """顺延: it would have ended on a day off."""
        return self.last != self.nominal

    def over(self, zone: ZoneInfo) -> datetime:
        """The moment it is over: 24:00 of its last day."""
        return datetime.combine(self.then, time(), tzinfo=zone)


def full_days(start: date, days: int, work_days: WorkDays) -> Period:
    """So many full days after `start`: 15 from 2026-03-02 end with 03-17, the next thing begins on 03-18."""
    assert days > 0, "a period has days"
    return _ending(start, start + timedelta(days=days), work_days)


def calendar_days(start: date, days: int) -> Period:
    """So many full days, whatever days they are: where those concerned have agreed on it (民法典204)."""
    assert days > 0, "a period has days"
    last = start + timedelta(days=days)
    return Period(start, last, last)


def full_months(start: date, months: int, work_days: WorkDays) -> Period:
    """To the same day of the month, or the last where the month has no such day (民法典202)."""
    assert months > 0, "a period has months"
    return _ending(start, months_later(start, months), work_days)


def months_later(day: date, months: int) -> date:
    """The corresponding day (对应日) so many months on."""
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def working_days(start: date, days: int, work_days: WorkDays) -> Period:
    """So many working days after `start`."""
    assert days > 0, "a period has days"
    day = start
    for _ in range(days):
        day = work_days.from_on(day + timedelta(days=1))
    return Period(start, day, day, work_days.preliminary(start + timedelta(days=1), day))


def hours(start: datetime, count: int) -> datetime:
    """So many hours from the moment itself: hours are counted at once, on whatever day they end (民法典201)."""
    return (start.astimezone(UTC) + timedelta(hours=count)).astimezone(start.tzinfo)


def _ending(start: date, nominal: date, work_days: WorkDays) -> Period:
    last = work_days.from_on(nominal)
    return Period(start, nominal, last, work_days.preliminary(nominal, last))
