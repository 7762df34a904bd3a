"""Drafts (草稿): unfinished conversations, with a version and a time to live; they survive a restart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from domain.outcomes import Facts
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.traffic import albums, drafts

FIND = select(drafts).where(drafts.c.id == bindparam("key"))
AWAITING = select(drafts).where(
    drafts.c.person_id == bindparam("person"), drafts.c.chat_id == bindparam("chat"), drafts.c.awaiting.is_not(None)
)
HUSH = (
    update(drafts)
    .where(drafts.c.person_id == bindparam("person"), drafts.c.chat_id == bindparam("chat"))
    .values(awaiting=None)
)
WRITE = (
    update(drafts)
    .where(drafts.c.id == bindparam("key"), drafts.c.version == bindparam("known"))
    .values(
        body=bindparam("content", type_=drafts.c.body.type),
        awaiting=bindparam("next_words"),
        version=drafts.c.version + 1,
        expires_at=bindparam("until", type_=Moment()),
    )
)
REMOVE = delete(drafts).where(drafts.c.id == bindparam("key"))
ALBUM = select(albums.c.draft_id).where(albums.c.media_group_id == bindparam("group"))
DROP_ALBUM = delete(albums).where(albums.c.draft_id == bindparam("key"))
EXPIRED = select(drafts.c.id).where(drafts.c.expires_at <= bindparam("at", type_=Moment()))


@dataclass(frozen=True)
class Draft:
    """An unfinished conversation (草稿) of one person in one chat."""

    id: int
    person_id: int
    chat_id: int
    kind: str
    version: int
    awaiting: str | None
    body: Facts
    expires_at: datetime


class Drafts(Repository):
    """Drafts by number; at most one a person and chat awaits the person's next words."""

    async def begin(
        self, *, person_id: int, chat_id: int, kind: str, body: Facts, awaiting: str | None, expires_at: datetime
    ) -> Draft:
        if awaiting is not None:
            await self.run(HUSH, person=person_id, chat=chat_id)
        number = await self.add(
            drafts,
            person_id=person_id,
            chat_id=chat_id,
            kind=kind,
            body=dict(body),
            awaiting=awaiting,
            expires_at=expires_at,
        )
        return Draft(number, person_id, chat_id, kind, 1, awaiting, body, expires_at)

    async def find(self, number: int, *, at: datetime) -> Draft | None:
        return _draft(await self.row(FIND, key=number), at)

    async def awaiting(self, person_id: int, chat_id: int, *, at: datetime) -> Draft | None:
        return _draft(await self.row(AWAITING, person=person_id, chat=chat_id), at)

    async def write(self, draft: Draft, *, body: Facts, awaiting: str | None, expires_at: datetime) -> bool:
        """Keep the next version; False when somebody wrote meanwhile (a second press on an old screen)."""
        if awaiting is not None:
            await self.run(HUSH, person=draft.person_id, chat=draft.chat_id)
        values = {"content": dict(body), "next_words": awaiting, "until": expires_at}
        return await self.run(WRITE, key=draft.id, known=draft.version, **values) == 1

    async def hush(self, person_id: int, chat_id: int) -> None:
        """Nothing awaits the person's next words any more."""
        await self.run(HUSH, person=person_id, chat=chat_id)

    async def remove(self, number: int | None) -> None:
        """What was begun has come to its end; None: it came out of no conversation."""
        if number is not None:
            await self.run(DROP_ALBUM, key=number)
            await self.run(REMOVE, key=number)

    async def expire(self, at: datetime) -> list[int]:
        """Remove what ran out; the numbers that did."""
        numbers = [row.id for row in await self.rows(EXPIRED, at=at)]
        for number in numbers:
            await self.remove(number)
        return numbers

    async def album(self, media_group_id: str) -> int | None:
        """The draft that collects this album, if its first picture has come."""
        number = await self.value(ALBUM, group=media_group_id)
        return None if number is None else int(number)

    async def open_album(self, media_group_id: str, draft_id: int, at: datetime) -> None:
        await self.offer(albums, {"media_group_id": media_group_id, "draft_id": draft_id, "at": at})


def _draft(row: Row[Any] | None, at: datetime) -> Draft | None:
    if row is None or row.expires_at <= at:
        return None
    return Draft(row.id, row.person_id, row.chat_id, row.kind, row.version, row.awaiting, row.body, row.expires_at)
