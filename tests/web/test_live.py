"""Figures that move: told as they change, to so many at most, over when the house closes or the board comes down."""

from __future__ import annotations

import asyncio
import json

import aiohttp
import pytest
from starlette.types import Message

from domain.outcomes import Done
from services.boards import close_board
from storage.database import Database
from tests.board_town import BoardTown, found_board
from tests.web.doorstep import Doorstep
from web.live import Streams
from web.serving import listening, serving


@pytest.fixture
async def town(embedded: Database, at: object, doorstep: Doorstep) -> BoardTown:
    return await found_board(embedded, doorstep.clock.now())


async def told(answer: aiohttp.ClientResponse) -> dict[str, str]:
    """The next line that tells something."""
    while not (line := (await answer.content.readline()).decode()).startswith("data: "):
        assert line, "the stream is over"
    return dict(json.loads(line.removeprefix("data: ")))


async def status(session: aiohttp.ClientSession, path: str) -> int:
    """How the answer begins; the rest is not waited for."""
    async with session.get(path) as answer:
        return answer.status


async def test_figures_are_told_as_they_change_until_the_board_comes_down(town: BoardTown, doorstep: Doorstep) -> None:
    doorstep.streams.every = 0.02
    with listening("127.0.0.1", 0) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        async with serving(doorstep.app, listener), aiohttp.ClientSession(address) as session:
            async with session.get(f"/b/{town.code}/live?lang=en") as answer:
                assert answer.headers["Content-Type"].startswith("text/event-stream")
                assert await told(answer) == {
                    "reports": "2 being dealt with, 1 put right within 30 days",
                    "vote-1": "5/12 have voted",
                }
                await town.voted(1, 6)
                doorstep.seconds.value += 10
                assert (await told(answer))["vote-1"] == "6/12 have voted"
                where = {"compound_id": town.compound.town.compound_id, "at": town.at}
                closed = await close_board(town.database, actor=town.compound.member.actor, source="x", **where)
                assert isinstance(closed, Done)
                doorstep.seconds.value += 10
                assert (await answer.content.read()).count(b"data:") == 0
            assert doorstep.streams.open == 0


async def test_nothing_is_told_twice_and_who_lost_us_comes_back(town: BoardTown, doorstep: Doorstep) -> None:
    doorstep.streams.every = 0.02
    with listening("127.0.0.1", 0) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        async with serving(doorstep.app, listener), aiohttp.ClientSession(address) as session:
            for _ in range(2):
                async with session.get(f"/b/{town.code}/live") as answer:
                    heard = [(await answer.content.readline()).decode() for _ in range(12)]
                assert heard[0] == "retry: 15000\n", "said first: the browser knows when to come again"
                assert sum(line.startswith("data: ") for line in heard) == 1, heard
                assert sum(line.startswith(":") for line in heard) >= 3, "proxies see that we are here"


async def test_a_reader_too_many_reads_the_page_alone_and_who_leaves_makes_room(
    town: BoardTown, doorstep: Doorstep
) -> None:
    doorstep.streams.most, doorstep.streams.every = 1, 0.02
    with listening("127.0.0.1", 0) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        async with serving(doorstep.app, listener), aiohttp.ClientSession(address) as session:
            async with session.get(f"/b/{town.code}/live") as first:
                await told(first)
                assert await status(session, f"/b/{town.code}/live") == 503
                assert await status(session, f"/b/{town.code}") == 200
            assert 200 in [await status(session, f"/b/{town.code}/live") for _ in range(20)]


async def test_of_two_who_come_at_the_same_moment_for_the_last_place_one_is_sent_away() -> None:
    async def look() -> str | None:
        return None

    async def stays() -> Message:
        return dict(await asyncio.get_running_loop().create_future())

    said: dict[int, list[Message]] = {0: [], 1: []}
    streams = Streams(most=1)

    async def reads(number: int) -> None:
        async def send(message: Message) -> None:
            said[number].append(message)
            await asyncio.sleep(0)

        await answers[number]({"type": "http", "client": ("192.0.2.7", 1)}, stays, send)

    answers = [streams.follow(look), streams.follow(look)]
    await asyncio.gather(reads(0), reads(1))
    assert [said[number][0]["status"] for number in (0, 1)] == [200, 503] and streams.open == 0


async def test_one_address_does_not_take_every_place(town: BoardTown, doorstep: Doorstep) -> None:
    doorstep.streams.most_each, doorstep.streams.every = 2, 0.02
    with listening("127.0.0.1", 0) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        async with serving(doorstep.app, listener), aiohttp.ClientSession(address) as session:
            greedy, other = {"X-Forwarded-For": "192.0.2.7"}, {"X-Forwarded-For": "192.0.2.8"}
            path = f"/b/{town.code}/live"
            async with session.get(path, headers=greedy) as one, session.get(path, headers=greedy) as two:
                await told(one)
                await told(two)
                async with session.get(path, headers=greedy) as third:
                    assert third.status == 503
                async with session.get(path, headers=other) as neighbour:
                    assert neighbour.status == 200 and await told(neighbour)
            assert 200 in [await status(session, path) for _ in range(20)]
    assert doorstep.streams.open == 0


async def test_streams_end_with_the_house_and_hold_nothing_up(town: BoardTown, doorstep: Doorstep) -> None:
    loop, streams = asyncio.get_running_loop(), doorstep.streams
    with listening("127.0.0.1", 0) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        async with aiohttp.ClientSession(address) as session:
            async with serving(doorstep.app, listener, closing=streams.close):
                answer = await session.get(f"/b/{town.code}/live")
                await told(answer)
                began = loop.time()
            assert loop.time() - began < 2, "well within the grace of three seconds"
            assert (await answer.content.read()).count(b"data:") == 0
            answer.close()
    assert isinstance(streams, Streams) and streams.open == 0
