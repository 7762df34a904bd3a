"""Where a matter comes from (议题的由来): what it was begun from is asked first, and knows of it afterwards."""

from __future__ import annotations

from datetime import datetime

from domain.deliberation.origins import Origin
from domain.outcomes import Reason, Refusal
from domain.registry import Actor, Place
from services import hourly, issues_life, issues_recurrence
from services.proposals import NO_PROPOSAL
from storage.transaction import Transaction


async def origin_refusal(
    transaction: Transaction, actor: Actor, origin: Origin, place: Place, at: datetime
) -> Refusal | None:
    """Why no matter can be begun from there; the row is ours until the commit."""
    if origin.proposal_id is not None:
        return await _not_to_discuss(transaction, origin.proposal_id, place)
    if origin.issue_id is not None:
        return await issues_life.discussable(transaction, actor, origin.issue_id, at)
    if origin.cause_id is not None:
        return await issues_recurrence.cause_to_discuss(transaction, origin.cause_id, place)
    if origin.fee_id is not None:
        return await hourly.fee_to_discuss(transaction, origin.fee_id, place)
    return None


async def _not_to_discuss(transaction: Transaction, proposal_id: int, place: Place) -> Refusal | None:
    proposal = await transaction.proposals.lock(proposal_id)
    if proposal is None or not proposal.place.covers(place):
        return NO_PROPOSAL
    return None if proposal.to_discuss else Refusal(Reason.WRONG_STATE, {"what": "proposal_discussed"})


async def came_of(transaction: Transaction, actor: Actor, origin: Origin, matter_id: int, at: datetime) -> None:
    """What it was begun from leads to the matter from now on."""
    if origin.proposal_id is not None:
        await transaction.proposals.write(origin.proposal_id, matter_id=matter_id)
    if origin.issue_id is not None:
        await issues_life.discussed(transaction, actor, origin.issue_id, matter_id, at)
    if origin.cause_id is not None:
        await issues_recurrence.cause_discussed(transaction, actor, origin.cause_id, matter_id, at)
    if origin.fee_id is not None:
        await transaction.hourly.lead_fee(origin.fee_id, matter_id)
