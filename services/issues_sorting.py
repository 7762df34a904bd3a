"""What a report is about (报事归类): guessed on the offer, chosen in one tap, corrected by staff, which teaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.effects import Record
from domain.issues import view_of
from domain.issues_categories import Category, grams, guess, read_category
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor
from services.acts import act
from services.issues_recurrence import look_for_cause
from storage.effects import apply
from storage.transaction import Transaction

UNKNOWN = Refusal(Reason.NOT_FOUND, {"what": "issue"})


async def guessed(transaction: Transaction, body: Mapping[str, Any]) -> tuple[Category, ...]:
    """The two likeliest categories of an offer, by the rules and by what was confirmed in its compound."""
    text, compound = f"{body['text']} {body.get('thing') or ''}".strip(), body["compound_id"]
    pairs = grams(text)
    counts = await transaction.intake.counts(compound, pairs) if compound is not None and pairs else None
    return guess(text, counts)


async def category_of(transaction: Transaction, body: Mapping[str, Any]) -> Category | None:
    """What an offer is about: as its author chose, else the first guess."""
    chosen = read_category(body.get("category") or "")
    return chosen or next(iter(await guessed(transaction, body)), None)


@act
async def sort_issue(
    transaction: Transaction, *, actor: Actor, issue_id: int, category: str, source: str, at: datetime
) -> Outcome:
    """改类别: by whoever serves there; the pairs of signs of its words are learnt, what was learnt wrongly is not."""
    issue, about = await transaction.issues.lock(issue_id), read_category(category)
    if issue is None or about is None or view_of(issue, actor, carded=True) is None:
        return UNKNOWN
    if (refusal := permit(actor, Act.HANDLE_ISSUE, issue.place)) is not None:
        return refusal
    before = read_category(issue.category or "")
    confirmed = await transaction.intake.is_confirmed(issue_id)
    if not (confirmed and before is about):
        await transaction.intake.sort(issue_id, about, confirmed_at=at)
        if issue.place.compound_id is not None and issue.sealed_to is None:
            pairs = grams(issue.text)
            if confirmed and before is not None:
                await transaction.intake.unlearn(issue.place.compound_id, before, pairs)
            await transaction.intake.learn(issue.place.compound_id, about, pairs)
        body = {"by": actor.person_id, "category": about.value, "was": None if before is None else before.value}
        again = await look_for_cause(transaction, replace(issue, category=about.value), at)
        await apply(transaction, [Record(issue.subject, "sorted", body), *again], at=at)
    return Done({"id": issue_id, "number": issue.called, "category": about.value})
