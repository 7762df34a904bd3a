"""Doors' records (建门牌、改门牌): many homes made at once, and one corrected at a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Row, Table, bindparam, case, delete, exists, func, or_, select, update

from domain.layouts import Door
from domain.readiness import COUNTED, Census, count_heads
from domain.registry import HOME_ROLES, Building
from domain.units import UnitKind
from storage.repository import Repository
from storage.schema import metadata
from storage.schema.base import Moment
from storage.schema.registry import buildings, compounds, roles
from storage.schema.units import dwelling_units, entrances, ownerships

INSIDE = dwelling_units.c.building_id.in_(bindparam("inside", expanding=True))


def _referring(table: Table) -> list[Column[Any]]:
    """Every column of ours that points to a row of this table."""
    columns = (column for other in metadata.sorted_tables for column in other.columns)
    return [column for column in columns if any(key.column.table is table for key in column.foreign_keys)]


def _referred(table: Table) -> ColumnElement[bool]:
    """Whether anything points to a row of this table."""
    return or_(*(exists().where(column == table.c.id) for column in _referring(table)))


IN_USE = or_(
    dwelling_units.c.area.is_not(None),
    dwelling_units.c.inhabitants.is_not(None),
    dwelling_units.c.developer,
    _referred(dwelling_units),
)
"""Something hangs on the door: an area, an owner, somebody at home, a slip."""

OWNED = exists().where(ownerships.c.unit_id == dwelling_units.c.id)

LOCK = select(compounds.c.id).where(compounds.c.id == bindparam("key")).with_for_update()
PER_BUILDING = (
    select(dwelling_units.c.building_id, func.count().label("n"))
    .where(dwelling_units.c.compound_id == bindparam("compound"), dwelling_units.c.gone.is_(False))
    .group_by(dwelling_units.c.building_id)
)
WITHOUT_DOORS = (
    select(buildings.c.compound_id, func.count().label("n"))
    .where(~exists().where(dwelling_units.c.building_id == buildings.c.id, dwelling_units.c.gone.is_(False)))
    .group_by(buildings.c.compound_id)
)
COUNT_IN_USE = select(func.count()).where(INSIDE, IN_USE)
DROP_ALL = delete(dwelling_units).where(INSIDE)
DROP_ENTRANCES = delete(entrances).where(
    entrances.c.building_id.in_(bindparam("inside", expanding=True)), ~_referred(entrances)
)
ENTRANCES = (
    select(entrances)
    .where(entrances.c.building_id.in_(bindparam("inside", expanding=True)))
    .order_by(entrances.c.building_id, entrances.c.position, entrances.c.id)
)
AT_DOOR = select(dwelling_units).where(
    dwelling_units.c.entrance_id == bindparam("entrance"), dwelling_units.c.label == bindparam("called")
)
OFF_LIST = select(dwelling_units).where(dwelling_units.c.id == bindparam("key"), dwelling_units.c.gone)
PUT_BACK = update(dwelling_units).where(dwelling_units.c.id == bindparam("key")).values(gone=False)
TAKE_OFF = (
    update(dwelling_units)
    .where(dwelling_units.c.id == bindparam("key"), dwelling_units.c.gone.is_(False))
    .values(gone=True)
)
RELABEL = (
    update(dwelling_units)
    .where(dwelling_units.c.id == bindparam("key"))
    .values(label=bindparam("called"), floor=bindparam("level"), entrance_id=bindparam("into"))
)
AT_HOME = select(func.count(roles.c.person_id.distinct())).where(
    roles.c.unit_id == bindparam("unit"),
    or_(roles.c.until.is_(None), roles.c.until > bindparam("at", type_=Moment())),
)


PER_KIND = (
    select(
        dwelling_units.c.kind,
        func.count().label("n"),
        func.count(dwelling_units.c.area).label("with_area"),
        func.count(dwelling_units.c.area_source).label("with_source"),
        func.coalesce(func.sum(dwelling_units.c.area), 0).label("area"),
        func.sum(case((dwelling_units.c.developer, 1), else_=0)).label("unsold"),
        func.sum(case((or_(dwelling_units.c.developer, OWNED), 1), else_=0)).label("with_owner"),
    )
    .where(dwelling_units.c.compound_id == bindparam("compound"), dwelling_units.c.gone.is_(False))
    .group_by(dwelling_units.c.kind)
)
OWNERSHIPS = (
    select(ownerships.c.unit_id, ownerships.c.owner_id)
    .join(dwelling_units, dwelling_units.c.id == ownerships.c.unit_id)
    .where(
        dwelling_units.c.compound_id == bindparam("compound"),
        dwelling_units.c.gone.is_(False),
        dwelling_units.c.developer.is_(False),
        dwelling_units.c.kind.in_(sorted(COUNTED)),
    )
)
BOUND = (
    select(func.count(roles.c.unit_id.distinct()))
    .join(dwelling_units, dwelling_units.c.id == roles.c.unit_id)
    .where(
        dwelling_units.c.compound_id == bindparam("compound"),
        dwelling_units.c.gone.is_(False),
        dwelling_units.c.kind == UnitKind.RESIDENTIAL.value,
        roles.c.kind.in_(sorted(HOME_ROLES)),
        roles.c.since <= bindparam("at", type_=Moment()),
        or_(roles.c.until.is_(None), roles.c.until > bindparam("at", type_=Moment())),
    )
)
BUILDINGS = select(func.count()).where(buildings.c.compound_id == bindparam("compound"))


class Doors(Repository):
    """Making and correcting doors; looking at them is `Units`."""

    async def lock(self, compound_id: int) -> None:
        """Nobody else makes or corrects doors of this compound until the transaction ends."""
        await self.row(LOCK, key=compound_id)

    async def per_building(self, compound_id: int) -> dict[int, int]:
        """How many doors each building has; buildings without any are left out."""
        return {row.building_id: row.n for row in await self.rows(PER_BUILDING, compound=compound_id)}

    async def without_doors(self) -> dict[int, int]:
        """How many buildings of each compound have no doors."""
        return {row.compound_id: row.n for row in await self.rows(WITHOUT_DOORS)}

    async def make(self, inside: Sequence[Building], doors: Sequence[Door]) -> int:
        """These doors in each of the buildings; how many were made."""
        labels = list(dict.fromkeys(door.entrance for door in doors))
        ways = [
            {"building_id": building.id, "label": label, "position": position}
            for building in inside
            for position, label in enumerate(labels)
        ]
        await self.offer(entrances, *ways)
        found = await self.entrances([building.id for building in inside])
        rows = [_row(building, found[building.id, door.entrance], door) for building in inside for door in doors]
        await self.connection.execute(dwelling_units.insert(), rows)
        return len(rows)

    async def entrances(self, inside: Sequence[int]) -> dict[tuple[int, str], int]:
        """Entrances of these buildings: building and label → number, in their order."""
        return {(row.building_id, row.label): row.id for row in await self.rows(ENTRANCES, inside=list(inside))}

    async def in_use(self, inside: Sequence[int]) -> int:
        """How many doors of these buildings have something hanging on them."""
        return int(await self.value(COUNT_IN_USE, inside=list(inside)))

    async def drop(self, inside: Sequence[int]) -> int:
        """Forget every door of these buildings, as if they had never been made; how many."""
        dropped = await self.run(DROP_ALL, inside=list(inside))
        await self.run(DROP_ENTRANCES, inside=list(inside))
        return dropped

    async def add_door(self, building: Building, entrance_id: int, door: Door) -> int | None:
        """One more door, or one that was taken off put back; None where it stands already."""
        known = await self.row(AT_DOOR, entrance=entrance_id, called=door.label)
        if known is None:
            return await self.add(dwelling_units, **_row(building, entrance_id, door))
        if not known.gone:
            return None
        await self.put_back(known.id)
        return int(known.id)

    async def put_back(self, unit_id: int) -> None:
        """On the list again."""
        await self.run(PUT_BACK, key=unit_id)

    async def off_list(self, unit_id: int) -> Row[Any] | None:
        """A home that was taken off."""
        return await self.row(OFF_LIST, key=unit_id)

    async def take_off(self, unit_id: int) -> bool:
        """Off the list; its history stays."""
        return await self.run(TAKE_OFF, key=unit_id) == 1

    async def taken(self, entrance_id: int, label: str) -> bool:
        """Whether a door of this label is or was there."""
        return await self.row(AT_DOOR, entrance=entrance_id, called=label) is not None

    async def rename(self, unit_id: int, entrance_id: int, door: Door) -> None:
        await self.run(RELABEL, key=unit_id, into=entrance_id, called=door.label, level=door.floor)

    async def at_home(self, unit_id: int, at: datetime) -> int:
        """How many persons are registered in a home."""
        return int(await self.value(AT_HOME, unit=unit_id, at=at))

    async def census(self, compound_id: int, at: datetime) -> Census:
        """What is known of a compound's units, counted."""
        kinds = await self.rows(PER_KIND, compound=compound_id)
        count = [row for row in kinds if UnitKind(row.kind) in COUNTED]
        total = int(await self.value(BUILDINGS, compound=compound_id))
        return Census(
            buildings=total,
            without_doors=total - len(await self.per_building(compound_id)),
            households=sum(row.n for row in kinds if UnitKind(row.kind).lived_in),
            bound=int(await self.value(BOUND, compound=compound_id, at=at)),
            counted=sum(row.n for row in count),
            with_area=sum(row.with_area for row in count),
            with_source=sum(row.with_source for row in count),
            with_owner=sum(row.with_owner for row in count),
            uncounted=sum(row.n for row in kinds) - sum(row.n for row in count),
            area=int(sum(row.area for row in count)),
            heads=count_heads(await self._owner_sets(compound_id), sum(row.unsold for row in count)),
        )

    async def _owner_sets(self, compound_id: int) -> list[frozenset[int]]:
        owners: dict[int, set[int]] = {}
        for row in await self.rows(OWNERSHIPS, compound=compound_id):
            owners.setdefault(row.unit_id, set()).add(row.owner_id)
        return [frozenset(found) for found in owners.values()]


def _row(building: Building, entrance_id: int, door: Door) -> dict[str, Any]:
    return {
        "compound_id": building.compound_id,
        "building_id": building.id,
        "entrance_id": entrance_id,
        "floor": door.floor,
        "label": door.label,
        "kind": UnitKind(door.kind).value,
    }
