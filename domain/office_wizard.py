"""Asking somebody to take an office (请人担任的步骤): which question comes next is read off what is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.offices import LEVELS, Level, Office, Scope, Wanted, after_years, levels
from domain.outcomes import Reason, Refusal
from domain.registry import Organ, Place, RoleKind

Body = Mapping[str, Any]
"""What is known so far, by step; `compound` from the beginning, `community` where the compound lies."""

TERMS = (0, 1, 3, 5)
"""Years a term may last; 0: open-ended (不定期)."""


MOST_WANTED = (
    RoleKind.COMMITTEE,
    RoleKind.BUILDING_LEADER,
    RoleKind.GRID_WORKER,
    RoleKind.SCRUTINEER,
    RoleKind.REPRESENTATIVE,
)
"""Without these little works: who leads, who is at the doors, who looks on while votes are counted, who decides."""


class Step(StrEnum):
    """Steps (请人担任的步骤), in order."""

    KIND = "kind"
    ORGAN = "organ"
    LEVEL = "level"
    GRID = "grid"
    BUILDING = "building"
    ENTRANCE = "entrance"
    FLOOR = "floor"
    CHECK = "check"


NEEDS: Mapping[Level, tuple[Step, ...]] = {
    Level.GRID: (Step.GRID,),
    Level.BUILDING: (Step.BUILDING,),
    Level.ENTRANCE: (Step.BUILDING, Step.ENTRANCE),
    Level.FLOOR: (Step.BUILDING, Step.ENTRANCE, Step.FLOOR),
}
"""What must be known for an office of this reach."""


def step_of(body: Body) -> Step:
    """The first step that is not done."""
    if body.get("kind") is None:
        return Step.KIND
    kind = RoleKind(body["kind"])
    if kind is RoleKind.COMMITTEE and body.get("organ") is None:
        return Step.ORGAN
    if body.get("level") is None:
        return Step.LEVEL
    wanted = NEEDS.get(Level(body["level"]), ())
    return next((step for step in wanted if body.get(step.value) is None), Step.CHECK)


def reaches(body: Body) -> tuple[Level, ...]:
    """How far the office may reach, as far as it is known."""
    organ = None if body.get("organ") is None else Organ(body["organ"])
    return levels(RoleKind(body["kind"]), organ)


def choose(body: Body, step: str, value: str, offered: Sequence[str]) -> dict[str, Any] | Refusal:
    """The changes that answer a step, if that is what is asked and what was offered."""
    if step != step_of(body).value or step == Step.CHECK.value:
        return Refusal(Reason.STALE)
    if value not in offered:
        return Refusal(Reason.INVALID, {"what": "place"})
    numbered = step in {Step.GRID, Step.BUILDING, Step.ENTRANCE, Step.FLOOR}
    return {step: int(value) if numbered else value}


def office_of(body: Body, at: datetime) -> Office:
    """The office that a finished body means."""
    level, years = Level(body["level"]), body.get("years") or 0
    return Office(
        kind=RoleKind(body["kind"]),
        scope=_scope(body, level),
        organ=None if body.get("organ") is None else Organ(body["organ"]),
        deputy_of=body.get("deputy_of"),
        until=after_years(at, years) if years else None,
    )


def _scope(body: Body, level: Level) -> Scope:
    if level is Level.COMMUNITY:
        return Scope(community_id=body["community"])
    if level is Level.GRID:
        return Scope(grid_id=body["grid"])
    parts = {step: body.get(step.value) for step in NEEDS.get(level, ())}
    return Scope(Place(body["compound"], parts.get(Step.BUILDING), parts.get(Step.ENTRANCE), parts.get(Step.FLOOR)))


def begun(wanted: Wanted, community_id: int | None) -> dict[str, Any]:
    """What is known when somebody is asked to take a post that is vacant."""
    body: dict[str, Any] = {"compound": wanted.compound_id, "community": community_id, "kind": wanted.kind.value}
    if wanted.organ is not None:
        body["organ"] = wanted.organ.value
    if wanted.level is not None:
        body["level"] = wanted.level.value
    step = {Level.BUILDING: Step.BUILDING, Level.GRID: Step.GRID}.get(wanted.level or Level.COMPOUND)
    return body if step is None else {**body, step.value: wanted.number}


def read_wanted(compound_id: int, kind: str, organ: str, level: str, number: int) -> Wanted | None:
    """A post as a button names it, or None for a forged one."""
    if kind not in {one.value for one in LEVELS} or organ not in {"", *Organ} or level not in {"", *Level}:
        return None
    return Wanted(compound_id, RoleKind(kind), Organ(organ) if organ else None, Level(level) if level else None, number)


def kinds() -> tuple[RoleKind, ...]:
    """What people can be asked to be, in the order it is offered: the most wanted first."""
    return (*MOST_WANTED, *(kind for kind in LEVELS if kind not in MOST_WANTED))
