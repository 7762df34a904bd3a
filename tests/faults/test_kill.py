"""`kill -9` at any moment: no acknowledged act lost, none doubled, every notice accounted for, none doubled unmarked.

`FAULTS=100` is the full run (`make faults`); five seeds are enough to notice that something broke.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from domain.notices import NoticeState
from sandbox.client import Person, Town
from sandbox.world import World
from stories.moves import bind, claim_and_found, invite
from tests.conftest import a_postgres_database, sqlite_copy
from tests.faults.forked import ForkedBot
from tests.faults.town import BotProcess, Records, a_telegram, calm

KILLS = int(os.environ.get("FAULTS", "5"))
SETTLED = {NoticeState.SENT, NoticeState.FAILED, NoticeState.UNKNOWN, NoticeState.DROPPED}
AGAIN = "补发"


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
async def database_url(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> AsyncIterator[str]:
    async with AsyncExitStack() as stack:
        if request.param == "sqlite":
            yield sqlite_copy(sqlite_template, tmp_path)
        else:
            postgres, template = map(request.getfixturevalue, ("postgres", "postgres_template"))
            yield await stack.enter_async_context(a_postgres_database(postgres, template))


class Residents:
    """People who go on reporting whatever happens to the bot, and remember what they were told."""

    def __init__(self, people: list[Person], dice: random.Random) -> None:
        self._people, self._dice = people, dice
        self._count = 0
        self.said: set[str] = set()
        self.acknowledged: dict[str, str] = {}

    async def report(self) -> None:
        """One report by somebody; an answer that never comes is no reason to stop."""
        person = self._dice.choice(self._people)
        self._count += 1
        words = f"第{self._count}件事：{self._dice.choice(('楼道灯', '水管', '门禁', '井盖'))}坏了"
        self.said.add(words)
        try:
            await person.says(words)
            offer = await person.sees(words, within=4.0)
            pressed = await person.presses("报上去", message=offer, wait=4.0)
        except AssertionError:
            return  # the bot was dead just then
        if "编号" in pressed.text:
            self.acknowledged[words] = pressed.text.partition("编号 ")[2][:4]


async def settle_town(world: World, town: Town, bot: BotProcess, records: Records) -> list[Person]:
    """An operator, a committee member, a bound group, residents."""
    code = (await bot.first_line("：")).rpartition("：")[2].strip()
    names = ("周工", "赵主任", "王阿姨", "刘大爷", "陈租客")
    operator, chair, *residents = [await town.person(name) for name in names]
    await claim_and_found(town, operator, code, "中华园", "9")
    await invite(operator, chair, "请委员会成员", "自管会成员")
    group = await town.group("中华园邻里群", [chair, *residents], creator=chair)
    await bind(town, group, chair, "中华园（整个小区）")
    for person in residents:
        await person.starts()
    await calm(world, records)
    return residents


async def test_killed_again_and_again(database_url: str, tmp_path: Path) -> None:
    dice = random.Random(f"{os.environ.get('FAULTS_SEED', '1981')}")
    records = Records(database_url, tmp_path)
    async with a_telegram() as (world, town, url):
        bot = ForkedBot(url, database_url, tmp_path)
        await bot.start()
        residents = Residents(await settle_town(world, town, bot, records), dice)
        for _ in range(KILLS):
            await one_death(residents, bot, dice)
        await residents.report()
        await calm(world, records)
        assert await bot.stop() == 0, "SIGTERM ends it well"
        await nothing_lost(residents, records)
        await nothing_doubled(town, records)


async def one_death(residents: Residents, bot: BotProcess, dice: random.Random) -> None:
    """Some people talk; somewhere in between the bot dies and is started again."""
    talking = [asyncio.create_task(residents.report()) for _ in range(dice.randint(1, 4))]
    await asyncio.wait(talking, timeout=dice.uniform(0.0, 1.2), return_when=asyncio.ALL_COMPLETED)
    await bot.kill()
    await bot.start()
    await asyncio.gather(*talking)


async def nothing_lost(residents: Residents, records: Records) -> None:
    kept = {words: f"{number:04}" for words, number in await records.reports()}
    for words, number in residents.acknowledged.items():
        assert kept.get(words) == number, f"acknowledged and lost: {words}"
    texts = [words for words, _ in await records.reports()]
    assert len(texts) == len(set(texts)), "a report was written twice"
    assert set(texts) <= residents.said
    numbers = sorted(number for _, number in await records.reports())
    assert numbers == list(range(1, len(numbers) + 1)), "numbers have gaps"


async def nothing_doubled(town: Town, records: Records) -> None:
    states = await records.notice_states()
    assert set(states) <= {state.value for state in SETTLED}, states
    assert not await records.ask("SELECT number FROM incidents"), "something raised"
    posts = Counter(
        (call["params"]["chat_id"], call["params"]["text"])
        for call in await town.calls("sendMessage")
        if (call["ok"] and "新报事" in call["params"]["text"]) or "待受理" in call["params"]["text"]
    )
    twice = [words for (_, words), count in posts.items() if count > 1 and not words.startswith(AGAIN)]
    assert not twice, f"sent twice and not marked: {twice}"
