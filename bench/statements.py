"""Statements (语句): a small one on SQLite in one trip to the connection's thread, beside aiosqlite's own four."""

from __future__ import annotations

import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy import make_url, select
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bench.measure import Row, Way, times_cheaper
from storage.database import Database
from storage.migrate import migrate
from storage.schema.registry import compounds

ASKED = 2_000
STATEMENT = select(compounds.c.name).where(compounds.c.id == 1)


async def rows() -> list[Row]:
    """One row by its number, again and again, over the same file."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'bench.sqlite3'}"
        async with Database(url) as database, _plain(url) as plain:
            await migrate(database)
            value = await times_cheaper(_asking(database.engine), _asking(plain), time.perf_counter)
    return [Row("a row by its number in one trip; peer: aiosqlite's four trips (SQLite, time)", 1.5, value)]


@asynccontextmanager
async def _plain(url: str) -> AsyncIterator[AsyncEngine]:
    engine = create_async_engine(make_url(url))
    yield engine
    await engine.dispose()


def _asking(engine: AsyncEngine) -> Way:
    async def ask() -> None:
        async with engine.connect() as connection:
            for _ in range(ASKED):
                (await connection.execute(STATEMENT)).all()

    return ask
