"""The records of known faults (已知晓的故障), and of who wants to hear of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from domain.issues_categories import Category
from domain.issues_faults import KnownFault
from domain.registry import Place
from storage.repository import Repository
from storage.schema.issues_faults import fault_followers, known_faults
from storage.schema.registry import buildings, compounds
from storage.schema.units import entrances

WHOLE = (
    select(
        known_faults,
        compounds.c.name.label("compound"),
        buildings.c.label.label("building"),
        entrances.c.label.label("entrance"),
    )
    .join(compounds, compounds.c.id == known_faults.c.compound_id)
    .outerjoin(buildings, buildings.c.id == known_faults.c.building_id)
    .outerjoin(entrances, entrances.c.id == known_faults.c.entrance_id)
)
FIND = WHOLE.where(known_faults.c.id == bindparam("key"))
LOCK = FIND.with_for_update(of=known_faults)
OPEN = WHOLE.where(
    known_faults.c.compound_id.in_(bindparam("inside", expanding=True)), known_faults.c.ended_at.is_(None)
).order_by(known_faults.c.ends_by, known_faults.c.id)
FOLLOWERS = (
    select(fault_followers.c.person_id)
    .where(fault_followers.c.fault_id == bindparam("fault"))
    .order_by(fault_followers.c.id)
)
THEIRS = delete(fault_followers).where(
    fault_followers.c.fault_id == bindparam("fault"), fault_followers.c.person_id == bindparam("person")
)
ALL_GO = delete(fault_followers).where(fault_followers.c.fault_id == bindparam("fault"))


class Faults(Repository):
    """Known faults by number."""

    async def note(self, place: Place, category: Category, ends_by: datetime, *, by: int, at: datetime) -> int:
        """One more is known."""
        where = {
            "compound_id": place.compound_id,
            "building_id": place.building_id,
            "entrance_id": place.entrance_id,
        }
        known = {"category": category.value, "ends_by": ends_by, "noted_by": by, "noted_at": at}
        return await self.add(known_faults, **where, **known)

    async def find(self, number: int) -> KnownFault | None:
        row = await self.row(FIND, key=number)
        return None if row is None else _fault(row)

    async def lock(self, number: int) -> KnownFault | None:
        """The fault, nobody else changing it until the transaction ends."""
        row = await self.row(LOCK, key=number)
        return None if row is None else _fault(row)

    async def open(self, compound_ids: Sequence[int]) -> list[KnownFault]:
        """What is not over in these compounds, what is expected back first."""
        return [_fault(row) for row in await self.rows(OPEN, inside=list(compound_ids))] if compound_ids else []

    async def write(self, number: int, **values: Any) -> None:
        """What changes of it."""
        await self.run(update(known_faults).where(known_faults.c.id == number).values(**values))

    async def follow(self, fault_id: int, person_id: int) -> None:
        """恢复了告诉我, once."""
        await self.offer(fault_followers, {"fault_id": fault_id, "person_id": person_id})

    async def unfollow(self, fault_id: int, person_id: int) -> None:
        """不用告诉我了."""
        await self.run(THEIRS, fault=fault_id, person=person_id)

    async def followers(self, fault_id: int) -> list[int]:
        """Who wants to hear."""
        return [row.person_id for row in await self.rows(FOLLOWERS, fault=fault_id)]

    async def let_go(self, fault_id: int) -> None:
        """They have been told: nobody keeps who it was."""
        await self.run(ALL_GO, fault=fault_id)


def _fault(row: Row[Any]) -> KnownFault:
    return KnownFault(
        id=row.id,
        place=Place(row.compound_id, row.building_id, row.entrance_id),
        category=Category(row.category),
        noted_at=row.noted_at,
        ends_by=row.ends_by,
        compound=row.compound,
        building=row.building,
        entrance=row.entrance,
        late_at=row.late_at,
        ended_at=row.ended_at,
        by_itself=row.by_itself,
    )
