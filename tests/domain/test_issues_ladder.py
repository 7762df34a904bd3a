"""Who hears that a report is late, one level after another."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.issues import Issue
from domain.issues_deadlines import ClockKind, Days, Deadlines, Promise, Span, Unit, deadlines
from domain.issues_ladder import (
    TOP,
    Rung,
    climbs,
    hold_refusal,
    late_first,
    letter_refusal,
    next_told,
    rests_until,
)
from domain.issues_life import State, Step
from domain.outcomes import Refusal
from domain.registry import Place
from domain.workdays import WorkDays

ZONE = ZoneInfo("Asia/Shanghai")
DAYS = Days(ZONE, WorkDays())
BY = datetime(2026, 3, 19, tzinfo=ZONE)  # the end of a Wednesday
LATE = Deadlines(ClockKind.OTHER, None, BY)
PROMISES = {ClockKind.OTHER: Promise(Span(24, Unit.HOURS), Span(15, Unit.WORKING_DAYS))}
ISSUE = Issue(1, 1, Place(1), "中华园", None, 2, "王阿姨", "路灯坏了", None, State.TAKEN, BY, BY)


def test_the_levels_in_order() -> None:
    assert [rung.name for rung in Rung] == ["GRID", "COMMITTEE", "TWO_COMMITTEES", "WHISTLE", "LETTER"]


def test_the_first_hears_at_the_deadline_each_other_three_working_days_on() -> None:
    assert next_told(ISSUE, LATE, DAYS) == BY
    told = replace(ISSUE, level=1, level_at=BY)
    assert rests_until(BY, DAYS) == datetime(2026, 3, 25, 9, tzinfo=ZONE), "Fri, Mon, Tue; then the morning"
    assert next_told(told, LATE, DAYS) == datetime(2026, 3, 25, 9, tzinfo=ZONE)
    later = Deadlines(ClockKind.OTHER, None, BY + timedelta(days=30))
    assert next_told(told, later, DAYS) == later.solve_by, "it was only the answer that was late"


def test_what_fell_due_while_the_time_stood_is_told_as_it_runs_on() -> None:
    shown, sent_back = BY + timedelta(days=1), BY + timedelta(days=40)
    told = replace(ISSUE, level=2, level_at=BY)
    again = replace(LATE, runs_since=sent_back)
    assert next_told(ISSUE, again, DAYS) == next_told(told, again, DAYS) == sent_back
    assert next_told(replace(told, level=3, level_at=sent_back), again, DAYS) == rests_until(sent_back, DAYS)
    course = [(Step.REPORT, State.REPORTED, BY - timedelta(days=40)), (Step.DONE, State.TO_CHECK, shown)]
    on = [*course, (Step.SEND_BACK, State.WORKING, sent_back)]
    assert deadlines(ClockKind.OTHER, on, DAYS, PROMISES).runs_since == sent_back
    assert deadlines(ClockKind.OTHER, course, DAYS, PROMISES).runs_since is None
    assert deadlines(ClockKind.OTHER, course[:1], DAYS, PROMISES).runs_since == BY - timedelta(days=40)


def test_nobody_hears_of_what_nobody_waits_for_or_everybody_knows() -> None:
    assert next_told(ISSUE, Deadlines(ClockKind.OTHER), DAYS) is None
    assert next_told(replace(ISSUE, level=TOP, level_at=BY), LATE, DAYS) is None


def test_the_second_reopening_goes_a_level_up_the_first_does_not() -> None:
    assert not climbs(ISSUE, 1)
    assert climbs(replace(ISSUE, reopened=1), 2)
    assert not climbs(replace(ISSUE, reopened=2), 2), "opened, but not after it had been closed"
    assert not climbs(replace(ISSUE, reopened=1, level=TOP), 2)


def _what(refusal: Refusal | None) -> object:
    return None if refusal is None else refusal.facts["what"]


def test_it_is_held_once_on_a_level_and_only_while_it_is_late() -> None:
    told = replace(ISSUE, level=1, level_at=BY)
    assert hold_refusal(told, LATE, BY) is None
    assert _what(hold_refusal(replace(told, keeper_id=3), LATE, BY)) == "issue_held"
    for issue, at in ((told, BY - timedelta(hours=1)), (ISSUE, BY), (replace(told, level=TOP), BY)):
        assert _what(hold_refusal(issue, LATE, at)) == "issue_in_time"


def test_there_is_a_letter_once_it_is_late() -> None:
    assert letter_refusal(ISSUE, LATE, BY) is None
    assert _what(letter_refusal(ISSUE, LATE, BY - timedelta(hours=1))) == "issue_letter"


def test_what_is_late_comes_first_the_longest_before() -> None:
    def one(number: int, by: datetime | None) -> Issue:
        clocks = None if by is None else Deadlines(ClockKind.OTHER, None, by)
        return replace(ISSUE, number=number, deadlines=clocks)

    found = [one(1, None), one(2, BY), one(3, BY + timedelta(days=9)), one(4, BY - timedelta(days=2))]
    assert [issue.number for issue in late_first(found, BY)] == [4, 2, 1, 3]
