"""What a person reads of fees paid ahead (看到的预交): a round, a building, one home."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add

from domain.prepay import NOTHING, PrepayFigures, PrepayLine, PrepayRound, PrepaySettlement
from domain.units import DwellingUnit


@dataclass(frozen=True)
class PrepayHome:
    """What one home is asked and has paid (一户的预交): for who lives there, and at the door for who takes it."""

    home: DwellingUnit
    due: int | None
    paid: int
    unspent: int


@dataclass(frozen=True)
class PrepayPage:
    """A round as one person may read it (一期预交页)."""

    round: PrepayRound
    names: Mapping[int, str]  # of buildings, in order
    sums: Mapping[int, PrepayFigures]
    mine: tuple[PrepayHome, ...]
    takes: frozenset[int]  # the buildings one takes fees in
    keeps: bool

    @property
    def whole(self) -> PrepayFigures:
        """All buildings together: the balance of each adds up to that of all."""
        return reduce(add, self.sums.values(), NOTHING)


@dataclass(frozen=True)
class PrepayBuilding:
    """One building's ledger as one person may read it (一栋楼的预交页)."""

    page: PrepayPage
    building_id: int
    costs: tuple[PrepayLine, ...]
    receipts: tuple[PrepayLine, ...]  # the reader's own, not handed in
    settlement: PrepaySettlement | None
    following: PrepayRound | None  # where what is left would be carried to

    @property
    def sums(self) -> PrepayFigures:
        return self.page.sums[self.building_id]
