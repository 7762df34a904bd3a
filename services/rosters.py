"""What screens of the registry show (名册读数): places, rolls at a glance, a person's own roles."""

from __future__ import annotations

from datetime import datetime

from domain.outcomes import Refusal
from domain.permissions import Act, places
from domain.registry import (
    Actor,
    Building,
    Compound,
    Holding,
    HomeRequest,
    Offer,
    Overview,
    Place,
    PlaceNames,
    RoleKind,
)
from services.registry import weigh
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


async def overview(database: Database, *, compound_id: int, at: datetime) -> Overview | None:
    """A compound at a glance."""
    async with database.reading() as transaction:
        registry = transaction.registry
        compound = await registry.compound(compound_id)
        if compound is None:
            return None
        return Overview(
            compound=compound,
            buildings=len(await registry.buildings(compound_id)),
            counts=await registry.headcount(compound_id, at),
            led=await registry.led(compound_id, at),
            groups=await registry.groups(compound_id),
            waiting=len(await registry.open_home_requests(compound_id)),
            doors=sum((await transaction.doors.per_building(compound_id)).values()),
        )


async def home_requests(database: Database, *, actor: Actor, compound_id: int) -> list[HomeRequest]:
    """Who waits to be confirmed where the actor may confirm."""
    reach = places(actor, Act.CONFIRM_RESIDENT)
    async with database.reading() as transaction:
        names = await transaction.registry.names()
        rows = await transaction.registry.open_home_requests(compound_id)
    waiting = [(row, Place(row.compound_id, row.building_id)) for row in rows]
    return [
        HomeRequest(row.id, row.name, RoleKind(row.kind), place, names.of(place))
        for row, place in waiting
        if any(mine.covers(place) for mine in reach) and row.person_id != actor.person_id
    ]


async def holdings(database: Database, *, person_id: int, at: datetime) -> list[Holding]:
    """我的身份: the roles a person holds, with their numbers."""
    async with database.reading() as transaction:
        names = await transaction.registry.names()
        held = await transaction.registry.holdings(person_id, at)
    return [Holding(number, role.kind, names.of(role.place), role.since) for number, role in held]


async def look_at_invitation(database: Database, *, token: str, at: datetime) -> Offer | Refusal:
    """What a link offers, or why it holds no more."""
    async with database.reading() as transaction:
        found = await weigh(transaction, token, at)
        if isinstance(found, Refusal):
            return found
        where = (await transaction.registry.names()).of(found.place)
        return Offer(found.kind, where, found.giver, found.expires_at)


async def actor_now(database: Database, *, person_id: int, at: datetime) -> Actor:
    """The person with the roles held at this moment, after an act has changed them."""
    async with database.reading() as transaction:
        return Actor(person_id, await transaction.registry.roles_of(person_id, at))
