"""Grids drawn over buildings, and what their workers reach: on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.grids import MOST_GRIDS, GridMap
from domain.layouts import Layout
from domain.offices import Office, Scope
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import RoleKind
from services import grids
from services.units import make_doors
from storage.database import Database
from tests.builders import Town, found_town

NO_GRID = Refusal(Reason.NOT_FOUND, {"what": "grid"})
NO_BUILDING = Refusal(Reason.NOT_FOUND, {"what": "building"})


async def draw(database: Database, town: Town, at: datetime, who: str = "赵主任", source: str = "draw") -> Outcome:
    return await grids.draw_grid(database, actor=town[who].actor, compound_id=town.compound_id, source=source, at=at)


async def put(
    database: Database, town: Town, grid: int, buildings: Sequence[int], source: str, at: datetime, who: str = "赵主任"
) -> Outcome:
    return await grids.put_in_grid(
        database, actor=town[who].actor, grid_id=grid, building_ids=buildings, source=source, at=at
    )


async def mapped(database: Database, town: Town, at: datetime) -> GridMap:
    found = await grids.grid_map(database, actor=town["赵主任"].actor, compound_id=town.compound_id, at=at)
    assert isinstance(found, GridMap)
    return found


async def two_grids(database: Database, town: Town, at: datetime) -> tuple[int, int]:
    """第1网格 with building 3, 第2网格 with building 9; 36 households each."""
    layout = Layout(3, 1, 6, 2)
    await make_doors(database, actor=town["赵主任"].actor, place=town.place, layout=layout, source="doors", at=at)
    numbers = []
    for name in ("3号楼", "9号楼"):
        drawn = await draw(database, town, at, source=f"draw {name}")
        assert isinstance(drawn, Done)
        await put(database, town, drawn["grid_id"], [town.buildings[name]], f"put {name}", at)
        numbers.append(int(drawn["grid_id"]))
    return numbers[0], numbers[1]


async def test_the_committee_draws_grids_and_households_are_counted(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await two_grids(database, town, at)
    found = await mapped(database, town, at)
    assert [(grid.label, grid.households) for grid in found.grids] == [("第1网格", 36), ("第2网格", 36)]
    assert (found.community, found.households, found.loose) == ("第一社区", 72, ())
    async with database.reading() as transaction:
        entries = await transaction.journal.read(f"community:{found.community_id}")
    assert [entry.type for entry in entries] == ["grid_drawn", "grid_filled", "grid_drawn", "grid_filled"]


async def test_a_building_lies_in_one_grid(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    first, second = await two_grids(database, town, at)
    third = town.buildings["3号楼"]
    await put(database, town, second, [third], "move", at)
    found = {
        grid.id: [building.label for building in grid.buildings] for grid in (await mapped(database, town, at)).grids
    }
    assert found == {first: [], second: ["3号楼", "9号楼"]}

    async def take_out(grid: int, source: str) -> Outcome:
        actor = town["赵主任"].actor
        return await grids.take_out_of_grid(
            database, actor=actor, grid_id=grid, building_id=third, source=source, at=at
        )

    assert await take_out(first, "1") == NO_BUILDING
    assert isinstance(await take_out(second, "2"), Done)
    assert [building.label for building in (await mapped(database, town, at)).loose] == ["3号楼"]
    assert await take_out(9999, "3") == NO_GRID


async def test_buildings_of_other_communities_stay_out(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    first, _ = await two_grids(database, town, at)
    async with database.transaction() as transaction:
        other = await transaction.registry.found(
            street="曹杨新村街道", community="第二社区", name="别处园", building_labels=["1号楼"], at=at
        )
        (away,) = await transaction.registry.buildings(other)
    assert await put(database, town, first, [away.id], "away", at) == NO_BUILDING
    assert await put(database, town, first, [9999], "nowhere", at) == NO_BUILDING
    assert await put(database, town, first, [], "nothing", at) == NO_BUILDING


async def test_a_committee_draws_over_its_own_compound_only(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    first, _ = await two_grids(database, town, at)
    async with database.transaction() as transaction:
        sister = await transaction.registry.found(
            street="曹杨新村街道", community="第一社区", name="梅岭园", building_labels=["1号楼"], at=at
        )
        (theirs,) = await transaction.registry.buildings(sister)
    refused = await put(database, town, first, [theirs.id], "chair", at)
    assert isinstance(refused, Refusal)
    assert refused.reason is Reason.NOT_PERMITTED
    assert isinstance(await put(database, town, first, [theirs.id], "operator", at, "钱管理"), Done)
    for name in ("李楼长", "孙网格", "王阿姨"):
        for answer in (
            await draw(database, town, at, name, f"draw {name}"),
            await put(database, town, first, [town.buildings["9号楼"]], f"put {name}", at, name),
            await grids.remove_grid(database, actor=town[name].actor, grid_id=first, source=f"r {name}", at=at),
            await grids.grid_map(database, actor=town[name].actor, compound_id=town.compound_id, at=at),
        ):
            assert isinstance(answer, Refusal)
            assert answer.reason is Reason.NOT_PERMITTED
    nowhere = await grids.draw_grid(database, actor=town["钱管理"].actor, compound_id=9999, source="x", at=at)
    assert nowhere == Refusal(Reason.NOT_FOUND)
    unseen = await grids.grid_map(database, actor=town["钱管理"].actor, compound_id=9999, at=at)
    assert unseen == Refusal(Reason.NOT_FOUND)


async def test_a_grid_nobody_ever_walked_can_be_removed(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    first, second = await two_grids(database, town, at)

    async def remove(grid: int, source: str) -> Outcome:
        return await grids.remove_grid(database, actor=town["赵主任"].actor, grid_id=grid, source=source, at=at)

    async with database.transaction() as transaction:
        office = Office(RoleKind.GRID_WORKER, Scope(grid_id=first))
        await transaction.offices.give(town["孙网格"].person_id, office, by=None, at=at)
    assert await grids.remembered(database, grid_id=first)
    kept = Refusal(Reason.WRONG_STATE, {"what": "grid_remembered", "grid": "第1网格"})
    assert await remove(first, "1") == kept
    assert await remove(second, "2") == Done({"label": "第2网格"})
    assert await remove(second, "3") == NO_GRID
    found = await mapped(database, town, at)
    assert [building.label for building in found.loose] == ["9号楼"]
    assert found.workers_of(first) == ("孙网格",)
    empty = await draw(database, town, at, source="empty")
    assert isinstance(empty, Done)
    assert empty["label"] == "第2网格"
    assert isinstance(await remove(empty["grid_id"], "4"), Done)


async def test_there_is_an_end_to_grids(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    async with database.transaction() as transaction:
        community = await transaction.grids.community_of(town.compound_id)
        for number in range(MOST_GRIDS):
            await transaction.grids.draw(community or 0, f"第{number + 1}网格")
    full = Refusal(Reason.WRONG_STATE, {"what": "grids_full", "most": MOST_GRIDS})
    assert await draw(database, town, at) == full
