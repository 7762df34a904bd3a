"""Accounts: what stands and what waits, sums that add up for any days, what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deliberation.classification import Touch
from domain.deliberation.procedures import SIX_STEPS, URGENT
from domain.deliberation.record_details import Applicant, Application
from domain.deliberation.stages import Stage
from domain.fund_opening import LONGEST_HOLDER, LONGEST_NAME, MOST_ACCOUNTS, fund_refusal
from domain.funds import (
    LONGEST_INVOICE,
    LONGEST_PAYEE,
    LONGEST_PURPOSE,
    Fund,
    FundKind,
    FundLine,
    LineKind,
    Posting,
    check_refusal,
    counter_refusal,
    cover_refusal,
    day_refusal,
    decides,
    decision_refusal,
    figures,
    line_facts,
    looks_into,
    posting_refusal,
    running,
)
from domain.money import MOST_CENTS
from domain.outcomes import Reason, Refusal
from domain.registry import Actor, Place, Role, RoleKind
from tests.deliberating import a_matter

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
LINE = FundLine(1, 1, LineKind.IN, 500_00, TODAY, "车位费", posted_by=7, posted_at=AT, checked_by=8, checked_at=AT)
REVENUE = Fund(1, Place(1), FundKind.REVENUE, "公共收益", "业委会", "0123", (LINE,))
SPENT = Posting(LineKind.OUT, 100_00, TODAY, "换灯", matter_id=1)
DECIDED = replace(a_matter(Stage.DOING, AT), procedure_name=SIX_STEPS.name, touched=(Touch.COMMON_INCOME,))


def what(refusal: Refusal | None) -> str | None:
    return None if refusal is None else str(refusal.facts["what"])


LINES = st.lists(
    st.builds(
        lambda kind, amount, days, stands: replace(
            LINE,
            kind=kind,
            amount=-amount if kind is LineKind.OUT else amount,
            on=TODAY - timedelta(days=days),
            checked_at=AT if stands else None,
        ),
        st.sampled_from(LineKind),
        st.integers(0, MOST_CENTS),
        st.integers(0, 400),
        st.booleans(),
    ),
    max_size=30,
)


@given(LINES, st.integers(0, 400), st.integers(0, 400))
def test_opening_and_what_came_and_went_is_closing_and_the_next_days_open_with_it(
    lines: list[FundLine], first: int, second: int
) -> None:
    since, until = TODAY - timedelta(days=max(first, second)), TODAY - timedelta(days=min(first, second))
    found = figures(lines, since, until)
    assert found.opening + found.received - found.spent == found.closing
    assert found.closing == sum(line.amount for line in lines if line.stands and line.on <= until)
    after = figures([line for line in lines if line.kind is not LineKind.OPENING], until + timedelta(days=1), TODAY)
    opened = sum(line.amount for line in lines if line.stands and line.on <= until and line.kind is LineKind.OPENING)
    assert after.opening + opened == found.closing


@given(LINES)
def test_the_last_running_balance_is_the_balance(lines: list[FundLine]) -> None:
    numbered = tuple(replace(line, id=n, number=n) for n, line in enumerate(lines, start=1))
    account, found = replace(REVENUE, lines=numbered), running(numbered)
    assert list(found) == [line.number for line in numbered if line.stands]
    assert (list(found.values()) or [0])[-1] == account.balance
    assert len(account.waiting) + len(found) == len(numbered)


def test_a_line_sent_back_neither_waits_nor_counts() -> None:
    back = replace(LINE, declined="金额不对")
    account = replace(REVENUE, lines=(back,))
    assert not back.stands and not back.waits and account.balance == 0 and account.waiting == ()
    assert account.next_number == 2 and account.line(1) is back and account.line(2) is None


def test_income_without_an_invoice_is_marked_and_what_takes_it_back_is_not() -> None:
    assert LINE.unbilled and not replace(LINE, invoice="0017").unbilled
    assert not replace(LINE, counters=1).unbilled and not replace(LINE, kind=LineKind.OPENING).unbilled


@pytest.mark.parametrize(
    ("given", "refused"),
    [
        ((0, "公共收益", "业委会", "0123"), None),
        ((MOST_ACCOUNTS, "公共收益", "业委会", "0123"), "funds"),
        ((0, "", "业委会", "0123"), "fund_name"),
        ((0, "12", "业委会", "0123"), "fund_name"),
        ((0, "公共收益", "12 ", "0123"), "fund_holder"),
        ((0, "长" * (LONGEST_NAME + 1), "业委会", "0123"), "fund_name"),
        ((0, "公共收益", "", "0123"), "fund_holder"),
        ((0, "公共收益", "长" * (LONGEST_HOLDER + 1), "0123"), "fund_holder"),
        ((0, "公共收益", "业委会", "123"), "fund_tail"),
        ((0, "公共收益", "业委会", "６２２２"), "fund_tail"),
    ],
)
def test_an_account_has_a_name_a_holder_and_four_figures(given: tuple[int, str, str, str], refused: str | None) -> None:
    assert what(fund_refusal(*given)) == refused


@pytest.mark.parametrize(
    ("changes", "vouchers", "refused"),
    [
        ({}, 1, None),
        ({}, 0, "fund_voucher"),
        ({"kind": LineKind.IN}, 0, None),
        ({"kind": LineKind.IN, "source": "brought_in"}, 0, "fund_voucher"),
        ({"kind": LineKind.IN, "source": "brought_in"}, 1, None),
        ({"kind": LineKind.OUT, "source": "parking"}, 1, "fund_source"),
        ({"amount": 0}, 1, "fund_amount"),
        ({"amount": MOST_CENTS + 1}, 1, "fund_amount"),
        ({"on": TODAY + timedelta(days=1)}, 1, "fund_day"),
        ({"purpose": ""}, 1, "fund_purpose"),
        ({"purpose": "长" * (LONGEST_PURPOSE + 1)}, 1, "fund_purpose"),
        ({"payee": "长" * (LONGEST_PAYEE + 1)}, 1, "fund_payee"),
        ({"invoice": "1" * (LONGEST_INVOICE + 1)}, 1, "fund_invoice"),
    ],
)
def test_a_line_has_a_sum_a_day_words_and_a_voucher(
    changes: dict[str, object], vouchers: int, refused: str | None
) -> None:
    wanted = replace(SPENT, **changes)  # type: ignore[arg-type]
    assert what(posting_refusal(REVENUE, wanted, vouchers=vouchers, today=TODAY)) == refused


def test_an_account_begins_with_nothing_or_something() -> None:
    opening = Posting(LineKind.OPENING, 0, TODAY, "期初")
    assert posting_refusal(replace(REVENUE, lines=()), opening, vouchers=0, today=TODAY) is None
    assert (opening.signed, SPENT.signed) == (0, -100_00)


def test_an_account_begins_once_and_anew_where_that_did_not_count() -> None:
    """What was sent back, or taken back by two, is said again; while anything waits there is no second."""
    began = replace(LINE, kind=LineKind.OPENING)
    back = replace(began, id=2, number=2, amount=-500_00, counters=1)
    waits, sent_back = replace(began, checked_at=None), replace(began, declined="是1200")
    for lines, begun in (
        ((began,), True),
        ((waits,), True),
        ((sent_back,), False),
        ((began, replace(back, checked_at=None)), True),
        ((began, replace(back, declined="没错")), True),
        ((began, back), False),
        ((began, back, replace(began, id=3, number=3)), True),
        ((LINE,), False),
    ):
        account = replace(REVENUE, lines=lines)
        refusal = posting_refusal(account, Posting(LineKind.OPENING, 1_200_00, TODAY, "期初"), vouchers=0, today=TODAY)
        assert (account.begun, what(refusal)) == (begun, "fund_opening" if begun else None), lines


def test_what_takes_a_payment_back_is_not_held_up_where_the_account_is_short() -> None:
    short = replace(REVENUE, lines=(replace(LINE, amount=-500_00),))
    back = replace(LINE, id=2, number=2, kind=LineKind.OUT, amount=100_00, counters=7, checked_at=None)
    assert short.balance == -500_00 and cover_refusal(short, back) is None


@pytest.mark.parametrize("stage", list(Stage))
def test_common_money_goes_out_only_where_a_decision_was_published_for_its_time(stage: Stage) -> None:
    allowed = {Stage.DOING, Stage.REPORTING, Stage.RATING, Stage.ARCHIVED}
    refused = what(decision_refusal(REVENUE, SPENT, replace(DECIDED, stage=stage), budget=1_000_00, spent=0))
    assert refused == (None if stage in allowed else "fund_undecided")


@pytest.mark.parametrize("stage", list(Stage))
def test_a_decision_can_be_chosen_only_once_it_was_published_for_its_time(stage: Stage) -> None:
    published = stage in {Stage.DOING, Stage.REPORTING, Stage.RATING, Stage.ARCHIVED}
    assert decides(REVENUE, replace(DECIDED, stage=stage)) == published


def test_a_decision_without_a_budget_lets_nothing_out() -> None:
    assert what(decision_refusal(REVENUE, replace(SPENT, amount=1), DECIDED, budget=0, spent=0)) == "fund_budget"


@pytest.mark.parametrize(("on", "open_"), [(date(2024, 12, 31), False), (date(2025, 12, 31), False), (TODAY, True)])
def test_a_year_that_was_settled_and_those_before_take_no_line(on: date, open_: bool) -> None:
    account = replace(REVENUE, settled=(2025,))
    assert what(day_refusal(account, on, TODAY)) == (None if open_ else "fund_settled")


@pytest.mark.parametrize(("on", "open_"), [(date(2026, 10, 30), False), (date(2026, 10, 31), False), (TODAY, True)])
def test_closed_days_take_no_line_the_last_of_them_included(on: date, open_: bool) -> None:
    account = replace(REVENUE, closed_until=date(2026, 10, 31))
    assert what(day_refusal(account, on, TODAY)) == (None if open_ else "fund_closed")


def test_common_money_goes_out_as_the_owners_decided_and_for_danger() -> None:
    maintenance = replace(REVENUE, kind=FundKind.MAINTENANCE)
    assert what(decision_refusal(maintenance, SPENT, DECIDED, budget=1_000_00, spent=0)) == "fund_owners"
    fund = replace(DECIDED, touched=(Touch.USE_FUND,))
    assert decision_refusal(maintenance, SPENT, fund, budget=1_000_00, spent=0) is None
    assert what(decision_refusal(REVENUE, SPENT, fund, budget=1_000_00, spent=0)) == "fund_owners"
    danger = replace(DECIDED, touched=(), procedure_name=URGENT.name)
    noted = Application(Applicant.COMMITTEE, date(2026, 3, 2))
    checked = replace(noted, checked=True)
    paid: dict[str, Any] = {"budget": None, "spent": 0}
    assert decision_refusal(maintenance, SPENT, danger, application=checked, **paid) is None
    assert what(decision_refusal(maintenance, SPENT, danger, **paid)) == "fund_unapplied"
    archived = replace(danger, stage=Stage.ARCHIVED)
    assert what(decision_refusal(maintenance, SPENT, archived, **paid)) == "fund_never_applied", "no key to press"
    for one in (danger, archived):
        assert what(decision_refusal(maintenance, SPENT, one, application=noted, **paid)) == "fund_unchecked"
    assert decision_refusal(maintenance, SPENT, archived, application=checked, **paid) is None
    assert what(decision_refusal(REVENUE, SPENT, danger, application=checked, **paid)) == "fund_owners"


def test_without_a_decision_of_this_compound_no_common_money_goes_out() -> None:
    assert what(decision_refusal(REVENUE, SPENT, None, budget=None, spent=0)) == "fund_matter"
    assert (
        what(decision_refusal(REVENUE, SPENT, replace(DECIDED, place=Place(2)), budget=1_000_00, spent=0))
        == "fund_matter"
    )
    assert decision_refusal(REVENUE, replace(SPENT, kind=LineKind.IN), None, budget=None, spent=0) is None
    assert decision_refusal(replace(REVENUE, kind=FundKind.PREPAID), SPENT, None, budget=None, spent=0) is None


@pytest.mark.parametrize(("amount", "refused"), [(600_00, None), (600_01, "fund_budget")])
def test_all_that_goes_out_for_a_matter_is_held_to_its_budget_and_a_tenth(amount: int, refused: str | None) -> None:
    lines = (
        LINE,
        replace(LINE, id=2, number=2, kind=LineKind.OUT, amount=-400_00, matter_id=1),
        replace(LINE, id=3, number=3, kind=LineKind.OUT, amount=-100_00, matter_id=1, checked_at=None),
        replace(LINE, id=4, number=4, kind=LineKind.OUT, amount=-900_00, matter_id=1, declined="重了"),
        replace(LINE, id=5, number=5, kind=LineKind.OUT, amount=-900_00, matter_id=2),
    )
    account, spending = replace(REVENUE, lines=lines), replace(SPENT, amount=amount)
    refusal = decision_refusal(account, spending, DECIDED, budget=1_000_00, spent=account.spent_on(1))
    assert what(refusal) == refused
    assert refusal is None or refusal.facts["spent"] == 1_100_01


def test_what_is_about_to_be_taken_back_is_still_spent_and_one_line_can_be_left_out() -> None:
    out = replace(LINE, id=2, number=2, kind=LineKind.OUT, amount=-400_00, matter_id=1)
    back = replace(out, id=3, number=3, amount=400_00, counters=2, checked_at=None)
    waiting = replace(REVENUE, lines=(out, back))
    assert waiting.spent_on(1) == 400_00 and waiting.spent_on(1, apart=2) == 0
    assert replace(REVENUE, lines=(out, replace(back, checked_at=AT))).spent_on(1) == 0


def test_owners_and_those_who_keep_the_accounts_look_into_vouchers() -> None:
    owner, tenant = (Actor(9, (Role(kind, Place(1, 2), AT),)) for kind in (RoleKind.OWNER, RoleKind.TENANT))
    elsewhere = Actor(9, (Role(RoleKind.OWNER, Place(2), AT),))
    assert looks_into(REVENUE, owner, keeps=False) and looks_into(REVENUE, tenant, keeps=True)
    assert not looks_into(REVENUE, tenant, keeps=False) and not looks_into(REVENUE, elsewhere, keeps=False)


def test_nobody_is_the_second_person_of_their_own_line() -> None:
    waits = replace(LINE, checked_by=None, checked_at=None)
    assert check_refusal(waits, Actor(8)) is None
    assert check_refusal(waits, Actor(7)) == Refusal(Reason.NOT_PERMITTED, {"what": "fund_own_line"})
    assert what(check_refusal(LINE, Actor(8))) == "fund_check" and what(check_refusal(None, Actor(8))) == "fund_line"


def test_no_account_pays_what_it_does_not_hold_and_a_mistake_is_taken_back_all_the_same() -> None:
    out = replace(LINE, id=2, number=2, kind=LineKind.OUT, amount=-500_00, checked_at=None)
    assert cover_refusal(REVENUE, out) is None
    short = cover_refusal(REVENUE, replace(out, amount=-500_01))
    assert short is not None and short.facts == {"what": "fund_short", "balance": 500_00, "cost": 500_01}
    assert cover_refusal(REVENUE, replace(out, amount=-900_00, kind=LineKind.IN, counters=1)) is None


def test_only_what_stands_is_taken_back_and_once() -> None:
    assert counter_refusal(REVENUE, LINE, "记重了") is None
    assert what(counter_refusal(REVENUE, None, "记重了")) == "fund_line"
    assert what(counter_refusal(REVENUE, replace(LINE, checked_at=None), "记重了")) == "fund_counter"
    assert what(counter_refusal(REVENUE, replace(LINE, counters=1), "记重了")) == "fund_counter"
    assert what(counter_refusal(REVENUE, LINE, "")) == "fund_why"
    assert what(counter_refusal(REVENUE, LINE, "长" * (LONGEST_PURPOSE + 1))) == "fund_purpose"
    back = replace(LINE, id=2, number=2, amount=-500_00, counters=1)
    taken = replace(REVENUE, lines=(LINE, back))
    assert taken.balance == 0 and counter_refusal(taken, LINE, "再冲") == Refusal(
        Reason.ALREADY_DONE, {"what": "fund_counter"}
    )
    assert counter_refusal(replace(REVENUE, lines=(LINE, replace(back, declined="不用冲"))), LINE, "真重了") is None


def test_the_journal_keeps_a_line_without_whom_it_went_to() -> None:
    kept = line_facts(replace(LINE, payee="刘师傅", matter_id=3))
    assert kept == {"number": 1, "kind": "in", "amount": 500_00, "on": "2026-11-24", "matter_id": 3}
