"""结账: a statement is drafted on its date, one signs for the days, another closes them; two alone open them again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from domain import fund_period_effects as effects
from domain.effects import Schedule, Unschedule
from domain.fund_periods import (
    CHASE,
    CHASED_AFTER,
    DAY,
    Period,
    PeriodState,
    Span,
    close_refusal,
    last_month,
    month_begun,
    opened_refusal,
    opened_with,
    opening_refusal,
    seen_figures,
    sign_refusal,
    stretch_of,
)
from domain.fund_statements import Statement, statement, statement_facts
from domain.funds import Fund
from domain.issues import clean
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor
from services.acts import act
from services.fund_posting import NO_FUND, kept_fund, second_chats, statement_row, today
from services.readers import open_groups
from storage.effects import apply
from storage.transaction import Transaction

NO_PERIOD = Refusal(Reason.NOT_FOUND, {"what": "fund_period"})


@act
async def draft_statement(
    transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime
) -> Outcome:
    """对账单: drafted on the day after its last, for those who keep the accounts; the next one's is put down."""
    _, number, first = subject.split(":")
    fund = await transaction.funds.lock(int(number))
    if fund is None:
        return NO_FUND
    assert fund.place.compound_id is not None, "accounts are a compound's"
    profile = await transaction.profiles.of_compound(fund.place.compound_id)
    since, until = stretch_of(date.fromisoformat(first), profile.six_steps.accounts_months.value)
    following = await statement_row(transaction, fund, until + DAY)
    period = await _drafted(transaction, fund, since, until, at)
    chats = await second_chats(transaction, fund.place, at)
    chase = Schedule(CHASE, period.subject, at + CHASED_AFTER)
    await apply(transaction, [*effects.drafted(fund, period, chats), following, chase], at=at)
    return Done({"period_id": period.id, "told": len(chats)})


async def _drafted(transaction: Transaction, fund: Fund, since: date, until: date, at: datetime) -> Period:
    number = await transaction.fund_periods.draft(fund.id, Span.STATEMENT, since, until, at=at)
    return await _period(transaction, fund, number)


@act
async def chase_statement(
    transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime
) -> Outcome:
    """还没有两个人签: those who keep the accounts are reminded, once."""
    number = int(subject.partition(":")[2])
    found = await _held(transaction, number)
    if isinstance(found, Refusal) or found[1].closed_at is not None:
        return Done({"told": 0})
    fund, period = found
    chats = await second_chats(transaction, fund.place, at, period.signed_by)
    await apply(transaction, effects.chased(fund, period, chats), at=at)
    return Done({"told": len(chats)})


@act
async def sign_month(transaction: Transaction, *, actor: Actor, fund_id: int, source: str, at: datetime) -> Outcome:
    """月结: somebody signs for the days up to the end of last month."""
    fund = await kept_fund(transaction, actor, fund_id)
    if isinstance(fund, Refusal):
        return fund
    since, until = last_month(today(transaction, at))
    known = await transaction.fund_periods.of(fund.id)
    fresh = month_begun(known, until)
    if fresh is None:
        if (refusal := sign_refusal(fund, known, Span.MONTH, until, today(transaction, at))) is not None:
            return refusal
        number = await transaction.fund_periods.draft(fund.id, Span.MONTH, since, until, at=at)
        fresh = await _period(transaction, fund, number)
    return await _signed(transaction, actor, fund, fresh, at)


@act
async def sign_period(transaction: Transaction, *, actor: Actor, period_id: int, source: str, at: datetime) -> Outcome:
    """账对，我签: one stands for the sums as they are; if they moved since somebody signed, anew."""
    found = await _kept(transaction, actor, period_id)
    return found if isinstance(found, Refusal) else await _signed(transaction, actor, *found, at)


async def _signed(transaction: Transaction, actor: Actor, fund: Fund, period: Period, at: datetime) -> Outcome:
    known = await transaction.fund_periods.of(fund.id)
    day, seen = today(transaction, at), seen_figures(fund, period.since, period.until)
    if (refusal := sign_refusal(fund, known, period.span, period.until, day)) is not None:
        return refusal
    if period.state not in (PeriodState.DRAFTED, PeriodState.SIGNED):
        return Refusal(Reason.ALREADY_DONE, {"what": "fund_period"})
    if period.seen == seen:
        return Refusal(Reason.ALREADY_DONE, {"what": "fund_period_signed"})
    assert actor.person_id is not None, "permitted above"
    by = actor.person_id
    await transaction.fund_periods.sign(period.id, by=by, at=at, seen=seen)
    chats = await second_chats(transaction, fund.place, at, by)
    await apply(transaction, effects.signed(fund, period, by, seen, chats), at=at)
    return Done({"period_id": period.id, "fund_id": fund.id, "seconds": len(chats)})


