"""3.1 楼栋长、单元长、楼层长: a tree of four levels, in each of the seven pilot compounds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from domain.offices import Office, Scope
from domain.registry import Organ, Place, RoleKind
from rendering.seats import building as drawn
from rendering.texts import texts
from services import rosters, seats
from storage.database import Database
from tests.acceptance.ground import District, a_district

PILOTS = 7


async def a_pilot(district: District, name: str) -> Place:
    """A compound whose third building has a leader at every level: the building where everybody is looked for."""
    compound = await district.founds(name, 3)
    await district.gets_doors(compound, [(2, 6, 2, 0)] * 3)
    third = Place(compound.compound_id, (await district.buildings(compound))[2].id)
    async with district.database.reading() as transaction:
        ways = await transaction.doors.entrances([third.building_id or 0])
    second = replace(third, entrance_id=ways[third.building_id or 0, "2单元"])
    for title, office in {
        "委员": Office(RoleKind.COMMITTEE, Scope(compound), Organ.SELF_MANAGEMENT),
        "楼栋长": Office(RoleKind.BUILDING_LEADER, Scope(third)),
        "单元长": Office(RoleKind.ENTRANCE_LEADER, Scope(second)),
        "六层长": Office(RoleKind.FLOOR_LEADER, Scope(replace(second, floor=6))),
        "五层长": Office(RoleKind.FLOOR_LEADER, Scope(replace(second, floor=5))),
    }.items():
        await district.takes(district.operator, await district.comes(f"{name}{title}"), office)
    return third


async def test_seven_pilots_have_leaders_down_to_the_floor(database: Database, at: datetime) -> None:
    district = await a_district(database, at)
    for number in range(1, PILOTS + 1):
        name = f"试点{number}号院"
        third = await a_pilot(district, name)
        building = await rosters.building(database, building_id=third.building_id or 0)
        assert building is not None
        offices = await seats.building_offices(database, building=building, at=at)
        assert [one.name for one in offices.leaders] == [f"{name}楼栋长"]
        first, second = offices.entrances
        assert (first.label, first.leaders, first.floors) == ("1单元", (), ())
        assert [one.name for one in second.leaders] == [f"{name}单元长"]
        assert [(one.where.floor, one.name) for one in second.floors] == [(5, f"{name}五层长"), (6, f"{name}六层长")]
    situations = await seats.situations(database, actor=district.operator.actor, at=at)
    assert len(situations) == PILOTS
    assert all(one.organized for one in situations)


async def test_the_tree_is_read_from_the_top_down(database: Database, at: datetime) -> None:
    district = await a_district(database, at)
    third = await a_pilot(district, "凤凰小区")
    building = await rosters.building(database, building_id=third.building_id or 0)
    assert building is not None
    offices = await seats.building_offices(database, building=building, at=at)
    assert drawn(texts("zh_Hans"), offices, 0, wanted=None).text.splitlines() == [
        "凤凰小区3号楼",
        "楼长：凤凰小区楼栋长",
        "  1单元：单元长 空缺",
        "  2单元：单元长 凤凰小区单元长；5层 凤凰小区五层长；6层 凤凰小区六层长",
    ]


@pytest.mark.parametrize("level", ["building", "entrance", "floor"])
async def test_a_leader_of_each_level_knows_the_own_place(database: Database, at: datetime, level: str) -> None:
    district = await a_district(database, at)
    await a_pilot(district, "凤凰小区")
    found = await seats.members(database, actor=district.operator.actor, compound_id=1, at=at)
    assert isinstance(found, list)
    names = {one.where.level.value: (one.where.name, one.where.floor) for one in found}
    expected = {
        "building": ("凤凰小区3号楼", 0),
        "entrance": ("凤凰小区3号楼2单元", 0),
        "floor": ("凤凰小区3号楼2单元", 5),
    }
    assert names[level] == expected[level]
