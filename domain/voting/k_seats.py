"""k seats (多席选举): as many marks as there are places at most; the first with enough votes have them."""

from __future__ import annotations

from collections.abc import Sequence

from domain.voting.marking import BallotKind, Chosen, Paper, Standing, fill
from domain.voting.rules import Measure


def choose(found: Sequence[Standing], measures: Sequence[Measure], paper: Paper) -> Chosen:
    """Those with enough votes, as far as there are places; a tie for the last ones is left to the lot."""
    return fill([item for item in found if item.enough], measures, paper.places)


KIND = BallotKind("k-seats", lambda paper: range(paper.places + 1), choose)
