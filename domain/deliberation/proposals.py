"""Residents' proposals (居民提议): the homes that support them, and the answer the committee owes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from domain.deliberation.matters import LONGEST_TITLE
from domain.outcomes import Reason, Refusal
from domain.periods import calendar_days
from domain.registry import HOME_ROLES, Actor, Place
from domain.voting.rules import Threshold

LONGEST_PROPOSAL, LONGEST_REASON = 1000, 300

MOST_WANTED = 10
"""However large the compound, so many homes are enough (ours)."""

MOST_OPEN = 3
"""Proposals of one person that look for support at the same time (ours)."""

ANSWER_DAYS, REMIND_DAYS = 15, 10
"""Full days until the committee has answered, and until it is reminded (ours, of the by-laws)."""

REMINDED_AT = time(9, 0)


class ProposalState(StrEnum):
    """How far a proposal is (提议状态)."""

    OPEN = "open"  # 征集附议
    REACHED = "reached"  # 附议够了, the committee owes an answer
    TAKEN = "taken"  # 已受理
    REFUSED = "refused"  # 不受理, with a reason
    WITHDRAWN = "withdrawn"  # 已撤回


class ProposalWay(StrEnum):
    """By which way it is taken up (受理后怎么办)."""

    DISCUSS = "discuss"  # 按议事程序商量
    VOTE = "vote"  # 交给大家表决
    COMMITTEE = "committee"  # 委员会直接办


@dataclass(frozen=True)
class ResidentProposal:
    """A proposal of a resident (居民提议) as it stands; which homes support it is nobody's to read."""

    id: int
    place: Place
    number: int  # counts up within a compound
    title: str
    text: str
    state: ProposalState
    author_id: int | None  # None once they have gone
    homes: int  # 住宅 of the compound, when it was made
    share: tuple[int, int]  # of all homes, as the profile said then
    source: str  # what the share rests on; empty where it is only ours
    wanted: int
    count: int  # homes; of one that was reached, as it was then
    at: datetime
    answer_by: datetime | None = None
    way: ProposalWay | None = None
    reason: str = ""
    matter_id: int | None = None  # what came of it, where it is discussed

    @property
    def subject(self) -> str:
        """What its card in the group and its journal are kept under."""
        return f"proposal:{self.id}"

    @property
    def enough(self) -> bool:
        return self.count >= self.wanted

    @property
    def to_discuss(self) -> bool:
        """Whether it waits for somebody to begin the matter that was promised."""
        return self.way is ProposalWay.DISCUSS and self.matter_id is None

    def overdue(self, at: datetime) -> bool:
        """超期: the committee has let its days pass."""
        return self.state is ProposalState.REACHED and self.answer_by is not None and at >= self.answer_by


@dataclass(frozen=True)
class ProposalPage:
    """A proposal as one person may read it (提议页)."""

    proposal: ResidentProposal
    homes: tuple[int, ...]  # theirs there
    supported: bool  # by them
    own: bool
    answers: bool  # whoever may answer it


def supports_wanted(share: Threshold, homes: int) -> int:
    """How many homes must support it: the share of all homes, at most ten, at least one."""
    return max(1, min(MOST_WANTED, share.least(homes)))


def lives_in(actor: Actor, place: Place) -> bool:
    """Whether they live in the compound, or own a home there."""
    return any(role.kind in HOME_ROLES and place.covers(role.place) for role in actor.roles)


def supporting_homes(actor: Actor, place: Place) -> tuple[int, ...]:
    """Homes of theirs in the compound whose door is known."""
    found = [role.place.unit_id for role in actor.roles if role.kind in HOME_ROLES and place.covers(role.place)]
    return tuple(dict.fromkeys(unit for unit in found if unit is not None))


def proposal_title(text: str) -> str:
    """Its first line, shortened where it is a whole paragraph."""
    first = text.strip().splitlines()[0].strip()
    return first if len(first) <= LONGEST_TITLE else first[: LONGEST_TITLE - 1] + "…"


def proposal_text_refusal(text: str) -> Refusal | None:
    """Why a proposal cannot be written so."""
    if not text.strip():
        return Refusal(Reason.EMPTY, {"what": "proposal_text"})
    too_long = Refusal(Reason.TOO_LONG, {"what": "proposal_text", "most": LONGEST_PROPOSAL})
    return too_long if len(text) > LONGEST_PROPOSAL else None


def proposal_reason_refusal(text: str) -> Refusal | None:
    """Why this is no reason to refuse it."""
    if not text.strip():
        return Refusal(Reason.EMPTY, {"what": "proposal_reason"})
    too_long = Refusal(Reason.TOO_LONG, {"what": "proposal_reason", "most": LONGEST_REASON})
    return too_long if len(text) > LONGEST_REASON else None


def proposal_state_refusal(state: ProposalState, wanted: ProposalState) -> Refusal | None:
    """Why this cannot be done with it now: how far it is."""
    return None if state is wanted else Refusal(Reason.WRONG_STATE, {"what": f"proposal_{state}"})


def answer_by(reached: datetime, zone: ZoneInfo) -> datetime:
    """提议之后15日内: so many full days after the day it was reached, whatever days they are."""
    return calendar_days(reached.astimezone(zone).date(), ANSWER_DAYS).over(zone)


def remind_on(reached: datetime, zone: ZoneInfo) -> datetime:
    """In the morning of the tenth day."""
    day = calendar_days(reached.astimezone(zone).date(), REMIND_DAYS).last
    return datetime.combine(day, REMINDED_AT, tzinfo=zone)


def proposal_body(proposal: ResidentProposal) -> Mapping[str, Any]:
    """What the journal keeps of its support."""
    return {"count": proposal.count, "wanted": proposal.wanted, "homes": proposal.homes}
