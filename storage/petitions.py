"""The records of petitions (联名申请): what is asked for, and which homes have signed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from domain.petitions import Petition
from domain.registry import Organ, Place
from domain.units import UnitKind
from domain.voting.founding import FoundingPetition, PetitionSignature
from storage.repository import Repository
from storage.schema.elections import petition_signatures, petitions
from storage.schema.units import dwelling_units

A_HOME = (dwelling_units.c.gone.is_(False), dwelling_units.c.kind == UnitKind.RESIDENTIAL.value)
"""住宅: shops and parking are among those who sign as little as among those who could."""
FIND = select(petitions).where(petitions.c.id == bindparam("key"))
OF_COMPOUND = select(petitions).where(petitions.c.compound_id == bindparam("compound")).order_by(petitions.c.id.desc())
SIGNED = (
    select(petition_signatures)
    .join(dwelling_units, dwelling_units.c.id == petition_signatures.c.unit_id)
    .where(petition_signatures.c.petition_id == bindparam("petition"), *A_HOME)
    .order_by(petition_signatures.c.at, petition_signatures.c.id)
)
HOMES = (
    select(func.count())
    .select_from(dwelling_units)
    .where(dwelling_units.c.compound_id == bindparam("compound"), *A_HOME)
)
AMONG = select(dwelling_units.c.id).where(dwelling_units.c.id.in_(bindparam("units", expanding=True)), *A_HOME)


class Petitions(Repository):
    """Petitions by number, with their signatures."""

    async def homes(self, compound_id: int) -> int:
        """How many homes the compound has (住宅)."""
        return int(await self.value(HOMES, compound=compound_id))

    async def homes_among(self, units: Sequence[int]) -> tuple[int, ...]:
        """Which of these are homes, in their order."""
        found = {row.id for row in await self.rows(AMONG, units=list(units))} if units else set()
        return tuple(unit for unit in units if unit in found)

    async def start(self, place: Place, organ: Organ, **values: Any) -> int:
        return await self.add(petitions, compound_id=place.compound_id, organ=organ.value, **values)

    async def find(self, number: int) -> Petition | None:
        row = await self.row(FIND, key=number)
        return None if row is None else await self._whole(row)

    async def lock(self, number: int) -> Petition | None:
        """The petition, its row ours until the commit."""
        row = await self.row(FIND.with_for_update(), key=number)
        return None if row is None else await self._whole(row)

    async def of_compound(self, compound_id: int) -> list[Petition]:
        """The compound's petitions, latest first."""
        return [await self._whole(row) for row in await self.rows(OF_COMPOUND, compound=compound_id)]

    async def _whole(self, row: Row[Any]) -> Petition:
        signed = await self.rows(SIGNED, petition=row.id)
        each = tuple(PetitionSignature(one.unit_id, str(one.person_id), one.withdrawn) for one in signed)
        share = (row.share[0], row.share[1], row.share[2])
        place = Place(row.compound_id, row.building_id)
        return Petition(
            row.id, place, Organ(row.organ), share, row.source, row.homes, row.started_by, FoundingPetition(each),
            row.reached_at,
        )  # fmt: skip

    async def sign(self, petition_id: int, unit_id: int, *, person: int, withdrawn: bool, at: datetime) -> None:
        """Somebody of a home signs, or takes it back; the last word counts."""
        values = {"petition_id": petition_id, "unit_id": unit_id, "person_id": person}
        insert = self.inserting(petition_signatures).values(**values, withdrawn=withdrawn, at=at)
        last = {"withdrawn": withdrawn, "at": at}
        await self.connection.execute(
            insert.on_conflict_do_update(index_elements=["petition_id", "unit_id", "person_id"], set_=last)
        )

    async def reach(self, number: int, at: datetime) -> None:
        await self.run(update(petitions).where(petitions.c.id == number).values(reached_at=at))
