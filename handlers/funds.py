"""账目 at the door: the accounts here, one of them, one line; what a press alone does."""

from __future__ import annotations

import asyncio
from typing import Any

from domain.funds import FundLine, check_refusal
from domain.outcomes import Reason, Refusal
from domain.permissions import Act, first_compound
from handlers.turn import Turn
from rendering import fund_workbook, menu
from rendering import funds as drawn
from rendering.fund_buttons import (
    CheckLine,
    ExportFund,
    MoreFund,
    PageFunds,
    SeeVouchers,
    ShowFund,
    ShowFunds,
    ShowLine,
)
from rendering.screens import Screen
from services import attachments
from services import funds as acts
from services.fund_pages import (
    FundPage,
    fund_list,
    fund_of_line,
    fund_page,
    fund_vouchers,
    opens_vouchers,
    receipts_in,
    voucher_hashes,
)
from services.fund_posting import NO_FUND

NO_LINE = Refusal(Reason.NOT_FOUND, {"what": "fund_line"})
NOT_OWNER = Refusal(Reason.NOT_PERMITTED, {"what": "fund_export"})


async def on_command(turn: Turn, _: str) -> None:
    """/zhang."""
    await turn.show(await _list(turn) if turn.private else menu.in_private(turn.texts, "zm_0"))


async def on_start(turn: Turn, argument: str) -> None:
    """An account, from a link."""
    number = int(argument) if argument.isascii() and argument.isdecimal() and len(argument) < 10 else 0
    page = await fund_page(turn.database, actor=turn.actor, fund_id=number)
    await turn.show(await _list(turn) if page is None else _drawn(turn, page, 0))


async def _list(turn: Turn, page: int = 0) -> Screen:
    found = await fund_list(turn.database, actor=turn.actor)
    return drawn.funds(turn.texts, found, page, keeps=first_compound(turn.actor, Act.KEEP_FUNDS) is not None)


def _drawn(turn: Turn, page: FundPage, at_page: int) -> Screen:
    today = turn.at.astimezone(turn.zone).date()
    return drawn.fund(turn.texts, page.fund, at_page, keeps=page.keeps, today=today)


async def on_list(turn: Turn, _: ShowFunds) -> None:
    """[全部账户]."""
    await turn.redraw(await _list(turn))


async def on_page(turn: Turn, button: PageFunds) -> None:
    """[下一页]."""
    await turn.redraw(await _list(turn, button.page))


async def on_fund(turn: Turn, button: ShowFund) -> None:
    """One account."""
    page = await page_of(turn, button.fund_id)
    if page is not None:
        await turn.redraw(_drawn(turn, page, button.page))


async def page_of(turn: Turn, fund_id: int) -> FundPage | None:
    """The account as they may read it; else they hear that there is none."""
    page = await fund_page(turn.database, actor=turn.actor, fund_id=fund_id)
    if page is None:
        await turn.refuse(NO_FUND)
    return page


async def line_of(turn: Turn, line_id: int) -> tuple[FundPage, FundLine] | None:
    """A line and its account, the same way."""
    page = await fund_page(turn.database, actor=turn.actor, fund_id=await fund_of_line(turn.database, line_id=line_id))
    line = None if page is None else page.fund.line(line_id)
    if page is None or line is None:
        await turn.refuse(NO_LINE)
        return None
    return page, line


async def on_line(turn: Turn, button: ShowLine) -> None:
    """One line."""
    found = await line_of(turn, button.line_id)
    if found is None:
        return
    page, line = found
    own, today = line.posted_by == turn.person_id, turn.at.astimezone(turn.zone).date()
    looks = await opens_vouchers(turn.database, page, line_id=line.id)
    seen = {"keeps": page.keeps, "looks": looks, "own": own}
    await turn.redraw(drawn.line(turn.texts, page.fund, line, **seen, today=today))


async def on_check(turn: Turn, button: CheckLine) -> None:
    """[账对，复核]: asked back once."""
    found = await line_of(turn, button.line_id)
    if found is None:
        return
    page, line = found
    if (refusal := check_refusal(line, turn.actor)) is not None:
        await turn.refuse(refusal)
    elif not button.sure:
        receipts = await receipts_in(turn.database, fund=page.fund, line=line)
        await turn.redraw(drawn.surely(turn.texts, page.fund, line, receipts=receipts))
    else:
        outcome = await acts.check_line(turn.database, line_id=line.id, **turn.acting)
        await _checked(turn, outcome if isinstance(outcome, Refusal) else None, line.id)


async def _checked(turn: Turn, refusal: Refusal | None, line_id: int) -> None:
    if refusal is not None:
        await turn.refuse(refusal)
        return
    await turn.toast(turn.texts.plain("funds.toast.checked"))
    await on_line(turn, ShowLine(line_id))


async def on_vouchers(turn: Turn, button: SeeVouchers) -> None:
    """[看凭证]."""
    found = await line_of(turn, button.line_id)
    if found is None:
        return
    if not await opens_vouchers(turn.database, found[0], line_id=button.line_id):
        await turn.refuse(NO_LINE)
        return
    kept = await fund_vouchers(turn.database, line_id=button.line_id)
    if not kept:
        await turn.toast(turn.texts.plain("funds.toast.voucher_soon"), alert=True)
    for number, sha256 in kept:
        picture = await attachments.content(turn.database, attachment_id=number)
        await turn.show(drawn.voucher(turn.texts, picture, sha256))


async def on_more(turn: Turn, button: MoreFund) -> None:
    """[对账、导出]."""
    page = await page_of(turn, button.fund_id)
    if page is not None:
        await turn.redraw(drawn.more(turn.texts, page.fund, keeps=page.keeps, looks=page.looks))


async def on_export(turn: Turn, button: ExportFund) -> None:
    """[导出表格]: every line; whom money went to is in it for those who keep the accounts alone."""
    page = await page_of(turn, button.fund_id)
    if page is None:
        return
    if not page.looks:
        await turn.refuse(NOT_OWNER)
        return
    hashes = await voucher_hashes(turn.database, fund=page.fund)
    facts: dict[str, Any] = {"keeps": page.keeps, "hashes": hashes, "at": turn.at, "zone": turn.zone}
    await turn.show(await asyncio.to_thread(fund_workbook.exported, turn.texts, page.fund, **facts))


COMMANDS = {"zhang": on_command, "accounts": on_command}
BUTTONS: dict[Any, Any] = {
    ShowFunds: on_list,
    PageFunds: on_page,
    ShowFund: on_fund,
    ShowLine: on_line,
    CheckLine: on_check,
    SeeVouchers: on_vouchers,
    MoreFund: on_more,
    ExportFund: on_export,
}
STARTS = {"zm": on_start}
