"""账户的依据: a registration, a room, a contract or that one is void is written by one and stood for by another."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain import fund_deed_effects as effects
from domain.deliberation.matters import Matter
from domain.fund_deeds import Deed, DeedWords, checking_refusal, declining_refusal, deed_refusal
from domain.fund_rooms import decides_use, gone_refusal, room_refusal, same_room
from domain.funds import GIVEN, Fund
from domain.issues import clean
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor
from services.acts import act
from services.fund_posting import kept_fund, second_chats, today
from services.readers import open_chats
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

NO_WHY = Refusal(Reason.EMPTY, {"what": "fund_why"})


@act
async def write_deed(
    transaction: Transaction,
    *,
    actor: Actor,
    fund_id: int,
    wanted: DeedWords,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """写下一份依据, or 作废 one: everybody reads it once a second person stands for it."""
    fund = await kept_fund(transaction, actor, fund_id)
    if isinstance(fund, Refusal):
        return fund
    wanted = replace(wanted, words=" ".join(clean(wanted.words).split()), code=clean(wanted.code).upper())
    if (refusal := deed_refusal(wanted, fund.deeds, GIVEN, today(transaction, at))) is not None:
        return refusal
    if (refusal := room_refusal(fund, wanted, await _decision(transaction, wanted))) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    wanted = same_room(fund.deeds, wanted)
    number = max((one.number for one in fund.deeds), default=0) + 1
    deed_id = await transaction.fund_deeds.write(fund.id, number, wanted, by=actor.person_id, at=at)
    await transaction.drafts.remove(draft_id)
    chats = await second_chats(transaction, fund.place, at, actor.person_id)
    deed = Deed(deed_id, number, wanted, actor.person_id, at)
    await apply(transaction, effects.written(fund, deed, actor.person_id, chats), at=at)
    return Done({"fund_id": fund.id, "deed_id": deed_id, "seconds": len(chats)})


@act
async def check_deed(transaction: Transaction, *, actor: Actor, deed_id: int, source: str, at: datetime) -> Outcome:
    """复核: a second person stands for it."""
    found = await _waiting(transaction, actor, deed_id)
    if isinstance(found, Refusal):
        return found
    fund, deed = found
    if (refusal := gone_refusal(fund.deeds, deed)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.fund_deeds.settle(deed.id, by=actor.person_id, at=at)
    await apply(transaction, effects.checked(fund, deed, actor.person_id), at=at)
    return Done({"fund_id": fund.id, "deed_id": deed.id})


@act
async def decline_deed(
    transaction: Transaction,
    *,
    actor: Actor,
    deed_id: int,
    why: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """不对，退回: it never counts; whoever wrote it hears why. They may take it back themselves (收回)."""
    found = await _kept(transaction, actor, deed_id)
    if isinstance(found, Refusal):
        return found
    fund, deed = found
    if (refusal := declining_refusal(deed)) is not None:
        return refusal
    if not (why := clean(why)):
        return NO_WHY
    assert deed is not None and actor.person_id is not None, "looked at above"
    await transaction.fund_deeds.settle(deed.id, by=actor.person_id, at=at, declined=why)
    await transaction.drafts.remove(draft_id)
    others = [deed.written_by] if deed.written_by not in (None, actor.person_id) else []
    told = [chat.id for chat in await open_chats(transaction, others)]
    await apply(transaction, effects.declined(fund, deed, actor.person_id, why, told), at=at)
    return Done({"fund_id": fund.id, "deed_id": deed.id})


async def _decision(transaction: Transaction, wanted: DeedWords) -> Matter | None:
    named = None if wanted.place is None else wanted.place.matter_id
    return None if named is None else await transaction.deliberation.find(named)


async def decided_uses(database: Database, *, fund: Fund) -> list[Matter]:
    """The owners' decisions on what common parts are used for, the latest first."""
    if fund.place.compound_id is None:
        return []
    async with database.reading() as transaction:
        found = await transaction.deliberation.of_compound(fund.place.compound_id)
    return [one for one in found if decides_use(fund, one)]


async def fund_of_deed(database: Database, *, deed_id: int) -> int:
    """Whose it is; 0 where there is none."""
    async with database.reading() as transaction:
        return await transaction.fund_deeds.fund_of(deed_id)


async def _waiting(transaction: Transaction, actor: Actor, deed_id: int) -> tuple[Fund, Deed] | Refusal:
    """One that waits for somebody else than who wrote it, and its account."""
    found = await _kept(transaction, actor, deed_id)
    if isinstance(found, Refusal):
        return found
    fund, deed = found
    if (refusal := checking_refusal(deed, actor)) is not None:
        return refusal
    assert deed is not None, "looked at above"
    return fund, deed


async def _kept(transaction: Transaction, actor: Actor, deed_id: int) -> tuple[Fund, Deed | None] | Refusal:
    """One and its account, for whoever keeps it."""
    fund = await kept_fund(transaction, actor, await transaction.fund_deeds.fund_of(deed_id))
    if isinstance(fund, Refusal):
        return fund
    return fund, next((one for one in fund.deeds if one.id == deed_id), None)
