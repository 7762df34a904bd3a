"""Posts at the door (岗位): who serves, what is vacant, one office: handed over, laid down, ended."""

from __future__ import annotations

import secrets
from typing import Any

from domain.joining import hash_token
from domain.offices import Held, Level
from domain.outcomes import Reason, Refusal
from domain.permissions import Act, permit, places
from domain.registry import Place, RoleKind
from handlers.commands import show_commands
from handlers.offices import TOKEN_BYTES, send_link
from handlers.turn import Turn
from rendering import seats as drawn
from rendering.buttons import Button
from rendering.homes import ShowMine
from rendering.offices import FillSeat
from rendering.seats import (
    ChooseBuilding,
    EndRole,
    HandOver,
    ReallyEndRole,
    ShowBuildingOffices,
    ShowHeld,
    ShowMembers,
    ShowSeats,
)
from services import offices as acts
from services import rosters, seats

NO_ROLE = Refusal(Reason.NOT_YOURS, {"what": "role"})
BY_BUILDING = frozenset({Level.BUILDING, Level.ENTRANCE, Level.FLOOR})


async def on_seats(turn: Turn, button: ShowSeats) -> None:
    """谁在任、哪里空缺."""
    situation = await seats.situation(turn.database, actor=turn.actor, compound_id=button.compound_id, at=turn.at)
    if isinstance(situation, Refusal):
        await turn.refuse(situation)
        return
    fills = permit(turn.actor, Act.APPOINT_LEADER, Place(button.compound_id)) is None
    await turn.redraw(drawn.seats(turn.texts, situation, max(button.page, 0), fills=fills))


async def on_members(turn: Turn, button: ShowMembers) -> None:
    """委员会、网格员和别的任职: all but those of one building."""
    held = await seats.members(turn.database, actor=turn.actor, compound_id=button.compound_id, at=turn.at)
    if isinstance(held, Refusal):
        await turn.refuse(held)
        return
    shown = [one for one in held if one.office.scope.level not in BY_BUILDING]
    await turn.redraw(drawn.members(turn.texts, button.compound_id, shown, max(button.page, 0)))


async def on_choose_building(turn: Turn, button: ChooseBuilding) -> None:
    """看一栋楼的: which one?"""
    found = await rosters.compounds_for(turn.database, actor=turn.actor, act=Act.SEE_ROSTER)
    compound = next((one for one in found if one.id == button.compound_id), None)
    if compound is None:
        await turn.refuse(permit(turn.actor, Act.SEE_ROSTER, Place(button.compound_id)) or NO_ROLE)
        return
    buildings = await rosters.buildings(turn.database, compound_id=compound.id)
    await turn.redraw(drawn.choose_building(turn.texts, compound, buildings, button.page))


async def on_building(turn: Turn, button: ShowBuildingOffices) -> None:
    """一栋楼的任职."""
    building = await rosters.building(turn.database, building_id=button.building_id)
    refusal = None if building is None else _unseen(turn, building.compound_id)
    if building is None or refusal is not None:
        await turn.refuse(refusal or Refusal(Reason.NOT_FOUND, {"what": "building"}))
        return
    offices = await seats.building_offices(turn.database, building=building, at=turn.at)
    may = permit(turn.actor, Act.APPOINT_LEADER, Place(building.compound_id, building.id)) is None
    vacant = not any(not one.deputy for one in offices.leaders)
    leader = FillSeat(building.compound_id, RoleKind.BUILDING_LEADER.value, "", Level.BUILDING.value, building.id)
    wanted = leader if may and vacant else None
    await turn.redraw(drawn.building(turn.texts, offices, max(button.page, 0), wanted=wanted))


def _unseen(turn: Turn, compound_id: int) -> Refusal | None:
    """Who serves a compound is seen by whoever sees its roster, or a part of it."""
    reach = places(turn.actor, Act.SEE_ROSTER)
    if any(place.compound_id in (None, compound_id) for place in reach):
        return None
    return permit(turn.actor, Act.SEE_ROSTER, Place(compound_id))


async def _held(turn: Turn, role_id: int) -> tuple[Held, bool, bool] | None:
    """An office, whether it is the person's own, whether they may end it; the refusal is told."""
    held = await seats.holding(turn.database, role_id=role_id)
    own = held is not None and held.person_id == turn.person_id
    ends = held is not None and await seats.may_end(turn.database, actor=turn.actor, held=held)
    if held is None or not (own or ends or await seats.sees(turn.database, actor=turn.actor, held=held)):
        await turn.refuse(NO_ROLE)
        return None
    if held.office.until is not None and held.office.until <= turn.at:
        await turn.refuse(Refusal(Reason.ALREADY_DONE, {"what": "role_ended"}))
        return None
    return held, own, ends


async def on_held(turn: Turn, button: ShowHeld) -> None:
    """一个人的一项任职."""
    found = await _held(turn, button.role_id)
    if found is not None:
        held, own, ends = found
        await turn.redraw(drawn.held(turn.texts, held, turn.zone, own=own, ends=ends))


async def on_end(turn: Turn, button: EndRole) -> None:
    """卸下、结束: a second look first."""
    found = await _held(turn, button.role_id)
    if found is None:
        return
    held, own, ends = found
    if not own and not ends:
        await turn.refuse(NO_ROLE)
        return
    keep: Button = ShowMine() if own else ShowHeld(held.id)
    await turn.redraw(drawn.ask_end(turn.texts, held, keep, own=own))


async def on_really_end(turn: Turn, button: ReallyEndRole) -> None:
    """真的卸下、结束."""
    outcome = await acts.end_role(
        turn.database, actor=turn.actor, role_id=button.role_id, source=turn.source, at=turn.at
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.redraw(drawn.ended(turn.texts, outcome.facts, own=outcome["own"]))
    if outcome["own"]:
        actor = await rosters.actor_now(turn.database, person_id=turn.person_id, at=turn.at)
        await show_commands(turn.bot, turn.visit.chat.telegram_id, actor, turn.texts)


async def on_hand_over(turn: Turn, button: HandOver) -> None:
    """交接: the link for whoever takes over."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    outcome = await acts.hand_over(
        turn.database,
        actor=turn.actor,
        role_id=button.role_id,
        token_hash=hash_token(token),
        source=f"{turn.source} {hash_token(token)[:8]}",
        at=turn.at,
    )
    await send_link(turn, outcome, token, None)


BUTTONS: dict[Any, Any] = {
    ShowSeats: on_seats,
    ShowMembers: on_members,
    ChooseBuilding: on_choose_building,
    ShowBuildingOffices: on_building,
    ShowHeld: on_held,
    EndRole: on_end,
    ReallyEndRole: on_really_end,
    HandOver: on_hand_over,
}
