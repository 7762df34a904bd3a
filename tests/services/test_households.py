"""Homes: told by every door they have, disowned with a tap, vouched for by a second person, left."""

from __future__ import annotations

import asyncio
from datetime import datetime

import pytest

from domain.outcomes import Done, Reason, Refusal
from domain.registry import Basis
from services.homes import request_home
from services.households import (
    clear_household,
    disown,
    look_at_household,
    move_out,
    notes_printed,
    report_lost_slip,
    vouch,
)
from services.households_pages import notes, served, unsure
from services.slips import give_family_code, look_at_slip
from storage.database import Database
from storage.owners import NAME
from storage.schema.joining import home_confirmations
from storage.schema.privacy import accesses
from storage.schema.units import owners, ownerships
from tests.builders import KEYS, agree, build_homes, found_town, queued
from tests.cities import MOST_ADULTS
from tests.services.joining import OWNER, RESIDENT, TENANT, Street


@pytest.fixture
async def street(database: Database, at: datetime) -> Street:
    town = await found_town(database, at)
    return Street(database, town, await build_homes(database, town), at)


async def test_everybody_of_the_home_hears_who_came_in(street: Street) -> None:
    wang = await street.by_slip("王阿姨")
    await street.by_family("陈租客", wang["role_id"])
    await street.by_family("孙网格", wang["role_id"])
    assert await street.told("王阿姨") == ["households.joined", "households.joined"]
    assert await street.told("陈租客") == ["households.joined"]
    assert await street.told("孙网格") == []


async def test_where_there_is_no_other_door_a_note_waits_for_the_leader_until_it_is_printed(street: Street) -> None:
    await street.by_slip("王阿姨")
    leader, compound = await street.actor("李楼长"), street.town.compound_id
    (note,) = await notes(street.database, actor=leader, compound_id=compound)
    assert (note.kind, note.unit.label, dict(note.facts)) == ("joined", "101", {"kind": "owner"})
    assert await street.told("李楼长") == ["households.notes"]
    await street.by_slip("陈租客", TENANT)  # a second slip: now there is somebody to tell
    assert len(await notes(street.database, actor=leader, compound_id=compound)) == 1
    for who in ("王阿姨", "孙网格"):
        assert await notes(street.database, actor=await street.actor(who), compound_id=compound) == []
        foreign = await street.do(notes_printed, who, note_ids=[note.id], compound_id=compound)
        assert foreign == Done({"n": 0})
    printed = await street.do(notes_printed, "李楼长", note_ids=[note.id], compound_id=compound)
    assert printed == Done({"n": 1})
    assert await notes(street.database, actor=leader, compound_id=compound) == []


async def test_notes_of_one_day_are_told_of_once(street: Street) -> None:
    for who, door in (("王阿姨", "1单元101"), ("陈租客", "1单元102")):
        street.unit = street.units[door]
        await street.by_slip(who)
    assert await street.told("李楼长") == ["households.notes"]


async def test_whose_private_chat_is_closed_is_no_door(street: Street) -> None:
    wang = await street.by_slip("王阿姨")
    async with street.database.transaction() as transaction:
        await transaction.chats.turn(street.town["王阿姨"].chat_id, state="closed", administrator=False)
    await street.by_family("陈租客", wang["role_id"])
    found = await notes(street.database, actor=await street.actor("李楼长"), compound_id=street.town.compound_id)
    assert len(found) == 2


