"""The records of 征集问题: questions, and what homes say until it is counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from domain.registry import Place
from domain.soundings import Sounding, SoundingState
from storage.repository import Repository
from storage.schema.soundings import sounding_answers, soundings

FIND = select(soundings).where(soundings.c.id == bindparam("key"))
LOCK = FIND.with_for_update()
INSIDE = (
    select(soundings)
    .where(soundings.c.compound_id.in_(bindparam("inside", expanding=True)))
    .order_by(soundings.c.id.desc())
    .limit(bindparam("most"))
)
ANSWERS = select(sounding_answers).where(sounding_answers.c.sounding_id == bindparam("sounding"))
OF_HOMES = ANSWERS.where(sounding_answers.c.unit_id.in_(bindparam("units", expanding=True)))


class Soundings(Repository):
    """Questions by number."""

    async def ask(self, sounding: Sounding) -> int:
        """It is asked; its number."""
        return await self.add(
            soundings,
            compound_id=sounding.place.compound_id,
            question=sounding.question,
            options=list(sounding.options),
            started_by=sounding.started_by,
            at=sounding.at,
            closes_at=sounding.closes_at,
            homes=sounding.homes,
            state=sounding.state.value,
            counts=[],
        )

    async def find(self, number: int) -> Sounding | None:
        row = await self.row(FIND, key=number)
        return None if row is None else _sounding(row)

    async def lock(self, number: int) -> Sounding | None:
        """The question, nobody else changing it until the transaction ends."""
        row = await self.row(LOCK, key=number)
        return None if row is None else _sounding(row)

    async def inside(self, compound_ids: Sequence[int], most: int) -> list[Sounding]:
        """The latest of these compounds."""
        return [_sounding(row) for row in await self.rows(INSIDE, inside=list(compound_ids), most=most)]

    async def answers(self, sounding_id: int) -> list[list[int]]:
        """What each home says, nobody named."""
        return [list(row.choices) for row in await self.rows(ANSWERS, sounding=sounding_id)]

    async def of_homes(self, sounding_id: int, units: Sequence[int]) -> list[int]:
        """What the first of these homes says."""
        row = await self.row(OF_HOMES, sounding=sounding_id, units=list(units))
        return [] if row is None else list(row.choices)

    async def answer(
        self, sounding_id: int, units: Sequence[int], choices: Sequence[int], *, by: int, at: datetime
    ) -> None:
        """What these homes say now; nothing at all is no answer."""
        here = sounding_answers.c.unit_id.in_(units)
        await self.run(delete(sounding_answers).where(sounding_answers.c.sounding_id == sounding_id, here))
        if choices:
            said = {"sounding_id": sounding_id, "person_id": by, "choices": list(choices), "at": at}
            await self.offer(sounding_answers, *({**said, "unit_id": unit} for unit in units))

    async def close(self, sounding_id: int, counts: Sequence[int], answered: int) -> None:
        """Counted once; what each home said is gone."""
        values = {"state": SoundingState.CLOSED.value, "counts": list(counts), "answered": answered}
        await self.run(update(soundings).where(soundings.c.id == sounding_id).values(**values))
        await self.run(delete(sounding_answers).where(sounding_answers.c.sounding_id == sounding_id))

    async def became(self, sounding_id: int, checklist_id: int) -> None:
        """A list was made of it."""
        await self.run(update(soundings).where(soundings.c.id == sounding_id).values(checklist_id=checklist_id))


def _sounding(row: Row[Any]) -> Sounding:
    return Sounding(
        id=row.id,
        place=Place(row.compound_id),
        question=row.question,
        options=tuple(row.options),
        started_by=row.started_by,
        at=row.at,
        closes_at=row.closes_at,
        homes=row.homes,
        state=SoundingState(row.state),
        counts=tuple(row.counts),
        answered=row.answered,
        checklist_id=row.checklist_id,
    )
