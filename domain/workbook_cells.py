"""Cells read (读格): doors, areas, names and answers, however they were typed. Whole numbers only, never a float."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from domain.numerals import count_of
from domain.units import AreaSource, UnitKind
from domain.workbooks import Cell, CellKind, Flaw, Unreadable, Vocabulary, plain

Meaning = TypeVar("Meaning", UnitKind, AreaSource, bool)

LONGEST_CELL = 200
LONGEST_LABEL, LONGEST_NAME = 16, 40
MOST_OWNERS = 20
LARGEST_AREA = 10_000_000
"""0.01 ㎡: ten hectares are no home."""

LOWEST_FLOOR, HIGHEST_FLOOR = -9, 199
MOST_INHABITANTS = 99

HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
"""Categories of signs that show nothing or stand for nothing."""

BUILDING_ENDS = re.compile(r"(?:号楼|楼栋|楼|栋|幢|座|号|#)+$")
ENTRANCE_ENDS = re.compile(r"(?:单元|门洞|楼门|号门|门|梯|号)+$")
ROOM_ENDS = re.compile(r"(?<=[0-9A-Za-z])(?:号房|号室|室|房|户|号)$")
FLOOR = re.compile(r"第?(负|地下|b|-)?(.+?)(?:楼|层|f)?")
LABEL = re.compile(r"[0-9A-Za-z\u3400-\u9fff-]+")
AREA = re.compile(r"([+-]?)([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.([0-9]*))?(?:m2|平方米|平方|平米|平)?")
COUNT = re.compile(r"([0-9]{1,4})(?:人|口|个)?")
WHOLE_DOOR = re.compile(
    r"(?:.*[^0-9A-Za-z零〇一二三四五六七八九十])?(?P<building>[0-9A-Za-z零〇一二三四五六七八九十]+(?:号楼|栋|幢|座|楼|#))-?"
    r"(?:(?P<entrance>.+?(?:单元|门))-?)?(?P<room>.+)"
)
INNER_DOOR = re.compile(r"(?P<entrance>.+?(?:单元|门))-?(?P<room>.+)")
BETWEEN_OWNERS = re.compile(r"[、/,;，；／|\n\r]+")
MANY_DIGITS = re.compile(r"[0-9]{7}")
NUMBER = re.compile(r"[0-9A-Za-z\u3400-\u9fff_-]{1,32}")
IDENTITY_NUMBER = re.compile(r"[0-9]{17}[0-9Xx]")


@dataclass(frozen=True)
class Parts:
    """What a cell says of a door (门牌各部分); empty where it says nothing."""

    room: str
    entrance: str = ""
    building: str = ""


def said(cell: Cell | None, words: Vocabulary) -> str | Unreadable:
    """What stands in a cell, in one line; empty for nothing and for words that mean nothing."""
    if cell is None:
        return ""
    if cell.kind is CellKind.ERROR:
        return Unreadable(Flaw.ERROR_CELL)
    if cell.kind is CellKind.DATE:
        return Unreadable(Flaw.DATE_CELL, {"text": cell.text})
    if len(cell.text) > LONGEST_CELL:
        return Unreadable(Flaw.TOO_LONG, {"most": LONGEST_CELL})
    text = cell.text.strip()
    if any(unicodedata.category(sign) in HIDDEN and not sign.isspace() for sign in text):
        return Unreadable(Flaw.ODD_SIGNS)
    return "" if plain(text) in words.blank else unicodedata.normalize("NFC", text)


def _tight(text: str) -> str:
    """One width and no spaces: 「３ 号楼」 is 3号楼."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def key_of(name: str, ends: re.Pattern[str] = BUILDING_ENDS) -> str:
    """A building or entrance as it is found again: 3, 3号楼, 三号楼 and 第3栋 are one."""
    bare = _tight(name).removeprefix("第")
    bare = ends.sub("", bare) or bare
    number = count_of(bare)
    return bare.upper() if number is None else str(number)


def entrance_key(name: str) -> str:
    """An entrance as it is found again; empty where there is but one way in."""
    return key_of(name, ENTRANCE_ENDS) if name else ""


