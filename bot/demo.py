"""The demo (演示): a living town on this machine; the only opener of `sandbox/` and `stories/`."""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
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
from sandbox.errors import Trouble
from sandbox.server import create_app
from sandbox.serving import serve
from sandbox.world import BOT_ID, World
from services.timetable import next_event
from services.upkeep import journal_breaks
from stories import BYLAWS, FROM_NOTHING, OPENING, PUBLISHING, STORIES
from telegram_wire.pacing import AT_ONCE
from web.serving import PortTaken

TOKEN = f"{BOT_ID}:demo-demo-demo-demo-demo"
SHANGHAI = ZoneInfo("Asia/Shanghai")
PATIENCE = 60.0
"""Seconds of real time after which the demo gives up waiting for stillness."""

LOOK_EVERY = 0.01


class Backstage:
    """The host behind the messenger page: the clock, stillness, a new beginning."""

    def __init__(self, clock: DemoClock, texts: Texts, *, moved: Callable[[], None] = lambda: None) -> None:
        self._clock, self._texts = clock, texts
        self._turn = asyncio.Lock()
        self._moved = moved  # told when the clock was moved, so that a crash keeps the time
        self.house: House | None = None
        self.world: World | None = None
        self.again = asyncio.Event()  # somebody pressed 「重新开始」
        self.ready = asyncio.Event()
        self.opening = False  # the page says so, and lets nobody act, while the town gets its past

    async def clock(self) -> dict[str, object]:
        """What time it is and what falls due next."""
        event = None if self.house is None else await next_event(self.house.database)
        return {
            "now": self._clock.now().isoformat(),
            "next_due": event and event.at.isoformat(),
            "next_due_what": event and self._texts.plain(f"due.{event.what}"),
            "opening": self.opening,
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
        self._moved()
        return await self.clock()

    async def settle(self) -> dict[str, object]:
        """Return once nothing is left to do at this moment."""
        async with self._turn:
            await self._still()
        return await self.clock()

    async def reset(self) -> None:
        """Back to the beginning: the same town is founded anew."""
        self.closes()
        self.again.set()
        await self.ready.wait()

    def closes(self) -> None:
        """The town is not to be walked in for a moment."""
        self.opening = True
        self.ready.clear()
        if self.world is not None:
            self.world.listeners.tell("clock", {"now": self._clock.now().isoformat(), "opening": True})

    async def opens(self) -> None:
        """The town is open: whoever looks on is told."""
        self.opening = False
        self.ready.set()
        if self.world is not None:
            self.world.listeners.tell("clock", await self.clock())

    @property
    def _running(self) -> House:
        if self.house is None:
            raise Trouble(409, self._texts.plain("process.opening"))
        return self.house

    async def _target(self, seconds: int | None, to_next: bool) -> datetime:
        if to_next:
            event = await next_event(self._running.database)
            return event.at if event is not None else self._clock.now()
        return self._clock.now() + timedelta(seconds=max(0, seconds or 0))

    async def _still(self) -> None:
        """Do what is due, and wait until two looks in a row find nothing more; while something stirs nobody looks."""
        assert self.world is not None, "the world is there while the house is"
        end, calm = monotonic() + PATIENCE, 0
        await self._running.ticker.tick()
        while calm < 2:
            assert monotonic() < end, "the town does not come to rest"
            await self.world.changed.wait(LOOK_EVERY)
            if self._running.stirring or not self.world.updates.still:
                calm = 0
            elif await self._running.settled():
                calm += 1
            else:
                calm = 0
                await self._running.ticker.tick()


def demo_settings(settings: Settings, bot_api: str) -> Settings:
    """The demo's own settings: its own folder, never the real database, its own Telegram."""
    folder = _folder(settings)
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
        public_url=settings.own_url,  # what the demo prints opens on this very machine
        backups=0,
        mail_url=None,
        rehearsal=True,  # what is tried out reaches nobody
    )


@asynccontextmanager
async def open_sandbox(
    settings: Settings, *, host: str, port: int, clock: DemoClock, backstage: Backstage
) -> AsyncIterator[str]:
    """The Telegram of the demo, kept in `settings.data_dir/demo/town`; gives the page's address. Raises PortTaken."""
    world = World(now=clock.now, data_dir=_folder(settings) / "town", flood=False)
    backstage.world = world
    async with AsyncExitStack() as stack:
        try:
            actual = await stack.enter_async_context(serve(create_app(world, backstage=backstage), host, port))
        except OSError as error:
            raise PortTaken(f"{host}:{port}") from error
        yield f"http://{host}:{actual}"


@asynccontextmanager
async def _open_demo_house(
    settings: Settings, url: str, clock: DemoClock, backstage: Backstage
) -> AsyncIterator[House]:
    """The product beside its sandbox, connected."""
    async with open_house(demo_settings(settings, url), TOKEN, clock, AT_ONCE) as house:
        await house.connected.wait()
        backstage.house = house
        try:
            yield house
        finally:
            backstage.house = None


@asynccontextmanager
async def open_town(
    settings: Settings, *, host: str, port: int, clock: DemoClock, backstage: Backstage
) -> AsyncIterator[str]:
    """Sandbox and house together, in `settings.data_dir/demo`; gives the page's address."""
    async with (
        open_sandbox(settings, host=host, port=port, clock=clock, backstage=backstage) as url,
        _open_demo_house(settings, url, clock, backstage),
    ):
        yield url


