"""A sandbox of one's own for every test, and the real python-telegram-bot talking to it over HTTP."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
import telegram

from sandbox.client import Group, Person, Town
from sandbox.server import create_app
from sandbox.serving import serve
from sandbox.world import World

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


class TestClock:
    """The town's clock, moved by hand."""

    __test__ = False

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **span: float) -> None:
        self.moment += timedelta(**span)


def bot_at(url: str, token: str = TOKEN) -> telegram.Bot:
    return telegram.Bot(token, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot")


@pytest.fixture
def clock() -> TestClock:
    return TestClock()


@pytest.fixture
def world(clock: TestClock) -> World:
    return World(now=clock, flood=False)


@pytest.fixture
async def url(world: World) -> AsyncIterator[str]:
    async with serve(create_app(world)) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
async def town(url: str) -> AsyncIterator[Town]:
    async with Town(url) as town:
        yield town


@pytest.fixture
async def bot(url: str) -> AsyncIterator[telegram.Bot]:
    async with bot_at(url) as bot:
        yield bot


@pytest.fixture
async def wang(town: Town) -> Person:
    return await town.person("王阿姨", note="业主")


@pytest.fixture
async def li(town: Town) -> Person:
    return await town.person("李楼长", username="li_louzhang")


@pytest.fixture
async def started(bot: telegram.Bot, wang: Person) -> Person:
    """王阿姨 has started the bot, and the bot has read it."""
    await wang.starts()
    await drain(bot)
    return wang


@pytest.fixture
async def group(town: Town, bot: telegram.Bot, wang: Person, li: Person) -> Group:
    """A supergroup founded by 李楼长; what the bot heard of it is read already."""
    group = await town.group("幸福里", [li, wang])
    await drain(bot)
    return group


async def drain(bot: telegram.Bot, **options: object) -> list[telegram.Update]:
    """Everything that waits for the bot, confirmed."""
    updates = list(await bot.get_updates(timeout=0, **options))
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1, timeout=0)
    return updates
