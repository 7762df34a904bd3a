"""Deliveries (送达): written down at the door with what proves them, or by the home itself on the phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor
from domain.vote_delivery_effects import delivered, undelivered, urged
from domain.voting.deliveries import DeliveryWay, delivery_refusal, delivery_subject, urge_refusal
from domain.voting.votes import Vote
from services.acts import act
from storage.effects import apply
from storage.transaction import Transaction

NO_VOTE = Refusal(Reason.NOT_FOUND, {"what": "vote"})
NO_HOME = Refusal(Reason.NOT_FOUND, {"what": "home"})
NO_PHOTO = Refusal(Reason.EMPTY, {"what": "delivery_photo"})


@dataclass(frozen=True)
class Doorstep:
    """A home of a vote whose row is ours until the commit (一户)."""

    vote: Vote
    unit_id: int
    slot: int


async def _doorstep(
    transaction: Transaction, actor: Actor, vote_id: int, unit_id: int, at: datetime
) -> Doorstep | Refusal:
    """The home, if this person goes along its doors while ballots are taken."""
    vote, unit = await transaction.voting.lock(vote_id), await transaction.units.unit(unit_id)
    if vote is None or unit is None:
        return NO_VOTE if vote is None else NO_HOME
    if (refusal := permit(actor, Act.CANVASS, unit.place) or delivery_refusal(vote, at)) is not None:
        return refusal
    slot = await transaction.vote_deliveries.slot(vote_id, unit_id)
    return NO_HOME if slot is None else Doorstep(vote, unit_id, slot)


@act
async def note_delivery(
    transaction: Transaction,
    *,
    actor: Actor,
    vote_id: int,
    unit_id: int,
    way: DeliveryWay,
    photo: str | None = None,
    size: int | None = None,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """记送达: the first one stands; where a photo is to prove it, the photo comes with it."""
    found = await _doorstep(transaction, actor, vote_id, unit_id, at)
    if isinstance(found, Refusal):
        return found
    if way is DeliveryWay.READ:
        return Refusal(Reason.NOT_YOURS, {"what": "vote_head"})
    if (way is DeliveryWay.PHOTO) is not (photo is not None):
        return NO_PHOTO
    assert actor.person_id is not None, "permitted above"
    number = await _note(transaction, found, way, actor.person_id, at)
    if number is not None and photo is not None:
        subject = delivery_subject(number)
        await transaction.attachments.record(
            subject=subject, kind="photo", file_id=photo, name="", mime="", size=size, at=at
        )
    await transaction.drafts.remove(draft_id)
    return Done({"vote_id": vote_id, "unit_id": unit_id})


async def _note(transaction: Transaction, found: Doorstep, way: DeliveryWay, by: int, at: datetime) -> int | None:
    """Its number; None where the home was served before."""
    if await transaction.vote_deliveries.find(found.vote.id, found.unit_id) is not None:
        return None
    number = await transaction.vote_deliveries.note(found.vote.id, found.unit_id, way, by=by, at=at)
    await apply(transaction, delivered(found.vote, found.slot, way, by), at=at)
    return number


@act
async def note_urged(
    transaction: Transaction, *, actor: Actor, vote_id: int, unit_id: int, source: str, at: datetime
) -> Outcome:
    """记催告: a home that was served is reminded at its door, on a later day."""
    found = await _doorstep(transaction, actor, vote_id, unit_id, at)
    if isinstance(found, Refusal):
        return found
    delivery = await transaction.vote_deliveries.find(vote_id, unit_id)
    if (refusal := urge_refusal(found.vote, delivery, at, transaction.zone)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    if await transaction.vote_deliveries.urge(vote_id, [unit_id], before=at, at=at):
        await apply(transaction, urged(found.vote, found.slot, actor.person_id), at=at)
    return Done({"vote_id": vote_id, "unit_id": unit_id})


@act
async def drop_delivery(
    transaction: Transaction, *, actor: Actor, vote_id: int, unit_id: int, source: str, at: datetime
) -> Outcome:
    """撤回送达, written down by mistake; what the home itself pressed is the home's."""
    found = await _doorstep(transaction, actor, vote_id, unit_id, at)
    if isinstance(found, Refusal):
        return found
    delivery = await transaction.vote_deliveries.find(vote_id, unit_id)
    if delivery is None or delivery.way is DeliveryWay.READ:
        return Refusal(Reason.NOT_YOURS, {"what": "vote_delivery"})
    assert actor.person_id is not None, "permitted above"
    await transaction.attachments.drop(delivery.subject)
    await transaction.vote_deliveries.remove(delivery.id)
    await apply(transaction, undelivered(found.vote, found.slot, actor.person_id), at=at)
    return Done({"vote_id": vote_id, "unit_id": unit_id})


@act
async def note_read(transaction: Transaction, *, actor: Actor, vote_id: int, source: str, at: datetime) -> Outcome:
    """我看到了: pressed by somebody who votes for these homes; it says nothing of what they choose."""
    vote = await transaction.voting.lock(vote_id)
    if vote is None:
        return NO_VOTE
    if (refusal := delivery_refusal(vote, at)) is not None:
        return refusal
    person_id = actor.person_id
    mine = [] if person_id is None else await transaction.voting.entitlements(vote_id, person_id, at)
    if person_id is None or not mine:
        return Refusal(Reason.NOT_YOURS, {"what": "vote_head"})
    for one in mine:
        for unit_id in await transaction.vote_doors.units_of(one.head_id):
            await _note(transaction, Doorstep(vote, unit_id, one.slot), DeliveryWay.READ, person_id, at)
    return Done({"vote_id": vote_id})