def room_key(label: str) -> str:
    """A door as it is found again: 0301 is 301."""
    return label.upper().lstrip("0") or label


def building_label(text: str) -> str | Unreadable:
    """3号楼 for a number, else as it was written."""
    return _label(text, key_of(text), "号楼", "building")


def entrance_label(text: str) -> str | Unreadable:
    """2单元 for a number, else as it was written; empty for nothing."""
    return _label(text, entrance_key(text), "单元", "entrance") if text else ""


def _label(text: str, key: str, end: str, column: str) -> str | Unreadable:
    label = f"{key}{end}" if key.isascii() and key.isdigit() else _tight(text)
    return _fitting(label, column)


def _fitting(label: str, column: str) -> str | Unreadable:
    if LABEL.fullmatch(label) is None or len(label) > LONGEST_LABEL:
        return Unreadable(Flaw.ODD_LABEL, {"column": column, "text": label[:LONGEST_LABEL]})
    return label


def door_parts(text: str, building: str, entrance: str, *, repeats: bool = True) -> Parts | Unreadable:
    """What a door's cell says, beside what its row says already: 301室, 2-301, 3-2-301, 3号楼2单元301.

    `repeats`: what stands before a door may be its building once more, as in every row of the sheet.
    """
    parts = _parts(_tight(text), building, entrance, repeats)
    for mine, theirs, key in ((building, parts.building, key_of), (entrance, parts.entrance, entrance_key)):
        if mine and theirs and key(mine) != key(theirs):
            return Unreadable(Flaw.DOOR_DISAGREES, {"text": _tight(text)})
    room = _fitting(ROOM_ENDS.sub("", parts.room) or parts.room, "room")
    return room if isinstance(room, Unreadable) else Parts(room, parts.entrance, parts.building)


def _parts(text: str, building: str, entrance: str, repeats: bool) -> Parts:
    if (named := WHOLE_DOOR.fullmatch(text)) is not None:
        return Parts(named["room"], named["entrance"] or "", named["building"])
    if (inner := INNER_DOOR.fullmatch(text)) is not None:
        return Parts(inner["room"], inner["entrance"])
    pieces = text.split("-")
    if len(pieces) == 3 and all(pieces):
        return Parts(pieces[2], pieces[1], pieces[0])
    if len(pieces) == 2 and all(pieces):
        return _two(pieces[0], pieces[1], building, entrance, repeats)
    return Parts(text)


def _two(first: str, room: str, building: str, entrance: str, repeats: bool) -> Parts:
    """2-301: the building or the entrance before the door, whichever the row leaves open. B-12 is a door."""
    if entrance and entrance_key(first) == entrance_key(entrance):
        return Parts(room, first)
    if not building or (repeats and key_of(first) == key_of(building)):
        return Parts(room, building=first)
    return Parts(f"{first}-{room}") if count_of(first) is None else Parts(room, first)


def repeats_building(doors: Iterable[tuple[str, str]]) -> bool:
    """Whether 3-301 in building 3 says the building again: it does if no door, with its building, says another."""
    pieces = ((building, _tight(room).split("-")) for building, room in doors)
    numbered = ((building, parts[0]) for building, parts in pieces if len(parts) == 2 and count_of(parts[0]))
    return all(key_of(first) == key_of(building) for building, first in numbered)


def floor_in(room: str) -> int:
    """The floor a door's number tells: 301 and 0301 are on the third; 0 where it tells none."""
    return int(room[:-2]) if room.isascii() and room.isdigit() and len(room) in (3, 4) else 0


def read_floor(text: str) -> int | Unreadable | None:
    """3, 3层, 三层, 负1, B1; below ground it is negative."""
    if not text:
        return None
    found = FLOOR.fullmatch(_tight(text).lower())
    number = None if found is None else count_of(found[2])
    floor = 0 if found is None or number is None else -number if found[1] else number
    if floor == 0 or not LOWEST_FLOOR <= floor <= HIGHEST_FLOOR:
        return Unreadable(Flaw.ODD_FLOOR, {"text": text[:LONGEST_LABEL]})
    return floor


