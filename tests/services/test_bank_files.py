"""The bank beside the account on record: a file is taken once and whole, differences are put down or said."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from domain.fund_bank_reading import BankReading
from domain.funds import FundKind, LineKind
from domain.registry import Actor, Role, RoleKind
from domain.workbooks import Problem
from services import bank_files as acts
from services.privacy_keeping import purge
from storage.database import Database
from tests.full_matters import found_compound
from tests.services.bookkeeping import Books
from tests.workbooks import xlsx

HEADS = ("交易日期", "借方发生额", "贷方发生额", "摘要", "对方户名")
ROWS = [
    HEADS,
    ("2026-11-20", "", "500.00", "车位费", "某公司"),
    ("2026-11-20", "30.00", "", "保洁", "刘师傅"),
    ("2026-11-21", "", "0.35", "利息", ""),
]


@pytest.fixture
async def books(database: Database, at: datetime) -> Books:
    return Books(await found_compound(database, at))


async def read(books: Books, content: bytes) -> tuple[BankReading, str]:
    found = await acts.read_file(books.database, content=content, at=books.at)
    assert not isinstance(found, Problem), found
    return found


def csv_of(*rows: tuple[str, ...], encoding: str = "gb18030") -> bytes:
    return "\r\n".join(",".join(f'"{cell}"' for cell in row) for row in rows).encode(encoding)


async def taken(books: Books, fund_id: int, content: bytes) -> dict[str, Any]:
    reading, sha256 = await read(books, content)
    return {"fund_id": fund_id, "reading": reading, "sha256": sha256}


async def test_a_workbook_and_a_csv_say_the_same(books: Books) -> None:
    a_book, _ = await read(books, xlsx(ROWS))
    for encoding in ("gb18030", "utf-8-sig", "utf-16"):
        lines, _ = await read(books, csv_of(*ROWS, encoding=encoding))
        assert lines == a_book
    assert [(one.row, one.amount) for one in a_book.payments] == [(2, 500_00), (3, -30_00), (4, 35)]


async def test_cells_that_are_kept_from_being_numbers_are_read(books: Books) -> None:
    rows = b'date,debit,credit\r\n="20261120",,="500.00"\r\n\'20261121,\'30,\r\n'
    found, _ = await read(books, rows)
    assert [(one.on.day, one.amount) for one in found.payments] == [(20, 500_00), (21, -30_00)]


@pytest.mark.parametrize(
    "content",
    [b"<html><table>", b"\x00\x01\xff", b"a,b\x00", csv_of(*[("x",)] * 20_001), b'"' + b"x" * 200_000],
    ids=["page", "bytes", "zero", "long", "cell"],
)
async def test_what_is_no_statement_is_said(books: Books, content: bytes) -> None:
    reading, _ = await read(books, content)
    assert reading.problems and not reading.payments


async def test_a_tenant_reads_no_statement_of_the_bank(books: Books) -> None:
    number = await books.opens()
    await books.done(acts.take_file, books.chair, **await taken(books, number, xlsx(ROWS)))
    role = Role(RoleKind.TENANT, books.compound.town.place, books.at)
    tenant, home = Actor(books.compound.homes[0].actor.person_id, (role,)), books.compound.homes[0].actor
    assert await acts.reconciliations(books.database, actor=tenant, fund_id=number) == []
    assert len(await acts.reconciliations(books.database, actor=home, fund_id=number)) == 1


async def test_a_broken_workbook_says_so(books: Books) -> None:
    assert isinstance(await acts.read_file(books.database, content=b"PKxx", at=books.at), Problem)


async def test_a_file_is_laid_beside_the_account_and_its_differences_settled(books: Books) -> None:
    number = await books.opens(FundKind.PREPAID, opening=1_000_00)
    day = date(2026, 11, 20)
    await books.put_down(number, LineKind.IN, 500_00, on=day)
    cash = await books.put_down(number, LineKind.IN, 20_00, on=day, purpose="卖废品")
    await books.put_down(number, LineKind.OUT, 30_00, on=date(2026, 11, 21), purpose="保洁")
    file = await taken(books, number, xlsx(ROWS))
    assert await books.refused(acts.take_file, books.compound.homes[0], **file) == "keep_funds"
    kept = await books.done(acts.take_file, books.chair, **file)
    assert await books.refused(acts.take_file, books.second, **file) == "bank_file"
    page = await acts.reconciliation(books.database, actor=books.chair.actor, file_id=kept["file_id"])
    assert page is not None and len(page.found.pairs) == 2 and not page.found.settled
    (interest,), (scrap,) = page.found.open_rows, page.found.open_lines
    assert (interest.words, interest.amount, scrap.id) == ("利息", 35, cash)
    noted = {"file_id": page.file.id, "row_id": None, "line_id": cash}
    assert await books.refused(acts.note_difference, books.compound.homes[0], **noted, why="现金") == "keep_funds"
    assert await books.refused(acts.note_difference, books.chair, **noted, why=" ") == "fund_why"
    await books.done(acts.note_difference, books.chair, **noted, why="现金，还没有存")
    await books.put_down(number, LineKind.IN, 35, on=date(2026, 11, 21), purpose="利息")
    owner = books.compound.homes[0]
    settled = await acts.reconciliation(books.database, actor=owner.actor, file_id=page.file.id)
    assert settled is not None and settled.found.settled and not settled.keeps
    assert settled.found.why(line=scrap) == "现金，还没有存"
    stranger = books.compound.town["路过的人"]
    assert await acts.reconciliation(books.database, actor=stranger.actor, file_id=page.file.id) is None
    assert await acts.reconciliation(books.database, actor=owner.actor, file_id=999) is None
    missing = {"file_id": 999, "row_id": 1, "line_id": None, "why": "x"}
    assert await books.refused(acts.note_difference, books.chair, **missing) == "bank_file"


async def test_a_file_with_a_bad_row_is_not_taken(books: Books) -> None:
    number = await books.opens(FundKind.PREPAID)
    bad = await taken(books, number, csv_of(*ROWS, ("2026-11-22", "", "一百", "", "")))
    assert [(one.flaw.value, one.row, one.text) for one in bad["reading"].problems] == [("amount", 5, "一百")]
    assert await books.refused(acts.take_file, books.chair, **bad) == "bank_file"
    assert await books.refused(acts.take_file, books.chair, **{**bad, "fund_id": 999}) == "fund"


async def test_what_the_bank_says_of_payments_is_sealed_and_gone_within_a_year(books: Books) -> None:
    number = await books.opens(FundKind.PREPAID)
    kept = await books.done(acts.take_file, books.chair, **await taken(books, number, xlsx(ROWS)))
    async with books.database.reading() as transaction:
        stored = await transaction.bank_files.connection.exec_driver_sql("SELECT words FROM bank_rows")
        assert all("刘师傅" not in str(row) for row in stored.all())
    for days, words in ((364, "保洁 刘师傅"), (366, "")):
        later = books.at + timedelta(days=days)
        await purge(books.database, due=later, at=later, source=f"night {days}", subject="installation")
        page = await acts.reconciliation(books.database, actor=books.chair.actor, file_id=kept["file_id"])
        assert page is not None
        row = page.file.rows[1]
        assert (row.amount, row.on, row.words) == (-30_00, date(2026, 11, 20), words)
