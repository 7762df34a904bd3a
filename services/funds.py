"""账目: an account is opened, a line is put down by one and stood for by another, a mistake is taken back openly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from domain import fund_effects as effects
from domain.deliberation.matters import Matter
from domain.deliberation.procedures import URGENT
from domain.effects import Schedule
from domain.fund_periods import statement_due
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
    fund_refusal,
    posting_refusal,
)
from domain.issues import File, clean
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place
from services.acts import act
from services.attachments import keep_files
from services.dossiers import application_to, budget_of
from services.readers import COMMITTEE, first_chats
from storage.effects import apply
from storage.funds import VOUCHER
from storage.transaction import Transaction

NO_FUND = Refusal(Reason.NOT_FOUND, {"what": "fund"})
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
    fund = await _locked(transaction, number)
    await apply(transaction, effects.opened(fund, by), at=at)
    wanted = Posting(LineKind.OPENING, opening, _today(transaction, at), name)
    return await _posted(transaction, fund, wanted, (), by, draft_id, at)


@act
async def post_line(
    transaction: Transaction,
    *,
    actor: Actor,
    fund_id: int,
    wanted: Posting,
    files: Sequence[File] = (),
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """记一笔: it is shown at once, and counts when a second person stands for it."""
    fund = await _kept(transaction, actor, fund_id)
    if isinstance(fund, Refusal):
        return fund
    if wanted.kind is LineKind.OUT and await transaction.prepay.uses(fund.id):
        return OF_BUILDINGS  # each building pays of its own
    if (refusal := await _undecided(transaction, fund, wanted)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    return await _posted(transaction, fund, wanted, files, actor.person_id, draft_id, at)


async def _posted(
    transaction: Transaction,
    fund: Fund,
    wanted: Posting,
    files: Sequence[File],
    by: int,
    draft_id: int | None,
    at: datetime,
) -> Outcome:
    today = _today(transaction, at)
    if (refusal := posting_refusal(fund, wanted, vouchers=len(files), today=today)) is not None:
        return refusal
    line_id = await transaction.funds.post(fund, wanted, by=by, at=at)
    await keep_files(transaction, VOUCHER.format(line_id), files, at)
    await transaction.drafts.remove(draft_id)
    return await _waits(transaction, fund.id, line_id, by, at)


async def _waits(transaction: Transaction, fund_id: int, line_id: int, by: int, at: datetime) -> Outcome:
    """It stands there for a second person, who hears of it."""
    fund = await _locked(transaction, fund_id)
    line = _line(fund, line_id)
    chats = await first_chats(transaction, fund.place, at, (COMMITTEE,), apart=(by,))
    due = await statement_row(transaction, fund, _today(transaction, at))
    await apply(transaction, [*effects.posted(fund, line, by, [chat.id for chat in chats]), due], at=at)
    return Done({"fund_id": fund.id, "line_id": line_id, "seconds": len(chats)})


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
    await apply(transaction, effects.checked(fund, line, actor.person_id), at=at)
    return Done({"fund_id": fund.id, "line_id": line_id})


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
    """不对，退回: it never counts; whoever put it down hears why, and puts it down anew."""
    found = await _waiting(transaction, actor, line_id)
    if isinstance(found, Refusal):
        return found
    fund, line = found
    if not (why := clean(why)):
        return Refusal(Reason.EMPTY, {"what": "fund_why"})
    assert actor.person_id is not None, "permitted above"
    await transaction.funds.settle(line_id, by=actor.person_id, at=at, declined=why)
    await transaction.drafts.remove(draft_id)
    poster = None if line.posted_by is None else await transaction.chats.private_of(line.posted_by)
    told = [poster.id] if poster is not None and poster.state == "open" else []
    await apply(transaction, effects.declined(fund, line, actor.person_id, why, told), at=at)
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
    fund = await _kept(transaction, actor, await transaction.funds.fund_of(line_id))
    if isinstance(fund, Refusal):
        return fund
    line, why = fund.line(line_id), clean(why)
    if (refusal := counter_refusal(fund, line, why)) is not None:
        return refusal
    if await transaction.prepay.line_settled(line_id, confirmed=False):
        return SETTLED
    assert line is not None and actor.person_id is not None, "looked at above"
    taken = line.posting
    back = replace(taken, amount=-taken.amount, on=_today(transaction, at), purpose=why)
    number = await transaction.funds.post(fund, back, by=actor.person_id, at=at, counters=line.number)
    await transaction.drafts.remove(draft_id)
    return await _waits(transaction, fund.id, number, actor.person_id, at)


async def _unsound(transaction: Transaction, fund: Fund, line: FundLine) -> Refusal | None:
    """Why a line that waits may not count any more; what a settlement carried on is not taken back behind it."""
    if line.counters is None:
        return await _undecided(transaction, fund, line.posting, apart=line.id)
    taken = next(one for one in fund.lines if one.number == line.counters)
    return SETTLED if await transaction.prepay.line_settled(taken.id, confirmed=True) else None


async def _undecided(
    transaction: Transaction, fund: Fund, wanted: Posting, *, apart: int | None = None
) -> Refusal | None:
    """Why common money may not go out for this, the line `apart` not counted; the matter's row is ours meanwhile."""
    if wanted.kind is not LineKind.OUT or fund.kind not in DECIDED_AS:
        return None
    matter = None if wanted.matter_id is None else await transaction.deliberation.lock(wanted.matter_id)
    spent = 0 if matter is None else await _spent(transaction, fund, matter, apart)
    application = None if matter is None else await application_to(transaction, matter)
    applied = application is not None and application.checked
    budget = await _budget(transaction, matter)
    return decision_refusal(fund, wanted, matter, budget=budget, spent=spent, applied=applied)


