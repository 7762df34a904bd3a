"""The demo as `make run` starts it: it opens, it may be broken off, it begins again, it keeps its town and its time."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import aiohttp
import pytest

from bot.demo import run_demo
from bot.settings import Settings
from sandbox.client import Town
from tests.clocks import PATIENCE
from tests.ground import free_port
from web.serving import PortTaken


@asynccontextmanager
async def a_demo(settings: Settings, port: int) -> AsyncIterator[Town]:
    """The demo while the block runs; SIGTERM ends it, within ten seconds."""
    demo = asyncio.create_task(run_demo(settings, host="127.0.0.1", port=port))
    try:
        async with Town(f"http://127.0.0.1:{port}") as town:
            await until_served(town, demo)
            yield town
            os.kill(os.getpid(), signal.SIGTERM)
            await asyncio.wait_for(demo, 10)
    finally:
        demo.cancel()
        with suppress(asyncio.CancelledError):
            await demo


async def until_served(town: Town, demo: asyncio.Task[None]) -> None:
    """The page is there, whether the opening is over or not."""
    async with asyncio.timeout(PATIENCE):
        while not demo.done():
            with suppress(aiohttp.ClientConnectionError):
                await town.clock()
                return
            await asyncio.sleep(0)
    await demo  # it failed: say why


async def until_open(town: Town) -> None:
    """The opening has been played to its end; whoever looks on is told so."""
    async with asyncio.timeout(PATIENCE), town.wire.session.get(f"{town.wire.base_url}/sim/events") as stream:
        if not (await town.clock())["opening"]:
            return
        async for line in stream.content:
            if line.startswith(b"data:") and json.loads(line[5:]).get("opening") is False:
                return


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings.from_values({"BOT_DATA_DIR": str(tmp_path), "BOT_LISTEN": "127.0.0.1:0"})


async def names(town: Town) -> dict[int, str]:
    return {person["id"]: person["name"] for person in (await town.wire.get("/sim/world"))["people"]}


async def test_a_town_that_is_broken_off_reset_and_kept(settings: Settings) -> None:
    port = free_port()
    async with a_demo(settings, port) as town:
        assert (await town.clock())["opening"], "the page is served while the opening still plays"

    async with a_demo(settings, port) as town:
        await until_open(town)
        before, began = await names(town), await town.clock()
        assert "王阿姨" in before.values()
        wang = await town.known("王阿姨")
        await wang.says("今天真冷")
        await town.forward(days=1)

        await town.reset()
        assert not (await town.clock())["opening"]
        assert await names(town) == before, "the page's addresses stay good"
        assert (await town.clock())["now"][:10] == began["now"][:10], "time is back where it was"
        wang = await town.known("王阿姨")
        await wang.sees("0001")
        assert all(message.text != "今天真冷" for message in await wang.messages())
        moved = (await town.forward(hours=1))["now"]

    async with a_demo(settings, port) as town:
        await until_open(town)
        assert (await town.clock())["now"][:15] == moved[:15], "a restart keeps the time"
        await (await town.known("王阿姨")).sees("0001")


async def test_a_taken_port_is_said(settings: Settings) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(PortTaken):
        await run_demo(settings, host="127.0.0.1", port=int(other.getsockname()[1]))
