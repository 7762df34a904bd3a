"""What a proposal sets in motion (提议的后续): its card, notices, due rows and journal, as values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from domain.deliberation.proposals import ProposalState, ResidentProposal, proposal_body, remind_on
from domain.effects import Effect, Post, Record, Schedule, Unschedule
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind
from domain.outcomes import Facts

REMIND = "proposal.remind"
"""Kind of the due row: the committee is reminded of its answer."""

OVERDUE = "proposal.overdue"
"""Kind of the due row: its days are over."""

PUBLIC = frozenset({"card", "answered"})
"""Notices that stand in the group."""


def proposal_facts(proposal: ResidentProposal, at: datetime) -> dict[str, Any]:
    """What its card says: how many homes, of how many that are wanted, never which."""
    return {
        "proposal_id": proposal.id,
        "number": proposal.number,
        "title": proposal.title,
        "state": proposal.state.value,
        "count": proposal.count,
        "wanted": proposal.wanted,
        "answer_by": None if proposal.answer_by is None else write_moment(proposal.answer_by),
        "overdue": proposal.overdue(at),
        "way": None if proposal.way is None else proposal.way.value,
        "reason": proposal.reason,
    }


def proposed(proposal: ResidentProposal, text_hash: str, groups: Sequence[int], at: datetime) -> list[Effect]:
    """The neighbours read it; the journal keeps the hash of its words."""
    body = {"by": proposal.author_id, "text": text_hash, **proposal_body(proposal)}
    return [Record(proposal.subject, "proposed", body), *_to(proposal, groups, "card", "card", at)]


def supported(proposal: ResidentProposal, *, withdrawn: bool) -> list[Effect]:
    """A home supports it, or does no longer; the journal keeps how many there are now, not whose."""
    return [Record(proposal.subject, "support_withdrawn" if withdrawn else "supported", {"count": proposal.count})]


def proposal_redrawn(proposal: ResidentProposal, groups: Sequence[int], at: datetime) -> list[Effect]:
    """The card says how far it is now."""
    return _to(proposal, groups, "card", f"card:{write_moment(at)}", at, NoticeKind.EDIT)


def reached(proposal: ResidentProposal, chats: Sequence[int], zone: ZoneInfo, at: datetime) -> list[Effect]:
    """The committee hears that it owes an answer, and until when; what follows by itself is put down."""
    assert proposal.answer_by is not None, "it is reached"
    body = {**proposal_body(proposal), "answer_by": write_moment(proposal.answer_by)}
    return [
        Record(proposal.subject, "reached", body),
        Schedule(REMIND, proposal.subject, remind_on(at, zone)),
        Schedule(OVERDUE, proposal.subject, proposal.answer_by),
        *_to(proposal, chats, "reached", "reached", at),
    ]


def proposal_reminded(proposal: ResidentProposal, chats: Sequence[int], at: datetime) -> list[Effect]:
    """The committee is reminded, once."""
    return _to(proposal, chats, "remind", "remind", at)


def proposal_overdue(
    proposal: ResidentProposal, chats: Sequence[int], groups: Sequence[int], at: datetime
) -> list[Effect]:
    """超期: the card says so, the committee reads it."""
    told = _to(proposal, chats, "overdue", "overdue", at)
    return [Record(proposal.subject, "overdue"), *told, *proposal_redrawn(proposal, groups, at)]


def answered(
    proposal: ResidentProposal, by: int, groups: Sequence[int], author: Sequence[int], at: datetime
) -> list[Effect]:
    """Taken up or refused: everybody reads it, its author in private."""
    taken = proposal.state is ProposalState.TAKEN
    way = {"way": None if proposal.way is None else proposal.way.value} if taken else {}
    sealed = {} if taken else {"reason": proposal.reason}
    return [
        Record(proposal.subject, proposal.state.value, {"by": by, **way}, sealed),
        *_ended(proposal),
        *_to(proposal, groups, "answered", "answered", at, by=by),
        *_to(proposal, author, "told", "told", at),
        *proposal_redrawn(proposal, groups, at),
    ]


def proposal_withdrawn(proposal: ResidentProposal, by: int, groups: Sequence[int], at: datetime) -> list[Effect]:
    """Its author takes it back; the card says so."""
    return [Record(proposal.subject, "withdrawn", {"by": by}), *proposal_redrawn(proposal, groups, at)]


def _ended(proposal: ResidentProposal) -> list[Effect]:
    return [Unschedule(REMIND, proposal.subject), Unschedule(OVERDUE, proposal.subject)]


def _to(
    proposal: ResidentProposal,
    chats: Sequence[int],
    name: str,
    once: str,
    at: datetime,
    kind: NoticeKind = NoticeKind.POST,
    *,
    by: int | None = None,
) -> list[Effect]:
    facts: Facts = proposal_facts(proposal, at)
    public = name in PUBLIC and kind is NoticeKind.POST
    poster = (by or proposal.author_id) if public else None
    subject = {"card": proposal.subject, "answered": f"proposal_answered:{proposal.id}"}.get(name, "")
    until = proposal.answer_by if name == "remind" else None
    what = partial(Notice, facts=facts, subject=subject, public=public, poster_id=poster, until=until)
    return [Post(what(f"{proposal.subject}:{once}:{chat}", chat, kind, f"proposals.{name}")) for chat in chats]
