"""Until when a report is answered and fixed: hours, days, working days; what stops the time, and what is late."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.issues_clock_kinds import clock_kind, promises
from domain.issues_deadlines import (
    ANSWERING,
    RUNS,
    STANDS,
    ClockKind,
    Days,
    Deadlines,
    Span,
    Unit,
    after,
    deadlines,
    elapsed,
    last_date,
    running,
    runs_out,
)
from domain.issues_life import ENDED, State, Step
from domain.workdays import WorkDays
from tests.cities import NATIONAL

ZONE = ZoneInfo("Asia/Shanghai")
NEW_YEAR = WorkDays(
    frozenset(date(2026, 2, day) for day in range(15, 24)), frozenset({date(2026, 2, 14), date(2026, 2, 28)})
)
"""春节 2026: nine days off, two Saturdays of work."""
DAYS = Days(ZONE, NEW_YEAR)
PROMISES = promises(NATIONAL.reports)
FIFTEEN = Span(15, Unit.WORKING_DAYS)


def local(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZONE)


def came(at: datetime) -> tuple[Step, State, datetime]:
    return (Step.REPORT, State.REPORTED, at)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("楼道着火了", ClockKind.DANGER),
        ("3号楼电梯又停了", ClockKind.LIFT),
        ("家里没有燃气", ClockKind.GAS),
        ("2单元停电了", ClockKind.POWER),
        ("楼上漏水", ClockKind.WATER),
        ("no water since the morning", ClockKind.WATER),
        ("有人乱停车", ClockKind.OTHER),
        ("没电梯的楼老人下不来", ClockKind.LIFT),
        ("没电话打不进来", ClockKind.OTHER),
    ],
)
def test_the_words_say_which_time_it_has(text: str, kind: ClockKind) -> None:
    assert clock_kind(text) is kind


@pytest.mark.parametrize(
    ("kind", "answer", "solve"),
    [
        (ClockKind.DANGER, local(2, 12, 11), local(2, 13, 10)),
        (ClockKind.WATER, local(2, 12, 12), local(2, 16)),
        (ClockKind.OTHER, local(2, 13, 10), local(3, 12)),
    ],
)
def test_each_kind_has_its_time_in_the_chinese_calendar(kind: ClockKind, answer: datetime, solve: datetime) -> None:
    """Of the fifteen working days, the 13th and 14th come before the feast, the 28th is a Saturday of work."""
    found = deadlines(kind, [came(local(2, 12, 10))], DAYS, PROMISES)
    assert (found.answer_by, found.solve_by, found.stands) == (answer, solve, False)
    assert found.in_hours is (kind is ClockKind.DANGER)
    assert found.first == answer


def test_the_answer_is_met_by_the_first_step_that_says_somebody_has_it() -> None:
    at = local(3, 2, 10)
    for step in ANSWERING:
        found = deadlines(ClockKind.OTHER, [came(at), (step, State.ACCEPTED, at)], DAYS, PROMISES)
        assert found.answer_by is None and found.solve_by is not None
    still = deadlines(ClockKind.OTHER, [came(at), (Step.RETURN, State.ACCEPTED, at)], DAYS, PROMISES)
    assert still.answer_by is not None


@pytest.mark.parametrize("state", State)
def test_it_waits_in_no_other_state(state: State) -> None:
    at = local(3, 2, 10)
    found = deadlines(ClockKind.WATER, [came(at), (Step.ANSWER, state, at + timedelta(hours=1))], DAYS, PROMISES)
    assert (found.first is not None) is (state in RUNS)
    assert found.stands is (state in STANDS)
    assert not (state in RUNS and state in ENDED)


def test_what_is_late_says_by_how_many_days() -> None:
    found = Deadlines(ClockKind.OTHER, local(3, 3, 10), local(3, 19))
    assert found.missed(local(3, 3, 9)) is None
    assert found.days_late(local(3, 3, 9), ZONE) == 0
    assert found.missed(local(3, 3, 10)) == local(3, 3, 10)
    assert found.days_late(local(3, 3, 11), ZONE) == 0
    assert found.missed(local(3, 20, 9)) == local(3, 19), "the one that weighs more"
    assert found.days_late(local(3, 20, 9), ZONE) == 2, "it was to be done by the end of the 18th"
    assert last_date(local(3, 19), ZONE) == date(2026, 3, 18)
    assert Deadlines(ClockKind.OTHER).first is None


def test_time_stands_while_the_reporter_is_asked_and_goes_on_exactly_where_it_stood() -> None:
    course = [
        came(local(3, 2, 10)),
        (Step.ASK, State.ASKED, local(3, 4, 15)),
        (Step.SUPPLY, State.ACCEPTED, local(3, 6, 15)),
    ]
    without = runs_out(FIFTEEN, course[:1], DAYS)
    assert without == local(3, 24)
    assert runs_out(FIFTEEN, course, DAYS) == local(3, 26), "two working days more"
    assert runs_out(FIFTEEN, course[:2], DAYS) is None


def test_it_runs_on_when_what_was_shown_was_not_it() -> None:
    start = local(3, 2, 10)
    course = [
        came(start),
        (Step.DONE, State.TO_CHECK, local(3, 4, 10)),
        (Step.SEND_BACK, State.WORKING, local(3, 5, 10)),
    ]
    assert runs_out(Span(3, Unit.DAYS), course, DAYS) == local(3, 7)
    late = [came(start), (Step.DONE, State.TO_CHECK, local(3, 9, 10)), (Step.REOPEN, State.REOPENED, local(3, 20))]
    assert runs_out(Span(3, Unit.DAYS), late, DAYS) == local(3, 6), "it was late before it was shown"
    early = [came(start), (Step.ASK, State.ASKED, local(3, 2, 11)), (Step.SUPPLY, State.ACCEPTED, local(3, 2, 12))]
    assert runs_out(Span(3, Unit.DAYS), early, DAYS) == local(3, 6), "the first day is no part of the days anyway"


def test_nothing_was_done_with_nothing() -> None:
    assert runs_out(FIFTEEN, [], DAYS) is None
    assert deadlines(ClockKind.OTHER, [], DAYS, PROMISES).first is None


START = local(2, 2, 9)
PAUSES = st.lists(st.tuples(st.integers(1, 5000), st.integers(0, 9000)), max_size=6)
SPANS = st.builds(Span, st.integers(1, 40), st.sampled_from(Unit))


def _course(gaps: list[tuple[int, int]]) -> list[tuple[Step, State, datetime]]:
    """Runs so many minutes, stands so many, and again."""
    course, at = [came(START)], START
    for n, (ran, stood) in enumerate(gaps):
        asked = n % 2 == 0
        at += timedelta(minutes=ran)
        course.append((Step.ASK, State.ASKED, at) if asked else (Step.SUSPEND, State.SUSPENDED, at))
        at += timedelta(minutes=stood)
        course.append((Step.SUPPLY, State.ACCEPTED, at) if asked else (Step.RESUME, State.WORKING, at))
    return course


@given(PAUSES, SPANS)
def test_pausing_neither_shortens_nor_lengthens_the_working_time(gaps: list[tuple[int, int]], span: Span) -> None:
    course = _course(gaps)
    by = runs_out(span, course, DAYS)
    assert by is not None, "it runs at the end"
    origin = START if span.unit is Unit.HOURS else DAYS.after_midnight(START)
    used = timedelta()
    for begin, end in running(course):
        used += elapsed(span.unit, max(begin, origin), min(by, end) if end is not None else by, DAYS)
    assert used == span.length


@given(PAUSES, SPANS, st.permutations(sorted(ANSWERING)))
def test_what_is_done_while_it_runs_changes_nothing(gaps: list[tuple[int, int]], span: Span, steps: list[Step]) -> None:
    course = _course(gaps)
    at, state = course[-1][2], course[-1][1]
    more = [(step, state, at + timedelta(minutes=n)) for n, step in enumerate(steps)]
    assert runs_out(span, [*course, *more], DAYS) == runs_out(span, course, DAYS)


@given(st.permutations([(600, 100), (900, 100), (1500, 100)]))
def test_in_hours_the_order_of_pauses_is_nothing_to_the_sum(gaps: list[tuple[int, int]]) -> None:
    assert runs_out(Span(240, Unit.HOURS), _course(gaps), DAYS) == START + timedelta(hours=240, minutes=300)


@given(st.integers(0, 60000), st.integers(0, 30000), st.sampled_from(Unit))
def test_elapsed_and_after_are_each_others_way_back(offset: int, minutes: int, unit: Unit) -> None:
    begin = (START + timedelta(minutes=offset)).astimezone(UTC)
    left = timedelta(minutes=minutes + 1)
    assert elapsed(unit, begin, after(unit, begin, left, DAYS), DAYS) == left
