"""Sealed reports and reports for others (只给一个人看、代报): asked for on the offer, undone by the reporter."""

from __future__ import annotations

import hmac
from dataclasses import replace
from datetime import datetime

from domain.effects import Record
from domain.issues import Issue
from domain.issues_life import ENDED
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place
from services.acts import act
from services.issues_notices import card_notices, staff_notices
from services.issues_offers import own_draft, rewrite, still_awaited
from services.issues_readers import readers_for
from services.issues_recurrence import look_for_cause
from storage.database import Database
from storage.drafts import Draft
from storage.effects import apply
from storage.transaction import Transaction

PROXY, TOKEN = "issues.proxy", 20
UNKNOWN = Refusal(Reason.NOT_FOUND, {"what": "issue"})
NO_READER = Refusal(Reason.NOT_FOUND, {"what": "reader"})


async def readers_of_offer(database: Database, *, actor: Actor, draft_id: int, at: datetime) -> Outcome:
    """给谁看: whom its author may choose."""
    async with database.reading() as transaction:
        draft = await own_draft(transaction, actor, draft_id, at)
        if isinstance(draft, Refusal):
            return draft
        found = await readers_for(transaction, draft.body, but=actor.person_id, at=at)
    if not found:
        return NO_READER
    return Done({"draft_id": draft_id, "readers": [list(one) for one in found]})


@act
async def seal_offer(
    transaction: Transaction, *, actor: Actor, draft_id: int, reader_id: int | None, source: str, at: datetime
) -> Outcome:
    """只给这个人看; None: everybody who serves there after all."""
    draft = await own_draft(transaction, actor, draft_id, at)
    if isinstance(draft, Refusal):
        return draft
    known = {person for person, _, _ in await readers_for(transaction, draft.body, but=actor.person_id, at=at)}
    if reader_id is not None and reader_id not in known:
        return NO_READER
    return await rewrite(transaction, draft, {"sealed_to": reader_id}, at, still_awaited(draft))


@act
async def file_offer(
    transaction: Transaction, *, actor: Actor, draft_id: int, for_neighbour: bool, source: str, at: datetime
) -> Outcome:
    """我替邻居报, by whoever serves there, with the neighbour's consent; or as one's own after all."""
    draft = await own_draft(transaction, actor, draft_id, at)
    if isinstance(draft, Refusal):
        return draft
    place = Place(draft.body["compound_id"], draft.body["building_id"])
    if for_neighbour and (refusal := permit(actor, Act.HANDLE_ISSUE, place)) is not None:
        return refusal
    return await rewrite(transaction, draft, {"for_neighbour": for_neighbour}, at, still_awaited(draft))


async def wrong_reader(transaction: Transaction, actor: Actor, draft: Draft, at: datetime) -> Refusal | None:
    """Why it cannot go out as it was asked for: its one reader serves there no more, or its author for others."""
    reader = draft.body.get("sealed_to")
    if reader is not None:
        known = {person for person, _, _ in await readers_for(transaction, draft.body, but=actor.person_id, at=at)}
        if reader not in known:
            return NO_READER
    place = Place(draft.body["compound_id"], draft.body["building_id"])
    return permit(actor, Act.HANDLE_ISSUE, place) if draft.body.get("for_neighbour") else None


@act
async def unseal_issue(transaction: Transaction, *, actor: Actor, issue_id: int, source: str, at: datetime) -> Outcome:
    """不封了: by its reporter alone; those who serve there hear of it as of a new one."""
    issue = await transaction.issues.lock(issue_id)
    mine = issue is not None and actor.person_id is not None and actor.person_id in (issue.reporter_id, issue.filed_by)
    if issue is None or issue.sealed_to is None or not mine:
        return UNKNOWN
    await transaction.intake.unseal(issue_id)
    opened = replace(issue, sealed_to=None)
    record = Record(issue.subject, "unsealed", {"by": actor.person_id})
    news = [] if issue.state in ENDED else await staff_notices(transaction, opened, at, step="unsealed")
    again = await look_for_cause(transaction, opened, at)
    await apply(transaction, [record, *news, *await card_notices(transaction, opened, step="unsealed"), *again], at=at)
    return Done({"id": issue_id, "number": issue.called})


def neighbour_token(transaction: Transaction, issue_id: int) -> str:
    """What the link for the neighbour carries: who holds it was given it by whoever filed the report."""
    return transaction.keys.digest(PROXY, str(issue_id))[:TOKEN]


async def filed_for_me(database: Database, *, issue_id: int, token: str) -> Issue | Refusal:
    """替我报的: the report behind a neighbour's link, until somebody has taken it over."""
    async with database.reading() as transaction:
        return await _behind(transaction, await transaction.issues.find(issue_id), token)


async def _behind(transaction: Transaction, issue: Issue | None, token: str) -> Issue | Refusal:
    if issue is None or issue.filed_by is None:
        return UNKNOWN
    known = (digest[:TOKEN] for digest in transaction.keys.digests(PROXY, str(issue.id)))
    if not any(hmac.compare_digest(digest.encode(), token.encode()) for digest in known):
        return UNKNOWN
    return issue if issue.reporter_id is None else Refusal(Reason.ALREADY_DONE, {"what": "neighbour"})


@act
async def take_over_issue(
    transaction: Transaction, *, actor: Actor, issue_id: int, token: str, source: str, at: datetime
) -> Outcome:
    """是我的事，告诉我: the neighbour agrees, and is told like any reporter from now on."""
    found = await _behind(transaction, await transaction.issues.lock(issue_id), token)
    if isinstance(found, Refusal):
        return found
    if actor.person_id is None or actor.person_id == found.filed_by:
        return Refusal(Reason.NOT_YOURS, {"what": "neighbour"})
    await transaction.intake.take_over(issue_id, actor.person_id)
    await apply(transaction, [Record(found.subject, "taken_over", {"by": actor.person_id})], at=at)
    return Done({"id": issue_id, "number": found.called})
