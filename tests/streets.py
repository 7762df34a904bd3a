"""A street of compounds: each with a group, a committee of its own, a building leader, the party over all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update

from domain.registry import Organ, Place, RoleKind
from domain.teams import TeamKind
from storage.database import Database
from storage.schema.registry import roles
from storage.transaction import Transaction
from tests.builders import Neighbour, actor_of, open_group, settle_in


async def officer(
    transaction: Transaction, name: str, telegram: int, organ: Organ, places: Sequence[Place], at: datetime
) -> Neighbour:
    """Somebody of an organ, over each of these compounds."""
    one = await settle_in(transaction, name, telegram, None, Place(), at)
    for place in places:
        await transaction.registry.grant(one.person_id, RoleKind.COMMITTEE, place, by=None, at=at)
    theirs = update(roles).where(roles.c.person_id == one.person_id)
    await transaction.registry.run(theirs.values(organ=organ.value))
    return one


async def found_street(
    database: Database, at: datetime, names: Sequence[str], *, without_organ: Sequence[str] = ()
) -> tuple[list[int], Neighbour]:
    """The compounds by number, and their party secretary."""
    numbers = []
    async with database.transaction() as transaction:
        for place, name in enumerate(names):
            compound = await transaction.registry.found(
                street="春晖街道", community="府河社区", name=name, building_labels=["1号楼"], at=at
            )
            numbers.append(compound)
            (building,) = await transaction.registry.buildings(compound)
            await open_group(transaction, -20_000 - place, name, Place(compound))
            where = Place(compound, building.id)
            leader = await settle_in(transaction, f"楼长{place}", 30_000 + place, RoleKind.BUILDING_LEADER, where, at)
            if name not in without_organ:
                await officer(transaction, f"主任{place}", 40_000 + place, Organ.SELF_MANAGEMENT, [Place(compound)], at)
            await transaction.teams.form(Place(compound), TeamKind.VOLUNTEERS, by=leader.person_id, at=at)
            (team,) = await transaction.teams.inside([compound])
            await transaction.teams.ask(team.id, leader.person_id, at)
            await transaction.teams.name(team.id, leader.person_id, by=leader.person_id, at=at)
        places = [Place(number) for number in numbers]
        await officer(transaction, "居委会主任", 50_001, Organ.RESIDENTS, places, at)
        secretary = await officer(transaction, "周书记", 50_000, Organ.PARTY, places, at)
    return numbers, Neighbour(
        secretary.person_id, secretary.telegram_id, secretary.chat_id, await actor_of(database, secretary, at)
    )
