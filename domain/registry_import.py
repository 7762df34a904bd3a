"""Importing the register (导入名册): what a workbook would change, and what in it is wrong beside the register."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from domain.owners import KnownOwner, KnownUnit, Owner
from domain.registry import Building
from domain.units import AreaSource, UnitKind
from domain.workbook_cells import entrance_key, floor_in, key_of, room_key
from domain.workbook_lines import DoorKey, Line, check
from domain.workbooks import Flaw, Problem

BETWEEN = "、"
"""Between the owners of one home, in workbooks as on screens."""


class ChangeKind(StrEnum):
    """What becomes different (变化): the words are `workbook.change.<value>`."""

    NEW = "new"  # a door that was not there
    AREA = "area"
    SOURCE = "source"
    OWNERS = "owners"
    KIND = "kind"
    FLOOR = "floor"
    DEVELOPER = "developer"
    INHABITANTS = "inhabitants"


@dataclass(frozen=True)
class Register:
    """The homes of a compound as they are known (名册现状)."""

    buildings: tuple[Building, ...] = ()
    units: tuple[KnownUnit, ...] = ()

    @property
    def owners(self) -> list[KnownOwner]:
        """Every owner once."""
        return list({owner.id: owner for home in self.units for owner in home.owners}.values())


@dataclass(frozen=True)
class Change:
    """One thing that becomes different at one door (一处变化)."""

    kind: ChangeKind
    door: str
    old: str | int | bool | None = None
    new: str | int | bool | None = None


@dataclass(frozen=True)
class Entry:
    """A home as it will be (导入后的一户), and what of it changes. `owners` None: they stay as they are."""

    line: Line
    home: KnownUnit | None
    floor: int
    kind: UnitKind
    area: int | None
    source: AreaSource | None
    developer: bool
    inhabitants: int | None
    owners: tuple[Owner, ...] | None
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Difference:
    """What an import changes (名册对比). What the workbook does not mention stays."""

    buildings: tuple[str, ...] = ()  # new ones
    entries: tuple[Entry, ...] = ()  # new homes and those that change
    missing: tuple[str, ...] = ()  # homes of the workbook's buildings that it leaves out
    absent: tuple[str, ...] = ()  # buildings that it leaves out
    ownerless: int = 0  # homes of the workbook without an owner
    unmeasured: int = 0  # homes of the workbook without an area

    @property
    def changes(self) -> list[Change]:
        return [change for entry in self.entries for change in entry.changes]

    @property
    def counts(self) -> dict[str, int]:
        """How many doors change in which way; nothing that tells who."""
        counted = Counter(change.kind for change in self.changes)
        return {
            **{kind.value: counted[kind] for kind in ChangeKind},
            "homes": len(self.entries),
            "buildings": len(self.buildings),
            "missing": len(self.missing),
            "absent": len(self.absent),
            "ownerless": self.ownerless,
            "unmeasured": self.unmeasured,
        }


def compare(lines: Sequence[Line], register: Register) -> tuple[Difference, tuple[Problem, ...]]:
    """What importing these lines changes, and what is wrong or in doubt with them."""
    problems = list(check(lines))
    doors = Doors(register, lines)
    homes = [(line, doors.find(line)) for line in lines]
    problems += [found for _, found in homes if isinstance(found, Problem)]
    met = [(line, found) for line, found in homes if not isinstance(found, Problem)]
    problems += [*_met_twice(met), *_numbers_known(met, register)]
    entries = [_entry(line, home) for line, home in met]
    guessed = sum(_guesses_source(line, home) for line, home in met)
    if guessed:
        problems.append(Problem(Flaw.NO_SOURCE, facts={"n": guessed}))
    return _difference(entries, register, doors), tuple(problems)


class Doors:
    """The doors of a register, to be found by what a workbook calls them (按门牌查找)."""

    def __init__(self, register: Register, lines: Sequence[Line]) -> None:
        self._exact: dict[DoorKey, KnownUnit] = {}
        self._rooms: defaultdict[tuple[str, str], list[KnownUnit]] = defaultdict(list)
        self._entrances: defaultdict[str, set[str]] = defaultdict(set)
        self._written: defaultdict[str, set[str]] = defaultdict(set)
        for home in register.units:
            building, entrance, room = self.key(home)
            self._exact.setdefault((building, entrance, room), home)
            self._rooms[building, room].append(home)
            self._entrances[building].add(entrance)
        for line in lines:
            self._written[line.key[0]].add(line.key[1])

    @staticmethod
    def key(home: KnownUnit) -> DoorKey:
        unit = home.unit
        return key_of(unit.building), entrance_key(unit.entrance), room_key(unit.label)

    def written(self, building: str) -> bool:
        """Whether the workbook speaks of this building."""
        return key_of(building) in self._written

    def find(self, line: Line) -> KnownUnit | Problem | None:
        """The home behind a door; None for a new one. An entrance may be left out where that is clear."""
        building, entrance, room = line.key
        known = self._entrances[building]
        if (found := self._exact.get(line.key)) is not None:
            return found
        if known == {""} and len(self._written[building]) == 1:
            return self._exact.get((building, "", room))
        if entrance or known <= {""}:
            return None
        same = self._rooms[building, room]
        if len(same) == 1:
            return same[0]
        return Problem(Flaw.WHICH_ENTRANCE, line.sheet, line.row, facts={"door": line.name})


def _met_twice(met: Sequence[tuple[Line, KnownUnit | None]]) -> Iterator[Problem]:
    """Two lines, written differently, that come to one door."""
    first: dict[int, Line] = {}
    for line, home in met:
        known = line if home is None else first.setdefault(home.unit.id, line)
        if known.key != line.key:
            facts = {"door": line.name, "sheet": known.sheet, "row": known.row}
            yield Problem(Flaw.DOUBLE_DOOR, line.sheet, line.row, facts=facts)


def _numbers_known(met: Sequence[tuple[Line, KnownUnit | None]], register: Register) -> Iterator[Problem]:
    """A 业主编号 that is somebody else's at a door the workbook does not give it."""
    numbered = {owner.number: owner for owner in register.owners if owner.number}
    given = {(home.unit.id, owner.number) for line, home in met if home is not None for owner in line.owners}
    held = {
        owner.number: home.unit.name
        for home in register.units
        for owner in home.owners
        if (home.unit.id, owner.number) not in given
    }
    for line, _ in met:
        for owner in line.owners:
            known = numbered.get(owner.number)
            if known is not None and known.name != owner.name and owner.number in held:
                facts = {"number": owner.number, "door": held[owner.number]}
                yield Problem(Flaw.NUMBER_KNOWN, line.sheet, line.row, facts=facts)


