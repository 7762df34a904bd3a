"""Written proxies (书面委托): an owner on paper lets another adult vote for their home in one vote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.outcomes import Reason, Refusal
from domain.voting.constituencies import Constituency
from domain.voting.doors import open_refusal
from domain.voting.votes import Vote

MOST = 3
"""Homes that one person may vote for, where a vote was posted before its terms said so."""


class ProxyState(StrEnum):
    """Life of a written proxy (书面委托状态): entered → confirmed → ended; one that differs ends at once."""

    ENTERED = "entered"  # 已录入，待核对
    CONFIRMED = "confirmed"  # 生效
    ENDED = "ended"  # 收回，或者和纸上不一样


@dataclass(frozen=True)
class Proxy:
    """A written proxy (书面委托): who votes for which head; `holder_id` None: they have erased their data since."""

    id: int
    vote_id: int
    head_id: int
    slot: int
    state: ProxyState
    holder_id: int | None
    holder: str
    entered_by: int

    @property
    def subject(self) -> str:
        """What its photo is kept under."""
        return f"vote_proxy:{self.id}"

    @property
    def live(self) -> bool:
        return self.state is not ProxyState.ENDED


@dataclass(frozen=True)
class Standing:
    """What is known of who is to vote for a home (受托人情况)."""

    owns: bool = False  # votes for it anyway
    stands: bool = False  # is a candidate in this very vote
    held: int = 0  # other homes they vote for already
    taken: bool = False  # the home has a proxy that stands
    undecided: bool = False  # several own it and have named nobody


def entering_refusal(vote: Vote, standing: Standing, at: datetime) -> Refusal | None:
    """Why this proxy cannot be entered."""
    if vote.constituency is not Constituency.OWNERS:
        return Refusal(Reason.WRONG_STATE, {"what": "proxy_owners_only"})
    if vote.on_paper:
        return Refusal(Reason.WRONG_STATE, {"what": "proxy_on_paper"})
    return open_refusal(vote, at) or _standing_refusal(vote, standing)


def _standing_refusal(vote: Vote, standing: Standing) -> Refusal | None:
    most = int(vote.terms.get("proxies", MOST))
    if standing.taken:
        return Refusal(Reason.ALREADY_DONE, {"what": "proxy"})
    if standing.undecided:
        return Refusal(Reason.WRONG_STATE, {"what": "proxy_undecided"})
    if standing.owns:
        return Refusal(Reason.WRONG_STATE, {"what": "proxy_owns"})
    if standing.stands:
        return Refusal(Reason.WRONG_STATE, {"what": "proxy_candidate"})
    if standing.held >= most:
        return Refusal(Reason.TOO_MANY, {"what": "proxies", "most": most})
    return None


def confirming_refusal(vote: Vote, proxy: Proxy, by: int, *, kept: bool, at: datetime) -> Refusal | None:
    """Why this person cannot confirm it now: who entered it, who would vote by it, or without the photo."""
    if (refusal := open_refusal(vote, at)) is not None:
        return refusal
    if proxy.state is not ProxyState.ENTERED:
        return Refusal(Reason.ALREADY_DONE, {"what": "proxy_checked"})
    if by in (proxy.entered_by, proxy.holder_id):
        return Refusal(Reason.WRONG_STATE, {"what": "proxy_second_person"})
    return None if kept else Refusal(Reason.WRONG_STATE, {"what": "paper_photo"})


def ending_refusal(vote: Vote, proxy: Proxy, at: datetime) -> Refusal | None:
    """Why it cannot be taken back now."""
    if (refusal := open_refusal(vote, at)) is not None:
        return refusal
    return None if proxy.live else Refusal(Reason.ALREADY_DONE, {"what": "proxy_ended"})
