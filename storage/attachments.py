"""Attachments (附件): recorded with the act, fetched by a tick, kept with their hash, sealed with a key."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, select, update

from storage.repository import Repository
from storage.schema.records import attachments
from storage.sealing import Keys

LIST = (
    select(*[column for column in attachments.c if column.name != "content"])
    .where(attachments.c.subject == bindparam("of"))
    .order_by(attachments.c.id)
)
KINDS = (
    select(attachments.c.subject, attachments.c.kind)
    .where(attachments.c.subject.in_(bindparam("subjects", expanding=True)))
    .order_by(attachments.c.id)
)
COUNTS = (
    select(attachments.c.subject, func.count().label("n"))
    .where(attachments.c.subject.in_(bindparam("subjects", expanding=True)))
    .group_by(attachments.c.subject)
)
CONTENT = select(attachments.c.content, attachments.c.key_id).where(attachments.c.id == bindparam("key"))
PENDING = (
    select(attachments.c.id, attachments.c.file_id, attachments.c.size, attachments.c.tries)
    .where(attachments.c.state == "pending", attachments.c.tries <= bindparam("tries"))
    .order_by(attachments.c.tries, attachments.c.id)
    .limit(bindparam("most"))
)
WAITING = (
    select(func.count()).select_from(attachments).where(attachments.c.state == "pending", attachments.c.tries == 0)
)
HAND_OVER = update(attachments).where(attachments.c.subject == bindparam("of")).values(subject=bindparam("heir"))
STORE = (
    update(attachments)
    .where(attachments.c.id == bindparam("key"))
    .values(
        state="stored",
        content=bindparam("sealed", type_=attachments.c.content.type),
        key_id=bindparam("key_name"),
        sha256=bindparam("hash"),
        size=bindparam("length"),
    )
)
MISSED = update(attachments).where(attachments.c.id == bindparam("key")).values(tries=attachments.c.tries + 1)
BYTES = select(func.coalesce(func.sum(attachments.c.size), 0)).where(attachments.c.state == "stored")
LOSE = update(attachments).where(attachments.c.id == bindparam("key")).values(state="lost")
DROP = delete(attachments).where(attachments.c.subject == bindparam("of"))


async def files_counted(repository: Repository, subjects: Sequence[str]) -> dict[str, int]:
    """How many files each of these has; those without any are left out."""
    return {row.subject: row.n for row in await repository.rows(COUNTS, subjects=list(subjects))}


class Attachments(Repository):
    """Files by the subject they belong to, in the order they came."""

    async def record(
        self, *, subject: str, kind: str, file_id: str, name: str, mime: str, size: int | None, at: datetime
    ) -> int:
        return await self.add(
            attachments,
            subject=subject,
            kind=kind,
            file_id=file_id,
            name=name,
            mime=mime,
            size=size,
            state="pending",
            at=at,
        )

    async def of(self, subject: str) -> Sequence[Row[Any]]:
        """Everything but the bytes."""
        return await self.rows(LIST, of=subject)

    async def kinds(self, subjects: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Subject → the kinds of its files, in the order they came."""
        found: dict[str, tuple[str, ...]] = dict.fromkeys(subjects, ())
        for row in await self.rows(KINDS, subjects=list(subjects)):
            found[row.subject] += (row.kind,)
        return found

    async def hand_over(self, subject: str, heir: str) -> None:
        """What belonged to a draft belongs to what became of it."""
        await self.run(HAND_OVER, of=subject, heir=heir)

    async def pending(self, *, tries: int, most: int) -> Sequence[Row[Any]]:
        return await self.rows(PENDING, tries=tries, most=most)

    async def waiting(self) -> int:
        """How many have not been tried yet."""
        return int(await self.value(WAITING))

    async def store(self, number: int, content: bytes, keys: Keys) -> None:
        sealed = keys.seal(content)
        hash = hashlib.sha256(content).hexdigest()
        await self.run(STORE, key=number, sealed=sealed, key_name=keys.active, hash=hash, length=len(content))

    async def bytes_kept(self) -> int:
        """How much the stored files take, in bytes."""
        return int(await self.value(BYTES))

    async def missed(self, number: int) -> None:
        await self.run(MISSED, key=number)

    async def lose(self, number: int) -> None:
        await self.run(LOSE, key=number)

    async def content(self, number: int, keys: Keys) -> bytes | None:
        """The bytes as they came, or None while they are not stored."""
        row = await self.row(CONTENT, key=number)
        if row is None or row.content is None:
            return None
        return bytes(row.content) if row.key_id is None else keys.open(row.key_id, bytes(row.content))

    async def drop(self, subject: str) -> None:
        await self.run(DROP, of=subject)
