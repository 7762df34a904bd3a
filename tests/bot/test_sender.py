"""What leaves, leaves once, in order, and nobody waits for anybody else's trouble."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from domain.effects import Schedule
from domain.notices import NoticeKind
from sandbox.client import Group, Person
from telegram_wire.pacing import Pace
from tests.clocks import PATIENCE
from tests.ground import Ground, ground, notice, tables_in

UNKNOWN_KIND = "no.such.kind"


@pytest.fixture
async def home(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Ground]:
    tables_in(tmp_path, sqlite_template)
    async with ground(tmp_path) as ground_:
        yield ground_


async def people(home: Ground, *names: str) -> list[Person]:
    """People who opened the private chat."""
    found = [await home.town.person(name) for name in names]
    for person in found:
        await person.starts()
        await person.sees("您好")
    await home.rest()
    return found


async def group(home: Ground, *members: Person, kind: str = "supergroup") -> Group:
    made = await home.town.group("中华园邻里群", list(members), type=kind)
    await home.rest()
    return made


async def shown(home: Ground, person: Person, chat: Group | None = None) -> list[str]:
    """What the bot has said there, titles only."""
    said = [message.text for message in await person.messages(chat) if not message.outgoing]
    return [text.split("「")[1].split("」")[0] for text in said if "「" in text]


async def test_a_chat_that_is_asked_to_rest_holds_up_nobody(home: Ground) -> None:
    wang, li = await people(home, "王阿姨", "李楼长")
    await home.faults({"method": "sendMessage", "kind": "429", "retry_after": 2, "times": 1, "chat": wang.id})
    await home.post(
        notice("to wang", await home.number_of(wang), "先"),
        notice("then", await home.number_of(wang), "后"),
        notice("to li", await home.number_of(li), "旁"),
    )
    await home.sent("to li", "to wang", "then")
    told = [int(call["params"]["chat_id"]) for call in await home.town.calls("sendMessage") if call["ok"]]
    assert told[-3:] == [li.id, wang.id, wang.id]
    assert (await shown(home, wang))[-2:] == ["先", "后"]


async def test_one_chat_without_an_answer_holds_up_nobody(home: Ground) -> None:
    wang, li = await people(home, "王阿姨", "李楼长")
    await home.faults({"method": "sendMessage", "kind": "slow", "seconds": PATIENCE, "times": 1, "chat": wang.id})
    await home.post(notice("slow", await home.number_of(wang), "慢"))
    await home.reached("slow", "sending")
    await home.post(notice("quick", await home.number_of(li), "快"))
    await home.sent("quick")
    assert (await home.states())["slow"] == "sending"


async def test_a_chat_that_threw_us_out_is_closed_and_the_poster_hears(home: Ground) -> None:
    (li,) = await people(home, "李楼长")
    where = await group(home, li)
    await home.faults({"method": "sendMessage", "kind": "403", "times": 1, "chat": where.id})
    poster = await home.person_of(li)
    number = await home.number_of(where)
    await home.post(notice("first", number, "一", public=True, poster_id=poster))
    await li.sees("编号first")
    await home.post(notice("second", number, "二", public=True, poster_id=poster))
    await li.sees("编号second")
    assert (await home.states())["first"] == (await home.states())["second"] == "failed"
    calls = [call for call in await home.town.calls("sendMessage") if str(call["params"]["chat_id"]) == str(where.id)]
    assert len([call for call in calls if not call["ok"]]) == 1, "a closed chat is not tried again"


async def test_delivered_but_unanswered_is_asked_after_and_never_repeated_unmarked(home: Ground) -> None:
    (li,) = await people(home, "李楼长")
    where = await group(home, li)
    await home.faults({"method": "sendMessage", "kind": "hang_after", "seconds": 0.1, "times": 1, "chat": where.id})
    poster = await home.person_of(li)
    await home.post(notice("notice", await home.number_of(where), "停水", public=True, poster_id=poster))
    await li.sees("看到")
    await home.reached("notice", "unknown")
    home.clock.turn_to(home.clock.now() + timedelta(minutes=31))
    await home.house.ticker.tick()
    await home.sent("notice:again")
    said = [message.text for message in await li.messages(where) if "停水" in message.text]
    assert len(said) == 2 and "补发" not in said[0] and "补发" in said[1]


async def test_edits_are_folded_and_the_last_state_shows(tmp_path: Path, sqlite_template: Path) -> None:
    tables_in(tmp_path, sqlite_template)
    pace = Pace(overall_per_second=1000, private_gap=0.0, group_burst=1000, group_per_minute=1000, edit_gap=1.0)
    async with ground(tmp_path, pace) as home:
        (li,) = await people(home, "李楼长")
        where = await group(home, li)
        number = await home.number_of(where)
        await home.post(notice("card", number, "零", subject="issue:1", public=True))
        await home.sent("card")
        for step in range(1, 6):
            await home.post(notice(f"edit{step}", number, f"第{step}次", subject="issue:1", kind=NoticeKind.EDIT))
        await home.rest()
        for step in range(6, 9):
            await home.post(notice(f"edit{step}", number, f"第{step}次", subject="issue:1", kind=NoticeKind.EDIT))
        await home.rest()
        assert "第8次" in [message.text for message in await li.messages(where) if "第" in message.text][-1]
        assert len(await home.town.calls("editMessageText")) <= 4


async def test_what_waits_for_a_group_follows_it_when_it_moves(home: Ground) -> None:
    (li,) = await people(home, "李楼长")
    where = await group(home, li, kind="group")
    number = await home.number_of(where)
    await home.faults(updates=({"kind": "drop", "times": 2},))  # no service message: the error alone tells
    moved = await home.town.migrate(where)
    await home.post(notice("one", number, "一"), notice("two", number, "二"))
    await home.sent("one", "two")
    assert (await shown(home, li, moved))[-2:] == ["一", "二"]
    assert await home.number_of(moved) == number


async def test_a_group_that_moves_tells_so_itself(home: Ground) -> None:
    (li,) = await people(home, "李楼长")
    where = await group(home, li, kind="group")
    number = await home.number_of(where)
    moved = await home.town.migrate(where)
    await home.rest()
    await home.post(notice("one", number, "一"))
    await home.sent("one")
    assert await home.number_of(moved) == number and "一" in await shown(home, li, moved)


async def test_a_template_that_cannot_draw_fails_alone(home: Ground) -> None:
    (wang,) = await people(home, "王阿姨")
    broken = notice("broken", await home.number_of(wang), "坏", facts={})
    await home.post(broken, notice("good", await home.number_of(wang), "好"))
    await home.sent("good")
    assert (await home.states())["broken"] == "failed"
    async with home.house.database.reading() as transaction:
        assert await transaction.incidents.since(home.clock.now() - timedelta(days=1)) == 1


async def test_what_a_stop_finds_on_its_way_still_arrives(tmp_path: Path, sqlite_template: Path) -> None:
    tables_in(tmp_path, sqlite_template)
    async with ground(tmp_path) as home:
        (wang,) = await people(home, "王阿姨")
        await home.faults({"method": "sendMessage", "kind": "slow", "seconds": 0.5, "times": 1, "chat": wang.id})
        await home.post(notice("slow", await home.number_of(wang), "慢"))
        await home.reached("slow", "sending")
        await home.house.sender.drain(5.0)
        assert (await home.states())["slow"] == "sent"


async def test_a_due_thing_of_an_unknown_kind_becomes_an_incident_and_waits(home: Ground) -> None:
    await home.post(Schedule(UNKNOWN_KIND, "x", home.clock.now()))
    async with asyncio.timeout(PATIENCE):
        await home.house.ticker.tick()
        await home.rest()
    async with home.house.database.reading() as transaction:
        row = await transaction.due.first()
        assert await transaction.incidents.since(home.clock.now() - timedelta(days=1)) == 1
    assert row is not None and row.tries == 1 and row.due_at > home.clock.now() > row.effective_at
