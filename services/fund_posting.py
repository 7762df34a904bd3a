"""What all money has in common (记账的共同一段): whose account it is, a line that waits for a second person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from domain import fund_effects as effects
from domain.effects import Schedule
from domain.fund_periods import statement_due
from domain.funds import Fund, Posting
from domain.issues import File
from domain.outcomes import Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place
from services.attachments import keep_files
from services.readers import COMMITTEE, first_chats
from storage.effects import apply
from storage.funds import VOUCHER
from storage.transaction import Transaction

NO_FUND = Refusal(Reason.NOT_FOUND, {"what": "fund"})


async def kept_fund(transaction: Transaction, actor: Actor, fund_id: int) -> Fund | Refusal:
    """An account, for whoever keeps it; nobody else changes it until the commit."""
    fund = await transaction.funds.lock(fund_id)
    if fund is None:
        return NO_FUND
    return permit(actor, Act.KEEP_FUNDS, fund.place) or fund


async def locked_fund(transaction: Transaction, number: int) -> Fund:
    """One that is there."""
    fund = await transaction.funds.lock(number)
    assert fund is not None, "its row is there"
    return fund


async def second_chats(transaction: Transaction, place: Place, at: datetime, *apart: int | None) -> list[int]:
    """Private chats of the committee, but of these people: who may be the second person."""
    return [chat.id for chat in await first_chats(transaction, place, at, (COMMITTEE,), apart=apart)]


async def put_down(
    transaction: Transaction,
    fund: Fund,
    wanted: Posting,
    files: Sequence[File],
    *,
    by: int,
    at: datetime,
    counters: int | None = None,
) -> tuple[int, int]:
    """A line of the account that waits for a second person, who hears of it: its number, how many may be that."""
    line_id = await transaction.funds.post(fund, wanted, by=by, at=at, counters=counters)
    await keep_files(transaction, VOUCHER.format(line_id), files, at)
    line = (await locked_fund(transaction, fund.id)).line(line_id)
    assert line is not None, "it was put down just now"
    chats = await second_chats(transaction, fund.place, at, by)
    due = await statement_row(transaction, fund, today(transaction, at))
    await apply(transaction, [*effects.posted(fund, line, by, chats), due], at=at)
    return line_id, len(chats)


async def statement_row(transaction: Transaction, fund: Fund, day: date) -> Schedule:
    """When the statement of these days is drafted (对账单), by the profile's months; asking again moves nothing."""
    assert fund.place.compound_id is not None, "accounts are a compound's"
    profile = await transaction.profiles.of_compound(fund.place.compound_id)
    return statement_due(fund.id, day, profile.six_steps.accounts_months.value, zone=transaction.zone)


def today(transaction: Transaction, at: datetime) -> date:
    """The day it is there."""
    return at.astimezone(transaction.zone).date()
