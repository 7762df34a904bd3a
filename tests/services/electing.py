"""An election under way, for tests: owners of building 3, conditions published, candidates nominated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count

from sqlalchemy import update

from domain.count_checks import sheet_subject
from domain.elections import Election
from domain.layouts import Door
from domain.outcomes import Done, Outcome
from domain.owners import Owner
from domain.registry import Actor, Organ, Place, RoleKind
from services.elections import post_candidates, settle_list, start_election
from services.elections_candidates import nominate_self
from services.elections_counts import photograph_count
from services.elections_voters import post_voters
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


async def many_homes(database: Database, town: Town, number: int) -> list[int]:
    """So many more homes in building 3, nobody registered; their numbers."""
    building = town.buildings["3号楼"]
    async with database.transaction() as transaction:
        inside = await transaction.registry.building(building)
        assert inside is not None
        await transaction.doors.make([inside], [Door("9单元", 1, f"{1000 + n}") for n in range(number)])
    return await empty_homes(database, town)


async def empty_homes(database: Database, town: Town) -> list[int]:
    """Homes of building 3 where nobody is registered, as made above."""
    async with database.reading() as transaction:
        units = await transaction.units.of_building(town.buildings["3号楼"])
    return [unit.id for unit in units if unit.entrance == "9单元"]


async def polls_open(
    database: Database, town: Town, number: int, at: datetime, *, homes: int = 100, marked: int = 90
) -> None:
    """The voters' list has stood its days by `at`; so many homes are on it, so many were given a ballot."""
    await many_homes(database, town, homes)
    posted = {"election_id": number, "source": source(), "at": at - timedelta(days=60)}
    outcome = await post_voters(database, actor=town["赵主任"].actor, **posted)
    assert isinstance(outcome, Done), outcome
    await give_out(database, town, number, marked, at)


async def give_out(database: Database, town: Town, number: int, marked: int, at: datetime) -> None:
    """So many homes are given a ballot of the round that is held now."""
    units, by = await empty_homes(database, town), town["赵主任"].person_id
    async with database.transaction() as transaction:
        posted = await transaction.voters.of(number)
        assert posted is not None
        nth = (await transaction.voters.turnout(number, posted.id)).round
        for unit in units[:marked]:
            assert await transaction.voters.mark(number, nth, unit, by=by, at=at)


async def photographed(database: Database, actor: Actor, number: int, sheet: int, at: datetime) -> None:
    """The photo of a count sheet is sent, and fetched."""
    facts = {"election_id": number, "sheet_id": sheet, "photo": f"sheet-{sheet}", "size": 7}
    outcome = await photograph_count(database, actor=actor, **facts, source=source(), at=at)
    assert isinstance(outcome, Done), outcome
    async with database.transaction() as transaction:
        for row in await transaction.attachments.of(sheet_subject(sheet)):
            await transaction.attachments.store(row.id, b"a photo", transaction.keys)
