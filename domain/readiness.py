"""Readiness (表决准备): what a household vote and an owners' vote of a compound still lack, exactly."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.units import UnitKind

COUNTED = frozenset({UnitKind.RESIDENTIAL, UnitKind.SHOP})
"""Units an owners' vote counts where the by-laws do not say otherwise (建筑物区分所有权解释2 leaves 车位 to them)."""


class Lack(StrEnum):
    """What is lacking (还缺的)."""

    DOORS = "doors"  # buildings without doors: nobody knows how many households there are
    AREAS = "areas"  # 专有部分面积
    SOURCES = "sources"  # where an area comes from
    OWNERS = "owners"


@dataclass(frozen=True)
class Finding:
    """One thing a vote lacks (一项欠缺): how many of how many."""

    lack: Lack
    n: int
    of: int


@dataclass(frozen=True)
class Census:
    """What the roster knows of a compound's units (房屋清点). A household is a residential unit."""

    buildings: int = 0
    without_doors: int = 0  # buildings
    households: int = 0
    bound: int = 0  # households of which somebody is registered
    counted: int = 0  # units that an owners' vote counts
    with_area: int = 0
    with_source: int = 0
    with_owner: int = 0  # the developer's unsold units among them
    uncounted: int = 0  # parking, storage
    area: int = 0  # 0.01 ㎡, of the counted
    heads: int = 0


@dataclass(frozen=True)
class Readiness:
    """How far a compound is (准备情况); nothing lacking: the vote can be held."""

    census: Census
    household: tuple[Finding, ...]
    owners: tuple[Finding, ...]


def readiness(census: Census) -> Readiness:
    """What each kind of vote lacks: a household vote every door, an owners' vote also area, source and owner."""
    doors = _lacking(Lack.DOORS, census.without_doors, census.buildings)
    owners = [
        *doors,
        *_lacking(Lack.AREAS, census.counted - census.with_area, census.counted),
        *_lacking(Lack.SOURCES, census.with_area - census.with_source, census.with_area),
        *_lacking(Lack.OWNERS, census.counted - census.with_owner, census.counted),
    ]
    return Readiness(census, tuple(doors), tuple(owners))


def _lacking(lack: Lack, n: int, of: int) -> list[Finding]:
    return [Finding(lack, n, of)] if n > 0 else []


def count_heads(owner_sets: Iterable[frozenset[int]], developer_units: int) -> int:
    """How many owners count (业主人数): those who own the same units together once, the developer once for all."""
    return len(set(owner_sets)) + (1 if developer_units else 0)
