"""对银行流水: a file of the bank is read, taken, laid beside the account; what differs is put down or said why."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import datetime

from domain.effects import Record
from domain.fund_bank import BankFile, BankRow, Matching, match, note_refusal, taking_refusal
from domain.fund_bank_reading import BankProblem, BankReading, read_bank
from domain.funds import Fund
from domain.issues import clean
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor
from domain.workbooks import Problem
from services.acts import act
from services.fund_pages import fund_page
from services.fund_posting import kept_fund
from storage.bank_files import bank_words, read_bank_file
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction
from storage.workbooks import LARGEST

__all__ = [
    "LARGEST",
    "Reconciliation",
    "note_difference",
    "read_file",
    "reconciliation",
    "reconciliations",
    "take_file",
]

NO_FILE = Refusal(Reason.NOT_FOUND, {"what": "bank_file"})


@dataclass(frozen=True)
class Reconciliation:
    """A file of the bank beside its account, as one person may read it (对账)."""

    fund: Fund
    file: BankFile
    found: Matching
    keeps: bool  # reads what the bank says of a payment, and may put it down


async def read_file(database: Database, *, content: bytes, at: datetime) -> tuple[BankReading, str] | Problem:
    """What is in a file, or what is wrong in which row; and its fingerprint. Nothing has changed yet."""
    sheets = await read_bank_file(content)
    if isinstance(sheets, Problem):
        return sheets
    async with database.reading() as transaction:
        today = at.astimezone(transaction.zone).date()
    if isinstance(sheets, BankProblem):
        reading = BankReading(problems=(sheets,))
    else:
        reading = await asyncio.to_thread(read_bank, sheets, bank_words(), today=today)
    return reading, hashlib.sha256(content).hexdigest()


@act
async def take_file(
    transaction: Transaction,
    *,
    actor: Actor,
    fund_id: int,
    reading: BankReading,
    sha256: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """收下流水: every payment of the file is kept, once."""
    fund = await kept_fund(transaction, actor, fund_id)
    if isinstance(fund, Refusal):
        return fund
    if reading.problems or not reading.payments:
        return Refusal(Reason.INVALID, {"what": "bank_file"})
    if (refusal := taking_refusal(await transaction.bank_files.of(fund.id), sha256)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    by, days = actor.person_id, reading.days
    number = await transaction.bank_files.take(fund.id, sha256, reading.payments, days, by=by, at=at)
    await transaction.drafts.remove(draft_id)
    told = {"since": days[0].isoformat(), "until": days[1].isoformat()}
    body = {"sha256": sha256, **told, "rows": len(reading.payments), "by": by}
    await apply(transaction, [Record(fund.subject, "bank_taken", body)], at=at)
    return Done({"file_id": number, "fund_id": fund.id})


@act
async def note_difference(
    transaction: Transaction,
    *,
    actor: Actor,
    file_id: int,
    row_id: int | None,
    line_id: int | None,
    why: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """写明原因: why the bank has what the account has not, or the other way; for everybody to read."""
    file = await transaction.bank_files.find(file_id)
    if file is None:
        return NO_FILE
    fund = await kept_fund(transaction, actor, file.fund_id)
    if isinstance(fund, Refusal):
        return fund
    why = clean(why)
    if (refusal := note_refusal(match(file, fund.lines), row_id, line_id, why)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    by = actor.person_id
    await transaction.bank_files.note(file.id, row_id=row_id, line_id=line_id, why=why, by=by, at=at)
    await transaction.drafts.remove(draft_id)
    body = {"sha256": file.sha256, **_which(file, fund, row_id, line_id), "why": why, "by": by}
    await apply(transaction, [Record(fund.subject, "difference_noted", body)], at=at)
    return Done({"file_id": file.id, "fund_id": fund.id})


def _which(file: BankFile, fund: Fund, row_id: int | None, line_id: int | None) -> dict[str, int]:
    """A row of the file, or a line of the account, by its number."""
    row: BankRow | None = next((one for one in file.rows if one.id == row_id), None)
    line = None if line_id is None else fund.line(line_id)
    return ({"row": row.number} if row is not None else {}) | ({"line": line.number} if line is not None else {})


async def reconciliations(database: Database, *, actor: Actor, fund_id: int) -> list[Reconciliation]:
    """Every file of an account, the latest first, for whoever looks into its vouchers."""
    page = await fund_page(database, actor=actor, fund_id=fund_id)
    if page is None or not page.looks:
        return []
    async with database.reading() as transaction:
        files = await transaction.bank_files.of(fund_id)
    return [Reconciliation(page.fund, one, match(one, page.fund.lines), page.keeps) for one in reversed(files)]


async def reconciliation(database: Database, *, actor: Actor, file_id: int) -> Reconciliation | None:
    """One file beside its account."""
    async with database.reading() as transaction:
        file = await transaction.bank_files.find(file_id)
    found = [] if file is None else await reconciliations(database, actor=actor, fund_id=file.fund_id)
    return next((one for one in found if one.file.id == file_id), None)
