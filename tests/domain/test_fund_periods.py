"""Closing of accounts: whose days, in which order, by how many people; what no longer takes a line."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from domain.fund_periods import (
    Period,
    PeriodState,
    Span,
    close_refusal,
    closed_until,
    last_month,
    opened_refusal,
    opened_with,
    opening_refusal,
    seen_figures,
    sign_refusal,
    statement_due,
    stretch_of,
)
from domain.funds import (
    LONGEST_PURPOSE,
    Fund,
    FundKind,
    FundLine,
    LineKind,
    LineSource,
    Posting,
    posting_refusal,
)
from domain.outcomes import Refusal
from domain.registry import Actor, Place

AT = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)
SINCE, UNTIL, TODAY = date(2026, 7, 1), date(2026, 9, 30), date(2026, 10, 8)
LINE = FundLine(1, 1, LineKind.IN, 500_00, date(2026, 8, 3), "车位费", 7, AT, checked_by=8, checked_at=AT)
FUND = Fund(1, Place(1), FundKind.REVENUE, "公共收益", "业委会", "0123", (LINE,))
DRAFT = Period(1, 1, Span.STATEMENT, SINCE, UNTIL, AT)
SIGNED = replace(DRAFT, signed_by=7, signed_at=AT, seen=seen_figures(FUND, SINCE, UNTIL))
CLOSED = replace(SIGNED, closed_by=8, closed_at=AT)
OPENING = replace(CLOSED, opening_by=7, why="漏了一张发票")
OPENED = replace(OPENING, opened_by=8, opened_at=AT)
FIRST, SECOND = Actor(7), Actor(8)


def what(refusal: Refusal | None) -> str | None:
    return None if refusal is None else str(refusal.facts["what"])


def test_days_are_closed_by_two_and_opened_by_two() -> None:
    states = [one.state for one in (DRAFT, SIGNED, CLOSED, OPENING, OPENED)]
    assert states == list(PeriodState)
    assert [one.holds for one in (DRAFT, SIGNED, CLOSED, OPENING, OPENED)] == [False, False, True, True, False]
    assert closed_until([DRAFT, OPENED]) is None and closed_until([CLOSED, OPENED]) == UNTIL
    assert DRAFT.subject == "fund_period:1"


@pytest.mark.parametrize(
    ("day", "months", "since", "until"),
    [
        (date(2026, 8, 3), 3, SINCE, UNTIL),
        (date(2026, 12, 31), 3, date(2026, 10, 1), date(2026, 12, 31)),
        (date(2026, 3, 1), 6, date(2026, 1, 1), date(2026, 6, 30)),
        (date(2028, 2, 3), 1, date(2028, 2, 1), date(2028, 2, 29)),
        (date(2026, 12, 2), 5, date(2026, 11, 1), date(2026, 12, 31)),  # a year is never crossed
    ],
)
def test_a_stretch_is_counted_from_january(day: date, months: int, since: date, until: date) -> None:
    assert stretch_of(day, months) == (since, until)


def test_the_draft_falls_due_the_morning_after() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    due = statement_due(1, date(2026, 8, 3), 3, zone=zone)
    assert (due.kind, due.subject) == ("fund.statement", "fund:1:2026-07-01")
    assert due.due == datetime(2026, 10, 1, 9, 0, tzinfo=zone)
    assert last_month(date(2026, 3, 1)) == (date(2026, 2, 1), date(2026, 2, 28))


@pytest.mark.parametrize("on", [SINCE, UNTIL, date(2026, 6, 30)])
def test_a_closed_day_and_what_was_before_it_take_no_line(on: date) -> None:
    closed = replace(FUND, closed_until=UNTIL)
    wanted = Posting(LineKind.IN, 1, on, "车位费")
    assert what(posting_refusal(closed, wanted, vouchers=1, today=TODAY)) == "fund_closed"
    assert posting_refusal(closed, replace(wanted, on=date(2026, 10, 1)), vouchers=1, today=TODAY) is None


def test_where_money_is_from_is_said_of_income_alone_and_what_was_brought_in_has_its_papers() -> None:
    out = Posting(LineKind.OUT, 1, TODAY, "换灯", source=LineSource.PARKING.value)
    assert what(posting_refusal(FUND, out, vouchers=1, today=TODAY)) == "fund_source"
    found = Posting(LineKind.IN, 4_000_00, TODAY, "原来在张某个人卡上", source=LineSource.BROUGHT_IN.value)
    assert what(posting_refusal(FUND, found, vouchers=0, today=TODAY)) == "fund_voucher"
    assert posting_refusal(FUND, found, vouchers=1, today=TODAY) is None


@pytest.mark.parametrize(
    ("periods", "span", "until", "refused"),
    [
        ([], Span.MONTH, TODAY, "fund_period_running"),
        ([CLOSED], Span.STATEMENT, UNTIL, "fund_period"),
        ([CLOSED], Span.MONTH, date(2026, 8, 31), "fund_period"),
        ([replace(CLOSED, span=Span.MONTH)], Span.STATEMENT, UNTIL, None),
        ([OPENED], Span.STATEMENT, UNTIL, None),
    ],
)
def test_only_days_that_are_over_and_open_are_signed_for(
    periods: list[Period], span: Span, until: date, refused: str | None
) -> None:
    assert what(sign_refusal(FUND, periods, span, until, TODAY)) == refused


def test_nothing_that_waits_is_closed_in() -> None:
    waiting = replace(FUND, lines=(replace(LINE, on=date(2026, 6, 2), checked_at=None),))
    refusal = sign_refusal(waiting, [], Span.STATEMENT, UNTIL, TODAY)
    assert refusal is not None and refusal.facts["n"] == 1


def test_the_second_is_another_and_signs_for_the_same_sums() -> None:
    assert close_refusal(FUND, SIGNED, SECOND) is None
    assert what(close_refusal(FUND, SIGNED, FIRST)) == "fund_own_period"
    assert what(close_refusal(FUND, DRAFT, SECOND)) == "fund_period_unsigned"
    moved = replace(FUND, lines=(LINE, replace(LINE, number=2, amount=1)))
    assert what(close_refusal(moved, SIGNED, SECOND)) == "fund_period"


def test_what_was_signed_for_before_a_figure_was_kept_has_not_moved_by_it() -> None:
    """Somebody signed when what stands behind an account was not counted yet."""
    known = {name: n for name, n in seen_figures(FUND, SINCE, UNTIL).items() if name != "deeds"}
    before = replace(SIGNED, seen=known)
    assert not before.moved(FUND) and close_refusal(FUND, before, SECOND) is None
    assert replace(SIGNED, seen={**known, "deeds": 1}).moved(FUND), "where it was counted, it counts"
    moved = replace(FUND, lines=(LINE, replace(LINE, number=2, amount=1)))
    assert before.moved(moved) and what(close_refusal(moved, before, SECOND)) == "fund_period"


def test_days_are_opened_from_the_latest_with_a_reason_by_another() -> None:
    later = replace(CLOSED, since=date(2026, 10, 1), until=date(2026, 10, 31), span=Span.MONTH)
    assert opening_refusal(CLOSED, [CLOSED], "漏了") is None
    assert what(opening_refusal(CLOSED, [CLOSED, later], "漏了")) == "fund_period_later"
    assert what(opening_refusal(CLOSED, [CLOSED], "")) == "fund_why"
    assert what(opening_refusal(CLOSED, [CLOSED], "漏" * (LONGEST_PURPOSE + 1))) == "fund_purpose"
    assert what(opening_refusal(OPENING, [OPENING], "漏了")) == "fund_period_open"
    assert opened_refusal(OPENING, [OPENING], SECOND) is None
    assert what(opened_refusal(OPENING, [OPENING], FIRST)) == "fund_own_period"
    assert what(opened_refusal(OPENING, [OPENING, later], SECOND)) == "fund_period_later"
    assert what(opened_refusal(CLOSED, [CLOSED], SECOND)) == "fund_period_open"


def test_a_month_does_not_open_under_a_statement_and_opens_with_it() -> None:
    month = replace(OPENING, id=2, span=Span.MONTH, since=date(2026, 9, 1))
    asked = replace(month, opening_by=None)
    assert what(opening_refusal(asked, [CLOSED, asked], "漏了")) == "fund_period_later"
    assert what(opened_refusal(month, [CLOSED, month], SECOND)) == "fund_period_later"
    assert opened_refusal(month, [OPENED, month], SECOND) is None
    assert opened_refusal(OPENING, [OPENING, month], SECOND) is None
    before = replace(month, since=date(2026, 6, 1), until=date(2026, 6, 30))
    assert opened_with(OPENING, [OPENING, month, before, replace(month, opened_at=AT)]) == [month]
    assert opened_with(month, [OPENING, month]) == []
