"""Acts that took place (已办事项): the same source a second time gets the stored outcome."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.exc import IntegrityError

from domain.outcomes import Outcome, from_record, to_record
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.traffic import acts, counters

FIND = select(acts.c.outcome).where(acts.c.source == bindparam("source"))
FORGET = delete(acts).where(acts.c.at < bindparam("before", type_=Moment()))


class AlreadySettled(Exception):
    """Another worker settled the same source meanwhile; its outcome is the outcome."""


class Acts(Repository):
    """Outcomes by source, and the installation's running numbers."""

    async def outcome(self, source: str) -> Outcome | None:
        record = await self.value(FIND, source=source)
        return None if record is None else from_record(record)

    async def settle(self, source: str, outcome: Outcome, at: datetime) -> None:
        """Keep the outcome. Raises AlreadySettled, which must undo the transaction."""
        try:
            await self.connection.execute(acts.insert(), {"source": source, "outcome": to_record(outcome), "at": at})
        except IntegrityError as error:
            raise AlreadySettled(source) from error

    async def forget(self, before: datetime) -> int:
        """Drop outcomes nobody can ask for again (Telegram repeats an update for a day at most)."""
        return await self.run(FORGET, before=before)

    async def next_number(self, name: str) -> int:
        """The next of a running number; the row is locked until the transaction ends, so there are no gaps."""
        first = self.inserting(counters).values(name=name, value=1)
        following = first.on_conflict_do_update(index_elements=[counters.c.name], set_={"value": counters.c.value + 1})
        return int(await self.value(following.returning(counters.c.value)))
