"""A running house over a sandbox of its own, with notices put into its outbox by hand."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.application import House
from bot.clock import DemoClock
from bot.running import open_house
from bot.settings import Settings
from domain.effects import Effect, Post
from domain.notices import Notice, NoticeKind, Urgency
from sandbox.client import Group, Person, Town
from sandbox.server import create_app
from sandbox.serving import serve
from sandbox.world import BOT_ID, World
from storage.effects import apply
from telegram_wire.pacing import AT_ONCE, Pace
from tests.clocks import PATIENCE

TOKEN = f"{BOT_ID}:a-running-house-of-its-own"
TUESDAY = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)  # 10:00 in Shanghai
TEMPLATE = "chats.standing"
"""Any template will do: this one draws its title."""


@dataclass
class Ground:
    """A house, its Telegram and its clock."""

    world: World
    town: Town
    house: House
    clock: DemoClock

    async def post(self, *effects: Effect) -> None:
        async with self.house.database.transaction() as transaction:
            await apply(transaction, effects, at=self.clock.now())
        self.house.sender.wake()

    async def faults(self, *plan: dict[str, Any], updates: tuple[dict[str, Any], ...] = ()) -> None:
        await self.town.wire.post("/sim/faults", {"plan": list(plan), "updates": list(updates)})

    async def number_of(self, chat: Group | Person) -> int:
        """Our number of a chat."""
        async with self.house.database.reading() as transaction:
            found = await transaction.chats.by_telegram(chat.id)
        assert found is not None, f"{chat} is not known"
        return found.id

    async def person_of(self, person: Person) -> int:
        async with self.house.database.reading() as transaction:
            found = await transaction.registry.by_telegram(person.id)
        assert found is not None
        return found.id

    async def states(self) -> dict[str, str]:
        """Key → state of every notice."""
        async with self.house.database.reading() as transaction:
            rows = await transaction.connection.exec_driver_sql("SELECT key, state FROM outbox")
            return {row.key: row.state for row in rows}

    async def until(self, settled: Callable[[], Awaitable[bool]]) -> None:
        """Wait until the town has changed so that this holds."""
        async with asyncio.timeout(PATIENCE):
            while not await settled():
                await self.world.changed.wait(0.05)

    async def sent(self, *keys: str) -> None:
        """Wait until these notices are sent."""

        async def all_sent() -> bool:
            states = await self.states()
            return all(states.get(key) == "sent" for key in keys)

        await self.until(all_sent)

    async def reached(self, key: str, state: str) -> None:
        async def there() -> bool:
            return (await self.states()).get(key) == state

        await self.until(there)

    async def rest(self) -> None:
        """Wait until nothing is left to do."""

        async def still() -> bool:
            return self.world.updates.still and await self.house.settled()

        await self.until(still)


def notice(key: str, chat_id: int, title: str, **more: Any) -> Post:
    """A notice that shows `title`."""
    facts = {"title": title, "state": "open", "label": f"编号{key}"}
    values: dict[str, Any] = {"kind": NoticeKind.POST, "template": TEMPLATE, "facts": facts, "urgency": Urgency.URGENT}
    return Post(Notice(key=key, chat_id=chat_id, **(values | more)))


def free_port() -> int:
    """One that nobody is given by chance (空闲端口): below those the system gives out, of this worker's thousand."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    for port in range(20_000 + 1_000 * worker, 30_000):
        with socket.socket() as listener, suppress(OSError):
            listener.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")


def settings_for(url: str, folder: Path, **more: str) -> Settings:
    values = {
        "BOT_API_BASE_URL": f"{url}/bot",
        "BOT_DATA_DIR": str(folder),
        "BOT_LISTEN": "127.0.0.1:0",
    }
    return Settings.from_values(values | more)


def tables_in(folder: Path, template: Path) -> None:
    shutil.copy(template, folder / "yishiting.sqlite3")


@asynccontextmanager
async def a_town(world: World) -> AsyncIterator[tuple[str, Town]]:
    async with serve(create_app(world), "127.0.0.1", 0) as port:
        url = f"http://127.0.0.1:{port}"
        async with Town(url) as town:
            yield url, town


@asynccontextmanager
async def ground(
    folder: Path, pace: Pace = AT_ONCE, *, webhook: bool = False, database_url: str | None = None
) -> AsyncIterator[Ground]:
    """The whole thing; the tables are in `folder` already, or in the database of that address."""
    clock = DemoClock.standing_at(TUESDAY)
    world = World(now=clock.now, flood=False)
    async with a_town(world) as (url, town):
        more = {} if database_url is None else {"BOT_DATABASE_URL": database_url}
        if webhook:
            port = free_port()
            more |= {"BOT_MODE": "webhook", "BOT_LISTEN": f"127.0.0.1:{port}"}
            more |= {"BOT_PUBLIC_URL": f"http://127.0.0.1:{port}", "BOT_WEBHOOK_SECRET": "a-secret"}
        async with open_house(settings_for(url, folder, **more), TOKEN, clock, pace) as house:
            async with asyncio.timeout(PATIENCE):
                await house.connected.wait()
            yield Ground(world, town, house, clock)
