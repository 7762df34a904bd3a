"""A bank's statement: read to the 分 however it is written, every bad row named; matched, and nothing lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.fund_bank import (
    MOST_FILES,
    BankFile,
    BankNote,
    BankRow,
    Matching,
    match,
    note_refusal,
    taking_refusal,
)
from domain.fund_bank_reading import MOST_ROWS, BankFlaw, BankReading, day_in, read_bank
from domain.funds import LONGEST_PURPOSE, FundLine, LineKind
from domain.money import MOST_CENTS
from domain.outcomes import Refusal
from domain.workbooks import Cell, CellKind, Sheet
from storage.bank_files import bank_words
from tests.workbooks import number, sheet

TODAY = date(2026, 10, 8)
AT = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)
HEADS = ("交易日期", "摘要", "借方发生额（元）", "贷方发生额（元）", "余额", "对方户名")


def read(*rows: tuple[object, ...], more: tuple[Sheet, ...] = ()) -> BankReading:
    return read_bank([sheet(*rows), *more], bank_words(), today=TODAY)


def flaws(reading: BankReading) -> list[tuple[str, int]]:
    return [(one.flaw.value, one.row) for one in reading.problems]


def test_a_statement_with_two_columns_is_read_to_the_cent() -> None:
    found = read(
        ("某某银行对公账户明细",),
        HEADS,
        ("20260801", "车位费", "", "1,260.50", "1,260.50", "某公司"),
        ("2026-08-03 10:20:11", "换灯", number("300.1"), number("0"), "", ""),
        ("合计", "", "300.10", "1,260.50"),
        HEADS,
        ("2026/8/4", "冲回", "-12.00", "--"),
        ("", "说明：本页为电子回单"),
    )
    assert [(one.row, one.on.day, one.amount, one.words) for one in found.payments] == [
        (3, 1, 126050, "车位费 某公司"),
        (4, 3, -30010, "换灯"),
        (7, 4, 1200, "冲回"),
    ]
    assert found.days == (date(2026, 8, 1), date(2026, 8, 4)) and not found.problems


def test_a_statement_with_one_column_goes_by_its_sign_or_by_its_mark() -> None:
    marked = read(
        ("日期", "借/贷", "金额"), ("2026.8.1", "贷", "10"), ("2026.8.1", "借", "3.5"), ("2026.8.1", "付", "1")
    )
    assert flaws(marked) == [("way", 4)] and marked.problems[0].text == "付"
    signed = read(("Date", "Amount"), ("2026-08-01", "-3.50"), (Cell(CellKind.DATE, "2026-08-02"), "+10"))
    assert [one.amount for one in signed.payments] == [-350, 1000]
    good = read(("日期", "借/贷", "金额"), ("2026.8.1", "贷", "10"), ("2026.8.1", "借", "3.5"))
    assert [one.amount for one in good.payments] == [1000, -350]


def test_headings_of_two_rows_say_which_column_is_what_came() -> None:
    """发生额 over 借方 and 贷方: what went out is never read as income."""
    over = ("交易日期", "摘要", "发生额", "发生额", "余额")
    for under in (("交易日期", "摘要", "借方", "贷方", "余额"), ("", "", "借方", "贷方", "")):
        found = read(over, under, ("2026-08-01", "手续费", "1.50", "", ""), ("2026-08-02", "租金", "", "900", ""))
        assert [(one.row, one.amount) for one in found.payments] == [(3, -150), (4, 900_00)]
    plainly = read(("日期", "收支", "金额"), ("2026-08-01", "收入", "10"), ("", "收入", "10"))
    assert flaws(plainly) == [("day", 3)], "a payment is no heading"


def test_what_the_bank_says_besides_is_no_payment_and_no_payment_is_left_out() -> None:
    found = read(
        ("收支", "日期", "金额", "摘要"),
        ("收入", "2026-08-01", "10", "停车"),
        ("支出", "2026-08-01", "3", "累计积分"),
        ("", "2026-08-01", "0.00", "期初余额"),
        ("收入总笔数：1", "", "10.00"),
        ("# 支出合计: 1 笔，共 3.00 元", "# 支出合计: 1 笔，共 3.00 元", "# 支出合计: 1 笔，共 3.00 元"),
        ("说明", "以回单为准"),
        ("收支", "日期", "金额", "摘要"),
    )
    assert [(one.row, one.amount) for one in found.payments] == [(2, 10_00), (3, -3_00)] and not found.problems
    wrong = read(("摘要", "日期", "金额"), ("工程款总额", "8月1日", "900"), ("合计", "", "900"))
    assert flaws(wrong) == [("day", 2)]


@pytest.mark.parametrize(
    ("said", "came", "went", "left_out"),
    [
        ("工程款合计", "", "900.00", False),
        ("累计积分兑换", "5.00", "", False),
        ("工程款合计", "", "九百", False),
        ("8月收入合计", "10.00", "", True),
        ("8月净额合计", "7.00", "", True),
        ("借贷合计情况", "10.00", "3.00", True),
        ("8月合计 2 笔", "0.00", "--", True),
        ("收入总笔数：1", "10.00", "", True),
        ("支出总额", "", "77.00", True),
        ("Total credit: 1", "1.00", "", True),
    ],
)
def test_money_without_a_day_is_a_sum_only_if_it_adds_up_or_says_nothing_else(
    said: str, came: str, went: str, left_out: bool
) -> None:
    """A payment whose day was forgotten is asked for, not dropped, whatever word it begins with."""
    heads = ("日期", "收入", "支出", "摘要")
    found = read(heads, ("2026-08-01", "10", "", "停车"), ("2026-08-02", "", "3", "灯"), (said, came, went))
    assert flaws(found) == ([] if left_out else [("sum", 4)])
    assert len(found.payments) == (2 if left_out else 0)


def test_a_sum_at_the_foot_of_each_page_is_of_that_page_or_of_all_above() -> None:
    heads = ("日期", "借/贷", "金额")
    first, second = ("2026-08-01", "贷", "10"), ("2026-08-02", "借", "3.50")
    pages = read(heads, first, ("第1页合计", "", "10.00"), second, ("第2页合计", "", "3.50"), ("两页合计", "", "6.50"))
    assert [one.amount for one in pages.payments] == [10_00, -3_50] and not pages.problems
    assert flaws(read(heads, first, second, ("第1页合计", "", "9.00"))) == [("sum", 4)]


@pytest.mark.parametrize(
    "said",
    [
        "本年累计",
        "本月合计",
        "本年合计",
        "本月累计",
        "上年累计",
        "年初至今合计",
        "本年收入累计",
        "本月合计 12 笔",
        "本期余额",
    ],
)
def test_a_total_of_more_days_than_the_file_has_is_no_payment(said: str) -> None:
    """Its figures never add up here; whoever gave it a day would have a whole year as one payment."""
    heads = ("日期", "摘要", "收入", "支出")
    for total in ((said, "", "12,000.00", "9,000.00"), ("", said, "12,000.00", "9,000.00")):
        found = read(heads, ("2026-08-01", "停车", "10", ""), total, ("2026-08-02", "灯", "", "3"))
        assert [one.amount for one in found.payments] == [10_00, -3_00] and not found.problems


@pytest.mark.parametrize(
    ("came", "went", "undated"),
    [
        (("1000",), ("100",), ("", "900")),
        (("1000",), (), ("", "1000")),
        ((), ("1000",), ("1000", "")),
        (("100",), ("1000",), ("900", "")),
    ],
)
def test_money_that_is_paid_straight_on_is_no_sum(
    came: tuple[str, ...], went: tuple[str, ...], undated: tuple[str, str]
) -> None:
    """What is left is a sum of the column it went to, never of the other: that would be a payment, dropped."""
    two = [("2026-08-01", "", sum, "") for sum in came] + [("2026-08-02", "", "", sum) for sum in went]
    said = read(("日期", "摘要", "收入", "支出"), *two, ("", "工程款合计", *undated))
    assert flaws(said) == [("sum", len(two) + 2)] and said.problems[0].text == "工程款合计"
    ways = [("2026-08-01", "", "收", sum) for sum in came] + [("2026-08-02", "", "支", sum) for sum in went]
    way = "收" if undated[0] else "支"
    marked = read(("日期", "摘要", "收支", "金额"), *ways, ("", "工程款合计", way, undated[0] or undated[1]))
    assert flaws(marked) == [("sum", len(ways) + 2)]
    signed = [("2026-08-01", "", sum) for sum in came] + [("2026-08-02", "", f"-{sum}") for sum in went]
    last = undated[0] or f"-{undated[1]}"
    assert flaws(read(("日期", "摘要", "金额"), *signed, ("", "工程款合计", last))) == [("sum", len(signed) + 2)]


def test_every_bad_row_is_named_and_nothing_is_taken() -> None:
    found = read(
        HEADS,
        ("8月1日", "x", "", "1"),
        ("2026-02-30", "x", "", "1"),
        ("2026-10-09", "x", "", "1"),
        ("2026-08-01", "x", "", "1.005"),
        ("2026-08-01", "x", "", Cell(CellKind.ERROR, "")),
        ("2026-08-01", "x", "1", "1"),
        ("2026-08-01", "x", "", "0.00"),
        ("", "x", "", "1"),
        ("2026-08-01", "对", "", "1"),
    )
    wrong = ["day", "day", "future", "amount", "amount", "both", "neither", "day"]
    assert flaws(found) == list(zip(wrong, range(2, 10), strict=True))
    assert not found.payments


@pytest.mark.parametrize(
    ("rows", "flaw"),
    [
        ((("姓名", "电话"), ("王", "1")), "no_headings"),
        ((("日期", "摘要"), ("2026-08-01", "x")), "no_sums"),
        ((HEADS,), "no_rows"),
        ((HEADS, *[("2026-08-01", "x", "", "1")] * (MOST_ROWS + 1)), "too_many"),
    ],
)
def test_a_file_that_is_none_says_what_is_wrong(rows: tuple[tuple[object, ...], ...], flaw: str) -> None:
    assert [one.flaw for one in read(*rows).problems] == [BankFlaw(flaw)]


def test_two_sheets_of_payments_are_one_too_many() -> None:
    assert flaws(read(HEADS, more=(sheet(HEADS, name="二"),))) == [("several", 0)]


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("¥1,234.50", 123450),
        ("－３．５", -350),
        ("(1,260.50)", -1_260_50),
        ("（1260.50元）", -1_260_50),
        ("−5", -500),
        ("-¥5.00", -500),
        ("CNY 86,000.00", 86_000_00),
        ("人民币5.00元", 500),
        ("(-5)", None),
        ("--5", None),
        ("5元3", None),
        ("借5", None),
        ("(5", None),
        ("1.500", 150),
        ("", 0),
        ("-", 0),
        ("1.005", None),
        ("1,23", None),
        ("约3元", None),
        ("99999999999", 9999999999900),
        ("100000000000", None),
    ],
)
def test_a_sum_is_read_whole_or_not_at_all(text: str, cents: int | None) -> None:
    assert bank_words().cents(text) == cents


def test_the_largest_sum_is_that_of_a_line() -> None:
    assert MOST_CENTS == 10**13
    sums = ("99,999,999,999.99", "100,000,000,000", "100,000,000,000.01")
    assert tuple(map(bank_words().cents, sums)) == (
        MOST_CENTS - 1,
        MOST_CENTS,
        None,
    )


def test_no_day_is_guessed() -> None:
    assert (day_in("20260803101500"), day_in("八月"), day_in("2026-13-01")) == (date(2026, 8, 3), None, None)


# Beside the account

FIRST, LAST = date(2026, 8, 1), date(2026, 8, 31)
LINE = FundLine(1, 1, LineKind.IN, 500_00, date(2026, 8, 3), "车位费", 7, AT, checked_by=8, checked_at=AT)
ROW = BankRow(1, 3, date(2026, 8, 3), 500_00, "车位费")
FILE = BankFile(1, 1, "a" * 64, FIRST, LAST, AT, (ROW,))


def beside(rows: list[BankRow], lines: list[FundLine], *notes: BankNote) -> Matching:
    return match(replace(FILE, rows=tuple(rows), notes=notes), lines)


def what(refusal: Refusal | None) -> str | None:
    return None if refusal is None else str(refusal.facts["what"])


def test_the_same_day_goes_first_and_three_days_apart_is_still_the_same() -> None:
    late, other = replace(LINE, id=2, number=2, on=date(2026, 8, 6)), replace(ROW, id=2, on=date(2026, 8, 5))
    found = beside([other, ROW], [late, LINE])
    assert {(row.id, line.id) for row, line in found.pairs} == {(1, 1), (2, 2)}
    assert found.settled
    apart = beside([replace(ROW, on=date(2026, 8, 7))], [LINE])
    assert not apart.pairs and len(apart.open_rows) == len(apart.open_lines) == 1


def test_what_is_on_one_side_alone_is_shown_until_it_is_put_down_or_said() -> None:
    out, unsaid = replace(LINE, id=2, number=2, kind=LineKind.OUT, amount=-500_00), replace(ROW, id=2, amount=12)
    found = beside([ROW, unsaid], [LINE, out])
    assert ([row.id for row in found.open_rows], [line.id for line in found.open_lines]) == ([2], [2])
    notes = BankNote(2, None, "利息", AT), BankNote(None, 2, "付", AT), BankNote(None, 2, "现金付的", AT)
    said = beside([ROW, unsaid], [LINE, out], *notes)
    assert found.said == () and said.said == ((unsaid, None, "利息"), (None, out, "现金付的"))
    assert said.settled and (said.why(row=unsaid), said.why(line=out)) == ("利息", "现金付的")
    put_down = replace(LINE, id=3, number=3, amount=12)
    assert len(beside([ROW, unsaid], [LINE, put_down]).pairs) == 2


def test_a_mistake_taken_back_was_never_at_the_bank() -> None:
    back = replace(LINE, id=2, number=2, amount=-500_00, counters=1)
    found = beside([], [LINE, back])
    assert found.cancelled == (LINE, back) and found.settled


def test_what_waits_or_began_or_lies_outside_is_not_asked_of_the_bank() -> None:
    waits = replace(LINE, checked_at=None)
    began = replace(LINE, kind=LineKind.OPENING)
    outside = replace(LINE, on=FIRST - timedelta(days=1))
    assert beside([], [waits, began, outside]).settled


def test_a_file_is_taken_once() -> None:
    assert taking_refusal([], FILE.sha256) is None
    assert what(taking_refusal([FILE], FILE.sha256)) == "bank_file"
    assert what(taking_refusal([FILE] * MOST_FILES, "b" * 64)) == "bank_files"


def test_only_a_difference_is_said_something_of() -> None:
    found = beside([replace(ROW, id=9, amount=1)], [LINE])
    assert note_refusal(found, 9, None, "利息") is None and note_refusal(found, None, 1, "现金") is None
    assert what(note_refusal(found, 1, None, "利息")) == "bank_difference"
    assert what(note_refusal(found, 9, None, "")) == "fund_why"
    assert what(note_refusal(found, 9, None, "利" * (LONGEST_PURPOSE + 1))) == "fund_purpose"


DAYS = st.integers(0, 30)
SUMS = st.sampled_from((100, -100, 250))


@given(st.lists(st.tuples(DAYS, SUMS), max_size=25), st.lists(st.tuples(DAYS, SUMS), max_size=25))
def test_nothing_is_lost_whatever_the_two_say(bank: list[tuple[int, int]], books: list[tuple[int, int]]) -> None:
    rows = [
        replace(ROW, id=n, number=n, on=FIRST + timedelta(days=day), amount=cents)
        for n, (day, cents) in enumerate(bank)
    ]
    lines = [
        replace(LINE, id=n, number=n, on=FIRST + timedelta(days=day), amount=cents, kind=LineKind.IN)
        for n, (day, cents) in enumerate(books)
    ]
    found = beside(rows, lines)
    assert sorted([row.id for row, _ in found.pairs] + [row.id for row in found.bank_only]) == [row.id for row in rows]
    assert sorted([line.id for _, line in found.pairs] + [line.id for line in found.book_only]) == [
        one.id for one in lines
    ]
    assert all(row.amount == line.amount for row, line in found.pairs)
    exact = sum(min(bank.count(one), books.count(one)) for one in set(bank))
    assert len(found.pairs) >= exact
