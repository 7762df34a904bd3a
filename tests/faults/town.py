"""A Telegram that outlives the bot, a bot that is killed, and a look at what its records say."""

from __future__ import annotations

import asyncio
import os
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import text

from bot.keys import open_keys
from sandbox.client import Town
from sandbox.server import create_app
from sandbox.serving import serve
from sandbox.world import BOT_ID, World
from storage.database import Database
from tests.clocks import PATIENCE

ROOT = Path(__file__).parents[2]
TOKEN = f"{BOT_ID}:killed-again-and-again"
REPORTS = "SELECT text, number FROM issues"


def where_it_is_noon() -> str:
    """A zone without quiet hours just now: the process reads the wall clock, and tests run at any hour."""
    return f"Etc/GMT{datetime.now(UTC).hour - 12:+d}"


@dataclass
class BotProcess:
    """`python -m bot run`, as an operator runs it."""

    base_url: str
    database_url: str
    folder: Path
    process: Any = None
    printed: asyncio.StreamReader | None = None

    running: ClassVar[list[BotProcess]] = []

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "BOT_TOKEN": TOKEN,
            "BOT_API_BASE_URL": f"{self.base_url}/bot",
            "BOT_DATABASE_URL": self.database_url,
            "BOT_DATA_DIR": str(self.folder / "data"),
            "BOT_LISTEN": "127.0.0.1:0",
            "BOT_TIMEZONE": where_it_is_noon(),
        }

    async def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "bot", "run"),
                cwd=ROOT,
                env=self.environment,
                stdout=asyncio.subprocess.PIPE,
                stderr=log,
            )
        self.printed = self.process.stdout
        self.running.append(self)

    @property
    def alive(self) -> bool:
        return self.process.returncode is None

    async def ended(self) -> int:
        """Its exit status."""
        return int(await asyncio.wait_for(self.process.wait(), PATIENCE))

    async def first_line(self, containing: str) -> str:
        """Read what it prints until a line has this in it."""
        assert self.printed is not None
        async with asyncio.timeout(PATIENCE):
            while containing not in (line := (await self.printed.readline()).decode()):
                assert line, f"the bot stopped without saying {containing}"
        return line

    async def kill(self) -> None:
        """`kill -9`, at whatever it was doing."""
        self.process.kill()
        await self.ended()

    async def stop(self) -> int:
        """SIGTERM; its exit status."""
        self.process.terminate()
        return await self.ended()


@asynccontextmanager
async def a_telegram() -> AsyncIterator[tuple[World, Town, str]]:
    """A sandbox in this process, which nobody kills; no bot outlives it, whatever became of the test."""
    world = World(flood=False)
    async with serve(create_app(world), "127.0.0.1", 0) as port:
        url = f"http://127.0.0.1:{port}"
        async with Town(url) as town:
            try:
                yield world, town, url
            finally:
                await end_all(BotProcess.running)


async def end_all(bots: list[BotProcess]) -> None:
    """Kill what still runs."""
    while bots:
        bot = bots.pop()
        if bot.alive:
            await bot.kill()


@dataclass(frozen=True)
class Records:
    """What the database says, asked from outside."""

    url: str
    folder: Path = Path()  # of the process, for what is sealed

    async def reports(self) -> list[tuple[str, int]]:
        """Words and number of every report."""
        keys = open_keys(self.folder / "data.keys")
        return [(keys.open_text(str(words)), int(str(number))) for words, number in await self.ask(REPORTS)]

    async def ask(self, question: str) -> list[tuple[object, ...]]:
        async with Database(self.url) as database, database.reading() as transaction:
            return [tuple(row) for row in await transaction.connection.execute(text(question))]

    async def waiting(self) -> int:
        """Letters unanswered and notices that could leave or are leaving."""
        letters = await self.ask("SELECT count(*) FROM inbox WHERE state = 'pending'")
        notices = await self.ask("SELECT count(*) FROM outbox WHERE state IN ('queued', 'sending')")
        return int(str(letters[0][0])) + int(str(notices[0][0]))

    async def notice_states(self) -> Counter[str]:
        return Counter(str(row[0]) for row in await self.ask("SELECT state FROM outbox"))


async def calm(world: World, records: Records) -> None:
    """Wait until Telegram has handed everything over and the bot has answered and sent it all."""
    async with asyncio.timeout(PATIENCE):
        while not world.updates.still or await records.waiting():
            await world.changed.wait(0.2)
