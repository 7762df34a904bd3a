"""The records of 银行流水: files that were taken with their payments, and what was said of differences."""

from __future__ import annotations

import asyncio
import csv
import io
import re
import tomllib
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Row, bindparam, select

from domain.fund_bank import BankFile, BankNote, BankRow
from domain.fund_bank_reading import BankColumn, BankFlaw, BankPayment, BankProblem, BankWords
from domain.workbooks import Cell, CellKind, Problem, Sheet, plain
from storage.repository import Repository
from storage.schema.funds import bank_files, bank_notes, bank_rows
from storage.workbooks import LARGEST, read_workbook

WORDS = Path(__file__).with_name("bank_words.toml")
ENCODINGS = ("utf-8-sig", "gb18030")
"""How banks write .csv, the stricter first."""
PACKAGES = (b"PK", b"\xd0\xcf\x11\xe0")
"""How workbooks begin, new ones and old."""
WIDE = (b"\xff\xfe", b"\xfe\xff")
"""How a .csv in two bytes a sign begins (UTF-16)."""
QUOTED = re.compile(r"""=\s*"(?P<bare>[^"]*)"|'(?P<after>.*)""")
"""A cell that keeps Excel from reading a number into it: ="20261120", '20261120."""
MOST_LINES, MOST_COLUMNS, LONGEST_CELL = 20_000, 60, 200

OF = select(bank_files).where(bank_files.c.fund_id == bindparam("fund")).order_by(bank_files.c.id)
FIND = select(bank_files).where(bank_files.c.id == bindparam("key"))
ROWS = (
    select(bank_rows)
    .where(bank_rows.c.file_id.in_(bindparam("found", expanding=True)))
    .order_by(bank_rows.c.file_id, bank_rows.c.number)
)
NOTES = select(bank_notes).where(bank_notes.c.file_id.in_(bindparam("found", expanding=True))).order_by(bank_notes.c.id)


class BankFiles(Repository):
    """Files of an account; whoever changes one holds the account's row."""

    async def take(
        self,
        fund_id: int,
        sha256: str,
        payments: Sequence[BankPayment],
        days: tuple[date, date],
        *,
        by: int,
        at: datetime,
    ) -> int:
        """A file with everything in it."""
        since, until = (day.isoformat() for day in days)
        number = await self.add(
            bank_files, fund_id=fund_id, sha256=sha256, since=since, until=until, taken_by=by, taken_at=at
        )
        rows = [
            {"file_id": number, "number": one.row, "on": one.on.isoformat(), "amount": one.amount, "words": one.words}
            for one in payments
        ]
        await self.connection.execute(bank_rows.insert(), rows)
        return number

    async def note(
        self, file_id: int, *, row_id: int | None, line_id: int | None, why: str, by: int, at: datetime
    ) -> None:
        """Why the two differ; what was said before stays."""
        await self.add(bank_notes, file_id=file_id, row_id=row_id, line_id=line_id, why=why, noted_by=by, noted_at=at)

    async def of(self, fund_id: int) -> list[BankFile]:
        """All of an account, the first taken first."""
        return await self._whole(await self.rows(OF, fund=fund_id))

    async def find(self, number: int) -> BankFile | None:
        row = await self.row(FIND, key=number)
        return None if row is None else (await self._whole([row]))[0]

    async def _whole(self, files: Sequence[Row[Any]]) -> list[BankFile]:
        rows: dict[int, list[BankRow]] = {file.id: [] for file in files}
        notes: dict[int, list[BankNote]] = {file.id: [] for file in files}
        for row in await self.rows(ROWS, found=list(rows)):
            rows[row.file_id].append(BankRow(row.id, row.number, date.fromisoformat(row.on), row.amount, row.words))
        for note in await self.rows(NOTES, found=list(rows)):
            notes[note.file_id].append(BankNote(note.row_id, note.line_id, note.why, note.noted_at))
        return [
            BankFile(
                file.id,
                file.fund_id,
                file.sha256,
                date.fromisoformat(file.since),
                date.fromisoformat(file.until),
                file.taken_at,
                tuple(rows[file.id]),
                tuple(notes[file.id]),
            )
            for file in files
        ]


async def read_bank_file(content: bytes) -> list[Sheet] | BankProblem | Problem:
    """The sheets of a workbook, or the lines of a .csv as the one sheet; or what is wrong with the whole of it."""
    if content.startswith(PACKAGES) or len(content) > LARGEST:
        return await read_workbook(content)
    return await asyncio.to_thread(_lines, content)


def _lines(content: bytes) -> list[Sheet] | BankProblem:
    if content.lstrip().startswith(b"<"):
        return BankProblem(BankFlaw.UNREADABLE)  # a page of the bank's that is only called .xls
    for encoding in ("utf-16",) if content.startswith(WIDE) else ENCODINGS:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _sheet(text)
    return BankProblem(BankFlaw.UNREADABLE)


def _sheet(text: str) -> list[Sheet] | BankProblem:
    if "\0" in text:
        return BankProblem(BankFlaw.UNREADABLE)
    head = text[:2000]
    apart = max(",\t;", key=head.count)
    rows = {}
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=apart), start=1):
            if number > MOST_LINES:
                return BankProblem(BankFlaw.TOO_MANY)
            if found := _cells(cells):
                rows[number] = found
    except csv.Error:
        return BankProblem(BankFlaw.UNREADABLE)
    return [Sheet("", rows)]


def _cells(cells: Sequence[str]) -> dict[int, Cell]:
    kept = enumerate(map(_bare, cells[:MOST_COLUMNS]), start=1)
    return {column: Cell(CellKind.TEXT, text[:LONGEST_CELL]) for column, text in kept if text.strip()}


def _bare(text: str) -> str:
    found = QUOTED.fullmatch(text.strip())
    return text if found is None else found["bare"] or found["after"] or ""


@cache
def bank_words() -> BankWords:
    """The words of `bank_words.toml`."""
    found = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    sums = frozenset(map(plain, found["sums"]["words"]))
    spans = tuple(sorted(found["spans"]["words"], key=len, reverse=True))
    units, counts = tuple(found["units"]["words"]), tuple(found["counts"]["words"])
    return BankWords(_meanings(found["columns"]), _meanings(found["ways"]), sums, spans, units, counts)


def _meanings(table: dict[str, Iterable[str]]) -> dict[str, BankColumn]:
    return {plain(word): BankColumn(name) for name, words in table.items() for word in words}
