"""Objections to resolutions (对决议的异议), by matter and round."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from domain.deliberation.matters import Matter
from domain.deliberation.objections import MatterObjection
from storage.repository import Repository
from storage.schema.deliberation import matter_objections

OF_ROUND = (
    select(matter_objections)
    .where(matter_objections.c.matter_id == bindparam("matter"), matter_objections.c.round == bindparam("round"))
    .order_by(matter_objections.c.number)
)
WHO = (
    select(matter_objections.c.person_id)
    .where(
        matter_objections.c.matter_id == bindparam("matter"),
        matter_objections.c.round == bindparam("round"),
        matter_objections.c.person_id.is_not(None),
    )
    .distinct()
)
WHOSE = select(matter_objections.c.person_id).where(matter_objections.c.id == bindparam("number"))
BEFORE = select(func.count()).where(
    matter_objections.c.matter_id == bindparam("matter"),
    matter_objections.c.round == bindparam("round"),
    matter_objections.c.person_id == bindparam("person"),
    matter_objections.c.representative,
)


class MatterObjections(Repository):
    """Objections in the order they came."""

    async def of(self, matter: Matter) -> list[MatterObjection]:
        """Those of this round."""
        return [_objection(row) for row in await self.rows(OF_ROUND, matter=matter.id, round=matter.round)]

    async def people(self, matter: Matter) -> list[int]:
        """Who objected in this round, but whoever has been forgotten."""
        return [row.person_id for row in await self.rows(WHO, matter=matter.id, round=matter.round)]

    async def person_of(self, number: int) -> list[int]:
        """Whose this one is; nobody's, once they have been forgotten."""
        row = await self.row(WHOSE, number=number)
        return [] if row is None or row.person_id is None else [row.person_id]

    async def object(
        self, matter: Matter, words: str, *, person: int, unit: int | None, representative: bool, at: datetime
    ) -> MatterObjection:
        """One more; the caller holds the matter's row, so numbers count up, and a representative is one."""
        number = len(await self.of(matter)) + 1
        counted = await self.value(BEFORE, matter=matter.id, round=matter.round, person=person)
        await self.add(
            matter_objections,
            matter_id=matter.id,
            round=matter.round,
            number=number,
            person_id=person,
            unit_id=unit,
            words=words,
            representative=representative and not counted,
            at=at,
        )
        return (await self.of(matter))[-1]

    async def answer(self, objection_id: int, words: str, *, by: int, at: datetime) -> None:
        """The committee's answer."""
        await self.run(
            update(matter_objections)
            .where(matter_objections.c.id == objection_id)
            .values(answer=words, answered_by=by, answered_at=at)
        )


def _objection(row: Row[Any]) -> MatterObjection:
    return MatterObjection(
        row.id, row.matter_id, row.number, row.unit_id, row.words, row.at, row.answer, bool(row.representative)
    )
