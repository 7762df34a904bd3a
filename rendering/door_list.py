"""The list of doors (门牌表): in the order of the stairs, in large letters, with columns to tick on the way up."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from domain.units import DwellingUnit
from rendering.paper import one_line, pdf
from rendering.texts import Texts

TEMPLATE = "door_list.typ"
LONGEST_NAME, LONGEST_DOOR = 20, 10
COLUMNS = ("knocked", "slip", "help")
"""What is ticked at every door, in order; room for a note comes after them."""


def door_list(
    texts: Texts,
    compound: str,
    doors: Sequence[DwellingUnit],
    columns: Sequence[str] = COLUMNS,
    title: str = "paper.doors.title",
) -> bytes:
    """The doors as PDF, as they are given: building, entrance, floor, door. A building begins on a page of its own."""
    return pdf(TEMPLATE, door_facts(texts, compound, doors, columns, title))


def door_facts(
    texts: Texts,
    compound: str,
    doors: Sequence[DwellingUnit],
    columns: Sequence[str] = COLUMNS,
    title: str = "paper.doors.title",
) -> dict[str, Any]:
    """The facts of the template, every sign of them drawable."""
    name = one_line(texts, compound, LONGEST_NAME)
    return {
        "lang": texts.locale.partition("_")[0],
        "title": texts.plain(title, compound=name),
        "head": {
            "floor": texts.plain("paper.doors.floor"),
            "door": texts.plain("paper.doors.door"),
            "columns": [texts.plain(f"paper.doors.{column}") for column in columns],
            "note": texts.plain("paper.doors.note"),
        },
        "buildings": [
            _building(texts, name, building, list(inside))
            for building, inside in groupby(doors, key=lambda door: door.building)
        ],
    }


def _building(texts: Texts, compound: str, building: str, doors: Sequence[DwellingUnit]) -> dict[str, Any]:
    entrances = [list(inside) for _, inside in groupby(doors, key=lambda door: door.entrance)]
    return {
        "name": compound + one_line(texts, building, LONGEST_NAME),
        "entrances": [_entrance(texts, inside) for inside in entrances],
    }


def _entrance(texts: Texts, doors: Sequence[DwellingUnit]) -> dict[str, Any]:
    return {
        "name": one_line(texts, doors[0].entrance, LONGEST_NAME),
        "count": texts.plain("paper.doors.count", n=len(doors)),
        "floors": [_floor(texts, floor, list(inside)) for floor, inside in groupby(doors, key=lambda door: door.floor)],
    }


def _floor(texts: Texts, floor: int, doors: Sequence[DwellingUnit]) -> dict[str, Any]:
    return {
        "name": texts.plain("paper.doors.storey", floor=floor) if floor else "",  # 0: nobody knows
        "doors": [one_line(texts, door.label, LONGEST_DOOR) for door in doors],
    }
