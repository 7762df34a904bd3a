"""Working days (工作日): weekends, holidays and 调休 make-up days, as a value that comes in from outside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

SATURDAY = 5


class HolidaySource(StrEnum):
    """Where holidays come from (放假安排的来源)."""

    CHINA = "china"  # 国务院办公厅每年的放假通知, 调休 included
    WEEKENDS = "weekends"  # only weekends are days off


@dataclass(frozen=True)
class WorkDays:
    """Which days people work (工作日历): days off and make-up working days, and the years they are settled for.

    Of a year that is not `announced`, weekends and the feasts known by rule count; what the State Council will move
    is not known yet, and whatever rests on such a day is preliminary.
    """

    days_off: frozenset[date] = frozenset()
    make_up: frozenset[date] = frozenset()
    announced: frozenset[int] = frozenset()

    def works(self, day: date) -> bool:
        """Whether it is a working day."""
        if day in self.make_up:
            return True
        return day.weekday() < SATURDAY and day not in self.days_off

    def from_on(self, day: date) -> date:
        """The day itself, or the first working day after it."""
        while not self.works(day):
            day += timedelta(days=1)
        return day

    def preliminary(self, first: date, last: date) -> tuple[int, ...]:
        """The years from `first` to `last` whose days off nobody has announced."""
        return tuple(year for year in range(first.year, last.year + 1) if year not in self.announced)
