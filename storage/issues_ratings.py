"""The records of what reporters say of the work (报事评价记录), and what figures are made of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from domain.issues_life import State, Step
from domain.issues_ratings import IssueRating, Satisfied, StepRow
from storage.repository import Repository
from storage.schema.issues import issue_steps, issues
from storage.schema.issues_ratings import issue_ratings

FIND = select(issue_ratings).where(issue_ratings.c.step_id == bindparam("step"))
COURSE = (
    select(issue_steps.c.id, issue_steps.c.kind, issue_steps.c.state, issue_steps.c.at)
    .where(issue_steps.c.issue_id == bindparam("issue"))
    .order_by(issue_steps.c.id)
)
COUNTING = (
    select(issue_ratings.c.issue_id, issue_steps.c.at, issue_ratings.c.content)
    .join(issue_steps, issue_steps.c.id == issue_ratings.c.step_id)
    .join(issues, issues.c.id == issue_ratings.c.issue_id)
    .where(issues.c.compound_id.in_(bindparam("inside", expanding=True)), issue_ratings.c.accepted.is_not(True))
)
DOERS = (
    select(issue_steps.c.id, issue_steps.c.by)
    .where(issue_steps.c.issue_id == bindparam("issue"), issue_steps.c.kind == Step.DONE.value)
    .order_by(issue_steps.c.id)
)


class IssuesRatings(Repository):
    """评价 by the step that closed a report."""

    async def course(self, issue_id: int) -> list[StepRow]:
        """The steps of a report, first to last, with their numbers."""
        return [_step(row) for row in await self.rows(COURSE, issue=issue_id)]

    async def find(self, step_id: int) -> IssueRating | None:
        row = await self.row(FIND, step=step_id)
        return None if row is None else _rating(row)

    async def works(self, issue_id: int) -> list[tuple[int, int | None]]:
        """Every time it was done: the number of the step, and who said so."""
        return [(row.id, row.by) for row in await self.rows(DOERS, issue=issue_id)]

    async def rate(
        self, issue_id: int, step_id: int, *, by: int, content: Satisfied, words: str | None, at: datetime
    ) -> None:
        """What is said of this closing, in place of what was said; the words stay where there are no new ones."""
        said = {"person_id": by, "content": content.value, "at": at} | ({} if words is None else {"words": words})
        statement = self.inserting(issue_ratings).values(issue_id=issue_id, step_id=step_id, **said)
        keys = [issue_ratings.c.step_id]
        await self.connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=said))

    async def appeal(self, step_id: int, *, by: int, words: str, at: datetime) -> None:
        """申诉."""
        await self._change(step_id, appealed_by=by, appealed_at=at, appeal=words)

    async def decide(self, step_id: int, *, by: int, accepted: bool, words: str, at: datetime) -> None:
        """申诉有没有理."""
        await self._change(step_id, decided_by=by, decided_at=at, accepted=accepted, answer=words)

    async def _change(self, step_id: int, **values: Any) -> None:
        await self.run(update(issue_ratings).where(issue_ratings.c.step_id == step_id).values(**values))

    async def counting(self, compound_ids: Sequence[int]) -> dict[int, dict[datetime, Satisfied]]:
        """What was said of each report, by the moment it was closed; without what an accepted appeal took out."""
        said: dict[int, dict[datetime, Satisfied]] = {}
        for row in await self.rows(COUNTING, inside=list(compound_ids)):
            said.setdefault(row.issue_id, {})[row.at] = Satisfied(row.content)
        return said


def _step(row: Row[Any]) -> StepRow:
    return row.id, Step(row.kind), State(row.state), row.at


def _rating(row: Row[Any]) -> IssueRating:
    return IssueRating(
        issue_id=row.issue_id,
        step_id=row.step_id,
        content=Satisfied(row.content),
        words=row.words,
        appeal=row.appeal,
        appealed_by=row.appealed_by,
        appealed=row.appealed_at is not None,
        accepted=row.accepted,
        answer=row.answer,
    )
