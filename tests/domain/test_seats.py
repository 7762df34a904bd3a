"""Posts: who holds them, what is vacant, what a compound is without, where somebody waits."""

from __future__ import annotations

from datetime import UTC, datetime

from domain.grids import Grid, GridMap, next_label, served
from domain.offices import Held, Office, Scope, ScopeName
from domain.readiness import Census, readiness
from domain.registry import Building, Compound, Organ, Place, RoleKind
from domain.seats import (
    BuildingOffices,
    EntranceOffices,
    Missing,
    Overview,
    Shortfall,
    Situation,
    Waiting,
    at_floor,
    seats,
    shortfalls,
)

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
GARDEN = Compound(1, "中华园", 5)
BUILDINGS = [Building(number, 1, f"{number}号楼") for number in (1, 2, 3)]
GRIDS = [Grid(6, 5, "第1网格", tuple(BUILDINGS[:2]), 72), Grid(7, 5, "第2网格", (BUILDINGS[2],), 36)]


def held(number: int, office: Office, name: str = "李楼长") -> Held:
    return Held(number, number, name, office, ScopeName(office.scope.level, ""), AT)


def leader(number: int, building: int, deputy_of: int | None = None) -> Held:
    return held(number, Office(RoleKind.BUILDING_LEADER, Scope(Place(1, building)), deputy_of=deputy_of))


def member(number: int, organ: Organ | None, scope: Scope | None = None) -> Held:
    return held(number, Office(RoleKind.COMMITTEE, scope or Scope(Place(1)), organ))


def stands(*offices: Held, groups: int = 1, without_doors: int = 0) -> Situation:
    return Situation(GARDEN, seats(GARDEN, BUILDINGS, GRIDS, offices), len(BUILDINGS), without_doors, groups)


def test_every_building_and_every_grid_wants_somebody() -> None:
    empty = stands()
    assert [seat.where.name for seat in empty.vacancies] == [
        "中华园", "中华园", "中华园", "1号楼", "2号楼", "3号楼", "第1网格", "第2网格",
    ]  # fmt: skip
    led = stands(leader(1, 3), held(2, Office(RoleKind.GRID_WORKER, Scope(grid_id=7))))
    assert [seat.where.name for seat in led.vacancies if seat.kind is not RoleKind.COMMITTEE] == [
        "1号楼", "2号楼", "第1网格",
    ]  # fmt: skip
    wide = stands(held(2, Office(RoleKind.GRID_WORKER, Scope(Place(1)))))
    assert all(seat.vacant for seat in wide.of(RoleKind.GRID_WORKER))  # who walks everywhere has no grid of their own


def test_a_deputy_alone_leaves_the_post_vacant() -> None:
    seat = stands(leader(2, 3, deputy_of=1)).of(RoleKind.BUILDING_LEADER)[2]
    assert seat.vacant
    assert [one.id for one in seat.deputies] == [2]


def test_one_organ_of_its_own_is_enough() -> None:
    assert not stands().organized
    assert stands(member(1, Organ.OWNERS)).organized
    assert stands(member(1, None)).organized  # a member from before organs were written down
    assert not stands(member(1, Organ.PARTY)).organized
    group = stands(member(1, Organ.PARTY, Scope(Place(1, 3))))  # of one building only
    assert all(seat.vacant for seat in group.of(RoleKind.COMMITTEE))
    both = stands(member(1, Organ.OWNERS), member(2, Organ.SELF_MANAGEMENT), member(3, Organ.OWNERS))
    found = {seat.organ: len(seat.held) for seat in both.of(RoleKind.COMMITTEE)}
    assert found == {Organ.SELF_MANAGEMENT: 1, Organ.OWNERS: 2, Organ.RESIDENTS: 0, Organ.PARTY: 0}
    above = stands(member(1, Organ.RESIDENTS, Scope(community_id=5)))
    assert [seat.organ for seat in above.of(RoleKind.COMMITTEE) if seat.held] == [Organ.RESIDENTS]


def test_what_a_compound_is_without_is_counted() -> None:
    assert shortfalls(stands(groups=0, without_doors=3)) == (
        Shortfall(Missing.ORGAN),
        Shortfall(Missing.RESIDENTS),
        Shortfall(Missing.PARTY),
        Shortfall(Missing.LEADERS, 3, 3),
        Shortfall(Missing.GRID_WORKERS, 2, 2),
        Shortfall(Missing.DOORS, 3, 3),
        Shortfall(Missing.GROUP),
    )
    whole = stands(
        member(1, Organ.OWNERS),
        member(2, Organ.RESIDENTS),
        member(3, Organ.PARTY),
        *(leader(10 + number, number) for number in (1, 2, 3)),
        *(held(20 + grid.id, Office(RoleKind.GRID_WORKER, Scope(grid_id=grid.id))) for grid in GRIDS),
    )
    assert shortfalls(whole) == ()
    assert whole.vacancies == ()


def test_where_people_wait_comes_first_then_where_posts_are_vacant() -> None:
    quiet, busy = Waiting(Compound(1, "甲"), 0, 0, 0), Waiting(Compound(2, "乙"), 1, 2, 0)
    vacant, busier = Waiting(Compound(3, "丙"), 0, 0, 9), Waiting(Compound(4, "丁"), 0, 4, 0)
    ordered = sorted([quiet, busy, vacant, busier], key=lambda one: one.order)
    assert [one.compound.name for one in ordered] == ["丁", "乙", "丙", "甲"]


def test_a_building_is_served_level_by_level() -> None:
    floor = held(4, Office(RoleKind.FLOOR_LEADER, Scope(Place(1, 3, 32, 6))))
    entrance = EntranceOffices(
        32, "2单元", (held(3, Office(RoleKind.ENTRANCE_LEADER, Scope(Place(1, 3, 32)))),), (floor,)
    )
    offices = BuildingOffices(BUILDINGS[2], "中华园3号楼", (leader(1, 3),), (entrance,))
    assert [one.id for one in offices.everybody] == [1, 3, 4]
    assert at_floor(floor) == 0


def test_an_overview_is_of_its_compound() -> None:
    assert Overview(stands(), readiness(Census()), {}, 0).compound is GARDEN


def test_grids_are_numbered_on_and_counted() -> None:
    assert next_label([]) == "第1网格"
    assert next_label([*GRIDS, Grid(8, 5, "老街网格")]) == "第3网格"
    whole = GridMap(5, "府河社区", tuple(GRIDS), (), workers=((6, "孙网格"),))
    assert whole.households == 108
    assert (whole.workers_of(6), whole.workers_of(7)) == (("孙网格",), ())
    assert served(GRIDS, 1) == GRIDS
    assert served(GRIDS, 2) == []
    assert GRIDS[1].places == (Place(1, 3),)
