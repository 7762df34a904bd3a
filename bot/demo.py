"""The demo (演示): a living town on this machine; the only opener of `sandbox/` and `stories/`."""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.application import House
from bot.clock import DemoClock, WallClock, monotonic
from bot.running import new_claim_code, open_house, say, stop_signal
from bot.settings import Settings
from rendering.texts import Texts, texts
from sandbox.client import Town
from sandbox.server import create_app
from sandbox.serving import serve
from sandbox.world import BOT_ID, World
from services.timetable import next_event
from stories import OPENING, STORIES
from telegram_wire.pacing import AT_ONCE

TOKEN = f"{BOT_ID}:demo-demo-demo-demo-demo"
SHANGHAI = ZoneInfo("Asia/Shanghai")
PATIENCE = 60.0
"""Seconds of real time after which the demo gives up waiting for stillness."""

LOOK_EVERY = 0.01


class Backstage:
    """The host behind the messenger page: the clock, stillness, a new beginning."""

    def __init__(self, clock: DemoClock, texts: Texts) -> None:
        self._clock, self._texts = clock, texts
        self._turn = asyncio.Lock()
        self.house: House | None = None
        self.world: World | None = None
        self.again = asyncio.Event()  # somebody pressed 「重新开始」
        self.ready = asyncio.Event()

    async def clock(self) -> dict[str, object]:
        """What time it is and what falls due next."""
        event = await next_event(self._running.database)
        return {
            "now": self._clock.now().isoformat(),
            "next_due": event and event.at.isoformat(),
            "next_due_what": event and self._texts.plain(f"due.{event.what}"),
        }

    async def advance(self, *, seconds: int | None, to_next: bool) -> dict[str, object]:
        """Move the clock forward, stopping at everything that falls due on the way."""
        async with self._turn:
            target = await self._target(seconds, to_next)
            await self._still()
            while (event := await next_event(self._running.database)) is not None and event.at <= target:
                self._clock.turn_to(event.at)
                await self._still()
            self._clock.turn_to(target)
            await self._still()
        return await self.clock()

    async def settle(self) -> dict[str, object]:
        """Return once nothing is left to do at this moment."""
        async with self._turn:
            await self._still()
        return await self.clock()

    async def reset(self) -> None:
        """Back to the beginning: the town is taken down and opened anew."""
        self.ready.clear()
        self.again.set()
        await self.ready.wait()

    @property
    def _running(self) -> House:
        assert self.house is not None, "the house is open while its page is"
        return self.house

    async def _target(self, seconds: int | None, to_next: bool) -> datetime:
        if to_next:
            event = await next_event(self._running.database)
            return event.at if event is not None else self._clock.now()
        return self._clock.now() + timedelta(seconds=max(0, seconds or 0))

    async def _still(self) -> None:
        """Wait until two looks in a row find nothing to do."""
        end, calm = monotonic() + PATIENCE, 0
        while calm < 2:
            assert monotonic() < end, "the town does not come to rest"
            await self._running.ticker.tick()
            calm = calm + 1 if await self._quiet() else 0
            await asyncio.sleep(LOOK_EVERY)

    async def _quiet(self) -> bool:
        assert self.world is not None, "the world is there while the house is"
        return self.world.updates.still and await self._running.settled()


def demo_settings(settings: Settings, bot_api: str) -> Settings:
    """The demo's own settings: its own folder, never the real database, its own Telegram."""
    folder = settings.data_dir / "demo"
    return replace(
        settings,
        token=TOKEN,
        api_base_url=f"{bot_api}/bot",
        api_file_url=f"{bot_api}/file/bot",
        proxy_url=None,
        database_url=f"sqlite+aiosqlite:///{folder / 'yishiting.sqlite3'}",
        data_dir=folder,
        keys_file=folder / "demo.keys",
        mode="polling",
    )


@asynccontextmanager
async def open_town(
    settings: Settings, *, host: str, port: int, clock: DemoClock, backstage: Backstage
) -> AsyncIterator[str]:
    """Sandbox and house together, in `settings.data_dir/demo`; gives the page's address."""
    folder = settings.data_dir / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    world = World(now=clock.now, data_dir=folder / "town", flood=False)
    async with serve(create_app(world, backstage=backstage), host, port) as actual:
        url = f"http://{host}:{actual}"
        async with open_house(demo_settings(settings, url), TOKEN, clock, AT_ONCE) as house:
            backstage.world, backstage.house = world, house
            await house.connected.wait()
            yield url


async def run_demo(settings: Settings, *, host: str, port: int) -> None:
    """The messenger page and the product's own pages, until SIGTERM or Ctrl-C."""
    stop, words = stop_signal(), texts(settings.locale)
    while not stop.is_set():
        clock = DemoClock(_kept_shift(settings))
        backstage = Backstage(clock, words)
        async with open_town(settings, host=host, port=port, clock=clock, backstage=backstage) as url:
            await _open_first(settings, url, backstage, clock)
            backstage.ready.set()
            say(words.plain("process.demo", url=f"{url}/", pages=f"http://{settings.host}:{settings.port}/"))
            await _first_of(stop, backstage.again)
            _keep_shift(settings, clock)
        if backstage.again.is_set():
            shutil.rmtree(settings.data_dir / "demo")


async def play_story(settings: Settings, name: str) -> int:
    """Play one story in a town of its own and print what was said; 0 when every expectation held."""
    clock = DemoClock(_a_morning() - WallClock().now())
    backstage = Backstage(clock, texts(settings.locale))
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="yishiting-"))
        own = replace(settings, port=0, data_dir=Path(folder))
        url = await stack.enter_async_context(
            open_town(own, host="127.0.0.1", port=0, clock=clock, backstage=backstage)
        )
        town = await stack.enter_async_context(Town(url))
        code = await new_claim_code(backstage.house) if backstage.house else None
        try:
            if name != "opening":
                await OPENING(town, code or "")
            await STORIES[name](town, code or "")
        except AssertionError as failure:
            say(str(failure))  # it ends with everything that was said
            return 1
        say("\n".join(town.transcript))
    return 0


async def _open_first(settings: Settings, url: str, backstage: Backstage, clock: DemoClock) -> None:
    """At the very first start the town gets its past: the opening is played some days ago."""
    if _state_file(settings).exists():
        return
    assert backstage.house is not None, "open_town opened it"
    code = await new_claim_code(backstage.house)
    async with Town(url) as town:
        await OPENING(town, code or "")
    _keep_shift(settings, clock)


def _a_morning() -> datetime:
    """Nine o'clock two days ago: nobody's first look should fall into the quiet hours."""
    local = WallClock().now().astimezone(SHANGHAI) - timedelta(days=2)
    return local.replace(hour=9, minute=0, second=0, microsecond=0)


def _state_file(settings: Settings) -> Path:
    return settings.data_dir / "demo" / "clock.json"


def _kept_shift(settings: Settings) -> timedelta:
    file = _state_file(settings)
    if not file.exists():
        return _a_morning() - WallClock().now()
    return timedelta(seconds=json.loads(file.read_text(encoding="utf-8"))["shift"])


def _keep_shift(settings: Settings, clock: DemoClock) -> None:
    content: dict[str, Any] = {"shift": int(clock.shift.total_seconds())}
    _state_file(settings).write_text(json.dumps(content), encoding="utf-8")


async def _first_of(*events: asyncio.Event) -> None:
    tasks = [asyncio.create_task(event.wait()) for event in events]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


__all__ = ["STORIES", "play_story", "run_demo"]
