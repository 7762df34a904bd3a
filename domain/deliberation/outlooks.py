"""What is still ahead of a matter (往后的日子): the earliest lawful day of every step to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.deliberation.stages import OVER, Calendar, Dossier, Procedure, Stage, ends


@dataclass(frozen=True)
class Coming:
    """A step to come (往后的一步), and the earliest moment it can begin."""

    stage: Stage
    earliest: datetime


def passed(procedure: Procedure, stage: Stage) -> list[Stage]:
    """The steps that lie behind."""
    order = [step.stage for step in procedure.steps]
    return order[: order.index(stage)] if stage in order else []


def coming(procedure: Procedure, dossier: Dossier, *, at: datetime, calendar: Calendar) -> list[Coming]:
    """The steps ahead, each at the earliest, were every record made at once; nothing of what has ended."""
    if dossier.stage in OVER:
        return []
    order, found = [step.stage for step in procedure.steps], []
    over = ends(procedure, dossier, calendar) or ends(procedure, Dossier(dossier.stage, at), calendar)
    earliest = max(at, over or at)
    for stage in order[order.index(dossier.stage) + 1 :]:
        found.append(Coming(stage, earliest))
        earliest = ends(procedure, Dossier(stage, earliest), calendar) or earliest
    return found
