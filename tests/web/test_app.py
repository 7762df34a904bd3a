"""The product's own pages, and Telegram's door."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from io import BytesIO

import aiohttp
import pytest

from storage.database import Database
from web.app import SECRET_HEADER, Webhook, create_app
from web.serving import PortTaken, serving

SECRET = "a-long-secret"


class Doorstep:
    """A running application and what came through its door."""

    def __init__(self, database: Database) -> None:
        self.came: list[bytes] = []
        self.app = create_app(
            database=database, locale="zh_Hans", username=lambda: "pavilion_bot", webhook=Webhook(SECRET, self._take)
        )

    async def _take(self, content: bytes) -> None:
        self.came.append(content)


@pytest.fixture
def doorstep(embedded: Database) -> Doorstep:
    return Doorstep(embedded)


@pytest.fixture
async def browser(doorstep: Doorstep) -> AsyncIterator[aiohttp.ClientSession]:
    async with (
        serving(doorstep.app, "127.0.0.1", 0) as port,
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
    ):
        yield session


async def test_the_first_page_says_what_this_is_in_either_language(browser: aiohttp.ClientSession) -> None:
    chinese = await (await browser.get("/")).text()
    english = await (await browser.get("/?lang=en")).text()
    assert "议事亭" in chinese and 'lang="zh-Hans"' in chinese and "t.me/pavilion_bot" in chinese
    assert "Say it here" in english and 'lang="en"' in english
    assert "<script" not in chinese


async def test_every_answer_carries_its_guards(browser: aiohttp.ClientSession) -> None:
    for path in ("/", "/healthz", "/static/page.css"):
        async with browser.get(path) as answer:
            assert answer.status == 200
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["X-Content-Type-Options"] == "nosniff"


async def test_the_door_opens_to_the_secret_alone(browser: aiohttp.ClientSession, doorstep: Doorstep) -> None:
    update = b'{"update_id": 1}'
    for headers in ({}, {SECRET_HEADER: "wrong"}, {SECRET_HEADER: SECRET[:-1]}):
        assert await _knock(browser, update, headers) == 403
    assert await _knock(browser, update, {SECRET_HEADER: SECRET}) == 200
    assert doorstep.came == [update]


async def test_an_update_beyond_reason_is_not_read(browser: aiohttp.ClientSession, doorstep: Doorstep) -> None:
    update = b"x" * (1024 * 1024 + 1)
    assert await _knock(browser, update, {SECRET_HEADER: SECRET}) == 413
    assert doorstep.came == []


async def _knock(browser: aiohttp.ClientSession, update: bytes, headers: dict[str, str]) -> int:
    """The answer's status, its body read: what is left unread keeps the connection."""
    async with browser.post("/telegram", data=BytesIO(update), headers=headers) as answer:
        await answer.read()
        return answer.status


async def test_a_taken_port_is_said_so(doorstep: Doorstep) -> None:
    async with serving(doorstep.app, "127.0.0.1", 0) as port:
        with pytest.raises(PortTaken, match=str(port)):
            await asyncio.wait_for(_open(doorstep, port), 5)


async def _open(doorstep: Doorstep, port: int) -> None:
    async with serving(doorstep.app, "127.0.0.1", port):
        raise AssertionError("two listeners on one port")
