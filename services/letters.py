"""Letters (来件): every update is kept before it is worked on; the box writes what comes in together."""

from __future__ import annotations

from collections.abc import Sequence

from storage.box import Box
from storage.database import Database
from storage.inbox import Letter


def inbox_box(database: Database) -> Box[Letter, bool]:
    """The box in front of the inbox: `put` answers, after the commit, whether the letter was new."""

    async def write(letters: Sequence[Letter]) -> list[bool]:
        async with database.transaction() as transaction:
            fresh = await transaction.inbox.receive(letters)
        news = []
        for letter in letters:  # the same update twice in one batch is new once
            news.append(letter.update_id in fresh)
            fresh.discard(letter.update_id)
        return news

    return Box(write)


async def pending_letters(database: Database) -> list[Letter]:
    """What was not finished when the process last stopped, in the order it came."""
    async with database.reading() as transaction:
        return await transaction.inbox.pending()


async def trying(database: Database, *, update_id: int) -> None:
    """Remember a try before it is made: one that kills the process must not be made for ever."""
    async with database.transaction() as transaction:
        await transaction.inbox.trying(update_id)


async def finish(database: Database, *, update_id: int) -> None:
    """The letter is answered; its words are forgotten here."""
    async with database.transaction() as transaction:
        await transaction.inbox.finish(update_id)


async def bury(database: Database, *, update_id: int, incident: str) -> None:
    """A dead letter, under its incident number."""
    async with database.transaction() as transaction:
        await transaction.inbox.bury(update_id, incident)


__all__ = ["Letter", "bury", "finish", "inbox_box", "pending_letters", "trying"]
