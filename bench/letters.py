"""Letters (来件): the inbox behind its box, beside a transaction for each letter."""

from __future__ import annotations

import asyncio
import itertools
import json
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import MetaData, Text, select

from bench.measure import Row, times_cheaper
from services.letters import inbox_box
from storage.database import Database
from storage.inbox import Letter
from storage.migrate import migrate
from storage.schema.traffic import inbox
from storage.sealing import Keys

CROWD, LONE = 300, 60
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
NUMBERS = itertools.count(1)
KEYS = Keys("k1", {"k1": b"k" * 32})
OPEN = inbox.to_metadata(MetaData())
"""The inbox as it would be without sealing."""
OPEN.c.body.type = Text()

WORDS = "3号楼2单元电梯又坏了，老人下不了楼，请快点派人来看看"


async def rows() -> list[Row]:
    """A crowd at once, and one neighbour after the other."""
    async with _database() as database:
        post = Post(database)
        crowd = await times_cheaper(post.crowd_through_the_box, post.crowd_one_by_one, time.perf_counter)
        lone = await times_cheaper(post.lone_through_the_box, post.lone_one_by_one, time.perf_counter)
        sealed = await times_cheaper(post.crowd_sealed, post.crowd_open, time.process_time)
        await post.check()
    return [
        Row(f"{CROWD} updates at once stored through the box; peer: a transaction each (SQLite, time)", 20, crowd),
        Row(f"{CROWD} updates at once stored sealed; peer: the same left open (SQLite, CPU)", 0.7, sealed),
        Row("a lone update stored through the box; peer: a transaction (SQLite, time)", 0.8, lone),
    ]


class Post:
    """The same letters, stored in two ways."""

    def __init__(self, database: Database) -> None:
        self._database, self._box, self._stored = database, inbox_box(database), 0

    async def crowd_through_the_box(self) -> None:
        self._count(await asyncio.gather(*(self._box.put(_letter()) for _ in range(CROWD))))

    async def crowd_one_by_one(self) -> None:
        self._count(await asyncio.gather(*(self._alone(_letter()) for _ in range(CROWD))))

    async def lone_through_the_box(self) -> None:
        self._count([await self._box.put(_letter()) for _ in range(LONE)])

    async def lone_one_by_one(self) -> None:
        self._count([await self._alone(_letter()) for _ in range(LONE)])

    async def crowd_sealed(self) -> None:
        letters = [_letter() for _ in range(CROWD)]
        async with self._database.transaction() as transaction:
            self._stored += len(await transaction.inbox.receive(letters))

    async def crowd_open(self) -> None:
        """The same statements, leaving words that anybody could read."""
        letters = [_letter() for _ in range(CROWD)]
        numbers = [letter.update_id for letter in letters]
        async with self._database.transaction() as transaction:
            await transaction.inbox.rows(select(OPEN.c.update_id).where(OPEN.c.update_id.in_(numbers)))
            self._stored += await transaction.inbox.offer(OPEN, *map(_open, letters))

    async def check(self) -> None:
        """Every letter that was answered as new is there."""
        async with self._database.reading() as transaction:
            there = await transaction.inbox.count("pending")
        assert there == self._stored, f"{there} letters are kept, {self._stored} were answered as new"

    async def _alone(self, letter: Letter) -> bool:
        async with self._database.transaction() as transaction:
            return letter.update_id in await transaction.inbox.receive([letter])

    def _count(self, news: list[bool]) -> None:
        assert all(news), "every letter is new"
        self._stored += len(news)


def _letter() -> Letter:
    number = next(NUMBERS)
    person = {"id": 1000 + number, "is_bot": False, "first_name": "王阿姨", "language_code": "zh-hans"}
    message = {"message_id": number, "from": person, "chat": person | {"type": "private"}, "date": 1, "text": WORDS}
    body = json.dumps({"update_id": number, "message": message}, ensure_ascii=False)
    return Letter(number, f"{person['id']}:{person['id']}", body, AT)


def _open(letter: Letter) -> dict[str, object]:
    return {**vars(letter), "state": "pending"}


@asynccontextmanager
async def _database() -> AsyncIterator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        async with Database(f"sqlite+aiosqlite:///{Path(folder) / 'bench.sqlite3'}", keys=KEYS) as database:
            await migrate(database)
            yield database
