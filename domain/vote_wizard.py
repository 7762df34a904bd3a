"""The wizard of a formal vote (发起表决的步骤): which step comes next is read off what is known."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from domain.moments import read_moment
from domain.registry import Actor, Place
from domain.voting.constituencies import MEMBERS, Constituency, starting_refusal
from domain.voting.owners_matters import OwnersMatter
from domain.voting.questions import YES_NO, Question, options_of
from domain.voting.votes import HomesScope, Motion

Body = Mapping[str, Any]
"""What is known so far, by field; None or absent: not yet."""


class VoteStep(StrEnum):
    """Steps (步骤), in order."""

    PLACE = "place"
    CONSTITUENCY = "constituency"  # 谁来表决
    MATTER = "matter"  # of an owners' vote
    HOMES = "homes"  # which homes decide
    SOURCE = "source"  # what says that only these do
    TITLE = "title"
    TEXT = "text"
    OPTIONS = "options"  # of a vote among several
    DAYS = "days"
    MEETS = "meets_at"  # of a meeting
    UNREACHED = "unreached"  # its members who are not on the messenger
    PREVIEW = "preview"


TYPED = frozenset(
    {
        *(VoteStep.SOURCE, VoteStep.TITLE, VoteStep.TEXT, VoteStep.OPTIONS),
        *(VoteStep.DAYS, VoteStep.MEETS, VoteStep.UNREACHED),
    }
)
"""Steps that the person's next words answer."""

AMONG = ("one-of-several", "approval")
"""Kinds of ballot one can choose instead of yes, no and abstain."""


def order(body: Body) -> tuple[VoteStep, ...]:
    """The steps of this vote: by whose it is, which homes, what stands on its ballot."""
    whose, homes = body.get("constituency"), body.get("homes")
    meeting = whose == Constituency.REPRESENTATIVES
    by_homes = whose == Constituency.HOUSEHOLDS
    wanted = {
        VoteStep.MATTER: whose == Constituency.OWNERS,
        VoteStep.HOMES: by_homes,
        VoteStep.SOURCE: by_homes and homes is not None and homes["ids"] is not None,
        VoteStep.OPTIONS: body.get("ballot") in ballots(body),
        VoteStep.DAYS: not meeting,
        VoteStep.MEETS: meeting,
        VoteStep.UNREACHED: meeting,
        VoteStep.PREVIEW: False,
    }
    return tuple(step for step in VoteStep if wanted.get(step, True))


def offered(actor: Actor, place: Place) -> tuple[Constituency, ...]:
    """Whose vote this person can start there: those who hold an office vote for a whole compound.

    The residents' meeting is called where so many object to a resolution.
    """
    whose = [one for one in Constituency if one is not Constituency.RESIDENTS]
    whose = [one for one in whose if place.building_id is None or one not in MEMBERS]
    return tuple(one for one in whose if starting_refusal(actor, one, place) is None)


def ballots(body: Body) -> tuple[str, ...]:
    """What can stand on its ballot instead of yes, no and abstain; hands are up for one of these three."""
    return () if body.get("constituency") == Constituency.REPRESENTATIVES else AMONG


def vote_step(body: Body) -> VoteStep:
    """The first step that is not done."""
    return next((step for step in order(body) if body.get(step.value) is None), VoteStep.PREVIEW)


def vote_awaiting(body: Body) -> str | None:
    """What the person's next words answer, as drafts name it; None while only buttons do."""
    step = vote_step(body)
    return f"voting.{step}" if step in TYPED or _doors_awaited(body) else None


def _doors_awaited(body: Body) -> bool:
    """Which homes can be pressed, or their doors written."""
    return vote_step(body) is VoteStep.HOMES


def vote_step_back(body: Body) -> dict[str, Any]:
    """The changes that go one step back (返回)."""
    done = [step for step in order(body) if body.get(step.value) is not None]
    return {done[-1].value: None} if done else {}


def motion_of(body: Body) -> Motion:
    """The motion of a finished draft: of what was asked for this vote, whatever was said before of another."""
    said = {step.value: body.get(step.value) for step in order(body)}
    meets = said.get("meets_at")
    return Motion(
        matter_of(body),
        body["title"],
        body["text"],
        said.get("days") or 0,
        Constituency(body["constituency"]),
        question_of_draft(body),
        meets_at=None if meets is None else read_moment(meets),
        scope=_scope(said),
        unreached=tuple(said.get("unreached") or ()),
    )


def matter_of(body: Body) -> OwnersMatter | None:
    """The item of 民法典278, where owners decide."""
    return OwnersMatter(body["matter"]) if body["constituency"] == Constituency.OWNERS else None


def question_of_draft(body: Body) -> Question:
    """What would stand on the ballot."""
    ballot = body.get("ballot")
    return Question(ballot, options_of(body.get("options") or ())) if ballot in ballots(body) else YES_NO


def _scope(body: Body) -> HomesScope | None:
    homes = body.get("homes")
    if homes is None or homes["ids"] is None:
        return None
    return HomesScope(homes["words"], frozenset(homes["ids"]), body["source"])


def place_of(body: Body) -> Place:
    """Where it is held; building 0 is the whole compound."""
    compound, building = body["place"]
    return Place(compound, building or None)
