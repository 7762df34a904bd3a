"""The box (票箱): what crowds do at the same moment, written as one transaction for whoever waits.

No timer: a batch is what came in while the last one was being committed, so a lone caller waits for nobody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

Write = Callable[[Sequence[Item]], Awaitable[Sequence[Result]]]
"""Writes a batch in one transaction and returns one result an item, in order. Raising undoes the whole batch."""

LARGEST_BATCH = 1024


class Box(Generic[Item, Result]):
    """A box in front of a `Write`. `put` returns after the commit that holds the item."""

    def __init__(self, write: Write[Item, Result]) -> None:
        self._write = write
        self._waiting: list[tuple[Item, asyncio.Future[Result]]] = []
        self._writer: asyncio.Task[None] | None = None

    async def put(self, item: Item) -> Result:
        """The item's own result; raises what writing this item alone raised."""
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._writer is None:
            self._writer = asyncio.create_task(self._empty(), name="box")
        return await future

    async def emptied(self) -> None:
        """Wait until nothing is being written: a commit goes on when everybody who waited for it has gone away."""
        if self._writer is not None:
            await asyncio.wait([self._writer])

    async def _empty(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[:LARGEST_BATCH], self._waiting[LARGEST_BATCH:]
                await self._commit(batch)
        finally:
            self._writer = None

    async def _commit(self, batch: list[tuple[Item, asyncio.Future[Result]]]) -> None:
        try:
            results = await self._write([item for item, _ in batch])
        except Exception as error:
            await self._one_by_one(batch, error)
        else:
            for (_, future), result in zip(batch, results, strict=True):
                _resolve(future, result)

    async def _one_by_one(self, batch: list[tuple[Item, asyncio.Future[Result]]], error: Exception) -> None:
        """One bad item must not sink its neighbours."""
        if len(batch) == 1:
            _reject(batch[0][1], error)
            return
        for single in batch:
            await self._commit([single])


def _resolve(future: asyncio.Future[Result], result: Result) -> None:
    if not future.done():  # the caller may have gone away
        future.set_result(result)


def _reject(future: asyncio.Future[Result], error: Exception) -> None:
    if not future.done():
        future.set_exception(error)
