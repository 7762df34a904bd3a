"""The records of what keeps coming back (病根), with the reports that speak of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from domain.deliberation.stages import OVER
from domain.issues import Issue
from domain.issues_categories import Category
from domain.issues_recurrence import RootCause
from domain.registry import Place
from storage.repository import Repository
from storage.schema.deliberation import matters
from storage.schema.issues_recurrence import root_cause_reports, root_causes
from storage.schema.registry import buildings, compounds

WHOLE = (
    select(
        root_causes,
        compounds.c.name.label("compound"),
        buildings.c.label.label("building"),
        matters.c.stage.label("stage"),
        matters.c.since.label("stage_since"),
    )
    .join(compounds, compounds.c.id == root_causes.c.compound_id)
    .outerjoin(buildings, buildings.c.id == root_causes.c.building_id)
    .outerjoin(matters, matters.c.id == root_causes.c.matter_id)
)
FIND = WHOLE.where(root_causes.c.id == bindparam("key"))
LOCK = FIND.with_for_update(of=root_causes)
OF_COMPOUND = WHOLE.where(root_causes.c.compound_id == bindparam("compound")).order_by(root_causes.c.id.desc())
REPORTS = (
    select(root_cause_reports.c.issue_id)
    .where(root_cause_reports.c.cause_id == bindparam("cause"))
    .order_by(root_cause_reports.c.issue_id)
)
OF_ISSUE = (
    WHOLE.join(root_cause_reports, root_cause_reports.c.cause_id == root_causes.c.id)
    .where(root_cause_reports.c.issue_id == bindparam("issue"))
    .order_by(root_causes.c.id.desc())
)
OF_MATTER = WHOLE.where(root_causes.c.matter_id == bindparam("matter")).order_by(root_causes.c.id)


class RootCauses(Repository):
    """Root causes by number; whose times they are is read with the reports themselves."""

    async def open(self, newest: Issue, category: Category, reports: Iterable[int], at: datetime) -> int:
        """A root cause, where the newest of its reports is."""
        number = await self.add(
            root_causes,
            compound_id=newest.place.compound_id,
            building_id=newest.place.building_id,
            entrance=newest.entrance,
            thing=newest.thing,
            category=category.value,
            opened_at=at,
        )
        for issue_id in reports:
            await self.join(number, issue_id)
        return number

    async def join(self, cause_id: int, issue_id: int) -> bool:
        """One more report of it; False: it was known already."""
        return await self.offer(root_cause_reports, {"cause_id": cause_id, "issue_id": issue_id}) > 0

    async def find(self, number: int) -> RootCause | None:
        row = await self.row(FIND, key=number)
        return None if row is None else _cause(row)

    async def lock(self, number: int) -> RootCause | None:
        """The root cause, nobody else changing it until the transaction ends."""
        row = await self.row(LOCK, key=number)
        return None if row is None else _cause(row)

    async def of_compound(self, compound_id: int) -> list[RootCause]:
        """Those of a compound, the newest first."""
        return [_cause(row) for row in await self.rows(OF_COMPOUND, compound=compound_id)]

    async def of_issue(self, issue_id: int) -> list[RootCause]:
        """Those a report speaks of, the newest first."""
        return [_cause(row) for row in await self.rows(OF_ISSUE, issue=issue_id)]

    async def of_matter(self, matter_id: int) -> list[RootCause]:
        """Those a matter was begun about."""
        return [_cause(row) for row in await self.rows(OF_MATTER, matter=matter_id)]

    async def reports(self, cause_id: int) -> Sequence[int]:
        """The numbers of the reports that speak of it."""
        return [row.issue_id for row in await self.rows(REPORTS, cause=cause_id)]

    async def write(self, number: int, **values: Any) -> None:
        """What changes of it."""
        await self.run(update(root_causes).where(root_causes.c.id == number).values(**values))


def _cause(row: Row[Any]) -> RootCause:
    over = row.stage is not None and row.stage in {stage.value for stage in OVER}
    return RootCause(
        id=row.id,
        place=Place(row.compound_id, row.building_id),
        entrance=row.entrance,
        thing=row.thing,
        category=Category(row.category),
        opened_at=row.opened_at,
        compound=row.compound,
        building=row.building,
        matter_id=row.matter_id,
        matter_over=over,
        ended_at=row.stage_since if over else row.set_aside_at,
        set_aside_at=row.set_aside_at,
        reason=row.reason,
    )
