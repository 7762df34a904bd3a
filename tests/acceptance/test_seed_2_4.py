"""2.4 吹哨报到: units, clock, meeting, goals, rating of units; silence past its time shows red; four tabs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.outcomes import Done
from domain.registry import Actor, Place, RoleKind
from domain.whistles import CLOCKS, WhistleKind, WhistleTab
from rendering.texts import SPOKEN, texts
from rendering.whistle_buttons import WhistleSides
from rendering.whistles import sides as all_sides
from rendering.whistles import whistles as drawn
from services import whistles
from services.whistle_pages import whistle_list
from storage.database import Database
from tests.builders import found_town
from tests.services.whistling import Corner, blow, coming

RED = {"zh_Hans": "🔴 2 家没有应哨", "en": "🔴 2 units have not answered"}


@pytest.mark.parametrize("locale", SPOKEN)
async def test_four_tabs_are_reached_and_silence_is_red_on_the_whistle(
    embedded: Database, at: datetime, locale: str
) -> None:
    corner = Corner(embedded, await found_town(embedded, at), at)
    number = await corner.blows()
    units = [await corner.calls(number, name) for name in ("消防", "城管", "供电")]
    await corner.answers(units[0], coming(at))
    meeting: dict[str, Any] = {"spot": "社区会议室", "meets_at": at + timedelta(days=2)}
    await corner.done(whistles.call_meeting, whistle_id=number, **meeting)
    corner.at += CLOCKS[WhistleKind.JOINT].within
    found = await whistle_list(embedded, actor=corner.town["王阿姨"].actor)
    sides = {tab: drawn(texts(locale), found, tab, blows=False, at=corner.at, zone=embedded.zone) for tab in WhistleTab}
    assert (
        len(sides) == 4
        and {"zh_Hans": "🔴 2 家没有应哨", "en": "🔴 2 units have not answered"}[locale]
        in sides[WhistleTab.RESPONSE].text
    )
    assert "社区会议室" in sides[WhistleTab.MEETING].text
    assert sides[WhistleTab.GOALS].text.count("清出通道") == 3
    assert WhistleSides() in [key.press for row in sides[WhistleTab.RESPONSE].keys for key in row]
    reached = {getattr(key.press, "tab", "") for row in all_sides(texts(locale)).keys for key in row}
    assert reached >= {tab.value for tab in WhistleTab}


async def test_the_response_time_is_said_to_the_minute(embedded: Database, at: datetime) -> None:
    corner = Corner(embedded, await found_town(embedded, at), at)
    number = await corner.blows()
    unit = await corner.calls(number)
    corner.at += timedelta(hours=3, minutes=5)
    await corner.answers(unit)
    found = await whistle_list(embedded, actor=corner.town["王阿姨"].actor)
    said = drawn(texts(None), found, WhistleTab.RESPONSE, blows=False, at=corner.at, zone=embedded.zone)
    assert "3小时5分回的话" in said.text


UNITS, COMMUNITIES = 81, 43


async def test_81_units_are_called_by_43_communities_and_each_is_read_in_one_list(
    embedded: Database, at: datetime
) -> None:
    corner = Corner(embedded, await found_town(embedded, at), at)
    chair = corner.town["赵主任"]
    async with embedded.transaction() as transaction:
        places = [corner.town.place] + [
            Place(
                await transaction.registry.found(
                    street="曹杨新村街道", community=f"第{number}社区", name=f"小区{number}", building_labels=[], at=at
                )
            )
            for number in range(2, COMMUNITIES + 1)
        ]
        for place in places[1:]:
            await transaction.registry.grant(chair.person_id, RoleKind.COMMITTEE, place, by=None, at=at)
        actor = Actor(chair.person_id, await transaction.registry.roles_of(chair.person_id, at))
    for number, place in enumerate(places):
        blown = await blow(embedded, place, actor, at)
        assert isinstance(blown, Done), blown
        for unit in range(number, UNITS, COMMUNITIES):
            called: dict[str, Any] = {"name": f"第{unit}党支部", "goal": "清出通道", "days": 3, "at": at}
            await whistles.call_unit(
                embedded, actor=actor, whistle_id=blown["whistle_id"], source=f"call {unit}", **called
            )
    found = await whistle_list(embedded, actor=actor)
    assert (len(found), len({one.name for whistle in found for one in whistle.units})) == (COMMUNITIES, UNITS)
    silent = at + CLOCKS[WhistleKind.JOINT].within
    assert sum(one.unanswered(silent) for whistle in found for one in whistle.units) == UNITS
    assert sum(one.unanswered(at) for whistle in found for one in whistle.units) == 0
