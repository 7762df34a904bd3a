"""What people read of the accounts (看账目): balances, lines, vouchers, and which decisions money may go out for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.deliberation.matters import Matter
from domain.fund_periods import Period, Span, last_month, month_begun, sign_refusal
from domain.funds import DECIDED_AS, Fund, FundLine, decides, looks_into
from domain.outcomes import Refusal
from domain.permissions import Act, permit
from domain.prepay import of_no_building
from domain.registry import Actor
from services.fund_posting import today
from storage.database import Database
from storage.funds import VOUCHER


@dataclass(frozen=True)
class FundPage:
    """An account as one person may read it (账户页)."""

    fund: Fund
    keeps: bool  # whoever puts lines down and stands for them
    looks: bool  # may look into vouchers


async def fund_list(database: Database, *, actor: Actor) -> list[Fund]:
    """The accounts where somebody lives or serves."""
    inside = sorted({role.place.compound_id for role in actor.roles if role.place.compound_id is not None})
    async with database.reading() as transaction:
        return await transaction.funds.inside(inside)


async def fund_page(database: Database, *, actor: Actor, fund_id: int) -> FundPage | None:
    """One account, for whoever lives or serves there."""
    async with database.reading() as transaction:
        fund = await transaction.funds.find(fund_id)
    if fund is None or all(role.place.compound_id != fund.place.compound_id for role in actor.roles):
        return None
    keeps = permit(actor, Act.KEEP_FUNDS, fund.place) is None
    return FundPage(fund, keeps, looks_into(fund, actor, keeps=keeps))


async def of_no_building_in(database: Database, *, fund: Fund) -> int | None:
    """分 that are no building's, of an account whose money is the buildings'; None of any other."""
    async with database.reading() as transaction:
        if not await transaction.prepay.uses(fund.id):
            return None
        return of_no_building(fund, await transaction.prepay.of_buildings(fund.id))


async def fund_of_line(database: Database, *, line_id: int) -> int:
    """Whose line it is; 0 where there is none."""
    async with database.reading() as transaction:
        return await transaction.funds.fund_of(line_id)


async def fund_vouchers(database: Database, *, line_id: int) -> list[tuple[int, str]]:
    """The photos of a line's vouchers that are kept: number and SHA-256."""
    async with database.reading() as transaction:
        found = await transaction.attachments.of(VOUCHER.format(line_id))
    return [(row.id, row.sha256) for row in found if row.state == "stored"]


async def receipts_in(database: Database, *, fund: Fund, line: FundLine) -> int:
    """How many receipts were handed in as this line, or as the one it takes back."""
    async with database.reading() as transaction:
        return len(await transaction.prepay.handed(fund.moved(line).id))


async def opens_vouchers(database: Database, page: FundPage, *, line_id: int) -> bool:
    """May they look into this line's? What one home had back shows who lives there: for those who keep the accounts."""
    if page.keeps or not page.looks:
        return page.looks
    async with database.reading() as transaction:
        refund = await transaction.prepay.refund(line_id)
        return refund is None and not await transaction.pledges.returns(line_id)


async def voucher_hashes(database: Database, *, fund: Fund) -> dict[int, list[str]]:
    """The SHA-256 of every voucher that is kept, by the line's number."""
    found = {line: await fund_vouchers(database, line_id=line.id) for line in fund.lines if line.vouchers}
    return {line.number: [sha256 for _, sha256 in kept] for line, kept in found.items()}


async def fund_periods(database: Database, *, actor: Actor, fund_id: int) -> tuple[FundPage, list[Period]] | None:
    """An account with the days that are closed or to be, the latest first."""
    page = await fund_page(database, actor=actor, fund_id=fund_id)
    if page is None:
        return None
    async with database.reading() as transaction:
        found = await transaction.fund_periods.of(fund_id)
    return page, sorted(found, key=lambda one: (one.until, one.id), reverse=True)


async def fund_period(database: Database, *, actor: Actor, period_id: int) -> tuple[FundPage, Period] | None:
    """One of them."""
    async with database.reading() as transaction:
        fund_id = await transaction.fund_periods.fund_of(period_id)
    found = await fund_periods(database, actor=actor, fund_id=fund_id)
    return None if found is None else (found[0], next(one for one in found[1] if one.id == period_id))


async def fund_month(
    database: Database, *, actor: Actor, fund_id: int, at: datetime
) -> tuple[FundPage, Period] | Refusal | None:
    """The month before as it would be signed for (月结), or as it is once it was; or why nobody signs for it."""
    found = await fund_periods(database, actor=actor, fund_id=fund_id)
    if found is None:
        return None
    page, known = found
    if (refusal := permit(actor, Act.KEEP_FUNDS, page.fund.place)) is not None:
        return refusal
    async with database.reading() as transaction:
        day = today(transaction, at)
    since, until = last_month(day)
    if (begun := month_begun(known, until)) is not None:
        return page, begun
    refusal = sign_refusal(page.fund, known, Span.MONTH, until, day)
    return refusal or (page, Period(0, fund_id, Span.MONTH, since, until, at))


async def decided_for(database: Database, *, fund: Fund) -> list[Matter]:
    """The decisions common money of this account may go out for, the latest first."""
    if fund.kind not in DECIDED_AS or fund.place.compound_id is None:
        return []
    async with database.reading() as transaction:
        found = await transaction.deliberation.of_compound(fund.place.compound_id)
    return [one for one in found if decides(fund, one)]
