"""The box: one commit for whoever waits, and no neighbour sinks another."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

import pytest

from services.letters import inbox_box
from storage.box import Box
from storage.database import Database
from storage.inbox import Letter


async def test_a_crowd_is_written_in_a_few_batches_each_answered_its_own() -> None:
    batches: list[int] = []

    async def write(items: Sequence[int]) -> list[int]:
        batches.append(len(items))
        await asyncio.sleep(0)
        return [item * 2 for item in items]

    box = Box(write)
    assert await asyncio.gather(*(box.put(n) for n in range(500))) == [n * 2 for n in range(500)]
    assert len(batches) < 10 and sum(batches) == 500


async def test_one_bad_item_fails_alone() -> None:
    async def write(items: Sequence[int]) -> list[int]:
        if 7 in items:
            raise ValueError("seven")
        return list(items)

    box = Box(write)
    results = await asyncio.gather(*(box.put(n) for n in range(20)), return_exceptions=True)
    assert [n for n, result in enumerate(results) if isinstance(result, ValueError)] == [7]
    assert await box.put(3) == 3


async def test_a_caller_who_went_away_takes_nobody_along() -> None:
    gate = asyncio.Event()

    async def write(items: Sequence[int]) -> list[int]:
        await gate.wait()
        return list(items)

    box = Box(write)
    gone, stays = asyncio.create_task(box.put(1)), asyncio.create_task(box.put(2))
    await asyncio.sleep(0)
    gone.cancel()
    gate.set()
    assert await stays == 2
    with pytest.raises(asyncio.CancelledError):
        await gone


async def test_what_is_being_written_is_waited_for_though_nobody_wants_it_any_more() -> None:
    written: list[int] = []

    async def write(items: Sequence[int]) -> list[int]:
        for _ in range(5):
            await asyncio.sleep(0)
        written.extend(items)
        return list(items)

    box = Box(write)
    gone = asyncio.create_task(box.put(1))
    await asyncio.sleep(0)
    gone.cancel()
    await box.emptied()
    assert written == [1]
    await box.emptied()  # nothing to wait for


async def test_a_thousand_letters_at_once_are_all_there_and_new_once(database: Database, at: datetime) -> None:
    box = inbox_box(database)
    letters = [Letter(n % 500, "lane", "{}", at) for n in range(1000)]
    news = await asyncio.gather(*(box.put(letter) for letter in letters))
    assert sum(news) == 500
    async with database.reading() as transaction:
        assert await transaction.inbox.count("pending") == 500
