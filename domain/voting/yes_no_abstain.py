"""Yes, no, abstain (同意、反对、弃权): one mark; the motion is chosen when enough agree."""

from __future__ import annotations

from collections.abc import Sequence

from domain.voting.ballots import Choice
from domain.voting.marking import BallotKind, Chosen, Paper, Standing
from domain.voting.rules import Measure

MOTION = Paper(tuple(Choice))
"""The only paper of this kind."""


def choose(found: Sequence[Standing], measures: Sequence[Measure], paper: Paper) -> Chosen:
    """The motion, or nothing: most votes against it choose nothing either."""
    return Chosen(tuple(item.option for item in found if item.enough and item.option == Choice.APPROVE))


KIND = BallotKind("yes-no-abstain", lambda paper: range(1, 2), choose)
