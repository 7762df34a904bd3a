"""Posters are made in numbered lots, for a place somebody may print for; their openings are counted."""

from __future__ import annotations

import asyncio
from datetime import datetime
from itertools import count

from domain.deliberation.opinions import Channel
from domain.deliberation.stages import Stage
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.posters import MOST_AT_ONCE, Poster, read_tag
from domain.registry import Place
from services.opinions import give_opinion
from services.posters import entrances, look_at_poster, make_posters, open_poster, posters
from storage.database import Database
from tests.builders import Town, build_homes, found_town
from tests.deliberating import begin_full_matter, full_matter_in

SOURCES = count()


async def make(
    database: Database, town: Town, who: str, *spots: str, at: datetime, place: Place | None = None, source: str = "u"
) -> Outcome:
    where = place or town.place
    return await make_posters(database, actor=town[who].actor, place=where, spots=spots, source=source, at=at)


async def made(database: Database, town: Town) -> list[Poster]:
    found = await posters(database, actor=town["赵主任"].actor, place=town.place)
    assert isinstance(found, list)
    return found


async def test_each_spot_gets_the_next_number_a_tag_of_its_own_and_its_building(
    database: Database, at: datetime
) -> None:
    town = await found_town(database, at)
    third, ninth = town.buildings["3号楼"], town.buildings["9号楼"]
    first = await make(database, town, "赵主任", "3号楼2单元门口", "快递柜旁", at=at, source="1")
    second = await make(database, town, "孙网格", "9栋门口", at=at, source="2")
    assert first == Done({"compound_id": town.compound_id, "first": 1, "last": 2})
    assert second == Done({"compound_id": town.compound_id, "first": 3, "last": 3})
    found = await made(database, town)
    assert [(poster.number, poster.spot, poster.building_id) for poster in found] == [
        (1, "3号楼2单元门口", third),
        (2, "快递柜旁", None),
        (3, "9栋门口", ninth),
    ]
    assert len({poster.tag for poster in found}) == 3 and all(read_tag(poster.tag) for poster in found)


async def test_the_same_press_twice_prints_one_lot_and_two_at_once_share_no_number(
    database: Database, at: datetime
) -> None:
    town = await found_town(database, at)
    again = await asyncio.gather(*(make(database, town, "赵主任", "大门", at=at, source="same") for _ in range(2)))
    assert again[0] == again[1]
    await asyncio.gather(*(make(database, town, "赵主任", "大门", "后门", at=at, source=f"u{n}") for n in range(4)))
    assert [poster.number for poster in await made(database, town)] == list(range(1, 10))


