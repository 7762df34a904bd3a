"""Fees paid ahead: what a home is asked to the 分, counts that never round up, parts that add up, refusals."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.outcomes import Refusal
from domain.prepay import (
    MOST_ROUNDS,
    NOTHING,
    PrepayBasis,
    PrepayFigures,
    PrepayKind,
    PrepayLine,
    PrepayRound,
    PrepaySettlement,
    PrepayState,
    asked_homes,
    carry_refusal,
    cost_refusal,
    free,
    held_by,
    next_round,
    open_refusal,
    receive_refusal,
    refund_refusal,
    round_refusal,
    second_refusal,
    settle_refusal,
    shares,
    sums_of,
    unspent,
    void_refusal,
)
from domain.prepay_views import PrepayPage
from domain.registry import Actor, Place
from domain.units import DwellingUnit, UnitKind

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
ROUND = PrepayRound(1, Place(1), 5, "卫生费", PrepayBasis.HOME, 20_00, 12, 7, AT, 8, AT)
HOMES = [DwellingUnit(n, 1, 3, 1, "3号楼", "1单元", 1, f"10{n}", area=8937) for n in (1, 2, 3)]
STANDS, WAITS, HELD, GONE = PrepayState.STANDS, PrepayState.WAITS, PrepayState.HELD, PrepayState.GONE


def line(kind: PrepayKind, amount: int, unit: int | None = None, state: PrepayState = STANDS) -> PrepayLine:
    return PrepayLine(9, 3, kind, amount, 7, AT, state, unit)


def test_a_share_is_never_rounded_up_however_near_to_all() -> None:
    assert [PrepayFigures(20_000, paid).share for paid in (19_998, 19_999, 20_000)] == [9999, 9999, 10_000]
    assert [PrepayFigures(678, paid).share for paid in (0, 677, 678)] == [0, 9985, 10_000]


def took(unit: int, amount: int = 240_00, state: PrepayState = STANDS) -> PrepayLine:
    return line(PrepayKind.RECEIVED, amount, unit, state)


def what(refusal: Refusal | None) -> str | None:
    return None if refusal is None else str(refusal.facts["what"])


def actor(person: int) -> Actor:
    return Actor(person)


def test_a_home_is_asked_by_the_month_or_by_the_square_metre_with_half_a_cent_counting_as_one() -> None:
    assert ROUND.due(None) == 240_00
    by_area = replace(ROUND, basis=PrepayBasis.AREA, rate=50, months=1)
    assert by_area.due(None) is None
    assert (by_area.due(8000), by_area.due(8937), by_area.due(8901)) == (40_00, 44_69, 44_51)
    assert (ROUND.subject, ROUND.open, replace(ROUND, confirmed_at=None).open) == ("prepay:1", True, False)


@pytest.mark.parametrize(("paid", "share"), [(678, 10_000), (677, 9985), (0, 0)])
def test_only_all_homes_are_100_percent(paid: int, share: int) -> None:
    assert PrepayFigures(678, paid).share == share
    assert NOTHING.share == 0


def test_a_ledger_counts_what_stands_and_buildings_add_up() -> None:
    lines = [
        took(1),
        took(2, 239_99),
        took(3, 240_00, HELD),
        line(PrepayKind.CARRIED, 1, 2),
        line(PrepayKind.COST, -100_00),
        line(PrepayKind.COST, -50_00, state=WAITS),
        line(PrepayKind.REFUNDED, -10_00, 1),
        took(3, 5, GONE),
    ]
    sums = sums_of(ROUND, HOMES, lines)
    assert (sums.homes, sums.paid, sums.held, sums.waiting) == (3, 2, 240_00, 1)
    assert (sums.received, sums.carried, sums.spent, sums.refunded) == (479_99, 1, 100_00, 10_00)
    assert sums.balance == 370_00 and free(lines) == 320_00
    both = PrepayPage(ROUND, {3: "3号楼", 9: "9号楼"}, {3: sums, 9: sums}, (), frozenset(), False).whole
    assert (both.balance, both.homes, both.paid, both.held, both.waiting) == (740_00, 6, 4, 480_00, 2)
    by_area = replace(ROUND, basis=PrepayBasis.AREA)
    assert sums_of(by_area, [replace(HOMES[0], area=None)], lines).paid == 0
    assert asked_homes([*HOMES, replace(HOMES[0], kind=UnitKind.PARKING)]) == HOMES


def test_what_is_left_is_parted_to_the_last_cent_by_what_each_paid() -> None:
    assert shares({1: 1, 2: 1, 3: 1}, 100) == {1: 34, 2: 33, 3: 33}
    assert shares({1: 200, 2: 100}, 100) == {1: 67, 2: 33}
    assert shares({1: 3, 2: 3_000}, 1) == {2: 1}
    assert shares({}, 5) == shares({1: 1}, 0) == {}
    lines = [took(1), took(2), line(PrepayKind.COST, -240_00)]
    assert unspent(lines) == {1: 120_00, 2: 120_00}
    assert unspent([*lines, line(PrepayKind.REFUNDED, -120_00, 1, WAITS)]) == {2: 120_00}


def test_a_round_needs_a_name_a_rate_and_months() -> None:
    assert what(round_refusal(MOST_ROUNDS, "费", 1, 1)) == "prepay_rounds"
    assert [what(round_refusal(0, name, 1, 1)) for name in ("", "长" * 31)] == ["prepay_name"] * 2
    assert [what(round_refusal(0, "费", 1, months)) for months in (0, 37)] == ["prepay_months"] * 2
    assert what(round_refusal(0, "费", 0, 12)) == "prepay_amount"
    assert round_refusal(0, "费", 50, 12) is None


def test_whoever_asked_is_never_the_second() -> None:
    asked = replace(ROUND, confirmed_at=None)
    assert what(second_refusal(asked, actor(7))) == "prepay_own"
    assert second_refusal(asked, actor(8)) is None
    assert what(second_refusal(ROUND, actor(8))) == "prepay_confirmed"
    settled = PrepaySettlement(1, 1, 3, 2, 5, 3, 3, 7, AT)
    assert what(open_refusal(asked, None)) == "prepay_unconfirmed"
    assert what(open_refusal(ROUND, settled)) == "prepay_settled" and open_refusal(ROUND, None) is None


def test_nothing_is_taken_twice_or_beyond_what_is_asked() -> None:
    home = HOMES[0]
    assert receive_refusal(ROUND, home, [], 240_00) is None
    assert what(receive_refusal(ROUND, home, [], 240_01)) == "prepay_more"
    assert what(receive_refusal(ROUND, home, [], 0)) == "prepay_more"
    assert what(receive_refusal(ROUND, home, [took(1, state=HELD)], 1)) == "prepay_paid"
    assert what(receive_refusal(ROUND, replace(home, kind=UnitKind.PARKING), [], 1)) == "prepay_area"
    by_area = replace(ROUND, basis=PrepayBasis.AREA)
    assert what(receive_refusal(by_area, replace(home, area=None), [], 1)) == "prepay_area"
    back = line(PrepayKind.REFUNDED, -1, 1, WAITS)
    assert what(receive_refusal(ROUND, home, [took(1, 100), back], 1)) == "prepay_refunded"


def test_a_receipt_is_taken_back_by_whoever_gave_it_while_they_hold_the_money() -> None:
    for none in (None, line(PrepayKind.COST, -1)):
        assert what(void_refusal(none, actor(7))) == "prepay_line"
    assert what(void_refusal(took(1, state=HELD), actor(8))) == "prepay_line"
    assert what(void_refusal(took(1, state=WAITS), actor(7))) == "prepay_handed"
    assert void_refusal(took(1, state=HELD), actor(7)) is None


def test_a_building_pays_of_its_own_with_a_voucher() -> None:
    lines = [took(1), line(PrepayKind.COST, -40_00, state=WAITS)]
    assert cost_refusal(lines, 200_00, "保洁", vouchers=1) is None
    assert what(cost_refusal(lines, 200_01, "保洁", vouchers=1)) == "prepay_short"
    assert what(cost_refusal(lines, 0, "保洁", vouchers=1)) == "prepay_amount"
    assert [what(cost_refusal(lines, 1, words, vouchers=1)) for words in ("", "长" * 101)] == ["prepay_words"] * 2
    assert what(cost_refusal(lines, 1, "保洁", vouchers=0)) == "prepay_voucher"


def test_it_is_settled_once_all_is_signed_and_into_a_later_round_of_the_same_account() -> None:
    later = replace(ROUND, id=2)
    assert settle_refusal(ROUND, later, [took(1)], ()) is None
    assert what(settle_refusal(ROUND, later, [took(1, state=HELD)], ())) == "prepay_waiting"
    assert what(settle_refusal(ROUND, later, [took(1), line(PrepayKind.COST, -240_01)], ())) == "prepay_below"
    wrong = (None, ROUND, replace(later, fund_id=6), replace(later, confirmed_at=None), replace(later, place=Place(2)))
    assert [what(settle_refusal(ROUND, one, [], ())) for one in wrong] == ["prepay_next"] * 5


def test_money_is_never_carried_to_where_the_building_is_settled_already() -> None:
    second, third = replace(ROUND, id=2), replace(ROUND, id=3)
    assert what(settle_refusal(ROUND, second, [], {2})) == what(carry_refusal(ROUND, second, {2})) == "prepay_next"
    assert settle_refusal(ROUND, third, [], {2}) is None
    assert next_round(ROUND, [third, second, ROUND], ()) == second
    assert next_round(ROUND, [third, second], {2}) == third and next_round(ROUND, [third, second], {2, 3}) is None


def test_a_home_has_nothing_back_while_some_of_its_money_is_not_signed_for() -> None:
    for state in (HELD, WAITS):
        assert what(refund_refusal([took(1), took(1, 1, state)], 1)) == "prepay_home_waiting"
    elsewhere = [took(1), took(1, 1, GONE), took(2, 1, HELD), line(PrepayKind.REFUNDED, -1, 1, WAITS)]
    assert refund_refusal(elsewhere, 1) is None


def test_what_one_holds_of_a_building_is_ones_own_alone() -> None:
    held = [took(1, state=HELD), took(2, state=HELD)]
    assert held_by([*held, took(3), took(3, state=WAITS)], 3, 7) == held
    assert held_by(held, 4, 7) == held_by(held, 3, 8) == held_by([replace(held[0], by=None)], 3, None) == []
