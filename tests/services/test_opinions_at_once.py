"""Two at once on one opinion: what was read before the row was ours is read again, on both databases."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import text

from domain.outcomes import Outcome, Reason, Refusal
from services import opinions
from storage.database import Database
from storage.transaction import Transaction
from tests.full_matters import Compound, found_compound

WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))")
TRIES = 10_000
GONE = Refusal(Reason.NOT_FOUND, {"what": "opinion"})


@pytest.fixture
async def compound(database: Database, at: datetime) -> Compound:
    return await found_compound(database, at)


async def while_it_is_withdrawn(
    compound: Compound, opinion: int, act: Callable[..., Awaitable[Outcome]], who: int, **more: Any
) -> Outcome:
    """The act is begun while the opinion's author, who came first, takes it back."""
    actor, at = compound.homes[who].actor, compound.at
    async with compound.database.transaction() as transaction:
        await transaction.deliberation.lock(compound.matter_id)
        press = act(compound.database, actor=actor, opinion_id=opinion, source=f"second {act.__name__}", at=at, **more)
        second = asyncio.create_task(press)
        await until_it_waits(compound, transaction)
        await transaction.deliberation.withdraw(opinion)
        assert not second.done()
    return await second


async def until_it_waits(compound: Compound, transaction: Transaction) -> None:
    """SQLite lets the second in after the first; on PostgreSQL it has read, and waits for the row."""
    await asyncio.sleep(0)
    if compound.database.embedded:
        return
    for _ in range(TRIES):
        if await transaction.deliberation.value(WAITING):
            return
    raise AssertionError("nobody waits for the row")


@pytest.mark.parametrize(
    ("act", "who", "more"),
    [
        (opinions.support_opinion, 1, {}),
        (opinions.withdraw_opinion, 0, {}),
        (opinions.amend_opinion, 0, {"words": "灯再亮些"}),
    ],
    ids=["support", "withdraw", "amend"],
)
async def test_what_is_withdrawn_meanwhile_is_gone(
    compound: Compound, act: Callable[..., Awaitable[Outcome]], who: int, more: dict[str, Any]
) -> None:
    said = await compound.done(opinions.give_opinion, compound.homes[0], words="灯太暗")
    assert await while_it_is_withdrawn(compound, said["opinion_id"], act, who, **more) == GONE
    async with compound.database.reading() as transaction:
        (kept,) = await transaction.deliberation.opinions(compound.matter_id, None)
    assert (kept.withdrawn, kept.words, kept.supporters) == (True, "", 0)
