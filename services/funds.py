"""账目: an account is opened, a line is put down by one and stood for by another, a mistake is taken back openly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain import fund_effects as effects
from domain.deliberation.matters import Matter
from domain.deliberation.procedures import URGENT
from domain.effects import Effect
from domain.fund_opening import fund_refusal
from domain.funds import (
    DECIDED_AS,
    Fund,
    FundKind,
    FundLine,
    LineKind,
    Posting,
    check_refusal,
    counter_refusal,
    cover_refusal,
    decision_refusal,
    decline_refusal,
    posting_refusal,
    settled_refusal,
)
from domain.hourly import pay_refusal
from domain.hourly_effects import paying
from domain.issues import File, clean
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.pledges import recount
from domain.prepay import of_no_building
from domain.registry import Actor, Place
from services.acts import act
from services.dossiers import application_to, budget_of
from services.fund_falling import told_of_fall
from services.fund_posting import kept_fund, locked_fund, put_down, today
from services.prepay_falling import receipts_fall
from services.readers import open_chats
from storage.effects import apply
from storage.transaction import Transaction

NO_SERVICE = Refusal(Reason.NOT_FOUND, {"what": "hourly"})
OF_BUILDINGS = Refusal(Reason.WRONG_STATE, {"what": "prepay_account"})
SETTLED = Refusal(Reason.WRONG_STATE, {"what": "prepay_line_settled"})


@act
async def open_fund(
    transaction: Transaction,
    *,
    actor: Actor,
    place: Place,
    kind: FundKind,
    name: str,
    holder: str,
    tail: str,
    opening: int,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """开账户: whose money, who holds it, what is in it (分); the opening balance waits for a second person too."""
    if (refusal := permit(actor, Act.KEEP_FUNDS, place)) is not None:
        return refusal
    assert actor.person_id is not None and place.compound_id is not None, "permitted above"
    name, holder = " ".join(clean(name).split()), " ".join(clean(holder).split())
    existing = await transaction.funds.inside([place.compound_id])
    if (refusal := fund_refusal(len(existing), name, holder, tail)) is not None:
        return refusal
    by = actor.person_id
    number = await transaction.funds.open(place, kind, name, holder, tail, by=by, at=at)
    fund = await locked_fund(transaction, number)
    await apply(transaction, effects.opened(fund, by), at=at)
    wanted = Posting(LineKind.OPENING, opening, today(transaction, at), name)
    return await _posted(transaction, fund, wanted, (), by, draft_id, at)


@act
async def post_line(
    transaction: Transaction,
    *,
    actor: Actor,
    fund_id: int,
    wanted: Posting,
    files: Sequence[File] = (),
    pays: tuple[int, str] | None = None,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """记一笔: it is shown at once, and counts when a second person stands for it.

    `pays`: the service by the hour and its month that it is for.
    """
    fund = await kept_fund(transaction, actor, fund_id)
    if isinstance(fund, Refusal):
        return fund
    if pays is not None and (refusal := await _unpayable(transaction, fund, wanted, *pays)) is not None:
        return refusal
    if (refusal := await _of_buildings(transaction, fund, wanted)) is not None:
        return refusal
    if (refusal := await _undecided(transaction, fund, wanted)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    outcome = await _posted(transaction, fund, wanted, files, actor.person_id, draft_id, at)
    if pays is not None and isinstance(outcome, Done):
        await _pays(transaction, fund, outcome["line_id"], *pays, actor.person_id, at)
    return outcome


async def _unpayable(
    transaction: Transaction, fund: Fund, wanted: Posting, service_id: int, month: str
) -> Refusal | None:
    """Why a line is no payment for a month of a service by the hour; nobody else pays it until the commit."""
    service = await transaction.hourly.lock(service_id)
    if service is None or service.place != fund.place or wanted.kind is not LineKind.OUT:
        return NO_SERVICE
    return pay_refusal(await transaction.hourly.accepted(service_id, month), wanted.amount)


async def _pays(
    transaction: Transaction, fund: Fund, line_id: int, service_id: int, month: str, by: int, at: datetime
) -> None:
    """This line pays the month, and is found from there."""
    await transaction.hourly.pay(service_id, month, line_id)
    service = await transaction.hourly.find(service_id)
    assert service is not None, "looked at above"
    await apply(transaction, paying(service, month, fund.id, line_id, by), at=at)


async def _posted(
    transaction: Transaction,
    fund: Fund,
    wanted: Posting,
    files: Sequence[File],
    by: int,
    draft_id: int | None,
    at: datetime,
) -> Outcome:
    if (refusal := posting_refusal(fund, wanted, vouchers=len(files), today=today(transaction, at))) is not None:
        return refusal
    line_id, seconds = await put_down(transaction, fund, wanted, files, by=by, at=at)
    await transaction.drafts.remove(draft_id)
    return Done({"fund_id": fund.id, "line_id": line_id, "seconds": seconds})


@act
async def check_line(transaction: Transaction, *, actor: Actor, line_id: int, source: str, at: datetime) -> Outcome:
    """复核: a second person stands for a line; from now on it counts."""
    found = await _waiting(transaction, actor, line_id)
    if isinstance(found, Refusal):
        return found
    fund, line = found
    if (refusal := await _unsound(transaction, fund, line) or cover_refusal(fund, line)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.funds.settle(line_id, by=actor.person_id, at=at)
    again = await _again(transaction, fund, line, at)
    if line.counters is not None:
        fallen = (fund.moved(line).id, line.purpose, at)
        again += [*await receipts_fall(transaction, *fallen), *await told_of_fall(transaction, *fallen)]
    await apply(transaction, [*effects.checked(fund, line, actor.person_id), *again], at=at)
    return Done({"fund_id": fund.id, "line_id": line_id})


async def _again(transaction: Transaction, fund: Fund, line: FundLine, at: datetime) -> list[Effect]:
    """Money that was put together counts anew where this line was a receipt of it, and it is over."""
    drive_id = await transaction.pledges.over_by(fund.moved(line).id)
    return [] if drive_id is None else [recount(drive_id, at)]


@act
async def decline_line(
    transaction: Transaction,
    *,
    actor: Actor,
    line_id: int,
    why: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """不对，退回: it never counts; whoever put it down hears why. They may take it back themselves (收回)."""
    found = await _kept_line(transaction, actor, line_id)
    if isinstance(found, Refusal):
        return found
    fund, line = found
    if (refusal := decline_refusal(line)) is not None:
        return refusal
    if not (why := clean(why)):
        return Refusal(Reason.EMPTY, {"what": "fund_why"})
    assert line is not None and actor.person_id is not None, "looked at above"
    await transaction.funds.settle(line_id, by=actor.person_id, at=at, declined=why)
    await transaction.drafts.remove(draft_id)
    others = [line.posted_by] if line.posted_by not in (None, actor.person_id) else []
    told = [chat.id for chat in await open_chats(transaction, others)]
    again = await _again(transaction, fund, line, at)
    again += await told_of_fall(transaction, line_id, why, at)
    await apply(transaction, [*effects.declined(fund, line, actor.person_id, why, told), *again], at=at)
    return Done({"fund_id": fund.id, "line_id": line_id})


@act
async def counter_line(
    transaction: Transaction,
    *,
    actor: Actor,
    line_id: int,
    why: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """冲正: the same sum the other way, for everybody to read why; it waits for a second person like any line."""
    found = await _kept_line(transaction, actor, line_id)
    if isinstance(found, Refusal):
        return found
    (fund, line), why = found, clean(why)
    if (refusal := counter_refusal(fund, line, why)) is not None:
        return refusal
    if await transaction.prepay.line_settled(line_id, confirmed=False):
        return SETTLED
    assert line is not None and actor.person_id is not None, "looked at above"
    taken = line.posting
    back = replace(taken, amount=-taken.amount, on=today(transaction, at), purpose=why)
    number, seconds = await put_down(transaction, fund, back, (), by=actor.person_id, at=at, counters=line.number)
    await transaction.drafts.remove(draft_id)
    return Done({"fund_id": fund.id, "line_id": number, "seconds": seconds})


async def _unsound(transaction: Transaction, fund: Fund, line: FundLine) -> Refusal | None:
    """Why a line that waits may not count any more: nothing moves a year or a building behind its settlement."""
    if (refusal := settled_refusal(fund, line.on)) is not None:
        return refusal
    if line.counters is None:
        of_others = await _of_buildings(transaction, fund, line.posting, apart=line.id)
        return of_others or await _undecided(transaction, fund, line.posting, apart=line.id)
    return SETTLED if await transaction.prepay.line_settled(fund.moved(line).id, confirmed=True) else None


async def _of_buildings(
    transaction: Transaction, fund: Fund, wanted: Posting, *, apart: int | None = None
) -> Refusal | None:
    """Each building pays of its own; here goes out what is none's, the line `apart` not counted."""
    if wanted.kind is not LineKind.OUT or not await transaction.prepay.uses(fund.id):
        return None
    buildings = await transaction.prepay.of_buildings(fund.id)
    left = of_no_building(fund, buildings, apart)
    if apart in buildings or wanted.amount <= left:
        return None
    return Refusal(Reason.WRONG_STATE, {"what": "prepay_no_building", "balance": left}) if left > 0 else OF_BUILDINGS


