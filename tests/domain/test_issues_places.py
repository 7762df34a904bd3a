"""Where a report belongs: read from its words, else from the home of whoever says it."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.issues_places import Guess, building_named, entrance_named, guess, home_building, home_compound, names
from domain.registry import Actor, Building, Place, Role, RoleKind

ZHONGHUA = 1
BUILDINGS = [Building(10 + n, ZHONGHUA, f"{n}号楼") for n in range(1, 13)] + [Building(90, ZHONGHUA, "老活动室")]


def resident(at: datetime, *places: Place, kind: RoleKind = RoleKind.OWNER) -> Actor:
    return Actor(1, tuple(Role(kind, place, at) for place in places))


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("3号楼电梯", ("3",)),
        ("三栋楼下", ("3",)),
        ("十二幢", ("12",)),
        ("十号楼和二十一号楼", ("10", "21")),
        ("a座大厅", ("A",)),
        ("３号楼", ("3",)),
        ("11号楼", ("11",)),
        ("3#门口", ("3",)),
        ("3栋、3号楼", ("3",)),
        ("三栋楼都停水", ()),
        ("3楼灯坏", ()),
    ],
)
def test_buildings_are_read_from_the_words(text: str, keys: tuple[str, ...]) -> None:
    assert names(text) == keys


def test_one_building_named_is_the_place() -> None:
    assert building_named("三号楼没水", BUILDINGS) == Building(13, ZHONGHUA, "3号楼")
    assert building_named("老活动室漏雨", BUILDINGS) == Building(90, ZHONGHUA, "老活动室")


def test_several_or_unknown_buildings_are_no_answer() -> None:
    assert building_named("3号楼和5号楼都没水", BUILDINGS) is None
    assert building_named("30号楼没水", BUILDINGS) is None


def test_the_words_say_more_than_the_home(at: datetime) -> None:
    wang = resident(at, Place(ZHONGHUA, 13))
    near = Place(ZHONGHUA)
    assert guess("5号楼着急", actor=wang, near=near, buildings=BUILDINGS) == Guess(Place(ZHONGHUA, 15), True)
    assert guess("电梯坏了", actor=wang, near=near, buildings=BUILDINGS) == Guess(Place(ZHONGHUA, 13), True)


def test_a_group_of_one_building_says_where(at: datetime) -> None:
    found = guess("电梯坏了", actor=Actor(1), near=Place(ZHONGHUA, 14), buildings=BUILDINGS)
    assert found == Guess(Place(ZHONGHUA, 14), True)


def test_what_cannot_be_known_is_asked(at: datetime) -> None:
    wang = resident(at, Place(ZHONGHUA, 13))
    near = Place(ZHONGHUA)
    assert guess("30号楼没水", actor=wang, near=near, buildings=BUILDINGS) == Guess(Place(ZHONGHUA), False)
    assert guess("没水", actor=Actor(1), near=near, buildings=BUILDINGS) == Guess(Place(ZHONGHUA), False)
    assert guess("没水", actor=Actor(1), near=near, buildings=[]) == Guess(Place(ZHONGHUA), True)


def test_home_is_where_somebody_lives_else_where_they_serve(at: datetime) -> None:
    assert home_compound(resident(at, Place(ZHONGHUA, 13))) == ZHONGHUA
    assert home_compound(resident(at, Place(ZHONGHUA), kind=RoleKind.COMMITTEE)) == ZHONGHUA
    assert home_compound(resident(at, Place(1, 13), Place(2, 21))) is None
    assert home_compound(resident(at, Place(), kind=RoleKind.OPERATOR)) is None


def test_two_homes_in_two_buildings_are_asked_between(at: datetime) -> None:
    assert home_building(resident(at, Place(ZHONGHUA, 13)), ZHONGHUA) == 13
    assert home_building(resident(at, Place(ZHONGHUA, 13), Place(ZHONGHUA, 15)), ZHONGHUA) is None
    assert home_building(resident(at, Place(2, 21)), ZHONGHUA) is None
    assert home_building(resident(at, Place(ZHONGHUA, 13), kind=RoleKind.BUILDING_LEADER), ZHONGHUA) is None


def test_what_stands_between_the_buildings_is_nobodys_stairs(at: datetime) -> None:
    wang, near = resident(at, Place(ZHONGHUA, 13)), Place(ZHONGHUA)
    found = guess("院门口的井盖松了", actor=wang, near=near, buildings=BUILDINGS)
    assert found == Guess(Place(ZHONGHUA), True)
    beside = guess("3号楼前的路灯不亮", actor=Actor(1), near=near, buildings=BUILDINGS)
    assert beside.place.building_id == 13


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2单元电梯坏了", 22),
        ("二单元没水", 22),
        ("1门洞的灯", 11),
        ("1单元和2单元都停水", None),
        ("12单元", None),
        ("单元门坏了", None),
        ("", None),
    ],
)
def test_the_entrance_is_read_out_of_the_words(text: str, found: int | None) -> None:
    assert entrance_named(text, {"1单元": 11, "2单元": 22}) == found
    assert entrance_named(text, {}) is None
