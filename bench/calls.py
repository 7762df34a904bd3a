"""Outgoing calls (外发): what one answer costs this process, by who carries it."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial

import aiohttp
from telegram import Bot
from telegram.request import BaseRequest, HTTPXRequest

from bench.measure import Row, times_cheaper
from telegram_wire.request import WireRequest

CALLS, IN_FLIGHT = 600, 30
TOKEN = "1:bench"
TEXT = "已登记，编号 0127。"


async def rows() -> list[Row]:
    """Ours beside the library's own, and beside a bare post."""
    async with AsyncExitStack() as stack:
        url = await stack.enter_async_context(_bot_api())
        wire = partial(_crowd, await stack.enter_async_context(_answering(url, WireRequest())))
        pool = HTTPXRequest(connection_pool_size=256)  # what python-telegram-bot takes unless told otherwise
        httpx = partial(_crowd, await stack.enter_async_context(_answering(url, pool)))
        bare = partial(_crowd, await stack.enter_async_context(_posting(url)))
        beside_httpx = await times_cheaper(wire, httpx, time.process_time)
        beside_bare = await times_cheaper(wire, bare, time.process_time)
    return [
        Row(f"an outgoing call, {IN_FLIGHT} in flight; peer: HTTPXRequest, pool 256 (CPU)", 5, beside_httpx),
        Row(
            f"an outgoing call, {IN_FLIGHT} in flight; peer: a bare aiohttp post (CPU)", 0.77, beside_bare, stretch=True
        ),
    ]


async def _crowd(call: Callable[[], Awaitable[bool]]) -> None:
    """All the calls, so many at a time."""
    left = iter(range(CALLS))

    async def caller() -> None:
        for _ in left:
            assert await call()

    await asyncio.gather(*(caller() for _ in range(IN_FLIGHT)))


@asynccontextmanager
async def _answering(url: str, request: BaseRequest) -> AsyncIterator[Callable[[], Awaitable[bool]]]:
    bot = Bot(TOKEN, base_url=f"{url}/bot", request=request)
    await request.initialize()
    yield partial(bot.answer_callback_query, "1", TEXT)
    await request.shutdown()


@asynccontextmanager
async def _posting(url: str) -> AsyncIterator[Callable[[], Awaitable[bool]]]:
    form = {"callback_query_id": "1", "text": TEXT}
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=32)) as session:

        async def post() -> bool:
            async with session.post(f"{url}/bot{TOKEN}/answerCallbackQuery", data=form) as answer:
                return b"true" in await answer.read()

        yield post


@asynccontextmanager
async def _bot_api() -> AsyncIterator[str]:
    """The loopback server's address; the server is gone afterwards."""
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.loopback", stdout=asyncio.subprocess.PIPE
    )
    assert server.stdout is not None, "asked for above"
    try:
        yield f"http://127.0.0.1:{int(await server.stdout.readline())}"
    finally:
        server.kill()
        await server.wait()
