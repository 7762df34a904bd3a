"""Conversations that go on from words to words (要写几样的对话): whose draft it is, and one more thing written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.issues import clean
from domain.outcomes import Reason, Refusal
from handlers.turn import Turn
from services.drafts import Draft, begin_draft, change_draft, find_draft

PRESSING = "deliberation.pressing"
"""A step of a matter that is answered by its buttons alone: what is typed is no answer, and no report yet."""

GONE = Refusal(Reason.EXPIRED, {"what": "draft"})


def typed(turn: Turn) -> str:
    """What was typed, or written under a file, in one line."""
    return " ".join(clean(turn.message.text or turn.message.caption or "").split())


async def begun(turn: Turn, kind: str, body: Mapping[str, Any], awaiting: str | None) -> int | None:
    """A conversation begins: its draft's number, else they hear why not."""
    outcome = await begin_draft(
        turn.database, chat_id=turn.visit.chat.id, kind=kind, body=body, awaiting=awaiting, **turn.acting
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return None
    return int(outcome["draft_id"])


async def own_draft(turn: Turn, number: int, kind: str) -> Draft | None:
    """The draft, if it is there, of this kind and theirs; else they hear why not."""
    draft = await find_draft(turn.database, draft_id=number, at=turn.at)
    if draft is None or draft.kind != kind or draft.person_id != turn.person_id:
        await turn.refuse(GONE)
        return None
    return draft


async def go_on(turn: Turn, draft: Draft, changes: Mapping[str, Any], awaiting: str | None) -> bool:
    """One more thing is written down, and what is awaited next; whether it could be, else they hear why not."""
    outcome = await change_draft(turn.database, draft_id=draft.id, changes=changes, awaiting=awaiting, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return False
    return True
