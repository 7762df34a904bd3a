"""Standing alone (独占): one process serves one database. A second one on a file is refused, on PostgreSQL it waits."""

from __future__ import annotations

import asyncio
import fcntl
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.logs import log
from services import Database

TRY = text("SELECT pg_try_advisory_lock(19810001)")
STILL = text("SELECT 1")
LOOK_SECONDS = 1.0
"""How often the one that waits asks, and the one that serves makes sure of its lock."""


class InUse(Exception):
    """Another process serves this folder."""


class StoppedWaiting(Exception):
    """Asked to stop while another process still served."""


@asynccontextmanager
async def standing_alone(database: Database, stop: asyncio.Event, waiting: Callable[[], None]) -> AsyncIterator[None]:
    """Serve alone until the block is left. `waiting` is called once if another serves. Raises InUse, StoppedWaiting."""
    if database.embedded:
        with _file_lock(Path(f"{database.url.database}.lock")):
            yield
    else:
        async with database.engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await _wait(connection, stop, waiting)
            keeper = asyncio.create_task(_keep(connection, stop), name="lock")
            try:
                yield
            finally:
                keeper.cancel()
                await asyncio.gather(keeper, return_exceptions=True)
                await connection.invalidate()  # the lock goes with the connection; a pooled one would keep it


@contextmanager
def _file_lock(path: Path) -> Iterator[None]:
    """Held by the open file, so that it goes with the process however that ends."""
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise InUse(str(path.parent)) from error
        yield


async def _wait(connection: AsyncConnection, stop: asyncio.Event, waiting: Callable[[], None]) -> None:
    told = False
    while not await connection.scalar(TRY):
        if not told:
            waiting()
            told = True
        if await _stopped(stop):
            raise StoppedWaiting


async def _keep(connection: AsyncConnection, stop: asyncio.Event) -> None:
    """A lost connection is a lost lock: another process may serve by now, so this one stops."""
    try:
        while not await _stopped(stop):
            await connection.execute(STILL)
    except Exception as error:
        log.critical("lock_lost", error=type(error).__name__)
        stop.set()


async def _stopped(stop: asyncio.Event) -> bool:
    """Whether the process was asked to stop, within a moment."""
    try:
        await asyncio.wait_for(stop.wait(), LOOK_SECONDS)
    except TimeoutError:
        return False
    return True
