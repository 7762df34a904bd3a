"""Days ahead: what kind each is, and which stand together."""

from __future__ import annotations

from datetime import date

from domain.days import DayKind, Occasion, Stretch, kind_of, stretches
from domain.workdays import WorkDays

AUTUMN = WorkDays(
    days_off=frozenset({date(2026, 9, 25), *(date(2026, 10, day) for day in (1, 2, 5, 6, 7))}),
    make_up=frozenset({date(2026, 9, 20), date(2026, 10, 10)}),
    announced=frozenset({2026}),
)


def test_a_holiday_takes_the_weekend_it_runs_into() -> None:
    kinds = {day: kind_of(date(2026, 9, day), AUTUMN) for day in (19, 20, 21, 24, 25, 26, 27, 28)}
    assert kinds == {
        19: DayKind.WEEKEND,
        20: DayKind.MAKE_UP,
        21: DayKind.WORK,
        24: DayKind.WORK,
        25: DayKind.HOLIDAY,
        26: DayKind.HOLIDAY,
        27: DayKind.HOLIDAY,
        28: DayKind.WORK,
    }
    assert {kind_of(date(2026, 10, day), AUTUMN) for day in range(1, 8)} == {DayKind.HOLIDAY}
    assert kind_of(date(2026, 10, 11), AUTUMN) is DayKind.WEEKEND


def test_days_of_one_kind_stand_together_and_a_day_with_something_on_it_alone() -> None:
    closes = Occasion(date(2026, 9, 30), "poll", {"question": "石凳"})
    found = stretches(date(2026, 9, 28), date(2026, 10, 12), AUTUMN, [closes])
    assert found == [
        Stretch(date(2026, 9, 28), date(2026, 9, 29), DayKind.WORK),
        Stretch(date(2026, 9, 30), date(2026, 9, 30), DayKind.WORK, (closes,)),
        Stretch(date(2026, 10, 1), date(2026, 10, 7), DayKind.HOLIDAY),
        Stretch(date(2026, 10, 8), date(2026, 10, 9), DayKind.WORK),
        Stretch(date(2026, 10, 10), date(2026, 10, 10), DayKind.MAKE_UP),
        Stretch(date(2026, 10, 11), date(2026, 10, 11), DayKind.WEEKEND),
        Stretch(date(2026, 10, 12), date(2026, 10, 12), DayKind.WORK),
    ]
    assert [one.plain for one in found] == [True, False, False, True, False, True, True]


def test_a_day_after_one_with_something_on_it_begins_anew() -> None:
    ends = Occasion(date(2026, 9, 21), "term", {"kind": "building_leader"})
    found = stretches(date(2026, 9, 21), date(2026, 9, 23), AUTUMN, [ends])
    assert [(one.first.day, one.last.day) for one in found] == [(21, 21), (22, 23)]