async def run_demo(settings: Settings, *, host: str, port: int) -> None:
    """The messenger page and the product's own pages, until SIGTERM or Ctrl-C."""
    stop, words = stop_signal(), texts(settings.locale)
    _forget_half_a_town(settings)
    clock = DemoClock(_kept_shift(settings))
    backstage = Backstage(clock, words, moved=lambda: _keep_shift(settings, clock))
    async with open_sandbox(settings, host=host, port=port, clock=clock, backstage=backstage) as url:
        while not stop.is_set():
            backstage.closes()
            async with _open_demo_house(settings, url, clock, backstage) as house:
                if await _unless(stop, _open_first(settings, url, house, clock)):
                    await backstage.opens()
                    say(words.plain("process.demo", url=f"{url}/", pages=f"{house.settings.own_url}/"))
                    await _first_of(stop, backstage.again)
                    _keep_shift(settings, clock)
            if backstage.again.is_set() and not stop.is_set():
                _begin_anew(settings, backstage, clock)


async def play_story(settings: Settings, name: str) -> int:
    """Play one story in a town of its own and print what was said; 0 when every expectation held."""
    clock = DemoClock(_a_morning() - WallClock().now())
    backstage = Backstage(clock, texts(settings.locale))
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="yishiting-"))
        own = replace(settings, port=0, data_dir=Path(folder))
        _lay_bylaws(own, name)
        url = await stack.enter_async_context(
            open_town(own, host="127.0.0.1", port=0, clock=clock, backstage=backstage)
        )
        town = await stack.enter_async_context(Town(url))
        house = backstage.house
        assert house is not None, "it was opened above"
        code = await new_claim_code(house)
        try:
            if name not in FROM_NOTHING:
                await OPENING(town, code or "")
            await STORIES[name](town, code or "")
            town.script.note(await _journal_holds(house))
        except AssertionError as failure:
            say(str(failure))  # it ends with everything that was said
            return 1
        say("\n".join(town.transcript))
    return 0


def _lay_bylaws(settings: Settings, name: str) -> None:
    """A story's compound may have rules of its own: they lie on the shelf before the house opens."""
    shelf = _folder(settings) / "profiles"
    for compound, rules in BYLAWS.get(name, {}).items():
        shelf.mkdir(parents=True, exist_ok=True)
        (shelf / f"{compound}.toml").write_text(rules, encoding="utf-8")


async def _journal_holds(house: House) -> str:
    """What was played has broken no chain of the journal: in words, for the end of the play."""
    breaks = await journal_breaks(house.database)
    broken = {name: seq for name, seq in breaks.items() if seq is not None}
    assert not broken, f"the journal does not verify: {broken}"
    return texts(house.settings.locale).plain("process.journal_holds", n=len(breaks))


async def _open_first(settings: Settings, url: str, house: House, clock: DemoClock) -> None:
    """At the very first start the town gets its past: the opening is played some days ago."""
    if _state_file(settings).exists():
        return
    code = await new_claim_code(house)
    async with Town(url) as town:
        await OPENING(town, code or "")
        await PUBLISHING(town, "")
    _keep_shift(settings, clock, first=True)


def _forget_half_a_town(settings: Settings) -> None:
    """A start that was broken off while the opening played left half a town: begin again."""
    if not _state_file(settings).exists():
        shutil.rmtree(_folder(settings), ignore_errors=True)
    _folder(settings).mkdir(parents=True, exist_ok=True)


def _begin_anew(settings: Settings, backstage: Backstage, clock: DemoClock) -> None:
    """The records go, the people and groups will get the numbers they had: addresses of the page stay good."""
    backstage.again.clear()
    _state_file(settings).unlink(missing_ok=True)  # first: what is broken off from here on is half a town
    for file in _folder(settings).iterdir():
        if file.is_file():
            file.unlink()
    clock.shift = _a_morning() - WallClock().now()
    assert backstage.world is not None, "the sandbox is open while the demo runs"
    backstage.world.clear(renumber=True)


def _a_morning() -> datetime:
    """Nine o'clock two days ago: nobody's first look should fall into the quiet hours."""
    local = WallClock().now().astimezone(SHANGHAI) - timedelta(days=2)
    return local.replace(hour=9, minute=0, second=0, microsecond=0)


def _folder(settings: Settings) -> Path:
    return settings.data_dir / "demo"


def _state_file(settings: Settings) -> Path:
    return _folder(settings) / "clock.json"


def _kept_shift(settings: Settings) -> timedelta:
    file = _state_file(settings)
    if not file.exists():
        return _a_morning() - WallClock().now()
    return timedelta(seconds=json.loads(file.read_text(encoding="utf-8"))["shift"])


def _keep_shift(settings: Settings, clock: DemoClock, *, first: bool = False) -> None:
    """Write the time down; the file's presence says that the opening was played to its end."""
    file = _state_file(settings)
    if first or file.exists():
        content: dict[str, Any] = {"shift": int(clock.shift.total_seconds())}
        partial = file.with_suffix(".new")
        partial.write_text(json.dumps(content), encoding="utf-8")
        partial.replace(file)


async def _first_of(*events: asyncio.Event) -> None:
    tasks = [asyncio.create_task(event.wait()) for event in events]
    await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> bool:
    """Do the work; False when it was broken off because the process is to stop."""
    doing, stopped = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait((doing, stopped), return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if not doing.done():
        doing.cancel()
        with suppress(asyncio.CancelledError):
            await doing
        return False
    await doing
    return True


__all__ = ["STORIES", "play_story", "run_demo"]