def _guesses_source(line: Line, home: KnownUnit | None) -> bool:
    """Whether an area is new and nothing says where it comes from."""
    known = None if home is None else home.unit.area
    return line.area is not None and line.source is None and line.area != known


def _source(line: Line, home: KnownUnit | None, area: int | None) -> AreaSource | None:
    if area is None:
        return None
    if _guesses_source(line, home):
        return AreaSource.CONTRACT  # the weakest claim there is
    return line.source or (None if home is None else home.unit.area_source)


def _entry(line: Line, home: KnownUnit | None) -> Entry:
    """A home as it will be: what a workbook leaves empty stays what it was."""
    unit = None if home is None else home.unit
    area = line.area or (None if unit is None else unit.area)
    return _told(
        Entry(
            line=line,
            home=home,
            floor=line.floor or (floor_in(line.room) if unit is None else unit.floor),
            kind=line.kind or (UnitKind.RESIDENTIAL if unit is None else unit.kind),
            area=area,
            source=_source(line, home, area),
            developer=_developer(line, home),
            inhabitants=line.inhabitants if line.inhabitants is not None or unit is None else unit.inhabitants,
            owners=_owners(line, home),
            changes=(),
        )
    )


def _developer(line: Line, home: KnownUnit | None) -> bool:
    """未售: as the workbook says; a home that is given an owner is sold."""
    if line.developer is not None:
        return line.developer
    return home is not None and home.unit.developer and not line.owners


def _owners(line: Line, home: KnownUnit | None) -> tuple[Owner, ...] | None:
    """Its owners from now on; None where they stay."""
    before = () if home is None else home.owners
    wanted = () if line.developer else line.owners
    if not wanted and not (line.developer and before):
        return None
    return None if home is not None and home.owned_by(wanted) else wanted


def _told(entry: Entry) -> Entry:
    """The entry with its changes."""
    if entry.home is None:
        return replace(entry, changes=(Change(ChangeKind.NEW, entry.line.name),))
    unit, name = entry.home.unit, entry.home.unit.name
    pairs: list[tuple[ChangeKind, str | int | bool | None, str | int | bool | None]] = [
        (ChangeKind.AREA, unit.area, entry.area),
        (ChangeKind.SOURCE, unit.area_source, entry.source if unit.area == entry.area else unit.area_source),
        (ChangeKind.KIND, unit.kind, entry.kind),
        (ChangeKind.FLOOR, unit.floor, entry.floor),
        (ChangeKind.DEVELOPER, unit.developer, entry.developer),
        (ChangeKind.INHABITANTS, unit.inhabitants, entry.inhabitants),
    ]
    found = [Change(kind, name, old, new) for kind, old, new in pairs if old != new]
    if entry.owners is not None:
        found.append(Change(ChangeKind.OWNERS, name, _named(entry.home.owners), _named(entry.owners)))
    return replace(entry, changes=tuple(found))


def _named(owners: Sequence[Owner | KnownOwner]) -> str:
    return BETWEEN.join(f"{owner.name}({owner.number})" if owner.number else owner.name for owner in owners)


def _difference(entries: Sequence[Entry], register: Register, doors: Doors) -> Difference:
    met = {entry.home.unit.id for entry in entries if entry.home is not None}
    known = {key_of(building.label) for building in register.buildings}
    labels = dict.fromkeys(entry.line.building for entry in entries if key_of(entry.line.building) not in known)
    left = [home for home in register.units if home.unit.id not in met]
    return Difference(
        buildings=tuple(sorted({key_of(label): label for label in reversed(labels)}.values(), key=in_order)),
        entries=tuple(entry for entry in entries if entry.changes),
        missing=tuple(home.unit.name for home in left if doors.written(home.unit.building)),
        absent=tuple(dict.fromkeys(home.unit.building for home in left if not doors.written(home.unit.building))),
        ownerless=sum(_is_ownerless(entry) for entry in entries),
        unmeasured=sum(entry.area is None for entry in entries),
    )


def _is_ownerless(entry: Entry) -> bool:
    """业主未知: a state, not a mistake."""
    before = () if entry.home is None else entry.home.owners
    return not entry.developer and not (before if entry.owners is None else entry.owners)


def in_order(label: str) -> tuple[bool, int, str]:
    """9号楼 before 10号楼, numbers before names."""
    key = key_of(label)
    return (False, int(key), "") if key.isdigit() else (True, 0, key)
