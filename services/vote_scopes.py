"""Which homes a vote concerns (受影响的住户): an entrance, or doors that are written down; for whoever starts it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.issues import shorten
from domain.outcomes import Reason, Refusal
from domain.registry import Place
from domain.units import DwellingUnit
from domain.voting.constituencies import Constituency
from domain.workbook_cells import door_parts, entrance_key, key_of, room_key
from domain.workbooks import Unreadable
from storage.database import Database

NO_DOORS = Refusal(Reason.WRONG_STATE, {"what": f"vote_roll_{Constituency.HOUSEHOLDS}"})
"""Where no doors are known nobody can be asked; whoever posts it would hear the same."""

BETWEEN = re.compile(r"[\s,，、;；]+")

LONGEST_DOOR = 20
MOST_DOORS_SAID = 10
"""Of the doors that could not be found so many are said by name, of the others how many they are."""


async def homes_in(database: Database, place: Place) -> list[DwellingUnit]:
    """The homes of a place, up the stairs."""
    assert place.compound_id is not None, "asked of a compound"
    async with database.reading() as transaction:
        units = await transaction.units.of_compound(place.compound_id)
    return [unit for unit in units if unit.kind.lived_in and place.covers(unit.place)]


async def entrances_in(database: Database, place: Place) -> list[tuple[int, str]]:
    """The entrances of one building, where it has several."""
    if place.building_id is None:
        return []
    found = dict.fromkeys((unit.entrance_id, unit.entrance) for unit in await homes_in(database, place))
    return list(found) if len(found) > 1 else []


async def homes_named(database: Database, place: Place, words: str) -> Sequence[DwellingUnit] | Refusal:
    """The homes whose doors are written: 3号楼2单元301, or 301 where there is only one; else which are not one each."""
    homes = await homes_in(database, place)
    if not homes:
        return NO_DOORS
    found, unclear = [], []
    for door in filter(None, BETWEEN.split(words)):
        named = [home for home in homes if door in (home.name, f"{home.entrance}{home.label}", home.label)]
        named = named or [home for home in homes if _spoken(home, door)]
        found += named
        unclear += [door] if len(named) != 1 else []
    if unclear:
        names = [shorten(door, LONGEST_DOOR) for door in unclear[:MOST_DOORS_SAID]]
        return Refusal(Reason.NOT_FOUND, {"what": "vote_door", "n": len(unclear), "names": names})
    return list(dict.fromkeys(found)) or Refusal(Reason.EMPTY, {"what": "vote_doors"})


def _spoken(home: DwellingUnit, door: str) -> bool:
    """Whether a door that is written as a register's workbook may write it is this one: 3-2-301, 3栋2单元301室."""
    said = door_parts(door, "", "")
    if isinstance(said, Unreadable) or room_key(said.room) != room_key(home.label):
        return False
    inside = not said.building or key_of(said.building) == key_of(home.building)
    return inside and (not said.entrance or entrance_key(said.entrance) == entrance_key(home.entrance))
