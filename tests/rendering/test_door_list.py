"""The list of doors: stair order, a building a page, headings that go along, no QR code, nobody's name."""

from __future__ import annotations

import pytest

from domain.units import DwellingUnit
from rendering.door_list import TEMPLATE, door_facts, door_list
from rendering.texts import SPOKEN, texts
from tests.rendering.test_slip_sheet import HOSTILE
from tests.sheets import page_count, printed_addresses


def door(building: str, entrance: str, floor: int, label: str) -> DwellingUnit:
    return DwellingUnit(1, 1, 1, 1, building, entrance, floor, label)


def house(buildings: int, entrances: int, floors: int, each: int) -> list[DwellingUnit]:
    return [
        door(f"{b}号楼", f"{e}单元", f, f"{f}{d:02d}")
        for b in range(1, buildings + 1)
        for e in range(1, entrances + 1)
        for f in range(1, floors + 1)
        for d in range(1, each + 1)
    ]


def test_doors_stand_in_the_order_of_the_stairs() -> None:
    facts = door_facts(texts(None), "中华园", house(2, 2, 2, 2))
    assert [building["name"] for building in facts["buildings"]] == ["中华园1号楼", "中华园2号楼"]
    first, second = facts["buildings"][0]["entrances"]
    assert (first["name"], first["count"], second["name"]) == ("1单元", "4户", "2单元")
    assert [(floor["name"], floor["doors"]) for floor in first["floors"]] == [
        ("1层", ["101", "102"]),
        ("2层", ["201", "202"]),
    ]


def test_nine_buildings_of_three_entrances_are_eighteen_pages() -> None:
    doors = house(9, 3, 6, 2)
    assert page_count(door_list(texts(None), "中华园", doors)) == 18
    assert printed_addresses(TEMPLATE, door_facts(texts(None), "中华园", doors[:36])) == []


def test_a_tall_tower_runs_over_as_many_pages_as_it_needs() -> None:
    assert page_count(door_list(texts(None), "中华园", house(1, 1, 33, 8))) > 8


def test_a_floor_nobody_knows_is_left_out() -> None:
    facts = door_facts(texts(None), "中华园", [door("1号楼", "", 0, "甲")])
    (entrance,) = facts["buildings"][0]["entrances"]
    assert entrance["name"] == "" and entrance["floors"] == [{"name": "", "doors": ["甲"]}]


@pytest.mark.parametrize("locale", SPOKEN)
def test_nothing_a_door_is_called_spoils_a_list(locale: str) -> None:
    doors = [door(said, said, floor, said) for floor, said in enumerate(HOSTILE)]
    assert page_count(door_list(texts(locale), HOSTILE[2], doors)) == len(HOSTILE)
