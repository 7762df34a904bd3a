"""What makes a function an act (办一件事): one transaction, one source, one stored outcome."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, ParamSpec

from domain.moments import is_late
from domain.outcomes import Outcome
from storage.acts import AlreadySettled
from storage.database import Database
from storage.transaction import Transaction

P = ParamSpec("P")


def act(
    work: Callable[Concatenate[Transaction, P], Awaitable[Outcome]],
) -> Callable[Concatenate[Database, P], Awaitable[Outcome]]:
    """Run `work` in a transaction of its own, once for each `source`.

    `work` takes the transaction and keyword arguments, `source` and `at` among them. The same source a second time
    (a repeated update, a second press on the same button press's update) gets the outcome of the first.
    What is played with the moment it was `due` says in its notices when it is late.
    """

    @wraps(work)
    async def perform(database: Database, /, *args: P.args, **kwargs: P.kwargs) -> Outcome:
        source, at = f"{kwargs['source']} {work.__name__}", kwargs["at"]
        assert isinstance(at, datetime), "every act is told when"
        due = kwargs.get("due") if "subject" in kwargs else None  # the timetable plays it
        late_since = due if isinstance(due, datetime) and is_late(due, at) else None

        async def working(transaction: Transaction) -> Outcome:
            transaction.late_since = late_since
            return await work(transaction, *args, **kwargs)

        try:
            return await _once(database, source, at, working)
        except AlreadySettled:
            return await _stored(database, source)

    return perform


async def _once(
    database: Database, source: str, at: datetime, work: Callable[[Transaction], Awaitable[Outcome]]
) -> Outcome:
    async with database.transaction() as transaction:
        known = await transaction.acts.outcome(source)
        if known is not None:
            return known
        outcome = await work(transaction)
        await transaction.acts.settle(source, outcome, at)
        return outcome


async def _stored(database: Database, source: str) -> Outcome:
    async with database.reading() as transaction:
        outcome = await transaction.acts.outcome(source)
    assert outcome is not None, "another worker settled it"
    return outcome
