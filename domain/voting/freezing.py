"""Freezing a roll (冻结名册): the units of a place become heads in slots, each entry saying where it came from."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.journal import canonical
from domain.owners import KnownUnit
from domain.readiness import COUNTED
from domain.units import DwellingUnit, UnitKind
from domain.voting.rolls import Head, Roll, RollUnit, build_roll, members
from domain.voting.rules import Measure

COUNTED_WITH_PARKING = COUNTED | {UnitKind.PARKING}
"""What an owners' vote counts where the rules of procedure count titled parking, too (指导规则25)."""


@dataclass(frozen=True)
class RollEntry:
    """An entry of a frozen roll (名册条目): one head in its slot.

    `origin` tells whoever it concerns where the entry came from: the owners' names, and each unit with its area in
    0.01 ㎡ and where that figure is from.
    """

    slot: int
    head: Head
    owners: tuple[int, ...]  # the register's numbers; none for the developer
    units: tuple[int, ...]
    origin: Mapping[str, Any]
    person: int | None = None  # who holds the office that votes

    @property
    def listed(self) -> list[Any]:
        """What the roll's hash is over."""
        holder = [] if self.person is None else [self.person]
        return [self.slot, list(self.owners), list(self.units), self.head.area, *holder]


@dataclass(frozen=True)
class Frozen:
    """A frozen roll (冻结的名册)."""

    entries: tuple[RollEntry, ...]

    @property
    def heads(self) -> int:
        return len(self.entries)

    @property
    def area(self) -> int:
        return Roll(tuple(entry.head for entry in self.entries)).total[Measure.AREA]

    @property
    def hash(self) -> str:
        """SHA-256 over slots, owners' and units' numbers and areas: a later change of the roll shows."""
        listed = [entry.listed for entry in self.entries]
        return hashlib.sha256(canonical(listed)).hexdigest()


def counted_kinds(*, parking: bool) -> frozenset[UnitKind]:
    """Which units an owners' vote counts, by the published setting."""
    return COUNTED_WITH_PARKING if parking else COUNTED


def freeze(units: Sequence[KnownUnit], kinds: frozenset[UnitKind], order: Callable[[str], str]) -> Frozen:
    """The roll of these units' owners; areas and owners are known. Slots follow `order` of a head's key.

    A keyed `order` says nothing of the home to those who see slots only.
    """
    counted = [known for known in units if known.unit.kind in kinds]
    roll = build_roll(_roll_unit(known) for known in counted)
    by_number = {str(known.unit.id): known for known in counted}
    ordered = sorted(roll.heads, key=lambda head: order(head.key))
    return Frozen(tuple(_entry(slot, head, by_number) for slot, head in enumerate(ordered, 1)))


def freeze_households(units: Sequence[DwellingUnit], order: Callable[[str], str]) -> Frozen:
    """The roll of homes, one head each (一户一票): whoever lives there on the day votes for it."""
    by_key = {str(unit.id): unit for unit in units}
    heads = sorted(members(by_key).heads, key=lambda head: order(head.key))
    return Frozen(tuple(_household(slot, head, by_key[head.key]) for slot, head in enumerate(heads, 1)))


def _household(slot: int, head: Head, unit: DwellingUnit) -> RollEntry:
    return RollEntry(slot, head, (), (unit.id,), {"owners": [], "units": [{"name": unit.name}]})


UNREACHED = "name:"
"""Before the name of a member who is not on the messenger."""


def freeze_members(holders: Iterable[int], order: Callable[[str], str], unreached: Iterable[str] = ()) -> Frozen:
    """The roll of a body's members, one head each (成员名册): who holds the office now; `unreached` by name alone."""
    keys = [*map(str, holders), *(UNREACHED + name for name in unreached)]
    heads = sorted(members(keys).heads, key=lambda head: order(head.key))
    return Frozen(tuple(_member(slot, head) for slot, head in enumerate(heads, 1)))


def _member(slot: int, head: Head) -> RollEntry:
    if head.key.startswith(UNREACHED):
        return RollEntry(slot, head, (), (), {"owners": [head.key.removeprefix(UNREACHED)], "units": []})
    return RollEntry(slot, head, (), (), {"owners": [], "units": []}, person=int(head.key))


def _roll_unit(known: KnownUnit) -> RollUnit:
    """The unit with its owners by number: names may be alike."""
    unit = known.unit
    assert unit.area is not None, "a roll is frozen when every area is known"
    return RollUnit(str(unit.id), tuple(str(owner.id) for owner in known.owners), unit.area, unit.developer)


def _entry(slot: int, head: Head, by_number: Mapping[str, KnownUnit]) -> RollEntry:
    theirs = [by_number[number] for number in head.units]
    named = theirs[0].owners if head.owners else ()  # the developer's head has none
    return RollEntry(
        slot,
        head,
        tuple(sorted(int(owner) for owner in head.owners)),
        tuple(known.unit.id for known in theirs),
        {"owners": [owner.name for owner in named], "units": list(_origins(theirs))},
    )


def _origins(theirs: Iterable[KnownUnit]) -> Iterable[dict[str, Any]]:
    for known in theirs:
        unit = known.unit
        source = None if unit.area_source is None else unit.area_source.value
        yield {"name": unit.name, "area": unit.area, "source": source}
