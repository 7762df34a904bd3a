"""The records of 一窗受理: the catalogue as it was corrected, errands by number, how long they took."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from domain.errands import STANDING, Errand, ErrandState, Service
from domain.registry import Place
from storage.repository import Repository
from storage.schema.errands import errand_services, errands
from storage.schema.registry import compounds

STANDS = errands.c.state.in_([state.value for state in STANDING])
FIND = select(errands).where(errands.c.id == bindparam("key"))
LOCK = FIND.with_for_update()
HOUSE = select(compounds.c.id).where(compounds.c.id == bindparam("compound")).with_for_update()
LAST = select(func.max(errands.c.number)).where(errands.c.compound_id == bindparam("compound"))
CORRECTED = (
    select(errand_services).where(errand_services.c.compound_id == bindparam("compound")).order_by(errand_services.c.id)
)
OF_PERSON = (
    select(errands)
    .where(errands.c.filed_by == bindparam("person"))
    .order_by(errands.c.id.desc())
    .limit(bindparam("most"))
)
STANDING_OF = select(func.count()).where(errands.c.filed_by == bindparam("person"), STANDS)
WAITING = (
    select(errands)
    .where(errands.c.compound_id == bindparam("compound"), STANDS)
    .order_by(errands.c.number)
    .limit(bindparam("most"))
)
DONE = select(errands.c.filed_at, errands.c.ended_at).where(
    errands.c.compound_id == bindparam("compound"),
    errands.c.service == bindparam("called"),
    errands.c.state == ErrandState.DONE.value,
)


class Errands(Repository):
    """Errands by number."""

    async def file(
        self, place: Place, service: Service, *, filed_by: int | None, entered_by: int | None, at: datetime
    ) -> int:
        """One more, with the compound's next number and the list as it is today."""
        await self.row(HOUSE, compound=place.compound_id)
        return await self.add(
            errands,
            compound_id=place.compound_id,
            number=int(await self.value(LAST, compound=place.compound_id) or 0) + 1,
            service=service.name,
            materials=list(service.materials),
            days=service.days,
            brought=[],
            state=ErrandState.FILED.value,
            filed_by=filed_by,
            entered_by=entered_by,
            filed_at=at,
        )

    async def correct(self, place: Place, service: Service, *, by: int, at: datetime) -> None:
        """What is offered from now on."""
        row = {"name": service.name, "materials": list(service.materials), "days": service.days}
        await self.add(errand_services, compound_id=place.compound_id, **row, corrected_by=by, at=at)

    async def corrected(self, compound_id: int) -> list[Service]:
        """What was corrected here, in order."""
        found = await self.rows(CORRECTED, compound=compound_id)
        return [Service(row.name, tuple(row.materials), row.days) for row in found]

    async def write(self, errand_id: int, **values: Any) -> None:
        """What changes of an errand."""
        await self.run(update(errands).where(errands.c.id == errand_id).values(**values))

    async def find(self, errand_id: int) -> Errand | None:
        row = await self.row(FIND, key=errand_id)
        return None if row is None else _errand(row)

    async def lock(self, errand_id: int) -> Errand | None:
        """The errand, nobody else changing it until the transaction ends."""
        row = await self.row(LOCK, key=errand_id)
        return None if row is None else _errand(row)

    async def of_person(self, person_id: int, most: int) -> list[Errand]:
        """Somebody's, the latest first."""
        return [_errand(row) for row in await self.rows(OF_PERSON, person=person_id, most=most)]

    async def standing_of(self, person_id: int) -> int:
        """How many of somebody's stand."""
        return int(await self.value(STANDING_OF, person=person_id))

    async def waiting(self, compound_id: int, most: int) -> list[Errand]:
        """What is to be dealt with, the oldest first."""
        return [_errand(row) for row in await self.rows(WAITING, compound=compound_id, most=most)]

    async def days_taken(self, compound_id: int, service: str) -> list[int]:
        """Of each that was done: how many whole days it took, the begun one counted."""
        found = await self.rows(DONE, compound=compound_id, called=service)
        return [(row.ended_at - row.filed_at).days + 1 for row in found]


def _errand(row: Row[Any]) -> Errand:
    return Errand(
        id=row.id,
        place=Place(row.compound_id),
        number=row.number,
        service=row.service,
        materials=tuple(row.materials),
        days=row.days,
        brought=frozenset(row.brought),
        state=ErrandState(row.state),
        filed_at=row.filed_at,
        filed_by=row.filed_by,
        entered_by=row.entered_by,
        due_at=row.due_at,
        ended_at=row.ended_at,
        words=row.words,
    )
