"""Words hidden from the public (遮住的话): by whoever serves there, told to the author, listed for everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.effects import Effect, Post, Record
from domain.issues import Issue, view_of
from domain.issues_hiding import MOST, SHOWN, Hiding, read_reason
from domain.issues_places import home_compound
from domain.notices import Notice, NoticeKind
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import ANYWHERE, Actor, Place
from services.acts import act
from services.issues_notices import card_notices, is_carded
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

UNKNOWN = Refusal(Reason.NOT_FOUND, {"what": "issue"})


@act
async def hide_words(
    transaction: Transaction, *, actor: Actor, issue_id: int, reason: str, source: str, at: datetime
) -> Outcome:
    """遮住原话: the card and the page say why instead; those who deal with it and its author read on."""
    why = read_reason(reason)
    return UNKNOWN if why is None else await _set(transaction, actor, issue_id, why.value, at)


@act
async def show_words(transaction: Transaction, *, actor: Actor, issue_id: int, source: str, at: datetime) -> Outcome:
    """恢复原话."""
    return await _set(transaction, actor, issue_id, SHOWN, at)


async def _set(transaction: Transaction, actor: Actor, issue_id: int, reason: str, at: datetime) -> Outcome:
    issue = await transaction.issues.lock(issue_id)
    if issue is None or view_of(issue, actor, carded=await is_carded(transaction, issue)) is None:
        return UNKNOWN
    if (refusal := permit(actor, Act.HANDLE_ISSUE, issue.place)) is not None:
        return refusal
    if issue.sealed_to is not None:
        return UNKNOWN  # the public reads nothing of it anyway
    hidden = None if reason == SHOWN else reason
    facts = {"id": issue.id, "number": issue.called, "reason": reason}
    if hidden == issue.hidden:
        return Done(facts)
    assert actor.person_id is not None, "people hide"
    number = await transaction.intake.hide(issue.id, hidden, reason, by=actor.person_id, at=at)
    changed = replace(issue, hidden=hidden)
    effects: list[Effect] = [Record(issue.subject, "words_hidden", {"by": actor.person_id, "reason": reason})]
    effects += await card_notices(transaction, changed, step=f"hidden{number}")
    effects += await _author(transaction, changed, actor, facts, number)
    await apply(transaction, effects, at=at)
    return Done(facts)


async def _author(
    transaction: Transaction, issue: Issue, actor: Actor, facts: dict[str, object], number: int
) -> list[Effect]:
    """Its author reads why."""
    if issue.reporter_id is None or issue.reporter_id == actor.person_id:
        return []
    chat = await transaction.chats.private_of(issue.reporter_id)
    if chat is None:
        return []
    key = f"{issue.subject}:hidden:{number}"
    return [Post(Notice(key, chat.id, NoticeKind.POST, "issues.hidden", facts))]


async def hidings(database: Database, *, actor: Actor, group_id: int) -> list[Hiding]:
    """遮住了什么: of the group's place, or in private of where one lives or serves; the latest first."""
    async with database.reading() as transaction:
        chat = await transaction.chats.find(group_id)
        if chat is None:
            return []
        place = (chat.place or ANYWHERE) if chat.person_id is None else Place(home_compound(actor))
        return [] if place.compound_id is None else await transaction.intake.hidings(place, MOST)
