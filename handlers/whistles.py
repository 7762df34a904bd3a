"""吹哨报到 at the door: the whistles here, one of them, one unit; what a press alone does."""

from __future__ import annotations

from typing import Any

from domain.outcomes import Outcome, Refusal
from domain.permissions import Act, first_compound
from domain.whistles import CalledUnit, WhistlePage, WhistleTab
from handlers.turn import Turn
from rendering import menu
from rendering import whistles as drawn
from rendering.whistle_buttons import (
    HandOn,
    LeadUnit,
    MoreWhistles,
    ShowCalled,
    ShowSide,
    ShowWhistle,
    ShowWhistles,
    TurnSide,
    WhistleSides,
)
from services import whistles as acts
from services.links import link_token
from services.whistle_pages import called_page_of, whistle_list, whistle_of_unit, whistle_page


async def on_command(turn: Turn, _: str) -> None:
    """/chuishao."""
    if turn.private:
        await turn.show(await _list(turn, WhistleTab.RESPONSE))
    else:
        await turn.show(menu.in_private(turn.texts, "m_start"))


async def _list(turn: Turn, tab: WhistleTab, page: int = 0) -> Any:
    found = await whistle_list(turn.database, actor=turn.actor)
    blows = first_compound(turn.actor, Act.BLOW_WHISTLE) is not None
    return drawn.whistles(turn.texts, found, tab, blows=blows, at=turn.at, zone=turn.zone, page=page)


async def on_list(turn: Turn, button: ShowWhistles) -> None:
    """One of the four sides."""
    await _turn_to(turn, button.tab, 0)


async def on_more(turn: Turn, button: MoreWhistles) -> None:
    """Another page of it."""
    await _turn_to(turn, button.tab, button.page)


async def on_sides(turn: Turn, _: WhistleSides) -> None:
    """[换一面看]."""
    await turn.redraw(drawn.sides(turn.texts))


async def _turn_to(turn: Turn, tab: str, page: int) -> None:
    if tab not in set(WhistleTab):
        await turn.toast(turn.texts.plain("turn.unknown_button"), alert=True)
        return
    await turn.redraw(await _list(turn, WhistleTab(tab), page))


async def on_whistle(turn: Turn, button: ShowWhistle) -> None:
    """[看哨单]."""
    found = await whistle_page(turn.database, actor=turn.actor, whistle_id=button.whistle_id)
    if found is None:
        await turn.refuse(acts.NO_WHISTLE)
    else:
        await turn.redraw(drawn.whistle(turn.texts, found, at=turn.at, zone=turn.zone))


async def on_side(turn: Turn, button: ShowSide | TurnSide) -> None:
    """[谁来了], [谁办什么], [互相评] of one whistle, and more of its units."""
    found = await whistle_page(turn.database, actor=turn.actor, whistle_id=button.whistle_id)
    if found is None or button.tab not in set(WhistleTab):
        await turn.refuse(acts.NO_WHISTLE)
    else:
        tab, page = WhistleTab(button.tab), button.page if isinstance(button, TurnSide) else 0
        await turn.redraw(drawn.side(turn.texts, found, tab, page, at=turn.at, zone=turn.zone))


async def on_unit(turn: Turn, button: ShowCalled) -> None:
    """One of its units."""
    found = await unit_page(turn, button.unit_id)
    if found is not None:
        page, unit = found
        await turn.redraw(drawn.called(turn.texts, page, unit, at=turn.at, zone=turn.zone))


async def unit_page(turn: Turn, unit_id: int) -> tuple[WhistlePage, CalledUnit] | None:
    """The unit and its whistle as they may read them; else they hear that there is none."""
    number = await whistle_of_unit(turn.database, unit_id=unit_id)
    page = await whistle_page(turn.database, actor=turn.actor, whistle_id=number)
    unit = None if page is None else page.whistle.unit(unit_id)
    if page is None or unit is None:
        await turn.refuse(acts.NO_WHISTLE)
        return None
    return page, unit


async def on_hand_on(turn: Turn, button: HandOn) -> None:
    """[再发一次]."""
    await handed(turn, await acts.hand_on(turn.database, unit_id=button.unit_id, **turn.acting))


async def handed(turn: Turn, outcome: Outcome) -> None:
    """The text to hand on, with the unit's own address."""
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    page = await called_page_of(turn.database, unit_id=outcome["unit_id"])
    assert page is not None, "called just now"
    url = None
    if turn.public_url is not None:
        url = f"{turn.public_url}/l/{await link_token(turn.database, link_id=outcome['link_id'])}"
    screen = drawn.forward(turn.texts, page, url, zone=turn.zone)
    await (turn.show(screen) if turn.press is None else turn.redraw(screen))


async def on_lead(turn: Turn, button: LeadUnit) -> None:
    """[改由它牵头]."""
    outcome = await acts.name_lead(turn.database, unit_id=button.unit_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain("whistles.toast.lead"))
    await on_unit(turn, ShowCalled(button.unit_id))


COMMANDS = {"chuishao": on_command, "whistle": on_command}
BUTTONS: dict[Any, Any] = {
    ShowWhistles: on_list,
    MoreWhistles: on_more,
    WhistleSides: on_sides,
    ShowWhistle: on_whistle,
    ShowSide: on_side,
    TurnSide: on_side,
    ShowCalled: on_unit,
    HandOn: on_hand_on,
    LeadUnit: on_lead,
}
