"""What fell due is played in order and once, whatever fails; files are fetched, sealed, and not given up lightly."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.fetching import LARGEST, TRIES, Fetcher
from bot.timetable import TIMETABLE
from domain.outcomes import Done, Outcome
from services import attachments
from services.timetable import first_due
from storage.sealing import Keys
from tests.clocks import PATIENCE, Seconds
from tests.ground import Ground, ground, tables_in

NEW = b"n" * 32


@pytest.fixture
async def home(tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Ground]:
    tables_in(tmp_path, sqlite_template)
    async with ground(tmp_path) as ground_:
        yield ground_


async def schedule(home: Ground, kind: str, subject: str, due: datetime) -> None:
    async with home.house.database.transaction() as transaction:
        await transaction.due.schedule(kind, subject, due)


async def test_what_fell_due_meanwhile_is_played_in_order_and_a_failure_holds_up_nobody(
    home: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    played: list[tuple[str, datetime]] = []
    broken = True

    async def act(database: Any, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
        if subject == "broken" and broken:
            raise ZeroDivisionError
        played.append((subject, due))
        return Done()

    monkeypatch.setitem(TIMETABLE, "test.due", act)
    now = home.clock.now()
    moments = {
        "last": now + timedelta(hours=3),
        "broken": now + timedelta(hours=1),
        "first": now + timedelta(minutes=5),
    }
    for subject, due in moments.items():
        await schedule(home, "test.due", subject, due)
    home.clock.turn_to(now + timedelta(hours=5))
    await home.house.ticker.tick()
    await home.rest()
    assert played == [("first", moments["first"]), ("last", moments["last"])]
    broken = False
    home.clock.turn_to(now + timedelta(hours=6))
    await home.house.ticker.tick()
    await home.rest()
    assert played[2:] == [("broken", moments["broken"])], "it takes effect when it first fell due"
    assert await first_due(home.house.database, by=home.clock.now()) is None


async def asleep(home: Ground) -> None:
    """The scheduler stands still from now on; the watchdog is awake."""

    async def running() -> bool:
        return bool(home.house.ticker.scheduler.running)

    await home.until(running)
    home.house.ticker.scheduler.pause()


async def test_the_house_ticks_on_when_its_scheduler_sleeps(home: Ground) -> None:
    """As APScheduler does when the clock is set back."""
    await asleep(home)
    await schedule(home, "no.such.kind", "x", home.clock.now())

    async def tried() -> bool:
        row = await first_due(home.house.database)
        return row is not None and row.tries == 1

    await home.until(tried)


async def photo_of(home: Ground, size: int | None = None) -> tuple[int, bytes]:
    wang = await home.town.person("王阿姨")
    content = b"\xff\xd8 a leaking pipe " * 50
    (message,) = await wang.sends_photo(content)
    file_id = message.raw["photo"][-1]["file_id"]
    await home.rest()
    await asleep(home)
    async with home.house.database.transaction() as transaction:
        number = await transaction.attachments.record(
            subject="issue:1", kind="photo", file_id=file_id, name="", mime="", size=size, at=home.clock.now()
        )
    return number, content


async def state(home: Ground, number: int) -> tuple[str, bytes | None]:
    async with home.house.database.reading() as transaction:
        rows = await transaction.connection.exec_driver_sql(
            "SELECT state, content FROM attachments WHERE id = ?", (number,)
        )
        row = rows.one()
        return row.state, row.content


async def test_a_photo_is_kept_sealed_and_opens_after_the_key_was_changed(home: Ground) -> None:
    number, content = await photo_of(home)
    database = home.house.database
    await Fetcher(database=database, bot=home.house.bot).once()
    kept, sealed = await state(home, number)
    assert kept == "stored" and sealed is not None and content[:16] not in sealed
    assert await attachments.content(database, attachment_id=number) == content
    assert database.keys is not None
    database.keys = Keys("new", {**database.keys.keys, "new": NEW})
    assert await attachments.content(database, attachment_id=number) == content


async def test_too_large_is_lost_at_once_and_gone_after_many_tries(home: Ground) -> None:
    large, _ = await photo_of(home, LARGEST + 1)
    gone, _ = await photo_of(home)
    seconds = Seconds()
    fetcher = Fetcher(database=home.house.database, bot=home.house.bot, now=seconds)
    await home.faults({"method": "getFile", "kind": "500", "times": 1000})
    await fetcher.once()
    assert (await state(home, large))[0] == "lost" and (await state(home, gone))[0] == "pending"
    assert await fetcher.once() == 0, "it rests before the next try"
    for _ in range(TRIES):
        seconds.value += 3600
        async with asyncio.timeout(PATIENCE):
            await fetcher.once()
    assert (await state(home, gone))[0] == "lost"


async def test_when_the_room_for_files_is_used_up_they_wait_and_it_is_said(home: Ground) -> None:
    number, _ = await photo_of(home)
    told: list[str] = []

    async def full() -> None:
        told.append("full")

    seconds = Seconds()
    fetcher = Fetcher(database=home.house.database, bot=home.house.bot, room=0, full=full, now=seconds)
    assert await fetcher.once() == 0 and told == ["full"]
    assert await fetcher.once() == 0 and told == ["full"], "it rests before it looks again"
    assert (await state(home, number))[0] == "pending"
    roomy = Fetcher(database=home.house.database, bot=home.house.bot, room=10**9)
    assert await roomy.once() == 1
    assert (await state(home, number))[0] == "stored"
