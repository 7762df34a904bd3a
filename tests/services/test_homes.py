"""A resident asks to be registered; somebody who knows them confirms."""

from __future__ import annotations

from datetime import datetime

from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import HOME_ROLES, Actor, Place, RoleKind
from services import rosters
from services.homes import confirm_home, decline_home, request_home, withdraw_home
from services.offices import end_role
from storage.database import Database
from tests.builders import Town, agree, found_town, queued

OWNER, TENANT = RoleKind.OWNER, RoleKind.TENANT


async def ask(database: Database, town: Town, who: str, where: str, at: datetime, kind: RoleKind = OWNER) -> Outcome:
    await agree(database, town[who], at=at)
    return await request_home(
        database,
        actor=town[who].actor,
        kind=kind,
        building_id=town.buildings[where],
        source=f"{who} {where} {kind}",
        at=at,
    )


async def now(database: Database, town: Town, who: str, at: datetime) -> Actor:
    return await rosters.actor_now(database, person_id=town[who].person_id, at=at)


async def test_the_building_leader_confirms_a_neighbour(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    asked = await ask(database, town, "路过的人", "3号楼", at)
    assert isinstance(asked, Done)
    assert asked["asked"] == 1
    facts = {"request_id": asked["request_id"], "name": "路过的人", "kind": "owner", "place": "中华园3号楼"}
    assert await queued(database, town["李楼长"].chat_id) == [("registry.home_request", facts)]
    done = await confirm_home(database, actor=town["李楼长"].actor, request_id=asked["request_id"], source="c", at=at)
    assert isinstance(done, Done)
    assert done["name"] == "路过的人"
    assert (await now(database, town, "路过的人", at)).home == Place(town.compound_id, town.buildings["3号楼"])
    told = await queued(database, town["路过的人"].chat_id)
    (held,) = await rosters.holdings(database, person_id=town["路过的人"].person_id, at=at)
    assert told == [("registry.home_confirmed", {"place": "中华园3号楼", "kind": "owner", "role_id": held.id})]


async def test_without_a_leader_the_committee_is_asked_then_the_operator(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await ask(database, town, "路过的人", "9号楼", at)
    assert len(await queued(database, town["赵主任"].chat_id)) == 1
    (held,) = await rosters.holdings(database, person_id=town["赵主任"].person_id, at=at)
    await end_role(database, actor=town["赵主任"].actor, role_id=held.id, source="end", at=at)
    await ask(database, town, "陈租客", "9号楼", at)
    templates = [template for template, _ in await queued(database, town["钱管理"].chat_id)]
    assert templates == ["offices.laid_down", "registry.home_request"]


async def test_nobody_confirms_their_own_home(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    asked = await ask(database, town, "李楼长", "3号楼", at)
    assert isinstance(asked, Done)
    number = asked["request_id"]
    assert await queued(database, town["李楼长"].chat_id) == []
    own = await confirm_home(database, actor=town["李楼长"].actor, request_id=number, source="1", at=at)
    assert own == Refusal(Reason.WRONG_STATE, {"what": "own_home"})
    waiting = await rosters.home_requests(database, actor=town["赵主任"].actor, compound_id=town.compound_id)
    assert [(item.id, item.name, item.where) for item in waiting] == [(number, "李楼长", "中华园3号楼")]
    assert await rosters.home_requests(database, actor=town["李楼长"].actor, compound_id=town.compound_id) == []
    assert isinstance(
        await confirm_home(database, actor=town["赵主任"].actor, request_id=number, source="2", at=at), Done
    )


async def test_a_declined_neighbour_is_told_whom_to_ask_and_may_ask_again(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    asked = await ask(database, town, "路过的人", "3号楼", at)
    assert isinstance(asked, Done)
    number = asked["request_id"]
    assert isinstance(
        await decline_home(database, actor=town["李楼长"].actor, request_id=number, source="1", at=at), Done
    )
    assert not (await now(database, town, "路过的人", at)).registered
    assert (await queued(database, town["路过的人"].chat_id))[0][0] == "registry.home_declined"
    late = await confirm_home(database, actor=town["赵主任"].actor, request_id=number, source="2", at=at)
    assert late == Refusal(Reason.ALREADY_DONE, {"what": "home_settled"})
    assert isinstance(await ask(database, town, "路过的人", "3号楼", at, TENANT), Done)


async def test_one_request_at_a_time(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    first = await ask(database, town, "路过的人", "3号楼", at)
    assert isinstance(first, Done)
    number = first["request_id"]
    second = await ask(database, town, "路过的人", "9号楼", at)
    assert second == Refusal(Reason.ALREADY_DONE, {"what": "home_request", "request_id": number})


async def test_a_request_is_taken_back_by_whoever_made_it_until_it_is_settled(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    first = await ask(database, town, "路过的人", "3号楼", at)
    assert isinstance(first, Done)
    number, mine = first["request_id"], town["路过的人"].actor
    theirs = await withdraw_home(database, actor=town["陈租客"].actor, request_id=number, source="1", at=at)
    assert theirs == Refusal(Reason.NOT_YOURS)
    gone = await withdraw_home(database, actor=mine, request_id=number, source="2", at=at)
    assert gone == Done({"place": "中华园3号楼", "kind": "owner"})
    late = await confirm_home(database, actor=town["李楼长"].actor, request_id=number, source="3", at=at)
    assert late == Refusal(Reason.ALREADY_DONE, {"what": "home_settled"})
    again = await withdraw_home(database, actor=mine, request_id=number, source="4", at=at)
    assert again == Refusal(Reason.ALREADY_DONE, {"what": "home_settled"})
    assert isinstance(await ask(database, town, "路过的人", "9号楼", at), Done)


async def test_a_tenant_who_buys_is_an_owner_from_then_on(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    same = await ask(database, town, "陈租客", "3号楼", at, TENANT)
    assert same == Refusal(Reason.ALREADY_DONE, {"what": "home"})
    asked = await ask(database, town, "陈租客", "3号楼", at, OWNER)
    assert isinstance(asked, Done)
    await confirm_home(database, actor=town["李楼长"].actor, request_id=asked["request_id"], source="1", at=at)
    roles = (await now(database, town, "陈租客", at)).roles
    assert [role.kind for role in roles if role.kind in HOME_ROLES] == [OWNER]


async def test_strangers_and_forged_requests_are_refused(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    nowhere = await request_home(
        database, actor=town["路过的人"].actor, kind=OWNER, building_id=9999, source="1", at=at
    )
    assert nowhere == Refusal(Reason.NOT_FOUND, {"what": "building"})
    crown = await ask(database, town, "路过的人", "3号楼", at, RoleKind.COMMITTEE)
    assert crown == Refusal(Reason.NOT_FOUND, {"what": "building"})
    asked = await ask(database, town, "路过的人", "9号楼", at)
    assert isinstance(asked, Done)
    for number, name in enumerate(("陈租客", "李楼长")):  # a tenant, and the leader of another building
        refused = await confirm_home(
            database, actor=town[name].actor, request_id=asked["request_id"], source=f"r{number}", at=at
        )
        assert isinstance(refused, Refusal)
        assert refused.reason is Reason.NOT_PERMITTED
    unknown = await confirm_home(database, actor=town["赵主任"].actor, request_id=9999, source="u", at=at)
    assert unknown == Refusal(Reason.NOT_FOUND, {"what": "home_request"})
