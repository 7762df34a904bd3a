"""Turnout (参与情况): how many are wanting for a quorum; which buildings may be told apart without telling on homes.

That somebody took part is no secret to whoever goes from door to door, but no neighbour is to read it of a neighbour:
a building is told only where at least five homes have voted and at least five have not; and what is not told must not
follow from the total either.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from domain.voting.rules import Measure, Rule

FEWEST = 5
"""Homes in the smallest group that is ever told."""


def handful(count: int) -> bool:
    """Whether so few answered (不到几户) that what they said would tell who said it."""
    return 0 < count < FEWEST


@dataclass(frozen=True)
class Part:
    """A building's turnout (一栋楼的参与情况): so many of its homes have voted."""

    key: str  # what it is called; no two alike
    voted: int
    of: int

    @property
    def left(self) -> int:
        return self.of - self.voted

    @property
    def large(self) -> bool:
        """Whether neither side is a handful."""
        return min(self.voted, self.left) >= FEWEST


@dataclass(frozen=True)
class Told:
    """Turnout as it may be told (可以公布的参与情况): building by building, and the others as one."""

    parts: tuple[Part, ...]
    kept: int  # how many buildings the others are
    rest: Part


def wanting(rule: Rule, counts: Mapping[Measure, int], wholes: Mapping[Measure, int]) -> dict[Measure, int]:
    """How much is wanting until enough have taken part (还差), by measure; empty when they have."""
    short = {measure: rule.quorum.least(wholes[measure]) - counts[measure] for measure in rule.measures}
    return {measure: missing for measure, missing in short.items() if missing > 0}


def per_mille(count: int, whole: int) -> int:
    """Thousandths, never rounded up: a share never looks reached before it is."""
    return count * 1000 // whole if whole else 0


def tell(parts: Sequence[Part]) -> Told:
    """What may be told of all of them; nothing else leaves with it."""
    shown = told(parts)
    kept = kept_back(parts, shown)
    return Told(tuple(shown), len(kept), together(kept))


def told(parts: Sequence[Part]) -> list[Part]:
    """The buildings that may be told (可以公布的楼), in their order; of the smallest those that must are kept back."""
    shown = [part for part in parts if part.large]
    while shown and not _safe(kept_back(parts, shown)):
        shown.remove(min(shown, key=lambda part: (min(part.voted, part.left), part.key)))
    return shown


def kept_back(parts: Sequence[Part], shown: Collection[Part]) -> list[Part]:
    """The others (不单独公布的楼)."""
    return [part for part in parts if part not in shown]


def together(parts: Collection[Part]) -> Part:
    """Several as one (合计)."""
    return Part("", sum(part.voted for part in parts), sum(part.of for part in parts))


def _safe(kept: Collection[Part]) -> bool:
    """Whether nothing follows about those kept back, though everybody can take those told from the total.

    Together they are no handful, and from their sum each may still have voted in at least five ways: or in any way at
    all, where it has fewer homes than that.
    """
    if not kept:
        return True
    whole = together(kept)
    return whole.large and all(_open(part, whole) for part in kept)


def _open(part: Part, whole: Part) -> bool:
    """Whether its turnout may lie anywhere within a wide enough range, the others of the same sum being unknown."""
    least, most = max(0, whole.voted - (whole.of - part.of)), min(part.of, whole.voted)
    return most - least >= min(part.of, FEWEST)
