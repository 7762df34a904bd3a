"""One of several (几项选一): one mark or none; whoever reaches the majority has it, else the leading two meet again."""

from __future__ import annotations

from collections.abc import Sequence

from domain.voting.marking import BallotKind, Chosen, Paper, Standing, fill, rank
from domain.voting.rules import Measure

MEET_AGAIN = 2


def choose(found: Sequence[Standing], measures: Sequence[Measure], paper: Paper) -> Chosen:
    """The one with enough votes; where none has, the two with most, and whoever ties with the second."""
    enough = [item for item in found if item.enough]
    return fill(enough, measures, 1) if enough else Chosen(again=_leading(found, measures))


def _leading(found: Sequence[Standing], measures: Sequence[Measure]) -> tuple[str, ...]:
    voted = [item for item in found if any(rank(item, measures))]
    least = rank(voted[:MEET_AGAIN][-1], measures) if voted else ()
    return tuple(item.option for item in voted if rank(item, measures) >= least)


KIND = BallotKind("one-of-several", lambda paper: range(MEET_AGAIN), choose)
