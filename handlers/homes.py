"""Homes at the door (登记我家, 我的): asking, confirming, laying down roles, choosing a language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.privacy import Access
from domain.registry import Building, Place, kind_named
from handlers import consents
from handlers.commands import show_commands
from handlers.turn import Turn
from rendering import homes as drawn
from rendering import menu as menus
from rendering.homes import (
    AgreeAndAsk,
    AskHome,
    AskHomeAt,
    BeginHome,
    ConfirmHome,
    DeclineHome,
    HomeBuildings,
    HomeDoors,
    HomeKinds,
    HomeKindsAt,
    HomeRequests,
    ShowMine,
    Speak,
    WithdrawHome,
)
from rendering.screens import Screen
from rendering.texts import SPOKEN, texts
from services import homes as acts
from services import households_pages, rosters, units
from services.privacy_mine import note_access
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


async def on_doors(turn: Turn, button: HomeDoors) -> None:
    """我家在哪个单元、哪一层、哪一户; where there are no doors yet, the building is enough."""
    found = await units.doors_of(turn.database, building_id=button.building_id)
    building = await rosters.building(turn.database, building_id=button.building_id)
    if building is None or not found:
        await on_kinds(turn, HomeKinds(button.building_id))
        return
    place = await _called(turn, building)
    await turn.redraw(drawn.which_door(turn.texts, building, place, found, button.entrance_id, button.floor))


async def _called(turn: Turn, building: Building) -> str:
    return (await rosters.place_names(turn.database)).of(Place(building.compound_id, building.id))


async def on_kinds(turn: Turn, button: HomeKinds) -> None:
    """我在那栋楼里是什么人: the door is not known."""
    building = await rosters.building(turn.database, building_id=button.building_id)
    if building is None:
        await turn.refuse(NO_BUILDING)
        return
    await turn.redraw(drawn.which_kind(turn.texts, await _called(turn, building), building=building))


async def on_kinds_at(turn: Turn, button: HomeKindsAt) -> None:
    """我在这一户是什么人."""
    unit = await households_pages.unit_of(turn.database, unit_id=button.unit_id)
    building = None if unit is None else await rosters.building(turn.database, building_id=unit.building_id)
    if unit is None or building is None:
        await turn.refuse(NO_BUILDING)
        return
    await turn.redraw(drawn.which_kind(turn.texts, unit.name, building=building, unit_id=unit.id))


async def on_ask(turn: Turn, button: AskHome) -> None:
    """请认得我的人确认, after the notice."""
    await _ask(turn, AgreeAndAsk(button.building_id, 0, button.kind, 0))


async def on_ask_at(turn: Turn, button: AskHomeAt) -> None:
    """请认得我的人确认我在这一户."""
    unit = await households_pages.unit_of(turn.database, unit_id=button.unit_id)
    await _ask(turn, AgreeAndAsk(0 if unit is None else unit.building_id, button.unit_id, button.kind, 0))


async def _ask(turn: Turn, wish: AgreeAndAsk) -> None:
    """The notice where it has not been agreed to; else the wish is passed on."""
    building = await rosters.building(turn.database, building_id=wish.building_id)
    if building is None or kind_named(wish.kind) is None:
        await turn.refuse(NO_BUILDING)
        return
    unit = await households_pages.unit_of(turn.database, unit_id=wish.unit_id) if wish.unit_id else None
    place = await _called(turn, building) if unit is None else unit.name
    screen = await consents.asking(
        turn,
        drawn.about(turn.texts, place=place, kind=wish.kind),
        compound_id=building.compound_id,
        agree=lambda version: replace(wish, version=version),
    )
    await (on_agreed(turn, wish) if screen is None else turn.redraw(screen))


async def on_agreed(turn: Turn, button: AgreeAndAsk) -> None:
    """同意，登记: now the leader is asked."""
    kind = kind_named(button.kind)
    if kind is None:
        await turn.refuse(NO_BUILDING)
        return
    outcome: Outcome | None = await consents.agreed(turn, button.version)
    if outcome is None:
        outcome = await acts.request_home(
            turn.database, kind=kind, building_id=button.building_id, unit_id=button.unit_id or None, **turn.acting
        )
    if isinstance(outcome, Done):
        facts = {name: outcome[name] for name in ("place", "kind", "asked", "request_id")}
        await turn.redraw(drawn.asked(turn.texts, **facts))
    elif outcome.facts.get("what") == "home_request":
        await turn.show(drawn.still_waiting(turn.texts, outcome.facts["request_id"]))
    else:
        await turn.refuse(outcome)


async def on_withdraw(turn: Turn, button: WithdrawHome) -> None:
    """选错了，收回."""
    outcome = await acts.withdraw_home(turn.database, request_id=button.request_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.withdrawn(turn.texts, place=outcome["place"], kind=outcome["kind"]))


async def on_requests(turn: Turn, button: HomeRequests) -> None:
    """待确认的邻居."""
    await turn.redraw(await _waiting(turn, button.compound_id))


async def _waiting(turn: Turn, compound_id: int) -> Screen:
    found = await rosters.home_requests(turn.database, actor=turn.actor, compound_id=compound_id)
    seen = [request.person_id for request in found[: drawn.MOST_WAITING]]
    await note_access(turn.database, actor=turn.actor, people=seen, what=Access.HOME_REQUEST, at=turn.at)
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
    HomeDoors: on_doors,
    HomeKinds: on_kinds,
    HomeKindsAt: on_kinds_at,
    AskHome: on_ask,
    AskHomeAt: on_ask_at,
    AgreeAndAsk: on_agreed,
    WithdrawHome: on_withdraw,
    HomeRequests: on_requests,
    ConfirmHome: on_confirm,
    DeclineHome: on_decline,
    ShowMine: on_show_mine,
    Speak: on_speak,
}
