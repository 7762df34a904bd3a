"""A petition: one home counts once, live; whoever can act on it hears when enough have signed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from domain.outcomes import Done, Outcome, Refusal
from domain.registry import Actor, Organ, Place, Role, RoleKind
from domain.units import UnitKind
from services.petitions import petition_page, petitions_for, sign_petition, start_petition
from storage.database import Database
from storage.schema.units import dwelling_units
from tests.builders import Neighbour, found_town, queued
from tests.services.electing import owners_at_home, source


async def test_homes_sign_once_and_may_take_it_back(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    people = await owners_at_home(database, town, 21, at)
    asked = {"compound_id": town.compound_id, "at": at}

    async def signs(person: Neighbour, *, withdrawn: bool = False) -> Outcome:
        return await sign_petition(
            database, actor=person.actor, petition_id=number, withdrawn=withdrawn, source=source(), at=at
        )

    tenant = town["陈租客"]
    refused = await start_petition(database, actor=tenant.actor, organ=Organ.PROPERTY, source=source(), **asked)
    assert isinstance(refused, Refusal) and refused.facts["what"] == "petition_home"
    owners_only = await start_petition(database, actor=tenant.actor, organ=Organ.OWNERS, source=source(), **asked)
    assert isinstance(owners_only, Refusal) and owners_only.facts["what"] == "election_owner"
    party = await start_petition(database, actor=people[0].actor, organ=Organ.PARTY, source=source(), **asked)
    assert isinstance(party, Refusal)
    started = await start_petition(database, actor=people[0].actor, organ=Organ.PROPERTY, source=source(), **asked)
    assert isinstance(started, Done) and (started["count"], started["homes"], started["wanted"]) == (1, 21, 2)
    number = started["petition_id"]
    twice = await start_petition(database, actor=people[1].actor, organ=Organ.PROPERTY, source=source(), **asked)
    assert isinstance(twice, Refusal)
    assert isinstance(await signs(people[0]), Done)
    page = await petition_page(database, actor=people[0].actor, petition_id=number)
    assert page is not None and page.signed and page.petition.count == 1
    gone = await signs(people[0], withdrawn=True)
    assert isinstance(gone, Done) and gone["count"] == 0
    assert isinstance(await signs(people[1]), Done)
    enough = await signs(people[2])
    assert isinstance(enough, Done) and enough["reached"]
    await signs(people[3])
    told = [template for template, _ in await queued(database, town["赵主任"].chat_id)]
    assert told.count("elections.reached") == 1, "once"
    assert isinstance(await signs(tenant), Refusal)
    assert [one.id for one in await petitions_for(database, actor=tenant.actor)] == [number]
    assert await petition_page(database, actor=tenant.actor, petition_id=99) is None


async def the_journal(database: Database, number: int) -> list[str]:
    async with database.reading() as transaction:
        return [entry.type for entry in await transaction.journal.read(f"petition:{number}")]


async def test_a_shop_is_no_home_and_nobody_signs_twice(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    first, second, third = await owners_at_home(database, town, 3, at)
    async with database.transaction() as transaction:
        building = town.buildings["9号楼"]
        way = await transaction.units.entrance(building, "1单元", 1)
        shop = await transaction.units.add_unit(town.compound_id, building, way, floor=1, label="S1")
        change = update(dwelling_units).where(dwelling_units.c.id == shop).values(kind=UnitKind.SHOP.value)
        await transaction.units.run(change)
    keeper = Actor(third.person_id, (Role(RoleKind.OWNER, Place(town.compound_id, building, way, 1, shop), at),))
    asked = {"compound_id": town.compound_id, "organ": Organ.SELF_MANAGEMENT, "at": at}
    refused = await start_petition(database, actor=keeper, source=source(), **asked)
    assert isinstance(refused, Refusal) and refused.facts["what"] == "petition_home"
    started = await start_petition(database, actor=first.actor, source=source(), **asked)
    assert isinstance(started, Done)
    number = started["petition_id"]

    async def signs(actor: Actor, *, withdrawn: bool = False) -> Outcome:
        return await sign_petition(
            database, actor=actor, petition_id=number, withdrawn=withdrawn, source=source(), at=at
        )

    assert isinstance(await signs(keeper), Refusal)
    before = await the_journal(database, number)
    again = await signs(first.actor)
    assert isinstance(again, Done) and again["count"] == 1
    assert await the_journal(database, number) == before, "nothing is new"
    spouse = Actor(second.person_id, first.actor.roles)
    for_another = await signs(spouse, withdrawn=True)
    assert isinstance(for_another, Refusal) and for_another.facts["what"] == "petition_unsigned"
    page = await petition_page(database, actor=spouse, petition_id=number)
    assert page is not None and page.counted and not page.signed
    both = await signs(spouse)
    assert isinstance(both, Done) and both["count"] == 1, "a home counts once, whoever of it signs"


async def test_a_petition_that_its_first_signature_reaches_is_told(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    (only,) = await owners_at_home(database, town, 1, at)
    asked = {"compound_id": town.compound_id, "organ": Organ.PROPERTY, "at": at}
    started = await start_petition(database, actor=only.actor, source=source(), **asked)
    assert isinstance(started, Done) and started["reached"]
    told = [template for template, _ in await queued(database, town["赵主任"].chat_id)]
    assert told.count("elections.reached") == 1
