"""The letter for 12345 (12345 的信): what a late report comes to, masked, for the committee and its reporter."""

from __future__ import annotations

from datetime import datetime

from domain.issues import Issue, View, view_of
from domain.issues_ladder import letter_refusal
from domain.issues_letter import Letter, Line
from domain.issues_life import Step
from domain.issues_masking import strip
from domain.outcomes import Reason, Refusal
from domain.privacy import PROCESSOR
from domain.registry import Actor
from services.issues_clocks import clocks_of
from services.issues_ladder import lead_of
from storage.database import Database
from storage.transaction import Transaction

UNKNOWN = Refusal(Reason.NOT_FOUND, {"what": "issue"})
TOLD = frozenset({Step.ANSWER, Step.ASK, Step.SUPPLY, Step.ASSIGN, Step.TAKE, Step.SUSPEND, Step.DONE, Step.REOPEN})
"""Steps that tell whoever reads it what was asked and answered."""


async def letter_of(database: Database, *, actor: Actor, issue_id: int, at: datetime) -> Letter | Refusal:
    """打12345照这个说: for whoever sees all of the report, once it is late."""
    async with database.reading() as transaction:
        issue = await transaction.issues.find(issue_id)
        if issue is None or view_of(issue, actor, carded=False) in (None, View.PUBLIC):
            return UNKNOWN
        clocks = await clocks_of(transaction, issue)
        if (refusal := letter_refusal(issue, clocks, at)) is not None:
            return refusal
        missed = clocks.missed(at)
        assert missed is not None, "asked above"
        return Letter(
            number=issue.called,
            what=_bare(issue, issue.text),
            compound=issue.compound or "",
            building=issue.building or "",
            since=issue.reported_at,
            missed=missed,
            days_late=clocks.days_late(at, transaction.zone),
            said=tuple(await _said(transaction, issue)),
            proofs=await _proofs(transaction, issue),
            office=await _office(transaction, issue),
            lead=await lead_of(transaction, issue),
            written=at,
        )


def _bare(issue: Issue, words: str) -> str:
    """Without doors, telephones and the reporter's name."""
    return " ".join(strip(words, issue.reporter or "").split())


async def _said(transaction: Transaction, issue: Issue) -> list[Line]:
    taken = await transaction.issues.taken(issue.id)
    return [Line(one.step, _bare(issue, one.text), one.at) for one in taken if one.step in TOLD]


async def _proofs(transaction: Transaction, issue: Issue) -> int:
    """Photos and papers that came with it, or with a step of it."""
    steps = await transaction.issues.step_numbers(issue.id)
    kinds = await transaction.attachments.kinds([issue.subject, *(f"issue_step:{number}" for number in steps)])
    return sum(len(found) for found in kinds.values())


async def _office(transaction: Transaction, issue: Issue) -> str:
    """Whom to reach: who answers for the compound, as the committee wrote it down; never the reporter."""
    if issue.place.compound_id is None:
        return ""
    kept = await transaction.registry.setting(PROCESSOR.format(issue.place.compound_id))
    return "" if kept is None else " ".join(kept.split("\n"))
