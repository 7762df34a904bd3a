"""Ticking (走时): APScheduler wakes the house; a monotonic watchdog wakes it when the scheduler sleeps.

APScheduler's interval jobs stall when the wall clock is set back, so it is never the only one awake.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.backups import Nightly
from bot.clock import Clock, monotonic
from bot.failures import Failures
from bot.fetching import Fetcher
from bot.sender import Sender
from bot.timetable import Timetable
from services import Database, attachments, drafts, outbox, privacy
from services.timetable import first_due

TICK_SECONDS = 1
WATCHDOG_SECONDS = 2.5
TIDY_EVERY = timedelta(hours=1)


class Ticker:
    """What is done every second, and every hour."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        timetable: Timetable,
        sender: Sender,
        fetcher: Fetcher,
        nightly: Nightly,
        failures: Failures,
    ) -> None:
        self._database, self._clock, self._timetable = database, clock, timetable
        self._sender, self._fetcher, self._nightly, self._failures = sender, fetcher, nightly, failures
        self._last = monotonic()
        self._turn = asyncio.Lock()
        self._tidied = clock.now()
        self._errand: asyncio.Task[None] | None = None
        self._stopped = False
        self.scheduler = AsyncIOScheduler(timezone="UTC")

    def start(self, start: Callable[[Coroutine[Any, Any, None], str], None]) -> None:
        """Begin to tick."""
        self.scheduler.add_job(
            self.tick, "interval", seconds=TICK_SECONDS, misfire_grace_time=None, coalesce=True, max_instances=1
        )
        self.scheduler.start()
        start(self._watch(), "watchdog")

    async def stop(self) -> None:
        """Stop ticking; a tick that is at work is ended, and what it was fetching is fetched another time."""
        if self.scheduler.running:
            self.scheduler.shutdown(wait=False)
        self._stopped = True
        self._timetable.stop()
        async with self._turn:
            pass  # a tick that was at work has ended
        if self._errand is not None:
            self._errand.cancel()
            await asyncio.gather(self._errand, return_exceptions=True)
        await self._nightly.stop()

    async def tick(self) -> None:
        """Play what is due, fetch what is pending, let the sender look again."""
        self._last = monotonic()
        if self._turn.locked() or self._stopped:
            return
        async with self._turn:
            try:
                await self._work()
            except Exception as error:
                await self._failures.incident(error, where="tick")

    @property
    def busy(self) -> bool:
        """Whether a tick is at work, or fetching for one."""
        return self._turn.locked() or self._errand is not None

    async def nothing_due(self) -> bool:
        """Whether a tick at this moment would find nothing to do."""
        at, database = self._clock.now(), self._database
        if await first_due(database, by=at) is not None or self.busy:
            return False
        return await outbox.active(database, at=at) == 0 and await attachments.waiting(database) == 0

    async def _work(self) -> None:
        at = self._clock.now()
        await self._timetable.play()
        await outbox.lapse(self._database, at=at)
        self._sender.wake()
        self._fetch()
        if abs(at - self._tidied) >= TIDY_EVERY:
            self._tidied = at
            await drafts.expire_drafts(self._database, at=at)
            await outbox.tidy(self._database, at=at)
            await privacy.forget_traces(self._database)
            self._nightly.look()

    def _fetch(self) -> None:
        """Files come in their own time: a slow one must not hold up what is due."""
        if self._errand is None:
            self._errand = asyncio.create_task(self._fetched(), name="fetching")

    async def _fetched(self) -> None:
        try:
            await self._fetcher.once()
        except Exception as error:
            await self._failures.incident(error, where="fetching")
        finally:
            self._errand = None

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(TICK_SECONDS)
            if monotonic() - self._last > WATCHDOG_SECONDS:
                await self.tick()
