"""The timetable's rows (日程) as the process plays them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.privacy_keeping import PURGE
from storage.database import Database
from storage.due import DueRow

UNNOTICED = (PURGE,)
"""Due rows that nobody waits for: the demo's clock does not stop at them."""


async def first_due(database: Database, *, by: datetime | None = None) -> DueRow | None:
    """The globally earliest row, or the earliest that is due `by` a moment."""
    async with database.reading() as transaction:
        return await transaction.due.first(by=by)


@dataclass(frozen=True)
class Event:
    """The next thing that happens by itself (下一件事): a due row's kind, or `notice` for one that waits to leave."""

    at: datetime
    what: str


async def next_event(database: Database) -> Event | None:
    """The earliest due row or waiting notice that somebody notices, past ones included."""
    async with database.reading() as transaction:
        row, leaves = await transaction.due.first(apart=UNNOTICED), await transaction.outbox.next_at()
    events = [Event(row.due_at, row.kind)] if row is not None else []
    if leaves is not None:
        events.append(Event(leaves, "notice"))
    return min(events, key=lambda event: event.at, default=None)


async def played(database: Database, *, row: DueRow) -> None:
    """Its act took place: the row goes, unless the act moved it."""
    async with database.transaction() as transaction:
        await transaction.due.finish(row)


async def postpone(database: Database, *, row: DueRow, to: datetime) -> None:
    """Its act failed: try again later."""
    async with database.transaction() as transaction:
        await transaction.due.postpone(row, to)


__all__ = ["DueRow", "Event", "first_due", "next_event", "played", "postpone"]
