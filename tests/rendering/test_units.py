"""Every screen about doors can be drawn, in both languages, and is short."""

from __future__ import annotations

from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest

from domain.layouts import Layout, Plan, to_facts
from domain.outcomes import Reason, Refusal
from domain.registry import Building, Compound, Place
from domain.units import DwellingUnit
from rendering import registry, units
from rendering.refusals import refusal_words
from rendering.screens import Screen
from rendering.texts import SPOKEN, Texts, texts
from tests.rendering.test_registry import BODY, BUILDINGS, GARDEN, fit

LAYOUT = Layout(entrances=3, lowest=1, highest=6, per_floor=2, shops=2, buildings=9)
PLAN = Plan(Place(1), "中华园", LAYOUT, tuple(BUILDINGS[:9]), alone=2)
THIRD = Building(3, 1, "3号楼")
HOMES = [
    DwellingUnit(number, 1, 3, way, "3号楼", f"{way}单元", floor, f"{floor}01")
    for way in range(1, 8)
    for number, floor in enumerate(range(1, 7), start=way * 100)
]
TOWER = [DwellingUnit(number, 1, 3, 1, "3号楼", "", 1, f"10{number}") for number in range(1, 5)]
MADE = {"buildings": 9, "entrances": 27, "homes": 324, "shops": 0, "compound_id": 1, "doors": 324}

SCREENS: dict[str, Callable[[Texts], Screen]] = {
    "ask, all": lambda t: units.ask_layout(t, 5, "中华园", whole=True),
    "ask, one": lambda t: units.ask_layout(t, 5, "中华园3号楼", whole=False),
    "check": lambda t: units.check(t, 5, PLAN),
    "founding": lambda t: registry.check_compound(t, 5, {**BODY, "layout": to_facts(LAYOUT)}),
    "dropped": units.dropped,
    "made": lambda t: units.made(t, MADE, (1, 0)),
    "undo": lambda t: units.ask_undo(t, "中华园", 324, (1, 0)),
    "undone": lambda t: units.undone(t, "中华园", 324, (1, 0)),
    "compound": lambda t: units.compound(t, GARDEN, BUILDINGS, {1: 36, 2: 36}, 0),
    "compound, none": lambda t: units.compound(t, GARDEN, BUILDINGS[:2], {}, 0),
    "compound, all": lambda t: units.compound(t, Compound(2, "府河苑"), BUILDINGS[:2], {1: 36, 2: 36}, 0),
    "building": lambda t: units.building(t, THIRD, "中华园3号楼", HOMES),
    "building, one way in": lambda t: units.building(t, THIRD, "中华园3号楼", TOWER),
    "building, none": lambda t: units.building(t, THIRD, "中华园3号楼", []),
    "which to add": lambda t: units.ask_door(t, 5, "add", "中华园3号楼"),
    "which to remove": lambda t: units.ask_door(t, 5, "remove", "中华园3号楼"),
    "which to rename": lambda t: units.ask_door(t, 5, "rename", "中华园3号楼"),
    "remove": lambda t: units.ask_remove(t, HOMES[0]),
    "removed": lambda t: units.removed(t, "3号楼2单元301", 301, 3),
    "added": lambda t: units.corrected(t, "add", "3号楼2单元301", 3),
    "renamed": lambda t: units.corrected(t, "rename", "3号楼2单元301", 3),
    "put back": lambda t: units.corrected(t, "back", "3号楼2单元301", 3),
}


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_drawn(name: str, locale: str) -> None:
    fit(SCREENS[name](texts(locale)))


def test_a_preview_says_how_many_doors_and_from_which_to_which() -> None:
    garden = Plan(Place(1), "中华园", Layout(3, 1, 6, 2, buildings=9), tuple(BUILDINGS[:9]), alone=0)
    lines = units.check(texts("zh_Hans"), 5, garden).text.splitlines()
    assert lines[2:4] == ["  9栋、27个单元、324户", "  每栋从 1单元101 到 3单元602"]


def test_a_founding_with_doors_says_so_before_it_is_made() -> None:
    body = {**BODY, "layout": to_facts(Layout(3, 1, 6, 2, buildings=9))}
    assert "9栋、27个单元、324户" in registry.check_compound(texts("zh_Hans"), 5, body).text


def test_a_building_shows_its_entrances_from_the_first_door_to_the_last() -> None:
    screen = units.building(texts("zh_Hans"), THIRD, "中华园3号楼", HOMES)
    assert screen.text.splitlines()[:2] == ["中华园3号楼：42 户", "  1单元：101 到 601，6 户"]
    assert screen.text.endswith("还有 3 个单元")


REFUSALS = {
    Reason.INVALID: [
        "layout_rest", "layout_both", "layout_floors", "layout_doors", "layout_count", "layout_size",
        "layout_buildings", "door", "renaming", "which_entrance",
    ],
    Reason.NOT_FOUND: ["named", "door"],
    Reason.ALREADY_DONE: ["doors", "doors_undone", "door"],
    Reason.WRONG_STATE: ["doors_in_use", "somebody_home"],
}  # fmt: skip


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize("reason", REFUSALS)
def test_every_refusal_has_words(reason: Reason, locale: str) -> None:
    facts = {"rest": "电梯坏了" * 5, "most": 10_000, "there": 8, "said": 9, "door": "3号楼2单元301", "name": "10号楼"}
    for what in REFUSALS[reason]:
        words = refusal_words(texts(locale), Refusal(reason, {**facts, "n": 3, "what": what}), ZoneInfo("UTC"))
        assert len(words) <= 200
        assert "{" not in words
