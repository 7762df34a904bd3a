"""What an election's step is refused for (选举的把关): who may be appointed, how a document is called, objections."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.elections import (
    LONGEST_DOCUMENT,
    Candidacy,
    Election,
    ElectionState,
    makeup,
    notice_makeup,
    undeclared,
    words_refusal,
)
from domain.outcomes import Reason, Refusal


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
