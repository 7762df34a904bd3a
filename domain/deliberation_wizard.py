"""The wizard of a small matter (发起楼栋小事的步骤): which comes next is read off what is known."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from domain.deliberation.classification import Touch
from domain.deliberation.matters import LONGEST_TITLE, Homes, Proposal
from domain.registry import Place

Body = Mapping[str, Any]


class MatterStep(StrEnum):
    """Steps (步骤), in order."""

    PLACE = "place"
    HOMES = "homes"
    TEXT = "text"
    TOUCHES = "touches"
    COMMONS = "commons"  # 公共地方有没有拿来收钱、改用途, asked apart with examples
    POOLING = "pooling"  # 要不要各家凑钱, asked of a small one alone
    PREVIEW = "preview"


TYPED = frozenset({MatterStep.HOMES, MatterStep.TEXT})
"""Steps that the person's next words answer."""


def matter_step(body: Body) -> MatterStep:
    """The first step that is not done."""
    return next(
        (step for step in MatterStep if body.get(step.value) is None and _asked(step, body)), MatterStep.PREVIEW
    )


def _asked(step: MatterStep, body: Body) -> bool:
    """Everybody's matter has a budget instead of neighbours who chip in."""
    return step is not MatterStep.POOLING or not whole_compound(body)


def matter_awaiting(body: Body) -> str:
    """What the person's next words answer, as drafts name it: a step, or that its buttons are meant (`pressing`)."""
    step = matter_step(body)
    return f"deliberation.{step}" if step in TYPED else "deliberation.pressing"


def matter_step_back(body: Body) -> dict[str, Any]:
    """The changes that go one step back (返回)."""
    done = [step for step in MatterStep if body.get(step.value) is not None]
    if whole_compound(body) and done[-1] is MatterStep.HOMES:
        return {MatterStep.HOMES.value: None, MatterStep.PLACE.value: None}
    if done and done[-1] is MatterStep.COMMONS and Touch.COMMON_PARTS in body["touches"]:  # it was chosen, not asked
        return {MatterStep.COMMONS.value: None, MatterStep.TOUCHES.value: None}
    return {done[-1].value: None} if done else {}


def whole_compound(body: Body) -> bool:
    """Whether it is everybody's matter (一征三议两公开), not one of some homes."""
    return body.get("place") is not None and body["place"][1] is None


def everybody(compound_id: int, name: str) -> dict[str, Any]:
    """What is known once it is everybody's: which homes is not asked."""
    return {"place": [compound_id, None], "homes": {"words": name, "ids": []}}


def grown(compound_id: int, name: str, touch: Touch) -> dict[str, Any]:
    """A small matter that touches this is everybody's from here on; its words are kept, what it touches is chosen."""
    return {**everybody(compound_id, name), "touches": None, "touching": [touch.value], "commons": None}


def toggled(body: Body, touch: Touch) -> list[str]:
    """What it touches, with one more chosen or one less."""
    chosen: list[str] = list(body.get("touching", ()))
    return [one for one in chosen if one != touch.value] if touch.value in chosen else [*chosen, touch.value]


def touches_known(touched: list[str]) -> dict[str, Any]:
    """What it touches is known (牵涉到什么); what is said of the common parts already is not asked again."""
    return {"touches": touched, "touching": touched, "commons": True if Touch.COMMON_PARTS in touched else None}


def commons_known(body: Body, used: bool) -> dict[str, Any]:
    """Whether it puts common parts to another use, or to business (民法典278第八项)."""
    if not used:
        return {"commons": False}
    return touches_known([*body["touches"], Touch.COMMON_PARTS.value])


def matter_place(body: Body) -> Place:
    """The building it is in."""
    compound, building = body["place"]
    return Place(compound, building)


def proposal_of(body: Body) -> Proposal:
    """The proposal of a finished draft."""
    homes = Homes(body["homes"]["words"], frozenset(body["homes"]["ids"]))
    return Proposal(title_of(body["text"]), body["text"], homes, pools=bool(body.get(MatterStep.POOLING.value)))


def title_of(text: str) -> str:
    """The first line of a text, shortened where it is a whole paragraph."""
    first = text.splitlines()[0].strip()
    return first if len(first) <= LONGEST_TITLE else first[: LONGEST_TITLE - 1] + "…"
