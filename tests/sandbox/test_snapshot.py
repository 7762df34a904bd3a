"""A restart keeps the town, its numbers and its bytes."""

from pathlib import Path

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from sandbox.client import Town
from sandbox.server import create_app
from sandbox.serving import serve
from sandbox.world import World
from tests.sandbox.conftest import TestClock, bot_at, drain

CARD = InlineKeyboardMarkup([[InlineKeyboardButton("附议", callback_data="s")]])


async def test_a_restart_keeps_the_town(tmp_path: Path, clock: TestClock) -> None:
    async with serve(create_app(World(now=clock, data_dir=tmp_path))) as port:
        url = f"http://127.0.0.1:{port}"
        async with Town(url) as town, bot_at(url) as bot:
            wang = await town.person("王阿姨", username="wang")
            group = await town.group("幸福里", [wang])
            await wang.starts()
            sent = await bot.send_message(wang.id, "议题", reply_markup=CARD)
            poll = await bot.send_poll(group.id, "问", ["是", "否"], is_anonymous=False)
            await wang.votes(await wang.sees("问", group), "是")
            document = await bot.send_document(wang.id, b"bytes", filename="a.txt")
            press = await wang.presses("附议", wait=0)
            last = (await bot.get_updates(timeout=0))[-1].update_id
    async with serve(create_app(World(now=clock, data_dir=tmp_path))) as port:
        url = f"http://127.0.0.1:{port}"
        async with Town(url) as town, bot_at(url) as bot:
            wang = await town.known("王阿姨")
            assert [update.update_id for update in await drain(bot)][-1] == last
            assert press.id is not None
            assert await bot.answer_callback_query(press.id, "在")
            assert (await bot.stop_poll(group.id, poll.message_id)).total_voter_count == 1
            assert await wang.file(await wang.sees("a.txt")) == b"bytes"
            assert document.message_id > sent.message_id
            assert (await bot.send_message(wang.id, "新")).message_id > document.message_id
            await wang.says("还在")
            assert (await drain(bot))[-1].update_id > last
