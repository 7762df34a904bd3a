"""Doors before a small vote (表决前的门牌): of how many homes somebody is registered, and who is in none yet."""

from __future__ import annotations

from datetime import datetime

from domain.deliberation.matters import Matter
from domain.deliberation_notices import to_chats
from domain.moments import write_moment
from domain.outcomes import Facts
from domain.registry import HOME_ROLES, Actor
from services.readers import open_chats
from storage.effects import apply
from storage.transaction import Transaction


async def registered_homes(transaction: Transaction, matter: Matter, at: datetime) -> int:
    """Of how many of its homes somebody is registered, and so may vote."""
    assert matter.place.compound_id is not None, "a matter is of a compound"
    adults = await transaction.households.adults(matter.place.compound_id, at)
    return sum(home in adults for home in matter.homes.ids)


async def doorless_in(transaction: Transaction, matter: Matter, actor: Actor) -> int:
    """The building of this matter in which its reader is registered without a door; 0 if they can vote, or are not."""
    if matter.concerns(actor):
        return 0
    vague = [role.place for role in actor.roles if role.kind in HOME_ROLES and role.place.unit_id is None]
    theirs = {place.building_id for place in vague if place.building_id is not None}
    return min(theirs & await _buildings(transaction, matter), default=0) if theirs else 0


async def ask_for_doors(
    transaction: Transaction, matter: Matter, facts: Facts, at: datetime, *, closes: datetime | None = None
) -> None:
    """请登记门牌: whoever lives there, their door unknown, hears in time that they cannot vote before it is known."""
    until = None if closes is None else write_moment(closes)
    once = "door" if closes is None else f"door:{until}"
    inside = await transaction.households.living_in(list(matter.homes.ids), at)
    for building in sorted(await _buildings(transaction, matter)):
        people = await transaction.households.doorless(building, at)
        chats = [chat.id for chat in await open_chats(transaction, [one for one in people if one not in inside])]
        told = {**facts, "building_id": building, "closes": until}
        await apply(transaction, to_chats(matter, chats, "door_wanted", told, once), at=at)


async def _buildings(transaction: Transaction, matter: Matter) -> set[int]:
    assert matter.place.compound_id is not None, "a matter is of a compound"
    units = await transaction.units.of_compound(matter.place.compound_id)
    return {unit.building_id for unit in units if unit.id in matter.homes.ids}
