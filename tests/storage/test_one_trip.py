"""SQLite in one trip a statement: every row arrives, in order, however many there are and however they are fetched."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.one_trip import AT_ONCE, OneTripConnection, connect

NUMBERS = "WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ?) SELECT i FROM n"
SIZES = (1, AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 2 * AT_ONCE, 3 * AT_ONCE + 7)


@pytest.fixture
async def connection(tmp_path: Path) -> AsyncIterator[OneTripConnection]:
    connection = await connect(str(tmp_path / "numbers.sqlite3"))
    yield connection
    await connection.close()


@pytest.mark.parametrize("size", SIZES)
async def test_all_rows_come_in_order(connection: OneTripConnection, size: int) -> None:
    cursor = await connection.cursor().execute(NUMBERS, (size,))
    assert await cursor.fetchall() == [(number,) for number in range(1, size + 1)]
    assert await cursor.fetchall() == []
    await cursor.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("step", [1, 7, AT_ONCE, AT_ONCE + 3])
async def test_a_few_at_a_time_none_is_lost(connection: OneTripConnection, size: int, step: int) -> None:
    cursor = await connection.cursor().execute(NUMBERS, (size,))
    seen: list[int] = []
    while rows := await cursor.fetchmany(step):
        assert len(rows) <= step
        seen += [row[0] for row in rows]
    assert seen == list(range(1, size + 1))


async def test_one_by_one_and_then_the_rest(connection: OneTripConnection) -> None:
    cursor = await connection.cursor().execute(NUMBERS, (AT_ONCE + 2,))
    assert [await cursor.fetchone(), await cursor.fetchone()] == [(1,), (2,)]
    rest = await cursor.fetchall()
    assert (rest[0], rest[-1], len(rest)) == ((3,), (AT_ONCE + 2,), AT_ONCE)
    assert await cursor.fetchone() is None


async def test_what_was_left_lying_holds_nothing_back(connection: OneTripConnection) -> None:
    await connection.execute("CREATE TABLE homes (door TEXT)")
    cursor = await connection.cursor().execute(NUMBERS, (5 * AT_ONCE,))
    await cursor.close()
    await connection.execute("DROP TABLE homes")  # SQLite refuses while somebody reads


async def test_it_says_how_many_were_written_and_what_is_wrong(connection: OneTripConnection) -> None:
    cursor = connection.cursor()
    await cursor.execute("CREATE TABLE homes (door TEXT PRIMARY KEY)")
    await cursor.executemany("INSERT INTO homes VALUES (?)", [("101",), ("102",)])
    assert (cursor.rowcount, cursor.description) == (2, None)
    await cursor.execute("INSERT INTO homes VALUES ('103') RETURNING door")
    assert (await cursor.fetchall(), cursor.lastrowid) == ([("103",)], 3)
    with pytest.raises(sqlite3.IntegrityError):
        await cursor.execute("INSERT INTO homes VALUES ('103')")


async def test_a_statement_and_its_rows_are_one_trip(
    connection: OneTripConnection, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """aiosqlite says of each that it sets out; the linter of imports silences whoever speaks before it."""
    monkeypatch.setattr(logging.getLogger("aiosqlite"), "disabled", False)
    with caplog.at_level(logging.DEBUG, "aiosqlite"):
        cursor = await connection.cursor().execute(NUMBERS, (9,))
        assert len(await cursor.fetchall()) == 9
        await cursor.close()
    assert trips(caplog) == 1


async def test_a_transaction_sets_out_with_its_first_statement_and_comes_to_one_end(
    connection: OneTripConnection, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection.isolation_level = None
    await connection.execute("CREATE TABLE homes (door TEXT)")
    monkeypatch.setattr(logging.getLogger("aiosqlite"), "disabled", False)
    for end, kept in ((connection.rollback, 0), (connection.commit, 1)):
        caplog.clear()
        with caplog.at_level(logging.DEBUG, "aiosqlite"):
            connection.beginning = "BEGIN IMMEDIATE"
            await connection.cursor().execute("INSERT INTO homes VALUES ('101')")
            assert connection.in_transaction
            await end()
            await connection.rollback()  # as it goes back to the pool: there is nothing to take back
        assert (connection.in_transaction, trips(caplog)) == (False, 2)
        assert await (await connection.cursor().execute("SELECT door FROM homes")).fetchall() == [("101",)] * kept


async def test_what_was_begun_and_never_used_is_no_trip_and_what_was_cut_short_is_taken_back(
    connection: OneTripConnection, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection.isolation_level = None
    monkeypatch.setattr(logging.getLogger("aiosqlite"), "disabled", False)
    with caplog.at_level(logging.DEBUG, "aiosqlite"):
        connection.beginning = "BEGIN"
        await connection.commit()
    assert trips(caplog) == 0
    connection.beginning = "BEGIN"
    begun = asyncio.create_task(connection.cursor().execute(NUMBERS, (200_000,)))
    await asyncio.sleep(0)  # it has set out
    begun.cancel()
    await asyncio.gather(begun, return_exceptions=True)
    await connection.rollback()
    assert not connection.in_transaction
    connection.beginning = "BEGIN"
    await connection.cursor().execute(NUMBERS, (1,))


def trips(caplog: pytest.LogCaptureFixture) -> int:
    return sum("executing" in line for line in caplog.messages)
