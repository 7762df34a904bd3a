"""Whoever asks is answered: a press once and before anything else leaves, a message even when Telegram says: wait."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from telegram import Update

from sandbox.client import Message, Person
from storage.database import Database
from tests.conftest import a_postgres_database
from tests.ground import Ground, ground, tables_in

ANSWER = "answerCallbackQuery"
WORDS = "3号楼电梯坏了"


@pytest.fixture
async def home(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Ground]:
    tables_in(tmp_path, sqlite_template)
    async with ground(tmp_path) as ground_:
        yield ground_


@pytest.fixture
async def large_home(tmp_path: Path, postgres: str, postgres_template: str) -> AsyncIterator[Ground]:
    """On PostgreSQL, where one table can be held while the others serve."""
    async with (
        a_postgres_database(postgres, postgres_template) as url,
        ground(tmp_path, database_url=url) as ground_,
    ):
        yield ground_


@asynccontextmanager
async def held(home: Ground, table: str) -> AsyncIterator[None]:
    """Whoever needs the table waits until the block is left."""
    other = Database(home.house.settings.database_url)
    async with other, other.transaction() as transaction:
        await transaction.connection.exec_driver_sql(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        yield


async def opened(home: Ground, name: str) -> Person:
    person = await home.town.person(name)
    await person.starts()
    await person.sees("您好")
    return person


async def offered(home: Ground, person: Person) -> Message:
    """A report in one tap."""
    await person.says(WORDS)
    offer = await person.sees("这样报上去可以吗", fresh=True)
    await home.rest()
    return offer


async def used_up(home: Ground, person: Person) -> tuple[Message, str]:
    """An offer that was declined, and what its first button said: pressed again, it is refused."""
    offer = await offered(home, person)
    data = next(
        str(key["callback_data"])
        for row in offer.raw["reply_markup"]["inline_keyboard"]
        for key in row
        if key["text"] == "报上去"
    )
    await person.presses("只是说说", message=offer)
    await home.rest()
    return offer, data


async def last_call(home: Ground) -> int:
    return int((await home.town.calls())[-1]["seq"])


async def since(home: Ground, seq: int) -> list[dict[str, Any]]:
    """What left the house, in order; asking for updates is no saying."""
    return [call for call in await home.town.calls(since=seq) if call["method"] != "getUpdates"]


async def answered_first_and_once(home: Ground, seq: int) -> list[str]:
    """The methods of what followed the one answer."""
    calls = await since(home, seq)
    assert calls[0]["method"] == ANSWER, calls
    assert [call["ok"] for call in calls if call["method"] == ANSWER] == [True], calls
    return [call["method"] for call in calls[1:]]


async def test_a_press_is_answered_after_the_commit_and_before_anything_else(home: Ground) -> None:
    wang = await opened(home, "王阿姨")
    offer = await offered(home, wang)
    seq = await last_call(home)
    await home.faults({"method": ANSWER, "kind": "slow", "seconds": 2.0})
    press = await wang.presses("报上去", message=offer, wait=0)
    assert not press.answered

    async def on_its_way() -> bool:
        return not (await home.town.faults())["plan"]

    await home.until(on_its_way)
    async with home.house.database.reading() as transaction:
        assert await transaction.issues.unplaced(), "what is being told has been written"
    assert await since(home, seq) == [], "nothing has left before the answer has arrived"
    await wang.sees("已登记", fresh=True)
    await home.rest()
    assert await answered_first_and_once(home, seq) == ["editMessageText"]


async def test_trouble_after_the_answer_is_told_in_private(home: Ground) -> None:
    wang = await opened(home, "王阿姨")
    press = await wang.presses("报上去", message=await offered(home, wang))
    await home.rest()
    sender = {"id": wang.id, "is_bot": False, "first_name": wang.name}
    query = {"id": press.id, "from": sender, "chat_instance": "1", "data": "x"}
    update = Update.de_json({"update_id": 1, "callback_query": query}, home.house.bot)
    await home.house.failures.apologise(update, "8JYZ87")
    await wang.sees("出了点问题，已经记下，编号 8JYZ87", fresh=True)


async def test_a_refusal_is_the_answer_itself(home: Ground) -> None:
    wang = await opened(home, "王阿姨")
    offer, data = await used_up(home, wang)
    seq = await last_call(home)
    refused = await wang.forges(data, offer)
    assert refused.alert and "放得太久" in refused.text
    await home.rest()
    assert await answered_first_and_once(home, seq) == []


@pytest.mark.parametrize("data", ["1zz:9", "nonsense", "1ir:99999999999999999999"])
async def test_a_button_nobody_knows_is_answered_once(home: Ground, data: str) -> None:
    wang = await opened(home, "王阿姨")
    offer = await offered(home, wang)
    seq = await last_call(home)
    assert (await wang.forges(data, offer)).text
    await home.rest()
    assert await answered_first_and_once(home, seq) == []


@pytest.mark.postgres
async def test_what_takes_long_says_so_at_once_and_its_outcome_comes_in_private(large_home: Ground) -> None:
    wang = await opened(large_home, "王阿姨")
    offer = await offered(large_home, wang)
    seq = await last_call(large_home)
    async with held(large_home, "drafts"):
        assert "正在办理" in (await wang.presses("报上去", message=offer)).text
    await wang.sees("已登记，编号 0001", fresh=True)
    await large_home.rest()
    assert set(await answered_first_and_once(large_home, seq)) <= {"editMessageText", "sendMessage"}


@pytest.mark.postgres
async def test_what_takes_long_and_is_refused_is_answered_once_and_refused_in_private(large_home: Ground) -> None:
    wang = await opened(large_home, "王阿姨")
    offer, data = await used_up(large_home, wang)
    seq = await last_call(large_home)
    async with held(large_home, "drafts"):
        assert "正在办理" in (await wang.forges(data, offer)).text
    await wang.sees("放得太久", fresh=True)
    await large_home.rest()
    assert await answered_first_and_once(large_home, seq) == ["sendMessage"]


@pytest.mark.postgres
async def test_a_late_refusal_in_a_group_is_nobody_elses_business(large_home: Ground) -> None:
    """Only whoever said it may report it; whoever else presses hears so alone, however long it took."""
    wang, ma = await opened(large_home, "王阿姨"), await large_home.town.person("小马")
    group = await large_home.town.group("中华园邻里群", [wang, ma])
    words = await ma.says("9号楼门禁坏了三天了", chat=group)
    await wang.says("/bao", chat=group, reply_to=words)
    waiting = await wang.sees("发这条的邻居点一下", chat=group)
    await large_home.rest()
    before, seq = await wang.messages(group), await last_call(large_home)
    async with held(large_home, "drafts"):
        assert "正在办理" in (await wang.presses("这是我发的", chat=group, message=waiting)).text
    await wang.sees("要由说这句话的人自己点")
    await large_home.rest()
    assert await answered_first_and_once(large_home, seq) == ["sendMessage"]
    assert [message.id for message in await wang.messages(group)] == [message.id for message in before]


async def test_a_reply_telegram_puts_off_comes_after_that_and_nobody_else_waits(home: Ground) -> None:
    wang, li = await opened(home, "王阿姨"), await opened(home, "李楼长")
    await home.rest()
    seq = await last_call(home)
    await home.faults({"method": "sendMessage", "kind": "429", "retry_after": 1, "chat": wang.id})
    await wang.says("/yinsi")
    await li.says("/yinsi")
    await li.sees("记下：", fresh=True)
    await wang.sees("记下：", fresh=True)
    await home.rest()
    said = [(call["params"]["chat_id"], call["error_code"]) for call in await since(home, seq)]
    assert said[-1] == (wang.id, None)
    assert set(said[:-1]) == {(wang.id, 429), (li.id, None)} and len(said) == 3


async def test_the_outcome_of_a_press_that_telegram_puts_off_still_comes_and_nothing_is_done_twice(
    home: Ground,
) -> None:
    wang, li = await opened(home, "王阿姨"), await opened(home, "李楼长")
    offer = await offered(home, wang)
    await home.faults({"method": "editMessageText", "kind": "429", "retry_after": 1, "chat": wang.id})
    assert "编号 0001" in (await wang.presses("报上去", message=offer)).text
    await li.says("/yinsi")
    await li.sees("记下：", fresh=True)
    assert not [call for call in await home.town.calls("editMessageText") if call["ok"]], "nobody else has waited"
    await wang.sees("已登记，编号 0001", fresh=True)
    await home.rest()
    async with home.house.database.reading() as transaction:
        assert len(await transaction.issues.unplaced()) == 1
        assert await transaction.inbox.count("dead") == 0
