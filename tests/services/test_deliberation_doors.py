"""Before a small vote: whoever has no door yet hears that they cannot vote, in time; its leader, how many can."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.registry import Place, RoleKind
from rendering.deliberation import ask_evening
from rendering.deliberation import page as drawn
from rendering.homes import HomeDoors
from rendering.texts import SPOKEN, texts
from services.voting_matters import put_matter
from storage.database import Database
from tests.builders import Neighbour, queued, settle_in
from tests.services.test_deliberation import Stairwell, stairwell_of

ZONE = ZoneInfo("Asia/Shanghai")
WANTED = "deliberation.door_wanted"


@pytest.fixture
async def stairwell(database: Database, at: datetime) -> Stairwell:
    """Three homes with somebody in each, and one more where nobody is registered."""
    made = await stairwell_of(database, at)
    async with database.transaction() as transaction:
        way = await transaction.units.entrance(made.town.buildings["3号楼"], "1单元", 1)
        number = made.town.buildings["3号楼"]
        made.ids.append(await transaction.units.add_unit(made.town.compound_id, number, way, floor=2, label="201"))
    return made


async def doorless(stairwell: Stairwell, building: str = "3号楼", name: str = "马师傅", number: int = 990) -> Neighbour:
    async with stairwell.database.transaction() as transaction:
        place = Place(stairwell.town.compound_id, stairwell.town.buildings[building])
        return await settle_in(transaction, name, number, RoleKind.RESIDENT, place, stairwell.at)


async def wanted(stairwell: Stairwell, who: Neighbour) -> list[dict[str, object]]:
    return [facts for template, facts in await queued(stairwell.database, who.chat_id) if template == WANTED]


async def test_who_has_no_door_hears_it_before_the_vote_and_when_it_begins(stairwell: Stairwell) -> None:
    ma = await doorless(stairwell)
    further = await doorless(stairwell, "9号楼", "远邻", 991)
    number = await stairwell.starts()
    (told,) = await wanted(stairwell, ma)
    assert told["closes"] is None and told["building_id"] == stairwell.town.buildings["3号楼"]
    stairwell.at += timedelta(days=3)
    await stairwell.done(put_matter, "李楼长", matter_id=number, days=1)
    assert [facts["closes"] is not None for facts in await wanted(stairwell, ma)] == [False, True]
    for who in (*stairwell.homes, further):
        assert await wanted(stairwell, who) == [], "whoever can vote, or lives elsewhere, is not troubled"


async def test_their_page_leads_to_the_doors_of_their_own_building(stairwell: Stairwell) -> None:
    ma = await doorless(stairwell)
    found = await stairwell.page(await stairwell.starts(), ma)
    screen = drawn(texts("zh_Hans"), found, at=stairwell.at, zone=ZONE)
    assert "您家还没有登记门牌，这样投不了。要是您家也在里面，登记好就能投。" in str(screen.text), "no promise to all"
    keys = [key.press for row in screen.keys for key in row]
    assert [key.building_id for key in keys if isinstance(key, HomeDoors)] == [stairwell.town.buildings["3号楼"]]
    own = drawn(texts("zh_Hans"), await stairwell.page(1, stairwell.homes[0]), at=stairwell.at, zone=ZONE)
    assert "门牌" not in str(own.text)


async def test_the_leader_reads_of_how_many_homes_somebody_can_vote(stairwell: Stairwell) -> None:
    words, number = texts("zh_Hans"), await stairwell.starts()
    found = await stairwell.page(number, "李楼长")
    for screen in (drawn(words, found, at=stairwell.at, zone=ZONE), ask_evening(words, found, (), ZONE)):
        assert "4 户里有 3 户登记了，能投；还有 1 户没登记" in str(screen.text)
    assert "户登记了" not in str(
        drawn(words, await stairwell.page(number, stairwell.homes[0]), at=stairwell.at, zone=ZONE).text
    )
    home = Place(stairwell.town.compound_id, stairwell.town.buildings["3号楼"], unit_id=stairwell.ids[3])
    async with stairwell.database.transaction() as transaction:
        await settle_in(transaction, "新住户", 992, RoleKind.RESIDENT, home, stairwell.at)
    now = await stairwell.page(number, "李楼长")
    assert "4 户都有人登记，都能投" in str(ask_evening(words, now, (), ZONE).text)


@pytest.mark.parametrize("locale", SPOKEN)
async def test_a_leader_without_a_door_reads_of_their_own_and_of_all_homes(stairwell: Stairwell, locale: str) -> None:
    words, leader = texts(locale), stairwell.town["李楼长"]
    living = (await doorless(stairwell)).actor.roles
    both = replace(leader, actor=replace(leader.actor, roles=(*leader.actor.roles, *living)))
    found = await stairwell.page(await stairwell.starts(), both)
    for screen in (drawn(words, found, at=stairwell.at, zone=ZONE), ask_evening(words, found, (), ZONE)):
        assert words.say("deliberation.doors.own") in screen.text
        assert words.say("deliberation.doors.some", n=4, known=3, rest=1) in screen.text
        assert len(str(screen.text).splitlines()) <= 8
        doors = [key.press for row in screen.keys for key in row if isinstance(key.press, HomeDoors)]
        assert [one.building_id for one in doors] == [stairwell.town.buildings["3号楼"]], "one key mends it"
