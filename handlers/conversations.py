"""Conversations that go on from words to words (要写几样的对话): whose draft it is, and one more thing written down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.issues import File, clean
from domain.money import MOST_CENTS, amount_in
from domain.outcomes import Reason, Refusal
from domain.permissions import Act, first_compound, permit
from domain.registry import ANYWHERE, Place
from handlers.issues_said import said_by
from handlers.turn import Turn
from services.drafts import Draft, begin_draft, change_draft, find_draft

PRESSING = "deliberation.pressing"
"""A step of a matter that is answered by its buttons alone: what is typed is no answer, and no report yet."""

GONE = Refusal(Reason.EXPIRED, {"what": "draft"})


def typed(turn: Turn) -> str:
    """What was typed, or written under a file, in one line."""
    return " ".join(clean(turn.message.text or turn.message.caption or "").split())


def sum_typed(turn: Turn) -> int:
    """The sum that was typed, in 分; 0 where none can be read, or where no account holds so much."""
    amount = amount_in(typed(turn)) or 0
    return amount if amount <= MOST_CENTS else 0


def opening_typed(turn: Turn) -> int | None:
    """What is in an account to begin with, in 分: nothing is a sum too. None where none can be read."""
    amount = amount_in(typed(turn))
    return None if amount is None or amount > MOST_CENTS else amount


def photos_sent(turn: Turn) -> list[list[Any]]:
    """The photos of the message, as a draft keeps them."""
    return [[file.file_id, file.size] for file in said_by(turn.message).files if file.kind == "photo"]


def photos_of(body: Mapping[str, Any]) -> list[File]:
    """The photos that a draft kept."""
    return [File("photo", file_id, size=size) for file_id, size in body.get("files", [])]


async def where_they_may(turn: Turn, act: Act) -> Place | None:
    """The compound they may do it in; else they hear who may."""
    place = first_compound(turn.actor, act) or ANYWHERE
    if (refusal := permit(turn.actor, act, place)) is not None:
        await turn.refuse(refusal)
        return None
    return place


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
