"""Homes at the door (登记我家, 我的): asking, confirming, laying down roles, choosing a language."""

from __future__ import annotations

from typing import Any

from domain.outcomes import Outcome, Reason, Refusal
from domain.registry import Place, kind_named
from handlers.commands import show_commands
from handlers.turn import Turn
from rendering import homes as drawn
from rendering import menu as menus
from rendering.homes import (
    AskHome,
    BeginHome,
    ConfirmHome,
    DeclineHome,
    HomeBuildings,
    HomeKinds,
    HomeRequests,
    ShowMine,
    Speak,
)
from rendering.screens import Screen
from rendering.texts import SPOKEN, texts
from services import homes as acts
from services import rosters
from services.registry import choose_locale

NO_BUILDING = Refusal(Reason.NOT_FOUND, {"what": "building"})


async def first_home(turn: Turn) -> Screen:
    """登记我家: which compound, or at once which building where there is one compound."""
    found = await rosters.compounds(turn.database)
    if not found:
        return drawn.no_compound(turn.texts)
    if len(found) > 1:
        return drawn.which_compound(turn.texts, found)
    buildings = await rosters.buildings(turn.database, compound_id=found[0].id)
    return drawn.which_building(turn.texts, found[0], buildings, 0)


async def on_begin(turn: Turn, _: BeginHome) -> None:
    """登记我家 was pressed."""
    await turn.redraw(await first_home(turn))


async def on_buildings(turn: Turn, button: HomeBuildings) -> None:
    """我家在哪一栋."""
    found = {compound.id: compound for compound in await rosters.compounds(turn.database)}
    compound = found.get(button.compound_id)
    if compound is None:
        await turn.refuse(NO_BUILDING)
        return
    buildings = await rosters.buildings(turn.database, compound_id=compound.id)
    await turn.redraw(drawn.which_building(turn.texts, compound, buildings, button.page))


async def on_kinds(turn: Turn, button: HomeKinds) -> None:
    """我在那里是什么人."""
    building = await rosters.building(turn.database, building_id=button.building_id)
    if building is None:
        await turn.refuse(NO_BUILDING)
        return
    names = await rosters.place_names(turn.database)
    place = names.of(Place(building.compound_id, building.id))
    await turn.redraw(drawn.which_kind(turn.texts, building.id, place))


async def on_ask(turn: Turn, button: AskHome) -> None:
    """请认得我的人确认."""
    kind = kind_named(button.kind)
    if kind is None:
        await turn.refuse(NO_BUILDING)
        return
    outcome = await acts.request_home(
        turn.database, actor=turn.actor, kind=kind, building_id=button.building_id, source=turn.source, at=turn.at
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    asked, place = outcome["asked"], outcome["place"]
    await turn.redraw(drawn.asked(turn.texts, place=place, kind=outcome["kind"], asked=asked))


async def on_requests(turn: Turn, button: HomeRequests) -> None:
    """待确认的邻居."""
    await turn.redraw(await _waiting(turn, button.compound_id))


async def _waiting(turn: Turn, compound_id: int) -> Screen:
    found = await rosters.home_requests(turn.database, actor=turn.actor, compound_id=compound_id)
    return drawn.requests(turn.texts, found)


async def on_confirm(turn: Turn, button: ConfirmHome) -> None:
    """确认是邻居."""
    outcome = await acts.confirm_home(
        turn.database, actor=turn.actor, request_id=button.request_id, source=turn.source, at=turn.at
    )
    await _settled(turn, outcome, "confirmed")


async def on_decline(turn: Turn, button: DeclineHome) -> None:
    """不是."""
    outcome = await acts.decline_home(
        turn.database, actor=turn.actor, request_id=button.request_id, source=turn.source, at=turn.at
    )
    await _settled(turn, outcome, "declined")


async def _settled(turn: Turn, outcome: Outcome, state: str) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    facts = {name: outcome[name] for name in ("name", "kind", "place", "compound_id")}
    await turn.redraw(drawn.settled(turn.texts, state=state, **facts))


async def on_mine(turn: Turn, _: str) -> None:
    """/wode."""
    if not turn.private:
        await turn.show(menus.in_private(turn.texts, "m_me"))
        return
    await turn.show(await mine(turn))


async def mine(turn: Turn) -> Screen:
    """我的: what I am where, since when."""
    held = await rosters.holdings(turn.database, person_id=turn.person_id, at=turn.at)
    return drawn.mine(turn.texts, held, turn.zone)


async def on_show_mine(turn: Turn, _: ShowMine) -> None:
    """再想想: back to my roles."""
    await turn.redraw(await mine(turn))


async def on_speak(turn: Turn, button: Speak) -> None:
    """选语言: from this answer on."""
    if button.locale not in SPOKEN:
        await turn.refuse(Refusal(Reason.INVALID))
        return
    await choose_locale(turn.database, actor=turn.actor, locale=button.locale, source=turn.source, at=turn.at)
    turn.texts = texts(button.locale).speaking(turn.visit.terms)
    await turn.redraw(await mine(turn))
    await show_commands(turn.bot, turn.visit.chat.telegram_id, turn.actor, turn.texts)


COMMANDS = {"wode": on_mine, "me": on_mine}
BUTTONS: dict[Any, Any] = {
    BeginHome: on_begin,
    HomeBuildings: on_buildings,
    HomeKinds: on_kinds,
    AskHome: on_ask,
    HomeRequests: on_requests,
    ConfirmHome: on_confirm,
    DeclineHome: on_decline,
    ShowMine: on_show_mine,
    Speak: on_speak,
}
