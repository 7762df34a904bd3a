"""Printing at the door (印东西): for which place, which sheet; the list of doors."""

from __future__ import annotations

import asyncio
from typing import Any

from domain.outcomes import Reason, Refusal
from domain.permissions import Act, permit, places
from domain.registry import ANYWHERE, Place
from handlers import posters
from handlers.turn import Turn
from rendering import printing as drawn
from rendering.door_list import door_list
from rendering.printing import PrintDoors, PrintFor, PrintPlaces
from services import rosters
from services.bulletins import prints_in
from services.doors import doors


async def on_print(turn: Turn, _: str) -> None:
    """印东西: for the one place, or which of several."""
    found = await _places(turn)
    if not found:
        await turn.refuse(permit(turn.actor, Act.PRINT_POSTERS, ANYWHERE) or Refusal(Reason.NO_COMPOUND))
    elif len(found) == 1:
        await _sheets(turn, found[0][0], fresh=True)
    else:
        await turn.show(drawn.which_place(turn.texts, found))


async def _places(turn: Turn) -> list[tuple[Place, str]]:
    """Where this person may print, with what it is called; whoever may everywhere, in each compound."""
    names = await rosters.place_names(turn.database)
    reach = [place.building for place in places(turn.actor, Act.PRINT_POSTERS)]
    every = [Place(compound) for compound in names.compounds]
    mine = [one for place in reach for one in ([place] if place.compound_id is not None else every)]
    return [(place, names.of(place)) for place in dict.fromkeys(mine)]


async def on_places(turn: Turn, button: PrintPlaces) -> None:
    """Further places."""
    found = await _places(turn)
    if found:
        await turn.redraw(drawn.which_place(turn.texts, found, button.page))
    else:
        await turn.refuse(permit(turn.actor, Act.PRINT_POSTERS, ANYWHERE) or Refusal(Reason.NO_COMPOUND))


async def on_print_for(turn: Turn, button: PrintFor) -> None:
    """A place was chosen."""
    await _sheets(turn, Place(button.compound_id, button.building_id or None), fresh=False)


async def _sheets(turn: Turn, place: Place, *, fresh: bool) -> None:
    name = (await rosters.place_names(turn.database)).of(place)
    may = {act: permit(turn.actor, act, place) for act in (Act.PRINT_POSTERS, Act.PRINT_SLIPS)}
    refusal = may[Act.PRINT_POSTERS]
    if not name or (refusal is not None and may[Act.PRINT_SLIPS] is not None):
        await turn.refuse(refusal or posters.NOT_FOUND)
        return
    screen = drawn.sheets(
        turn.texts,
        place,
        name,
        posters=refusal is None,
        doors=may[Act.PRINT_SLIPS] is None,
        bulletins=prints_in(turn.actor, place.compound_id or 0),
    )
    await (turn.show(screen) if fresh else turn.redraw(screen))


async def on_doors(turn: Turn, button: PrintDoors) -> None:
    """门牌表, in stair order."""
    place = Place(button.compound_id, button.building_id or None)
    found = await doors(turn.database, actor=turn.actor, place=place)
    if isinstance(found, Refusal):
        await turn.refuse(found)
        return
    names = await rosters.place_names(turn.database)
    if not found:
        await turn.redraw(drawn.no_doors(turn.texts, names.of(place)))
        return
    await turn.redraw(drawn.setting(turn.texts))
    sheet = await asyncio.to_thread(door_list, turn.texts, names.of(Place(place.compound_id)), found)
    await turn.show(drawn.doors(turn.texts, names.of(place), sheet, len(found)))


COMMANDS: dict[str, Any] = {}
BUTTONS: dict[Any, Any] = {PrintPlaces: on_places, PrintFor: on_print_for, PrintDoors: on_doors, **posters.BUTTONS}
STEPS = posters.STEPS
STARTS = posters.STARTS
