"""The timetable's rows (日程): what is due, when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update

from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.traffic import due

FIRST = (
    select(due).where(due.c.kind.not_in(bindparam("apart", expanding=True))).order_by(due.c.due_at, due.c.id).limit(1)
)
FIRST_BY = select(due).where(due.c.due_at <= bindparam("at", type_=Moment())).order_by(due.c.due_at, due.c.id).limit(1)
REMOVE = delete(due).where(due.c.id == bindparam("key"), due.c.due_at == bindparam("moment", type_=Moment()))
CANCEL = delete(due).where(due.c.kind == bindparam("kind"), due.c.subject == bindparam("subject"))
POSTPONE = (
    update(due)
    .where(due.c.id == bindparam("key"))
    .values(
        due_at=bindparam("moment", type_=Moment()),
        tries=due.c.tries + 1,
        effective_at=func.coalesce(due.c.effective_at, due.c.due_at),
    )
)


@dataclass(frozen=True)
class DueRow:
    """Something that falls due (到期事项)."""

    id: int
    kind: str
    subject: str
    due_at: datetime
    tries: int
    effective_at: datetime  # when it first fell due; `due_at` is later where it was put off


class Due(Repository):
    """Due rows, earliest first."""

    async def schedule(self, kind: str, subject: str, moment: datetime) -> None:
        statement = self.inserting(due).values(kind=kind, subject=subject, due_at=moment)
        statement = statement.on_conflict_do_update(
            index_elements=[due.c.kind, due.c.subject], set_={"due_at": moment, "tries": 0, "effective_at": None}
        )
        await self.connection.execute(statement)

    async def keep(self, kind: str, subject: str, moment: datetime) -> bool:
        """Schedule what is not scheduled yet; whether it was not."""
        return await self.offer(due, {"kind": kind, "subject": subject, "due_at": moment}) == 1

    async def cancel(self, kind: str, subject: str) -> None:
        await self.run(CANCEL, kind=kind, subject=subject)

    async def first(self, *, by: datetime | None = None, apart: Collection[str] = ()) -> DueRow | None:
        """The globally earliest row `apart` from some kinds, or the earliest due `by` a moment."""
        row = await self.row(FIRST, apart=list(apart)) if by is None else await self.row(FIRST_BY, at=by)
        if row is None:
            return None
        return DueRow(row.id, row.kind, row.subject, row.due_at, row.tries, row.effective_at or row.due_at)

    async def finish(self, item: DueRow) -> bool:
        """Remove the row once its act has taken place; False when that act moved it."""
        return await self.run(REMOVE, key=item.id, moment=item.due_at) == 1

    async def postpone(self, item: DueRow, to: datetime) -> None:
        """Try again later, after a failure; it takes effect when it first fell due all the same."""
        await self.run(POSTPONE, key=item.id, moment=to)
