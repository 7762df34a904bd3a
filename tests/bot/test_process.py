"""`python -m bot run` as an operator runs it: ready, silent about people, alone on its data, gone when asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sandbox.client import Town
from sandbox.world import World
from tests.clocks import PATIENCE
from tests.conftest import a_postgres_database, sqlite_copy
from tests.faults.forked import ForkedBot
from tests.faults.town import TOKEN, BotProcess, Records, a_telegram, calm
from tests.ground import free_port

WORDS, NAME = "我家对门的张三丰天天半夜唱戏", "欧阳王阿姨"


@pytest.fixture
async def telegram() -> AsyncIterator[tuple[World, Town, str]]:
    async with a_telegram() as (world, town, url):
        yield world, town, url


async def test_it_serves_stops_and_starts_again_and_its_log_names_nobody(
    telegram: tuple[World, Town, str], tmp_path: Path, sqlite_template: Path
) -> None:
    world, town, url = telegram
    database = sqlite_copy(sqlite_template, tmp_path)
    bot = BotProcess(url, database, tmp_path)
    await bot.start()
    await bot.first_line("已就绪")
    wang = await town.person(NAME)
    await wang.starts()
    await wang.says(WORDS)
    await wang.presses("报上去")
    poison = {"message": {"message_id": "x", "chat": 5, "from": {"first_name": NAME}, "text": WORDS}}
    await town.wire.post(f"/sim/people/{wang.id}/typed_update", {"update": poison})
    await calm(world, Records(database, tmp_path))
    second = BotProcess(url, database, tmp_path)
    await second.start()
    assert await second.ended() == 2
    assert await bot.stop() == 0, "with a long poll open"
    await bot.start()
    await bot.first_line("已就绪")
    assert await bot.stop() == 0
    log = (tmp_path / "log").read_text()
    assert "用这个文件夹" in log and "incident" in log
    for secret in (TOKEN, TOKEN.partition(":")[2], WORDS, "张三丰", NAME, "欧阳"):
        assert secret not in log


async def test_it_stops_while_telegram_is_unreachable(tmp_path: Path, sqlite_template: Path) -> None:
    bot = ForkedBot(f"http://127.0.0.1:{free_port()}", sqlite_copy(sqlite_template, tmp_path), tmp_path)
    await bot.start()
    await bot.first_line("已就绪")
    assert await bot.stop() == 0


async def test_it_stops_while_an_answer_is_on_its_way(
    telegram: tuple[World, Town, str], tmp_path: Path, sqlite_template: Path
) -> None:
    """What is cut off between commit and answer is answered after the next start, marked as said perhaps before."""
    world, town, url = telegram
    database = sqlite_copy(sqlite_template, tmp_path)
    bot = ForkedBot(url, database, tmp_path)
    await bot.start()
    await bot.first_line("已就绪")
    wang = await town.person(NAME)
    slow = {"method": "sendMessage", "kind": "timeout_before", "seconds": 30.0, "times": 1}
    await town.faults([slow])
    await wang.starts()
    async with asyncio.timeout(PATIENCE):
        while (await town.faults())["plan"]:
            await world.changed.wait(0.05)
    assert await bot.stop() == 0
    await bot.start()
    assert "补发" in (await wang.sees("您好")).text
    await calm(world, Records(database, tmp_path))
    assert await bot.stop() == 0


async def cut_off_the_one_that_serves(records: Records) -> None:
    """End the connection that holds the lock, as a restarted PostgreSQL does."""
    holders = (
        "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database "
        "WHERE locktype = 'advisory' AND granted AND datname = current_database()"
    )
    assert await records.ask(holders) == [(True,)]


@pytest.mark.postgres
async def test_on_postgresql_one_serves_the_others_wait_and_whoever_loses_the_lock_waits_again(
    telegram: tuple[World, Town, str], tmp_path: Path, postgres: str, postgres_template: str
) -> None:
    _, town, url = telegram
    async with a_postgres_database(postgres, postgres_template) as database:
        first, second = ForkedBot(url, database, tmp_path), ForkedBot(url, database, tmp_path)
        await first.start()
        await first.first_line("已就绪")
        await second.start()
        await second.first_line("等它停下")
        await cut_off_the_one_that_serves(Records(database, tmp_path))
        await first.first_line("连接断了")
        await second.first_line("已就绪")
        await first.first_line("等它停下")
        wang = await town.person(NAME)
        await wang.starts()
        await wang.sees("您好")
        await second.kill()
        await first.first_line("已就绪")
        await wang.says("/yinsi")
        await wang.sees("记下：")
        waiting = ForkedBot(url, database, tmp_path)
        await waiting.start()
        await waiting.first_line("等它停下")
        assert await waiting.stop() == 0
        assert await first.stop() == 0
    assert "lock_lost" in (tmp_path / "log").read_text()
