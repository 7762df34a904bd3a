"""Grids at the door (网格): looking at them and drawing them, a press at a time."""

from __future__ import annotations

from typing import Any

from domain.grids import Grid, GridMap
from domain.outcomes import Outcome, Reason, Refusal
from handlers.turn import Turn
from rendering import grids as drawn
from rendering.grids import (
    DrawGrid,
    EmptyGrid,
    FillGrid,
    PutInGrid,
    RemoveGrid,
    ShowGrid,
    ShowGrids,
    TakeOutOfGrid,
)
from rendering.screens import Screen
from services import grids as acts
from services import rosters

NO_GRID = Refusal(Reason.NOT_FOUND, {"what": "grid"})


async def _map(turn: Turn, compound_id: int) -> GridMap | None:
    """The grids around a compound; the refusal is told."""
    found = await acts.grid_map(turn.database, actor=turn.actor, compound_id=compound_id, at=turn.at)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return None
    return found


async def _grid(turn: Turn, compound_id: int, grid_id: int) -> tuple[GridMap, Grid] | None:
    """One of them; the refusal is told."""
    found = await _map(turn, compound_id)
    if found is None:
        return None
    grid = next((grid for grid in found.grids if grid.id == grid_id), None)
    if grid is None:
        await turn.refuse(NO_GRID)
        return None
    return found, grid


async def on_grids(turn: Turn, button: ShowGrids) -> None:
    """社区的网格."""
    found = await _map(turn, button.compound_id)
    if found is not None:
        await turn.redraw(drawn.grid_list(turn.texts, found, button.compound_id, max(button.page, 0)))


async def on_grid(turn: Turn, button: ShowGrid) -> None:
    """一个网格."""
    screen = await _page(turn, button.compound_id, button.grid_id)
    if screen is not None:
        await turn.redraw(screen)


async def _page(turn: Turn, compound_id: int, grid_id: int) -> Screen | None:
    found = await _grid(turn, compound_id, grid_id)
    if found is None:
        return None
    whole, grid = found
    names = {one.id: one.name for one in await rosters.compounds(turn.database)}
    removable = not await acts.remembered(turn.database, grid_id=grid.id)
    return drawn.grid_page(turn.texts, whole, grid, compound_id, names, removable=removable)


async def on_draw(turn: Turn, button: DrawGrid) -> None:
    """新网格: it has a number at once; which buildings comes next."""
    outcome = await acts.draw_grid(
        turn.database, actor=turn.actor, compound_id=button.compound_id, source=turn.source, at=turn.at
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await on_fill(turn, FillGrid(button.compound_id, outcome["grid_id"], 0))


async def on_fill(turn: Turn, button: FillGrid) -> None:
    """划楼进来: which?"""
    found = await _grid(turn, button.compound_id, button.grid_id)
    if found is not None:
        await turn.redraw(await _choices(turn, *found, button.compound_id, button.page))


async def _choices(turn: Turn, whole: GridMap, grid: Grid, compound_id: int, page: int) -> Screen:
    """The compound's buildings that are not in this grid, those in none first."""
    inside = {building.id for building in grid.buildings}
    loose = [building for building in whole.loose if building.compound_id == compound_id]
    others = await rosters.buildings(turn.database, compound_id=compound_id)
    later = [building for building in others if building not in loose and building.id not in inside]
    return drawn.choose_building(turn.texts, grid, compound_id, [*loose, *later], page, loose=len(loose))


async def on_put(turn: Turn, button: PutInGrid) -> None:
    """划进来, one or all that lie in none; then the next one."""
    found = await _grid(turn, button.compound_id, button.grid_id)
    if found is None:
        return
    loose = [building.id for building in found[0].loose if building.compound_id == button.compound_id]
    outcome = await acts.put_in_grid(
        turn.database,
        actor=turn.actor,
        grid_id=button.grid_id,
        building_ids=[button.building_id] if button.building_id else loose,
        source=turn.source,
        at=turn.at,
    )
    await _again(turn, outcome, FillGrid(button.compound_id, button.grid_id, 0))


async def _again(turn: Turn, outcome: Outcome, button: FillGrid) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    found = await _grid(turn, button.compound_id, button.grid_id)
    if found is None:
        return
    screen = await _choices(turn, *found, button.compound_id, 0)
    page = await _page(turn, button.compound_id, button.grid_id)
    left = any(building.compound_id == button.compound_id for building in found[0].loose)
    await turn.redraw(screen if left or page is None else page)


async def on_empty(turn: Turn, button: EmptyGrid) -> None:
    """移楼出去: which?"""
    found = await _grid(turn, button.compound_id, button.grid_id)
    if found is not None:
        await turn.redraw(drawn.choose_out(turn.texts, found[1], button.compound_id, button.page))


async def on_take_out(turn: Turn, button: TakeOutOfGrid) -> None:
    """移出这一栋."""
    outcome = await acts.take_out_of_grid(
        turn.database,
        actor=turn.actor,
        grid_id=button.grid_id,
        building_id=button.building_id,
        source=turn.source,
        at=turn.at,
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await on_grid(turn, ShowGrid(button.compound_id, button.grid_id))


async def on_remove(turn: Turn, button: RemoveGrid) -> None:
    """去掉这个网格; drawing it again is one press."""
    outcome = await acts.remove_grid(
        turn.database, actor=turn.actor, grid_id=button.grid_id, source=turn.source, at=turn.at
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.redraw(drawn.removed(turn.texts, outcome["label"], button.compound_id))


BUTTONS: dict[Any, Any] = {
    ShowGrids: on_grids,
    ShowGrid: on_grid,
    DrawGrid: on_draw,
    FillGrid: on_fill,
    PutInGrid: on_put,
    EmptyGrid: on_empty,
    TakeOutOfGrid: on_take_out,
    RemoveGrid: on_remove,
}
