"""Standing alone (独占): one process serves one database. A second one on a file is refused, on PostgreSQL it waits."""

from __future__ import annotations

import asyncio
import fcntl
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.ingress import passing
from bot.logs import log
from services import Database

TRY = text("SELECT pg_try_advisory_lock(19810001)")
STILL = text("SELECT 1")
LOOK_SECONDS = 1.0
"""How often the one that waits asks, and the one that serves makes sure of its lock."""

STEP_BACK_SECONDS = 2.0
"""How long the one that lost its lock leaves it to those who wait."""

SILENCE_SECONDS = 5.0
"""A connection that says nothing for so long is taken for lost."""


class InUse(Exception):
    """Another process serves this folder."""


class StoppedWaiting(Exception):
    """Asked to stop while another process still served."""


class LockLost(Exception):
    """The connection that held the lock is gone: another process may serve by now."""


@asynccontextmanager
async def standing_alone(database: Database, stop: asyncio.Event, waiting: Callable[[], None]) -> AsyncIterator[None]:
    """Serve alone until the block is left. `waiting` is called once if another serves. Raises InUse, StoppedWaiting.

    Whoever loses the lock is cancelled where they stand, and LockLost comes out of the block.
    """
    if database.embedded:
        with _file_lock(Path(f"{database.url.database}.lock")):
            yield
    else:
        async with database.engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await _wait(connection, stop, waiting)
            async with _while_held(connection):
                yield


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
    while not await _got(connection):
        if not told:
            waiting()
            told = True
        if await _is_set(stop):
            raise StoppedWaiting


async def _got(connection: AsyncConnection) -> bool:
    try:
        return bool(await connection.scalar(TRY))
    except SQLAlchemyError as error:
        raise LockLost from error


@asynccontextmanager
async def _while_held(connection: AsyncConnection) -> AsyncIterator[None]:
    """The block, broken off at once when the lock is lost."""
    gone = await _told_when_gone(connection)
    try:
        async with asyncio.timeout(None) as life:
            keeper = asyncio.create_task(_keep(connection, gone), name="lock")
            keeper.add_done_callback(lambda task: None if task.cancelled() else _end(life))
            try:
                yield
            finally:
                keeper.cancel()
                await asyncio.gather(keeper, return_exceptions=True)
                await connection.invalidate()  # the lock goes with the connection; a pooled one would keep it
    except TimeoutError:
        if life.expired():
            raise LockLost from None
        raise


async def _told_when_gone(connection: AsyncConnection) -> asyncio.Event:
    """Set as soon as the connection is closed, by whomever."""
    gone = asyncio.Event()
    driver: Any = (await connection.get_raw_connection()).driver_connection
    driver.add_termination_listener(lambda _: gone.set())
    return gone


async def _keep(connection: AsyncConnection, gone: asyncio.Event) -> None:
    """Make sure of the lock again and again; ends when it is lost."""
    error = "closed"
    try:
        while not await _is_set(gone):
            await asyncio.wait_for(connection.execute(STILL), SILENCE_SECONDS)
    except (SQLAlchemyError, TimeoutError) as lost:
        error = type(lost).__name__
    log.critical("lock_lost", error=error)


def _end(life: asyncio.Timeout) -> None:
    life.reschedule(asyncio.get_running_loop().time())


async def _is_set(event: asyncio.Event, seconds: float = LOOK_SECONDS) -> bool:
    """Whether it is, within a moment."""
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except TimeoutError:
        return False
    return True


async def stepping_back(database: Database, stop: asyncio.Event, seconds: float = STEP_BACK_SECONDS) -> None:
    """Let those who wait go first; return once the database answers again. Raises StoppedWaiting when `stop` is set."""
    if await _is_set(stop, seconds):
        raise StoppedWaiting
    while not await _answers(database):
        if await _is_set(stop):
            raise StoppedWaiting


async def _answers(database: Database) -> bool:
    try:
        async with database.engine.connect() as connection:
            await connection.execute(STILL)
    except Exception as error:
        if not (passing(error) or isinstance(error, OSError)):  # its socket may be gone, too
            raise
        return False
    return True
