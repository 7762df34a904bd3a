"""Going on to the next step (进入下一步): one of the committee says that it can, another looks and confirms."""

from __future__ import annotations

from datetime import datetime

from domain.deliberation.cautions import checked_by
from domain.deliberation.matters import Matter, reason_refusal
from domain.deliberation.stages import MatterAct, Need, advance
from domain.deliberation_move_effects import move_asked, moved, paper_wanted
from domain.deliberation_waits import Waits
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor
from services.acts import act
from services.deliberation import facts_of, leaders, move
from services.deliberation_waits import turn_down
from services.dossiers import calendar_of, dossier_of, led
from services.readers import COMMITTEE, first_chats
from storage.effects import apply
from storage.transaction import Transaction

NOBODY_ELSE = Refusal(Reason.WRONG_STATE, {"what": "matter_nobody_else"})


@act
async def ask_move(transaction: Transaction, *, actor: Actor, matter_id: int, source: str, at: datetime) -> Outcome:
    """提请进入下一步: refused while a record is missing; then another is asked to look."""
    matter = await led(transaction, actor, matter_id, MatterAct.MOVE)
    refusal = matter if isinstance(matter, Refusal) else await _not_ready(transaction, matter, at)
    if isinstance(matter, Refusal) or refusal is not None:
        return refusal or NOBODY_ELSE
    if matter.move_by is not None:
        return Refusal(Reason.WRONG_STATE, {"what": "matter_move_asked"})
    others = await first_chats(transaction, matter.place, at, (COMMITTEE,), apart=(actor.person_id,))
    chats = [chat.id for chat in others]
    if not chats:
        return NOBODY_ELSE
    assert actor.person_id is not None, "permitted above"
    await transaction.deliberation.write(matter_id, move_by=actor.person_id)
    told = move_asked(matter, await facts_of(transaction, matter), actor.person_id, chats, at)
    await apply(transaction, told, at=at)
    return Done({"matter_id": matter_id})


async def _not_ready(transaction: Transaction, matter: Matter, at: datetime) -> Refusal | None:
    """Which record is missing."""
    calendar = await calendar_of(transaction, matter.place.compound_id, at)
    stage = advance(matter.procedure, await dossier_of(transaction, matter), at=at, calendar=calendar)
    return stage if isinstance(stage, Refusal) else None


async def _asked(transaction: Transaction, actor: Actor, matter_id: int) -> Matter | Refusal:
    """The matter, its row ours, for the second person."""
    matter = await led(transaction, actor, matter_id, MatterAct.MOVE)
    if isinstance(matter, Refusal):
        return matter
    if matter.move_by is None:
        return Refusal(Reason.WRONG_STATE, {"what": "matter_move_not_asked"})
    if matter.move_by == actor.person_id:
        return Refusal(Reason.WRONG_STATE, {"what": "matter_move_own"})
    return matter


@act
async def confirm_move(
    transaction: Transaction, *, actor: Actor, matter_id: int, seen: int, source: str, at: datetime
) -> Outcome:
    """确认进入下一步: by another than who asked, while everything is still on record.

    `seen`: how far the matter's journal went on the page they looked at; whatever was written since is looked at first.
    """
    matter = await _asked(transaction, actor, matter_id)
    if isinstance(matter, Refusal):
        return matter
    if (await transaction.journal.last(matter.subject))[0] != seen:
        return Refusal(Reason.WRONG_STATE, {"what": "matter_looked_at"})
    checked = checked_by(matter, actor)
    values = {"terms": {**matter.terms, **checked}} if checked else {}
    refusal = await move(transaction, matter, await dossier_of(transaction, matter), at, at, **values)
    if refusal is not None:
        return refusal
    await apply(transaction, moved(matter, actor.person_id, matter.move_by, checked), at=at)
    return Done({"matter_id": matter_id})


@act
async def return_move(
    transaction: Transaction,
    *,
    actor: Actor,
    matter_id: int,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """退回: not yet, and why."""
    matter = await _asked(transaction, actor, matter_id)
    refusal = matter if isinstance(matter, Refusal) else reason_refusal(words)
    if isinstance(matter, Refusal) or refusal is not None:
        return refusal or NOBODY_ELSE
    return await turn_down(transaction, matter, Waits.MOVE, actor.person_id, words, draft_id, at)


@act
async def want_paper(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """一天了: the notice should hang on the wall; whoever runs the matter hears that no photo of it is here."""
    matter = await transaction.deliberation.lock(int(subject.rpartition(":")[2]))
    if matter is None or Need.PAPER not in matter.procedure.step(matter.stage).needs:
        return Done({"wanted": False})
    if Need.PAPER in (await dossier_of(transaction, matter)).held:
        return Done({"wanted": False})
    chats = await leaders(transaction, matter, at)
    await apply(transaction, paper_wanted(matter, await facts_of(transaction, matter), chats), at=at)
    return Done({"wanted": True})
