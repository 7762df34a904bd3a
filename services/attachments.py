"""Attachments (附件): fetched after the act that recorded them, sealed, and given back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.issues import File
from storage.database import Database
from storage.transaction import Transaction


@dataclass(frozen=True)
class Pending:
    """A file that is recorded and not yet here (待取附件)."""

    id: int
    file_id: str
    size: int | None
    tries: int


async def keep_files(transaction: Transaction, subject: str, files: Sequence[File], at: datetime) -> None:
    """What somebody sent is kept with its subject; the tick fetches it."""
    for file in files:
        values: dict[str, Any] = {"kind": file.kind, "file_id": file.file_id, "name": file.name, "mime": file.mime}
        await transaction.attachments.record(subject=subject, size=file.size, at=at, **values)


async def pending(database: Database, *, tries: int, most: int) -> list[Pending]:
    """What still has to be fetched, least tried first."""
    async with database.reading() as transaction:
        found = await transaction.attachments.pending(tries=tries, most=most)
    return [Pending(row.id, row.file_id, row.size, row.tries) for row in found]


async def waiting(database: Database) -> int:
    """How many have not been tried yet."""
    async with database.reading() as transaction:
        return await transaction.attachments.waiting()


async def store(database: Database, *, attachment_id: int, content: bytes) -> None:
    """Keep the bytes, sealed, with their hash."""
    async with database.transaction() as transaction:
        await transaction.attachments.store(attachment_id, content, transaction.keys)


async def missed(database: Database, *, attachment_id: int) -> None:
    """It did not come this time."""
    async with database.transaction() as transaction:
        await transaction.attachments.missed(attachment_id)


async def lose(database: Database, *, attachment_id: int) -> None:
    """It will never come: too large, or gone."""
    async with database.transaction() as transaction:
        await transaction.attachments.lose(attachment_id)


async def content(database: Database, *, attachment_id: int) -> bytes | None:
    """The bytes as they were sent, or None while they are not here."""
    async with database.reading() as transaction:
        return await transaction.attachments.content(attachment_id, transaction.keys)
