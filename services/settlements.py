"""结算单: lines are put down, the sheet says what the account says, a second person publishes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain import settlement_effects as effects
from domain.deliberation.matters import Matter
from domain.funds import DECIDED, FundFigures
from domain.funds import figures as account_figures
from domain.issues import clean
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place
from domain.settlements import (
    Sheet,
    SheetLine,
    agree_refusal,
    ask_refusal,
    begin_refusal,
    line_refusal,
    publish_refusal,
    use_refusal,
)
from services.acts import act
from services.fund_posting import kept_fund, locked_fund, second_chats, today
from services.readers import open_chats, open_groups
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

NO_SHEET = Refusal(Reason.NOT_FOUND, {"what": "sheet"})
NO_LINE = Refusal(Reason.NOT_FOUND, {"what": "sheet_line"})
ASKED = Refusal(Reason.WRONG_STATE, {"what": "sheet_asked"})


@act
async def begin_sheet(
    transaction: Transaction,
    *,
    actor: Actor,
    fund_id: int,
    year: int,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """要结一年: of one account, which is one compound's: surpluses are never pooled."""
    fund = await kept_fund(transaction, actor, fund_id)
    if isinstance(fund, Refusal):
        return fund
    assert actor.person_id is not None and fund.place.compound_id is not None, "permitted above"
    known = [one for one in await transaction.settlements.inside([fund.place.compound_id]) if one.fund_id == fund_id]
    if (refusal := begin_refusal(year, today(transaction, at), known)) is not None:
        return refusal
    number = await transaction.settlements.begin(fund.place, year, fund_id, by=actor.person_id, at=at)
    await transaction.drafts.remove(draft_id)
    sheet = await transaction.settlements.lock(number)
    assert sheet is not None, "begun just now"
    await apply(transaction, effects.begun(sheet, actor.person_id), at=at)
    return Done({"sheet_id": number})


