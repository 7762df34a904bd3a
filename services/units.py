"""Doors' acts (建门牌、改门牌): a compound's homes out of one sentence, undone whole or corrected one by one."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from domain.effects import Record
from domain.layouts import Door, Layout, Plan, chosen, doors, size
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Building, Place
from domain.units import DwellingUnit
from services.acts import act
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

NO_BUILDING = Refusal(Reason.NOT_FOUND, {"what": "building"})
NO_DOOR = Refusal(Reason.NOT_FOUND, {"what": "door"})


@act
async def make_doors(
    transaction: Transaction, *, actor: Actor, place: Place, layout: Layout, source: str, at: datetime
) -> Outcome:
    """建门牌: in every building there that has no doors yet. Owners and areas come later; nothing waits for them."""
    if (refusal := permit(actor, Act.EDIT_UNITS, place.building)) is not None:
        return refusal
    assert place.compound_id is not None, "permitted in a compound"
    await transaction.doors.lock(place.compound_id)
    plan = await _plan(transaction, place, layout)
    if isinstance(plan, Refusal):
        return plan
    return await build(transaction, list(plan.buildings), layout, actor=actor, at=at)


async def build(
    transaction: Transaction, buildings: list[Building], layout: Layout, *, actor: Actor, at: datetime
) -> Done:
    """The doors of a layout, within somebody else's act (founding a compound)."""
    compound_id = buildings[0].compound_id
    made = await transaction.doors.make(buildings, doors(layout))
    total = asdict(size(layout, len(buildings)))
    body = {**total, "in": [building.id for building in buildings], "by": actor.person_id}
    await apply(transaction, [Record(f"compound:{compound_id}", "doors_made", body)], at=at)
    return Done({**total, "doors": made, "compound_id": compound_id})


async def plan_doors(database: Database, *, actor: Actor, place: Place, layout: Layout) -> Plan | Refusal:
    """What `make_doors` would make, to be looked at first."""
    if (refusal := permit(actor, Act.EDIT_UNITS, place.building)) is not None:
        return refusal
    async with database.reading() as transaction:
        return await _plan(transaction, place, layout)


async def _plan(transaction: Transaction, place: Place, layout: Layout) -> Plan | Refusal:
    inside = await _inside(transaction, place)
    meant = chosen(layout, inside) if inside else NO_BUILDING
    if isinstance(meant, Refusal):
        return meant
    standing = await transaction.doors.per_building(inside[0].compound_id)
    empty = tuple(building for building in meant if building.id not in standing)
    if not empty:
        return Refusal(Reason.ALREADY_DONE, {"what": "doors"})
    where = (await transaction.registry.names()).of(_of(empty) if len(meant) == 1 else place.building)
    return Plan(place, where, layout, empty, alone=len(meant) - len(empty))


def _of(buildings: tuple[Building, ...]) -> Place:
    return Place(buildings[0].compound_id, buildings[0].id)


async def _inside(transaction: Transaction, place: Place) -> list[Building]:
    """The buildings of a place: all of a compound's, or the one."""
    assert place.compound_id is not None, "doors are in compounds"
    found = await transaction.registry.buildings(place.compound_id)
    return [building for building in found if place.building_id in (None, building.id)]


@act
async def undo_doors(transaction: Transaction, *, actor: Actor, place: Place, source: str, at: datetime) -> Outcome:
    """撤销门牌: all doors of a place, as if they had never been made; not once anything hangs on one of them."""
    if (refusal := permit(actor, Act.EDIT_UNITS, place.building)) is not None:
        return refusal
    assert place.compound_id is not None, "permitted in a compound"
    await transaction.doors.lock(place.compound_id)
    inside = [building.id for building in await _inside(transaction, place)]
    if (used := await transaction.doors.in_use(inside)) > 0:
        return Refusal(Reason.WRONG_STATE, {"what": "doors_in_use", "n": used})
    dropped = await transaction.doors.drop(inside)
    if not dropped:
        return Refusal(Reason.ALREADY_DONE, {"what": "doors_undone"})
    body = {"in": inside, "doors": dropped, "by": actor.person_id}
    await apply(transaction, [Record(f"compound:{place.compound_id}", "doors_undone", body)], at=at)
    where = (await transaction.registry.names()).of(place.building)
    return Done({"doors": dropped, "place": where, "compound_id": place.compound_id})


@act
async def add_unit(
    transaction: Transaction, *, actor: Actor, building_id: int, door: Door, source: str, at: datetime
) -> Outcome:
    """加一户: a door that is missing, or one put back that had been taken off."""
    building = await _editable(transaction, actor, building_id)
    if isinstance(building, Refusal):
        return building
    entrance = await _entrance(transaction, building, door)
    if isinstance(entrance, Refusal):
        return entrance
    number = await transaction.doors.add_door(building, entrance, door)
    if number is None:
        return Refusal(Reason.ALREADY_DONE, {"what": "door", "door": door.label})
    return await _recorded(transaction, "unit_added", number, actor, at)


