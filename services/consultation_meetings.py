"""联席会: a meeting with the units is called, and each says whether it comes."""

from __future__ import annotations

from datetime import datetime

from domain.deliberation import consultation_effects as effects
from domain.deliberation.consultation_meetings import Reply, reply_refusal, unit_meeting_refusal
from domain.deliberation.stages import MatterAct, act_refusal
from domain.links import PersonalLink
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import permit
from domain.registry import Actor
from services.acts import act
from services.consultations import NO_UNIT, OVER, open_to, units_time
from services.dossiers import NO_MATTER, led
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

NOBODY = Refusal(Reason.WRONG_STATE, {"what": "units_none"})
NO_MEETING = Refusal(Reason.NOT_FOUND, {"what": "unit_meeting"})
MET = Refusal(Reason.WRONG_STATE, {"what": "unit_meeting_met"})


@act
async def call_units(
    transaction: Transaction,
    *,
    actor: Actor,
    matter_id: int,
    spot: str,
    meets_at: datetime,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """开联席会: when and where; no earlier than the days the units have. Called again, it is moved."""
    matter = await led(transaction, actor, matter_id, MatterAct.INVITE)
    if isinstance(matter, Refusal):
        return matter
    named = await transaction.consultations.of(matter.id, matter.round)
    earliest = await units_time(transaction, matter, at)
    refusal = unit_meeting_refusal(spot, meets_at, earliest) if named else NOBODY
    if refusal is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.consultations.call(matter.id, matter.round, spot, meets_at, by=actor.person_id, at=at)
    await transaction.drafts.remove(draft_id)
    meeting = await transaction.consultations.meeting(matter.id, matter.round)
    assert meeting is not None, "called just now"
    await apply(transaction, effects.units_called(matter, meeting, actor.person_id), at=at)
    return Done({"matter_id": matter_id})


async def earliest_meeting(database: Database, *, actor: Actor, matter_id: int, at: datetime) -> datetime | Refusal:
    """When a meeting that is called now may begin, for whoever may call it."""
    async with database.reading() as transaction:
        matter = await transaction.deliberation.find(matter_id)
        if matter is None:
            return NO_MATTER
        refusal = permit(actor, matter.procedure.run_by, matter.place)
        refusal = refusal or act_refusal(matter.procedure, matter.stage, MatterAct.INVITE)
        return refusal or await units_time(transaction, matter, at)


@act
async def reply_by_link(
    transaction: Transaction, *, link: PersonalLink, comes: bool, source: str, at: datetime
) -> Outcome:
    """参加、不参加: by whoever holds the unit's link, before the meeting; the last word stands."""
    unit = await transaction.consultations.find(int(link.subject.rpartition(":")[2]))
    matter = None if unit is None else await transaction.deliberation.lock(unit.matter_id)
    if unit is None or matter is None:
        return NO_UNIT
    if not open_to(matter, unit):
        return OVER
    meeting = await transaction.consultations.meeting(matter.id, matter.round)
    if meeting is None or at >= meeting.meets_at:
        return NO_MEETING if meeting is None else MET
    unit = await transaction.consultations.find(unit.id)
    assert unit is not None, "its row is there"
    known = unit.reply if unit.comes(meeting) is not None else None
    if known is not None and known.comes == comes:
        return Done({"unit_id": unit.id})
    if (refusal := reply_refusal(known)) is not None:
        return refusal
    times = 1 if known is None else known.times + 1
    await transaction.consultations.reply(unit.id, Reply(meeting.id, comes, times), at)
    await apply(transaction, effects.unit_replied(matter, unit, meeting, comes=comes), at=at)
    return Done({"unit_id": unit.id})
