"""Where a report is, closer than its building: its entrance, the thing whose code was scanned, on both databases."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.issues import Said
from domain.outcomes import Done, Reason, Refusal
from services import issues, posters
from storage.database import Database
from tests.builders import Town, build_homes, found_town
from tests.services.reporting import offered


async def test_words_name_the_entrance_and_nothing_is_asked(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await build_homes(database, town)
    offer = await offered(database, town["王阿姨"], Said("二单元电梯坏了"), at)
    assert (offer["building"], offer["entrances"]) == ("3号楼2单元", [])
    both = await offered(database, town["王阿姨"], Said("1单元和2单元都没水"), at, "u2")
    assert (both["building"], both["entrances"]) == ("3号楼", [])


async def test_after_the_building_the_entrance_is_a_button(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await build_homes(database, town)
    passer = town["路过的人"]
    offer = await offered(database, passer, Said("门禁坏了"), at)
    press = {"actor": passer.actor, "draft_id": offer["draft_id"], "at": at}
    placed = await issues.place_report(database, building_id=town.buildings["3号楼"], source="a", **press)
    assert isinstance(placed, Done)
    (_, _), (second, label) = placed["entrances"]
    assert label == "2单元"
    forged = await issues.place_in_entrance(database, entrance_id=second + 99, source="b", **press)
    assert forged == Refusal(Reason.NOT_FOUND, {"what": "place"})
    chosen = await issues.place_in_entrance(database, entrance_id=second, source="c", **press)
    assert isinstance(chosen, Done)
    assert (chosen["building"], chosen["entrances"]) == ("3号楼2单元", [])
    done = await issues.report_issue(database, source="d", **press)
    assert isinstance(done, Done)
    seen = await issues.progress(database, actor=passer.actor, issue_id=done["id"], at=at)
    assert not isinstance(seen, Refusal)
    assert seen.issue.spot_words == "3号楼2单元"


async def test_whoever_cannot_say_which_reports_all_the_same(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    await build_homes(database, town)
    passer = town["路过的人"]
    offer = await offered(database, passer, Said("门禁坏了"), at)
    press = {"actor": passer.actor, "draft_id": offer["draft_id"], "at": at}
    await issues.place_report(database, building_id=town.buildings["3号楼"], source="a", **press)
    unsure = await issues.place_in_entrance(database, entrance_id=None, source="b", **press)
    assert isinstance(unsure, Done)
    assert (unsure["building"], unsure["entrances"]) == ("3号楼", [])
    assert isinstance(await issues.report_issue(database, source="c", **press), Done)


async def poster_of(database: Database, town: Town, spot: str, at: datetime) -> str:
    """The tag of a poster for this place and thing."""
    made = await posters.make_posters(
        database, actor=town["赵主任"].actor, place=town.place, spots=[spot], source=spot, at=at
    )
    assert isinstance(made, Done), made
    found = await posters.posters(database, actor=town["赵主任"].actor, place=town.place)
    assert not isinstance(found, Refusal)
    return found[-1].tag


@pytest.mark.parametrize(
    ("spot", "where", "category"),
    [("3号楼2单元：2号梯", "3号楼2单元 2号梯", "lift"), ("东门内:12号路灯", "12号路灯", "light")],
)
async def test_a_thing_s_code_fills_in_place_thing_and_category(
    database: Database, at: datetime, spot: str, where: str, category: str
) -> None:
    town = await found_town(database, at)
    await build_homes(database, town)
    wang, tag = town["王阿姨"], await poster_of(database, town, spot, at)
    led = await posters.look_at_poster(database, tag=tag)
    assert led is not None and led.thing is not None
    outcome = await issues.offer_report(
        database,
        actor=wang.actor,
        chat_id=wang.chat_id,
        said=Said("坏了"),
        near=town.place if led.building_id is None else town["李楼长"].actor.roles[0].place,
        poster=tag,
        source="u",
        at=at,
    )
    assert isinstance(outcome, Done)
    assert (outcome["building"], outcome["category"], outcome["buildings"]) == (where, category, [])


async def test_a_poster_without_a_thing_is_as_before(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    led = await posters.look_at_poster(database, tag=await poster_of(database, town, "3号楼门口", at))
    assert led is not None
    assert (led.spot, led.thing) == ("3号楼门口", None)
