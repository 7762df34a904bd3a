"""The wizard of a sentiment poll (发起征询的步骤): which step comes next is read off what is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

Body = Mapping[str, Any]
"""What is known so far, by field; None or absent: not yet. `given` lists fields that had only one choice."""


class Step(StrEnum):
    """Steps (步骤), in order."""

    PLACE = "place"
    GROUP = "group"
    QUESTION = "question"
    OPTIONS = "options"
    SEVERAL = "several"
    NAMED = "named"
    CLOSE = "close"
    PREVIEW = "preview"


FIELDS: Mapping[Step, str] = {
    Step.PLACE: "place",
    Step.GROUP: "chat_id",
    Step.QUESTION: "question",
    Step.OPTIONS: "enough",
    Step.SEVERAL: "several",
    Step.NAMED: "named",
    Step.CLOSE: "closes_at",
}
"""The field that, once known, ends a step."""

ORDER = tuple(FIELDS)

TYPED = frozenset({Step.QUESTION, Step.OPTIONS, Step.CLOSE})
"""Steps that the person's next words answer."""


def awaiting(body: Body) -> str | None:
    """What the person's next words answer, as drafts name it; None while only buttons do."""
    step = step_of(body)
    return f"polls.{step}" if step in TYPED else None


def step_of(body: Body) -> Step:
    """The first step that is not done."""
    return next((step for step in ORDER if body.get(FIELDS[step]) is None), Step.PREVIEW)


def choose_place(place: tuple[int, int], groups: Sequence[int], *, only: bool) -> dict[str, Any]:
    """The changes that choose a place (0: the whole compound), and its group where there is but one."""
    single = len(groups) == 1
    given = [FIELDS[step] for step, fixed in ((Step.PLACE, only), (Step.GROUP, single)) if fixed]
    return settle(place=list(place), chat_id=groups[0] if single else None, given=given)


def settle(**known: Any) -> dict[str, Any]:
    """The changes that end a step; whatever was kept for turning back is dropped."""
    return {**known, "kept": None}


def reopen(body: Body, step: Step) -> dict[str, Any]:
    """The changes that take a done step up again from the preview (改一改), keeping what it said."""
    kept = {field: body.get(field) for field in (FIELDS[step], "options")}
    return {FIELDS[step]: None, "kept": kept}


def step_back(body: Body) -> dict[str, Any] | None:
    """The changes that go one step back (返回); None when this is the first step."""
    if body.get("kept"):
        return {**body["kept"], "kept": None}
    given = body.get("given") or []
    current = step_of(body)
    before = [step for step in ORDER if body.get(FIELDS[step]) is not None and FIELDS[step] not in given]
    done = [step for step in before if current is Step.PREVIEW or ORDER.index(step) < ORDER.index(current)]
    return {FIELDS[done[-1]]: None} if done else None
