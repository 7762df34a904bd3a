"""Screens of statements, of the bank and of a matter's money: both languages, six keys, eight lines, nobody's name."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from python_calamine import load_workbook

from domain.deliberation.procedures import URGENT
from domain.deliberation.stages import Stage
from domain.fund_bank import BankFile, BankNote, BankRow, match
from domain.fund_bank_reading import BankFlaw, BankPayment, BankProblem, BankReading
from domain.fund_matters import MatterMoney, paid_for
from domain.fund_periods import Period, Span, seen_figures
from domain.fund_statements import statement
from domain.funds import Fund, FundKind, FundLine, LineKind, LineSource
from domain.registry import Place
from domain.workbooks import Flaw, Problem
from rendering import bank_files, fund_matters, fund_periods, fund_workbook
from rendering.bulletin_buttons import SeePaper
from rendering.fund_buttons import (
    ClosePeriod,
    EarlierPeriods,
    NoteDifference,
    OpenPeriod,
    PutDownRow,
    ShowDifference,
    ShowPeriod,
    ShowPeriods,
    ShowReasons,
    SignMonth,
    SignPeriod,
)
from rendering.screens import Screen
from rendering.texts import SPOKEN, texts
from tests.deliberating import a_matter

AT = datetime(2026, 10, 8, 2, 0, tzinfo=UTC)
SINCE, UNTIL, TODAY = date(2026, 7, 1), date(2026, 9, 30), date(2026, 10, 8)
CAME = FundLine(1, 1, LineKind.IN, 500_00, date(2026, 8, 3), "车位费 <b>&", 7, AT, checked_by=8, checked_at=AT)
WENT = replace(CAME, id=2, number=2, kind=LineKind.OUT, amount=-300_00, payee="刘师傅 <b>&", matter_id=1, vouchers=2)
WENT = replace(WENT, matter_number=4)
WAITS = replace(WENT, id=3, number=3, amount=-1, checked_at=None, checked_by=None)
LINES = [replace(CAME, id=9 + n, number=9 + n, source=one.value) for n, one in enumerate(LineSource)]
FUND = Fund(1, Place(1), FundKind.REVENUE, "公共收益 <b>&", "业委会", "0123", (CAME, WENT, WAITS, *LINES))
DRAFT = Period(1, 1, Span.STATEMENT, SINCE, UNTIL, AT)
SIGNED = replace(DRAFT, signed_by=7, signed_at=AT, seen=seen_figures(FUND, SINCE, UNTIL))
CLOSED = replace(SIGNED, closed_by=8, closed_at=AT)
OPENING = replace(CLOSED, opening_by=7, why="漏了 <b>&")
OPENED = replace(OPENING, opened_by=8, opened_at=AT)
EVERY = (DRAFT, SIGNED, CLOSED, OPENING, OPENED)
ROWS = tuple(BankRow(n, n, date(2026, 8, n), n, "刘师傅 <b>&") for n in range(2, 8))
FILE = BankFile(1, 1, "a" * 64, SINCE, UNTIL, AT, ROWS, (BankNote(2, None, "利息 <b>&", AT),))
BESIDE = match(FILE, FUND.lines)
NOTES = tuple(BankNote(row.id, None, "利息 <b>&" * 9, AT) for row in ROWS)
TOLD = match(replace(FILE, notes=(*NOTES, BankNote(None, FUND.lines[0].id, "月底才到 <b>&", AT))), FUND.lines)
MONEY = MatterMoney(a_matter(Stage.DOING, AT), 500_00, paid_for([FUND], 1), decided=True, looks=True)


def presses(screen: Screen) -> list[type]:
    return [type(key.press) for row in screen.keys for key in row]


def one(period: Period, *, keeps: bool = True, own: bool = False, locale: str = "zh_Hans") -> Screen:
    told = statement(FUND, SINCE, UNTIL)
    return fund_periods.period(texts(locale), FUND, period, told, keeps=keeps, own=own)


@pytest.mark.parametrize("locale", SPOKEN)
def test_six_keys_and_nothing_unescaped(locale: str) -> None:
    said = texts(locale)
    read = BankReading(tuple(BankPayment(n, TODAY, n - 2, "x") for n in range(5)))
    screens = [
        fund_periods.periods(said, FUND, EVERY, keeps=True),
        fund_periods.periods(said, FUND, (), keeps=True),
        *(one(period, locale=locale) for period in EVERY),
        *(fund_periods.surely(said, FUND, replace(SIGNED, span=span)) for span in Span),
        bank_files.banks(said, FUND, [(FILE, BESIDE)] * 5, keeps=True),
        bank_files.banks(said, FUND, [], keeps=False),
        bank_files.faulty(said, 1, [BankProblem(flaw, 3, "<b>& ") for flaw in BankFlaw]),
        bank_files.unusable(said, 1, Problem(Flaw.BROKEN)),
        bank_files.preview(said, FUND, read, 1),
        *(bank_files.bank(said, FUND, FILE, BESIDE, keeps=keeps) for keeps in (True, False)),
        *(bank_files.reasons(said, FUND, FILE, TOLD, page) for page in (0, 1, 9)),
        bank_files.reasons(said, FUND, FILE, replace(BESIDE, notes=()), 0),
        bank_files.difference(said, FILE, BESIDE, ROWS[0], None),
        bank_files.difference(said, FILE, BESIDE, None, CAME),
        fund_matters.money(said, MONEY, today=TODAY),
        fund_matters.money(said, replace(MONEY, budget=None, decided=False, looks=False), today=TODAY),
        fund_matters.money_in_group(said, replace(MONEY, paid=MONEY.paid * 3), today=TODAY),
        fund_matters.money_in_group(said, replace(MONEY, paid=()), today=TODAY),
        *(fund_matters.how(said, private=private) for private in (True, False)),
    ]
    for screen in screens:
        assert " <b>&" not in screen.text and sum(map(len, screen.keys)) <= 6, screen.text
        assert len(screen.text.splitlines()) <= 8, screen.text


def test_a_statement_says_from_where_for_what_and_what_to_note() -> None:
    text = one(CLOSED).text
    assert "2026年7月1日（周三）到9月30日（周三）" in text
    assert "期初 0.00 元，收 3,500.00 元，支 300.00 元，期末 <b>3,200.00 元</b>" in text
    assert "支出：第 4 号议题 300.00 元（1 笔）" in text and "其余 1,500.00 元（3 笔）" in text
    assert "8 笔，1 个人记，1 个人复核" in text and "还有 1 笔没有复核" in one(DRAFT).text
    assert "从私人账户收回 1 笔" in text and "刘师傅" not in text


def test_who_signed_waits_for_another() -> None:
    assert SignPeriod in presses(one(DRAFT)) and SignPeriod not in presses(one(DRAFT, keeps=False))
    assert ClosePeriod in presses(one(SIGNED)) and ClosePeriod not in presses(one(SIGNED, own=True))
    moved = one(replace(SIGNED, seen=dict.fromkeys(SIGNED.seen or {}, -1)), own=True)
    assert SignPeriod in presses(moved) and "签字以后账变了" in moved.text
    assert presses(one(OPENING)).count(OpenPeriod) == 2 and presses(one(OPENING, own=True)).count(OpenPeriod) == 1
    assert not {SignPeriod, ClosePeriod, OpenPeriod} & set(presses(one(OPENED)))


def test_every_statement_is_reached_and_what_was_signed_is_printed_by_who_keeps_the_account() -> None:
    found = [replace(CLOSED, id=n, until=date(2026 - n, 3, 31), since=date(2026 - n, 1, 1)) for n in range(9)]
    reached, pages = set(), [ShowPeriods(1), EarlierPeriods(1, 1), EarlierPeriods(1, 2)]
    for page, following in zip(pages, [*pages[1:], pages[0]], strict=True):
        screen = fund_periods.periods(texts("zh_Hans"), FUND, found, getattr(page, "page", 0), keeps=True)
        keys = [key.press for row in screen.keys for key in row]
        reached |= {key.period_id for key in keys if isinstance(key, ShowPeriod)}
        assert following in keys and SignMonth(1) in keys and len(keys) <= 6
    assert reached == set(range(9))
    others = fund_periods.periods(texts("zh_Hans"), FUND, found, keeps=False)
    assert SignMonth not in presses(others)
    for period in EVERY:
        printed = [key for row in one(period).keys for key in row if isinstance(key.press, SeePaper)]
        assert [key.press for key in printed] == ([SeePaper("closed", 1, 0)] if period.holds else [])
        assert SeePaper not in presses(one(period, keeps=False))


def test_what_the_bank_says_is_read_by_those_who_keep_the_account() -> None:
    said = texts("zh_Hans")
    kept, read = (bank_files.bank(said, FUND, FILE, BESIDE, keeps=keeps) for keeps in (True, False))
    assert "刘师傅" in kept.text and "刘师傅" not in read.text
    assert "银行有账上没有：6 笔，没有说明的 5 笔" in kept.text and "账上有银行没有：8 笔" in kept.text
    assert ShowDifference in presses(kept) and ShowDifference not in presses(read)
    only = bank_files.difference(said, FILE, BESIDE, ROWS[0], None)
    assert [PutDownRow, NoteDifference] == presses(only)[:2] and "说明：利息" in only.text
    assert ShowReasons in presses(read)  # whoever looks reads what was promised that they would
    reasons = [bank_files.reasons(said, FUND, FILE, TOLD, page).text for page in range(3)]
    assert "流水第 2 行" in reasons[0] and "说明：利息" in reasons[0] and "说明：月底才到" in reasons[2]
    assert not any("刘师傅" in text for text in reasons)
    settled = match(replace(FILE, rows=()), ())
    assert "都对上或说明了" in bank_files.bank(said, FUND, FILE, settled, keeps=True).text


@pytest.mark.parametrize(("keeps", "payee"), [(True, "刘师傅 <b>&"), (False, "不公开")])
def test_the_file_has_every_line_and_payees_for_those_who_keep_the_account(keeps: bool, payee: str) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    hashes = {2: ["ab12", "cd34"]}
    screen = fund_workbook.exported(texts("zh_Hans"), FUND, keeps=keeps, hashes=hashes, at=AT, zone=zone)
    assert screen.document is not None and screen.filename.endswith("2026-10-08.xlsx")
    with load_workbook(io.BytesIO(screen.document)) as book:
        rows = book.get_sheet_by_index(0).to_python()
    head, lines = rows[4], [dict(zip(rows[4], row, strict=True)) for row in rows[5:]]
    assert len(lines) == len(FUND.lines) and head[0] == "序号"
    assert (lines[1]["支（元）"], lines[1]["余额（元）"], lines[1]["付给"]) == (300.0, 200.0, payee)
    assert (lines[1]["凭证指纹"], lines[2]["状态"], lines[2]["余额（元）"]) == ("ab12\ncd34", "待复核", "")
    assert lines[0]["留意"] == "没有票据号，没有凭证"
    came, went = (sum(line[column] or 0 for line in lines) for column in ("收（元）", "支（元）"))
    assert came - went == FUND.balance / 100, "what is summed in the file is what is there"
    assert lines[2]["没有算进（元）"] == FUND.lines[2].amount / 100 and lines[1]["没有算进（元）"] == ""


def test_an_urgent_repair_is_never_said_to_have_been_voted_on() -> None:
    said, first = texts("zh_Hans"), replace(MONEY, matter=replace(MONEY.matter, procedure_name=URGENT.name))
    assert "险情先修，没有先表决（民法典第281条第二款）" in fund_matters.money(said, first, today=TODAY).text
    assert "决定：通过了" in fund_matters.money(said, MONEY, today=TODAY).text
    undecided = fund_matters.money(said, replace(first, decided=False), today=TODAY).text
    assert "还没有可以动用" in undecided


@pytest.mark.parametrize("keeps", [True, False])
def test_a_telephone_written_into_a_purpose_is_covered_in_the_file(keeps: bool) -> None:
    told = replace(FUND, lines=(replace(CAME, purpose="车位费 13812345678"),))
    zone = ZoneInfo("Asia/Shanghai")
    written = fund_workbook.fund_workbook(texts("zh_Hans"), told, keeps=keeps, hashes={}, at=AT, zone=zone)
    with load_workbook(io.BytesIO(written)) as book:
        assert "13812345678" not in str(book.get_sheet_by_index(0).to_python())


def test_who_sees_two_of_five_differences_is_told_that_there_are_more() -> None:
    open_rows = bank_files.bank(texts("zh_Hans"), FUND, FILE, BESIDE, keeps=True).text
    assert "没有说明的 5 笔，先列前 2 笔" in open_rows, open_rows
    last = replace(BESIDE, bank_only=BESIDE.bank_only[:2], book_only=())
    assert "先列" not in bank_files.bank(texts("zh_Hans"), FUND, FILE, last, keeps=True).text
