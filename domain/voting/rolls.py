"""Rolls (表决权名册): units and their owners become heads, each counted once, each with its area."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from domain.voting.rules import Measure

DEVELOPER = "developer"
JOINT = "+"
"""Between the names of those who own together."""


@dataclass(frozen=True)
class RollUnit:
    """A unit as the roll reads it (入册房屋): who owns it, how large it is in 0.01 ㎡."""

    unit: str
    owners: tuple[str, ...]
    area: int
    developer: bool = False  # unsold, or sold and not handed over


@dataclass(frozen=True)
class Head:
    """One who counts as one (一人): an owner, those who own together, the developer; with everything they own."""

    key: str
    area: int
    units: tuple[str, ...]
    owners: tuple[str, ...] = ()


@dataclass(frozen=True)
class Roll:
    """A roll (表决权名册), frozen: the heads in the order they came."""

    heads: tuple[Head, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Head]:
        return {head.key: head for head in self.heads}

    @cached_property
    def total(self) -> Mapping[Measure, int]:
        """All area and all heads: what a quorum is a share of."""
        return weigh(self.heads)


def weigh(heads: Iterable[Head]) -> dict[Measure, int]:
    """Area and number of these heads."""
    listed = list(heads)
    return {Measure.AREA: sum(head.area for head in listed), Measure.HEADS: len(listed)}


def head_key(unit: RollUnit) -> str:
    """Who counts for a unit: its owners, in the order of their code points; the developer for what is unsold."""
    return DEVELOPER if unit.developer else JOINT.join(sorted(unit.owners))


def build_roll(units: Iterable[RollUnit]) -> Roll:
    """The roll of these units.

    One with several units is one head (建筑物区分所有权解释9), those who own one together are one (指导规则25),
    the developer's unsold units are one; areas add up (解释8).
    """
    owned: dict[str, list[RollUnit]] = {}
    for unit in units:
        owned.setdefault(head_key(unit), []).append(unit)
    return Roll(tuple(_head(key, theirs) for key, theirs in owned.items()))


def _head(key: str, units: list[RollUnit]) -> Head:
    names = () if units[0].developer else tuple(sorted(units[0].owners))
    return Head(key, sum(unit.area for unit in units), tuple(unit.unit for unit in units), names)


def members(names: Iterable[str]) -> Roll:
    """The roll of a body whose members count one each (成员名册): representatives, committees, households."""
    return Roll(tuple(Head(name, 0, ()) for name in names))
