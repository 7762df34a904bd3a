"""凑钱: two people begin it, neighbours promise by number, money goes through the account by two; back by the rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain import pledge_effects as effects
from domain.funds import FundKind, LineKind, Posting
from domain.issues import File, clean
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.pledges import (
    Drive,
    DrivePage,
    DriveState,
    Given,
    Pledge,
    PledgeReceipt,
    Unmet,
    confirm_refusal,
    drive_refusal,
    ending,
    figures,
    given,
    lives_in,
    names,
    outcome_of,
    owed,
    pledge_refusal,
    receive_refusal,
    return_refusal,
    withdraw_refusal,
)
from domain.prepay import PrepayState
from domain.registry import Actor, Place
from services.acts import act
from services.fund_posting import locked_fund, put_down, second_chats, today
from services.readers import open_chats, open_groups, staff_chats
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

NO_DRIVE = Refusal(Reason.NOT_FOUND, {"what": "drive"})
NO_FUND = Refusal(Reason.EMPTY, {"what": "pledge_fund"})


@act
async def ask_drive(
    transaction: Transaction,
    *,
    actor: Actor,
    place: Place,
    name: str,
    purpose: str,
    target: int,
    days: int,
    unmet: Unmet,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """要凑一笔钱: what for, how much, until when, and what if it is not enough; a second person looks first."""
    if (refusal := permit(actor, Act.KEEP_FUNDS, place)) is not None:
        return refusal
    assert actor.person_id is not None and place.compound_id is not None, "permitted above"
    name, purpose = (" ".join(clean(one).split()) for one in (name, purpose))
    existing = await transaction.pledges.inside([place.compound_id])
    if (refusal := drive_refusal(len(existing), name, purpose, target, days)) is not None:
        return refusal
    accounts = await transaction.funds.inside([place.compound_id])
    fund = next((one for one in accounts if one.kind is FundKind.MUTUAL_AID), None)
    if fund is None:
        return NO_FUND
    by, until = actor.person_id, ending(days, at, transaction.zone)
    number = await transaction.pledges.ask(Drive(0, place, fund.id, name, purpose, target, until, unmet, by, at))
    await transaction.drafts.remove(draft_id)
    drive = await transaction.pledges.lock(number)
    assert drive is not None, "asked just now"
    seconds = await second_chats(transaction, place, at, by)
    await apply(transaction, effects.asked(drive, by, seconds), at=at)
    return Done({"drive_id": number, "seconds": len(seconds)})


@act
async def confirm_drive(transaction: Transaction, *, actor: Actor, drive_id: int, source: str, at: datetime) -> Outcome:
    """对，开始: the groups hear of it."""
    drive = await _kept(transaction, actor, drive_id)
    if isinstance(drive, Refusal):
        return drive
    if (refusal := confirm_refusal(drive, actor)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.pledges.write(drive_id, confirmed_by=actor.person_id, state=DriveState.OPEN.value)
    groups = await open_groups(transaction, drive.place)
    await apply(transaction, effects.opened(drive, actor.person_id, groups), at=at)
    return Done({"drive_id": drive_id})


@act
async def drop_drive(transaction: Transaction, *, actor: Actor, drive_id: int, source: str, at: datetime) -> Outcome:
    """不凑了, before it began."""
    drive = await _kept(transaction, actor, drive_id)
    if isinstance(drive, Refusal):
        return drive
    if drive.state is not DriveState.ASKED:
        return Refusal(Reason.ALREADY_DONE, {"what": "pledge_confirmed"})
    await transaction.pledges.drop(drive_id)
    await apply(transaction, effects.dropped(drive, actor.person_id), at=at)
    return Done({"drive_id": drive_id})


@act
async def promise(
    transaction: Transaction,
    *,
    actor: Actor,
    drive_id: int,
    amount: int,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """我凑一份: a number, and no name for anybody; nothing is paid here."""
    drive = await transaction.pledges.lock(drive_id)
    if drive is None:
        return NO_DRIVE
    mine = own_pledge(await transaction.pledges.of(drive_id), actor)
    if (refusal := pledge_refusal(drive, actor, mine, amount)) is not None:
        return refusal
    assert actor.person_id is not None, "lives there"
    number = await transaction.pledges.promise(drive_id, actor.person_id, amount, at)
    await transaction.drafts.remove(draft_id)
    pledge = next(one for one in await transaction.pledges.of(drive_id) if one.id == number)
    await apply(transaction, effects.pledged(drive, pledge, "pledged"), at=at)
    return Done({"drive_id": drive_id, "number": pledge.number, "amount": amount})


@act
async def take_back(transaction: Transaction, *, actor: Actor, drive_id: int, source: str, at: datetime) -> Outcome:
    """不凑了, before money came for it."""
    drive = await transaction.pledges.lock(drive_id)
    if drive is None:
        return NO_DRIVE
    mine = own_pledge(await transaction.pledges.of(drive_id), actor)
    if (refusal := withdraw_refusal(mine, await transaction.pledges.receipts(drive_id))) is not None:
        return refusal
    assert mine is not None, "looked at above"
    await transaction.pledges.withdraw(mine.id, at)
    await apply(transaction, effects.pledged(drive, mine, "pledge_withdrawn"), at=at)
    return Done({"drive_id": drive_id})


@act
async def receive_pledge(
    transaction: Transaction,
    *,
    actor: Actor,
    drive_id: int,
    number: int,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """收到一份: by its number; it counts when a second person has signed on the account."""
    found = await _pledge(transaction, actor, drive_id, number)
    if isinstance(found, Refusal):
        return found
    drive, pledge, receipts = found
    if (refusal := receive_refusal(drive, pledge, receipts)) is not None:
        return refusal
    assert pledge is not None, "looked at above"
    await transaction.drafts.remove(draft_id)
    return await _moves(transaction, actor, drive, pledge, pledge.amount, (), at)


@act
async def return_pledge(
    transaction: Transaction,
    *,
    actor: Actor,
    drive_id: int,
    number: int,
    files: Sequence[File] = (),
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """退一份: by the rule that was said before, with a voucher, by two."""
    found = await _pledge(transaction, actor, drive_id, number)
    if isinstance(found, Refusal):
        return found
    drive, pledge, receipts = found
    if (refusal := return_refusal(drive, pledge, receipts)) is not None:
        return refusal
    if not files:
        return Refusal(Reason.EMPTY, {"what": "pledge_voucher"})
    assert pledge is not None, "looked at above"
    await transaction.drafts.remove(draft_id)
    return await _moves(transaction, actor, drive, pledge, -pledge.amount, files, at)


async def _moves(
    transaction: Transaction,
    actor: Actor,
    drive: Drive,
    pledge: Pledge,
    amount: int,
    files: Sequence[File],
    at: datetime,
) -> Outcome:
    """A line of the account, which waits for a second person as any other."""
    assert actor.person_id is not None, "permitted above"
    by, fund = actor.person_id, await locked_fund(transaction, drive.fund_id)
    kind = LineKind.IN if amount > 0 else LineKind.OUT
    wanted = Posting(kind, abs(amount), today(transaction, at), drive.name)
    line_id, seconds = await put_down(transaction, fund, wanted, files, by=by, at=at)
    number = await transaction.pledges.receive(pledge.id, amount, line_id, by=by, at=at)
    receipt = PledgeReceipt(number, pledge.id, amount, PrepayState.WAITS)
    giver = await _giver(transaction, pledge)
    await apply(transaction, effects.moved(drive, pledge, receipt, by, giver), at=at)
    return Done({"drive_id": drive.id, "fund_line_id": line_id, "seconds": seconds})


async def _giver(transaction: Transaction, pledge: Pledge) -> list[int]:
    """The open private chat of whoever promised it."""
    own = [] if pledge.person_id is None else [pledge.person_id]
    return [chat.id for chat in await open_chats(transaction, own)]


async def _tell_givers(transaction: Transaction, drive: Drive, at: datetime) -> None:
    """Everybody whose money goes back hears it themselves, once."""
    pledges, receipts = await transaction.pledges.of(drive.id), await transaction.pledges.receipts(drive.id)
    for pledge in owed(drive, pledges, receipts):
        await apply(transaction, effects.owes(drive, pledge, await _giver(transaction, pledge)), at=at)


@act
async def end_drive(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """到时候了: what came in counts; where it is short, what was said before holds."""
    drive = await transaction.pledges.lock(int(subject.rpartition(":")[2]))
    if drive is None or drive.state is not DriveState.OPEN:
        return Done({"ended": False})
    await locked_fund(transaction, drive.fund_id)  # what is signed for now counts, or is counted anew
    sums = figures(await transaction.pledges.of(drive.id), await transaction.pledges.receipts(drive.id))
    over = replace(drive, state=outcome_of(drive, sums))
    await transaction.pledges.write(drive.id, state=over.state.value)
    staff = await staff_chats(transaction, drive.place, at) if over.gives_back else []
    chats = [*await open_groups(transaction, drive.place), *(chat.id for chat in staff)]
    await apply(transaction, effects.ended(over, sums, chats), at=at)
    await _tell_givers(transaction, over, at)
    return Done({"ended": True, "state": over.state.value})


@act
async def recount_drive(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """后来复核的: what came before the end counts though it was signed for later.

    Everybody hears what it comes to, once nothing waits any more, where it is another sum than they heard or
    they heard that it was not known yet.
    """
    drive = await transaction.pledges.lock(int(subject.rpartition(":")[2]))
    if drive is None or not drive.over:
        return Done({"recounted": False})
    await locked_fund(transaction, drive.fund_id)  # no line is signed for meanwhile
    sums = figures(await transaction.pledges.of(drive.id), await transaction.pledges.receipts(drive.id))
    now = replace(drive, state=outcome_of(drive, sums))
    heard = effects.told_last(await transaction.journal.read(drive.subject))
    if sums.waiting or heard == (now.state.value, sums.received, 0):
        return Done({"recounted": False})
    await transaction.pledges.write(drive.id, state=now.state.value)
    staff = await staff_chats(transaction, drive.place, at)
    chats = [*await open_groups(transaction, drive.place), *(chat.id for chat in staff)]
    await apply(transaction, effects.recounted(now, sums, chats, at), at=at)
    await _tell_givers(transaction, now, at)
    return Done({"recounted": True, "state": now.state.value})


async def drive_list(database: Database, *, actor: Actor) -> list[Drive]:
    """What money is put together for where somebody lives or serves."""
    inside = sorted({role.place.compound_id for role in actor.roles if role.place.compound_id is not None})
    async with database.reading() as transaction:
        found = await transaction.pledges.inside(inside)
    return [one for one in found if one.state is not DriveState.ASKED or _keeps(actor, one)]


async def drive_page(database: Database, *, actor: Actor, drive_id: int) -> DrivePage | None:
    """One of them, for whoever lives or serves there; nobody else has a way in."""
    async with database.reading() as transaction:
        drive = await transaction.pledges.find(drive_id)
        if drive is None or all(role.place.compound_id != drive.place.compound_id for role in actor.roles):
            return None
        pledges, receipts = await transaction.pledges.of(drive_id), await transaction.pledges.receipts(drive_id)
    if drive.state is DriveState.ASKED and not _keeps(actor, drive):
        return None
    mine, open_now = own_pledge(pledges, actor), drive.state is DriveState.OPEN
    joins = open_now and mine is None and lives_in(actor, drive.place)
    step = Given.PROMISED if mine is None else given(mine, receipts)
    named = names(drive, pledges, receipts)
    return DrivePage(drive, figures(pledges, receipts), mine, _keeps(actor, drive), joins, step, named)


async def pledge_by_number(database: Database, *, actor: Actor, drive_id: int, number: int) -> Pledge | None:
    """A promise that stands, for who keeps the accounts: how much it is, to be counted before it is signed for."""
    async with database.reading() as transaction:
        drive = await transaction.pledges.find(drive_id)
        if drive is None or not _keeps(actor, drive):
            return None
        found = await transaction.pledges.of(drive_id)
    return next((one for one in found if one.number == number and one.withdrawn_at is None), None)


def _keeps(actor: Actor, drive: Drive) -> bool:
    return permit(actor, Act.KEEP_FUNDS, drive.place) is None


def own_pledge(pledges: Sequence[Pledge], actor: Actor) -> Pledge | None:
    """What somebody promised themselves, where it stands."""
    kept = (one for one in pledges if one.withdrawn_at is None)
    return next((one for one in kept if one.person_id is not None and one.person_id == actor.person_id), None)


async def _pledge(
    transaction: Transaction, actor: Actor, drive_id: int, number: int
) -> tuple[Drive, Pledge | None, list[PledgeReceipt]] | Refusal:
    drive = await _kept(transaction, actor, drive_id)
    if isinstance(drive, Refusal):
        return drive
    pledge = next((one for one in await transaction.pledges.of(drive_id) if one.number == number), None)
    return drive, pledge, await transaction.pledges.receipts(drive_id)


async def _kept(transaction: Transaction, actor: Actor, drive_id: int) -> Drive | Refusal:
    drive = await transaction.pledges.lock(drive_id)
    if drive is None:
        return NO_DRIVE
    return permit(actor, Act.KEEP_FUNDS, drive.place) or drive
