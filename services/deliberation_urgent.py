"""Urgent repairs (急修): a danger is put on record with its photo and its money; another member looks first."""

from __future__ import annotations

from datetime import datetime

from domain.deliberation.matters import Matter, proposal_refusal
from domain.deliberation.procedures import URGENT
from domain.deliberation.stages import Need
from domain.deliberation_alarms import Alarm, alarm_refusal
from domain.deliberation_move_effects import move_asked, noted
from domain.outcomes import Done, Outcome
from domain.permissions import Act, permit
from domain.registry import Actor, Place
from services.acts import act
from services.deliberation import facts_of
from services.deliberation_full import begun, everybody_of, terms_of
from services.deliberation_moves import NOBODY_ELSE
from services.deliberation_records import keep_photos
from services.readers import COMMITTEE, first_chats
from storage.effects import apply
from storage.transaction import Transaction


@act
async def begin_urgent_repair(
    transaction: Transaction,
    *,
    actor: Actor,
    compound_id: int,
    alarm: Alarm,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """报急修: everything it needs is on record at once; the others of the committee are asked to look, at any hour."""
    place = Place(compound_id)
    refusal = permit(actor, Act.RUN_PROCEDURE, place) or alarm_refusal(alarm)
    proposal = alarm.proposal(await everybody_of(transaction, place))
    refusal = refusal or proposal_refusal(proposal)
    if refusal is not None:
        return refusal
    others = await first_chats(transaction, place, at, (COMMITTEE,), apart=(actor.person_id,))
    if not others:
        return NOBODY_ELSE
    assert actor.person_id is not None, "permitted above"
    terms = {**await terms_of(transaction, compound_id, URGENT), **alarm.terms}
    number = await transaction.deliberation.start(
        place, URGENT, proposal, touched=alarm.touched, terms=terms, by=actor.person_id, at=at
    )
    await transaction.drafts.remove(draft_id)
    matter = await begun(transaction, number, "", at)
    await _note(transaction, matter, alarm, actor.person_id, at)
    await transaction.deliberation.write(number, move_by=actor.person_id)
    facts, chats = await facts_of(transaction, matter), [chat.id for chat in others]
    await apply(transaction, move_asked(matter, facts, actor.person_id, chats, at), at=at)
    return Done({"matter_id": number, "number": matter.number})


async def _note(transaction: Transaction, matter: Matter, alarm: Alarm, by: int, at: datetime) -> None:
    """What danger it is with its photo, and who pays how much."""
    number = await transaction.matter_records.note(matter, Need.DANGER, alarm.words, None, by=by, at=at)
    await keep_photos(transaction, f"matter_record:{number}", [alarm.photo], at)
    await transaction.matter_records.note(matter, Need.SOURCE, alarm.paid_how, alarm.cents, by=by, at=at)
    for record in await transaction.matter_records.of(matter.id):
        await apply(transaction, noted(record, matter, None), at=at)
