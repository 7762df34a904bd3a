"""What screens of the registry show (名册读数): places, rolls at a glance, a person's own roles."""

from __future__ import annotations

from datetime import datetime

from domain.offices import Held, Offer
from domain.outcomes import Refusal
from domain.permissions import Act, places
from domain.readiness import readiness
from domain.registry import Actor, Building, Compound, HomeRequest, Place, PlaceNames, RoleKind
from domain.seats import Overview
from services.offices import weigh
from services.seats import situation
from storage.database import Database


async def place_names(database: Database) -> PlaceNames:
    """What every compound and building is called."""
    async with database.reading() as transaction:
        return await transaction.registry.names()


async def compounds(database: Database) -> list[Compound]:
    """Every compound, in the order they were founded."""
    async with database.reading() as transaction:
        return await transaction.registry.compounds()


async def buildings(database: Database, *, compound_id: int) -> list[Building]:
    """The buildings of a compound, in order."""
    async with database.reading() as transaction:
        return await transaction.registry.buildings(compound_id)


async def building(database: Database, *, building_id: int) -> Building | None:
    """One building."""
    async with database.reading() as transaction:
        return await transaction.registry.building(building_id)


async def compounds_for(database: Database, *, actor: Actor, act: Act) -> list[Compound]:
    """Compounds in which the actor may do `act`, wholly or in a building."""
    reach = places(actor, act)
    anywhere = any(place.compound_id is None for place in reach)
    mine = {place.compound_id for place in reach}
    return [item for item in await compounds(database) if anywhere or item.id in mine]


async def overview(database: Database, *, actor: Actor, compound_id: int, at: datetime) -> Overview | Refusal:
    """A compound at a glance, for whoever may see its roster or a part of it."""
    stands = await situation(database, actor=actor, compound_id=compound_id, at=at)
    if isinstance(stands, Refusal):
        return stands
    async with database.reading() as transaction:
        return Overview(
            situation=stands,
            ready=readiness(await transaction.doors.census(compound_id, at)),
            counts=await transaction.registry.headcount(compound_id, at),
            waiting=len(await transaction.registry.open_home_requests(compound_id)),
        )


async def home_requests(database: Database, *, actor: Actor, compound_id: int) -> list[HomeRequest]:
    """Who waits to be confirmed where the actor may confirm."""
    reach = places(actor, Act.CONFIRM_RESIDENT)
    async with database.reading() as transaction:
        names = await transaction.registry.names()
        rows = await transaction.registry.open_home_requests(compound_id)
    waiting = [(row, Place(row.compound_id, row.building_id)) for row in rows]
    return [
        HomeRequest(row.id, row.name, RoleKind(row.kind), place, names.of(place), row.person_id)
        for row, place in waiting
        if any(mine.covers(place) for mine in reach) and row.person_id != actor.person_id
    ]


async def holdings(database: Database, *, person_id: int, at: datetime) -> list[Held]:
    """我的身份: what a person is and where, with its number."""
    async with database.reading() as transaction:
        return await transaction.offices.of_person(person_id, at)


async def look_at_invitation(database: Database, *, token: str, at: datetime) -> Offer | Refusal:
    """What a link offers, or why it holds no more."""
    async with database.reading() as transaction:
        found = await weigh(transaction, token, at)
    if isinstance(found, Refusal):
        return found
    handover = found.replaces is not None
    return Offer(found.office, found.where, found.giver, found.expires_at, found.stands_for, handover)


async def actor_now(database: Database, *, person_id: int, at: datetime) -> Actor:
    """The person with the roles held at this moment, after an act has changed them."""
    async with database.reading() as transaction:
        return Actor(person_id, await transaction.registry.roles_of(person_id, at))
