"""Reading a bank's statement (读银行流水): its rows in whole 分, or which row is wrong and how to mend it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from string import digits

from domain.money import MOST_CENTS
from domain.workbooks import Cell, CellKind, Row, Sheet, plain

LOOKED_AT, MOST_ROWS, LONGEST_WORDS = 30, 5_000, 100
"""Rows among which the headings must be; payments of one file; signs of what the bank says of one."""
SUM = re.compile(
    r"(?P<red>\()?(?P<sign>[+-]?)(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,11})(?:\.(?P<part>[0-9]{1,6}))?(?(red)\))"
)
BARED = re.compile(r"(?P<sign>\(?[+-]?)(?P<sum>.*?)(?P<end>\)?)")
TIGHT = re.compile(r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?:[^0-9].*|[0-9]{6})?")
PARTED = re.compile(r"(?P<year>[0-9]{4})[^0-9](?P<month>[0-9]{1,2})[^0-9](?P<day>[0-9]{1,2})(?:[^0-9].*)?")


class BankColumn(StrEnum):
    """What a column of a bank's statement is about (流水的列)."""

    DAY = "day"  # 日期
    CAME = "came"  # 贷方, 收入
    WENT = "went"  # 借方, 支出
    AMOUNT = "amount"  # 金额
    WAY = "way"  # 借贷标志
    WORDS = "words"  # 摘要、对方户名


class BankFlaw(StrEnum):
    """What is wrong with a bank's statement (流水里的问题): the words are `funds.bank.flaw.<value>`."""

    UNREADABLE = "unreadable"
    NO_HEADINGS = "no_headings"
    NO_SUMS = "no_sums"
    SEVERAL = "several"
    NO_ROWS = "no_rows"
    TOO_MANY = "too_many"
    DAY = "day"
    SUM = "sum"
    FUTURE = "future"
    AMOUNT = "amount"
    BOTH = "both"
    NEITHER = "neither"
    WAY = "way"


@dataclass(frozen=True)
class BankWords:
    """What banks write, everything `plain` (银行的写法)."""

    columns: Mapping[str, BankColumn]
    ways: Mapping[str, BankColumn]  # to CAME or WENT
    sums: frozenset[str]
    spans: tuple[str, ...]  # the longer first
    units: tuple[str, ...]
    counts: tuple[str, ...]

    def column(self, text: str) -> BankColumn | None:
        """What a heading is about, with a unit beside it or without."""
        bare = plain(text)
        known = (self.columns.get(bare.removesuffix(unit).removesuffix("/")) for unit in ("", *self.units))
        return next((kind for kind in known if kind is not None), None)

    def says_sum(self, text: str) -> bool:
        """Whether it is a sum's name and nothing else, with its days, its direction and its count: 本年收入累计：1."""
        bare = {plain(text), self._without_span(text)}
        ends = {*bare, *(end.removesuffix(one) for end in bare for one in self.counts)}
        named = {*ends, *(one.rstrip(digits) for one in ends)}
        ways = {"", *self.ways, *self.columns}
        return any(one.removeprefix(way).removesuffix(way) in self.sums for one in named for way in ways)

    def names_sum(self, text: str) -> bool:
        """Whether it is one of the words themselves, with the days they are of: 合计, 本年累计."""
        return plain(text) in self.sums or self._without_span(text) in self.sums

    def _without_span(self, text: str) -> str:
        bare = plain(text)
        return bare.removeprefix(next((span for span in self.spans if bare.startswith(span)), ""))

    def cents(self, text: str) -> int | None:
        """A sum in 分, with a unit before or behind it or without."""
        bare = BARED.fullmatch(_tidy(text).replace(" ", "").replace("−", "-").lower())
        assert bare is not None, "it takes anything"
        sum = bare["sum"]
        for unit in self.units:
            sum = sum.removeprefix(unit).removesuffix(unit)
        return cents_in(bare["sign"] + sum + bare["end"])


@dataclass(frozen=True)
class BankProblem:
    """What is wrong, and in which row of the file (一处问题); row 0: of no one row."""

    flaw: BankFlaw
    row: int = 0
    text: str = ""


@dataclass(frozen=True)
class BankPayment:
    """One payment as the bank has it (流水一行), in 分: below zero where money went away."""

    row: int
    on: date
    amount: int
    words: str


