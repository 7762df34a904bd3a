"""A petition: one home counts once, live; whoever can act on it hears when enough have signed."""

from __future__ import annotations

from datetime import datetime

from domain.outcomes import Done, Outcome, Refusal
from domain.registry import Organ
from services.petitions import petition_page, petitions_for, sign_petition, start_petition
from storage.database import Database
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