async def test_not_one_of_ours_stops_a_registration_at_once(street: Street) -> None:
    wang = await street.by_slip("王阿姨")
    intruder = await street.by_family("陈租客", wang["role_id"])
    more = await give_family_code(
        street.database,
        actor=await street.actor("陈租客"),
        role_id=intruder["role_id"],
        code="777777777777",
        **street.acting,
    )
    assert isinstance(more, Done)
    stopped = await street.do(disown, "王阿姨", role_id=intruder["role_id"])
    assert isinstance(stopped, Done) and stopped["own"] is False
    assert await street.members() == [("王阿姨", OWNER, Basis.SLIP)]
    assert await street.told("陈租客") == ["households.suspended"]
    for who in ("李楼长", "赵主任"):
        assert "households.alarm" in await street.told(who)
    dead = await look_at_slip(
        street.database,
        actor=street.town["路过的人"].actor,
        code="777777777777",
        chat_id=street.town["路过的人"].chat_id,
        **street.acting,
    )
    assert dead == Refusal(Reason.EXPIRED, {"what": "family_revoked"})
    assert (await street.journal())[-1] == "home_suspended"
    again = await street.do(disown, "王阿姨", role_id=intruder["role_id"])
    assert again == Refusal(Reason.ALREADY_DONE, {"what": "home_ended"})


async def test_who_came_later_disowns_nobody(street: Street) -> None:
    wang = await street.by_slip("王阿姨")
    await street.by_family("陈租客", wang["role_id"])
    for who in ("陈租客", "路过的人", "李楼长"):
        refused = await street.do(disown, who, role_id=wang["role_id"])
        assert refused == Refusal(Reason.NOT_YOURS, {"what": "home"})
    assert await street.do(disown, "王阿姨", role_id=9999) == Refusal(Reason.NOT_FOUND, {"what": "home"})
    assert len(await street.members()) == 2


async def test_not_me_undoes_a_wrong_binding(street: Street) -> None:
    assert isinstance(await street.by_word("陈租客", TENANT), Done)
    settled = [facts for template, facts in await queued(street.database, street.town["陈租客"].chat_id)]
    role_id = settled[-1]["role_id"]
    stopped = await street.do(disown, "陈租客", role_id=role_id)
    assert isinstance(stopped, Done) and stopped["own"] is True
    assert await street.members() == []
    assert "households.alarm" in await street.told("赵主任")
    assert await street.told("陈租客") == []


async def test_a_name_on_the_deed_is_free_again_once_its_bearer_is_disowned(street: Street) -> None:
    async with street.database.transaction() as transaction:
        values = {"name": "王秀英", "name_hash": KEYS.digest(NAME, "王秀英")}
        owner = await transaction.units.add(owners, compound_id=street.town.compound_id, **values)
        await transaction.units.add(ownerships, unit_id=street.unit.id, owner_id=owner)
    wang = await street.by_slip("王阿姨", RESIDENT)
    liar = await street.by_slip("陈租客", TENANT)
    async with street.database.transaction() as transaction:
        await transaction.households.link_owner(owner, street.town["陈租客"].person_id)
    await street.do(disown, "王阿姨", role_id=liar["role_id"])
    async with street.database.reading() as transaction:
        row = await transaction.units.row(owners.select().where(owners.c.id == owner))
    assert row is not None and row.person_id is None
    assert wang["kind"] == "resident"


async def test_one_persons_word_is_one_and_a_second_persons_makes_it_two(street: Street) -> None:
    assert isinstance(await street.by_word("陈租客"), Done)
    assert await street.members() == [("陈租客", OWNER, Basis.ONE)]
    role_id = await street.role_of("陈租客")
    refused = await street.do(vouch, "李楼长", role_id=role_id)
    assert refused == Refusal(Reason.WRONG_STATE, {"what": "second_person"})
    own = await street.do(vouch, "陈租客", role_id=role_id)
    assert own == Refusal(Reason.WRONG_STATE, {"what": "own_home"})
    chair, leader = await street.actor("赵主任"), await street.actor("李楼长")
    compound = street.town.compound_id
    assert len(await unsure(street.database, actor=chair, compound_id=compound, at=street.at)) == 1
    assert await unsure(street.database, actor=leader, compound_id=compound, at=street.at) == []
    assert isinstance(await street.do(vouch, "赵主任", role_id=role_id), Done)
    assert await street.members() == [("陈租客", OWNER, Basis.TWO)]
    assert "households.vouched" in await street.told("陈租客")
    twice = await street.do(vouch, "钱管理", role_id=role_id)
    assert twice == Refusal(Reason.ALREADY_DONE, {"what": "home_settled"})
    async with street.database.reading() as transaction:
        rows = await transaction.units.rows(home_confirmations.select().order_by(home_confirmations.c.id))
    assert [row.person_id for row in rows] == [street.town["李楼长"].person_id, street.town["赵主任"].person_id]


