"""Where a report belongs (报事地点): read from its words, from the group it was said in, from the person's home."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.registry import HOME_ROLES, Actor, Building, Place

NUMERALS = "一二三四五六七八九"
NAMED = re.compile(
    r"(?:(?<!\d)(\d{1,3})|([一二三四五六七八九十]{1,3})|(?<![A-Za-z])([A-Za-z]))"
    r"\s*(?:号楼|號樓|号院?楼|栋|棟|幢|座|#)"
    r"(?!楼(?![下道上前后门顶梯里内外旁])|房屋|房子)",
)
"""3号楼, 3栋, 三号楼, A座, 3#; 三栋楼 counts buildings and names none, 3栋楼下 names one."""


COMMON = re.compile(
    r"院门|大门口|小区门口|院子|院里|院内|围墙|院墙|岗亭|门卫|停车[场位]|车库|地库|花园|凉亭|广场|草坪|绿化带|健身|路灯|井盖|垃圾[站房]"
)
"""What stands between the buildings (公共区域): whoever speaks of it does not speak of their own stairs."""


@dataclass(frozen=True)
class Guess:
    """Where it probably is (推定地点); `settled`: nothing is left to ask."""

    place: Place
    settled: bool


def names(text: str) -> tuple[str, ...]:
    """The buildings the text names, as plain keys (3, 12, A), each once."""
    keys = (_key(number, numeral, letter) for number, numeral, letter in NAMED.findall(text))
    return tuple(dict.fromkeys(keys))


def _key(number: str, numeral: str, letter: str) -> str:
    if number:
        return str(int(number))
    return str(_count(numeral)) if numeral else letter.upper()


def _count(numeral: str) -> int:
    tens, ten, ones = numeral.rpartition("十")
    high = (NUMERALS.index(tens[0]) + 1 if tens and tens[0] in NUMERALS else 1) if ten else 0
    return 10 * high + (NUMERALS.index(ones[-1]) + 1 if ones else 0)


def building_named(text: str, buildings: Sequence[Building]) -> Building | None:
    """The one building of these that the text names; None when it names none or several."""
    wanted = names(text)
    found = [building for building in buildings if _is_named(building, wanted, text)]
    return found[0] if len(found) == 1 else None


def _is_named(building: Building, wanted: Sequence[str], text: str) -> bool:
    keys = names(building.label)
    return bool(set(keys) & set(wanted)) if keys else building.label in text


ENTRANCE = re.compile(r"(?:(?<!\d)(\d{1,2})|([一二三四五六七八九十]{1,3}))\s*(?:单元|單元|门洞)")


def entrance_named(text: str, labels: Mapping[str, int]) -> int | None:
    """The one entrance of these (单元), by label, that the text names; None when it names none or several."""
    wanted = set(_entrances(text))
    found = [number for label, number in labels.items() if wanted & set(_entrances(label))]
    return found[0] if len(found) == 1 else None


def _entrances(text: str) -> list[str]:
    return [_key(number, numeral, "") for number, numeral in ENTRANCE.findall(text)]


def home_compound(actor: Actor) -> int | None:
    """The compound the person lives in, or serves; None when there is none or more than one."""
    homes = [role.place.compound_id for role in actor.roles if role.kind in HOME_ROLES]
    served = [role.place.compound_id for role in actor.roles if role.place.compound_id is not None]
    found = set(homes or served)
    return found.pop() if len(found) == 1 else None


def home_building(actor: Actor, compound_id: int) -> int | None:
    """The building the person lives in there; None when there is none or more than one."""
    places = [role.place for role in actor.roles if role.kind in HOME_ROLES]
    found = {place.building_id for place in places if place.compound_id == compound_id and place.building_id}
    return found.pop() if len(found) == 1 else None


def guess(text: str, *, actor: Actor, near: Place, buildings: Sequence[Building]) -> Guess:
    """Where in the compound `near` a report is; asked where the words name an unknown building, or several."""
    assert near.compound_id is not None, "guessed within a compound"
    named = building_named(text, buildings)
    if named is not None:
        return Guess(Place(near.compound_id, named.id), True)
    if not names(text) and COMMON.search(text):
        return Guess(Place(near.compound_id), True)
    home = None if names(text) else near.building_id or home_building(actor, near.compound_id)
    return Guess(Place(near.compound_id, home), home is not None or not buildings)
