"""0.16 党建网格: 同乐社区 has 4 compounds, 7 grids, 2,904 households; each grid is its worker's and nobody else's."""

from __future__ import annotations

from datetime import datetime

from domain.grids import GridMap
from domain.layouts import Layout
from domain.offices import Office, Scope
from domain.outcomes import Done, Refusal
from domain.registry import Actor, Place, RoleKind
from rendering.grids import grid_list
from rendering.texts import texts
from services.grids import draw_grid, grid_map, put_in_grid
from services.registry_export import export_registry, exported
from services.units import make_doors, plan_doors
from storage.database import Database
from tests.acceptance.ground import District, a_district

LONG, SHORT = (4, 6, 2, 0), (2, 6, 2, 0)
COMPOUNDS = {
    "康乐院": ([LONG] * 20, [7, 7, 6]),
    "安乐院": ([LONG] * 15 + [SHORT] * 5, [10, 10]),
    "和乐院": ([LONG] * 15, [15]),
    "常乐院": ([LONG] * 8, [8]),
}
"""Layouts building by building, and how many of them, one after the other, lie in each grid."""


async def tongle(district: District) -> dict[str, Place]:
    """同乐社区 with its doors and its seven grids; no worker yet."""
    compounds = {}
    for name, (layouts, grids) in COMPOUNDS.items():
        place = compounds[name] = await district.founds(name, len(layouts), community="同乐社区")
        await district.gets_doors(place, layouts)
        buildings = [building.id for building in await district.buildings(place)]
        for size in grids:
            who = {"actor": district.operator.actor, "at": district.at}
            drawn = await draw_grid(
                district.database, compound_id=place.compound_id or 0, source=district.source(), **who
            )
            assert isinstance(drawn, Done)
            inside, buildings = buildings[:size], buildings[size:]
            put = await put_in_grid(
                district.database, grid_id=drawn["grid_id"], building_ids=inside, source=district.source(), **who
            )
            assert isinstance(put, Done)
        assert buildings == []
    return compounds


async def mapped(district: District, compound: Place) -> GridMap:
    found = await grid_map(
        district.database, actor=district.operator.actor, compound_id=compound.compound_id or 0, at=district.at
    )
    assert isinstance(found, GridMap)
    return found


async def test_seven_grids_sum_to_2904_households(database: Database, at: datetime) -> None:
    district = await a_district(database, at)
    compounds = await tongle(district)
    found = await mapped(district, compounds["康乐院"])
    assert (len(found.grids), found.households, found.loose) == (7, 2_904, ())
    assert [grid.households for grid in found.grids] == [336, 336, 288, 480, 360, 720, 384]
    assert grid_list(texts("zh_Hans"), found, 1, 0).text.startswith("同乐社区：7 个网格，2904 户")
    assert found == await mapped(district, compounds["常乐院"])


async def test_a_grid_worker_cannot_export_another_grid(database: Database, at: datetime) -> None:
    district = await a_district(database, at)
    compounds = await tongle(district)
    grids = (await mapped(district, compounds["康乐院"])).grids
    workers: dict[str, Actor] = {}
    for grid in grids[:6]:
        person = await district.comes(f"{grid.label}网格员")
        workers[grid.label] = await district.takes(
            district.operator, person, Office(RoleKind.GRID_WORKER, Scope(grid_id=grid.id))
        )
    for grid in grids[:6]:
        mine = {building.id for building in grid.buildings}
        taken = 0
        for compound in compounds.values():
            homes = await exported(database, actor=workers[grid.label], compound_id=compound.compound_id or 0)
            assert {home.unit.building_id for home in homes} <= mine
            assert not any(home.owners for home in homes)
            taken += len(homes)
        assert taken == grid.households
    away = compounds["常乐院"].compound_id or 0
    refused = await export_registry(database, actor=workers["第1网格"], compound_id=away, source="away", at=at)
    assert isinstance(refused, Refusal)


async def test_a_grid_without_a_worker_is_flagged(database: Database, at: datetime) -> None:
    district = await a_district(database, at)
    compounds = await tongle(district)
    found = await mapped(district, compounds["康乐院"])
    for grid in found.grids[:6]:
        person = await district.comes(f"{grid.label}网格员")
        await district.takes(district.operator, person, Office(RoleKind.GRID_WORKER, Scope(grid_id=grid.id)))
    found = await mapped(district, compounds["康乐院"])
    assert [grid.label for grid in found.grids if not found.workers_of(grid.id)] == ["第7网格"]
    assert "第7网格 空缺：8 栋，384 户" in grid_list(texts("zh_Hans"), found, 1, 1).text


async def test_2904_doors_are_one_sentence_when_buildings_are_alike(database: Database, at: datetime) -> None:
    district = await a_district(database, at)
    compound = await district.founds("大院", 11, community="同乐社区")
    layout = Layout(entrances=4, lowest=1, highest=33, per_floor=2, buildings=11)
    plan = await plan_doors(database, actor=district.operator.actor, place=compound, layout=layout)
    assert not isinstance(plan, Refusal)
    assert (plan.size.buildings, plan.size.entrances, plan.size.homes) == (11, 44, 2_904)
    made = await make_doors(
        database, actor=district.operator.actor, place=compound, layout=layout, source="made", at=at
    )
    assert isinstance(made, Done)
    assert made["homes"] == 2_904