@act
async def write_line(
    transaction: Transaction,
    *,
    actor: Actor,
    sheet_id: int,
    line: SheetLine,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """添一行."""
    sheet = await _kept(transaction, actor, sheet_id)
    if isinstance(sheet, Refusal):
        return sheet
    line = replace(line, words=" ".join(clean(line.words).split()))
    matter = None if line.matter_id is None else await transaction.deliberation.find(line.matter_id)
    if (refusal := line_refusal(sheet, line) or use_refusal(sheet, line, matter)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.settlements.put(sheet_id, line, by=actor.person_id, at=at)
    await transaction.drafts.remove(draft_id)
    await apply(transaction, effects.written(sheet, line, actor.person_id), at=at)
    return Done({"sheet_id": sheet_id})


@act
async def take_out_line(
    transaction: Transaction, *, actor: Actor, sheet_id: int, line_id: int, source: str, at: datetime
) -> Outcome:
    """去一行, while it is a draft."""
    sheet = await _kept(transaction, actor, sheet_id)
    if isinstance(sheet, Refusal):
        return sheet
    if not sheet.draft:
        return ASKED
    if line_id not in {line.id for line in sheet.lines}:
        return NO_LINE
    assert actor.person_id is not None, "permitted above"
    await transaction.settlements.take_out(line_id)
    await apply(transaction, effects.took_out(sheet, line_id, actor.person_id), at=at)
    return Done({"sheet_id": sheet_id})


@act
async def ask_to_publish(
    transaction: Transaction, *, actor: Actor, sheet_id: int, source: str, at: datetime
) -> Outcome:
    """请人核对: it says what the account says, both ways, or it is told by how much it does not."""
    sheet = await _kept(transaction, actor, sheet_id)
    if isinstance(sheet, Refusal):
        return sheet
    account, waiting = await _account(transaction, sheet)
    if (refusal := ask_refusal(sheet, account, waiting)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    by = actor.person_id
    await transaction.settlements.write(sheet_id, opening=account.opening, asked_by=by, asked_at=at)
    seconds = await second_chats(transaction, sheet.place, at, by, sheet.begun_by)
    await apply(transaction, effects.asked(sheet, account.opening, by, at, seconds), at=at)
    return Done({"sheet_id": sheet_id, "seconds": len(seconds)})


@act
async def publish_sheet(transaction: Transaction, *, actor: Actor, sheet_id: int, source: str, at: datetime) -> Outcome:
    """对，公布: a second person, over what the account says now."""
    sheet = await _kept(transaction, actor, sheet_id)
    if isinstance(sheet, Refusal):
        return sheet
    account, waiting = await _account(transaction, sheet)
    if (refusal := publish_refusal(sheet, actor) or agree_refusal(sheet, account, waiting)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    sheet = replace(sheet, opening=account.opening)
    values = {"published_by": actor.person_id, "published_at": at, "opening": account.opening}
    await transaction.settlements.write(sheet_id, **values)
    groups = await open_groups(transaction, sheet.place)
    compound = (await transaction.registry.names()).of(sheet.place)
    await apply(transaction, effects.published(sheet, compound, actor.person_id, groups), at=at)
    return Done({"sheet_id": sheet_id})


@act
async def send_back_sheet(
    transaction: Transaction, *, actor: Actor, sheet_id: int, source: str, at: datetime
) -> Outcome:
    """退回去改: it is a draft again."""
    sheet = await _kept(transaction, actor, sheet_id)
    if isinstance(sheet, Refusal):
        return sheet
    if sheet.published:
        return Refusal(Reason.ALREADY_DONE, {"what": "sheet_published"})
    await transaction.settlements.write(sheet_id, asked_by=None, asked_at=None)
    assert actor.person_id is not None, "permitted above"
    others = [one for one in (sheet.asked_by,) if one is not None and one != actor.person_id]
    asker = [chat.id for chat in await open_chats(transaction, others)]
    await apply(transaction, effects.sent_back(sheet, actor.person_id, at, asker), at=at)
    return Done({"sheet_id": sheet_id})


async def sheet_list(database: Database, *, actor: Actor) -> list[Sheet]:
    """The sheets where somebody lives or serves; drafts for who keeps the accounts alone."""
    inside = sorted({role.place.compound_id for role in actor.roles if role.place.compound_id is not None})
    async with database.reading() as transaction:
        found = await transaction.settlements.inside(inside)
    return [one for one in found if one.published or permit(actor, Act.KEEP_FUNDS, one.place) is None]


async def sheet_page(database: Database, *, actor: Actor, sheet_id: int) -> tuple[Sheet, bool] | None:
    """A sheet, and whether they keep it."""
    async with database.reading() as transaction:
        sheet = await transaction.settlements.find(sheet_id)
    if sheet is None or all(role.place.compound_id != sheet.place.compound_id for role in actor.roles):
        return None
    keeps = permit(actor, Act.KEEP_FUNDS, sheet.place) is None
    return (sheet, keeps) if keeps or sheet.published else None


async def decisions_for(database: Database, *, place: Place) -> list[Matter]:
    """The decisions by which what was left may be used, the latest first."""
    assert place.compound_id is not None, "a sheet is a compound's"
    async with database.reading() as transaction:
        found = await transaction.deliberation.of_compound(place.compound_id)
    return [one for one in found if one.stage in DECIDED and place.covers(one.place)]


async def _account(transaction: Transaction, sheet: Sheet) -> tuple[FundFigures, int]:
    """The year as the account has it, and how many lines of it and of the years before wait for a second person."""
    fund = await locked_fund(transaction, sheet.fund_id)
    return account_figures(fund.lines, *sheet.days), sum(line.on.year <= sheet.year for line in fund.waiting)


async def _kept(transaction: Transaction, actor: Actor, sheet_id: int) -> Sheet | Refusal:
    sheet = await transaction.settlements.lock(sheet_id)
    if sheet is None:
        return NO_SHEET
    return permit(actor, Act.KEEP_FUNDS, sheet.place) or sheet
