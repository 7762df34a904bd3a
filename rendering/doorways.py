"""Doors as keys (门牌按键): entrance, floor, door, each step only where there is something to choose."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from domain.households import entrances, floors
from domain.units import DwellingUnit
from rendering.buttons import Button
from rendering.screens import Key, rows
from rendering.texts import Texts

ANY_ENTRANCE = 0
ANY_FLOOR = -99
FEW = 24
"""Doors shown at once without asking for the floor."""
PER_ROW = 4


def door_keys(
    texts: Texts,
    units: Sequence[DwellingUnit],
    entrance_id: int,
    floor: int,
    *,
    into: Callable[[int, int], Button],
    press: Callable[[DwellingUnit], Button],
    label: Callable[[DwellingUnit], str] = lambda unit: unit.label,
) -> tuple[str, tuple[tuple[Key, ...], ...]]:
    """What is asked (entrance, floor or door) and its keys. `into` gives the button of an entrance and floor."""
    ways = entrances(units)
    if entrance_id not in ways and len(ways) > 1:
        shown = [Key(name or texts.plain("households.no_entrance"), into(way, ANY_FLOOR)) for way, name in ways.items()]
        return "entrance", rows(*shown, per_row=PER_ROW)
    behind = [unit for unit in units if entrance_id not in ways or unit.entrance_id == entrance_id]
    way = entrance_id if entrance_id in ways else next(iter(ways), ANY_ENTRANCE)
    if floor not in floors(behind) and len(behind) > FEW and len(floors(behind)) > 1:
        shown = [Key(_floor(texts, number), into(way, number)) for number in floors(behind)]
        return "floor", rows(*shown, per_row=PER_ROW)
    here = [unit for unit in behind if floor not in floors(behind) or unit.floor == floor]
    return "door", rows(*(Key(label(unit), press(unit)) for unit in here), per_row=PER_ROW)


def _floor(texts: Texts, number: int) -> str:
    return texts.plain("households.floor", n=number) if number else texts.plain("households.floor_unknown")
