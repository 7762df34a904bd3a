"""Appointments (聘任): the street office's document, recorded by one person and confirmed by another."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.candidacies import OWN_ELECTION
from domain.election_effects import appointed, appointment_recorded, appointment_rejected
from domain.election_refusals import (
    NO_ELECTION,
    appointment_refusal,
    appointment_second_refusal,
    document_refusal,
    makeup_refusal,
)
from domain.elections import Election, ElectionState
from domain.outcomes import Done, Outcome, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, RoleKind
from services.acts import act
from services.elections import listing_now, run, seat
from services.readers import first_chats, open_groups
from storage.effects import apply
from storage.transaction import Transaction

CHECKERS = ((RoleKind.SCRUTINEER, RoleKind.COMMITTEE), (RoleKind.OPERATOR,))
"""Who is asked to confirm what another recorded."""


@act
async def record_appointment(
    transaction: Transaction,
    *,
    actor: Actor,
    election_id: int,
    number: str,
    day: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """记聘任: the document's number and date; nobody holds office before a second person has read it."""
    election = await run(transaction, actor, election_id)
    if isinstance(election, Refusal):
        return election
    assert actor.person_id is not None, "permitted above"
    members = () if election.noticed_at is None else (await listing_now(transaction, election, at)).members
    wrong = (
        appointment_refusal(election)
        or await _own(transaction, election, actor.person_id)
        or document_refusal(number)
        or makeup_refusal(election, members)
    )
    if wrong is not None:
        return wrong
    await transaction.drafts.remove(draft_id)
    document = {"number": number.strip(), "day": day}
    await transaction.elections.write(election_id, recorded_by=actor.person_id, document=document)
    chats = [chat.id for chat in await first_chats(transaction, election.place, at, CHECKERS, apart=(actor.person_id,))]
    await apply(transaction, appointment_recorded(election, document, actor.person_id, chats, at), at=at)
    return Done({"election_id": election_id})


async def _own(transaction: Transaction, election: Election, person_id: int) -> Refusal | None:
    """Nobody appoints themselves, nor has a hand in it."""
    stands = await transaction.elections.stands_in(election, person_id)
    return OWN_ELECTION if stands else None


@act
async def confirm_appointment(
    transaction: Transaction, *, actor: Actor, election_id: int, right: bool, read: str, source: str, at: datetime
) -> Outcome:
    """核对聘任: by a second person who has the document before them; not so, it is recorded anew."""
    election = await transaction.elections.lock(election_id)
    if election is None:
        return NO_ELECTION
    if (refusal := permit(actor, Act.CONFIRM_VOTE, election.place)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    wrong = await _own(transaction, election, actor.person_id) or appointment_second_refusal(
        election, actor.person_id, read
    )
    if wrong is not None:
        return wrong
    if right:
        return await _appoint(transaction, election, actor.person_id, at)
    await transaction.elections.write(election_id, recorded_by=None, document=None)
    await apply(transaction, appointment_rejected(election, actor.person_id), at=at)
    return Done({"election_id": election_id})


async def _appoint(transaction: Transaction, election: Election, by: int, at: datetime) -> Outcome:
    """Those on the list hold office from now on."""
    members = (await listing_now(transaction, election, at)).members
    if (refusal := makeup_refusal(election, members)) is not None:
        return refusal
    state = ElectionState.SETTLED.value
    await transaction.elections.write(election.id, state=state, settled_at=at, confirmed_by=by)
    settled = replace(election, settled_at=at, confirmed_by=by)
    await seat(transaction, settled, members, by=election.recorded_by, at=at)
    await apply(transaction, appointed(settled, members, await open_groups(transaction, election.place)), at=at)
    return Done({"election_id": election.id, "strangers": [one.name for one in members if one.person_id is None]})
