"""Waking whoever waits: long polls, pressed buttons, browsers that listen."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

Json = dict[str, Any]


class Bell:
    """Rings for everybody who waits at this moment; nobody else hears it."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def ring(self) -> None:
        """Wake all who wait."""
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)

    async def wait(self, timeout: float) -> None:
        """Wait for the next ring, at most so many seconds."""
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            await asyncio.wait([waiter], timeout=max(0.0, timeout))
        finally:
            self._waiting.discard(waiter)

    async def until(self, condition: Callable[[], bool], timeout: float) -> bool:
        """Wait until the condition holds; False when the time ran out."""
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout
        while not condition():
            if loop.time() >= end:
                return False
            await self.wait(end - loop.time())
        return True


class Listeners:
    """The open event streams, each for one person or for everybody."""

    def __init__(self) -> None:
        self._queues: dict[asyncio.Queue[tuple[str, Json] | None], int | None] = {}

    @asynccontextmanager
    async def listening(self, person_id: int | None) -> AsyncIterator[asyncio.Queue[tuple[str, Json] | None]]:
        """A queue of events while the stream is open; None in it means the end."""
        queue: asyncio.Queue[tuple[str, Json] | None] = asyncio.Queue()
        self._queues[queue] = person_id
        try:
            yield queue
        finally:
            del self._queues[queue]

    def tell(self, event: str, data: Json, people: set[int] | None = None) -> None:
        """Send an event to the streams of these people (None: to all)."""
        for queue, person_id in self._queues.items():
            if people is None or person_id is None or person_id in people:
                queue.put_nowait((event, data))

    def tell_others(self, event: str, people: set[int]) -> None:
        """Send a bare event to the streams of everybody but these people."""
        for queue, person_id in self._queues.items():
            if person_id is not None and person_id not in people:
                queue.put_nowait((event, {}))

    def close(self) -> None:
        """End all streams, so that the server can stop."""
        for queue in self._queues:
            queue.put_nowait(None)