async def test_an_adult_with_the_homes_slip_is_asked_whether_they_know_the_owner(street: Street) -> None:
    await street.by_slip("王阿姨", RESIDENT)
    await street.by_word("陈租客")
    asked = [facts for template, facts in await queued(street.database, street.town["王阿姨"].chat_id)]
    assert asked[-1]["vouch"] is True
    assert isinstance(await street.do(vouch, "王阿姨", role_id=asked[-1]["role_id"]), Done)
    assert ("陈租客", OWNER, Basis.TWO) in await street.members()


async def test_two_second_words_at_once_are_one(street: Street) -> None:
    await street.by_word("陈租客")
    role_id = await street.role_of("陈租客")
    outcomes = await asyncio.gather(
        street.do(vouch, "赵主任", role_id=role_id), street.do(vouch, "钱管理", role_id=role_id)
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Done", "Refusal"]


async def test_the_homes_own_slip_makes_good_one_persons_word(street: Street) -> None:
    await street.by_word("陈租客")
    bound = await street.by_slip("陈租客")
    assert bound["basis"] == "slip"
    assert await street.members() == [("陈租客", OWNER, Basis.SLIP)]


async def test_a_known_door_takes_the_place_of_the_building_alone(street: Street) -> None:
    """陈租客 was registered in building 3 before there were doors."""
    await street.by_slip("陈租客", TENANT)
    roles = (await street.actor("陈租客")).roles
    assert [role.place for role in roles] == [street.unit.place]


async def test_a_full_home_takes_nobody_by_a_leaders_word_either(street: Street) -> None:
    async with street.database.transaction() as transaction:
        for number in range(MOST_ADULTS):
            person = await transaction.registry.meet(800 + number, f"住户{number}", street.at)
            await transaction.households.join(
                person.id, RESIDENT, street.unit.place, basis=Basis.SLIP, by=None, at=street.at
            )
    refused = await street.by_word("陈租客")
    assert refused == Refusal(Reason.TOO_MANY, {"what": "adults", "most": MOST_ADULTS})
    assert await street.journal() == []


async def test_moving_out_ends_one_home_and_tells_the_rest(street: Street) -> None:
    wang = await street.by_slip("王阿姨")
    tenant = await street.by_family("陈租客", wang["role_id"])
    code = "888888888888"
    await give_family_code(
        street.database,
        actor=await street.actor("王阿姨"),
        role_id=wang["role_id"],
        code=code,
        **street.acting,
    )
    foreign = await street.do(move_out, "陈租客", role_id=wang["role_id"])
    assert foreign == Refusal(Reason.NOT_YOURS, {"what": "home"})
    left = await street.do(move_out, "王阿姨", role_id=wang["role_id"])
    assert left == Done({"home": "中华园3号楼1单元101", "kind": "owner"})
    assert await street.members() == [("陈租客", RESIDENT, Basis.FAMILY)]
    assert "households.left" in await street.told("陈租客")
    dead = await look_at_slip(
        street.database,
        actor=street.town["路过的人"].actor,
        code=code,
        chat_id=street.town["路过的人"].chat_id,
        **street.acting,
    )
    assert dead == Refusal(Reason.EXPIRED, {"what": "family_revoked"})
    again = await street.do(move_out, "王阿姨", role_id=wang["role_id"])
    assert again == Refusal(Reason.ALREADY_DONE, {"what": "home_ended"})
    assert isinstance(await street.do(move_out, "陈租客", role_id=tenant["role_id"]), Done)
    assert await street.members() == []


async def test_the_leader_clears_a_home_that_moved_out(street: Street) -> None:
    wang = await street.by_slip("王阿姨")
    await street.by_family("陈租客", wang["role_id"])
    refused = await street.do(clear_household, "孙网格", unit_id=street.unit.id)
    assert isinstance(refused, Refusal) and refused.reason is Reason.NOT_PERMITTED
    cleared = await street.do(clear_household, "李楼长", unit_id=street.unit.id)
    assert isinstance(cleared, Done) and cleared["n"] == 2
    assert await street.members() == []
    for who in ("王阿姨", "陈租客"):
        assert (await street.told(who))[-1] == "households.cleared"
    assert (await street.journal())[-1] == "household_cleared"
    nobody = await street.do(clear_household, "李楼长", unit_id=9999)
    assert nobody == Refusal(Reason.NOT_FOUND, {"what": "home"})


async def test_who_lived_in_a_cleared_home_and_cannot_be_written_to_is_told_on_paper(street: Street) -> None:
    await street.by_slip("王阿姨")
    async with street.database.transaction() as transaction:
        await transaction.chats.turn(street.town["王阿姨"].chat_id, state="closed", administrator=False)
    await street.do(clear_household, "李楼长", unit_id=street.unit.id)
    found = await notes(street.database, actor=await street.actor("李楼长"), compound_id=street.town.compound_id)
    assert [note.kind for note in found] == ["joined", "cleared"]


async def test_a_leader_does_not_clear_their_own_home(street: Street) -> None:
    await street.by_slip("李楼长")
    refused = await street.do(clear_household, "李楼长", unit_id=street.unit.id)
    assert refused == Refusal(Reason.WRONG_STATE, {"what": "own_household"})
    assert len(await street.members()) == 1


async def test_every_look_at_a_home_is_written_down(street: Street) -> None:
    await street.by_slip("王阿姨")
    for who in ("王阿姨", "孙网格", "路过的人"):
        refused = await street.do(look_at_household, who, unit_id=street.unit.id)
        assert isinstance(refused, Refusal) and refused.reason is Reason.NOT_PERMITTED
    assert isinstance(await street.do(look_at_household, "李楼长", unit_id=street.unit.id), Done)
    async with street.database.reading() as transaction:
        rows = await transaction.units.rows(accesses.select())
    leader, wang = street.town["李楼长"].person_id, street.town["王阿姨"].person_id
    assert [(row.person_id, row.by_person_id, row.what) for row in rows] == [(wang, leader, "household")]


async def test_a_lost_slip_is_the_leaders_to_print_again(street: Street) -> None:
    lost = await street.do(report_lost_slip, "路过的人", unit_id=street.unit.id)
    assert lost == Done({"unit_id": street.unit.id, "home": "中华园3号楼1单元101", "asked": 1})
    assert await street.told("李楼长") == ["households.lost_slip"]
    nowhere = await street.do(report_lost_slip, "路过的人", unit_id=9999)
    assert nowhere == Refusal(Reason.NOT_FOUND, {"what": "home"})


async def test_buildings_are_shown_to_those_who_serve_them(street: Street) -> None:
    compound = street.town.compound_id
    mine = {
        who: await served(street.database, actor=await street.actor(who), compound_id=compound)
        for who in ("李楼长", "赵主任", "王阿姨")
    }
    third, ninth = street.town.buildings["3号楼"], street.town.buildings["9号楼"]
    assert mine == {"李楼长": [third], "赵主任": [third, ninth], "王阿姨": []}


async def test_a_home_of_another_building_is_not_asked_for(street: Street) -> None:
    await agree(street.database, street.town["路过的人"], at=street.at)
    refused = await street.do(
        request_home,
        "路过的人",
        kind=OWNER,
        building_id=street.town.buildings["9号楼"],
        unit_id=street.unit.id,
    )
    assert refused == Refusal(Reason.NOT_FOUND, {"what": "building"})


async def test_nobody_asks_without_having_agreed(street: Street) -> None:
    refused = await street.do(request_home, "路过的人", kind=OWNER, building_id=street.unit.building_id)
    assert refused == Refusal(Reason.NO_CONSENT)
