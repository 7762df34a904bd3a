"""Homes at the door (我家、各户): moving out, 「这不是我们家的人」; homes and notes for those who serve them."""

from __future__ import annotations

import asyncio
from typing import Any

from domain.households import wanting
from domain.outcomes import Reason, Refusal
from domain.permissions import Act, permit
from domain.privacy import Access
from domain.registry import Place
from handlers.turn import Turn
from rendering import homes as asked
from rendering import households as drawn
from rendering import households_served as served
from rendering.homes import Disown, LostSlip
from rendering.households import MoveOut, ReallyMoveOut, ShowHomes
from rendering.households_served import (
    ClearHome,
    PrintNotes,
    ReallyClear,
    SeeHome,
    Served,
    ServedDoors,
    ShowNotes,
    ShowUnsure,
    Vouch,
)
from rendering.screens import Screen
from services import buildings, households_pages, rosters
from services import households as acts
from services.privacy_mine import note_access

NO_HOME = Refusal(Reason.NOT_FOUND, {"what": "home"})
NOT_YOURS = Refusal(Reason.NOT_YOURS, {"what": "home"})


async def my_homes(turn: Turn) -> Screen:
    """我家."""
    found = await households_pages.my_homes(turn.database, person_id=turn.person_id, at=turn.at)
    return drawn.my_homes(turn.texts, found, turn.zone)


async def on_homes(turn: Turn, _: ShowHomes) -> None:
    """我家, or 再想想."""
    await turn.redraw(await my_homes(turn))


async def on_move_out(turn: Turn, button: MoveOut) -> None:
    """我搬走了: a second look first."""
    found = await households_pages.my_homes(turn.database, person_id=turn.person_id, at=turn.at)
    mine = next(((member, home) for member, home, _ in found if member.role_id == button.role_id), None)
    if mine is None:
        await turn.refuse(NOT_YOURS)
        return
    await turn.redraw(drawn.ask_move_out(turn.texts, *mine))


async def on_really_move_out(turn: Turn, button: ReallyMoveOut) -> None:
    """真的搬走了."""
    outcome = await acts.move_out(turn.database, role_id=button.role_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.moved_out(turn.texts, outcome["home"]))


async def on_disown(turn: Turn, button: Disown) -> None:
    """这不是我们家的人、这不是我: at once; leader and committee look into it."""
    outcome = await acts.disown(turn.database, role_id=button.role_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.disowned(turn.texts, outcome.facts))


