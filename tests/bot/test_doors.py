"""Updates come in by webhook or by asking; either way nothing is lost, doubled, or lets a stranger in."""

from __future__ import annotations

import asyncio
import gc
import json
import warnings
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.application import House, Outfit
from bot.clock import DemoClock
from bot.polling import ALLOWED_UPDATES
from sandbox.client import Town
from sandbox.server import create_app
from sandbox.serving import serve
from sandbox.world import World
from storage.database import Database
from tests.clocks import PATIENCE
from tests.ground import TOKEN, TUESDAY, Ground, a_town, free_port, ground, settings_for, tables_in
from web.door import SECRET_HEADER


@pytest.fixture(params=[False, True], ids=["polling", "webhook"])
async def home(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Ground]:
    tables_in(tmp_path, sqlite_template)
    async with ground(tmp_path, webhook=request.param) as ground_:
        yield ground_


async def test_we_ask_for_every_kind_of_update_we_want(home: Ground) -> None:
    await home.world.changed.until(lambda: set(home.world.state.allowed_updates or ()) == set(ALLOWED_UPDATES), 5)
    assert set(home.world.state.allowed_updates or ()) == set(ALLOWED_UPDATES)


async def test_repeated_and_overtaking_updates_are_each_answered_once(home: Ground) -> None:
    wang = await home.town.person("王阿姨")
    await home.faults(updates=({"kind": "duplicate", "times": 1}, {"kind": "reorder", "times": 1}))
    await wang.starts()
    await wang.sees("您好")
    await wang.says("/yinsi")
    await wang.says("/bangzhu")
    await home.rest()
    async with home.house.database.reading() as transaction:
        assert await transaction.inbox.count("done") == 3
        assert await transaction.incidents.since(home.clock.now() - timedelta(days=1)) == 0
    answers = [message for message in await wang.messages() if not message.outgoing]
    assert len([message for message in answers if message.text.startswith("您好")]) == 1


async def test_an_unreadable_update_among_good_ones(home: Ground) -> None:
    wang, li = await home.town.person("王阿姨"), await home.town.person("李楼长")
    await wang.starts()
    poison = {"message": {"message_id": "x", "date": "no", "chat": 5, "text": "你好"}}
    await home.town.wire.post(f"/sim/people/{wang.id}/typed_update", {"update": poison})
    await li.starts()
    await wang.sees("您好")
    await li.sees("您好")
    await home.rest()
    async with home.house.database.reading() as transaction:
        assert await transaction.inbox.count("dead") == 1


async def test_without_the_secret_nobody_comes_in(tmp_path: Path, sqlite_template: Path) -> None:
    tables_in(tmp_path, sqlite_template)
    async with ground(tmp_path, webhook=True) as home, aiohttp.ClientSession() as stranger:
        door = f"{home.house.settings.public_url}/telegram"
        answer = await stranger.post(door, json={"update_id": 7}, headers={SECRET_HEADER: "wrong"})
        assert answer.status == 403
        async with home.house.database.reading() as transaction:
            assert await transaction.inbox.count("pending") + await transaction.inbox.count("done") == 0


async def test_a_letter_that_comes_before_telegram_is_reached_waits_and_is_answered_once(
    embedded: Database, tmp_path: Path
) -> None:
    """The webhook of an earlier run still stands: Telegram delivers before we have said good morning."""
    clock = DemoClock.standing_at(TUESDAY)
    world = World(now=clock.now, flood=False)
    async with a_town(world) as (url, town):
        wang = await town.person("王阿姨")
        settings = settings_for(url, tmp_path)
        house = House(Outfit(settings, TOKEN, clock, embedded))
        house.ingress.hold()
        await wang.starts()
        update = world.updates.waiting[0]
        body = json.dumps({"update_id": update.id, "message": update.payload}).encode()
        await house.receive(body)
        assert house.ingress.idle
        async with house:
            await wang.sees("您好")
            await world.changed.until(lambda: world.updates.still, PATIENCE)
        assert len([message for message in await wang.messages() if message.text.startswith("您好")]) == 1


async def test_telegram_away_at_the_start_and_there_later(embedded: Database, tmp_path: Path) -> None:
    clock, port = DemoClock.standing_at(TUESDAY), free_port()
    settings = settings_for(f"http://127.0.0.1:{port}", tmp_path)
    outfit = Outfit(settings, TOKEN, clock, embedded, reconnect=0.05)
    async with House(outfit) as house:
        assert not house.connected.is_set()
        world = World(now=clock.now, flood=False)
        async with serve(create_app(world), "127.0.0.1", port), Town(f"http://127.0.0.1:{port}") as town:
            wang = await town.person("王阿姨")
            await wang.starts()
            await wang.sees("您好")
            await house.close()


async def test_closed_while_telegram_keeps_silent_it_leaves_no_line_open(embedded: Database, tmp_path: Path) -> None:
    asked = asyncio.Event()

    async def keep_silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.set()
        await reader.read()
        writer.close()

    with warnings.catch_warnings(record=True) as left_open:
        warnings.simplefilter("always", ResourceWarning)
        async with await asyncio.start_server(keep_silent, "127.0.0.1", 0) as telegram, asyncio.timeout(PATIENCE):
            settings = settings_for("http://{}:{}".format(*telegram.sockets[0].getsockname()), tmp_path)
            async with House(Outfit(settings, TOKEN, DemoClock.standing_at(TUESDAY), embedded)):
                await asked.wait()
        gc.collect()
    assert not [warning.message for warning in left_open]


async def test_another_that_asks_too_is_waited_out(tmp_path: Path, sqlite_template: Path) -> None:
    """Telegram answers 409 while somebody else polls with our token."""
    tables_in(tmp_path, sqlite_template)
    async with ground(tmp_path) as home, aiohttp.ClientSession() as other:
        url = f"{home.house.bot.base_url}/getUpdates"
        await (await other.post(url, data={"timeout": "0"})).read()
        wang = await home.town.person("王阿姨")
        await wang.starts()
        await wang.sees("您好")


async def test_a_database_that_is_away_for_a_moment_makes_nobody_deaf(tmp_path: Path, sqlite_template: Path) -> None:
    tables_in(tmp_path, sqlite_template)
    async with ground(tmp_path) as home:
        wang = await home.town.person("王阿姨")
        other = Database(f"sqlite+aiosqlite:///{tmp_path / 'yishiting.sqlite3'}")
        async with other, other.transaction():  # somebody holds the one write lock for longer than we wait
            await wang.starts()
            await home.world.changed.until(lambda: False, 6.0)
        await wang.sees("您好")
