"""Approval (逐项同意): as many marks as one likes; every option that reaches the majority is chosen, each by itself."""

from __future__ import annotations

from collections.abc import Sequence

from domain.voting.marking import BallotKind, Chosen, Paper, Standing
from domain.voting.rules import Measure


def choose(found: Sequence[Standing], measures: Sequence[Measure], paper: Paper) -> Chosen:
    """All with enough votes, in the order of their votes."""
    return Chosen(tuple(item.option for item in found if item.enough))


KIND = BallotKind("approval", lambda paper: range(len(paper.options) + 1), choose)
