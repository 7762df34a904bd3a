"""How many homes a representative stands for (居民代表的数): the law says one of twenty to fifty homes in general."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MOST_HOMES = 50
"""一般每二十户至五十户推选一名居民代表（居委会组织法13）; more homes than that is said, and refuses nothing."""


@dataclass(frozen=True)
class Representation:
    """Representatives, and the homes they stand for (几名代表、多少户)."""

    representatives: int
    homes: int

    @property
    def wanted(self) -> int:
        """How many there should be at least: one for every fifty homes, and one for the rest."""
        return -(-self.homes // MOST_HOMES)

    @property
    def few(self) -> bool:
        """Whether there are fewer."""
        return self.representatives < self.wanted

    @property
    def record(self) -> dict[str, int]:
        """As it is kept beside the result."""
        return {"representatives": self.representatives, "homes": self.homes}


def representation_of(record: Mapping[str, int]) -> Representation:
    """What was kept."""
    return Representation(record["representatives"], record["homes"])
