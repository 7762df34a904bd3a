"""Stopping a matter (终止): with a reason that everybody reads, and once it is more than talk, by two."""

from __future__ import annotations

from datetime import datetime

from domain.deliberation.matters import Matter, reason_refusal, residents_called
from domain.deliberation.stages import MatterAct
from domain.deliberation_stop_effects import stop_agreed, stop_asked, stopping_refusal
from domain.deliberation_waits import Waits
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place
from services.acts import act
from services.deliberation import facts_of, stop
from services.deliberation_moves import NOBODY_ELSE
from services.deliberation_waits import turn_down
from services.dossiers import NO_MATTER, led
from services.readers import COMMITTEE, first_chats
from storage.effects import apply
from storage.transaction import Transaction


@act
async def stop_matter(
    transaction: Transaction,
    *,
    actor: Actor,
    matter_id: int,
    reason: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """终止: a small one that is still spoken of at once; of any other, another of the committee is asked to look."""
    matter = await led(transaction, actor, matter_id, MatterAct.STOP)
    if isinstance(matter, Refusal):
        return matter
    if (refusal := reason_refusal(reason) or residents_called(matter)) is not None:
        return refusal
    if matter.procedure.step(matter.stage).stop_alone:
        await transaction.drafts.remove(draft_id)
        await stop(transaction, matter, reason, actor.person_id, at)
        return Done({"matter_id": matter_id, "stopped": True})
    return await _ask(transaction, matter, actor, reason, draft_id, at)


async def _ask(
    transaction: Transaction, matter: Matter, actor: Actor, reason: str, draft_id: int | None, at: datetime
) -> Outcome:
    if matter.stop_by is not None:
        return Refusal(Reason.WRONG_STATE, {"what": "matter_stop_asked"})
    others = await first_chats(transaction, _whole(matter), at, (COMMITTEE,), apart=(actor.person_id,))
    if not others:
        return NOBODY_ELSE
    assert actor.person_id is not None, "permitted above"
    await transaction.drafts.remove(draft_id)
    await transaction.deliberation.write(matter.id, stop_by=actor.person_id, stop_why=reason)
    facts, chats = await facts_of(transaction, matter), [chat.id for chat in others]
    await apply(transaction, stop_asked(matter, facts, actor.person_id, reason, chats, at), at=at)
    return Done({"matter_id": matter.id, "stopped": False})


def _whole(matter: Matter) -> Place:
    """Its compound: whoever confirms is of the committee, also where some homes alone are asked."""
    return Place(matter.place.compound_id)


async def _stopping(transaction: Transaction, actor: Actor, matter_id: int) -> Matter | Refusal:
    """The matter that somebody else asked to stop, its row ours, for one of the committee."""
    matter = await transaction.deliberation.lock(matter_id)
    if matter is None:
        return NO_MATTER
    refusal = permit(actor, Act.RUN_PROCEDURE, _whole(matter)) or stopping_refusal(matter, actor.person_id)
    return refusal or residents_called(matter) or matter


@act
async def confirm_stop(
    transaction: Transaction, *, actor: Actor, matter_id: int, seen: int, source: str, at: datetime
) -> Outcome:
    """同意终止: by another than who asked; `seen` as where a step is confirmed, so what was read is what stops it."""
    matter = await _stopping(transaction, actor, matter_id)
    if isinstance(matter, Refusal):
        return matter
    if (await transaction.journal.last(matter.subject))[0] != seen:
        return Refusal(Reason.WRONG_STATE, {"what": "matter_looked_at"})
    await apply(transaction, stop_agreed(matter, actor.person_id), at=at)
    await stop(transaction, matter, matter.stop_why, matter.stop_by, at)
    return Done({"matter_id": matter_id})


@act
async def decline_stop(
    transaction: Transaction,
    *,
    actor: Actor,
    matter_id: int,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """不停，接着办: why, is read by who asked; nobody else ever hears of it."""
    matter = await _stopping(transaction, actor, matter_id)
    refusal = matter if isinstance(matter, Refusal) else reason_refusal(words)
    if isinstance(matter, Refusal) or refusal is not None:
        return refusal or NO_MATTER
    return await turn_down(transaction, matter, Waits.STOP, actor.person_id, words, draft_id, at)