def read_area(cell: Cell, text: str) -> int | Unreadable | None:
    """An area in 0.01 ㎡: 89.37, 「89.37㎡」, 1,234.5平方米."""
    if not text:
        return None
    written = format(Decimal(text), "f") if cell.kind is CellKind.NUMBER else _tight(text).lower()
    found = AREA.fullmatch(written)
    if found is None:
        return Unreadable(Flaw.AREA_WORDS, {"text": text[:LONGEST_LABEL]})
    sign, whole, decimals = found[1], found[2].replace(",", ""), (found[3] or "").rstrip("0")
    if len(whole) > len(str(LARGEST_AREA)):
        return Unreadable(Flaw.AREA_HUGE, {"text": text[:LONGEST_LABEL]})
    if len(decimals) > 2:
        return Unreadable(Flaw.AREA_DECIMALS, {"text": written[:LONGEST_LABEL]})
    return _sensible(int(whole) * 100 + int(decimals.ljust(2, "0")), sign, text)


def _sensible(area: int, sign: str, text: str) -> int | Unreadable:
    if area == 0:
        return Unreadable(Flaw.AREA_ZERO)
    if sign == "-":
        return Unreadable(Flaw.AREA_NEGATIVE, {"text": text[:LONGEST_LABEL]})
    return Unreadable(Flaw.AREA_HUGE, {"text": text[:LONGEST_LABEL]}) if area > LARGEST_AREA else area


def read_meaning(text: str, known: Mapping[str, Meaning], flaw: Flaw) -> Meaning | Unreadable | None:
    """A word of the vocabulary (住宅, 登记, 是); None for nothing."""
    if not text:
        return None
    found = known.get(plain(text))
    return Unreadable(flaw, {"text": text[:LONGEST_LABEL]}) if found is None else found


def read_count(text: str) -> int | Unreadable | None:
    """How many live there: 3, 3人."""
    if not text:
        return None
    found = COUNT.fullmatch(_tight(text))
    if found is None or int(found[1]) > MOST_INHABITANTS:
        return Unreadable(Flaw.ODD_COUNT, {"text": text[:LONGEST_LABEL], "most": MOST_INHABITANTS})
    return int(found[1])


def read_names(text: str) -> tuple[str, ...] | Unreadable:
    """The owners in a cell, each once: 「张三、李四」, 「张三 李四」; 「张 三」 is one."""
    parts = [name for part in BETWEEN_OWNERS.split(text) for name in _spaced(part.split())]
    if len(parts) > MOST_OWNERS:
        return Unreadable(Flaw.TOO_MANY_OWNERS, {"most": MOST_OWNERS})
    for name in parts:
        if not _is_name(name):
            return Unreadable(Flaw.ODD_NAME, {"text": name[:LONGEST_LABEL]})
    return tuple(dict.fromkeys(parts))


def _spaced(words: list[str]) -> list[str]:
    """Words between spaces: one name where they are letters or single signs, else a name each."""
    if len(words) < 2:
        return words
    if all(word.isascii() for word in words):
        return [" ".join(words)]
    return ["".join(words)] if any(len(word) == 1 for word in words) else words


def _is_name(name: str) -> bool:
    kinds = [unicodedata.category(sign)[0] for sign in name]
    return kinds[0] in "LN" and "L" in kinds and len(name) <= LONGEST_NAME and MANY_DIGITS.search(name) is None


def read_numbers(text: str, owners: int) -> tuple[str, ...] | Unreadable:
    """The numbers of the owners in a cell, one for each of them, `-` for one who has none; empty for nothing."""
    numbers = tuple(part for part in BETWEEN_OWNERS.split(_tight(text)) if part)
    if any(IDENTITY_NUMBER.fullmatch(number) for number in numbers):
        return Unreadable(Flaw.IDENTITY_NUMBER)
    if not all(NUMBER.fullmatch(number) for number in numbers):
        return Unreadable(Flaw.ODD_NUMBER, {"text": text[:LONGEST_LABEL]})
    if numbers and len(numbers) != owners:
        return Unreadable(Flaw.NUMBERS_DIFFER, {"owners": owners, "numbers": len(numbers)})
    return tuple(number.strip("-") and number for number in numbers)
