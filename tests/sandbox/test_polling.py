"""Long polling: offsets confirm, waits end, kinds are remembered, one poller at a time."""

import asyncio

import aiohttp
import pytest
import telegram
from telegram.error import Conflict

from sandbox.client import Person
from sandbox.server import create_app
from sandbox.serving import serve
from sandbox.world import World
from tests.sandbox.conftest import TOKEN, bot_at, drain


async def test_an_update_stays_until_its_offset_confirms_it(bot: telegram.Bot, started: Person) -> None:
    await started.says("一")
    await started.says("二")
    first, second = await bot.get_updates(timeout=0)
    assert len(await bot.get_updates(limit=1, timeout=0)) == 1
    assert await bot.get_updates(offset=second.update_id, timeout=0) == (second,)
    assert await bot.get_updates(offset=second.update_id + 1, timeout=0) == ()
    assert first.update_id + 1 == second.update_id


async def test_a_wait_ends_when_something_comes(bot: telegram.Bot, started: Person) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=20))
    await started.says("来了")
    assert (await polling)[0].message.text == "来了"


async def test_the_kinds_asked_for_are_remembered(bot: telegram.Bot, started: Person) -> None:
    await bot.get_updates(timeout=0, allowed_updates=["callback_query"])
    await started.says("没人听")
    assert await drain(bot) == []
    await bot.get_updates(timeout=0, allowed_updates=[])
    await started.says("又听了")
    assert len(await drain(bot)) == 1


async def test_a_second_poller_ends_the_first(bot: telegram.Bot, url: str, world: World) -> None:
    waiting = asyncio.create_task(bot.get_updates(timeout=20))
    await world.changed.until(lambda: world.calls.in_flight > 0, 5)
    async with bot_at(url) as other:
        assert await other.get_updates(timeout=0) == ()
    with pytest.raises(Conflict, match="terminated by other getUpdates"):
        await waiting


async def test_no_polling_beside_a_webhook(bot: telegram.Bot) -> None:
    await bot.set_webhook("http://127.0.0.1:9/hook")
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates(timeout=0)
    await bot.delete_webhook()
    assert await bot.get_updates(timeout=0) == ()


async def test_only_the_right_token_enters() -> None:
    async with serve(create_app(World(token=TOKEN))) as port:
        url = f"http://127.0.0.1:{port}"
        async with bot_at(url) as bot:
            assert bot.id == int(TOKEN.split(":")[0])
        async with aiohttp.ClientSession() as session, session.get(f"{url}/bot1:wrong/getMe") as answer:
            assert (answer.status, (await answer.json())["description"]) == (401, "Unauthorized")
