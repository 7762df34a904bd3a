"""The journal holds, and shows where it was touched."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import text

from domain.effects import Record
from storage.database import Database
from storage.effects import apply


async def test_a_stream_is_a_chain_and_erasing_a_person_breaks_none(database: Database, at: datetime) -> None:
    async with database.transaction() as transaction:
        await apply(transaction, [Record("issue:1", "reported", {"n": 1}, {"name": "王阿姨"})], at=at)
        await apply(transaction, [Record("issue:1", "closed", {"n": 2})], at=at)
    async with database.transaction() as transaction:
        assert await transaction.journal.broken_at("issue:1") is None
        assert await transaction.journal.erase_openings("issue:1") == 1
        assert await transaction.journal.broken_at("issue:1") is None


async def test_a_changed_entry_is_found(database: Database, at: datetime) -> None:
    async with database.transaction() as transaction:
        for n in range(3):
            await transaction.journal.append("s", "t", {"n": n}, {}, at)
        await transaction.connection.execute(text("""UPDATE entries SET body = '{"n": 9}' WHERE seq = 2"""))
        assert await transaction.journal.broken_at("s") == 3
