"""The nightly purge (到期清理): what is past its time goes; the next night is set in the same act."""

from __future__ import annotations

from datetime import datetime

from domain.effects import Effect, Record
from domain.outcomes import Done, Outcome
from domain.privacy_keeping import WHOLE_HOUSE, next_purge
from services.acts import act
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction


async def keep_purging(database: Database, *, at: datetime) -> None:
    """At every start: the next purge stands in the timetable, unless it does already."""
    async with database.transaction() as transaction:
        row = next_purge(at, zone=transaction.zone)
        await transaction.due.keep(row.kind, row.subject, row.due)


@act
async def purge(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """到期清理: by the time it is now, however late; the journal keeps how much of each kind went."""
    counts = await transaction.personal_records.purge(at)
    effects: list[Effect] = [next_purge(at, zone=transaction.zone)]
    if counts:
        effects.append(Record(WHOLE_HOUSE, "purged", counts))
    await apply(transaction, effects, at=at)
    return Done(counts)
