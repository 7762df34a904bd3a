"""Running (运行): from settings to a house with its doors open, and back."""

from __future__ import annotations

import asyncio
import secrets
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from starlette.applications import Starlette

from bot.alone import LockLost, StoppedWaiting, standing_alone, stepping_back
from bot.application import House, Outfit
from bot.clock import Clock, monotonic
from bot.keys import open_keys
from bot.profiles import look_through, open_shelf, stray_words
from bot.settings import Settings
from rendering.texts import texts
from services import Database
from services.registry import ensure_claim_code
from storage.migrate import migrate
from storage.shelf import Shelf
from telegram_wire.pacing import UNHURRIED, Pace
from web.app import create_app
from web.front import Front
from web.live import Streams
from web.serving import listening, serving


@asynccontextmanager
async def open_database(settings: Settings) -> AsyncIterator[Database]:
    """The database of these settings, its tables brought up to date."""
    async with unopened(settings) as database:
        await migrate(database)
        yield database


def unopened(settings: Settings, shelf: Shelf | None = None) -> Database:
    """The database of these settings as it is, whatever its tables."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    return Database(settings.database_url, settings.zone, keys=open_keys(settings.keys_file), shelf=shelf)


@asynccontextmanager
async def open_house(
    settings: Settings, token: str, clock: Clock, pace: Pace = UNHURRIED, stop: asyncio.Event | None = None
) -> AsyncIterator[House]:
    """The product, running, with its web pages, alone on its database; closed when the block is left.

    Raises InUse; ProfilesWrong; StoppedWaiting when `stop` is set while another process still serves; LockLost when it
    may serve now.
    """

    def waiting() -> None:
        say(texts(settings.locale).plain("process.waiting"))

    async with (
        unopened(settings, open_shelf(settings)) as database,
        standing_alone(database, stop or asyncio.Event(), waiting),
    ):
        await migrate(database)
        if names := await look_through(database):
            words = texts(settings.locale)
            say(words.plain("process.profiles_stray", names=stray_words(words, names)))
        with listening(settings.host, settings.port) as listener:
            given = settings.at_port(listener.getsockname()[1])
            house = House(Outfit(given, token, clock, database, pace))
            streams = Streams()
            async with serving(_pages(house, streams), listener, closing=streams.close), house:
                yield house


def _pages(house: House, streams: Streams) -> Starlette:
    """The web application of a house."""
    settings = house.settings
    front = Front(house.database, settings.zone, settings.locale, house.username, house.clock.now)
    webhook = house.webhook if settings.mode == "webhook" else None
    return create_app(front, seconds=monotonic, webhook=webhook, streams=streams)


async def new_claim_code(house: House) -> str | None:
    """A fresh code for whoever claims the bot first; None once somebody has."""
    code = f"{secrets.randbelow(10**8):08d}"
    fresh = await ensure_claim_code(house.database, code=code, at=house.clock.now())
    return f"{code[:4]}-{code[4:]}" if fresh else None


async def run(settings: Settings, token: str, clock: Clock) -> None:
    """The real bot, until SIGTERM or Ctrl-C. When it has lost its database it stands by, like any second one."""
    stop = stop_signal()
    with suppress(StoppedWaiting):
        while not await _served(settings, token, clock, stop):
            say(texts(settings.locale).plain("process.lock_lost"))
            async with unopened(settings) as database:
                await stepping_back(database, stop)


async def _served(settings: Settings, token: str, clock: Clock, stop: asyncio.Event) -> bool:
    """Serve; whether that ended because it was asked to."""
    try:
        await _serve(settings, token, clock, stop)
    except LockLost:
        return False
    return True


async def _serve(settings: Settings, token: str, clock: Clock, stop: asyncio.Event) -> None:
    words = texts(settings.locale)
    async with open_house(settings, token, clock, stop=stop) as house:
        code = await new_claim_code(house)
        if code is not None:
            say(words.plain("process.claim", code=code))
        say(words.plain("process.ready", url=f"{house.settings.own_url}/"))
        await stop.wait()
        say(words.plain("process.stopping"))


def stop_signal() -> asyncio.Event:
    """Set when the process is asked to stop."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


def say(words: str) -> None:
    """A line to whoever started the process."""
    print(words, flush=True)  # noqa: T201 - the operator's terminal is the one place for print