async def test_a_leader_prints_for_one_building_and_sees_its_posters_alone(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    leader = town["李楼长"]
    third = Place(town.compound_id, town.buildings["3号楼"])
    whole = await make(database, town, "李楼长", "大门", at=at)
    assert isinstance(whole, Refusal) and whole.reason is Reason.NOT_PERMITTED
    await make(database, town, "赵主任", "快递柜旁", at=at, source="c")
    assert isinstance(await make(database, town, "李楼长", "楼道口", at=at, place=third, source="l"), Done)
    seen = await posters(database, actor=leader.actor, place=third)
    assert isinstance(seen, list) and [(poster.number, poster.spot) for poster in seen] == [(2, "楼道口")]
    assert isinstance(await posters(database, actor=leader.actor, place=town.place), Refusal)


async def test_neighbours_and_strangers_print_nothing(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    for who in ("王阿姨", "陈租客", "路过的人"):
        outcome = await make(database, town, who, "大门", at=at, source=who)
        assert isinstance(outcome, Refusal) and outcome.facts["act"] == "print_posters"
    assert await made(database, town) == []


async def test_too_many_at_once_are_none(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    outcome = await make(database, town, "赵主任", *["门"] * (MOST_AT_ONCE + 1), at=at)
    assert outcome == Refusal(Reason.INVALID, {"what": "spots", "most": MOST_AT_ONCE})


async def test_openings_are_counted_looking_is_not(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await make(database, town, "赵主任", "大门", "后门", at=at)
    gate, back = await made(database, town)
    place = await look_at_poster(database, tag=gate.tag)
    assert place is not None and (place.compound, place.spot, place.building_id) == ("中华园", "大门", None)
    for _ in range(3):
        assert await open_poster(database, tag=gate.tag) == place
    assert [poster.opened for poster in await made(database, town)] == [3, 0]
    assert await open_poster(database, tag="2" * len(back.tag)) is None


async def test_entrances_are_those_of_the_doors_that_are_known(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    third = Place(town.compound_id, town.buildings["3号楼"])
    assert await entrances(database, place=town.place) == []
    async with database.transaction() as transaction:
        for building, ways in (("3号楼", ("1单元", "2单元")), ("9号楼", ("",))):
            for position, label in enumerate(ways, start=1):
                key = town.buildings[building]
                entrance = await transaction.units.entrance(key, label, position)
                await transaction.units.add_unit(town.compound_id, key, entrance, floor=1, label="101")
    assert await entrances(database, place=town.place) == [("3号楼", "1单元"), ("3号楼", "2单元"), ("9号楼", "")]
    assert await entrances(database, place=third) == [("3号楼", "1单元"), ("3号楼", "2单元")]


async def test_a_poster_that_asks_about_a_matter_knows_its_title_and_counts_for_it(
    database: Database, at: datetime
) -> None:
    town = await found_town(database, at)
    await build_homes(database, town)
    begun = await begin_full_matter(database, town.compound_id, town["赵主任"].actor, at)
    assert isinstance(begun, Done), begun
    printed = await asking(database, town, begun["matter_id"], at)
    assert isinstance(printed, Done), printed
    (poster,) = [one for one in await made(database, town) if one.matter_id == begun["matter_id"]]
    place = await look_at_poster(database, tag=poster.tag)
    assert place is not None and (place.asks, place.spot) == ("院内路灯改造", "电梯口")
    said = await give_opinion(
        database,
        actor=town["王阿姨"].actor,
        matter_id=begun["matter_id"],
        words="太暗",
        poster=poster.tag,
        source="said",
        at=at,
    )
    assert isinstance(said, Done), said
    async with database.reading() as transaction:
        (opinion,) = await transaction.deliberation.opinions(begun["matter_id"], None)
        entries = await transaction.journal.read(f"compound:{town.compound_id}")
    assert (opinion.channel, opinion.spot) == (Channel.POSTER, "电梯口")
    assert entries[-1].body["matter"] == begun["matter_id"]


async def test_a_poster_asks_about_what_is_spoken_of_there(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await build_homes(database, town)
    begun = await begin_full_matter(database, town.compound_id, town["赵主任"].actor, at)
    assert isinstance(begun, Done), begun
    assert await asking(database, town, 99, at) == Refusal(Reason.NOT_FOUND, {"what": "matter"})
    await full_matter_in(database, begun["matter_id"], Stage.PROPOSING, at)
    refused = await asking(database, town, begun["matter_id"], at)
    assert isinstance(refused, Refusal) and refused.facts["what"] == "matter_act_speak"


async def test_another_poster_leads_nowhere_and_the_opinion_is_one_said_in_private(
    database: Database, at: datetime
) -> None:
    town = await found_town(database, at)
    await build_homes(database, town)
    begun = await begin_full_matter(database, town.compound_id, town["赵主任"].actor, at)
    assert isinstance(begun, Done), begun
    await make(database, town, "赵主任", "大门", at=at)
    (plain,) = await made(database, town)
    for tag in (plain.tag, "zzzzzzzz"):
        speaking = {"matter_id": begun["matter_id"], "words": "太暗", "poster": tag, "source": tag, "at": at}
        assert isinstance(await give_opinion(database, actor=town["王阿姨"].actor, **speaking), Done)
    async with database.reading() as transaction:
        opinions = await transaction.deliberation.opinions(begun["matter_id"], None)
    assert {(one.channel, one.spot) for one in opinions} == {(Channel.CHAT, "")}


async def asking(database: Database, town: Town, matter_id: int, at: datetime) -> Outcome:
    actor, source = town["赵主任"].actor, f"asks {matter_id} {next(SOURCES)}"
    spots = ["电梯口"]
    return await make_posters(
        database, actor=actor, place=town.place, spots=spots, matter_id=matter_id, source=source, at=at
    )
