"""An election under way, for tests: owners of building 3, conditions published, candidates nominated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import update

from domain.elections import Election
from domain.outcomes import Done, Outcome
from domain.owners import Owner
from domain.registry import Actor, Organ, Place, RoleKind
from services.elections import post_candidates, settle_list, start_election
from services.elections_candidates import nominate_self
from storage.database import Database
from storage.schema.units import owners
from tests.builders import Neighbour, Town, settle_in
from tests.services.rolls import build_estate, homes

SOURCES = count()
CONDITIONS = ("是本小区业主", "有时间")


def source() -> str:
    return f"electing {next(SOURCES)}"


async def owners_at_home(database: Database, town: Town, number: int, at: datetime) -> list[Neighbour]:
    """So many owners, each with a door of their own in building 3."""
    building = town.buildings["3号楼"]
    found = []
    async with database.transaction() as transaction:
        way = await transaction.units.entrance(building, "1单元", 1)
        for n in range(number):
            unit = await transaction.units.add_unit(town.compound_id, building, way, floor=1, label=f"{100 + n}")
            place = Place(town.compound_id, building, way, 1, unit)
            found.append(await settle_in(transaction, f"业主{n}", 7000 + n, RoleKind.OWNER, place, at))
    return found


async def on_the_register(database: Database, town: Town, person: Neighbour, name: str) -> None:
    """The register knows this person by this name."""
    async with database.transaction() as transaction:
        (number,) = await transaction.owners.make(town.compound_id, [Owner(name)], transaction.keys)
        known = update(owners).where(owners.c.id == number).values(person_id=person.person_id)
        await transaction.owners.run(known)


async def electorate(database: Database, town: Town, number: int, at: datetime) -> list[Neighbour]:
    """So many owners with a home each, on the register and at home."""
    estate = await build_estate(database, town, homes(number), at)
    async with database.transaction() as transaction:
        units = await transaction.units.of_building(town.buildings["3号楼"])
        found = []
        for name, unit in zip(estate.numbers, units, strict=True):
            who = estate.owners[name]
            await transaction.registry.grant(who.person_id, RoleKind.OWNER, unit.place, by=None, at=at)
            actor = Actor(who.person_id, await transaction.registry.roles_of(who.person_id, at))
            found.append(replace(who, actor=actor))
    return found


async def listed_election(
    database: Database, town: Town, people: Sequence[Neighbour], at: datetime, organ: Organ = Organ.OWNERS
) -> tuple[int, list[int]]:
    """Its list is settled: these people for five seats; its number, their candidacies."""
    number = await opened(database, town, at, organ)
    candidacies = await stand(database, people, number, at + NEXT_DAY)
    assert isinstance(await put_on_notice(database, town, number, at + NEXT_DAY), Done)
    outcome = await listed(database, town, number, at + A_WEEK_LATER)
    assert isinstance(outcome, Done), outcome
    return number, candidacies


async def opened(database: Database, town: Town, at: datetime, organ: Organ = Organ.OWNERS, seats: int = 5) -> int:
    """Its conditions are published by 赵主任; its number."""
    outcome = await start(database, town, town["赵主任"].actor, at, organ, seats)
    assert isinstance(outcome, Done), outcome
    return int(outcome["election_id"])


async def start(
    database: Database, town: Town, actor: Actor, at: datetime, organ: Organ = Organ.OWNERS, seats: int = 5
) -> Outcome:
    return await start_election(
        database, actor=actor, place=town.place, organ=organ, seats=seats, conditions=CONDITIONS, source=source(), at=at
    )


async def stand(database: Database, people: Sequence[Neighbour], number: int, at: datetime) -> list[int]:
    """All of them nominate themselves; their candidacies."""
    found = []
    for person in people:
        outcome = await nominate_self(database, actor=person.actor, election_id=number, source=source(), at=at)
        assert isinstance(outcome, Done), outcome
        found.append(int(outcome["candidacy_id"]))
    return found


async def put_on_notice(database: Database, town: Town, number: int, at: datetime) -> Outcome:
    chair = town["赵主任"].actor
    return await post_candidates(database, actor=chair, election_id=number, source=source(), at=at)


async def listed(database: Database, town: Town, number: int, at: datetime) -> Outcome:
    return await settle_list(database, actor=town["赵主任"].actor, election_id=number, source=source(), at=at)


async def election_now(database: Database, number: int) -> Election:
    async with database.reading() as transaction:
        found = await transaction.elections.find(number)
    assert found is not None
    return found


NEXT_DAY, A_WEEK_LATER = timedelta(days=1), timedelta(days=12)
