"""The days ahead of one person: what concerns them, holidays and 调休; a page of it that runs out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.days import Calendar, DayKind, Occasion
from domain.links import LinkPurpose, PersonalLink
from domain.outcomes import Done, Reason, Refusal
from domain.registry import Actor, Place, RoleKind
from services.days import LASTS, calendar, lend_calendar, lent_calendar
from services.links import link_token, open_link
from services.privacy_mine import erase
from storage.database import Database
from storage.schema.registry import roles
from tests.builders import Town, found_town
from tests.poll_story import Story

ZONE = ZoneInfo("Asia/Shanghai")
DAY = timedelta(days=1)
BEFORE_NATIONAL_DAY = datetime(2026, 9, 18, 2, 0, tzinfo=UTC)


@pytest.fixture
async def town(database: Database, at: datetime) -> Town:
    return await found_town(database, at)


async def days_of(database: Database, town: Town, who: str, at: datetime) -> Calendar:
    found = await calendar(database, person_id=town[who].person_id, at=at, zone=ZONE)
    assert found is not None
    return found


def occasions(found: Calendar) -> list[Occasion]:
    return [occasion for one in found.stretches for occasion in one.occasions]


async def test_six_weeks_with_the_holidays_of_the_compound(database: Database) -> None:
    at = BEFORE_NATIONAL_DAY
    found = await days_of(database, await found_town(database, at), "王阿姨", at)
    assert (found.stretches[0].first, found.stretches[-1].last) == (date(2026, 9, 18), date(2026, 10, 29))
    free = [(one.first, one.last) for one in found.stretches if one.kind is DayKind.HOLIDAY]
    assert free == [(date(2026, 9, 25), date(2026, 9, 27)), (date(2026, 10, 1), date(2026, 10, 7))]
    assert [one.first for one in found.stretches if one.kind is DayKind.MAKE_UP] == [
        date(2026, 9, 20),
        date(2026, 10, 10),
    ]
    disclosure = dict(found.waits)["six_steps.disclosure_days"]
    assert (disclosure.nominal, disclosure.last) == (date(2026, 10, 3), date(2026, 10, 8))
    assert list(found.unsettled) == []


async def test_a_question_is_on_the_day_it_closes_once_it_is_asked(
    database: Database, town: Town, at: datetime
) -> None:
    story = Story(database, town, at)
    await story.start()
    assert occasions(await days_of(database, town, "王阿姨", at)) == []
    await story.deliver(at)
    closes = at + 2 * DAY
    expected = [Occasion(date(2026, 11, 26), "poll", {"question": "大门换不换", "until": closes})]
    assert occasions(await days_of(database, town, "王阿姨", at)) == expected
    assert occasions(await days_of(database, town, "赵主任", at)) == expected
    assert occasions(await days_of(database, town, "钱管理", at)) == []


async def test_a_question_of_another_building_is_not_theirs(database: Database, town: Town, at: datetime) -> None:
    story = Story(database, town, at)
    await story.start("李楼长", chat_id=town.building_group)
    await story.deliver(at)
    assert len(occasions(await days_of(database, town, "王阿姨", at))) == 1
    assert len(occasions(await days_of(database, town, "赵主任", at))) == 1
    async with database.transaction() as transaction:
        ninth = Place(town.compound_id, town.buildings["9号楼"])
        me = await transaction.registry.meet(999, "小马", at)
        await transaction.registry.grant(me.id, RoleKind.TENANT, ninth, by=None, at=at)
    found = await calendar(database, person_id=me.id, at=at, zone=ZONE)
    assert found is not None and occasions(found) == []


async def test_a_term_ends_on_its_day_once_however_far_it_reaches_and_a_home_has_none(
    database: Database, town: Town, at: datetime
) -> None:
    who, third = town["王阿姨"].person_id, Place(town.compound_id, town.buildings["3号楼"])
    async with database.transaction() as transaction:
        for place in (town.place, third):  # as a role over a grid stands there: once for each building
            await transaction.registry.grant(who, RoleKind.SCRUTINEER, place, by=None, at=at)
        ending = roles.update().where(roles.c.person_id == who).values(until=at + 10 * DAY)
        await transaction.connection.execute(ending)
    found = await days_of(database, town, "王阿姨", at)
    assert occasions(found) == [Occasion(date(2026, 12, 4), "term", {"kind": "scrutineer"})]


async def test_whoever_is_nothing_here_has_no_calendar(database: Database, town: Town, at: datetime) -> None:
    stranger = town["路过的人"]
    assert await calendar(database, person_id=stranger.person_id, at=at, zone=ZONE) is None
    refused = await lend_calendar(database, actor=stranger.actor, source="l", at=at)
    assert refused == Refusal(Reason.NOT_FOUND, {"what": "home"})
    nobody = await lend_calendar(database, actor=Actor(None, ()), source="n", at=at)
    assert nobody == Refusal(Reason.NOT_FOUND, {"what": "home"})


async def lent(database: Database, town: Town, who: str, at: datetime) -> tuple[str, PersonalLink]:
    outcome = await lend_calendar(database, actor=town[who].actor, source=f"lend {who}", at=at)
    assert isinstance(outcome, Done)
    token = await link_token(database, link_id=outcome["link_id"])
    assert token is not None
    link = await open_link(database, token=token, at=at)
    assert isinstance(link, PersonalLink)
    return token, link


async def test_a_page_shows_the_days_of_whoever_lent_it_until_it_runs_out(
    database: Database, town: Town, at: datetime
) -> None:
    token, link = await lent(database, town, "王阿姨", at)
    assert (link.purpose, link.subject) == (LinkPurpose.CALENDAR, "own")
    assert isinstance(await lent_calendar(database, link=link, at=at, zone=ZONE), Calendar)
    assert isinstance(await open_link(database, token=token, at=at + LASTS - DAY), PersonalLink)
    assert await open_link(database, token=token, at=at + LASTS) == Refusal(Reason.EXPIRED, {"what": "link"})


async def test_the_page_of_somebody_erased_opens_nothing(database: Database, town: Town, at: datetime) -> None:
    token, link = await lent(database, town, "王阿姨", at)
    assert isinstance(await erase(database, actor=town["王阿姨"].actor, source="erase", at=at), Done)
    gone = Refusal(Reason.EXPIRED, {"what": "link"})
    assert await lent_calendar(database, link=link, at=at, zone=ZONE) == gone
    kept = await open_link(database, token=token, at=at)
    assert isinstance(kept, PersonalLink) and kept.made_by is None
    assert await lent_calendar(database, link=kept, at=at, zone=ZONE) == gone
