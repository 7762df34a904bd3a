"""The product's pages on a port of their own, over records that a test fills."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import aiohttp

from storage.database import Database
from tests.clocks import Seconds, StandingClock
from web.app import create_app
from web.door import Webhook
from web.front import Front
from web.live import Streams
from web.serving import listening, serving

SECRET = "a-long-secret"


class Doorstep:
    """A web application, what came through its door, and its clocks."""

    def __init__(self, database: Database, at: datetime, username: str | None = "pavilion_bot") -> None:
        self.came: list[bytes] = []
        self.clock, self.seconds = StandingClock(at), Seconds()
        front = Front(database, ZoneInfo("Asia/Shanghai"), "zh_Hans", lambda: username, self.clock.now)
        self.streams = Streams()
        webhook = Webhook(SECRET, self._take)
        self.app = create_app(front, seconds=self.seconds, webhook=webhook, streams=self.streams)

    async def _take(self, content: bytes) -> None:
        self.came.append(content)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    words: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Visitor:
    """Somebody with a browser."""

    session: aiohttp.ClientSession

    async def opens(self, path: str, **how: str) -> Answer:
        async with self.session.request(how.get("method", "GET"), path) as answer:
            return Answer(answer.status, await answer.text(), answer.headers)


@asynccontextmanager
async def visiting(doorstep: Doorstep) -> AsyncIterator[Visitor]:
    """A visitor before the open door."""
    with listening("127.0.0.1", 0) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        async with serving(doorstep.app, listener), aiohttp.ClientSession(address) as session:
            yield Visitor(session)
