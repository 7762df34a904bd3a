"""付这个月的 at the door: a month that was accepted leads to the line of an account that pays it."""

from __future__ import annotations

from typing import Any

from domain.funds import LineKind
from domain.hourly import pay_refusal
from domain.permissions import Act, permit
from handlers.funds_writing import begin_line
from handlers.hourly import page_of
from handlers.turn import Turn
from rendering import hourly as drawn
from rendering.hourly_buttons import PayMonth
from services.fund_posting import NO_FUND
from services.hourly_pages import funds_to_pay


async def on_pay(turn: Turn, button: PayMonth) -> None:
    """[付这个月的]: from which account; its sum and what it is for are known."""
    page = await page_of(turn, button.service_id, button.month)
    if page is None:
        return
    month = page.month
    refusal = permit(turn.actor, Act.KEEP_FUNDS, page.service.place) or pay_refusal(month, month.pay)
    if refusal is not None:
        await turn.refuse(refusal)
        return
    found = await funds_to_pay(turn.database, service=page.service)
    fund = next((one for one in found if one.id == button.fund_id), None)
    if not button.fund_id:
        await turn.redraw(drawn.which_fund(turn.texts, page, found))
    elif fund is None:
        await turn.refuse(NO_FUND)
    else:
        known = {"amount": month.pay, "purpose": drawn.paid_for(turn.texts, page)}
        await begin_line(turn, fund, {"kind": LineKind.OUT.value, **known, "pays": [page.service.id, month.month]})


BUTTONS: dict[Any, Any] = {PayMonth: on_pay}