@act
async def close_period(transaction: Transaction, *, actor: Actor, period_id: int, source: str, at: datetime) -> Outcome:
    """结账: the second signs; nothing goes onto these days any more, and a statement is told to everybody."""
    found = await _kept(transaction, actor, period_id)
    if isinstance(found, Refusal):
        return found
    fund, period = found
    known = await transaction.fund_periods.of(fund.id)
    day = today(transaction, at)
    refusal = close_refusal(fund, period, actor) or sign_refusal(fund, known, period.span, period.until, day)
    if refusal is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    told: Statement = statement(fund, period.since, period.until)
    await transaction.fund_periods.close(period.id, by=actor.person_id, at=at, facts=statement_facts(told))
    groups = await open_groups(transaction, fund.place)
    following = effects.closed(fund, period, told, actor.person_id, groups)
    await apply(transaction, [*following, Unschedule(CHASE, period.subject)], at=at)
    return Done({"period_id": period.id, "fund_id": fund.id})


@act
async def ask_opening(
    transaction: Transaction,
    *,
    actor: Actor,
    period_id: int,
    why: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """要打开: one says why, for everybody to read; it stays closed until another agrees."""
    found = await _kept(transaction, actor, period_id)
    if isinstance(found, Refusal):
        return found
    (fund, period), why = found, clean(why)
    if (refusal := opening_refusal(period, await transaction.fund_periods.of(fund.id), why)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    by = actor.person_id
    await transaction.fund_periods.ask_opening(period.id, by=by, why=why)
    await transaction.drafts.remove(draft_id)
    chats = await second_chats(transaction, fund.place, at, by)
    await apply(transaction, effects.opening(fund, period, by, why, at, chats), at=at)
    return Done({"period_id": period.id, "fund_id": fund.id, "seconds": len(chats)})


@act
async def open_period(transaction: Transaction, *, actor: Actor, period_id: int, source: str, at: datetime) -> Outcome:
    """打开: the second agrees; everybody reads why, and a statement is drafted anew."""
    found = await _kept(transaction, actor, period_id)
    if isinstance(found, Refusal):
        return found
    fund, period = found
    known = await transaction.fund_periods.of(fund.id)
    if (refusal := opened_refusal(period, known, actor)) is not None:
        return refusal
    assert actor.person_id is not None and period.opening_by is not None, "permitted, and asked for"
    await transaction.fund_periods.open(period.id, by=actor.person_id, at=at)
    groups = await open_groups(transaction, fund.place)
    following = effects.opened(fund, period, actor.person_id, groups)
    for month in opened_with(period, known):
        await transaction.fund_periods.ask_opening(month.id, by=period.opening_by, why=period.why)
        await transaction.fund_periods.open(month.id, by=actor.person_id, at=at)
        following += effects.opened(fund, replace(month, why=period.why), actor.person_id, ())
    if period.span is Span.STATEMENT:
        again = await _drafted(transaction, fund, period.since, period.until, at)
        following += [*effects.drafted(fund, again, ()), Schedule(CHASE, again.subject, at + CHASED_AFTER)]
    await apply(transaction, following, at=at)
    return Done({"period_id": period.id, "fund_id": fund.id})


@act
async def keep_closed(transaction: Transaction, *, actor: Actor, period_id: int, source: str, at: datetime) -> Outcome:
    """不打开: whoever asked, or anybody who keeps the accounts, lets it be."""
    found = await _kept(transaction, actor, period_id)
    if isinstance(found, Refusal):
        return found
    fund, period = found
    if period.state is not PeriodState.OPENING:
        return Refusal(Reason.WRONG_STATE, {"what": "fund_period_open"})
    assert actor.person_id is not None, "permitted above"
    await transaction.fund_periods.stay_closed(period.id)
    await apply(transaction, effects.kept(fund, replace(period, why=""), actor.person_id), at=at)
    return Done({"period_id": period.id, "fund_id": fund.id})


async def _kept(transaction: Transaction, actor: Actor, period_id: int) -> tuple[Fund, Period] | Refusal:
    found = await _held(transaction, period_id)
    return found if isinstance(found, Refusal) else permit(actor, Act.KEEP_FUNDS, found[0].place) or found


async def _held(transaction: Transaction, period_id: int) -> tuple[Fund, Period] | Refusal:
    """The days and their account, nobody else changing either."""
    fund = await transaction.funds.lock(await transaction.fund_periods.fund_of(period_id))
    return NO_PERIOD if fund is None else (fund, await _period(transaction, fund, period_id))


async def _period(transaction: Transaction, fund: Fund, number: int) -> Period:
    return next(one for one in await transaction.fund_periods.of(fund.id) if one.id == number)
