"""Posts (已发布的消息): where the card of a subject stands in a chat, and which of Telegram's polls it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from storage.repository import Repository
from storage.schema.registry import chats
from storage.schema.traffic import posts

OF = select(posts).where(posts.c.subject == bindparam("subject")).order_by(posts.c.id)
AT = select(posts).where(posts.c.subject == bindparam("subject"), posts.c.chat_id == bindparam("chat"))
BY_POLL = select(posts).where(posts.c.poll_id == bindparam("poll"))
BY_MESSAGE = (
    select(posts)
    .join(chats, chats.c.id == posts.c.chat_id)
    .where(chats.c.telegram_id == bindparam("chat"), posts.c.message_id == bindparam("message"))
)
DRAWN = (
    update(posts)
    .where(posts.c.subject == bindparam("of"), posts.c.chat_id == bindparam("chat"))
    .values(drawn=bindparam("hash", type_=posts.c.drawn.type))
)
GONE = delete(posts).where(posts.c.subject == bindparam("of"), posts.c.chat_id == bindparam("chat"))


class Posts(Repository):
    """Posts by subject and chat, by Telegram's poll, by message."""

    async def keep(self, *, subject: str, chat_id: int, message_id: int, poll_id: str | None, drawn: str) -> None:
        """Remember the post; a resent one takes the place of the first."""
        values = {"message_id": message_id, "poll_id": poll_id, "drawn": drawn}
        statement = self.inserting(posts).values(subject=subject, chat_id=chat_id, **values)
        statement = statement.on_conflict_do_update(index_elements=[posts.c.subject, posts.c.chat_id], set_=values)
        await self.connection.execute(statement)

    async def of(self, subject: str) -> Sequence[Row[Any]]:
        return await self.rows(OF, subject=subject)

    async def at(self, subject: str, chat_id: int) -> Row[Any] | None:
        return await self.row(AT, subject=subject, chat=chat_id)

    async def by_poll(self, poll_id: str) -> Row[Any] | None:
        return await self.row(BY_POLL, poll=poll_id)

    async def by_message(self, telegram_chat: int, message_id: int) -> Row[Any] | None:
        return await self.row(BY_MESSAGE, chat=telegram_chat, message=message_id)

    async def draw(self, subject: str, chat_id: int, drawn: str) -> None:
        await self.run(DRAWN, of=subject, chat=chat_id, hash=drawn)

    async def forget(self, subject: str, chat_id: int) -> None:
        await self.run(GONE, of=subject, chat=chat_id)