async def on_vouch(turn: Turn, button: Vouch) -> None:
    """我也认得."""
    outcome = await acts.vouch(turn.database, role_id=button.role_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(drawn.vouched(turn.texts, outcome.facts))


async def on_lost(turn: Turn, button: LostSlip) -> None:
    """纸条丢了: once a day and person; the leader is asked to print another."""
    today = turn.at.astimezone(turn.zone).date().isoformat()
    source = f"lost {turn.person_id} {today}"
    outcome = await acts.report_lost_slip(
        turn.database, actor=turn.actor, unit_id=button.unit_id, source=source, at=turn.at
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    elif outcome["unit_id"] != button.unit_id:
        await turn.refuse(Refusal(Reason.TOO_MANY, {"what": "lost_slips", "home": outcome["home"]}))
    else:
        await turn.redraw(asked.lost(turn.texts, place=outcome["home"], asked=outcome["asked"]))


async def on_served(turn: Turn, button: Served) -> None:
    """各户和登记码."""
    compound = {item.id: item for item in await rosters.compounds(turn.database)}.get(button.compound_id)
    mine = await households_pages.served(turn.database, actor=turn.actor, compound_id=button.compound_id)
    if compound is None or not mine:
        await turn.refuse(permit(turn.actor, Act.SEE_HOUSEHOLD, Place(button.compound_id)) or NO_HOME)
        return
    doors = await households_pages.doorways(turn.database, place=Place(compound.id), at=turn.at)
    there = [item for item in await rosters.buildings(turn.database, compound_id=compound.id) if item.id in mine]
    unsure = await households_pages.unsure(turn.database, actor=turn.actor, compound_id=compound.id, at=turn.at)
    notes = await households_pages.notes(turn.database, actor=turn.actor, compound_id=compound.id)
    screen = served.compound(
        turn.texts,
        compound,
        there,
        {number: wanting([door for door in doors if door.unit.building_id == number]) for number in mine},
        whole=permit(turn.actor, Act.PRINT_SLIPS, Place(compound.id)) is None,
        unsure=len(unsure),
        notes=len(notes),
        page=button.page,
    )
    await turn.redraw(screen)


async def on_doors(turn: Turn, button: ServedDoors) -> None:
    """一栋楼的各户."""
    building = await rosters.building(turn.database, building_id=button.building_id)
    place = Place() if building is None else Place(building.compound_id, building.id)
    refusal = NO_HOME if building is None else permit(turn.actor, Act.SEE_HOUSEHOLD, place)
    if building is None or refusal is not None:
        await turn.refuse(refusal or NO_HOME)
        return
    where = (await rosters.place_names(turn.database)).of(place)
    doors = await households_pages.doorways(turn.database, place=place, at=turn.at)
    await turn.redraw(served.building(turn.texts, building, where, doors, button.entrance_id, button.floor))


async def on_home(turn: Turn, button: SeeHome) -> None:
    """一户: the look is written down, then shown."""
    screen = await _home(turn, button)
    await (turn.refuse(screen) if isinstance(screen, Refusal) else turn.redraw(screen))


async def _home(turn: Turn, button: SeeHome) -> Screen | Refusal:
    outcome = await acts.look_at_household(turn.database, unit_id=button.unit_id, **turn.acting)
    if isinstance(outcome, Refusal):
        return outcome
    found = await households_pages.household(turn.database, unit_id=button.unit_id, at=turn.at)
    return NO_HOME if found is None else served.home(turn.texts, found, turn.zone, max(button.page, 0))


async def on_clear(turn: Turn, button: ClearHome) -> None:
    """这户搬走了: a second look first."""
    found = await households_pages.household(turn.database, unit_id=button.unit_id, at=turn.at)
    refusal = NO_HOME if found is None else permit(turn.actor, Act.CONFIRM_RESIDENT, found.unit.place)
    if found is None or refusal is not None:
        await turn.refuse(refusal or NO_HOME)
        return
    await turn.redraw(served.ask_clear(turn.texts, found))


async def on_really_clear(turn: Turn, button: ReallyClear) -> None:
    """真的搬走了."""
    outcome = await acts.clear_household(turn.database, unit_id=button.unit_id, **turn.acting)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
    else:
        await turn.redraw(served.cleared(turn.texts, outcome.facts))


async def on_unsure(turn: Turn, button: ShowUnsure) -> None:
    """要再认一认的业主."""
    found = await households_pages.unsure(turn.database, actor=turn.actor, compound_id=button.compound_id, at=turn.at)
    people = [member.person_id for member, _ in found[: served.MOST_LISTED]]
    await note_access(turn.database, actor=turn.actor, people=people, what=Access.HOME_REQUEST, at=turn.at)
    await turn.redraw(served.unsure(turn.texts, found, button.compound_id))


async def on_notes(turn: Turn, button: ShowNotes) -> None:
    """要塞信箱的纸条."""
    found = await households_pages.notes(turn.database, actor=turn.actor, compound_id=button.compound_id)
    await turn.redraw(served.notes(turn.texts, found, button.compound_id, turn.zone))


async def on_print_notes(turn: Turn, button: PrintNotes) -> None:
    """印纸条: marked as printed only once the sheet has been sent."""
    found = await households_pages.notes(turn.database, actor=turn.actor, compound_id=button.compound_id)
    if not found:
        await turn.redraw(served.notes(turn.texts, found, button.compound_id, turn.zone))
        return
    await turn.toast(turn.texts.plain("households.notes.coming"))
    compound = (await rosters.place_names(turn.database)).of(Place(button.compound_id))
    asks = {number: await _ask(turn, number) for number in {note.unit.building_id for note in found}}
    screen = await asyncio.to_thread(
        served.notes_sheet, turn.texts, found, compound=compound, asks=asks, zone=turn.zone
    )
    await turn.show(screen)
    ids = [note.id for note in found]
    await acts.notes_printed(turn.database, note_ids=ids, compound_id=button.compound_id, **turn.acting)


async def _ask(turn: Turn, building_id: int) -> str:
    """Whom a home may ask: a leader who agreed to be named; empty where there is none."""
    face = await buildings.building_face(turn.database, building_id=building_id, at=turn.at)
    return "" if face is None else next(iter(face.leaders), "")


BUTTONS: dict[Any, Any] = {
    ShowHomes: on_homes,
    MoveOut: on_move_out,
    ReallyMoveOut: on_really_move_out,
    Disown: on_disown,
    Vouch: on_vouch,
    LostSlip: on_lost,
    Served: on_served,
    ServedDoors: on_doors,
    SeeHome: on_home,
    ClearHome: on_clear,
    ReallyClear: on_really_clear,
    ShowUnsure: on_unsure,
    ShowNotes: on_notes,
    PrintNotes: on_print_notes,
}
