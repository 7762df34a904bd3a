"""The way over HTTPS as others really answer: in pieces, without end, hanging up; names that lead inside."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from channels import Reach
from channels.reach import LONGEST_ANSWER, PublicResolver, Unreached

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@asynccontextmanager
async def listening(talk: Talk) -> AsyncIterator[str]:
    """A server that talks as it is told to, and its address."""
    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/in"


@asynccontextmanager
async def reaching(*, loopback: bool = True, names: AbstractResolver | None = None) -> AsyncIterator[Reach]:
    reach = Reach(loopback=loopback, seconds=5.0, names=names)
    try:
        yield reach
    finally:
        await reach.close()


@pytest.fixture
async def reach() -> AsyncIterator[Reach]:
    async with reaching() as reach:
        yield reach


async def test_an_answer_in_pieces_is_read_to_its_end(reach: Reach) -> None:
    async def in_pieces(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"asked")
        writer.write(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
        for piece in (b'{"errcode":0', b',"errmsg":"ok"}', b""):
            writer.write(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
            await writer.drain()
            for _ in range(20):  # each is on its way before the next is written
                await asyncio.sleep(0)
        writer.close()

    async with listening(in_pieces) as url:
        assert (await reach.post(url, b"asked", {})).body == b'{"errcode":0,"errmsg":"ok"}'


async def test_an_answer_without_end_is_read_no_further_than_anybody_would_write(reach: Reach) -> None:
    async def for_ever(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"asked")
        writer.write(HEAD + b"\r\n")
        try:
            while True:
                writer.write(b"x" * 65_536)
                await writer.drain()
        except ConnectionError:
            writer.close()

    async with listening(for_ever) as url:
        assert len((await reach.post(url, b"asked", {})).body) == LONGEST_ANSWER


async def test_nobody_is_called_over_a_line_that_the_other_side_may_be_hanging_up(reach: Reach) -> None:
    lines = 0

    async def one_answer_a_line(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal lines
        lines += 1
        await reader.readuntil(b"asked")
        writer.write(HEAD + b"Content-Length: 2\r\n\r\n{}")
        await reader.read()  # a second call over the same line would get no answer, and be in doubt
        writer.close()

    async with listening(one_answer_a_line) as url:
        assert [(await reach.post(url, b"asked", {})).body for _ in range(3)] == [b"{}"] * 3
    assert lines == 3


async def test_nobody_is_sent_elsewhere(reach: Reach) -> None:
    calls = 0

    async def elsewhere(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal calls
        calls += 1
        await reader.readuntil(b"asked")
        writer.write(b"HTTP/1.1 307 Temporary Redirect\r\nLocation: /inside\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    async with listening(elsewhere) as url:
        assert ((await reach.post(url, b"asked", {})).status, calls) == (307, 1)


class Names(AbstractResolver):
    """A name server that says one thing after another, the last for ever."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        said = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return [ResolveResult(hostname=host, host=one, port=port, family=family, proto=0, flags=0) for one in said]

    async def close(self) -> None:
        """Nothing is open."""


async def posted(reach: Reach, url: str) -> str:
    try:
        return (await reach.post(url, b"asked", {})).body.decode()
    except Unreached as missed:
        return f"{missed.fate.name} {missed}"


@pytest.mark.parametrize("number", ["10.0.0.1", "192.168.1.1", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1"])
async def test_a_name_that_comes_to_a_private_number_is_not_called(number: str) -> None:
    async with reaching(loopback=False, names=Names([number])) as reach:
        assert await posted(reach, "https://hook.example.org/in") == "REFUSED inside"


async def test_a_name_is_looked_at_each_time_it_is_called() -> None:
    """It came to this machine, which is allowed here; then it comes to another inside."""

    async def answers(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"asked")
        writer.write(HEAD + b"Content-Length: 2\r\n\r\n{}")
        writer.close()

    names = Names(["127.0.0.1"], ["10.0.0.1"])
    async with listening(answers) as url, reaching(names=names) as reach:
        there = url.replace("127.0.0.1", "hook.example.org")
        assert [await posted(reach, there) for _ in range(2)] == ["{}", "REFUSED inside"]


async def test_of_several_numbers_only_those_outside_are_called() -> None:
    found = await PublicResolver(loopback=False, asked=Names(["10.0.0.1", "93.184.216.34"])).resolve("example.org")
    assert [one["host"] for one in found] == ["93.184.216.34"]
