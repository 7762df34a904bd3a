"""The State Council's calendar as the kept library has it."""

from __future__ import annotations

from datetime import date

from domain.periods import full_days
from domain.workdays import HolidaySource
from storage.workdays import work_days

CHINA = work_days(HolidaySource.CHINA, range(2025, 2029))


def test_national_day_week_and_its_make_up_days() -> None:
    assert not any(CHINA.works(date(2026, 10, day)) for day in range(1, 8))
    assert CHINA.works(date(2026, 9, 20))  # a Sunday
    assert CHINA.works(date(2026, 10, 10))  # a Saturday
    assert not CHINA.works(date(2026, 10, 11))


def test_a_disclosure_that_ends_within_the_week_runs_on() -> None:
    assert full_days(date(2026, 9, 18), 15, CHINA).last == date(2026, 10, 8)


def test_a_year_whose_notice_is_not_out_is_not_announced() -> None:
    assert {2025, 2026} <= CHINA.announced
    assert 2028 not in CHINA.announced
    assert not CHINA.works(date(2028, 10, 2))  # the feasts themselves are known by rule
    assert full_days(date(2028, 9, 18), 15, CHINA).preliminary == (2028,)


def test_weekends_alone_are_never_preliminary() -> None:
    plain = work_days(HolidaySource.WEEKENDS, [2028])
    assert plain.works(date(2026, 10, 1))
    assert full_days(date(2028, 9, 18), 15, plain).preliminary == ()
