"""Days are counted in full: the start is not counted, an end on a day off runs on (民法典 200–203)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.periods import full_days, full_months, hours, months_later, working_days
from domain.workdays import WorkDays

SHANGHAI = ZoneInfo("Asia/Shanghai")
PLAIN = WorkDays(announced=frozenset(range(2000, 2100)))
QINGMING = WorkDays(
    days_off=frozenset({date(2026, 4, 6)}), make_up=frozenset({date(2026, 2, 28)}), announced=frozenset({2026})
)
SPRING = date(2026, 3, 2)

days = st.dates(date(2020, 1, 1), date(2040, 12, 31))
counts = st.integers(1, 400)
calendars = st.builds(
    WorkDays,
    days_off=st.frozensets(days, max_size=40),
    make_up=st.frozensets(days, max_size=40),
    announced=st.frozensets(st.integers(2020, 2041)),
)


def test_fifteen_full_days_before_a_vote_opens() -> None:
    """The example that everybody counts differently: notice on 2 March, the vote may open on the 18th."""
    notice = full_days(SPRING, 15, PLAIN)
    assert (notice.begin, notice.last, notice.then) == (date(2026, 3, 3), date(2026, 3, 17), date(2026, 3, 18))
    assert not notice.run_on
    assert notice.over(SHANGHAI) == datetime(2026, 3, 18, tzinfo=SHANGHAI)


def test_what_ends_on_a_holiday_runs_on_to_the_next_working_day() -> None:
    """10 days from 27 March: the 6th of April is the day off for 清明, the 7th is a Tuesday."""
    notice = full_days(date(2026, 3, 27), 10, QINGMING)
    assert notice.nominal == date(2026, 4, 6)
    assert notice.run_on
    assert (notice.last, notice.then) == (date(2026, 4, 7), date(2026, 4, 8))


def test_a_make_up_saturday_is_a_working_day() -> None:
    assert full_days(date(2026, 2, 21), 7, QINGMING).last == date(2026, 2, 28)
    assert full_days(date(2026, 2, 21), 7, PLAIN).last == date(2026, 3, 2)


def test_holidays_within_count_like_any_other_day() -> None:
    assert full_days(date(2026, 4, 1), 8, QINGMING).last == date(2026, 4, 9)


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 24), 1, date(2026, 12, 24)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 5), 12, date(2027, 12, 5)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(start: date, months: int, last: date) -> None:
    assert months_later(start, months) == last


def test_a_month_that_ends_on_a_sunday_runs_on() -> None:
    period = full_months(date(2026, 1, 31), 1, PLAIN)
    assert (period.nominal, period.last) == (date(2026, 2, 28), date(2026, 3, 2))


def test_working_days_leave_out_what_is_off() -> None:
    assert working_days(date(2026, 4, 2), 2, QINGMING).last == date(2026, 4, 7)
    assert working_days(date(2026, 2, 27), 1, QINGMING).last == date(2026, 2, 28)


def test_hours_run_from_the_moment_itself_whatever_day_it_is() -> None:
    friday = datetime(2026, 11, 27, 18, 30, tzinfo=SHANGHAI)
    assert hours(friday, 48) == datetime(2026, 11, 29, 18, 30, tzinfo=SHANGHAI)
    berlin = datetime(2026, 3, 28, 20, tzinfo=ZoneInfo("Europe/Berlin"))  # the night that loses an hour
    assert hours(berlin, 24).astimezone(UTC) - berlin.astimezone(UTC) == timedelta(hours=24)


def test_what_rests_on_days_nobody_has_announced_is_preliminary() -> None:
    known = WorkDays(announced=frozenset({2026}))
    assert full_days(date(2026, 12, 1), 15, known).preliminary == ()
    assert full_days(date(2026, 12, 20), 15, known).preliminary == (2027,)
    assert full_days(date(2026, 12, 20), 12, known).preliminary == (2027,)
    assert working_days(date(2026, 12, 30), 5, known).preliminary == (2027,)
    assert working_days(date(2026, 12, 28), 2, known).preliminary == ()


@settings(deadline=None)
@given(days, counts, calendars)
def test_no_period_is_shorter_than_it_says(start: date, count: int, work_days: WorkDays) -> None:
    period = full_days(start, count, work_days)
    assert (period.nominal - start).days == count
    assert period.last >= period.nominal
    assert work_days.works(period.last)
    assert not any(
        work_days.works(period.nominal + timedelta(days=n)) for n in range((period.last - period.nominal).days)
    )


@settings(deadline=None)
@given(days, counts, calendars)
def test_a_day_more_never_ends_earlier(start: date, count: int, work_days: WorkDays) -> None:
    assert full_days(start, count, work_days).last <= full_days(start, count + 1, work_days).last
    assert full_days(start, count, work_days).last <= full_days(start + timedelta(days=1), count, work_days).last
    assert working_days(start, count, work_days).last < working_days(start, count + 1, work_days).last


@settings(deadline=None)
@given(days, st.integers(1, 60), calendars)
def test_so_many_working_days_are_so_many(start: date, count: int, work_days: WorkDays) -> None:
    period = working_days(start, count, work_days)
    span = [period.begin + timedelta(days=n) for n in range((period.last - start).days)]
    assert sum(work_days.works(day) for day in span) == count
    assert not period.run_on


@settings(deadline=None)
@given(days, st.integers(1, 120))
def test_months_never_skip_a_month(start: date, months: int) -> None:
    later = months_later(start, months)
    assert (later.year * 12 + later.month) - (start.year * 12 + start.month) == months
    assert later.day <= start.day
