"""The ingress loses nothing, keeps each chat's order, and is stopped by nobody."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from telegram import Update
from telegram.error import Forbidden
from telegram.ext import ExtBot

from bot.failures import Failures
from bot.ingress import Ingress, lane_of
from rendering.texts import texts
from services.letters import Letter
from storage.database import Database
from telegram_wire.request import WireRequest
from tests.clocks import StandingClock

Handler = Callable[[Update, Letter], Awaitable[None]]


def message(number: int, chat: int, words: str = "你好") -> bytes:
    person = {"id": abs(chat), "is_bot": False, "first_name": "王阿姨"}
    kind = {"id": chat, "type": "private" if chat > 0 else "supergroup"}
    body = {"message_id": number, "date": 1_795_000_000, "chat": kind, "from": person, "text": words}
    return json.dumps({"update_id": number, "message": body}).encode()


@dataclass
class Desk:
    """An ingress over a database, with what it was asked to process."""

    database: Database
    at: datetime
    handler: Handler | None = None
    seen: list[tuple[int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        request = WireRequest()
        bot: ExtBot[None] = ExtBot("1:offline", request=request, get_updates_request=request)
        clock = StandingClock(self.at)
        failures = Failures(database=self.database, clock=clock, bot=bot, texts=texts("zh_Hans"))
        self.ingress = Ingress(
            database=self.database, clock=clock, bot=bot, failures=failures, process=self._process, pauses=(0.0,)
        )

    async def _process(self, update: Update, letter: Letter) -> None:
        self.seen.append((update.update_id, letter.tries))
        if self.handler is not None:
            await self.handler(update, letter)

    async def count(self, state: str) -> int:
        async with self.database.reading() as transaction:
            return await transaction.inbox.count(state)

    async def rest(self) -> None:
        await self.ingress.drain(10)


async def test_a_letter_is_stored_processed_and_its_words_forgotten(database: Database, at: datetime) -> None:
    desk = Desk(database, at)
    await desk.ingress.receive(message(1, 7))
    await desk.rest()
    assert desk.seen == [(1, 0)]
    async with database.reading() as transaction:
        assert await transaction.connection.scalar(text("SELECT body FROM inbox")) == ""
        assert await transaction.inbox.count("done") == 1


async def test_the_same_update_twice_is_processed_once(database: Database, at: datetime) -> None:
    desk = Desk(database, at)
    await asyncio.gather(desk.ingress.receive(message(1, 7)), desk.ingress.receive(message(1, 7)))
    await desk.ingress.receive(message(1, 7))
    await desk.rest()
    assert desk.seen == [(1, 0)]


async def test_what_is_no_update_becomes_an_incident_and_stops_nothing(embedded: Database, at: datetime) -> None:
    desk = Desk(embedded, at)
    for poison in (b"not json", b"[]", b'{"update_id": "x"}', b"\xff\xfe"):
        await desk.ingress.receive(poison)
    await desk.ingress.receive(message(2, 7))
    await desk.rest()
    assert desk.seen == [(2, 0)]
    async with embedded.reading() as transaction:
        assert await transaction.incidents.since(at) == 4


async def test_an_unreadable_update_is_a_dead_letter_at_once(embedded: Database, at: datetime) -> None:
    desk = Desk(embedded, at)
    await desk.ingress.receive(b'{"update_id": 3, "message": {"message_id": "x", "date": "no", "chat": 5}}')
    await desk.ingress.receive(message(4, 7))
    await desk.rest()
    assert desk.seen == [(4, 0)]
    assert await desk.count("dead") == 1


async def test_a_bug_is_tried_three_times_then_dead_with_a_number(embedded: Database, at: datetime) -> None:
    async def broken(update: Update, letter: Letter) -> None:
        if update.update_id == 5:
            raise ZeroDivisionError

    desk = Desk(embedded, at, broken)
    await desk.ingress.receive(message(5, -7))
    await desk.ingress.receive(message(6, -7))
    await desk.rest()
    assert desk.seen == [(5, 0), (5, 1), (5, 2), (6, 0)]
    async with embedded.reading() as transaction:
        number = await transaction.connection.scalar(text("SELECT incident FROM inbox WHERE update_id = 5"))
        assert number == await transaction.connection.scalar(text("SELECT number FROM incidents"))


async def test_a_busy_database_is_waited_for_and_not_a_bug(embedded: Database, at: datetime) -> None:
    async def busy(update: Update, letter: Letter) -> None:
        if letter.tries < 5:
            raise OperationalError("UPDATE", {}, Exception("database is locked"))

    desk = Desk(embedded, at, busy)
    await desk.ingress.receive(message(7, 7))
    await desk.rest()
    assert [tries for _, tries in desk.seen] == [0, 1, 2, 3, 4, 5]
    assert await desk.count("done") == 1


async def test_whoever_blocked_us_while_we_answered_ends_the_letter(embedded: Database, at: datetime) -> None:
    async def blocked(update: Update, letter: Letter) -> None:
        raise Forbidden("bot was blocked by the user")

    desk = Desk(embedded, at, blocked)
    await desk.ingress.receive(message(8, 7))
    await desk.rest()
    assert len(desk.seen) == 1 and await desk.count("done") == 1


async def test_a_slow_chat_holds_up_nobody_and_keeps_its_own_order(embedded: Database, at: datetime) -> None:
    release = asyncio.Event()

    async def slow(update: Update, letter: Letter) -> None:
        if update.update_id == 10:
            await release.wait()

    desk = Desk(embedded, at, slow)
    for number, chat in ((10, -1), (11, -1), (12, -2), (13, 9)):
        await desk.ingress.receive(message(number, chat))
    while len(desk.seen) < 3:
        await asyncio.wait(desk.ingress.lanes(), timeout=1, return_when=asyncio.FIRST_COMPLETED)
    assert sorted(number for number, _ in desk.seen) == [10, 12, 13]
    release.set()
    await desk.rest()
    assert desk.seen[-1][0] == 11


async def test_what_was_cut_off_is_taken_up_again_and_knows_it(embedded: Database, at: datetime) -> None:
    began, never = asyncio.Event(), asyncio.Event()

    async def hangs(update: Update, letter: Letter) -> None:
        began.set()
        await never.wait()

    before = Desk(embedded, at, hangs)
    await before.ingress.receive(message(20, 7))
    await began.wait()
    await before.ingress.drain(0.01)
    after = Desk(embedded, at)
    await after.ingress.resume()
    await after.rest()
    assert after.seen == [(20, 1)]


@pytest.mark.parametrize(
    ("raw", "lane"),
    [
        ({"update_id": 1, "message": {"chat": {"id": 5}}}, "5:5"),
        ({"update_id": 1, "edited_message": {"chat": {"id": -5}}}, "-5:"),
        ({"update_id": 1, "callback_query": {"from": {"id": 3}, "message": {"chat": {"id": -5}}}}, "-5:3"),
        ({"update_id": 1, "callback_query": {"from": {"id": 3}, "message": {"chat": {"id": 3}}}}, "3:3"),
        ({"update_id": 1, "poll_answer": {"user": {"id": 3}}}, "voter:3"),
        ({"update_id": 1, "poll": {"id": "9"}}, "other"),
    ],
)
def test_lanes(raw: dict[str, Any], lane: str) -> None:
    assert lane_of(raw) == lane
