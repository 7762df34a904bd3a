"""Live figures (实时数字) by server-sent events: a line at each change, until the reader goes or the house closes."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from web.turnstile import household_of

EVERY = 5.0
"""Seconds between two looks; nobody's figures change faster for a reader."""
MOST = 200
"""Readers at the same time; for the others the page is whole without."""
MOST_EACH = 50
"""Of these from one address: no one takes every place, and a building behind one address finds some."""
START = {
    "type": "http.response.start",
    "status": 200,
    "headers": [
        (b"content-type", b"text/event-stream; charset=utf-8"),
        (b"cache-control", b"no-store"),
        (b"x-accel-buffering", b"no"),  # a proxy in front hands every line on at once
    ],
}
AGAIN = b"retry: 15000\n\n"
"""A reader that lost us comes back after so many milliseconds."""
STILL = b": \n\n"
"""Nothing is new, and we are here."""

Look = Callable[[], Awaitable[str | None]]
"""The figures as one line; None: there are none any more."""


class Streams:
    """All streams of one process (全部实时流)."""

    def __init__(self, every: float = EVERY, most: int = MOST, most_each: int = MOST_EACH) -> None:
        self.every, self.most, self.most_each = every, most, most_each
        self._open: Counter[str] = Counter()
        self._closing = asyncio.Event()

    @property
    def open(self) -> int:
        """Readers now."""
        return self._open.total()

    def full(self, host: str | None) -> bool:
        """Whether there is no place for one more from this address."""
        return self.open >= self.most or self._open[household_of(host)] >= self.most_each

    @contextmanager
    def reader(self, host: str | None) -> Iterator[None]:
        """One more from this address, for as long as they read."""
        household = household_of(host)
        self._open[household] += 1
        try:
            yield
        finally:
            self._open[household] -= 1
            self._open += Counter()  # forgets whoever has none left

    def close(self) -> None:
        """The house closes: every stream ends by itself, at once."""
        self._closing.set()

    def follow(self, look: Look) -> Stream:
        """A stream over these figures."""
        return Stream(self, look)

    async def pause(self, gone: asyncio.Task[None]) -> bool:
        """Until it is time for the next look; whether there is one."""
        closing = asyncio.ensure_future(self._closing.wait())
        await asyncio.wait({gone, closing}, timeout=self.every, return_when=asyncio.FIRST_COMPLETED)
        closing.cancel()
        return not (gone.done() or self._closing.is_set())


class Stream(Response):
    """One reader's stream (实时流), as an answer; for one reader too many, that there is no place."""

    def __init__(self, streams: Streams, look: Look) -> None:
        super().__init__()
        self._streams, self._look = streams, look

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = scope.get("client")
        host = None if client is None else client[0]
        if self._streams.full(host):  # looked at where the place is taken: meanwhile nobody else comes
            await Response(status_code=503, headers={"Cache-Control": "no-store"})(scope, receive, send)
            return
        with self._streams.reader(host):
            gone = asyncio.ensure_future(_gone(receive))
            try:
                await send(START)
                await send({"type": "http.response.body", "body": AGAIN, "more_body": True})
                await self._tell(send, gone)
            finally:
                gone.cancel()

    async def _tell(self, send: Send, gone: asyncio.Task[None]) -> None:
        last: str | None = ""
        while (found := await self._look()) is not None:
            body = STILL if found == last else f"data: {found}\n\n".encode()
            await send({"type": "http.response.body", "body": body, "more_body": True})
            last = found
            if not await self._streams.pause(gone):
                break
        with suppress(OSError):
            await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _gone(receive: Receive) -> None:
    """Until the reader is."""
    while (await receive())["type"] != "http.disconnect":
        pass
