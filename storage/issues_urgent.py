"""The records of what cannot wait (急事)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from domain.issues_urgent import Criterion, Missed, Urgent
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.issues import issues
from storage.schema.issues_urgent import urgent_reports

OF_ISSUE = select(urgent_reports).where(urgent_reports.c.issue_id == bindparam("issue")).order_by(urgent_reports.c.id)
FIND = select(urgent_reports).where(urgent_reports.c.id == bindparam("key"))
SINCE = (
    select(urgent_reports)
    .join(issues, issues.c.id == urgent_reports.c.issue_id)
    .where(
        issues.c.compound_id.in_(bindparam("inside", expanding=True)),
        urgent_reports.c.declared_at >= bindparam("since", type_=Moment()),
    )
    .order_by(urgent_reports.c.id.desc())
)


class UrgentReports(Repository):
    """What was declared of reports, one after another."""

    async def declare(
        self, issue_id: int, criterion: Criterion, deadlines: tuple[datetime, datetime], *, by: int, at: datetime
    ) -> int:
        """It cannot wait."""
        answer_by, done_by = deadlines
        known = {"issue_id": issue_id, "criterion": criterion.value, "declared_by": by, "declared_at": at}
        return await self.add(urgent_reports, **known, answer_by=answer_by, done_by=done_by, missed=[])

    async def of_issue(self, issue_id: int) -> list[Urgent]:
        """What was declared of a report, first to last."""
        return [_urgent(row) for row in await self.rows(OF_ISSUE, issue=issue_id)]

    async def last(self, issue_id: int) -> Urgent | None:
        """What was declared of it last."""
        return next(reversed(await self.of_issue(issue_id)), None)

    async def find(self, number: int) -> Urgent | None:
        row = await self.row(FIND, key=number)
        return None if row is None else _urgent(row)

    async def since(self, compound_ids: Sequence[int], since: datetime) -> list[Urgent]:
        """What was declared in these compounds since, the latest first."""
        return [_urgent(row) for row in await self.rows(SINCE, inside=list(compound_ids), since=since)]

    async def write(self, number: int, **values: Any) -> None:
        """What changes of it."""
        await self.run(update(urgent_reports).where(urgent_reports.c.id == number).values(**values))


def _urgent(row: Row[Any]) -> Urgent:
    return Urgent(
        id=row.id,
        issue_id=row.issue_id,
        criterion=Criterion(row.criterion),
        declared_by=row.declared_by,
        declared_at=row.declared_at,
        answer_by=row.answer_by,
        done_by=row.done_by,
        missed=tuple(Missed(one) for one in row.missed),
        lowered_at=row.lowered_at,
        reason=row.reason,
    )
