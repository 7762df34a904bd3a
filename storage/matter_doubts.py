"""Who said that a small matter is not done (没做好的回话), until they are asked again and answer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, bindparam, delete, select, update

from storage.repository import Repository
from storage.schema.deliberation import matter_doubts

OF_MATTER = select(matter_doubts).where(matter_doubts.c.matter_id == bindparam("matter")).order_by(matter_doubts.c.id)
MINE = and_(matter_doubts.c.matter_id == bindparam("matter"), matter_doubts.c.person_id == bindparam("person"))


class MatterDoubts(Repository):
    """By matter; a person has one."""

    async def of(self, matter_id: int) -> list[tuple[int, datetime | None]]:
        """Each person, and since when they are asked again; None: not yet."""
        return [(row.person_id, row.asked_at) for row in await self.rows(OF_MATTER, matter=matter_id)]

    async def doubt(self, matter_id: int, person: int, at: datetime) -> None:
        """They say that it is not done; whoever was asked is not asked any more, for it is taken up again."""
        await self.run(delete(matter_doubts).where(MINE), matter=matter_id, person=person)
        await self.add(matter_doubts, matter_id=matter_id, person_id=person, at=at)
        await self.ask(matter_id, None)

    async def ask(self, matter_id: int, at: datetime | None) -> None:
        """From now each of them is asked."""
        await self.run(update(matter_doubts).where(matter_doubts.c.matter_id == matter_id).values(asked_at=at))

    async def answer(self, matter_id: int, person: int) -> bool:
        """It is done now; whether they were asked."""
        where = and_(MINE, matter_doubts.c.asked_at.is_not(None))
        return bool(await self.run(delete(matter_doubts).where(where), matter=matter_id, person=person))

    async def drop(self, matter_id: int) -> int:
        """Nobody is asked any more; how many were."""
        return await self.run(delete(matter_doubts).where(matter_doubts.c.matter_id == matter_id))