@act
async def remove_unit(transaction: Transaction, *, actor: Actor, unit_id: int, source: str, at: datetime) -> Outcome:
    """去掉一户: off the list, its history stays. Not while somebody is registered there."""
    unit = await transaction.units.unit(unit_id)
    if unit is None:
        return NO_DOOR
    building = await _editable(transaction, actor, unit.building_id)
    if isinstance(building, Refusal):
        return building
    if (n := await transaction.doors.at_home(unit_id, at)) > 0:
        return Refusal(Reason.WRONG_STATE, {"what": "somebody_home", "door": unit.name, "n": n})
    await transaction.doors.take_off(unit_id)
    body = {"unit": unit_id, "by": actor.person_id}
    await apply(transaction, [Record(f"compound:{unit.compound_id}", "unit_removed", body)], at=at)
    return Done({"unit_id": unit_id, "door": unit.name, "building_id": unit.building_id})


@act
async def put_back_unit(transaction: Transaction, *, actor: Actor, unit_id: int, source: str, at: datetime) -> Outcome:
    """放回去: a home that was taken off is on the list again."""
    row = await transaction.doors.off_list(unit_id)
    if row is None:
        return NO_DOOR
    building = await _editable(transaction, actor, row.building_id)
    if isinstance(building, Refusal):
        return building
    await transaction.doors.put_back(unit_id)
    return await _recorded(transaction, "unit_put_back", unit_id, actor, at)


@act
async def rename_unit(
    transaction: Transaction, *, actor: Actor, unit_id: int, door: Door, source: str, at: datetime
) -> Outcome:
    """改门牌: the same home, another label on its door (and another entrance, where one is said)."""
    unit = await transaction.units.unit(unit_id)
    if unit is None:
        return NO_DOOR
    building = await _editable(transaction, actor, unit.building_id)
    if isinstance(building, Refusal):
        return building
    entrance = await _entrance(transaction, building, door) if door.entrance else unit.entrance_id
    if isinstance(entrance, Refusal):
        return entrance
    if await transaction.doors.taken(entrance, door.label):
        return Refusal(Reason.ALREADY_DONE, {"what": "door", "door": door.label})
    await transaction.doors.rename(unit_id, entrance, door)
    return await _recorded(transaction, "unit_renamed", unit_id, actor, at)


async def _editable(transaction: Transaction, actor: Actor, building_id: int) -> Building | Refusal:
    """The building, locked, if the actor may correct its doors."""
    building = await transaction.registry.building(building_id)
    if building is None:
        return NO_BUILDING
    await transaction.doors.lock(building.compound_id)
    return permit(actor, Act.EDIT_UNITS, Place(building.compound_id, building.id)) or building


async def _entrance(transaction: Transaction, building: Building, door: Door) -> int | Refusal:
    """The entrance a door belongs to; the only one where none is said, a new one where there is none of that name."""
    there = {label: number for (_, label), number in (await transaction.doors.entrances([building.id])).items()}
    named = [label for label in there if label]
    label = named[0] if not door.entrance and door.kind.lived_in and len(named) == 1 else door.entrance
    if not label and door.kind.lived_in and named:
        return Refusal(Reason.INVALID, {"what": "which_entrance", "door": door.label})
    return there.get(label) or await transaction.units.entrance(building.id, label, len(there))


async def _recorded(transaction: Transaction, what: str, unit_id: int, actor: Actor, at: datetime) -> Outcome:
    unit = await transaction.units.unit(unit_id)
    assert unit is not None, "written above"
    body = {"unit": unit_id, "by": actor.person_id}
    await apply(transaction, [Record(f"compound:{unit.compound_id}", what, body)], at=at)
    return Done({"unit_id": unit_id, "door": unit.name, "building_id": unit.building_id})


async def find_door(database: Database, *, building_id: int, door: Door) -> DwellingUnit | Refusal:
    """The one home of a building that somebody means by a door."""
    async with database.reading() as transaction:
        units = await transaction.units.of_building(building_id)
    meant = [unit for unit in units if unit.label == door.label and door.entrance in ("", unit.entrance)]
    if len(meant) > 1:
        return Refusal(Reason.INVALID, {"what": "which_entrance", "door": door.label})
    return meant[0] if meant else NO_DOOR


async def doors_of(database: Database, *, building_id: int) -> list[DwellingUnit]:
    """The homes of a building, in stair order."""
    async with database.reading() as transaction:
        return await transaction.units.of_building(building_id)


async def doors_per_building(database: Database, *, compound_id: int) -> dict[int, int]:
    """How many doors each building has."""
    async with database.reading() as transaction:
        return await transaction.doors.per_building(compound_id)
