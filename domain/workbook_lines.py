"""Homes of a workbook (表里的门牌), and what is wrong or in doubt between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.joining import MOST_BUILDINGS
from domain.owners import Owner
from domain.units import AreaSource, UnitKind
from domain.workbook_cells import entrance_key, key_of, room_key
from domain.workbooks import Flaw, Problem

SHOWN = 4
"""Doors that are named where more have the same owner's name."""

DoorKey = tuple[str, str, str]


@dataclass(frozen=True)
class Line:
    """A home as a workbook has it (表里的一户); None wherever nothing was said."""

    sheet: str
    row: int
    building: str
    entrance: str
    room: str
    floor: int | None = None
    kind: UnitKind | None = None
    area: int | None = None
    source: AreaSource | None = None
    owners: tuple[Owner, ...] = ()
    developer: bool | None = None
    inhabitants: int | None = None

    @property
    def key(self) -> DoorKey:
        """The door as it is found again."""
        return key_of(self.building), entrance_key(self.entrance), room_key(self.room)

    @property
    def name(self) -> str:
        """3号楼2单元301."""
        return f"{self.building}{self.entrance}{self.room}"


@dataclass(frozen=True)
class Reading:
    """What a workbook says (读出的名册): homes, and what is wrong or in doubt."""

    lines: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()


def check(lines: Sequence[Line]) -> Iterator[Problem]:
    """What is wrong or in doubt between the homes of one workbook."""
    yield from _double_doors(lines)
    if len({key_of(line.building) for line in lines}) > MOST_BUILDINGS:
        yield Problem(Flaw.TOO_MANY_BUILDINGS, facts={"most": MOST_BUILDINGS})
    yield from _numbers_of_two(lines)
    yield from _same_names(lines)


def _double_doors(lines: Sequence[Line]) -> Iterator[Problem]:
    first: dict[DoorKey, Line] = {}
    for line in lines:
        known = first.setdefault(line.key, line)
        if known is not line:
            facts = {"door": line.name, "sheet": known.sheet, "row": known.row}
            yield Problem(Flaw.DOUBLE_DOOR, line.sheet, line.row, facts=facts)


def _numbers_of_two(lines: Sequence[Line]) -> Iterator[Problem]:
    """The same 业主编号 with different names."""
    named: dict[str, tuple[str, Line]] = {}
    for line in lines:
        for owner in line.owners:
            name, first = named.setdefault(owner.number, (owner.name, line))
            if owner.number and name != owner.name:
                facts = {"number": owner.number, "first": name, "row": first.row, "second": owner.name}
                yield Problem(Flaw.NUMBER_OF_TWO, line.sheet, line.row, facts=facts)


def _same_names(lines: Sequence[Line]) -> Iterator[Problem]:
    """One name at several doors and no number: taken for several people, and asked about."""
    doors: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        for owner in line.owners:
            if not owner.number:
                doors[owner.name].append(line)
    for name, found in doors.items():
        if len(found) > 1:
            facts = {"name": name, "n": len(found), "doors": [line.name for line in found[:SHOWN]]}
            yield Problem(Flaw.SAME_NAME, found[0].sheet, found[0].row, facts=facts)
