"""The wizard of a formal vote (发起表决的步骤): which step comes next is read off what is known."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from domain.registry import Place
from domain.voting.owners_matters import OwnersMatter
from domain.voting.votes import Motion

Body = Mapping[str, Any]
"""What is known so far, by field; None or absent: not yet."""


class VoteStep(StrEnum):
    """Steps (步骤), in order."""

    PLACE = "place"
    MATTER = "matter"
    TITLE = "title"
    TEXT = "text"
    DAYS = "days"
    PREVIEW = "preview"


ORDER = (VoteStep.PLACE, VoteStep.MATTER, VoteStep.TITLE, VoteStep.TEXT, VoteStep.DAYS)
TYPED = frozenset({VoteStep.TITLE, VoteStep.TEXT})
"""Steps that the person's next words answer."""


def vote_step(body: Body) -> VoteStep:
    """The first step that is not done."""
    return next((step for step in ORDER if body.get(step.value) is None), VoteStep.PREVIEW)


def vote_awaiting(body: Body) -> str | None:
    """What the person's next words answer, as drafts name it; None while only buttons do."""
    step = vote_step(body)
    return f"voting.{step}" if step in TYPED else None


def vote_step_back(body: Body) -> dict[str, Any]:
    """The changes that go one step back (返回)."""
    done = [step for step in ORDER if body.get(step.value) is not None]
    return {done[-1].value: None} if done else {}


def motion_of(body: Body) -> Motion:
    """The motion of a finished draft."""
    return Motion(OwnersMatter(body["matter"]), body["title"], body["text"], body["days"])


def place_of(body: Body) -> Place:
    """Where it is held; building 0 is the whole compound."""
    compound, building = body["place"]
    return Place(compound, building or None)
