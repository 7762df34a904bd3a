"""The seeds' accounts in their own figures: 绿洲花园's three buildings, 教师园区's surplus, a committee's own purse."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from domain.fund_statements import Statement, statement
from domain.funds import Fund, FundKind, FundLine, LineKind, LineSource, running
from domain.registry import Place

AT = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)
SINCE, UNTIL = date(2026, 1, 1), date(2026, 12, 31)
LINE = FundLine(1, 1, LineKind.IN, 0, date(2026, 3, 1), "卫生费", 7, AT, checked_by=8, checked_at=AT)


def account(kind: FundKind, name: str, *lines: tuple[LineKind, int], holder: str = "自管会") -> Fund:
    put_down = tuple(
        replace(LINE, id=n, number=n, kind=way, amount=-cents if way is LineKind.OUT else cents)
        for n, (way, cents) in enumerate(lines, start=1)
    )
    return Fund(1, Place(1), kind, name, holder, "0123", put_down)


def year(fund: Fund) -> Statement:
    return statement(fund, SINCE, UNTIL)


def test_three_buildings_of_678_homes_settle_by_themselves_and_add_up() -> None:
    """惠济 0.7: 以楼栋为单位预交、结算; 226 homes a building at 10 元 a month for a year."""
    paid, spent = 226 * 12 * 10_00, (25_000_00, 26_120_00, 24_880_50)
    funds = [
        account(FundKind.PREPAID, f"{n}号楼卫生费", (LineKind.IN, paid), (LineKind.OUT, out))
        for n, out in enumerate(spent, start=1)
    ]
    found = [year(fund) for fund in funds]
    assert [one.closing for one in found] == [2_120_00, 1_000_00, 2_239_50]
    assert sum(one.closing for one in found) == sum(fund.balance for fund in funds) == 678 * 12 * 10_00 - sum(spent)
    assert all(one.opening + one.received - one.spent == one.closing for one in found)


def test_a_service_by_the_hour_leaves_more_than_forty_thousand() -> None:
    """新都 1.1: 钟点式物业，结余4万多; the fee was 0.5 元 a square metre."""
    fees = 80_00 * 50 // 100 * 12 * 200  # 200 homes of 80.00 ㎡, 40.00 元 a month each
    fund = account(FundKind.PREPAID, "钟点物业费", (LineKind.IN, fees), (LineKind.OUT, 54_766_00))
    assert (fees, year(fund).closing) == (96_000_00, 41_234_00)


def test_every_line_says_what_is_there_then_and_one_signature_counts_for_nothing() -> None:
    """新都 1.4: 基本账户; opening + in − out = closing for every line, one signer stays 待复核."""
    fund = account(
        FundKind.REVENUE, "基本账户", (LineKind.OPENING, 1_000_00), (LineKind.IN, 500_00), (LineKind.OUT, 300_00)
    )
    waits = replace(fund.lines[1], id=4, number=4, amount=9_99, checked_by=None, checked_at=None)
    found = replace(fund, lines=(*fund.lines, waits))
    after = running(found.lines)
    for before, line in zip(found.lines, found.lines[1:-1], strict=False):
        assert after[before.number] + line.amount == after[line.number]
    told = year(found)
    assert (told.opening, told.received, told.spent, told.closing) == (1_000_00, 500_00, 300_00, 1_200_00)
    assert found.waiting == (waits,) and waits.number not in after and told.waiting == 1


def test_money_of_a_private_account_is_said_to_have_been_there() -> None:
    """新都 1.4: 破「公款私存」."""
    fund = account(FundKind.REVENUE, "基本账户", (LineKind.IN, 4_000_00))
    brought = replace(fund.lines[0], source=LineSource.BROUGHT_IN.value, vouchers=1)
    told = year(replace(fund, lines=(brought,)))
    assert [(one.what, one.amount) for one in told.sources] == [("brought_in", 4_000_00)]
    assert [flag.value for flag in told.flagged[0].flags] == ["brought_in"]


def test_what_a_residents_committee_holds_for_others_is_an_account_of_its_own() -> None:
    """铜陵 2.9: 居财居管; its own money and what it keeps for organisations never mix."""
    own = account(FundKind.REVENUE, "居委会经费", (LineKind.IN, 60_000_00), holder="居委会")
    held = [
        account(FundKind.CUSTODY, name, (LineKind.IN, cents), holder="居委会")
        for name, cents in (("舞蹈队", 3_000_00), ("志愿队", 1_250_50))
    ]
    assert [year(one).closing for one in (own, *held)] == [60_000_00, 3_000_00, 1_250_50]
    assert {one.holder for one in (own, *held)} == {"居委会"} and len({one.kind for one in (own, *held)}) == 2
