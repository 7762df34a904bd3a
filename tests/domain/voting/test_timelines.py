"""Days between milestones at their edges: one day too early, one day too late, a holiday in the way."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.voting.timelines import (
    DISMISSAL_DAYS,
    ZHENGZHOU_PREPARATION,
    DismissalNotice,
    Limit,
    Milestone,
    Span,
    Term,
    Window,
    breaches,
    preparation,
    window,
)
from domain.workdays import WorkDays

PLAIN = WorkDays(announced=frozenset({2026}))
QINGMING = WorkDays(days_off=frozenset({date(2026, 4, 6)}), announced=frozenset({2026}))
START = date(2026, 3, 2)
WAIT = Span(Milestone.VOTING_OPENS, Milestone.NOTICE_GIVEN, Limit.WAIT, 15, "物业管理条例14")
WITHIN = Span(Milestone.VOTING_OPENS, Milestone.GROUP_FORMED, Limit.WITHIN, 60, "郑州市物业管理条例14-15")


def opened(on: date) -> dict[Milestone, date]:
    return {Milestone.NOTICE_GIVEN: START, Milestone.VOTING_OPENS: on}


@pytest.mark.parametrize(("day", "kept"), [(17, False), (18, True), (19, True)])
def test_fifteen_full_days_before_the_vote_opens(day: int, kept: bool) -> None:
    assert WAIT.kept(opened(date(2026, 3, day)), PLAIN) is kept


@pytest.mark.parametrize(("days", "kept"), [(59, True), (60, True), (61, False)])
def test_sixty_days_at_most(days: int, kept: bool) -> None:
    reached = {Milestone.GROUP_FORMED: START, Milestone.VOTING_OPENS: START + timedelta(days=days)}
    assert WITHIN.kept(reached, PLAIN) is kept


def test_what_has_not_come_about_breaks_nothing_yet() -> None:
    assert WAIT.kept({Milestone.NOTICE_GIVEN: START}, PLAIN)
    assert WAIT.period({}, PLAIN) is None


def test_a_vote_without_the_notice_it_waited_for_breaks_the_rule() -> None:
    only = {Milestone.VOTING_OPENS: START}
    assert breaches([WAIT, WITHIN], only, PLAIN) == (WAIT,), "and a limit that never began is none"


def test_a_holiday_at_the_end_runs_on() -> None:
    span = Span(Milestone.FILED, Milestone.ELECTED, Limit.WITHIN, 30, "备案")
    reached = {Milestone.ELECTED: date(2026, 3, 7), Milestone.FILED: date(2026, 4, 7)}
    assert span.kept(reached, QINGMING) and not span.kept(reached, PLAIN)


def test_the_window_is_what_every_span_leaves() -> None:
    roll = Span(Milestone.VOTING_OPENS, Milestone.ROLL_POSTED, Limit.WAIT, 20, "名册")
    filed = Span(Milestone.FILED, Milestone.ELECTED, Limit.WITHIN, 30, "备案")
    reached = {
        milestone: START for milestone in (Milestone.NOTICE_GIVEN, Milestone.ROLL_POSTED, Milestone.GROUP_FORMED)
    }
    found = window(Milestone.VOTING_OPENS, [WAIT, roll, WITHIN, filed], reached, PLAIN)
    assert found == Window(date(2026, 3, 24), date(2026, 5, 1)) and not found.shut


def test_a_milestone_is_bound_by_its_own_spans_only() -> None:
    posted = Span(Milestone.CANDIDATES_POSTED, Milestone.GROUP_FORMED, Limit.WITHIN, 4, "候选人")
    filed = Span(Milestone.FILED, Milestone.ELECTED, Limit.WITHIN, 30, "备案")
    reached = dict.fromkeys(Milestone, START)
    assert window(Milestone.FILED, [WAIT, WITHIN, posted, filed], reached, PLAIN) == Window(None, date(2026, 4, 1))


def test_nothing_binds_what_is_counted_from_nothing() -> None:
    assert window(Milestone.VOTING_OPENS, [WAIT, WITHIN], {}, PLAIN) == Window(None, None)
    only_late = window(Milestone.VOTING_OPENS, [WAIT, WITHIN], {Milestone.GROUP_FORMED: START}, PLAIN)
    only_early = window(Milestone.VOTING_OPENS, [WAIT, WITHIN], {Milestone.NOTICE_GIVEN: START}, PLAIN)
    assert only_late.earliest is None and only_early.latest is None
    assert not (only_late.shut or only_early.shut)


@pytest.mark.parametrize(("notice", "shut"), [(date(2026, 4, 15), False), (date(2026, 4, 16), True)])
def test_a_notice_that_comes_too_late_shuts_the_window(notice: date, shut: bool) -> None:
    """Sixty days from 2 March end on 1 May; 15 full days after 15 April the vote may open on that day."""
    reached = {Milestone.GROUP_FORMED: START, Milestone.NOTICE_GIVEN: notice}
    assert window(Milestone.VOTING_OPENS, [WAIT, WITHIN], reached, PLAIN).shut is shut


def test_what_a_profile_says_must_be_waited_for() -> None:
    spans = preparation({Milestone.ROLL_POSTED: (15, "议事规则3"), Milestone.CANDIDATES_POSTED: (7, "议事规则4")})
    assert spans == (
        Span(Milestone.VOTING_OPENS, Milestone.ROLL_POSTED, Limit.WAIT, 15, "议事规则3"),
        Span(Milestone.VOTING_OPENS, Milestone.CANDIDATES_POSTED, Limit.WAIT, 7, "议事规则4"),
    )


def test_the_figures_of_zhengzhou() -> None:
    assert {(span.of.value, span.after.value, span.days) for span in ZHENGZHOU_PREPARATION} == {
        ("group_posted", "group_formed", 3),
        ("voting_opens", "group_formed", 60),
        ("filed", "elected", 30),
        ("handed_over", "elected", 10),
    }
    assert all(span.limit is Limit.WITHIN and span.article for span in ZHENGZHOU_PREPARATION)


@pytest.mark.parametrize(("days", "holds"), [(59, False), (60, True), (61, True)])
def test_a_dismissed_company_has_sixty_days(days: int, holds: bool) -> None:
    assert DISMISSAL_DAYS == 60
    assert DismissalNotice(START, START + timedelta(days=days)).holds(PLAIN) is holds


def test_a_contract_may_set_other_days() -> None:
    assert DismissalNotice(START, START + timedelta(days=30), days=30).holds(PLAIN)
    assert not DismissalNotice(START, START + timedelta(days=60), days=90).holds(PLAIN)


@pytest.mark.parametrize(("day", "left"), [(0, 60), (59, 1), (60, 0), (75, 0)])
def test_the_days_that_are_left(day: int, left: int) -> None:
    notice = DismissalNotice(START, START + timedelta(days=60))
    assert notice.days_left(START + timedelta(days=day)) == left


def test_a_term_ends_on_the_same_day_of_the_year() -> None:
    term = Term(date(2024, 2, 29), 5)
    assert term.ends == date(2029, 2, 28)
    assert not term.over(date(2028, 2, 28))
    assert not term.over(date(2029, 2, 28)) and term.over(date(2029, 3, 1))