@dataclass(frozen=True)
class BankReading:
    """A file as it was read (读出的流水): nothing of it counts while there is a problem."""

    payments: tuple[BankPayment, ...] = ()
    problems: tuple[BankProblem, ...] = ()

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day."""
        found = [one.on for one in self.payments]
        return min(found), max(found)


Columns = Mapping[BankColumn, Sequence[int]]
MONEY = (BankColumn.CAME, BankColumn.WENT, BankColumn.AMOUNT)


def read_bank(sheets: Sequence[Sheet], words: BankWords, *, today: date) -> BankReading:
    """Every payment of the one sheet that has headings, or everything that is wrong with it."""
    found = [(sheet, *headed) for sheet in sheets if (headed := _headings(sheet, words)) is not None]
    if len(found) != 1:
        return BankReading(problems=(BankProblem(BankFlaw.SEVERAL if found else BankFlaw.NO_HEADINGS),))
    sheet, last, columns = found[0]
    if not columns.keys() & {BankColumn.CAME, BankColumn.WENT, BankColumn.AMOUNT}:
        return BankReading(problems=(BankProblem(BankFlaw.NO_SUMS, last),))
    read = [_payment(number, row, columns, words, today) for number, row in _rows(sheet, last, columns, words)]
    problems = tuple(one for one in read if isinstance(one, BankProblem))
    if problems or not read:
        return BankReading(problems=problems or (BankProblem(BankFlaw.NO_ROWS),))
    payments = tuple(one for one in read if isinstance(one, BankPayment))
    return (
        BankReading(payments) if len(payments) <= MOST_ROWS else BankReading(problems=(BankProblem(BankFlaw.TOO_MANY),))
    )


def _headings(sheet: Sheet, words: BankWords) -> tuple[int, Columns] | None:
    """The last row of the headings and what each column is about; the date must be among them."""
    for number, row in sorted(sheet.rows.items())[:LOOKED_AT]:
        headed = _headed(row, words)
        if BankColumn.DAY not in headed.values() or len(set(headed.values())) < 2:
            continue
        under = sheet.rows.get(number + 1, {})
        below = _headed(under, words)
        days = [column for column, kind in headed.items() if kind is BankColumn.DAY]
        if below and not any(column in under and column not in below for column in days):
            return number + 1, _by_kind({**headed, **below})  # 发生额, and under it 借方 and 贷方
        return number, _by_kind(headed)
    return None


def _headed(row: Row, words: BankWords) -> dict[int, BankColumn]:
    found = {column: words.column(cell.text) for column, cell in row.items()}
    return {column: kind for column, kind in found.items() if kind is not None}


def _by_kind(headed: Mapping[int, BankColumn]) -> Columns:
    return {kind: [one for one in sorted(headed) if headed[one] is kind] for kind in headed.values()}


@dataclass
class _Above:
    """What the rows above a sum add up to: each column by itself, what came, what went."""

    columns: Counter[int] = field(default_factory=Counter)
    came: int = 0
    went: int = 0

    def add(self, row: Row, columns: Columns, words: BankWords) -> None:
        """One more payment."""
        for column in _money_columns(columns):
            self.columns[column] += words.cents(row[column].text) or 0 if column in row else 0
        amount = _amount(row, columns, words)
        if isinstance(amount, int):
            self.came, self.went = self.came + max(amount, 0), self.went + min(amount, 0)

    def known(self, column: int, kind: BankColumn, marked: bool, way: BankColumn | None) -> set[int]:
        """What a sum may say in this column: its own, and what is left where that went the column's way.

        What came in and is paid straight on is no sum of the column of what went.
        """
        left = self.came + self.went
        told = {
            BankColumn.CAME: {self.came, left},
            BankColumn.WENT: {-self.went, self.went, -left},
        }
        if (one := way if kind is BankColumn.AMOUNT else kind) in told:
            return told[one] | ({self.columns[column]} if kind is not BankColumn.AMOUNT else set())
        return {self.columns[column], self.came, left, -self.went if marked else self.went}


def _rows(sheet: Sheet, last: int, columns: Columns, words: BankWords) -> Iterator[tuple[int, Row]]:
    """Rows below the headings that are payments."""
    above, page = _Above(), _Above()
    for number, row in sorted(sheet.rows.items()):
        if number <= last or not _is_payment(row, columns, words):
            continue
        if _sums_up(row, columns, words) and _agrees(row, columns, words, above, page):
            page = _Above()
            continue
        above.add(row, columns, words)
        page.add(row, columns, words)
        yield number, row


def _is_payment(row: Row, columns: Columns, words: BankWords) -> bool:
    """No sums, no headings said again, no remark; a row with money in it is left out for what it says of itself."""
    first, days = row[min(row)], _cells(row, columns, BankColumn.DAY)
    money = [cell for kind in MONEY for cell in _cells(row, columns, kind)]
    if words.names_sum(first.text):
        return False
    if any(day_in(_tidy(cell.text)) is not None for cell in days):
        sums = any(words.names_sum(cell.text) for cell in row.values())
        return any(words.cents(cell.text) != 0 for cell in money) or not sums
    again = words.column(first.text) is not None and not any(words.cents(cell.text) for cell in money)
    return bool(money) and not again


def _sums_up(row: Row, columns: Columns, words: BankWords) -> bool:
    """A row without a day whose first cell has a sum's word among others, where the day would stand."""
    first = row[min(row)].text
    days_alike = all(cell.text == first for cell in _cells(row, columns, BankColumn.DAY))
    dated = day_in(_tidy(first)) is not None
    return not dated and days_alike and any(word in plain(first) for word in words.sums)


