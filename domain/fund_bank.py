"""Reconciliation (对银行流水): what the bank has beside what the account has, by day, sum and way; nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.funds import LONGEST_PURPOSE, FundLine, LineKind
from domain.outcomes import Reason, Refusal

DAYS_APART = 3
"""So many days may lie between a line and the bank's day; the same day goes first."""
MOST_FILES = 200


@dataclass(frozen=True)
class BankRow:
    """One payment of a file that was taken (流水一笔), in 分: below zero where money went away."""

    id: int
    number: int  # the row of the file
    on: date
    amount: int
    words: str


@dataclass(frozen=True)
class BankNote:
    """Why the two differ in one thing (说明), for everybody to read: of a payment or of a line."""

    row_id: int | None
    line_id: int | None
    why: str
    noted_at: datetime


@dataclass(frozen=True)
class BankFile:
    """A file of the bank that was taken (一份流水)."""

    id: int
    fund_id: int
    sha256: str
    since: date
    until: date
    taken_at: datetime
    rows: tuple[BankRow, ...] = ()
    notes: tuple[BankNote, ...] = ()


@dataclass(frozen=True)
class Matching:
    """A file beside the account (对账结果)."""

    pairs: tuple[tuple[BankRow, FundLine], ...]
    bank_only: tuple[BankRow, ...]  # 银行有账上没有
    book_only: tuple[FundLine, ...]  # 账上有银行没有
    cancelled: tuple[FundLine, ...]  # a line and what took it back: the bank never saw either
    notes: tuple[BankNote, ...] = ()

    def why(self, *, row: BankRow | None = None, line: FundLine | None = None) -> str:
        """The last thing that was said of a difference; nothing while it is open."""
        wanted = (None if row is None else row.id, None if line is None else line.id)
        said = [note.why for note in self.notes if (note.row_id, note.line_id) == wanted]
        return said[-1] if said else ""

    @property
    def open_rows(self) -> tuple[BankRow, ...]:
        return tuple(row for row in self.bank_only if not self.why(row=row))

    @property
    def open_lines(self) -> tuple[FundLine, ...]:
        return tuple(line for line in self.book_only if not self.why(line=line))

    @property
    def said(self) -> tuple[tuple[BankRow | None, FundLine | None, str], ...]:
        """Every difference that was explained, and how: what the bank alone has first."""
        of_bank = [(row, None, why) for row in self.bank_only if (why := self.why(row=row))]
        of_book = [(None, line, why) for line in self.book_only if (why := self.why(line=line))]
        return (*of_bank, *of_book)

    @property
    def settled(self) -> bool:
        """对上了: every difference is put down or said."""
        return not self.open_rows and not self.open_lines


def match(file: BankFile, lines: Iterable[FundLine]) -> Matching:
    """The account beside the file; the nearest day first, each payment and each line at most once."""
    books = [line for line in lines if line.stands and file.since <= line.on <= file.until]
    books = [line for line in books if line.kind is not LineKind.OPENING]
    pairs: list[tuple[BankRow, FundLine]] = []
    rows = list(file.rows)
    for apart in range(DAYS_APART + 1):
        found = _pairs(rows, books, apart)
        pairs += found
        taken = {row.id for row, _ in found}, {line.id for _, line in found}
        rows = [row for row in rows if row.id not in taken[0]]
        books = [line for line in books if line.id not in taken[1]]
    cancelled = _cancelled(books)
    left = tuple(line for line in books if line not in cancelled)
    pairs.sort(key=lambda pair: pair[0].number)
    return Matching(tuple(pairs), tuple(rows), left, cancelled, file.notes)


def _pairs(rows: Sequence[BankRow], books: Sequence[FundLine], apart: int) -> list[tuple[BankRow, FundLine]]:
    by_amount: dict[int, list[FundLine]] = {}
    for line in books:
        by_amount.setdefault(line.amount, []).append(line)
    found = []
    for row in rows:
        same = by_amount.get(row.amount, [])
        nearest = next((one for one in same if abs((one.on - row.on).days) == apart), None)
        if nearest is not None:
            same.remove(nearest)
            found.append((row, nearest))
    return found


def _cancelled(books: Sequence[FundLine]) -> tuple[FundLine, ...]:
    """Lines that were taken back, and what took them back, where the bank has neither."""
    numbered = {line.number: line for line in books}
    backs = [line for line in books if line.counters in numbered]
    gone = {line.number for line in backs} | {line.counters for line in backs}
    return tuple(line for line in books if line.number in gone)


def taking_refusal(files: Iterable[BankFile], sha256: str) -> Refusal | None:
    """Why a file is not taken: it was, or there are too many."""
    known = list(files)
    if any(one.sha256 == sha256 for one in known):
        return Refusal(Reason.ALREADY_DONE, {"what": "bank_file"})
    return Refusal(Reason.TOO_MANY, {"what": "bank_files", "most": MOST_FILES}) if len(known) >= MOST_FILES else None


def note_refusal(found: Matching, row_id: int | None, line_id: int | None, why: str) -> Refusal | None:
    """Why nothing can be said of a difference: there is none, or no words."""
    differing = {(row.id, None) for row in found.bank_only} | {(None, line.id) for line in found.book_only}
    if (row_id, line_id) not in differing:
        return Refusal(Reason.NOT_FOUND, {"what": "bank_difference"})
    if not why:
        return Refusal(Reason.EMPTY, {"what": "fund_why"})
    return (
        Refusal(Reason.TOO_LONG, {"what": "fund_purpose", "most": LONGEST_PURPOSE})
        if len(why) > LONGEST_PURPOSE
        else None
    )
