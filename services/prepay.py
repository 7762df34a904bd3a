"""预交: a round begins with two people; receipts are handed in together; each building pays of its own; by two."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain import prepay_effects as effects
from domain.funds import FundKind, LineKind, Posting
from domain.issues import File, clean
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.prepay import (
    TAKEN,
    PrepayBasis,
    PrepayKind,
    PrepayLine,
    PrepayRound,
    PrepayState,
    cost_refusal,
    held_by,
    open_refusal,
    paid_in,
    receive_refusal,
    refund_refusal,
    round_refusal,
    second_refusal,
    unspent,
    void_refusal,
)
from domain.registry import Actor, Place
from domain.units import DwellingUnit
from services.acts import act
from services.fund_posting import locked_fund, put_down, second_chats, today
from services.readers import home_chats, open_groups
from storage.effects import apply
from storage.transaction import Transaction

NO_ROUND = Refusal(Reason.NOT_FOUND, {"what": "prepay"})
NO_FUND = Refusal(Reason.EMPTY, {"what": "prepay_fund"})
NO_DOOR = Refusal(Reason.NOT_FOUND, {"what": "door"})
NOTHING_HELD = Refusal(Reason.EMPTY, {"what": "prepay_held"})
NOTHING_UNSPENT = Refusal(Reason.WRONG_STATE, {"what": "prepay_unspent"})


@act
async def ask_round(
    transaction: Transaction,
    *,
    actor: Actor,
    place: Place,
    name: str,
    basis: PrepayBasis,
    rate: int,
    months: int,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """要开一期预交: what is asked of a home is looked at by a second person before anybody reads it."""
    if (refusal := permit(actor, Act.KEEP_FUNDS, place)) is not None:
        return refusal
    assert actor.person_id is not None and place.compound_id is not None, "permitted above"
    name = " ".join(clean(name).split())
    existing = await transaction.prepay.inside([place.compound_id])
    if (refusal := round_refusal(len(existing), name, rate, months)) is not None:
        return refusal
    accounts = await transaction.funds.inside([place.compound_id])
    fund = next((one for one in accounts if one.kind is FundKind.PREPAID), None)
    if fund is None:
        return NO_FUND
    by = actor.person_id
    number = await transaction.prepay.ask(PrepayRound(0, place, fund.id, name, basis, rate, months, by, at))
    await transaction.drafts.remove(draft_id)
    seconds = await second_chats(transaction, place, at, by)
    asked = effects.asked(await locked_round(transaction, number), by, seconds)
    await apply(transaction, asked, at=at)
    return Done({"round_id": number, "seconds": len(seconds)})


@act
async def confirm_round(transaction: Transaction, *, actor: Actor, round_id: int, source: str, at: datetime) -> Outcome:
    """对，开始: a second person; the groups hear of it."""
    asked = await kept_round(transaction, actor, round_id)
    if isinstance(asked, Refusal):
        return asked
    if (refusal := second_refusal(asked, actor)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.prepay.confirm(round_id, by=actor.person_id, at=at)
    groups = await open_groups(transaction, asked.place)
    await apply(transaction, effects.opened(asked, actor.person_id, groups), at=at)
    return Done({"round_id": round_id})


@act
async def drop_round(transaction: Transaction, *, actor: Actor, round_id: int, source: str, at: datetime) -> Outcome:
    """不开了: whoever asked, or the second, before it began."""
    asked = await kept_round(transaction, actor, round_id)
    if isinstance(asked, Refusal):
        return asked
    if asked.open:
        return Refusal(Reason.ALREADY_DONE, {"what": "prepay_confirmed"})
    await transaction.prepay.drop(round_id)
    await apply(transaction, effects.dropped(asked, "prepay_dropped", actor.person_id), at=at)
    return Done({"round_id": round_id})


@act
async def receive_fee(
    transaction: Transaction,
    *,
    actor: Actor,
    round_id: int,
    unit_id: int,
    amount: int,
    left: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """收一户: who lives there has a receipt at once; it counts when it was handed in and signed for."""
    home = await transaction.units.unit(unit_id)
    found = NO_DOOR if home is None else await _taking(transaction, actor, round_id, home.place)
    if isinstance(found, Refusal):
        return found
    assert home is not None and actor.person_id is not None, "looked at above"
    lines = await transaction.prepay.lines(round_id)
    if (refusal := receive_refusal(found, home, lines, amount, left)) is not None:
        return refusal
    by = actor.person_id
    new = PrepayLine(0, home.building_id, PrepayKind.RECEIVED, amount, by, at, PrepayState.HELD, unit_id)
    number = await transaction.prepay.put(round_id, new)
    line = await transaction.prepay.line(number)
    assert line is not None, "put down just now"
    still = (found.due(home.area) or 0) - paid_in([*lines, line], *TAKEN).get(unit_id, 0)
    chats = await home_chats(transaction, home.id, at)
    await apply(transaction, effects.received(found, line, home.name, still, chats), at=at)
    body = {"round_id": round_id, "building_id": home.building_id, "line_id": number}
    return Done({**body, "left": still, "told": len(chats)})


@act
async def void_receipt(transaction: Transaction, *, actor: Actor, line_id: int, source: str, at: datetime) -> Outcome:
    """收错了: while it is not handed in; who lives there hears of it."""
    found = await transaction.prepay.lock(await transaction.prepay.round_of(line_id))
    line = await transaction.prepay.line(line_id)
    if (refusal := void_refusal(line, actor)) is not None:
        return refusal
    assert line is not None and found is not None and line.unit_id is not None, "looked at above"
    await transaction.prepay.void(line_id, at)
    home = await transaction.units.unit(line.unit_id)
    chats = [] if home is None else await home_chats(transaction, home.id, at)
    await apply(transaction, effects.voided(found, line, chats), at=at)
    return Done({"round_id": found.id, "building_id": line.building_id, "told": len(chats)})


@act
async def hand_in(
    transaction: Transaction, *, actor: Actor, round_id: int, building_id: int, source: str, at: datetime
) -> Outcome:
    """交账: all one has taken in a building is one line of the account, for a second person to sign for."""
    place = await building_place(transaction, round_id, building_id)
    found = await transaction.prepay.lock(round_id)
    if found is None or place.building_id is None:
        return NO_ROUND
    held = held_by(await transaction.prepay.lines(round_id), building_id, actor.person_id)
    if not held or actor.person_id is None:  # who has the money hands it in, though the office is another's by now
        return permit(actor, Act.TAKE_FEES, place) or NOTHING_HELD
    wanted = await _posting(transaction, found, place, sum(line.amount for line in held), at)
    fund = await locked_fund(transaction, found.fund_id)
    line_id, seconds = await put_down(transaction, fund, wanted, (), by=actor.person_id, at=at)
    await transaction.prepay.hand([line.id for line in held], line_id)
    await apply(transaction, effects.handed(found, building_id, line_id, len(held), actor.person_id), at=at)
    return Done({"round_id": round_id, "building_id": building_id, "fund_line_id": line_id, "seconds": seconds})


@act
async def pay_cost(
    transaction: Transaction,
    *,
    actor: Actor,
    round_id: int,
    building_id: int,
    amount: int,
    words: str,
    files: Sequence[File] = (),
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """花一笔: of the building's own, with a voucher; a second person signs for it on the account."""
    place = await building_place(transaction, round_id, building_id)
    found = await _spending(transaction, actor, round_id, building_id)
    if isinstance(found, Refusal):
        return found
    assert actor.person_id is not None, "permitted above"
    words = " ".join(clean(words).split())
    lines = [line for line in await transaction.prepay.lines(round_id) if line.building_id == building_id]
    if (refusal := cost_refusal(lines, amount, words, vouchers=len(files))) is not None:
        return refusal
    new = PrepayLine(0, building_id, PrepayKind.COST, -amount, actor.person_id, at, PrepayState.WAITS, words=words)
    await transaction.drafts.remove(draft_id)
    return await _goes_out(transaction, found, place, new, files)


