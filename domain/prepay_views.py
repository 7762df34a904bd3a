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
    refunded: int = 0  # what it had back, or is about to


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

    def tells(self, building_id: int) -> bool:
        """Whether they read how many homes of a building paid: where those are few, who takes the fees alone."""
        return self.keeps or building_id in self.takes or not self.sums[building_id].few

    @property
    def tells_whole(self) -> bool:
        """Whether they read how many paid in all: not where the few of small buildings are the difference."""
        small = reduce(add, (one for one in self.sums.values() if one.few), NOTHING)
        return self.keeps or not (self.whole.few or small.few)


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
