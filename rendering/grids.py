"""Grids in words (网格): a community's grids with their workers and households, and drawing them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from domain.grids import Grid, GridMap
from domain.offices import Level
from domain.registry import Building, RoleKind
from rendering.buttons import Button
from rendering.offices import FillSeat
from rendering.places import building_keys
from rendering.rosters import back_key
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

PAGE = 5
MOST_BUILDINGS = 30


@dataclass(frozen=True)
class ShowGrids(Button, prefix="gra"):
    """网格, of the community a compound lies in."""

    compound_id: int
    page: int


@dataclass(frozen=True)
class DrawGrid(Button, prefix="grb"):
    """新网格."""

    compound_id: int


@dataclass(frozen=True)
class ShowGrid(Button, prefix="grc"):
    """一个网格."""

    compound_id: int
    grid_id: int


@dataclass(frozen=True)
class FillGrid(Button, prefix="grd"):
    """划楼进来: which?"""

    compound_id: int
    grid_id: int
    page: int


@dataclass(frozen=True)
class PutInGrid(Button, prefix="gre"):
    """这一栋; building 0: every building of the compound that lies in none."""

    compound_id: int
    grid_id: int
    building_id: int


@dataclass(frozen=True)
class EmptyGrid(Button, prefix="grf"):
    """移楼出去: which?"""

    compound_id: int
    grid_id: int
    page: int


@dataclass(frozen=True)
class TakeOutOfGrid(Button, prefix="grg"):
    """移出这一栋."""

    compound_id: int
    grid_id: int
    building_id: int


@dataclass(frozen=True)
class RemoveGrid(Button, prefix="grh"):
    """去掉这个网格."""

    compound_id: int
    grid_id: int


def grid_list(texts: Texts, drawn: GridMap, compound_id: int, page: int) -> Screen:
    """社区的网格: worker, buildings, households each; how many buildings lie in none."""
    shown = drawn.grids[page * PAGE : (page + 1) * PAGE]
    place = drawn.community or texts.plain("registry.compound.not_given")
    text = lines(
        texts.say("grids.head", community=place, n=len(drawn.grids), households=drawn.households),
        *(_line(texts, drawn, grid) for grid in shown),
        texts.say("grids.loose", n=len(drawn.loose)) if drawn.loose else None,
        texts.say("grids.how") if not drawn.grids else None,
    )
    found = rows(*(Key(grid.label, ShowGrid(compound_id, grid.id)) for grid in shown), per_row=3)
    turns = [] if page <= 0 else [Key(texts.plain("registry.page.before"), ShowGrids(compound_id, page - 1))]
    if len(drawn.grids) > (page + 1) * PAGE:
        turns.append(Key(texts.plain("registry.page.after"), ShowGrids(compound_id, page + 1)))
    draw = Key(texts.plain("grids.draw"), DrawGrid(compound_id))
    return Screen(text, (*found, *((tuple(turns),) if turns else ()), (draw, back_key(texts, compound_id))))


def _line(texts: Texts, drawn: GridMap, grid: Grid) -> Markup:
    worker = _workers(texts, drawn, grid)
    return texts.say("grids.one", label=grid.label, worker=worker, buildings=len(grid.buildings), n=grid.households)


def _workers(texts: Texts, drawn: GridMap, grid: Grid) -> str:
    names = drawn.workers_of(grid.id)
    return texts.plain("refusals.between").join(names) or texts.plain("offices.seats.nobody")


def grid_page(
    texts: Texts, drawn: GridMap, grid: Grid, compound_id: int, compounds: Mapping[int, str], *, removable: bool
) -> Screen:
    """一个网格: who looks after it, its buildings, and what can be done."""
    workers = drawn.workers_of(grid.id)
    text = lines(
        texts.say("grids.page.head", label=grid.label, n=grid.households),
        texts.say("grids.page.worker", names=_workers(texts, drawn, grid)),
        texts.say("grids.page.buildings", names=_buildings(texts, grid, compounds))
        if grid.buildings
        else texts.say("grids.page.empty"),
    )
    ask = FillSeat(compound_id, RoleKind.GRID_WORKER.value, "", Level.GRID.value, grid.id)
    fill = Key(texts.plain("grids.page.fill"), FillGrid(compound_id, grid.id, 0))
    empty = Key(texts.plain("grids.page.take_out"), EmptyGrid(compound_id, grid.id, 0))
    here = any(building.compound_id == compound_id for building in grid.buildings)
    keys = [
        *([Key(texts.plain("offices.fill"), ask)] if here and not workers else []),
        fill,
        *([empty] if grid.buildings else []),
        *([Key(texts.plain("grids.page.remove"), RemoveGrid(compound_id, grid.id))] if removable else []),
        Key(texts.plain("grids.page.back"), ShowGrids(compound_id, 0)),
    ]
    return Screen(text, rows(*keys))


def _buildings(texts: Texts, grid: Grid, compounds: Mapping[int, str]) -> str:
    """中华园1号楼、2号楼; several compounds by name."""
    several = len({building.compound_id for building in grid.buildings}) > 1
    names = [
        (compounds.get(building.compound_id, "") if several else "") + building.label
        for building in grid.buildings[:MOST_BUILDINGS]
    ]
    return texts.plain("refusals.between").join(names)


def choose_building(
    texts: Texts, grid: Grid, compound_id: int, buildings: Sequence[Building], page: int, *, loose: int
) -> Screen:
    """哪一栋划进来: the compound's buildings that are not in this grid."""
    if not buildings:
        back = Key(texts.plain("grids.page.back"), ShowGrid(compound_id, grid.id))
        return Screen(texts.say("grids.fill.none"), ((back,),))
    found = building_keys(
        texts,
        buildings,
        press=lambda item: PutInGrid(compound_id, grid.id, item.id),
        turn=lambda number: FillGrid(compound_id, grid.id, number),
        page=page,
    )
    ends = [
        *([Key(texts.plain("grids.fill.all", n=loose), PutInGrid(compound_id, grid.id, 0))] if loose > 1 else []),
        Key(texts.plain("grids.fill.done"), ShowGrid(compound_id, grid.id)),
    ]
    return Screen(texts.say("grids.fill.ask", label=grid.label), (*found, tuple(ends)))


def choose_out(texts: Texts, grid: Grid, compound_id: int, page: int) -> Screen:
    """哪一栋移出去."""
    found = building_keys(
        texts,
        grid.buildings,
        press=lambda item: TakeOutOfGrid(compound_id, grid.id, item.id),
        turn=lambda number: EmptyGrid(compound_id, grid.id, number),
        page=page,
    )
    done = Key(texts.plain("grids.fill.done"), ShowGrid(compound_id, grid.id))
    return Screen(texts.say("grids.take_out.ask", label=grid.label), (*found, (done,)))


def removed(texts: Texts, label: str, compound_id: int) -> Screen:
    """网格去掉了."""
    back = Key(texts.plain("grids.page.back"), ShowGrids(compound_id, 0))
    return Screen(texts.say("grids.removed", label=label), ((back,),))
