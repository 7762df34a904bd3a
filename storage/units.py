"""Homes' records (门牌): entrances and dwelling units, in stair order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from domain.units import AreaSource, DwellingUnit, UnitKind
from storage.repository import Repository
from storage.schema.registry import buildings
from storage.schema.units import dwelling_units, entrances

UNITS = (
    select(dwelling_units, buildings.c.label.label("building"), entrances.c.label.label("entrance"))
    .join(buildings, buildings.c.id == dwelling_units.c.building_id)
    .join(entrances, entrances.c.id == dwelling_units.c.entrance_id)
    .where(dwelling_units.c.gone.is_(False))
    .order_by(
        buildings.c.position, entrances.c.position, dwelling_units.c.floor, dwelling_units.c.label, dwelling_units.c.id
    )
)
UNIT = UNITS.where(dwelling_units.c.id == bindparam("key"))
OF_COMPOUND = UNITS.where(dwelling_units.c.compound_id == bindparam("compound"))
OF_BUILDING = UNITS.where(dwelling_units.c.building_id == bindparam("building"))
DOORS = select(dwelling_units.c.id, dwelling_units.c.entrance_id, dwelling_units.c.label).where(
    dwelling_units.c.compound_id == bindparam("compound"), dwelling_units.c.gone.is_(False)
)
WRITTEN = ("floor", "kind", "area", "area_source", "developer", "inhabitants")
"""What is known of a home beside its door."""

REWRITE = (
    update(dwelling_units)
    .where(dwelling_units.c.id == bindparam("key"))
    .values({name: bindparam(f"new_{name}") for name in WRITTEN})
)


class Units(Repository):
    """Dwelling units by number, compound and building; those off the list are not given."""

    async def unit(self, number: int) -> DwellingUnit | None:
        row = await self.row(UNIT, key=number)
        return None if row is None else _unit(row)

    async def of_compound(self, compound_id: int) -> list[DwellingUnit]:
        return [_unit(row) for row in await self.rows(OF_COMPOUND, compound=compound_id)]

    async def of_building(self, building_id: int) -> list[DwellingUnit]:
        return [_unit(row) for row in await self.rows(OF_BUILDING, building=building_id)]

    async def entrance(self, building_id: int, label: str, position: int) -> int:
        """The entrance of this label, made if it is not there; its number."""
        await self.offer(entrances, {"building_id": building_id, "label": label, "position": position})
        found = await self.value(
            select(entrances.c.id).where(
                entrances.c.building_id == bindparam("building"), entrances.c.label == bindparam("called")
            ),
            building=building_id,
            called=label,
        )
        return int(found)

    async def add_unit(self, compound_id: int, building_id: int, entrance_id: int, *, floor: int, label: str) -> int:
        """A residential unit of which nothing but the door is known; its number."""
        return await self.add(
            dwelling_units,
            compound_id=compound_id,
            building_id=building_id,
            entrance_id=entrance_id,
            floor=floor,
            label=label,
            kind=UnitKind.RESIDENTIAL.value,
        )

    async def put_units(self, homes: Sequence[Mapping[str, Any]]) -> None:
        """Homes with all that is known of them; a door that was taken off the list is put on it again."""
        if homes:
            offered = self.inserting(dwelling_units)
            anew = {name: offered.excluded[name] for name in WRITTEN} | {"gone": False}
            doors = [dwelling_units.c.entrance_id, dwelling_units.c.label]
            await self.connection.execute(
                offered.on_conflict_do_update(index_elements=doors, set_=anew), [dict(home) for home in homes]
            )

    async def doors(self, compound_id: int) -> dict[tuple[int, str], int]:
        """Every home's number, by its entrance and what is on the door."""
        return {(row.entrance_id, row.label): row.id for row in await self.rows(DOORS, compound=compound_id)}

    async def rewrite_units(self, homes: Mapping[int, Mapping[str, Any]]) -> None:
        """Write what is known of these homes anew."""
        rows = [
            {"key": number, **{f"new_{name}": value for name, value in values.items()}}
            for number, values in homes.items()
        ]
        if rows:
            await self.connection.execute(REWRITE, rows)


def _unit(row: Row[Any]) -> DwellingUnit:
    return DwellingUnit(
        id=row.id,
        compound_id=row.compound_id,
        building_id=row.building_id,
        entrance_id=row.entrance_id,
        building=row.building,
        entrance=row.entrance,
        floor=row.floor,
        label=row.label,
        kind=UnitKind(row.kind),
        area=row.area,
        area_source=None if row.area_source is None else AreaSource(row.area_source),
        developer=row.developer,
        inhabitants=row.inhabitants,
    )