async def _spent(transaction: Transaction, fund: Fund, matter: Matter, apart: int | None) -> int:
    """分: for this matter, from every account there."""
    assert fund.place.compound_id is not None, "accounts are a compound's"
    return sum(one.spent_on(matter.id, apart=apart) for one in await transaction.funds.inside([fund.place.compound_id]))


async def _budget(transaction: Transaction, matter: Matter | None) -> int | None:
    """分; an urgent repair has none before it is done."""
    if matter is None or matter.procedure_name == URGENT.name:
        return None
    return await budget_of(transaction, matter)


async def statement_row(transaction: Transaction, fund: Fund, day: date) -> Schedule:
    """When the statement of these days is drafted (对账单), by the profile's months; asking again moves nothing."""
    assert fund.place.compound_id is not None, "accounts are a compound's"
    profile = await transaction.profiles.of_compound(fund.place.compound_id)
    return statement_due(fund.id, day, profile.six_steps.accounts_months.value, zone=transaction.zone)


async def _kept(transaction: Transaction, actor: Actor, fund_id: int) -> Fund | Refusal:
    fund = await transaction.funds.lock(fund_id)
    if fund is None:
        return NO_FUND
    return permit(actor, Act.KEEP_FUNDS, fund.place) or fund


async def _waiting(transaction: Transaction, actor: Actor, line_id: int) -> tuple[Fund, FundLine] | Refusal:
    """A line that waits for somebody else than who put it down, and its account."""
    fund = await _kept(transaction, actor, await transaction.funds.fund_of(line_id))
    if isinstance(fund, Refusal):
        return fund
    line = fund.line(line_id)
    if (refusal := check_refusal(line, actor)) is not None:
        return refusal
    assert line is not None, "looked at above"
    return fund, line


async def _locked(transaction: Transaction, number: int) -> Fund:
    fund = await transaction.funds.lock(number)
    assert fund is not None, "its row is there"
    return fund


def _line(fund: Fund, line_id: int) -> FundLine:
    line = fund.line(line_id)
    assert line is not None, "it was put down just now"
    return line


def _today(transaction: Transaction, at: datetime) -> date:
    return at.astimezone(transaction.zone).date()
