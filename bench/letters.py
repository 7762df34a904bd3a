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

from bench.measure import Row, times_cheaper
from services.letters import inbox_box
from storage.database import Database
from storage.inbox import Letter
from storage.migrate import migrate

CROWD, LONE = 300, 60
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
NUMBERS = itertools.count(1)
WORDS = "3号楼2单元电梯又坏了，老人下不了楼，请快点派人来看看"


async def rows() -> list[Row]:
    """A crowd at once, and one neighbour after the other."""
    async with _database() as database:
        post = Post(database)
        crowd = await times_cheaper(post.crowd_through_the_box, post.crowd_one_by_one, time.perf_counter)
        lone = await times_cheaper(post.lone_through_the_box, post.lone_one_by_one, time.perf_counter)
        await post.check()
    return [
        Row(f"{CROWD} updates at once stored through the box; peer: a transaction each (SQLite, time)", 20, crowd),
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


@asynccontextmanager
async def _database() -> AsyncIterator[Database]:
    with tempfile.TemporaryDirectory() as folder:
        async with Database(f"sqlite+aiosqlite:///{Path(folder) / 'bench.sqlite3'}") as database:
            await migrate(database)
            yield database
