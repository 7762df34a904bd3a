"""The records of the work (实施记录): tasks of a matter, and whether all of them are done."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from domain.deliberation.tasks import Task, TaskPlan, TaskState
from storage.repository import Repository
from storage.schema.tasks import tasks

OF_MATTER = (
    select(tasks)
    .where(tasks.c.matter_id == bindparam("matter"), tasks.c.round == bindparam("text"))
    .order_by(tasks.c.number)
)
FIND = select(tasks).where(tasks.c.id == bindparam("key"))
LAST = select(func.coalesce(func.max(tasks.c.number), 0)).where(tasks.c.matter_id == bindparam("matter"))


class Tasks(Repository):
    """Tasks by number."""

    async def give_out(self, matter_id: int, round: int, plan: TaskPlan, *, by: int, at: datetime) -> int:
        """A new task; they count up within the matter, whose row is held."""
        return await self.add(
            tasks,
            matter_id=matter_id,
            number=await self.value(LAST, matter=matter_id) + 1,
            round=round,
            what=plan.what,
            holder=plan.holder,
            due=plan.due.isoformat(),
            first_due=plan.due.isoformat(),
            planned=plan.planned,
            state=TaskState.OPEN.value,
            added_by=by,
            at=at,
        )

    async def find(self, number: int) -> Task | None:
        row = await self.row(FIND, key=number)
        return None if row is None else _task(row)

    async def of_matter(self, matter_id: int, round: int) -> list[Task]:
        """Of the text that holds now, in the order they were given out."""
        return [_task(row) for row in await self.rows(OF_MATTER, matter=matter_id, text=round)]

    async def write(self, number: int, **values: Any) -> None:
        await self.run(update(tasks).where(tasks.c.id == number).values(**values))

    async def all_done(self, matter_id: int, round: int, since: datetime) -> bool:
        """Whether something was given out since the work began, or began again, something of it done, none open."""
        found = await self.of_matter(matter_id, round)
        again = any(task.at >= since and task.state is TaskState.DONE for task in found)
        return again and all(task.state is not TaskState.OPEN for task in found)


def _task(row: Row[Any]) -> Task:
    return Task(
        id=row.id,
        matter_id=row.matter_id,
        number=row.number,
        round=row.round,
        plan=TaskPlan(row.what, row.holder, date.fromisoformat(row.due), row.planned),
        first_due=date.fromisoformat(row.first_due),
        state=TaskState(row.state),
        at=row.at,
        spent=row.spent,
        words=row.words,
        moved=row.moved,
        told=row.told,
    )
