"""Days at the door (我的日历): the days ahead, a page of them to keep, and taking it back."""

from __future__ import annotations

from typing import Any

from domain.outcomes import Reason, Refusal
from handlers.turn import Turn
from rendering import days as drawn
from rendering.days import LendCalendar, ShowCalendar, TakeCalendarBack
from services import days as acts
from services.links import link_token, revoke_link

NO_HOME = Refusal(Reason.NOT_FOUND, {"what": "home"})
NO_PAGE = Refusal(Reason.NOT_FOUND, {"what": "link"})


async def on_show(turn: Turn, _: ShowCalendar) -> None:
    """我的日历."""
    found = await acts.calendar(turn.database, person_id=turn.person_id, at=turn.at, zone=turn.zone)
    if found is None:
        await turn.refuse(NO_HOME)
        return
    await turn.show(drawn.screen(turn.texts, found, zone=turn.zone, page=turn.public_url is not None))


async def on_lend(turn: Turn, _: LendCalendar) -> None:
    """给我一个网页."""
    outcome = NO_PAGE if turn.public_url is None else await acts.lend_calendar(turn.database, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    token = await link_token(turn.database, link_id=outcome["link_id"])
    url, until = f"{turn.public_url}/l/{token}", turn.at + acts.LASTS
    await turn.show(drawn.lent(turn.texts, url=url, until=until, link_id=outcome["link_id"], zone=turn.zone))


async def on_take_back(turn: Turn, button: TakeCalendarBack) -> None:
    """收回网页."""
    outcome = await revoke_link(turn.database, link_id=button.link_id, **turn.acting)
    await (turn.refuse(outcome) if isinstance(outcome, Refusal) else turn.redraw(drawn.taken_back(turn.texts)))


BUTTONS: dict[Any, Any] = {ShowCalendar: on_show, LendCalendar: on_lend, TakeCalendarBack: on_take_back}
