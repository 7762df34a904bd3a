"""What people read of services by the hour (看计时服务): what is agreed, how a month was done, what it comes to."""

from __future__ import annotations

from datetime import datetime

from domain.funds import Fund
from domain.hourly import (
    FeeChange,
    HourlyPage,
    HourlyService,
    day_refusal,
    doing_refusal,
    fine_homes,
    judge_refusal,
    month_before,
    month_of,
    sheet,
)
from domain.permissions import Act, permit
from domain.prepay import of_no_building
from domain.registry import Actor
from storage.database import Database
from storage.hourly import PHOTO
from storage.transaction import Transaction


async def hourly_list(database: Database, *, actor: Actor) -> list[HourlyService]:
    """What is done by the hour where somebody lives or serves; what is not confirmed, for who keeps the accounts."""
    inside = sorted({role.place.compound_id for role in actor.roles if role.place.compound_id is not None})
    async with database.reading() as transaction:
        found = await transaction.hourly.inside(inside)
    return [one for one in found if one.stands or permit(actor, Act.KEEP_FUNDS, one.place) is None]


async def hourly_page(
    database: Database, *, actor: Actor, service_id: int, month: str = "", at: datetime
) -> HourlyPage | None:
    """A service in one of its months, by default the one that runs."""
    async with database.reading() as transaction:
        service = await transaction.hourly.find(service_id)
        here = service is not None and any(role.place.compound_id == service.place.compound_id for role in actor.roles)
        keeps = service is not None and permit(actor, Act.KEEP_FUNDS, service.place) is None
        if service is None or not here or not (service.confirmed_at is not None or keeps):
            return None
        return await _page(transaction, actor, service, month, keeps=keeps, at=at)


async def _page(
    transaction: Transaction, actor: Actor, service: HourlyService, month: str, *, keeps: bool, at: datetime
) -> HourlyPage:
    today = at.astimezone(transaction.zone).date()
    this_month = month_of(today)
    month = month or this_month
    visits = await transaction.hourly.visits(service.id, month)
    one = await transaction.hourly.accepted(service.id, month) or sheet(service, month, visits)
    words = await transaction.hourly.words(service.id, month)
    before = month_before(month)
    earlier = before if service.since and before >= service.since else ""
    return HourlyPage(
        service,
        one,
        tuple(visits),
        fine_homes(words),
        tuple(word.words for word in words if not word.fine) if keeps else (),
        keeps,
        does=service.stands and doing_refusal(actor, service) is None,
        judges=judge_refusal(service, one, visits, actor, this_month) is None,
        earlier=earlier,
        running=month == this_month,
        earlier_waits=bool(earlier) and await _waits(transaction, actor, service, earlier, this_month),
        not_today=day_refusal(service, visits, today),
    )


async def _waits(transaction: Transaction, actor: Actor, service: HourlyService, month: str, this_month: str) -> bool:
    """Whether the reader may say how this month was, and has not."""
    visits = await transaction.hourly.visits(service.id, month)
    one = await transaction.hourly.accepted(service.id, month) or sheet(service, month, visits)
    said = any(word.person_id == actor.person_id for word in await transaction.hourly.words(service.id, month))
    return not said and judge_refusal(service, one, visits, actor, this_month) is None


async def hourly_photos(database: Database, *, visit_id: int) -> list[int]:
    """The photos of one time it was done that are kept, by number."""
    async with database.reading() as transaction:
        found = await transaction.attachments.of(PHOTO.format(visit_id))
    return [row.id for row in found if row.state == "stored"]


async def funds_to_pay(database: Database, *, service: HourlyService, pay: int) -> tuple[list[Fund], bool]:
    """The accounts a month may be paid from, and whether there are others.

    Those are where each building pays of its own, and too little of it is no building's.
    """
    assert service.place.compound_id is not None, "a compound's"
    async with database.reading() as transaction:
        found = await transaction.funds.inside([service.place.compound_id])
        fit = [one for one in found if await _may_pay(transaction, one, pay)]
    return fit, len(fit) < len(found)


async def _may_pay(transaction: Transaction, fund: Fund, pay: int) -> bool:
    if not await transaction.prepay.uses(fund.id):
        return True
    return of_no_building(fund, await transaction.prepay.of_buildings(fund.id)) >= pay


async def fee_change_of(database: Database, *, fee_id: int) -> FeeChange | None:
    """A fee that is wanted."""
    async with database.reading() as transaction:
        return await transaction.hourly.fee_change(fee_id)


async def latest_fee(database: Database, *, compound_id: int) -> FeeChange | None:
    """The last fee that was wanted in a compound."""
    async with database.reading() as transaction:
        return await transaction.hourly.latest_change(compound_id)
