"""Working days from the kept library `holidays` (工作日来源): the State Council's days off and make-up days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache

from holidays import country_holidays

from domain.workdays import HolidaySource, WorkDays

WEEKENDS = WorkDays(announced=frozenset(range(1, 10000)))
"""周末: nothing is moved, so nothing is preliminary."""


def work_days(source: HolidaySource, years: Iterable[int]) -> WorkDays:
    """The working days of these years."""
    if source is HolidaySource.WEEKENDS:
        return WEEKENDS
    return _of_china(frozenset(years))


@cache
def _of_china(years: frozenset[int]) -> WorkDays:
    """A year is announced once it has a make-up day: no year since 2001 was without one."""
    found = country_holidays("CN", years=years)
    make_up: frozenset[date] = frozenset(found.weekend_workdays)
    return WorkDays(frozenset(found), make_up, frozenset(day.year for day in make_up) & years)
