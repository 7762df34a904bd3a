"""When the process stops, what is being answered is answered, and what never ends is cut off."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import aiohttp
import pytest
from starlette.types import Receive, Scope, Send

from tests.clocks import PATIENCE
from web.serving import listening, serving


@dataclass
class Slow:
    """An application that answers when it is let."""

    asked: asyncio.Event = field(default_factory=asyncio.Event)
    let: asyncio.Event = field(default_factory=asyncio.Event)

    tidied: bool = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.set()
        try:
            await self.let.wait()
        finally:
            await asyncio.sleep(0)  # as a transaction does that has to be rolled back
            self.tidied = True
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})


async def test_whoever_is_being_answered_still_is() -> None:
    slow = Slow()
    with listening("127.0.0.1", 0) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        async with aiohttp.ClientSession() as visitor, asyncio.timeout(PATIENCE):
            async with serving(slow, listener, grace=5.0):
                answer = asyncio.create_task(visitor.get(address))
                await slow.asked.wait()
                asyncio.get_running_loop().call_soon(slow.let.set)  # after the stop has begun
            assert await (await answer).text() == "ok"
            with pytest.raises(aiohttp.ClientConnectionError):
                await visitor.get(address)


async def test_what_never_ends_is_cut_off() -> None:
    slow = Slow()
    with listening("127.0.0.1", 0) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        async with aiohttp.ClientSession() as visitor, asyncio.timeout(PATIENCE):
            async with serving(slow, listener, grace=0.05):
                answer = asyncio.create_task(visitor.get(address))
                await slow.asked.wait()
            assert slow.tidied, "what it had open is closed before the records are"
            assert (await answer).status == 500
