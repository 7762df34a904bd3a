"""SQLite in one trip a statement (一去一回): run it and bring its first rows, in one visit to the connection's thread.

aiosqlite hands every call to the thread of its connection, and SQLAlchemy makes four of a statement: open a cursor,
execute, fetch the rows, close. A trip there and back costs more than most of our statements themselves. The beginning
of a transaction travels with its first statement, and a connection that goes back to the pool with nothing open is not
asked to take anything back.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any

import aiosqlite

AT_ONCE = 500
"""Rows brought with the statement; those of a larger answer are fetched when they are asked for."""


Run = Callable[..., sqlite3.Cursor]


class OneTripConnection(aiosqlite.Connection):
    """A connection (连接) whose cursors mostly go to its thread once a statement."""

    beginning = ""
    """The words that begin a transaction in which nothing was said yet."""
    _open = False  # from before it begins over there until its end has come back: what is cut short may be open

    def cursor(self) -> Any:  # SQLAlchemy enters what it is given, as it does aiosqlite's own
        return OneTripCursor(self)

    def begins(self) -> str:
        """What goes along before the next statement."""
        beginning, self.beginning = self.beginning, ""
        self._open = self._open or bool(beginning)
        return beginning

    async def commit(self) -> None:
        await self._end(super().commit)

    async def rollback(self) -> None:
        await self._end(super().rollback)

    async def _end(self, end: Callable[[], Awaitable[None]]) -> None:
        self.beginning = ""
        if self._open or self._conn.in_transaction:
            await end()
            self._open = False


async def connect(file: str) -> OneTripConnection:
    """Open a file; its thread does not keep the process alive."""
    connection = OneTripConnection(partial(sqlite3.connect, file, check_same_thread=False), iter_chunk_size=AT_ONCE)
    connection._thread.daemon = True
    await connection
    return connection


class OneTripCursor:
    """What SQLAlchemy asks of a cursor: one statement and its rows."""

    arraysize = AT_ONCE

    def __init__(self, connection: OneTripConnection) -> None:
        self._connection: Any = connection
        self._cursor: Any = None  # made in the thread, with the statement
        self._rows: deque[Any] = deque()
        self._more = False

    async def __aenter__(self) -> OneTripCursor:
        return self

    @property
    def description(self) -> Any:
        return self._cursor.description

    @property
    def rowcount(self) -> int:
        count: int = self._cursor.rowcount
        return count

    @property
    def lastrowid(self) -> int | None:
        number: int | None = self._cursor.lastrowid
        return number

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> OneTripCursor:
        return await self._go(sqlite3.Cursor.execute, sql, parameters)

    async def executemany(self, sql: str, parameters: Any) -> OneTripCursor:
        return await self._go(sqlite3.Cursor.executemany, sql, parameters)

    async def _go(self, run: Run, sql: str, parameters: Any) -> OneTripCursor:
        there = partial(_there_and_back, self._connection, self._connection.begins())
        self._cursor, rows = await self._connection._execute(there, run, sql, parameters)
        self._rows = deque(rows)
        self._more = len(rows) == AT_ONCE
        return self

    async def fetchone(self) -> Any:
        return next(iter(await self.fetchmany(1)), None)

    async def fetchmany(self, size: int | None = None) -> list[Any]:
        wanted = size or self.arraysize
        while self._more and len(self._rows) < wanted:
            rows = await self._connection._execute(self._cursor.fetchmany, AT_ONCE)
            self._rows.extend(rows)
            self._more = len(rows) == AT_ONCE
        return [self._rows.popleft() for _ in range(min(wanted, len(self._rows)))]

    async def fetchall(self) -> list[Any]:
        rest = await self._connection._execute(self._cursor.fetchall) if self._more else ()
        rows = [*self._rows, *rest]
        self._rows.clear()
        self._more = False
        return rows

    async def close(self) -> None:
        """Go there again only where rows are left lying."""
        if self._more:
            await self._connection._execute(self._cursor.close)


def _there_and_back(connection: Any, beginning: str, run: Run, sql: str, parameters: Any) -> tuple[Any, list[Any]]:
    cursor = connection._conn.cursor()
    if beginning:
        cursor.execute(beginning)
    run(cursor, sql, parameters)
    return cursor, cursor.fetchmany(AT_ONCE)
