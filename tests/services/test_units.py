"""Doors made out of a sentence, undone whole, corrected one by one: on both databases."""

from __future__ import annotations

import time
from datetime import datetime

from domain.layouts import Door, Layout, Plan
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor, Place, RoleKind
from services import units
from services.registry import found_compound
from storage.database import Database
from tests.builders import Town, found_town

LAYOUT = Layout(entrances=3, lowest=1, highest=6, per_floor=2)


async def make(
    database: Database, actor: Actor, place: Place, at: datetime, layout: Layout = LAYOUT, source: str = "make"
) -> Outcome:
    return await units.make_doors(database, actor=actor, place=place, layout=layout, source=source, at=at)


async def names(database: Database, building_id: int) -> list[str]:
    return [unit.name for unit in await units.doors_of(database, building_id=building_id)]


async def journal(database: Database, town: Town) -> list[str]:
    async with database.reading() as transaction:
        return [entry.type for entry in await transaction.journal.read(f"compound:{town.compound_id}")]


async def unit_of(database: Database, town: Town, door: Door) -> int:
    found = await units.find_door(database, building_id=town.buildings["3号楼"], door=door)
    assert not isinstance(found, Refusal), found
    return found.id


async def test_the_committee_makes_the_doors_of_a_compound(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    plan = await units.plan_doors(database, actor=town["赵主任"].actor, place=town.place, layout=LAYOUT)
    assert isinstance(plan, Plan)
    assert (plan.where, plan.size.homes, plan.alone) == ("中华园", 72, 0)
    assert await units.doors_per_building(database, compound_id=town.compound_id) == {}

    made = await make(database, town["赵主任"].actor, town.place, at)
    assert isinstance(made, Done)
    assert (made["buildings"], made["entrances"], made["homes"], made["doors"]) == (2, 6, 72, 72)
    third = await names(database, town.buildings["3号楼"])
    assert (third[0], third[-1], len(third)) == ("3号楼1单元101", "3号楼3单元602", 36)
    found = await units.find_door(database, building_id=town.buildings["9号楼"], door=Door("2单元", 3, "301"))
    assert not isinstance(found, Refusal)
    assert (found.floor, found.area, found.developer, found.kind.value) == (3, None, False, "residential")
    assert found.place.covers(found.place) and Place(town.compound_id, found.building_id).covers(found.place)

    assert await make(database, town["赵主任"].actor, town.place, at) == made  # the same press again
    again = await make(database, town["赵主任"].actor, town.place, at, source="later")
    assert again == Refusal(Reason.ALREADY_DONE, {"what": "doors"})
    assert await journal(database, town) == ["doors_made"]


async def test_one_building_differs_and_the_others_follow(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    chair, third = town["赵主任"].actor, Place(town.compound_id, town.buildings["3号楼"])
    tower = Layout(0, 1, 18, 4)
    await make(database, chair, third, at, tower, "one")
    plan = await units.plan_doors(database, actor=chair, place=town.place, layout=LAYOUT)
    assert isinstance(plan, Plan)
    assert (len(plan.buildings), plan.alone) == (1, 1)
    await make(database, chair, town.place, at, LAYOUT, "rest")
    counts = await units.doors_per_building(database, compound_id=town.compound_id)
    assert counts == {town.buildings["3号楼"]: 72, town.buildings["9号楼"]: 36}
    assert (await names(database, town.buildings["3号楼"]))[-1] == "3号楼1804"


async def test_a_sentence_may_name_its_building(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    named = Layout(2, 1, 5, 3, building="9栋")
    plan = await units.plan_doors(database, actor=town["赵主任"].actor, place=town.place, layout=named)
    assert isinstance(plan, Plan)
    assert plan.where == "中华园9号楼"
    await make(database, town["赵主任"].actor, town.place, at, named)
    assert await units.doors_per_building(database, compound_id=town.compound_id) == {town.buildings["9号楼"]: 30}
    for layout, what in (
        (Layout(1, 1, 1, 1, building="4号楼"), "named"),
        (Layout(1, 1, 1, 1, buildings=9), "layout_buildings"),
    ):
        refused = await make(database, town["赵主任"].actor, town.place, at, layout, what)
        assert isinstance(refused, Refusal)
        assert refused.facts["what"] == what
    nowhere = await make(database, town["赵主任"].actor, Place(town.compound_id, 9999), at, source="nowhere")
    assert nowhere == Refusal(Reason.NOT_FOUND, {"what": "building"})


async def test_founding_with_a_sentence_makes_the_doors_at_once(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    outcome = await found_compound(
        database,
        actor=town["钱管理"].actor,
        street="春晖街道",
        community="府河社区",
        name="府河苑",
        buildings=9,
        layout=Layout(3, 1, 6, 2, buildings=9),
        source="1",
        at=at,
    )
    assert isinstance(outcome, Done)
    assert outcome["homes"] == 324
    counts = await units.doors_per_building(database, compound_id=outcome["compound_id"])
    assert list(counts.values()) == [36] * 9


async def test_2904_doors_are_made_within_a_breath(database: Database, at: datetime) -> None:
    """A community's worth at once; five seconds would be the end of anyone's patience."""
    town = await found_town(database, at)
    started = time.monotonic()
    made = await make(database, town["赵主任"].actor, town.place, at, Layout(4, 1, 33, 11))
    assert isinstance(made, Done)
    assert made["doors"] == 2_904
    assert time.monotonic() - started < 5


async def test_doors_can_be_undone_until_something_hangs_on_one(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    chair = town["赵主任"].actor
    await make(database, chair, town.place, at)
    undone = await units.undo_doors(database, actor=chair, place=town.place, source="undo", at=at)
    assert undone == Done({"doors": 72, "place": "中华园", "compound_id": town.compound_id})
    async with database.reading() as transaction:
        assert await transaction.doors.entrances(list(town.buildings.values())) == {}
    nothing = await units.undo_doors(database, actor=chair, place=town.place, source="undo again", at=at)
    assert nothing == Refusal(Reason.ALREADY_DONE, {"what": "doors_undone"})

    await make(database, chair, town.place, at, source="again")
    home = await unit_of(database, town, Door("2单元", 3, "301"))
    async with database.transaction() as transaction:
        place = Place(town.compound_id, town.buildings["3号楼"], unit_id=home)
        await transaction.registry.grant(town["王阿姨"].person_id, RoleKind.OWNER, place, by=None, at=at)
    used = await units.undo_doors(database, actor=chair, place=town.place, source="third", at=at)
    assert used == Refusal(Reason.WRONG_STATE, {"what": "doors_in_use", "n": 1})
    ninth = Place(town.compound_id, town.buildings["9号楼"])
    assert isinstance(await units.undo_doors(database, actor=chair, place=ninth, source="ninth", at=at), Done)
    assert await journal(database, town) == ["doors_made", "doors_undone", "doors_made", "doors_undone"]


async def add(database: Database, town: Town, door: Door, source: str, at: datetime) -> Outcome:
    return await units.add_unit(
        database, actor=town["赵主任"].actor, building_id=town.buildings["3号楼"], door=door, source=source, at=at
    )


async def test_a_missing_door_is_added_where_it_belongs(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await make(database, town["赵主任"].actor, town.place, at)
    added = await add(database, town, Door("2单元", 7, "701"), "1", at)
    assert isinstance(added, Done)
    assert added["door"] == "3号楼2单元701"
    again = await add(database, town, Door("2单元", 7, "701"), "2", at)
    assert again == Refusal(Reason.ALREADY_DONE, {"what": "door", "door": "701"})
    unclear = await add(database, town, Door("", 7, "702"), "3", at)
    assert unclear == Refusal(Reason.INVALID, {"what": "which_entrance", "door": "702"})
    fourth = await add(database, town, Door("4单元", 1, "101"), "4", at)
    assert isinstance(fourth, Done)
    assert (await names(database, town.buildings["3号楼"]))[-1] == "3号楼4单元101"


async def test_an_only_entrance_need_not_be_said(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    first = await add(database, town, Door("", 1, "101"), "0", at)
    assert isinstance(first, Done)
    assert first["door"] == "3号楼101"
    await make(database, town["赵主任"].actor, town.place, at, Layout(1, 2, 3, 1))
    ninth = await units.add_unit(
        database,
        actor=town["赵主任"].actor,
        building_id=town.buildings["9号楼"],
        door=Door("", 4, "401"),
        source="1",
        at=at,
    )
    assert isinstance(ninth, Done)
    assert ninth["door"] == "9号楼1单元401"


async def test_a_door_is_taken_off_and_put_back(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    chair = town["赵主任"].actor
    await make(database, chair, town.place, at)
    home = await unit_of(database, town, Door("3单元", 6, "602"))
    gone = await units.remove_unit(database, actor=chair, unit_id=home, source="1", at=at)
    assert isinstance(gone, Done)
    assert len(await names(database, town.buildings["3号楼"])) == 35
    no_door = Refusal(Reason.NOT_FOUND, {"what": "door"})
    assert await units.remove_unit(database, actor=chair, unit_id=home, source="2", at=at) == no_door
    back = await units.put_back_unit(database, actor=chair, unit_id=home, source="3", at=at)
    assert back == Done({"unit_id": home, "door": "3号楼3单元602", "building_id": town.buildings["3号楼"]})
    assert await units.put_back_unit(database, actor=chair, unit_id=home, source="4", at=at) == no_door
    await units.remove_unit(database, actor=chair, unit_id=home, source="5", at=at)
    added = await add(database, town, Door("3单元", 6, "602"), "6", at)
    assert isinstance(added, Done)
    assert added["unit_id"] == home  # the same home, with its history


async def test_a_home_with_people_in_it_stays(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await make(database, town["赵主任"].actor, town.place, at)
    home = await unit_of(database, town, Door("2单元", 3, "301"))
    async with database.transaction() as transaction:
        place = Place(town.compound_id, town.buildings["3号楼"], unit_id=home)
        await transaction.registry.grant(town["王阿姨"].person_id, RoleKind.OWNER, place, by=None, at=at)
    refused = await units.remove_unit(database, actor=town["赵主任"].actor, unit_id=home, source="1", at=at)
    assert refused == Refusal(Reason.WRONG_STATE, {"what": "somebody_home", "door": "3号楼2单元301", "n": 1})


async def test_a_door_gets_another_label(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    chair = town["赵主任"].actor
    await make(database, chair, town.place, at)
    home = await unit_of(database, town, Door("2单元", 3, "301"))

    async def rename(door: Door, source: str) -> Outcome:
        return await units.rename_unit(database, actor=chair, unit_id=home, door=door, source=source, at=at)

    renamed = await rename(Door("", 3, "303"), "1")
    assert isinstance(renamed, Done)
    assert renamed["door"] == "3号楼2单元303"
    moved = await rename(Door("5单元", 4, "401"), "2")
    assert isinstance(moved, Done)
    assert moved["door"] == "3号楼5单元401"
    assert await rename(Door("1单元", 1, "101"), "3") == Refusal(Reason.ALREADY_DONE, {"what": "door", "door": "101"})
    nobody = await units.rename_unit(database, actor=chair, unit_id=9999, door=Door("", 1, "1"), source="4", at=at)
    assert nobody == Refusal(Reason.NOT_FOUND, {"what": "door"})


async def test_a_shop_stands_beside_the_entrances(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await make(database, town["赵主任"].actor, town.place, at, Layout(1, 2, 3, 1, shops=1))
    added = await add(database, town, Door("", 4, "401"), "1", at)
    assert isinstance(added, Done)
    assert added["door"] == "3号楼1单元401"
    two = await units.find_door(database, building_id=town.buildings["3号楼"], door=Door("", 0, "商铺1"))
    assert not isinstance(two, Refusal)
    assert (two.name, two.kind.value) == ("3号楼商铺1", "shop")


async def test_a_door_is_found_by_what_people_call_it(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await make(database, town["赵主任"].actor, town.place, at)
    where = {"database": database, "building_id": town.buildings["3号楼"]}
    unclear = await units.find_door(**where, door=Door("", 3, "301"))
    assert unclear == Refusal(Reason.INVALID, {"what": "which_entrance", "door": "301"})
    assert await units.find_door(**where, door=Door("9单元", 3, "301")) == Refusal(Reason.NOT_FOUND, {"what": "door"})


async def test_nobody_else_edits_doors(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await make(database, town["钱管理"].actor, town.place, at, source="operator")
    home = await unit_of(database, town, Door("2单元", 3, "301"))
    for name in ("李楼长", "孙网格", "王阿姨", "陈租客", "路过的人"):
        who = {"actor": town[name].actor, "at": at}
        door = Door("2单元", 9, "901")
        answers = [
            await units.make_doors(database, place=town.place, layout=LAYOUT, source=f"m {name}", **who),
            await units.plan_doors(database, actor=town[name].actor, place=town.place, layout=LAYOUT),
            await units.undo_doors(database, place=town.place, source=f"u {name}", **who),
            await units.add_unit(database, building_id=town.buildings["3号楼"], door=door, source=f"a {name}", **who),
            await units.remove_unit(database, unit_id=home, source=f"r {name}", **who),
            await units.rename_unit(database, unit_id=home, door=door, source=f"n {name}", **who),
        ]
        for answer in answers:
            assert isinstance(answer, Refusal)
            assert answer.reason is Reason.NOT_PERMITTED
    nowhere = await units.add_unit(
        database, actor=town["钱管理"].actor, building_id=9999, door=Door("", 1, "101"), source="x", at=at
    )
    assert nowhere == Refusal(Reason.NOT_FOUND, {"what": "building"})
