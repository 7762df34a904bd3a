"""Grids' records (网格): which buildings lie in which, and how many households that comes to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, func, select

from domain.grids import Grid
from domain.registry import Building
from domain.units import UnitKind
from storage.repository import Repository
from storage.schema.registry import buildings, communities, compounds, invitations, roles
from storage.schema.units import dwelling_units, grid_buildings, grids

HOMES = and_(
    dwelling_units.c.building_id == grid_buildings.c.building_id,
    dwelling_units.c.gone.is_(False),
    dwelling_units.c.kind == UnitKind.RESIDENTIAL.value,
)
HOUSEHOLDS = (
    select(grid_buildings.c.grid_id, func.count().label("n"))
    .join(dwelling_units, HOMES)
    .group_by(grid_buildings.c.grid_id)
)
GRIDS = select(grids).order_by(grids.c.community_id, grids.c.id)
OF_COMMUNITY = GRIDS.where(grids.c.community_id == bindparam("community"))
INSIDE = (
    select(grid_buildings.c.grid_id, buildings.c.id, buildings.c.compound_id, buildings.c.label)
    .join(buildings, buildings.c.id == grid_buildings.c.building_id)
    .order_by(buildings.c.compound_id, buildings.c.position)
)
LOOSE = (
    select(buildings)
    .join(compounds, compounds.c.id == buildings.c.compound_id)
    .outerjoin(grid_buildings, grid_buildings.c.building_id == buildings.c.id)
    .where(compounds.c.community_id == bindparam("community"), grid_buildings.c.id.is_(None))
    .order_by(buildings.c.compound_id, buildings.c.position)
)
COMMUNITY = select(communities.c.name).where(communities.c.id == bindparam("key"))
LOCK = select(communities.c.id).where(communities.c.id == bindparam("key")).with_for_update()
COMMUNITY_OF = select(compounds.c.community_id).where(compounds.c.id == bindparam("compound"))
MEMBERS = select(compounds.c.id).where(compounds.c.community_id == bindparam("community")).order_by(compounds.c.id)
TAKE_OUT = delete(grid_buildings).where(grid_buildings.c.building_id == bindparam("building"))
EMPTY = delete(grid_buildings).where(grid_buildings.c.grid_id == bindparam("grid"))
REMOVE = delete(grids).where(grids.c.id == bindparam("grid"))
ROLES = select(func.count()).where(roles.c.grid_id == bindparam("grid"))
INVITED = select(func.count()).where(invitations.c.grid_id == bindparam("grid"))


class Grids(Repository):
    """Grids by number and community; a building lies in one at most."""

    async def all(self) -> list[Grid]:
        """Every grid of the installation."""
        return await self._filled(await self.rows(GRIDS))

    async def of_community(self, community_id: int) -> list[Grid]:
        return await self._filled(await self.rows(OF_COMMUNITY, community=community_id))

    async def grid(self, number: int) -> Grid | None:
        return next((grid for grid in await self.all() if grid.id == number), None)

    async def _filled(self, rows: Sequence[Row[Any]]) -> list[Grid]:
        households = {row.grid_id: row.n for row in await self.rows(HOUSEHOLDS)}
        inside: dict[int, list[Building]] = {}
        for row in await self.rows(INSIDE):
            inside.setdefault(row.grid_id, []).append(Building(row.id, row.compound_id, row.label))
        return [
            Grid(row.id, row.community_id, row.label, tuple(inside.get(row.id, ())), households.get(row.id, 0))
            for row in rows
        ]

    async def loose(self, community_id: int) -> list[Building]:
        """Buildings of a community's compounds that lie in no grid."""
        found = await self.rows(LOOSE, community=community_id)
        return [Building(row.id, row.compound_id, row.label) for row in found]

    async def community(self, number: int) -> str | None:
        """What a community is called; "" where nobody knew its name."""
        name = await self.value(COMMUNITY, key=number)
        return None if name is None else str(name)

    async def community_of(self, compound_id: int) -> int | None:
        number = await self.value(COMMUNITY_OF, compound=compound_id)
        return None if number is None else int(number)

    async def members(self, community_id: int) -> list[int]:
        """The compounds of a community."""
        return [row.id for row in await self.rows(MEMBERS, community=community_id)]

    async def lock(self, community_id: int) -> None:
        """Nobody else draws grids of this community until the transaction ends."""
        await self.row(LOCK, key=community_id)

    async def draw(self, community_id: int, label: str) -> int:
        return await self.add(grids, community_id=community_id, label=label)

    async def put(self, grid_id: int, building_id: int) -> None:
        """The building lies in this grid, and in no other."""
        await self.take_out(building_id)
        await self.add(grid_buildings, grid_id=grid_id, building_id=building_id)

    async def take_out(self, building_id: int) -> None:
        await self.run(TAKE_OUT, building=building_id)

    async def remembered(self, grid_id: int) -> bool:
        """Whether anybody was ever asked to look after it: the records then keep it."""
        return bool(await self.value(ROLES, grid=grid_id) or await self.value(INVITED, grid=grid_id))

    async def remove(self, grid_id: int) -> None:
        """A grid that nobody looks after; its buildings lie in none."""
        await self.run(EMPTY, grid=grid_id)
        await self.run(REMOVE, grid=grid_id)