def _agrees(row: Row, columns: Columns, words: BankWords, *above: _Above) -> bool:
    """Whether no money is lost with it: it says its count or total and nothing else, or adds up what is above.

    工程款合计 may be a payment whose day was forgotten: only its figures tell.
    """
    first = row[min(row)].text
    if words.says_sum(first):
        return True
    marked = BankColumn.WAY in columns
    way = words.ways.get(_way_said(row, columns))
    return all(
        words.cents(row[column].text) in {0}.union(*(one.known(column, kind, marked, way) for one in above))
        for kind in MONEY
        for column in columns.get(kind, ())
        if column in row and row[column].text != first
    )


def _way_said(row: Row, columns: Columns) -> str:
    return plain("".join(cell.text for cell in _cells(row, columns, BankColumn.WAY)))


def _money_columns(columns: Columns) -> list[int]:
    return [column for kind in MONEY for column in columns.get(kind, ())]


def _cells(row: Row, columns: Columns, kind: BankColumn) -> list[Cell]:
    return [row[column] for column in columns.get(kind, ()) if column in row]


def _payment(number: int, row: Row, columns: Columns, words: BankWords, today: date) -> BankPayment | BankProblem:
    days = [_tidy(cell.text) for cell in _cells(row, columns, BankColumn.DAY)]
    on = day_in(days[0]) if days else None
    if on is None and _sums_up(row, columns, words):
        return BankProblem(BankFlaw.SUM, number, _tidy(row[min(row)].text)[:LONGEST_WORDS])
    if on is None:
        return BankProblem(BankFlaw.DAY, number, "".join(days)[:LONGEST_WORDS])
    if on > today:
        return BankProblem(BankFlaw.FUTURE, number, on.isoformat())
    amount = _amount(row, columns, words)
    if not isinstance(amount, int):
        return BankProblem(amount[0], number, amount[1])
    said = " ".join(_tidy(cell.text) for cell in _cells(row, columns, BankColumn.WORDS))
    return BankPayment(number, on, amount, said[:LONGEST_WORDS])


def _amount(row: Row, columns: Columns, words: BankWords) -> int | tuple[BankFlaw, str]:
    """分, below zero where it went away; a zero in the other column is what banks write for nothing."""
    found: dict[BankColumn, int] = {}
    for kind in (BankColumn.CAME, BankColumn.WENT, BankColumn.AMOUNT):
        for cell in _cells(row, columns, kind):
            sum = None if cell.kind is CellKind.ERROR else words.cents(cell.text)
            if sum is None:
                return BankFlaw.AMOUNT, cell.text[:LONGEST_WORDS]
            if sum:
                found[kind] = sum
    if len(found) != 1:
        return (BankFlaw.BOTH if found else BankFlaw.NEITHER), ""
    ((kind, sum),) = found.items()
    if kind is BankColumn.AMOUNT and BankColumn.WAY in columns:
        said = "".join(cell.text for cell in _cells(row, columns, BankColumn.WAY))
        way = words.ways.get(plain(said))
        if way is None:
            return BankFlaw.WAY, said[:LONGEST_WORDS]
        kind = way
    return -sum if kind is BankColumn.WENT else sum


def cents_in(text: str) -> int | None:
    """1,260.50 in 分, in brackets below zero; nothing and a dash are none; None where it is no sum to the 分."""
    bare = _tidy(text)
    if bare in ("", "-", "--"):
        return 0
    found = SUM.fullmatch(bare)
    if found is None or (found["red"] and found["sign"]):
        return None
    part = found["part"] or ""
    if part[2:].strip("0"):
        return None
    cents = int(found["whole"].replace(",", "")) * 100 + int(part[:2].ljust(2, "0"))
    if cents > MOST_CENTS:
        return None
    return -cents if found["sign"] == "-" or found["red"] else cents


def day_in(text: str) -> date | None:
    """2026-08-03, 20260803 and 2026/8/3 10:20 are one day."""
    found = TIGHT.fullmatch(text) or PARTED.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        return None


def _tidy(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())