@act
async def refund_home(
    transaction: Transaction,
    *,
    actor: Actor,
    round_id: int,
    unit_id: int,
    purpose: str = "",
    files: Sequence[File] = (),
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """退一户: what of its money is not spent, all at once (物业服务解释第3条); `purpose`: as the account says it."""
    home = await transaction.units.unit(unit_id)
    found = NO_DOOR if home is None else await _spending(transaction, actor, round_id, home.building_id)
    if isinstance(found, Refusal):
        return found
    assert home is not None and actor.person_id is not None, "looked at above"
    lines = [line for line in await transaction.prepay.lines(round_id) if line.building_id == home.building_id]
    if (refusal := refund_refusal(lines, unit_id)) is not None:
        return refusal
    amount = unspent(lines).get(unit_id, 0)
    if not amount:
        return NOTHING_UNSPENT
    if not files:
        return Refusal(Reason.EMPTY, {"what": "prepay_voucher"})
    by = actor.person_id
    new = PrepayLine(0, home.building_id, PrepayKind.REFUNDED, -amount, by, at, PrepayState.WAITS, unit_id)
    await transaction.drafts.remove(draft_id)
    return await _goes_out(transaction, found, home.place.building, new, files, home=home, purpose=purpose)


async def _goes_out(
    transaction: Transaction,
    found: PrepayRound,
    place: Place,
    new: PrepayLine,
    files: Sequence[File],
    *,
    home: DwellingUnit | None = None,
    purpose: str = "",
) -> Outcome:
    """A line that takes money away, on the building's ledger and on the account at once; `home`: whose it was."""
    assert new.by is not None, "somebody's act"
    wanted = await _posting(transaction, found, place, new.amount, new.at, purpose or new.words)
    fund = await locked_fund(transaction, found.fund_id)
    line_id, seconds = await put_down(transaction, fund, wanted, files, by=new.by, at=new.at)
    number = await transaction.prepay.put(found.id, new, fund_line_id=line_id)
    line = await transaction.prepay.line(number)
    assert line is not None, "put down just now"
    whose = ("", []) if home is None else (home.name, await home_chats(transaction, home.id, new.at))
    await apply(transaction, effects.went_out(found, line, *whose), at=new.at)
    body = {"round_id": found.id, "building_id": new.building_id, "fund_line_id": line_id, "seconds": seconds}
    return Done({**body, "amount": -new.amount})


async def _posting(
    transaction: Transaction, found: PrepayRound, place: Place, amount: int, at: datetime, words: str = ""
) -> Posting:
    """How a building's money stands on the account: which round, which building, what for."""
    building = (await transaction.registry.names()).of(Place(None, place.building_id))
    purpose = " ".join(word for word in (found.name, building, words) if word)
    return Posting(LineKind.IN if amount > 0 else LineKind.OUT, abs(amount), today(transaction, at), purpose)


async def kept_round(transaction: Transaction, actor: Actor, round_id: int) -> PrepayRound | Refusal:
    """A round, for whoever keeps the accounts there; nobody else changes it until the commit."""
    found = await transaction.prepay.lock(round_id)
    if found is None:
        return NO_ROUND
    return permit(actor, Act.KEEP_FUNDS, found.place) or found


async def _spending(transaction: Transaction, actor: Actor, round_id: int, building_id: int) -> PrepayRound | Refusal:
    found = await kept_round(transaction, actor, round_id)
    if isinstance(found, Refusal):
        return found
    settled = (await transaction.prepay.settlements(round_id)).get(building_id)
    return open_refusal(found, settled) or found


async def _taking(transaction: Transaction, actor: Actor, round_id: int, place: Place) -> PrepayRound | Refusal:
    """The round, for whoever takes fees in this building."""
    found = await transaction.prepay.lock(round_id)
    if found is None or place.building_id is None or not found.place.covers(place):
        return NO_ROUND
    if (refusal := permit(actor, Act.TAKE_FEES, place.building)) is not None:
        return refusal
    settled = (await transaction.prepay.settlements(round_id)).get(place.building_id)
    return open_refusal(found, settled) or found


async def building_place(transaction: Transaction, round_id: int, building_id: int) -> Place:
    """The building, where the round is of its compound; nowhere else."""
    found = await transaction.prepay.find(round_id)
    inside = [] if found is None else await transaction.registry.buildings(found.place.compound_id or 0)
    known = found is not None and any(one.id == building_id for one in inside)
    return Place(found.place.compound_id, building_id) if found is not None and known else Place()


async def locked_round(transaction: Transaction, number: int) -> PrepayRound:
    """One that is there."""
    found = await transaction.prepay.lock(number)
    assert found is not None, "its row is there"
    return found
