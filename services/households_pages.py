"""What screens of homes show (各户读数): who lives there, what is still to be printed, whom somebody must vouch for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from domain.households import Doorway, Household, Member, Note, Wanting, lacks, wanting
from domain.permissions import Act, permit, places
from domain.registry import Actor, Place
from domain.slips import printable
from domain.units import DwellingUnit
from services.households_told import home_name
from storage.database import Database
from storage.transaction import Transaction


async def unit_of(database: Database, *, unit_id: int) -> DwellingUnit | None:
    """One door."""
    async with database.reading() as transaction:
        return await transaction.units.unit(unit_id)


async def household(database: Database, *, unit_id: int, at: datetime) -> Household | None:
    """Everybody registered in a home. Who may see it, and that they saw it, is `look_at_household`'s to say."""
    async with database.reading() as transaction:
        unit = await transaction.units.unit(unit_id)
        if unit is None:
            return None
        names = await transaction.registry.names()
        members = await transaction.households.members(unit_id, at)
        slip = await transaction.slips.open_home(unit_id)
        where = names.of(Place(unit.compound_id))
        return Household(unit, where, tuple(members), None if slip is None else slip.id)


async def my_homes(database: Database, *, person_id: int, at: datetime) -> list[tuple[Member, str, int]]:
    """我家: where a person is registered, what that is called, and in which building its door is still unknown."""
    async with database.reading() as transaction:
        found = await transaction.households.homes_of(person_id, at)
        return [
            (member, await home_name(transaction, place), 0 if place.unit_id is not None else place.building_id or 0)
            for member, place in found
        ]


async def doorways(database: Database, *, place: Place, at: datetime) -> list[Doorway]:
    """The doors of a compound or building with how many live behind each, for which slips are printed."""
    assert place.compound_id is not None, "doors are in compounds"
    async with database.reading() as transaction:
        units = await _units(transaction, place)
        adults = await transaction.households.adults(place.compound_id, at)
        out = await transaction.slips.homes_with_slips(place.compound_id)
    return [Doorway(unit, adults.get(unit.id, 0), unit.id in out) for unit in units if printable(unit)]


async def _units(transaction: Transaction, place: Place) -> list[DwellingUnit]:
    if place.building_id is not None:
        return await transaction.units.of_building(place.building_id)
    assert place.compound_id is not None, "asked by the caller"
    return await transaction.units.of_compound(place.compound_id)


async def wanted(database: Database, *, place: Place, at: datetime) -> Wanting:
    """What is still to be printed in a compound or building."""
    return wanting(await doorways(database, place=place, at=at))


async def units_named(database: Database, *, compound_id: int, unit_ids: Collection[int]) -> list[DwellingUnit]:
    """These homes, in stair order."""
    async with database.reading() as transaction:
        return [unit for unit in await transaction.units.of_compound(compound_id) if unit.id in unit_ids]


async def served(database: Database, *, actor: Actor, compound_id: int) -> list[int]:
    """The buildings of a compound whose homes the actor may see."""
    reach = places(actor, Act.SEE_HOUSEHOLD)
    async with database.reading() as transaction:
        found = await transaction.registry.buildings(compound_id)
    return [item.id for item in found if any(place.covers(Place(compound_id, item.id)) for place in reach)]


async def unsure(database: Database, *, actor: Actor, compound_id: int, at: datetime) -> list[tuple[Member, str]]:
    """Owners who still need somebody else's word, where it may be the actor's."""
    async with database.reading() as transaction:
        found = await transaction.households.unsure(compound_id, at)
        return [
            (member, await home_name(transaction, place))
            for member, place in found
            if lacks(member)
            and actor.person_id not in (member.person_id, member.given_by)
            and permit(actor, Act.CONFIRM_RESIDENT, place) is None
        ]


async def notes(database: Database, *, actor: Actor, compound_id: int) -> Sequence[Note]:
    """要塞信箱的纸条, those the actor may print."""
    async with database.reading() as transaction:
        return await notes_for(transaction, actor, compound_id)


async def notes_for(transaction: Transaction, actor: Actor, compound_id: int) -> list[Note]:
    """The same within the caller's transaction."""
    found: list[Note] = []
    for row in await transaction.households.unprinted(compound_id):
        unit = await transaction.units.unit(row.unit_id)
        if unit is not None and permit(actor, Act.PRINT_SLIPS, unit.place) is None:
            found.append(Note(row.id, unit, row.kind, row.facts, row.at))
    return found
