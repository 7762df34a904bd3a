"""计时服务 at the door: what is agreed, a month of it, who says that it was done; what a press alone does."""

from __future__ import annotations

import re
from typing import Any

from domain.hourly import HourlyPage
from domain.issues_places import home_compound
from domain.outcomes import Refusal
from domain.permissions import Act, first_compound
from handlers.turn import Turn
from rendering import hourly as drawn
from rendering.hourly_buttons import (
    EndHourly,
    JudgeMonth,
    SeeVisits,
    SettlesHourly,
    ShowHourly,
    ShowServicesByHour,
)
from rendering.screens import Screen
from services import attachments
from services import hourly as acts
from services.hourly_pages import hourly_list, hourly_page, hourly_photos, latest_fee

MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


async def list_screen(turn: Turn, page: int = 0) -> Screen:
    """What is done by the hour here."""
    found = await hourly_list(turn.database, actor=turn.actor)
    served = first_compound(turn.actor, Act.KEEP_FUNDS)
    compound = home_compound(turn.actor) or (None if served is None else served.compound_id)
    change = None if compound is None else await latest_fee(turn.database, compound_id=compound)
    changes = first_compound(turn.actor, Act.RUN_PROCEDURE) is not None
    return drawn.services(turn.texts, found, change, page, keeps=served is not None, changes=changes)


async def on_list(turn: Turn, button: ShowServicesByHour) -> None:
    """[计时服务]."""
    await turn.redraw(await list_screen(turn, button.page))


async def on_start(turn: Turn, argument: str) -> None:
    """A month of a service, from its card in the group."""
    number, _, month = argument.partition("_")
    known = number.isascii() and number.isdecimal() and len(number) < 10 and MONTH.fullmatch(month) is not None
    page = await _found(turn, int(number), month) if known else None
    await turn.show(await list_screen(turn) if page is None else drawn.service(turn.texts, page))


async def _found(turn: Turn, service_id: int, month: str) -> HourlyPage | None:
    return await hourly_page(turn.database, actor=turn.actor, service_id=service_id, month=month, at=turn.at)


async def page_of(turn: Turn, service_id: int, month: str = "") -> HourlyPage | None:
    """The service as they may read it; else they hear that there is none."""
    page = None if month and MONTH.fullmatch(month) is None else await _found(turn, service_id, month)
    if page is None:
        await turn.refuse(acts.NO_SERVICE)
    return page


async def on_service(turn: Turn, button: ShowHourly) -> None:
    """One service."""
    page = await page_of(turn, button.service_id, button.month)
    if page is not None:
        await turn.redraw(drawn.service(turn.texts, page))


async def on_settles(turn: Turn, button: SettlesHourly) -> None:
    """[对，列上], [不列了]."""
    act = acts.confirm_service if button.yes else acts.end_service
    outcome = await act(turn.database, service_id=button.service_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain("hourly.toast.confirmed" if button.yes else "hourly.toast.dropped"))
    await turn.redraw(await list_screen(turn))


async def on_end(turn: Turn, button: EndHourly) -> None:
    """[以后不做了]: asked back once."""
    page = await page_of(turn, button.service_id)
    if page is None:
        return
    if not button.sure:
        await turn.redraw(drawn.surely_end(turn.texts, page.service))
        return
    outcome = await acts.end_service(turn.database, service_id=button.service_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain("hourly.toast.ended"))
    await turn.redraw(await list_screen(turn))


async def on_fine(turn: Turn, button: JudgeMonth) -> None:
    """[做得好]: asked back once."""
    page = await page_of(turn, button.service_id, button.month)
    if page is None:
        return
    if not button.sure:
        await turn.redraw(drawn.surely_fine(turn.texts, page))
        return
    given: dict[str, Any] = {"service_id": button.service_id, "month": button.month, "fine": True}
    outcome = await acts.judge_month(turn.database, **given, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain("hourly.toast.fine"))
    await on_service(turn, ShowHourly(button.service_id, button.month))


async def on_visits(turn: Turn, button: SeeVisits) -> None:
    """[看照片]."""
    page = await page_of(turn, button.service_id, button.month)
    if page is None:
        return
    kept = [number for visit in page.visits for number in await hourly_photos(turn.database, visit_id=visit.id)]
    if not kept:
        await turn.toast(turn.texts.plain("hourly.toast.photo_soon"), alert=True)
    for number in kept:
        await turn.show(drawn.photo(turn.texts, await attachments.content(turn.database, attachment_id=number)))


BUTTONS: dict[Any, Any] = {
    ShowServicesByHour: on_list,
    ShowHourly: on_service,
    SettlesHourly: on_settles,
    EndHourly: on_end,
    SeeVisits: on_visits,
}
STARTS = {"js": on_start}
