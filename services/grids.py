"""Grids' acts (划网格): a community's buildings shared out among those who look after them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.effects import Record
from domain.grids import MOST_GRIDS, Grid, GridMap, next_label
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place, RoleKind
from services.acts import act
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

NO_GRID = Refusal(Reason.NOT_FOUND, {"what": "grid"})


@act
async def draw_grid(transaction: Transaction, *, actor: Actor, compound_id: int, source: str, at: datetime) -> Outcome:
    """新网格, in the community of a compound; it gets the next number and no buildings yet."""
    if (refusal := permit(actor, Act.DRAW_GRIDS, Place(compound_id))) is not None:
        return refusal
    community = await transaction.grids.community_of(compound_id)
    if community is None:
        return Refusal(Reason.NOT_FOUND)
    await transaction.grids.lock(community)
    known = await transaction.grids.of_community(community)
    if len(known) >= MOST_GRIDS:
        return Refusal(Reason.WRONG_STATE, {"what": "grids_full", "most": MOST_GRIDS})
    label = next_label(known)
    number = await transaction.grids.draw(community, label)
    body = {"grid": number, "label": label, "by": actor.person_id}
    await apply(transaction, [Record(f"community:{community}", "grid_drawn", body)], at=at)
    return Done({"grid_id": number, "label": label})


@act
async def put_in_grid(
    transaction: Transaction,
    *,
    actor: Actor,
    grid_id: int,
    building_ids: Sequence[int],
    source: str,
    at: datetime,
) -> Outcome:
    """划进网格: these buildings lie in this grid from now on; whatever grid they lay in before has them no more."""
    grid = await _drawable(transaction, actor, grid_id, building_ids)
    if isinstance(grid, Refusal):
        return grid
    for building_id in building_ids:
        await transaction.grids.put(grid_id, building_id)
    return await _drawn(transaction, grid, "grid_filled", building_ids, actor, at)


@act
async def take_out_of_grid(
    transaction: Transaction, *, actor: Actor, grid_id: int, building_id: int, source: str, at: datetime
) -> Outcome:
    """移出网格: a building lies in no grid."""
    grid = await _drawable(transaction, actor, grid_id, [building_id])
    if isinstance(grid, Refusal):
        return grid
    if building_id not in {building.id for building in grid.buildings}:
        return Refusal(Reason.NOT_FOUND, {"what": "building"})
    await transaction.grids.take_out(building_id)
    return await _drawn(transaction, grid, "grid_lost", [building_id], actor, at)


async def _drawable(
    transaction: Transaction, actor: Actor, grid_id: int, building_ids: Sequence[int]
) -> Grid | Refusal:
    """The grid, locked, if the actor may draw over all of these buildings and they are of its community."""
    grid = await transaction.grids.grid(grid_id)
    if grid is None:
        return NO_GRID
    await transaction.grids.lock(grid.community_id)
    inside = set(await transaction.grids.members(grid.community_id))
    found = [await transaction.registry.building(number) for number in building_ids]
    there = [building for building in found if building is not None and building.compound_id in inside]
    if len(there) < len(found) or not found:
        return Refusal(Reason.NOT_FOUND, {"what": "building"})
    refusals = (permit(actor, Act.DRAW_GRIDS, Place(item.compound_id, item.id)) for item in there)
    return next((refusal for refusal in refusals if refusal is not None), None) or grid


async def _drawn(
    transaction: Transaction, grid: Grid, what: str, building_ids: Sequence[int], actor: Actor, at: datetime
) -> Outcome:
    body = {"grid": grid.id, "buildings": list(building_ids), "by": actor.person_id}
    await apply(transaction, [Record(f"community:{grid.community_id}", what, body)], at=at)
    return Done({"grid_id": grid.id, "label": grid.label})


@act
async def remove_grid(transaction: Transaction, *, actor: Actor, grid_id: int, source: str, at: datetime) -> Outcome:
    """去掉网格: one that nobody was ever asked to look after."""
    grid = await transaction.grids.grid(grid_id)
    if grid is None:
        return NO_GRID
    reach = grid.places or tuple(Place(one) for one in await transaction.grids.members(grid.community_id))
    refusals = [permit(actor, Act.DRAW_GRIDS, place) for place in reach]
    if (refusal := next((one for one in refusals if one is not None), None)) is not None:
        return refusal
    if await transaction.grids.remembered(grid_id):
        return Refusal(Reason.WRONG_STATE, {"what": "grid_remembered", "grid": grid.label})
    await transaction.grids.remove(grid_id)
    body = {"grid": grid_id, "by": actor.person_id}
    await apply(transaction, [Record(f"community:{grid.community_id}", "grid_removed", body)], at=at)
    return Done({"label": grid.label})


async def grid_map(database: Database, *, actor: Actor, compound_id: int, at: datetime) -> GridMap | Refusal:
    """The grids of the community a compound lies in, for whoever may draw them there."""
    if (refusal := permit(actor, Act.DRAW_GRIDS, Place(compound_id))) is not None:
        return refusal
    async with database.reading() as transaction:
        community = await transaction.grids.community_of(compound_id)
        if community is None:
            return Refusal(Reason.NOT_FOUND)
        grids = await transaction.grids.of_community(community)
        return GridMap(
            community_id=community,
            community=await transaction.grids.community(community) or "",
            grids=tuple(grids),
            loose=tuple(await transaction.grids.loose(community)),
            workers=tuple(await _workers(transaction, grids, at)),
        )


async def remembered(database: Database, *, grid_id: int) -> bool:
    """Whether anybody was ever asked to look after a grid."""
    async with database.reading() as transaction:
        return await transaction.grids.remembered(grid_id)


async def _workers(transaction: Transaction, grids: Sequence[Grid], at: datetime) -> list[tuple[int, str]]:
    """Who looks after which grid."""
    numbers = {grid.id for grid in grids}
    serving = await transaction.offices.serving(at)
    workers = [held for held in serving if held.office.kind is RoleKind.GRID_WORKER and not held.deputy]
    walked = [(held.office.scope.grid_id, held.name) for held in workers]
    return [(grid, name) for grid, name in walked if grid is not None and grid in numbers]
