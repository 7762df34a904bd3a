"""Unfinished conversations (草稿): begun, changed step by step, dropped; each step is an act, taken once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.privacy_keeping import RETENTION, Kept
from domain.registry import Actor
from services.acts import act
from storage.database import Database
from storage.drafts import Draft
from storage.transaction import Transaction

LIFETIME = timedelta(days=RETENTION[Kept.DRAFTS].days)
"""How long an unfinished conversation is kept."""


@act
async def begin_draft(
    transaction: Transaction,
    *,
    actor: Actor,
    chat_id: int,
    kind: str,
    body: Mapping[str, Any],
    awaiting: str | None,
    source: str,
    at: datetime,
) -> Outcome:
    """Begin a conversation; with `awaiting`, the person's next words answer that step."""
    assert actor.person_id is not None, "conversations are people's"
    draft = await transaction.drafts.begin(
        person_id=actor.person_id, chat_id=chat_id, kind=kind, body=body, awaiting=awaiting, expires_at=at + LIFETIME
    )
    return Done({"draft_id": draft.id, "body": dict(body)})


@act
async def change_draft(
    transaction: Transaction,
    *,
    actor: Actor,
    draft_id: int,
    changes: Mapping[str, Any],
    awaiting: str | None,
    source: str,
    at: datetime,
) -> Outcome:
    """Write `changes` over the draft's body and say what is awaited next. Refused to anybody but its author."""
    draft = await transaction.drafts.find(draft_id, at=at)
    if draft is None:
        return Refusal(Reason.EXPIRED, {"what": "draft"})
    if draft.person_id != actor.person_id:
        return Refusal(Reason.NOT_YOURS)
    body = {**draft.body, **changes}
    if not await transaction.drafts.write(draft, body=body, awaiting=awaiting, expires_at=at + LIFETIME):
        return Refusal(Reason.STALE)
    return Done({"draft_id": draft_id, "body": body})


@act
async def drop_draft(transaction: Transaction, *, actor: Actor, draft_id: int, source: str, at: datetime) -> Outcome:
    """Forget a conversation and the files it had collected."""
    draft = await transaction.drafts.find(draft_id, at=at)
    if draft is None:
        return Done()
    if draft.person_id != actor.person_id:
        return Refusal(Reason.NOT_YOURS)
    await transaction.attachments.drop(f"draft:{draft_id}")
    await transaction.drafts.remove(draft_id)
    return Done()


async def find_draft(database: Database, *, draft_id: int, at: datetime) -> Draft | None:
    """The draft, unless it ran out."""
    async with database.reading() as transaction:
        return await transaction.drafts.find(draft_id, at=at)


async def awaiting_draft(database: Database, *, person_id: int, chat_id: int, at: datetime) -> Draft | None:
    """The draft that the person's next words in this chat belong to."""
    async with database.reading() as transaction:
        return await transaction.drafts.awaiting(person_id, chat_id, at=at)


async def stop_listening(database: Database, *, person_id: int, chat_id: int) -> None:
    """Whoever turns to something else is not asked on: their next words answer no unfinished step."""
    async with database.transaction() as transaction:
        await transaction.drafts.hush(person_id, chat_id)


async def expire_drafts(database: Database, *, at: datetime) -> int:
    """Remove what ran out, with the files it had collected; how many."""
    async with database.transaction() as transaction:
        numbers = await transaction.drafts.expire(at)
        for number in numbers:
            await transaction.attachments.drop(f"draft:{number}")
    return len(numbers)


__all__ = [
    "Draft",
    "awaiting_draft",
    "begin_draft",
    "change_draft",
    "drop_draft",
    "expire_drafts",
    "find_draft",
    "stop_listening",
]
