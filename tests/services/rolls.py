"""Homes with owners who are known, and a vote about to be held over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update

from domain.outcomes import Done, Outcome
from domain.owners import Owner
from domain.registry import Actor, Place
from domain.units import AreaSource, UnitKind
from domain.voting.doors import DoorNote
from domain.voting.owners_matters import OwnersMatter
from domain.voting.votes import Motion, Vote
from services.vote_doors import note_door
from services.voting import post_vote, seal_vote
from storage.database import Database
from storage.schema.units import owners
from tests.builders import Neighbour, Town, settle_in

MOTION = Motion(OwnersMatter.MANAGER, "解聘物业", "解聘现在的物业公司，三个月内另选一家。", 7)


@dataclass(frozen=True)
class OwnedHome:
    """A home: its owners' names, its area in 0.01 ㎡."""

    door: str
    owners: tuple[str, ...]
    area: int | None = 9000
    kind: UnitKind = UnitKind.RESIDENTIAL
    developer: bool = False


@dataclass(frozen=True)
class Estate:
    """The town with homes whose owners have opened the private chat."""

    town: Town
    owners: Mapping[str, Neighbour]
    numbers: Mapping[str, int]
    """Owners of the register, by name."""


def homes(count: int) -> list[OwnedHome]:
    """So many homes alike, an owner each: 业主1 …"""
    return [OwnedHome(f"{100 + n}", (f"业主{n}",)) for n in range(1, count + 1)]


async def build_estate(
    database: Database, town: Town, wanted: Sequence[OwnedHome], at: datetime, building: str = "3号楼"
) -> Estate:
    """These homes in one entrance; everybody who owns is known on the messenger."""
    numbers = await build_homes_of(database, town, wanted, building)
    async with database.transaction() as transaction:
        people = {
            name: await settle_in(transaction, name, 5000 + number, None, Place(town.compound_id), at)
            for name, number in numbers.items()
        }
    for name, number in numbers.items():
        await bind_owner(database, number, people[name].person_id)
    return Estate(town, people, numbers)


async def build_homes_of(database: Database, town: Town, wanted: Sequence[OwnedHome], building: str) -> dict[str, int]:
    """These homes in one entrance; their owners' numbers by name."""
    names = list(dict.fromkeys(name for home in wanted for name in home.owners))
    number = town.buildings[building]
    async with database.transaction() as transaction:
        way = await transaction.units.entrance(number, "1单元", 1)
        await transaction.units.put_units([_home(town.compound_id, number, way, home) for home in wanted])
        made = await transaction.owners.make(town.compound_id, [Owner(name) for name in names], transaction.keys)
        numbers = dict(zip(names, made, strict=True))
        units = {unit.label: unit.id for unit in await transaction.units.of_building(number)}
        owned = {units[home.door]: [numbers[name] for name in home.owners] for home in wanted if home.owners}
        await transaction.owners.own(town.compound_id, owned)
    return numbers


def _home(compound: int, building: int, entrance: int, home: OwnedHome) -> dict[str, object]:
    return {
        "compound_id": compound,
        "building_id": building,
        "entrance_id": entrance,
        "floor": 1,
        "label": home.door,
        "kind": home.kind.value,
        "area": home.area,
        "area_source": None if home.area is None else AreaSource.REGISTERED.value,
        "developer": home.developer,
        "inhabitants": None,
    }


async def bind_owner(database: Database, owner: int, person: int | None) -> None:
    """Who on the messenger this owner is."""
    async with database.transaction() as transaction:
        await transaction.owners.run(update(owners).where(owners.c.id == owner).values(person_id=person))


async def posted(database: Database, estate: Estate, at: datetime, motion: Motion = MOTION) -> Vote:
    """A vote that 赵主任 has posted."""
    chair, place = estate.town["赵主任"].actor, estate.town.place
    outcome = await post_vote(database, actor=chair, place=place, motion=motion, source=f"post {at}", at=at)
    assert isinstance(outcome, Done), outcome
    async with database.reading() as transaction:
        vote = await transaction.voting.find(outcome["vote_id"])
    assert vote is not None
    return vote


async def seal(database: Database, posted: Outcome, at: datetime) -> int:
    """Count a vote that has just been posted; its number."""
    assert isinstance(posted, Done), posted
    number = int(posted["vote_id"])
    await seal_vote(database, subject=f"vote:{number}", due=at, source=f"seal {number}", at=at)
    return number


async def note_first_door(database: Database, actor: Actor, vote_id: int, source: str) -> Outcome:
    """Somebody finds nobody at home at the first door of a vote, when it has opened."""
    async with database.reading() as transaction:
        vote = await transaction.voting.find(vote_id)
        assert vote is not None
        homes = await transaction.vote_doors.standings(vote_id, vote.opens_at)
    return await note_door(
        database,
        actor=actor,
        vote_id=vote_id,
        unit_id=min(homes),
        note=DoorNote.OUT,
        source=source,
        at=vote.opens_at,
    )
