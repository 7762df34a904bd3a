"""Tasks: what they cost against the budget to the last 分, who hears when that one is late, what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deliberation.tasks import (
    LONGEST_HOLDER,
    LONGEST_TASK,
    LONGEST_TASK_WORDS,
    MOST_COST,
    Task,
    TaskPhoto,
    TaskPlan,
    TaskState,
    above_guess,
    budget_refusal,
    cost_refusal,
    guess_refusal,
    plan_refusal,
    progress,
    read_due_day,
    said_late_on,
    spent_on,
    task_state_refusal,
    task_words_refusal,
    why_more,
)
from domain.outcomes import Reason, Refusal
from domain.workdays import WorkDays

ZONE = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 3, 2)
PLAN = TaskPlan("装路灯", "府河照明公司", MONDAY, 2_000_00)
LAMPS = Task(7, 1, 1, 1, PLAN, MONDAY, TaskState.OPEN, datetime(2026, 2, 20, tzinfo=UTC))


@pytest.mark.parametrize(
    ("total", "budget", "more"),
    [(1100, 1000, None), (1000, 1000, None), (0, 0, None), (1125, 1000, 125), (11001, 10000, 101), (1101, 1000, 101)],
)
def test_a_tenth_more_than_the_budget_is_allowed_and_not_a_cent_above(
    total: int, budget: int, more: int | None
) -> None:
    refusal = budget_refusal(total, budget)
    assert (None if refusal is None else refusal.facts["more"]) == more


def test_without_a_budget_nothing_may_cost_anything() -> None:
    assert budget_refusal(1, 0) == Refusal(Reason.INVALID, {"what": "task_no_budget", "cost": 1})


@given(st.integers(1, MOST_COST), st.integers(0, MOST_COST))
def test_whatever_is_refused_is_told_as_more_than_a_tenth(budget: int, total: int) -> None:
    refusal = budget_refusal(total, budget)
    assert (refusal is not None) == (total * 10 > budget * 11)
    assert refusal is None or refusal.facts["more"] > 100


def test_what_is_done_costs_what_was_spent_and_what_is_cancelled_nothing() -> None:
    done = replace(LAMPS, state=TaskState.DONE, spent=1_900_00)
    gone = replace(LAMPS, state=TaskState.CANCELLED)
    assert [one.cost for one in (LAMPS, done, gone)] == [2_000_00, 1_900_00, 0]
    found = progress([LAMPS, done, gone], 5_000_00)
    assert (found.done, found.standing, found.cost, found.budget) == (1, 2, 3_900_00, 5_000_00)
    assert (LAMPS.subject, LAMPS.photos(TaskPhoto.AFTER)) == ("task:7", "task_after:7")


def test_what_was_given_out_is_added_up_for_the_accounts() -> None:
    done = [replace(LAMPS, state=TaskState.DONE, spent=spent) for spent in (1_900_00, 50, None)]
    gone = replace(LAMPS, state=TaskState.CANCELLED, spent=9)
    assert spent_on([LAMPS, gone]) is None and spent_on([*done, LAMPS, gone]) == 1_900_50


def test_only_an_open_task_is_late_from_the_day_after() -> None:
    assert [LAMPS.late(date(2026, 3, day)) for day in (1, 2, 3, 5)] == [0, 0, 1, 3]
    assert replace(LAMPS, state=TaskState.DONE).late(date(2026, 3, 5)) == 0


def test_each_level_hears_three_working_days_after_the_one_before() -> None:
    friday, holiday = date(2026, 3, 6), WorkDays(frozenset({date(2026, 3, 10)}))
    plain = [said_late_on(friday, level, ZONE, WorkDays()) for level in (1, 2, 3)]
    assert [moment.date() for moment in plain] == [date(2026, 3, 7), date(2026, 3, 11), date(2026, 3, 16)]
    assert {moment.hour for moment in plain} == {9} and plain[0].tzinfo is ZONE
    assert said_late_on(friday, 2, ZONE, holiday).date() == date(2026, 3, 12)


def test_a_due_day_is_typed_as_people_say_it() -> None:
    at = datetime(2026, 3, 1, 9, tzinfo=ZONE)
    said = {"3月20日": date(2026, 3, 20), "2026-03-20": date(2026, 3, 20), "明天": MONDAY, "月底": None, "": None}
    assert {text: read_due_day(text, at=at, zone=ZONE) for text in said} == said


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"what": " "}, "empty.task_what"),
        ({"what": "长" * (LONGEST_TASK + 1)}, "too_long.task_what"),
        ({"holder": ""}, "empty.task_holder"),
        ({"holder": "长" * (LONGEST_HOLDER + 1)}, "too_long.task_holder"),
        ({"due": date(2026, 3, 1)}, "in_the_past.task_due"),
        ({"planned": -1}, "invalid.task_cost"),
        ({"planned": MOST_COST + 1}, "invalid.task_cost"),
    ],
)
def test_what_cannot_be_given_out(changes: dict[str, object], why: str) -> None:
    refusal = plan_refusal(replace(PLAN, **changes), MONDAY)  # type: ignore[arg-type]
    assert refusal is not None and f"{refusal.reason}.{refusal.facts['what']}" == why


def test_what_can_be_given_out() -> None:
    longest = replace(PLAN, what="长" * LONGEST_TASK, holder="长" * LONGEST_HOLDER, planned=MOST_COST)
    assert plan_refusal(PLAN, MONDAY) is None and plan_refusal(longest, MONDAY) is None
    assert cost_refusal(0) is None
    assert task_words_refusal("长" * LONGEST_TASK_WORDS, "words") is None


def test_nothing_is_done_with_what_is_over() -> None:
    assert task_state_refusal(LAMPS) is None
    for state in (TaskState.DONE, TaskState.CANCELLED):
        refusal = task_state_refusal(replace(LAMPS, state=state))
        assert refusal == Refusal(Reason.WRONG_STATE, {"what": f"task_{state}"})


@pytest.mark.parametrize(("spent", "above"), [(1100_00, False), (1100_01, True), (1000_00, False), (1, False)])
def test_more_than_a_tenth_above_the_guess_says_why(spent: int, above: bool) -> None:
    assert above_guess(spent, 1000_00) is above
    refused = Refusal(Reason.INVALID, {"what": "accounts_guess", "cost": spent, "budget": 1000_00})
    for words in ("换了主板", "换了主板\n  \n"):
        assert guess_refusal(spent, 1000_00, words) == (refused if above else None)
    assert guess_refusal(spent, 1000_00, "换了主板\n\n 拆开才看到也烧了 ") is None


def test_why_it_was_more_stands_below_the_first_line() -> None:
    assert why_more("换了主板\n\n 拆开才看到也烧了 \n加班") == "拆开才看到也烧了\n加班"
    assert why_more("") == ""
