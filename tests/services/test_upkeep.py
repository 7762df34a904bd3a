"""Upkeep: which chains of the journal hold."""

from __future__ import annotations

from datetime import datetime

from services.upkeep import journal_breaks
from storage.database import Database
from storage.schema.records import entries


async def test_a_chain_that_was_tampered_with_is_named_by_its_entry(database: Database, at: datetime) -> None:
    assert await journal_breaks(database) == {}
    async with database.transaction() as transaction:
        for stream in ("compound:1", "compound:1", "issue:1"):
            await transaction.journal.append(stream, "told", {"n": 1}, {}, at)
    assert await journal_breaks(database) == {"compound:1": None, "issue:1": None}
    async with database.transaction() as transaction:
        forged = entries.update().where(entries.c.stream == "compound:1", entries.c.seq == 1).values(body={"n": 2})
        await transaction.connection.execute(forged)
    assert await journal_breaks(database) == {"compound:1": 2, "issue:1": None}
