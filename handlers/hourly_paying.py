"""付这个月的 at the door: a month that was accepted leads to the line of an account that pays it."""

from __future__ import annotations

from typing import Any

from domain.funds import LineKind
from domain.hourly import HourlyPage, pay_refusal
from domain.permissions import Act, permit
from handlers.funds_writing import begin_line
from handlers.hourly import page_of
from handlers.turn import Turn
from rendering import hourly as drawn
from rendering.hourly_buttons import MorePayers, PayMonth
from services.fund_posting import NO_FUND
from services.hourly_pages import funds_to_pay


async def on_pay(turn: Turn, button: PayMonth) -> None:
    """[付这个月的]: from which account; its sum and what it is for are known."""
    page = await _payable(turn, button.service_id, button.month)
    if page is None:
        return
    month = page.month
    if not button.fund_id:
        await _which_fund(turn, page, 0)
        return
    found, _ = await funds_to_pay(turn.database, service=page.service, pay=month.pay)
    fund = next((one for one in found if one.id == button.fund_id), None)
    if fund is None:
        await turn.refuse(NO_FUND)
    else:
        known = {"amount": month.pay, "purpose": drawn.paid_for(turn.texts, page)}
        await begin_line(turn, fund, {"kind": LineKind.OUT.value, **known, "pays": [page.service.id, month.month]})


async def on_more(turn: Turn, button: MorePayers) -> None:
    """[看别的], of the accounts."""
    page = await _payable(turn, button.service_id, button.month)
    if page is not None:
        await _which_fund(turn, page, button.page)


async def _payable(turn: Turn, service_id: int, month: str) -> HourlyPage | None:
    """The month, if it may be paid and by them; else they hear why not."""
    page = await page_of(turn, service_id, month)
    if page is None:
        return None
    refusal = permit(turn.actor, Act.KEEP_FUNDS, page.service.place) or pay_refusal(page.month, page.month.pay)
    if refusal is not None:
        await turn.refuse(refusal)
        return None
    return page


async def _which_fund(turn: Turn, page: HourlyPage, at: int) -> None:
    found, prepaid = await funds_to_pay(turn.database, service=page.service, pay=page.month.pay)
    await turn.redraw(drawn.which_fund(turn.texts, page, found, at, prepaid=prepaid))


BUTTONS: dict[Any, Any] = {PayMonth: on_pay, MorePayers: on_more}
