"""Doors at the door (门牌): a sentence becomes homes; a building's doors are looked at and put right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.layouts import Door, from_facts, read_door, read_layout, read_renaming, to_facts
from domain.outcomes import Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Building, Compound, Place
from domain.units import DwellingUnit
from handlers.conversations import GONE
from handlers.turn import Turn
from rendering import units as drawn
from rendering.units import (
    CORRECTIONS,
    CorrectDoor,
    DropDoors,
    MakeDoors,
    PutBack,
    ReallyMake,
    ReallyUndo,
    RemoveUnit,
    ShowBuilding,
    ShowDoors,
    UndoDoors,
)
from services import rosters
from services import units as acts
from services.drafts import Draft, begin_draft, change_draft, drop_draft, find_draft

KIND = "doors"
NO_BUILDING = Refusal(Reason.NOT_FOUND, {"what": "building"})


def _place(compound_id: int, building_id: int) -> Place:
    return Place(compound_id, building_id or None)


async def _may(turn: Turn, compound_id: int, building_id: int = 0) -> Compound | None:
    """The compound, if the person may edit doors there and it is there; the refusal is told."""
    compounds = {compound.id: compound for compound in await rosters.compounds(turn.database)}
    refusal = permit(turn.actor, Act.EDIT_UNITS, _place(compound_id, building_id))
    if refusal is not None or compound_id not in compounds:
        await turn.refuse(refusal or NO_BUILDING)
        return None
    return compounds[compound_id]


async def _building(turn: Turn, building_id: int) -> Building | None:
    """One building whose doors the person may edit; else the refusal is told."""
    building = await rosters.building(turn.database, building_id=building_id)
    if building is None:
        await turn.refuse(NO_BUILDING)
        return None
    return None if await _may(turn, building.compound_id, building.id) is None else building


async def _begin(turn: Turn, awaiting: str, body: Mapping[str, Any]) -> int:
    begun = await begin_draft(
        turn.database,
        actor=turn.actor,
        chat_id=turn.visit.chat.id,
        kind=KIND,
        body=body,
        awaiting=awaiting,
        source=turn.source,
        at=turn.at,
    )
    assert not isinstance(begun, Refusal), "beginning is never refused"
    return int(begun["draft_id"])


async def _draft(turn: Turn, draft_id: int) -> Draft | None:
    draft = await find_draft(turn.database, draft_id=draft_id, at=turn.at)
    return draft if draft is not None and (draft.kind, draft.person_id) == (KIND, turn.person_id) else None


async def on_make(turn: Turn, button: MakeDoors) -> None:
    """建门牌: ask for the sentence."""
    if await _may(turn, button.compound_id, button.building_id) is None:
        return
    body = {"compound": button.compound_id, "building": button.building_id}
    draft_id = await _begin(turn, "units.layout", body)
    where = (await rosters.place_names(turn.database)).of(_place(button.compound_id, button.building_id))
    await turn.redraw(drawn.ask_layout(turn.texts, draft_id, where, whole=not button.building_id))


async def on_layout(turn: Turn, draft: Draft) -> None:
    """The sentence has come: show what it would make."""
    layout = read_layout(turn.message.text or "")
    if isinstance(layout, Refusal):
        await turn.refuse(layout)
        return
    place = _place(draft.body["compound"], draft.body["building"])
    plan = await acts.plan_doors(turn.database, actor=turn.actor, place=place, layout=layout)
    if isinstance(plan, Refusal):
        await turn.refuse(plan)
        return
    kept = await change_draft(
        turn.database,
        actor=turn.actor,
        draft_id=draft.id,
        changes={"layout": to_facts(layout)},
        awaiting="units.layout",
        source=turn.source,
        at=turn.at,
    )
    await (turn.refuse(kept) if isinstance(kept, Refusal) else turn.show(drawn.check(turn.texts, draft.id, plan)))


async def on_really_make(turn: Turn, button: ReallyMake) -> None:
    """就这样建."""
    draft = await _draft(turn, button.draft_id)
    if draft is None or "layout" not in draft.body:
        await turn.refuse(GONE)
        return
    place, layout = _place(draft.body["compound"], draft.body["building"]), from_facts(draft.body["layout"])
    outcome = await acts.make_doors(
        turn.database, actor=turn.actor, place=place, layout=layout, source=turn.source, at=turn.at
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.redraw(drawn.made(turn.texts, outcome.facts, (draft.body["compound"], draft.body["building"])))
    await drop_draft(turn.database, actor=turn.actor, draft_id=draft.id, source=turn.source, at=turn.at)


async def on_drop(turn: Turn, button: DropDoors) -> None:
    """算了."""
    outcome = await drop_draft(
        turn.database, actor=turn.actor, draft_id=button.draft_id, source=turn.source, at=turn.at
    )
    await (turn.refuse(outcome) if isinstance(outcome, Refusal) else turn.redraw(drawn.dropped(turn.texts)))


async def on_show(turn: Turn, button: ShowDoors) -> None:
    """小区的门牌, a key for each building."""
    compound = await _may(turn, button.compound_id)
    if compound is None:
        return
    buildings = await rosters.buildings(turn.database, compound_id=compound.id)
    counts = await acts.doors_per_building(turn.database, compound_id=compound.id)
    await turn.redraw(drawn.compound(turn.texts, compound, buildings, counts, button.page))


async def on_building(turn: Turn, button: ShowBuilding) -> None:
    """一栋楼的门牌."""
    building = await _building(turn, button.building_id)
    if building is None:
        return
    where = (await rosters.place_names(turn.database)).of(Place(building.compound_id, building.id))
    units = await acts.doors_of(turn.database, building_id=building.id)
    await turn.redraw(drawn.building(turn.texts, building, where, units))


async def on_undo(turn: Turn, button: UndoDoors) -> None:
    """撤销: a second look first."""
    if await _may(turn, button.compound_id, button.building_id) is None:
        return
    counts = await acts.doors_per_building(turn.database, compound_id=button.compound_id)
    n = counts.get(button.building_id, 0) if button.building_id else sum(counts.values())
    where = (await rosters.place_names(turn.database)).of(_place(button.compound_id, button.building_id))
    await turn.redraw(drawn.ask_undo(turn.texts, where, n, (button.compound_id, button.building_id)))


async def on_really_undo(turn: Turn, button: ReallyUndo) -> None:
    """真的撤销."""
    place = _place(button.compound_id, button.building_id)
    outcome = await acts.undo_doors(turn.database, actor=turn.actor, place=place, source=turn.source, at=turn.at)
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    undone = drawn.undone(turn.texts, outcome["place"], outcome["doors"], (button.compound_id, button.building_id))
    await turn.redraw(undone)


async def on_correct(turn: Turn, button: CorrectDoor) -> None:
    """加一户、去掉一户、改门牌: which?"""
    building = await _building(turn, button.building_id)
    if building is None:
        return
    if button.how not in CORRECTIONS:
        await turn.refuse(Refusal(Reason.INVALID))
        return
    draft_id = await _begin(turn, f"units.{button.how}", {"building": building.id})
    where = (await rosters.place_names(turn.database)).of(Place(building.compound_id, building.id))
    await turn.redraw(drawn.ask_door(turn.texts, draft_id, button.how, where))


async def on_add(turn: Turn, draft: Draft) -> None:
    """「2单元703」 is missing."""
    door = read_door(turn.message.text or "")
    if isinstance(door, Refusal):
        await turn.refuse(door)
        return
    building_id = draft.body["building"]
    outcome = await acts.add_unit(
        turn.database, actor=turn.actor, building_id=building_id, door=door, source=turn.source, at=turn.at
    )
    await _corrected(turn, outcome, "add", draft)


async def on_remove(turn: Turn, draft: Draft) -> None:
    """「2单元301」 is not there: a second look first."""
    door = read_door(turn.message.text or "")
    unit = door if isinstance(door, Refusal) else await _meant(turn, draft, door)
    if isinstance(unit, Refusal):
        await turn.refuse(unit)
        return
    await turn.show(drawn.ask_remove(turn.texts, unit))
    await drop_draft(turn.database, actor=turn.actor, draft_id=draft.id, source=turn.source, at=turn.at)


async def on_rename(turn: Turn, draft: Draft) -> None:
    """「2单元301改成302」."""
    doors = read_renaming(turn.message.text or "")
    if isinstance(doors, Refusal):
        await turn.refuse(doors)
        return
    unit = await _meant(turn, draft, doors[0])
    if isinstance(unit, Refusal):
        await turn.refuse(unit)
        return
    outcome = await acts.rename_unit(
        turn.database, actor=turn.actor, unit_id=unit.id, door=doors[1], source=turn.source, at=turn.at
    )
    await _corrected(turn, outcome, "rename", draft)


async def _meant(turn: Turn, draft: Draft, door: Door) -> DwellingUnit | Refusal:
    return await acts.find_door(turn.database, building_id=draft.body["building"], door=door)


async def _corrected(turn: Turn, outcome: Outcome, how: str, draft: Draft) -> None:
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.show(drawn.corrected(turn.texts, how, outcome["door"], outcome["building_id"]))
    await drop_draft(turn.database, actor=turn.actor, draft_id=draft.id, source=turn.source, at=turn.at)


async def on_really_remove(turn: Turn, button: RemoveUnit) -> None:
    """真的去掉."""
    outcome = await acts.remove_unit(
        turn.database, actor=turn.actor, unit_id=button.unit_id, source=turn.source, at=turn.at
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.redraw(drawn.removed(turn.texts, outcome["door"], outcome["unit_id"], outcome["building_id"]))


async def on_put_back(turn: Turn, button: PutBack) -> None:
    """放回去."""
    outcome = await acts.put_back_unit(
        turn.database, actor=turn.actor, unit_id=button.unit_id, source=turn.source, at=turn.at
    )
    if isinstance(outcome, Refusal):
        await turn.refuse(outcome)
        return
    await turn.redraw(drawn.corrected(turn.texts, "back", outcome["door"], outcome["building_id"]))


BUTTONS: dict[Any, Any] = {
    MakeDoors: on_make,
    ReallyMake: on_really_make,
    DropDoors: on_drop,
    ShowDoors: on_show,
    ShowBuilding: on_building,
    UndoDoors: on_undo,
    ReallyUndo: on_really_undo,
    CorrectDoor: on_correct,
    RemoveUnit: on_really_remove,
    PutBack: on_put_back,
}
STEPS = {
    "units.layout": on_layout,
    "units.add": on_add,
    "units.remove": on_remove,
    "units.rename": on_rename,
}
