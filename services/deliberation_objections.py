"""Objecting to a resolution (提异议): by a home while it is disclosed; answered in public before it goes on."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.deliberation.matters import Matter, reason_refusal
from domain.deliberation.objections import MatterObjection, unanswered
from domain.deliberation.stages import MatterAct, act_refusal
from domain.deliberation_move_effects import objected_to, objection_answered
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import HOME_ROLES, Actor
from services.acts import act
from services.deliberation import call_up, ending, facts_of, leaders, pass_on, redraw
from services.deliberation_full import grow
from services.dossiers import NO_MATTER, led, objecting_to, representatives_of
from services.opinions import own_words
from services.readers import open_chats, open_groups
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

ANSWERED = Refusal(Reason.WRONG_STATE, {"what": "matter_objection_answered"})
NO_OBJECTION = Refusal(Reason.NOT_FOUND, {"what": "matter_objection"})


@act
async def object_to_matter(
    transaction: Transaction,
    *,
    actor: Actor,
    matter_id: int,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """提异议: numbered; whoever runs the matter owes an answer that everybody reads.

    A home's, or a representative's; the one that makes them enough carries the matter to the residents' meeting.
    """
    matter = await transaction.deliberation.lock(matter_id)
    if matter is None:
        return NO_MATTER
    home = _home(actor, matter)
    represents = actor.person_id in await representatives_of(transaction, matter, at)
    refusal = act_refusal(matter.procedure, matter.stage, MatterAct.OBJECT) or reason_refusal(words)
    refusal = refusal or await _late(transaction, matter, at) or await _still_open(transaction, matter, home)
    if refusal is not None or not (home or represents) or actor.person_id is None:
        return refusal or Refusal(Reason.NOT_YOURS, {"what": "matter_home"})
    await transaction.drafts.remove(draft_id)
    said = await own_words(transaction, words, actor.person_id)
    objection = await transaction.matter_objections.object(
        matter, said, person=actor.person_id, unit=home, representative=represents, at=at
    )
    chats, facts = await leaders(transaction, matter, at), await facts_of(transaction, matter)
    await apply(transaction, objected_to(matter, facts, objection, actor.person_id, chats), at=at)
    up = await call_up(transaction, matter, at)
    if MatterAct.GROW in matter.procedure.step(matter.stage).acts and await _too_many(transaction, matter, at):
        await grow(transaction, matter, matter.touched, actor.person_id, at)
    return Done({"matter_id": matter_id, "number": objection.number, "called_up": up})


async def _late(transaction: Transaction, matter: Matter, at: datetime) -> Refusal | None:
    """The time for objections is over; before the paper hangs it has not begun, and nobody is too early."""
    over = await ending(transaction, matter)
    return None if over is None or at < over else Refusal(Reason.WRONG_STATE, {"what": "matter_objections_over"})


async def _still_open(transaction: Transaction, matter: Matter, home: int | None) -> Refusal | None:
    """One objection of a home at a time: the one before is answered first."""
    theirs = [one for one in await transaction.matter_objections.of(matter) if home and one.unit_id == home]
    waiting = unanswered(theirs)
    return Refusal(Reason.WRONG_STATE, {"what": "matter_objection_waits"}) if waiting else None


async def _too_many(transaction: Transaction, matter: Matter, at: datetime) -> bool:
    """So many homes object to an urgent repair that everybody is asked after all."""
    return (await objecting_to(transaction, matter, at)).by_homes


def _home(actor: Actor, matter: Matter) -> int | None:
    """The first home of theirs that it is about."""
    theirs = [role.place.unit_id for role in actor.roles if role.kind in HOME_ROLES]
    return next((home for home in theirs if home in matter.homes.ids), None)


@act
async def answer_objection(
    transaction: Transaction,
    *,
    actor: Actor,
    matter_id: int,
    number: int,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """答复异议: everybody reads both; the last answer may let the matter go on."""
    matter = await led(transaction, actor, matter_id, MatterAct.REPLY)
    if isinstance(matter, Refusal):
        return matter
    found = await _numbered(transaction, matter, number)
    refusal = reason_refusal(words) or (NO_OBJECTION if found is None else None)
    if refusal is None and found is not None and found.answer:
        refusal = ANSWERED
    if refusal is not None or found is None:
        return refusal or NO_OBJECTION
    await transaction.drafts.remove(draft_id)
    assert actor.person_id is not None, "permitted above"
    await transaction.matter_objections.answer(found.id, words, by=actor.person_id, at=at)
    answered = replace(found, answer=words)
    facts, groups = await facts_of(transaction, matter), await open_groups(transaction, matter.place)
    theirs = await open_chats(transaction, await transaction.matter_objections.person_of(found.id))
    objector = [chat.id for chat in theirs]
    await apply(transaction, objection_answered(matter, facts, answered, actor.person_id, groups, objector), at=at)
    await pass_on(transaction, matter, at)
    await redraw(transaction, matter_id, at)
    return Done({"matter_id": matter_id})


async def _numbered(transaction: Transaction, matter: Matter, number: int) -> MatterObjection | None:
    return next((one for one in await transaction.matter_objections.of(matter) if one.number == number), None)


async def objections_to(database: Database, *, matter: Matter) -> list[MatterObjection]:
    """What was objected to the resolution, and what was answered; never by whom."""
    async with database.reading() as transaction:
        return await transaction.matter_objections.of(matter)
