"""What cannot wait: its hours, what is missed when, who may say so and who not, what its figures count."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

from domain.issues_life import State, Step
from domain.issues_urgent import (
    LONGEST_REASON,
    Criterion,
    Missed,
    Urgent,
    UrgentFigures,
    answered_at,
    deadlines_of,
    declare_refusal,
    done_at,
    figures_of,
    lower_refusal,
    missed_by,
    next_due,
    told,
)
from domain.outcomes import Refusal

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
URGENT = Urgent(1, 1, Criterion.DANGER, 7, AT, AT + HOUR, AT + 24 * HOUR)
REPORTED = (Step.REPORT, State.REPORTED, AT)
LOWERED = replace(URGENT, lowered_at=AT)


def taken(hours: int) -> tuple[Step, State, datetime]:
    return (Step.TAKE, State.TAKEN, AT + hours * HOUR)


def done(hours: int) -> tuple[Step, State, datetime]:
    return (Step.DONE, State.TO_CHECK, AT + hours * HOUR)


def what(refusal: Refusal | None) -> object:
    return None if refusal is None else refusal.facts["what"]


def test_danger_has_its_own_hours_the_rest_those_of_water_and_power() -> None:
    figures = {"danger_answer_hours": 1, "utility_answer_hours": 2, "danger_solve_hours": 24}
    reports = cast(Any, SimpleNamespace(**{name: SimpleNamespace(value=hours) for name, hours in figures.items()}))
    assert deadlines_of(Criterion.DANGER, AT, reports) == (AT + HOUR, AT + 24 * HOUR)
    assert deadlines_of(Criterion.WEATHER, AT, reports) == (AT + 2 * HOUR, AT + 24 * HOUR)


def test_it_is_declared_while_something_is_to_be_done_and_once() -> None:
    assert declare_refusal(State.TAKEN, [], 7) is None
    assert what(declare_refusal(State.TO_CHECK, [], 7)) == "urgent_over"
    assert what(declare_refusal(State.TAKEN, [URGENT], 8)) == "urgent"
    assert what(declare_refusal(State.TAKEN, [LOWERED], 7)) == "urgent_lowered"
    assert declare_refusal(State.TAKEN, [LOWERED], 8) is None, "somebody else looked at it"


def test_it_is_taken_down_by_another_and_with_a_reason() -> None:
    assert lower_refusal(URGENT, 8, "灯坏了，不是险情") is None
    assert what(lower_refusal(URGENT, 7, "不急")) == "urgent"
    assert what(lower_refusal(URGENT, 8, "")) == "urgent_reason"
    assert what(lower_refusal(URGENT, 8, "字" * (LONGEST_REASON + 1))) == "urgent_reason"
    assert what(lower_refusal(LOWERED, 8, "不急")) == what(lower_refusal(None, 8, "不急")) == "urgent"


def test_each_deadline_is_missed_once_by_what_was_there_then() -> None:
    assert missed_by(URGENT, [REPORTED], AT + HOUR - timedelta(seconds=1)) is None
    assert missed_by(URGENT, [REPORTED], AT + HOUR) is Missed.ANSWER
    assert missed_by(URGENT, [REPORTED, taken(2)], AT + HOUR) is Missed.ANSWER, "answered, but late"
    assert missed_by(URGENT, [REPORTED, taken(1)], AT + HOUR) is None
    late = replace(URGENT, missed=(Missed.ANSWER,))
    assert missed_by(late, [REPORTED], AT + 2 * HOUR) is None
    assert missed_by(late, [REPORTED, taken(1), done(25)], AT + 24 * HOUR) is Missed.DONE
    assert missed_by(late, [REPORTED, taken(1), done(24)], AT + 24 * HOUR) is None
    assert missed_by(LOWERED, [REPORTED], AT + 24 * HOUR) is None
    assert next_due(URGENT, AT) == AT + HOUR and next_due(URGENT, AT + HOUR) == AT + 24 * HOUR
    assert next_due(URGENT, AT + 24 * HOUR) is None


def test_what_was_sent_back_is_not_done() -> None:
    back = (Step.SEND_BACK, State.WORKING, AT + 3 * HOUR)
    assert done_at([REPORTED, done(2)]) == AT + 2 * HOUR
    assert done_at([REPORTED, done(2), back]) is None and answered_at([REPORTED]) is None


def test_its_figures_keep_the_whole_and_what_was_taken_down_apart() -> None:
    found = [(URGENT, [REPORTED, done(2)]), (URGENT, [REPORTED, done(30)]), (URGENT, [REPORTED]), (LOWERED, [REPORTED])]
    assert figures_of(found) == UrgentFigures(declared=3, over=2, in_time=1, lowered=1)


def test_nobody_hears_it_twice() -> None:
    about = {"id": 1, "number": "0001", "compound": "中华园", "building": None}
    assert len(told(URGENT, about, "declared", [5, 6, 5])) == 2
