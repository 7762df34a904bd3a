"""The database (数据库): one writer and several readers on SQLite, a pool on PostgreSQL; one act, one transaction."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import event, make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage.issues_similar import Remembered
from storage.one_trip import connect
from storage.schema.sealed import lend
from storage.sealing import Keys
from storage.shelf import Shelf
from storage.speech import speech
from storage.transaction import Transaction

SHANGHAI = ZoneInfo("Asia/Shanghai")
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=5000", "secure_delete=ON")


class Database:
    """The records of one installation. Open with `async with Database(url, keys=keys) as database`."""

    def __init__(
        self, url: str, zone: ZoneInfo = SHANGHAI, *, keys: Keys | None = None, shelf: Shelf | None = None
    ) -> None:
        self.zone = zone
        self.keys = keys
        self.shelf = shelf
        self._remembered = Remembered()
        self.url = make_url(url)
        self.embedded = self.url.get_backend_name() == "sqlite"
        self._writer, self._readers = _sqlite_pair(url, keys) if self.embedded else _postgres_pair(url, keys)
        self._turn = asyncio.Lock()

    @property
    def engine(self) -> AsyncEngine:
        """The engine that writes (for migrations)."""
        return self._writer

    async def __aenter__(self) -> Database:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Let go of every connection; it may be opened again, in another loop too."""
        self._turn = asyncio.Lock()
        await self._writer.dispose()
        if self._readers is not self._writer:
            await self._readers.dispose()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """One transaction that may write; leaving it normally commits."""
        if self.embedded:
            async with self._turn, self._writer.begin() as connection:
                yield Transaction(connection, self.zone, self.keys, self.shelf, self._remembered)
        else:
            async with self._writer.begin() as connection:
                yield Transaction(connection, self.zone, self.keys, self.shelf, self._remembered)

    async def forget_traces(self) -> None:
        """Leave nothing of deleted rows in SQLite's log beside the file; while somebody reads, a later call does it.

        PostgreSQL clears away by itself (autovacuum).
        """
        if not self.embedded:
            return
        async with self._turn, self._writer.connect() as connection:
            driver = (await connection.get_raw_connection()).driver_connection
            assert driver is not None, "it is connected"
            await driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """One consistent view; nothing may be written in it."""
        async with self._readers.connect() as connection:
            yield Transaction(connection, self.zone, self.keys, self.shelf, self._remembered)


def _postgres_pair(url: str, keys: Keys | None) -> tuple[AsyncEngine, AsyncEngine]:
    engine = create_async_engine(url, pool_size=8, pool_pre_ping=True, hide_parameters=True)
    if keys is not None:
        lend(keys, engine.dialect)
    return engine, engine


def _sqlite_pair(url: str, keys: Keys | None) -> tuple[AsyncEngine, AsyncEngine]:
    """Who writes and who reads say the same the same way."""
    pair = _sqlite(url, "BEGIN IMMEDIATE", 1), _sqlite(url, "BEGIN", 4)
    for engine in pair:
        speech(keys).teach(engine)
    return pair


def _sqlite(url: str, begin: str, size: int) -> AsyncEngine:
    """Errors do not show parameters: they are what people wrote."""
    file = make_url(url).database
    assert file is not None
    engine = create_async_engine(
        url, pool_size=size, max_overflow=0, hide_parameters=True, async_creator=partial(connect, file)
    )

    @event.listens_for(engine.sync_engine, "connect")
    def _prepare(connection: Any, _: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves: the driver's own would be deferred
        cursor = connection.cursor()
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def _begin(connection: Any) -> None:
        connection.connection.driver_connection.beginning = begin

    return engine
