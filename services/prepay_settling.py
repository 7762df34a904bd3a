"""结算一栋楼: what is left is carried to the next round, home by home; one asks, a second person confirms."""

from __future__ import annotations

from datetime import datetime

from domain import prepay_effects as effects
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.prepay import (
    PrepayFigures,
    PrepayKind,
    PrepayLine,
    PrepayRound,
    PrepaySettlement,
    PrepayState,
    asked_homes,
    carry_refusal,
    open_refusal,
    second_refusal,
    settle_refusal,
    sums_of,
    unspent,
)
from domain.registry import Actor, Place
from services.acts import act
from services.fund_posting import second_chats
from services.readers import open_groups
from storage.effects import apply
from storage.transaction import Transaction

NO_ROUND = Refusal(Reason.NOT_FOUND, {"what": "prepay"})
NO_SETTLEMENT = Refusal(Reason.NOT_FOUND, {"what": "prepay_settlement"})
MOVED = Refusal(Reason.WRONG_STATE, {"what": "prepay_moved"})


@act
async def ask_settlement(
    transaction: Transaction,
    *,
    actor: Actor,
    round_id: int,
    building_id: int,
    next_id: int,
    source: str,
    at: datetime,
) -> Outcome:
    """要结算: from now on nothing is put down for this building, until a second person has said yes or no."""
    found = await transaction.prepay.lock(round_id)
    if found is None or building_id not in await _buildings(transaction, found):
        return NO_ROUND
    refusal = permit(actor, Act.KEEP_FUNDS, found.place)
    if refusal is None:
        refusal = open_refusal(found, (await transaction.prepay.settlements(round_id)).get(building_id))
    if refusal is not None:
        return refusal
    following, settled = await _following(transaction, found, next_id, building_id)
    lines = await _lines(transaction, round_id, building_id)
    if (refusal := settle_refusal(found, following, lines, settled)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    by, sums = actor.person_id, await _sums(transaction, found, building_id, lines)
    new = PrepaySettlement(0, round_id, building_id, next_id, sums.balance, sums.homes, sums.paid, by, at)
    number = await transaction.prepay.settle(new)
    made = await transaction.prepay.settlement(number)
    assert made is not None, "asked just now"
    seconds = await second_chats(transaction, found.place, at, by)
    asked = effects.settling(found, made, await _name(transaction, building_id), by, seconds)
    await apply(transaction, asked, at=at)
    return Done({"round_id": round_id, "building_id": building_id, "seconds": len(seconds)})


@act
async def confirm_settlement(
    transaction: Transaction, *, actor: Actor, settlement_id: int, source: str, at: datetime
) -> Outcome:
    """对，结算: each home's part stands in the next round; the building's group reads the sums."""
    found = await _asked(transaction, actor, settlement_id)
    if isinstance(found, Refusal):
        return found
    one, made = found
    if (refusal := second_refusal(made, actor)) is not None:
        return refusal
    following, settled = await _following(transaction, one, made.next_id, made.building_id)
    if (refusal := carry_refusal(one, following, settled)) is not None:
        return refusal
    lines = await _lines(transaction, one.id, made.building_id)
    sums = await _sums(transaction, one, made.building_id, lines)
    if sums.balance != made.surplus:
        return MOVED
    assert actor.person_id is not None, "permitted above"
    for home, part in unspent(lines).items():
        for number, amount in ((one.id, -part), (made.next_id, part)):
            carried = PrepayLine(
                0, made.building_id, PrepayKind.CARRIED, amount, actor.person_id, at, PrepayState.STANDS, home
            )
            await transaction.prepay.put(number, carried)
    values = {"confirmed_by": actor.person_id, "confirmed_at": at, "homes": sums.homes, "paid": sums.paid}
    await transaction.prepay.write_settlement(settlement_id, values)
    groups = await open_groups(transaction, Place(one.place.compound_id, made.building_id))
    name = await _name(transaction, made.building_id)
    await apply(transaction, effects.settled(one, made, name, sums, actor.person_id, groups), at=at)
    return Done({"round_id": one.id, "building_id": made.building_id})


@act
async def drop_settlement(
    transaction: Transaction, *, actor: Actor, settlement_id: int, source: str, at: datetime
) -> Outcome:
    """先不结: by whoever asked, or the second, before it is confirmed."""
    found = await _asked(transaction, actor, settlement_id)
    if isinstance(found, Refusal):
        return found
    one, made = found
    if made.confirmed_at is not None:
        return Refusal(Reason.ALREADY_DONE, {"what": "prepay_confirmed"})
    await transaction.prepay.drop_settlement(settlement_id)
    await apply(transaction, effects.dropped(one, "prepay_settlement_dropped", actor.person_id), at=at)
    return Done({"round_id": one.id, "building_id": made.building_id})


async def _asked(
    transaction: Transaction, actor: Actor, settlement_id: int
) -> tuple[PrepayRound, PrepaySettlement] | Refusal:
    made = await transaction.prepay.settlement(settlement_id)
    one = None if made is None else await transaction.prepay.lock(made.round_id)
    again = await transaction.prepay.settlement(settlement_id)  # it is ours now
    if one is None or again is None:
        return NO_SETTLEMENT
    return permit(actor, Act.KEEP_FUNDS, one.place) or (one, again)


async def _following(
    transaction: Transaction, found: PrepayRound, next_id: int, building_id: int
) -> tuple[PrepayRound | None, frozenset[int]]:
    """The next round, and where the building is settled; neither these nor the account move until the commit."""
    following = await transaction.prepay.lock(next_id)
    await transaction.funds.lock(found.fund_id)
    return following, await transaction.prepay.settled_in(building_id)


async def _buildings(transaction: Transaction, found: PrepayRound) -> list[int]:
    assert found.place.compound_id is not None, "a compound's"
    return [one.id for one in await transaction.registry.buildings(found.place.compound_id)]


async def _lines(transaction: Transaction, round_id: int, building_id: int) -> list[PrepayLine]:
    return [line for line in await transaction.prepay.lines(round_id) if line.building_id == building_id]


async def _sums(
    transaction: Transaction, found: PrepayRound, building_id: int, lines: list[PrepayLine]
) -> PrepayFigures:
    return sums_of(found, asked_homes(await transaction.units.of_building(building_id)), lines)


async def _name(transaction: Transaction, building_id: int) -> str:
    return (await transaction.registry.names()).of(Place(None, building_id))
