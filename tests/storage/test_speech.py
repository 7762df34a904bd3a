"""What was put into SQL once is said by every engine over the same keys, and by no other."""

from pathlib import Path
from typing import Any

from sqlalchemy import event, func, select

from storage.database import Database
from storage.schema.registry import people
from storage.sealing import Keys
from tests.builders import KEYS
from tests.conftest import sqlite_copy

HOW_MANY = select(func.count()).select_from(people)


async def words_of(*databases: Database) -> list[Any]:
    """What each database's writer and reader made of the same statement."""
    found = []

    def note(*call: Any) -> None:
        found.append(call[4].compiled)

    for database in databases:
        async with database.transaction() as writing, database.reading() as reading:
            for transaction in (writing, reading):
                engine = transaction.connection.sync_engine
                event.listen(engine, "after_cursor_execute", note)
                await transaction.connection.execute(HOW_MANY)
                event.remove(engine, "after_cursor_execute", note)
    return found


async def test_whoever_reads_repeats_what_the_writer_said(sqlite_template: Path, tmp_path: Path) -> None:
    url = sqlite_copy(sqlite_template, tmp_path)
    async with Database(url, keys=KEYS) as first, Database(url, keys=Keys(KEYS.active, dict(KEYS.keys))) as second:
        said, *again = await words_of(first, second)
    assert said is not None and [one is said for one in again] == [True] * 3


async def test_other_keys_say_it_otherwise(sqlite_template: Path, tmp_path: Path) -> None:
    """What is put into SQL holds on to the keys it seals with."""
    url, rotated = sqlite_copy(sqlite_template, tmp_path), Keys("k2", {**KEYS.keys, "k2": b"n" * 32})
    async with Database(url, keys=KEYS) as ours, Database(url, keys=rotated) as theirs, Database(url) as nobodys:
        found = await words_of(ours, theirs, nobodys)
    assert len({id(one) for one in found}) == 3
