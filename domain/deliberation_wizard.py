"""The wizard of a small matter (发起楼栋小事的步骤): which comes next is read off what is known."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from domain.deliberation.matters import LONGEST_TITLE, Homes, Proposal
from domain.registry import Place

Body = Mapping[str, Any]


class MatterStep(StrEnum):
    """Steps (步骤), in order."""

    PLACE = "place"
    HOMES = "homes"
    TEXT = "text"
    TOUCHES = "touches"
    PREVIEW = "preview"


TYPED = frozenset({MatterStep.HOMES, MatterStep.TEXT})
"""Steps that the person's next words answer."""


def matter_step(body: Body) -> MatterStep:
    """The first step that is not done."""
    return next((step for step in MatterStep if body.get(step.value) is None), MatterStep.PREVIEW)


def matter_awaiting(body: Body) -> str | None:
    """What the person's next words answer, as drafts name it; None while only buttons do."""
    step = matter_step(body)
    return f"deliberation.{step}" if step in TYPED else None


def matter_step_back(body: Body) -> dict[str, Any]:
    """The changes that go one step back (返回)."""
    done = [step for step in MatterStep if body.get(step.value) is not None]
    return {done[-1].value: None} if done else {}


def matter_place(body: Body) -> Place:
    """The building it is in."""
    compound, building = body["place"]
    return Place(compound, building)


def proposal_of(body: Body) -> Proposal:
    """The proposal of a finished draft: its first line is the title, shortened where it is a whole paragraph."""
    text: str = body["text"]
    first = text.splitlines()[0].strip()
    title = first if len(first) <= LONGEST_TITLE else first[: LONGEST_TITLE - 1] + "…"
    return Proposal(title, text, Homes(body["homes"]["words"], frozenset(body["homes"]["ids"])))