async def _undecided(
    transaction: Transaction, fund: Fund, wanted: Posting, *, apart: int | None = None
) -> Refusal | None:
    """Why common money may not go out for this, the line `apart` not counted; the matter's row is ours meanwhile."""
    if wanted.kind is not LineKind.OUT or fund.kind not in DECIDED_AS:
        return None
    matter = None if wanted.matter_id is None else await transaction.deliberation.lock(wanted.matter_id)
    spent = 0 if matter is None else await _spent(transaction, fund, matter, apart)
    application = None if matter is None else await application_to(transaction, matter)
    budget = await _budget(transaction, matter)
    return decision_refusal(fund, wanted, matter, budget=budget, spent=spent, application=application)


async def _spent(transaction: Transaction, fund: Fund, matter: Matter, apart: int | None) -> int:
    """分: for this matter, from every account there."""
    assert fund.place.compound_id is not None, "accounts are a compound's"
    return sum(one.spent_on(matter.id, apart=apart) for one in await transaction.funds.inside([fund.place.compound_id]))


async def _budget(transaction: Transaction, matter: Matter | None) -> int | None:
    """分; an urgent repair has none before it is done."""
    if matter is None or matter.procedure_name == URGENT.name:
        return None
    return await budget_of(transaction, matter)


async def _waiting(transaction: Transaction, actor: Actor, line_id: int) -> tuple[Fund, FundLine] | Refusal:
    """A line that waits for somebody else than who put it down, and its account."""
    found = await _kept_line(transaction, actor, line_id)
    if isinstance(found, Refusal):
        return found
    fund, line = found
    if (refusal := check_refusal(line, actor)) is not None:
        return refusal
    assert line is not None, "looked at above"
    return fund, line


async def _kept_line(transaction: Transaction, actor: Actor, line_id: int) -> tuple[Fund, FundLine | None] | Refusal:
    """A line and its account, for whoever keeps it."""
    fund = await kept_fund(transaction, actor, await transaction.funds.fund_of(line_id))
    return fund if isinstance(fund, Refusal) else (fund, fund.line(line_id))
