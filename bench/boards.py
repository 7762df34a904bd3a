"""网上公示栏 beside a bare Starlette route: a page that is kept, and a matter's page drawn anew each time."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from ipaddress import ip_address
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bench.measure import Row, times_cheaper
from domain.boards import BoardState
from domain.registry import Actor, Place, RoleKind
from services.deliberation_full import start_full_matter
from storage.database import Database
from storage.migrate import migrate
from storage.sealing import Keys
from web.app import create_app
from web.front import Front
from web.serving import listening, serving

PAGES, IN_FLIGHT = 300, 8
HOMES = 400
AT = datetime(2026, 11, 24, 2, tzinfo=UTC)
CODE = "kmpqrs"
Get = Callable[[str], Awaitable[None]]


async def rows() -> list[Row]:
    """Ours beside a route that answers with two words, both over a socket of this machine, by the wall clock."""
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        database = Database(f"sqlite+aiosqlite:///{folder / 'house.sqlite3'}", keys=Keys("b", {"b": b"b" * 32}))
        await stack.enter_async_context(database)
        await _founded(database)
        front = Front(database, ZoneInfo("Asia/Shanghai"), "zh_Hans", lambda: "bench_bot", lambda: AT)
        anew = count(step=1000.0)  # every request comes long after the one before: nothing kept is young enough
        kept = await stack.enter_async_context(_getting(create_app(front, seconds=lambda: 0.0)))
        drawn = await stack.enter_async_context(_getting(create_app(front, seconds=anew.__next__)))
        bare = await stack.enter_async_context(_getting(Starlette(routes=[Route("/", _two_words)])))
        again = await times_cheaper(partial(_crowd, kept, f"/b/{CODE}"), partial(_crowd, bare, "/"), time.perf_counter)
        fresh = await times_cheaper(
            partial(_crowd, drawn, f"/b/{CODE}/m/1"), partial(_crowd, bare, "/"), time.perf_counter
        )
    return [
        Row("a page of the board, kept; peer: a bare Starlette route", 0.5, again),
        Row(f"a matter's page drawn anew, {HOMES} homes; peer: a bare Starlette route", 0.05, fresh),
    ]


async def _two_words(_: Request) -> Response:
    return PlainTextResponse("议事亭")


async def _crowd(get: Get, path: str) -> None:
    left = iter(range(PAGES))

    async def reader() -> None:
        for _ in left:
            await get(path)

    await asyncio.gather(*(reader() for _ in range(IN_FLIGHT)))


@asynccontextmanager
async def _getting(app: Starlette) -> AsyncIterator[Get]:
    """A way to get pages of it, which must all be there."""
    with listening("127.0.0.1", 0) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        async with serving(app, listener), aiohttp.ClientSession(address) as session:
            readers = count()  # each behind an address of their own, or the turnstile would be measured

            async def get(path: str) -> None:
                reader = ip_address(0x0A000000 + next(readers) % 10_000)
                async with session.get(path, headers={"X-Forwarded-For": str(reader)}) as answer:
                    assert answer.status == 200, (path, answer.status)
                    await answer.read()

            yield get


async def _founded(database: Database) -> None:
    """A compound of so many homes with somebody in each, a matter, its board up."""
    await migrate(database)
    async with database.transaction() as transaction:
        compound = await transaction.registry.found(
            street="街道", community="社区", name="中华园", building_labels=["1号楼"], at=AT
        )
        (building,) = await transaction.registry.buildings(compound)
        way = await transaction.units.entrance(building.id, "1单元", 1)
        for n in range(HOMES):
            unit = await transaction.units.add_unit(compound, building.id, way, floor=1, label=f"{100 + n}")
            person = await transaction.registry.meet(1000 + n, f"住户{n:03d}", AT)
            place = Place(compound, building.id, way, 1, unit)
            await transaction.registry.grant(person.id, RoleKind.OWNER, place, by=None, at=AT)
        chair = await transaction.registry.meet(1, "赵主任", AT)
        await transaction.registry.grant(chair.id, RoleKind.COMMITTEE, Place(compound), by=None, at=AT)
        board = await transaction.boards.hold(compound, CODE, AT)
        await transaction.boards.turn(board, BoardState.OPEN, asked_by=None, by=chair.id, at=AT)
        roles = await transaction.registry.roles_of(chair.id, AT)
    actor = Actor(chair.id, roles)
    what = {"title": "院内路灯改造", "text": "9栋楼前后装36盏太阳能路灯。", "touched": ()}
    await start_full_matter(database, actor=actor, compound_id=compound, **what, source="bench", at=AT)
