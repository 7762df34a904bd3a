"""The client reads as stories do, and writes down what happened."""

import asyncio
import json

import aiohttp
import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from sandbox.client import Group, Person, Town
from sandbox.server import create_app
from sandbox.serving import serve
from sandbox.world import World
from tests.clocks import PATIENCE

CARD = InlineKeyboardMarkup([[InlineKeyboardButton("附议（3）", callback_data="s")]])


async def test_the_transcript_is_a_play(bot: telegram.Bot, town: Town, group: Group, wang: Person) -> None:
    await wang.starts()
    await bot.send_message(wang.id, "您好", reply_markup=CARD)
    await bot.send_message(group.id, "新议题")
    await wang.presses("附议", wait=0)
    await wang.says("好的", group)
    await wang.sees("新议题", group)
    assert town.transcript[-5:] == [
        "王阿姨：/start",
        "议事亭 → 王阿姨：您好 [附议（3）]",
        "〔群〕议事亭：新议题",
        "王阿姨按下 [附议（3）]",
        "〔群〕王阿姨：好的",
    ]


async def test_what_is_not_seen_fails_with_the_transcript(bot: telegram.Bot, started: Person) -> None:
    await bot.send_message(started.id, "您好")
    with pytest.raises(AssertionError, match="议事亭 → 王阿姨：您好"):
        await started.sees("再见", within=0)
    await started.says("回头见")
    with pytest.raises(AssertionError):
        await started.sees("您好", within=0, fresh=True)


async def test_a_reply_keyboard_types_for_the_person(bot: telegram.Bot, town: Town, started: Person) -> None:
    await bot.send_message(started.id, "选", reply_markup=telegram.ReplyKeyboardMarkup([["我要报修"]]))
    await started.presses("我要报修")
    (update,) = await bot.get_updates(timeout=0)
    assert update.message.text == "我要报修"


async def test_events_tell_browsers_what_changes(url: str, bot: telegram.Bot, started: Person) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{url}/sim/events?person={started.id}") as stream:
        await stream.content.readline()
        await bot.send_message(started.id, "您好")
        async with asyncio.timeout(PATIENCE):
            lines = [(await stream.content.readline()).decode().strip() for _ in range(3)]
    assert lines[1] == "event: change"
    assert json.loads(lines[2].removeprefix("data: "))["chat"] == started.id


async def test_the_clock_alone_moves_to_the_next_closing() -> None:
    async with serve(create_app(World())) as port, Town(f"http://127.0.0.1:{port}") as town:
        wang = await town.person("王阿姨")
        await wang.starts()
        async with telegram.Bot("1:x", base_url=f"http://127.0.0.1:{port}/bot") as bot:
            await bot.send_poll(wang.id, "问", ["是"], open_period=3600)
            assert (await town.clock())["next_due_what"] == "投票截止：问"
            await town.forward(to_next=True)
            assert (await town.clock())["next_due"] is None
        await town.reset()
        with pytest.raises(AssertionError):
            await town.known("王阿姨")


async def test_unread_and_latest_first(bot: telegram.Bot, town: Town, group: Group, started: Person) -> None:
    await bot.send_message(started.id, "一")
    await bot.send_message(group.id, "二")
    chats = await town.wire.get(f"/sim/people/{started.id}/chats")
    assert [entry["chat"]["id"] for entry in chats] == [group.id, started.id]
    assert chats[1]["unread"] == 1
    await started.messages()
    assert (await town.wire.get(f"/sim/people/{started.id}/chats"))[1]["unread"] == 0
