"""Upkeep (维护): backups made and put back, room for files, chains that hold, telling the operators."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from domain.effects import Post
from domain.notices import Notice, NoticeKind
from domain.outcomes import Done, Outcome
from domain.registry import ANYWHERE, RoleKind
from services.acts import act
from services.readers import staff_chats
from storage.backup import BackupBroken, Manifest, check, dump, load, occupied
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction


async def back_up(database: Database, *, target: Path) -> Manifest:
    """Everything into one archive, and the archive read through once more."""
    await dump(database, target)
    return check(target)


async def restore(database: Database, *, source: Path) -> Manifest:
    """Everything out of an archive, in place of what is there. Raises BackupBroken: then nothing has changed."""
    return await load(database, source)


async def files_kept(database: Database) -> int:
    """Bytes of the files people sent that lie in the database."""
    async with database.reading() as transaction:
        return await transaction.attachments.bytes_kept()


async def journal_breaks(database: Database) -> dict[str, int | None]:
    """Every stream of the journal, and the first entry of it that does not hold; None where the whole chain does."""
    async with database.reading() as transaction:
        journal = transaction.journal
        return {name: await journal.broken_at(name) for name in await journal.names()}


@act
async def tell_operators(transaction: Transaction, *, template: str, source: str, at: datetime) -> Outcome:
    """告诉管理员: something of the machine's needs a hand; once for each `source`."""
    chats = await staff_chats(transaction, ANYWHERE, at, (RoleKind.OPERATOR,))
    notices = [Notice(f"{source}:{chat.id}", chat.id, NoticeKind.POST, template) for chat in chats]
    await apply(transaction, [Post(notice) for notice in notices], at=at)
    return Done({"told": len(notices)})


__all__ = [
    "BackupBroken",
    "Manifest",
    "back_up",
    "check",
    "files_kept",
    "journal_breaks",
    "occupied",
    "restore",
    "tell_operators",
]
