"""From door to door for a vote (上门): the list, one home, what was found there, the sheet to take along."""

from __future__ import annotations

import asyncio
from typing import Any

from domain.outcomes import Reason, Refusal
from domain.registry import Place
from domain.voting.doors import DoorNote, VoteDoor
from handlers.turn import Turn
from rendering import vote_doors as drawn
from rendering.vote_doors import NoteDoor, OpenVoteDoor, PrintVoteDoors, VoteDoors
from services import rosters
from services.vote_doors import DoorList, door_list, note_door

NO_HOME = Refusal(Reason.NOT_FOUND, {"what": "home"})


async def _found(turn: Turn, vote_id: int) -> DoorList | None:
    """The doors they serve; else they hear why not."""
    found = await door_list(turn.database, actor=turn.actor, vote_id=vote_id, at=turn.at)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return None
    return found


def _inside(found: DoorList, building_id: int) -> list[VoteDoor]:
    return [door for door in found.doors if door.unit.building_id == building_id]


async def on_doors(turn: Turn, button: VoteDoors) -> None:
    """[上门名单]: of the one building, or which of several."""
    found = await _found(turn, button.vote_id)
    if found is None:
        return
    buildings = {door.unit.building_id for door in found.doors}
    inside = _inside(found, button.building_id if len(buildings) > 1 else buildings.pop())
    if inside:
        await turn.redraw(drawn.building(turn.texts, found.vote, inside, button.entrance_id, button.floor))
    else:
        await turn.redraw(drawn.which_building(turn.texts, found.vote, found.doors))


async def on_door(turn: Turn, button: OpenVoteDoor) -> None:
    """One home."""
    found = await _found(turn, button.vote_id)
    if found is not None:
        await _home(turn, found, button.unit_id)


async def _home(turn: Turn, found: DoorList, unit_id: int) -> None:
    door = next((door for door in found.doors if door.unit.id == unit_id), None)
    if door is None:
        await turn.refuse(NO_HOME)
    else:
        await turn.redraw(drawn.home(turn.texts, found.vote, door, found.deliveries.get(unit_id)))


async def on_note(turn: Turn, button: NoteDoor) -> None:
    """[不在家] and the like."""
    note = DoorNote(button.note) if button.note in set(DoorNote) else None
    outcome = await note_door(turn.database, vote_id=button.vote_id, unit_id=button.unit_id, note=note, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.toast(turn.texts.plain("voting.doors.written"))
    found = await _found(turn, button.vote_id)
    if found is not None:
        await _home(turn, found, button.unit_id)


async def on_print(turn: Turn, button: PrintVoteDoors) -> None:
    """[印没投的名单]."""
    found = await _found(turn, button.vote_id)
    if found is None:
        return
    inside = _inside(found, button.building_id)
    if not any(not door.done for door in inside):
        await turn.redraw(drawn.everybody(turn.texts, found.vote))
        return
    await turn.settle()
    compound = (await rosters.place_names(turn.database)).of(Place(found.vote.place.compound_id))
    await turn.show(await asyncio.to_thread(drawn.sheet, turn.texts, found.vote, compound, inside))


BUTTONS: dict[Any, Any] = {VoteDoors: on_doors, OpenVoteDoor: on_door, NoteDoor: on_note, PrintVoteDoors: on_print}
