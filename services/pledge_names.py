"""公布名字: whoever gave is named if they ask, once their money is there, and no more as soon as they say so."""

from __future__ import annotations

from datetime import datetime

from domain import pledge_effects as effects
from domain.issues import clean
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.pledges import named_refusal
from domain.registry import Actor
from services.acts import act
from services.pledges import NO_DRIVE, own_pledge
from storage.effects import apply
from storage.transaction import Transaction

NOT_NAMED = Refusal(Reason.ALREADY_DONE, {"what": "pledge_not_named"})


@act
async def be_named(
    transaction: Transaction,
    *,
    actor: Actor,
    drive_id: int,
    name: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """公布我的名字: as they write it, to whoever may read the drive; never with the sum."""
    drive = await transaction.pledges.lock(drive_id)
    if drive is None:
        return NO_DRIVE
    name = " ".join(clean(name).split())
    mine = own_pledge(await transaction.pledges.of(drive_id), actor)
    receipts = await transaction.pledges.receipts(drive_id)
    if (refusal := named_refusal(drive, mine, receipts, name)) is not None:
        return refusal
    assert mine is not None, "looked at above"
    await transaction.pledges.name(mine.id, name)
    await transaction.drafts.remove(draft_id)
    await apply(transaction, effects.named(drive, mine, "pledge_named"), at=at)
    return Done({"drive_id": drive_id})


@act
async def be_unnamed(transaction: Transaction, *, actor: Actor, drive_id: int, source: str, at: datetime) -> Outcome:
    """收回我的名字: at once, and whatever became of the money."""
    drive = await transaction.pledges.lock(drive_id)
    if drive is None:
        return NO_DRIVE
    mine = own_pledge(await transaction.pledges.of(drive_id), actor)
    if mine is None or not mine.name:
        return NOT_NAMED
    await transaction.pledges.name(mine.id, None)
    await apply(transaction, effects.named(drive, mine, "pledge_unnamed"), at=at)
    return Done({"drive_id": drive_id})
