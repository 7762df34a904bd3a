"""Chats (会话): Telegram's id is an attribute, so that a group may change it and nothing of ours moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from domain.registry import Place
from domain.walls import CHAT_KIND
from storage.repository import Repository
from storage.schema.registry import chats
from storage.schema.traffic import drafts, outbox, posts

NO_GROUPS = ("private", CHAT_KIND)
"""Chats nobody talks in together."""

BY_TELEGRAM = select(chats).where(chats.c.telegram_id == bindparam("telegram"))
FIND = select(chats).where(chats.c.id == bindparam("key"))
PRIVATE = select(chats).where(chats.c.person_id == bindparam("person"), chats.c.kind == "private")
GROUPS = (
    select(chats)
    .where(chats.c.compound_id == bindparam("compound"), chats.c.kind.not_in(NO_GROUPS))
    .order_by(chats.c.id)
)
UNBOUND = (
    select(chats).where(chats.c.kind.in_(["group", "supergroup"]), chats.c.compound_id.is_(None)).order_by(chats.c.id)
)
RENUMBER = (
    update(chats).where(chats.c.telegram_id == bindparam("old")).values(telegram_id=bindparam("new"), kind="supergroup")
)
BIND = (
    update(chats)
    .where(chats.c.id == bindparam("key"))
    .values(compound_id=bindparam("compound"), building_id=bindparam("building"))
)
STATE = (
    update(chats).where(chats.c.id == bindparam("key")).values(state=bindparam("now"), administrator=bindparam("admin"))
)
TITLE = update(chats).where(chats.c.id == bindparam("key")).values(title=bindparam("called"))
ADDED = update(chats).where(chats.c.id == bindparam("key")).values(added_by=bindparam("person"))


@dataclass(frozen=True)
class Chat:
    """A chat (会话) as we know it."""

    id: int
    telegram_id: int
    kind: str
    title: str
    person_id: int | None
    place: Place | None
    state: str
    administrator: bool
    added_by: int | None

    @property
    def private(self) -> bool:
        return self.kind == "private"

    @property
    def wall(self) -> bool:
        return self.kind == CHAT_KIND


class Chats(Repository):
    """Chats by Telegram's id, by ours, by person, by place."""

    async def meet(self, telegram_id: int, *, kind: str, title: str, person_id: int | None) -> Chat:
        """The chat, made known if it was not."""
        found = await self.row(BY_TELEGRAM, telegram=telegram_id)
        if found is None:
            values = {"telegram_id": telegram_id, "kind": kind, "title": title, "person_id": person_id}
            await self.offer(chats, values)
            found = await self.row(BY_TELEGRAM, telegram=telegram_id)
        assert found is not None, "offered above"
        return _chat(found)

    async def find(self, number: int) -> Chat | None:
        row = await self.row(FIND, key=number)
        return None if row is None else _chat(row)

    async def by_telegram(self, telegram_id: int) -> Chat | None:
        row = await self.row(BY_TELEGRAM, telegram=telegram_id)
        return None if row is None else _chat(row)

    async def private_of(self, person_id: int) -> Chat | None:
        row = await self.row(PRIVATE, person=person_id)
        return None if row is None else _chat(row)

    async def groups_of(self, compound_id: int) -> list[Chat]:
        return [_chat(row) for row in await self.rows(GROUPS, compound=compound_id)]

    async def unbound_groups(self) -> list[Chat]:
        return [_chat(row) for row in await self.rows(UNBOUND)]

    async def bind(self, number: int, place: Place) -> None:
        await self.run(BIND, key=number, compound=place.compound_id, building=place.building_id)

    async def turn(self, number: int, *, state: str, administrator: bool) -> None:
        await self.run(STATE, key=number, now=state, admin=administrator)

    async def entitle(self, number: int, title: str) -> None:
        await self.run(TITLE, key=number, called=title)

    async def added_by(self, number: int, person_id: int) -> None:
        await self.run(ADDED, key=number, person=person_id)

    async def migrate(self, old: int, new: int) -> bool:
        """A group became a supergroup: the row keeps its number, so everything queued follows.

        Both signals may come, in any order; the second finds nothing left to do and answers False.
        """
        before = await self.row(BY_TELEGRAM, telegram=old)
        if before is None:
            return False
        after = await self.row(BY_TELEGRAM, telegram=new)
        if after is not None:
            await self._absorb(after, before.id)
        await self.run(delete(posts).where(posts.c.chat_id == bindparam("key")), key=before.id)
        await self.run(RENUMBER, old=old, new=new)
        return True

    async def _absorb(self, stranger: Row[Any], into: int) -> None:
        """Messages of the supergroup came before the news of it: what hangs on that row moves over."""
        for table in (outbox, drafts):
            await self.run(
                update(table).where(table.c.chat_id == bindparam("from_chat")).values(chat_id=bindparam("to_chat")),
                from_chat=stranger.id,
                to_chat=into,
            )
        await self.run(delete(posts).where(posts.c.chat_id == bindparam("key")), key=stranger.id)
        await self.run(delete(chats).where(chats.c.id == bindparam("key")), key=stranger.id)


def _chat(row: Row[Any]) -> Chat:
    place = None if row.compound_id is None else Place(row.compound_id, row.building_id)
    return Chat(
        row.id, row.telegram_id, row.kind, row.title, row.person_id, place, row.state, row.administrator, row.added_by
    )
