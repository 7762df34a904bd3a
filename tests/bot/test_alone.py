"""The lock on a PostgreSQL: whoever loses it is stopped where they stand, and nothing is begun without it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from bot.alone import LockLost, StoppedWaiting, standing_alone, stepping_back
from storage.database import Database
from tests.clocks import PATIENCE
from tests.conftest import a_postgres_database

pytestmark = pytest.mark.postgres
ME = text(
    "SELECT pid FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
    "WHERE locktype = 'advisory' AND granted AND datname = current_database()"
)
END = text("SELECT pg_terminate_backend(:pid)")


@pytest.fixture
async def large(postgres: str) -> AsyncIterator[Database]:
    """A PostgreSQL database without tables: the lock needs none."""
    async with a_postgres_database(postgres) as url, Database(url) as database:
        yield database


def nobody_waits() -> None:
    raise AssertionError("nobody else serves")


async def holder(database: Database) -> int:
    """The server's number for the connection that holds the lock."""
    async with database.engine.connect() as connection:
        return int(await connection.scalar(ME))


async def end(database: Database, pid: int) -> None:
    async with database.engine.connect() as connection:
        assert await connection.scalar(END, {"pid": pid})


async def test_whoever_loses_the_lock_is_stopped_where_they_stand(large: Database) -> None:
    done: list[str] = []
    with pytest.raises(LockLost):
        async with asyncio.timeout(PATIENCE), standing_alone(large, asyncio.Event(), nobody_waits):
            await end(large, await holder(large))
            await asyncio.Event().wait()
            done.append("went on")
    assert done == []
    async with standing_alone(large, asyncio.Event(), nobody_waits):
        done.append("served again")
    assert done == ["served again"]


async def test_what_goes_wrong_inside_comes_out_as_it_is_and_the_lock_is_free(large: Database) -> None:
    with pytest.raises(TimeoutError):
        async with standing_alone(large, asyncio.Event(), nobody_waits):
            raise TimeoutError
    async with standing_alone(large, asyncio.Event(), nobody_waits):
        assert await holder(large)


async def test_whoever_waits_is_told_once_and_may_be_stopped_or_cut_off(large: Database) -> None:
    told: list[str] = []
    stop = asyncio.Event()

    def stops() -> None:
        told.append("waits")
        stop.set()

    async def cut_off() -> None:
        (asking,) = await those_who_ask(large)
        await end(large, asking)

    ends: list[asyncio.Task[None]] = []
    async with standing_alone(large, asyncio.Event(), nobody_waits), Database(large.url.render_as_string()) as other:
        for waiting, ended in (
            (stops, StoppedWaiting),
            (lambda: ends.append(asyncio.create_task(cut_off())), LockLost),
        ):
            with pytest.raises(ended):
                async with standing_alone(other, stop, waiting):
                    raise AssertionError("two serve")
            stop.clear()
        await asyncio.gather(*ends)
    assert told == ["waits"]


async def those_who_ask(database: Database) -> list[int]:
    """Connections that asked for the lock in vain."""
    async with database.engine.connect() as connection:
        found = await connection.execute(
            text(
                "SELECT pid FROM pg_stat_activity WHERE query LIKE 'SELECT pg_try_advisory_lock%' "
                "AND datname = current_database() AND pid NOT IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory')"
            )
        )
        return [int(row.pid) for row in found]


async def test_whoever_lost_the_lock_steps_back_until_the_database_answers_or_they_are_stopped(large: Database) -> None:
    await stepping_back(large, asyncio.Event(), 0.0)
    away, stop = large.url.set(query={"host": "/nowhere"}), asyncio.Event()
    async with Database(away.render_as_string()) as gone:
        waiting = asyncio.create_task(stepping_back(gone, stop, 0.0))
        done, _ = await asyncio.wait({waiting}, timeout=0.5)
        assert not done, "nobody answers there"
        stop.set()
        with pytest.raises(StoppedWaiting):
            await waiting
    with pytest.raises(StoppedWaiting):
        await stepping_back(large, stop)
