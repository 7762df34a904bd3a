"""What an election's step is refused for (选举的把关): who may be appointed, how a document is called, objections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from domain.elections import (
    LONGEST_DOCUMENT,
    Candidacy,
    Election,
    ElectionState,
    Way,
    makeup,
    notice_makeup,
    undeclared,
    words_refusal,
)
from domain.outcomes import Reason, Refusal

NO_ELECTION = Refusal(Reason.NOT_FOUND, {"what": "election"})
NO_CANDIDACY = Refusal(Reason.NOT_FOUND, {"what": "candidacy"})
NO_PETITION = Refusal(Reason.NOT_FOUND, {"what": "petition"})


def makeup_refusal(election: Election, found: Sequence[Candidacy]) -> Refusal | None:
    """What is wrong with who would be appointed."""
    if silent := undeclared(election, found):
        return Refusal(Reason.WRONG_STATE, {"what": "election_undeclared", "names": list(silent)})
    if not (wrong := notice_makeup(election, found)):
        return None
    rule, residents = makeup(election.terms["makeup"]), sum(one.candidate.resident for one in found)
    facts = {"faults": [fault.value for fault in wrong], "count": len(found), "residents": residents}
    basis = election.terms["makeup_source"]
    return Refusal(
        Reason.WRONG_STATE, {"what": "election_makeup", **facts, "basis": basis, "least": rule.least, "most": rule.most}
    )


GROUP_POSTED, GROUP_CHANGED = "posted", "changed"
"""What has become of a preparatory group since it was entered."""


def group_refusal(election: Election) -> Refusal | None:
    """Why candidates cannot be posted: who prepares the election is not who everybody was told."""
    changed = election.group_state == GROUP_CHANGED
    return Refusal(Reason.WRONG_STATE, {"what": "election_group_changed"}) if changed else None


def appointment_refusal(election: Election) -> Refusal | None:
    """Why no appointment can be recorded, or confirmed, now: only a settled list is appointed."""
    if election.way is Way.APPOINTMENT and election.state is ElectionState.LISTED:
        return None
    return Refusal(Reason.WRONG_STATE, {"what": "election_finished"})


def document_mark(election: Election) -> str:
    """What tells the document that somebody has read from one that was recorded since."""
    kept = election.document or {}
    return sha256(f"{kept.get('number')}\n{kept.get('day')}\n{election.recorded_by}".encode()).hexdigest()[:8]


def appointment_second_refusal(election: Election, by: int, read: str) -> Refusal | None:
    """Why this person cannot confirm an appointment: none waits, their own record, not what they read."""
    if (refusal := appointment_refusal(election)) is not None:
        return refusal
    if election.document is None:
        return Refusal(Reason.WRONG_STATE, {"what": "appointment_none"})
    if election.recorded_by == by:
        return Refusal(Reason.WRONG_STATE, {"what": "appointment_second_person"})
    return None if read == document_mark(election) else Refusal(Reason.STALE)


def document_refusal(number: str) -> Refusal | None:
    """Why the street office's document cannot be called so."""
    if not number.strip():
        return Refusal(Reason.EMPTY, {"what": "election_document"})
    if len(number) > LONGEST_DOCUMENT:
        return Refusal(Reason.TOO_LONG, {"what": "election_document", "most": LONGEST_DOCUMENT})
    return None


def candidate_objection_refusal(election: Election, words: str, at: datetime) -> Refusal | None:
    """Why nobody can object to a candidate like this now."""
    if election.state is not ElectionState.NOTICE or election.notice_until is None or at >= election.notice_until:
        return Refusal(Reason.WRONG_STATE, {"what": "candidate_objection"})
    return words_refusal(words)
