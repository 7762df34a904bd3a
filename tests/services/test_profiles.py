"""Which rules apply where, choosing a city, and what the rest of the house makes of them: on both databases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import pytest

from domain.effects import Post
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind, Urgency
from domain.outcomes import Done, Reason, Refusal
from domain.profiles import Applied, ElectronicVote
from domain.profiles_reading import Problem
from domain.registry import Place, RoleKind
from services import chats, profiles
from services.chats import Stranger
from storage.database import Database
from storage.effects import apply
from storage.schema.traffic import outbox
from tests.builders import found_town, settle_in
from tests.cities import OWN, own_shelf
from tests.services.reporting import reported

NIGHT = timedelta(hours=12)  # 22:00 in Shanghai
LATE = timedelta(hours=11, minutes=40)  # 21:40


async def chosen(database: Database, compound_id: int) -> str:
    found = await profiles.applied(database, compound_id=compound_id)
    assert isinstance(found, Applied)
    return found.city


async def test_whoever_chose_nothing_goes_by_the_nation(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    found = await profiles.applied(database, compound_id=town.compound_id)
    assert isinstance(found, Applied)
    assert (found.compound.name, found.city, found.profile.name) == ("中华园", "national", "全国")
    assert await profiles.applied(database, compound_id=99) == Refusal(Reason.NOT_FOUND, {"what": "compound"})
    assert (await profiles.profile_of(database, compound_id=None)).name == "全国"
    assert list(await profiles.cities(database)) == ["national", "chengdu", "zhengzhou"]


async def test_the_committee_chooses_the_city_once(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    act = {"actor": town["赵主任"].actor, "compound_id": town.compound_id, "at": at}
    done = Done({"compound_id": town.compound_id, "city": "郑州"})
    assert await profiles.choose_profile(database, **act, city="zhengzhou", source="1") == done
    assert await profiles.choose_profile(database, **act, city="chengdu", source="1") == done
    assert await chosen(database, town.compound_id) == "zhengzhou"
    vote = (await profiles.profile_of(database, compound_id=town.compound_id)).counting.electronic_vote
    assert vote.value is ElectronicVote.WITH_IDENTITY
    again = await profiles.choose_profile(database, **act, city="zhengzhou", source="2")
    assert again == Refusal(Reason.ALREADY_DONE, {"what": "profile", "city": "郑州"})
    nowhere = await profiles.choose_profile(database, **act, city="atlantis", source="3")
    assert nowhere == Refusal(Reason.NOT_FOUND, {"what": "city"})
    async with database.reading() as transaction:
        entries = await transaction.journal.read(f"compound:{town.compound_id}")
    body = {"at": write_moment(at), "from": "national", "to": "zhengzhou", "by": town["赵主任"].person_id}
    assert [(entry.type, entry.body) for entry in entries] == [("profile_chosen", body)]


@pytest.mark.parametrize("name", ["李楼长", "王阿姨", "孙网格", "路过的人"])
async def test_others_do_not_choose_it(database: Database, at: datetime, name: str) -> None:
    town = await found_town(database, at)
    outcome = await profiles.choose_profile(
        database, actor=town[name].actor, compound_id=town.compound_id, city="zhengzhou", source="1", at=at
    )
    assert isinstance(outcome, Refusal)
    assert outcome.reason is Reason.NOT_PERMITTED
    assert await chosen(database, town.compound_id) == "national"


async def test_what_changes_is_seen_before_it_is_chosen(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    found = await profiles.what_changes(database, compound_id=town.compound_id, city="zhengzhou")
    assert not isinstance(found, Refusal)
    assert len(found[1]) == 3
    assert isinstance(await profiles.what_changes(database, compound_id=town.compound_id, city="x"), Refusal)
    assert isinstance(await profiles.what_changes(database, compound_id=99, city="zhengzhou"), Refusal)


async def test_a_city_whose_law_the_compounds_file_undercuts_cannot_be_chosen(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    makeup = '{ least = 7, most = 11, odd = false, residents = "1/2" }'
    database.shelf = own_shelf(f"[organs]\nproperty_committee = {{ value = {makeup}, bylaw = '议事规则' }}")
    outcome = await profiles.choose_profile(
        database, actor=town["赵主任"].actor, compound_id=town.compound_id, city="zhengzhou", source="1", at=at
    )
    facts = {"what": "profile_weaker", "file": "", "item": "organs.property_committee"}
    assert outcome == Refusal(Reason.WRONG_STATE, facts)
    assert await profiles.troubles(database) == ()
    async with database.transaction() as transaction:
        await transaction.profiles.choose(town.compound_id, "zhengzhou")
    assert [problem.what for problem in await profiles.troubles(database)] == ["too_little"]


async def test_what_cannot_be_kept_to_is_found_before_the_house_opens(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    database.shelf = own_shelf(OWN, "中华圆")
    assert await profiles.strays(database) == ("中华圆",)
    async with database.transaction() as transaction:
        await transaction.profiles.choose(town.compound_id, "kaifeng")
    assert await profiles.troubles(database) == (Problem("", "no_city", {"compound": "中华园"}, "kaifeng.toml"),)
    database.shelf = own_shelf(OWN)
    assert await profiles.strays(database) == ()


async def test_days_are_counted_with_the_holidays_of_the_compound(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    found = await profiles.days_ahead(database, compound_id=town.compound_id, today=date(2026, 9, 18))
    assert not isinstance(found, Refusal)
    period = dict(found[1])["six_steps.disclosure_days"]
    assert (period.nominal, period.last, period.preliminary) == (date(2026, 10, 3), date(2026, 10, 8), ())
    late = await profiles.days_ahead(database, compound_id=town.compound_id, today=date(2028, 9, 18))
    assert not isinstance(late, Refusal)
    assert dict(late[1])["six_steps.disclosure_days"].preliminary == (2028,)
    assert isinstance(await profiles.days_ahead(database, compound_id=99, today=date(2026, 9, 18)), Refusal)


def notice(key: str, chat_id: int, **more: object) -> Post:
    values: Mapping[str, object] = {"kind": NoticeKind.POST, "template": "chats.hello", **more}
    return Post(Notice(key=key, chat_id=chat_id, **values))  # type: ignore[arg-type]


async def leaving(database: Database, at: datetime, *posts: Post) -> dict[str, datetime]:
    """When each may leave."""
    async with database.transaction() as transaction:
        await apply(transaction, posts, at=at)
        rows = await transaction.outbox.rows(outbox.select())
    return {row.key: row.not_before for row in rows}


async def test_the_night_is_as_long_as_the_compound_says(database: Database, at: datetime) -> None:
    """中华园 keeps 22:00 to 06:00, its neighbour the nation's 21:30 to 07:30."""
    town = await found_town(database, at)
    database.shelf = own_shelf(OWN)
    async with database.transaction() as transaction:
        other = await transaction.registry.found(
            street="曹杨新村街道", community="第一社区", name="府河苑", building_labels=["1号楼"], at=at
        )
        liu = await settle_in(transaction, "刘大爷", 301, RoleKind.OWNER, Place(other), at)
    evening = at + LATE
    found = await leaving(
        database,
        evening,
        notice("group", town.group),
        notice("wang", town["王阿姨"].chat_id),
        notice("liu", liu.chat_id),
        notice("passer-by", town["路过的人"].chat_id),
        notice("urgent", liu.chat_id, urgency=Urgency.URGENT),
        notice("edit", liu.chat_id, kind=NoticeKind.EDIT, subject="issue:1"),
    )
    morning = at.replace(hour=23, minute=30)  # 07:30 in Shanghai
    assert found == {
        "group": evening,
        "wang": evening,
        "liu": morning,
        "passer-by": morning,
        "urgent": evening,
        "edit": evening,
    }
    later = await leaving(database, at + NIGHT, notice("group, later", town.group))
    assert later["group, later"] == at.replace(hour=22)  # 06:00


async def test_reports_are_passed_on_when_the_compounds_night_is_over(database: Database, at: datetime) -> None:
    """At 21:40 the nation sleeps, 中华园 does not; at 23:00 it wakes at six."""
    town = await found_town(database, at)
    evening, night = at + LATE, at + timedelta(hours=13)
    assert (await reported(database, town["王阿姨"], "路灯坏了", evening, "u1"))["told_at"] is not None
    database.shelf = own_shelf(OWN)
    assert (await reported(database, town["王阿姨"], "门禁坏了", evening, "u2"))["told_at"] is None
    assert (await reported(database, town["王阿姨"], "电梯坏了", night, "u3"))["told_at"] == "2026-11-24T22:00:00+00:00"


async def test_everybody_hears_what_people_say_where_they_live(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    async with database.transaction() as transaction:
        await transaction.profiles.choose(town.compound_id, "zhengzhou")

    async def terms(telegram: int, name: str, chat: int, kind: str = "private") -> Mapping[str, str]:
        stranger = Stranger(telegram, name)
        visit = await chats.arrive(database, stranger=stranger, chat_id=chat, chat_kind=kind, chat_title="", at=at)
        return visit.terms

    assert (await terms(101, "王阿姨", 101))["roles.building_leader"] == "楼栋长"
    assert (await terms(103, "赵主任", 103))["roles.building_leader"] == "楼栋长"
    assert await terms(107, "路过的人", 107) == {}
    group = -1_000_000_000_000 - 1001
    assert (await terms(107, "路过的人", group, "supergroup"))["roles.building_leader"] == "楼栋长"
    tongue = await chats.tongue_of(database, chat_id=town.group, at=at)
    assert (tongue.locale, tongue.terms["roles.building_leader"]) == (None, "楼栋长")
    assert (await chats.tongue_of(database, chat_id=9999, at=at)).terms == {}


async def test_home_comes_before_office_and_what_is_over_does_not_count(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    async with database.transaction() as transaction:
        other = await transaction.registry.found(
            street="曹杨新村街道", community="第一社区", name="府河苑", building_labels=["1号楼"], at=at
        )
        await transaction.profiles.choose(other, "chengdu")
        zhao = town["赵主任"].person_id
        await transaction.registry.grant(zhao, RoleKind.OWNER, Place(other), by=None, at=at)
        assert (await transaction.profiles.of_person(zhao, at)).name == "成都"
        held = await transaction.offices.of_person(zhao, at)
        await transaction.offices.end(held[-1].id, at)
        assert (await transaction.profiles.of_person(zhao, at + timedelta(minutes=1))).name == "全国"
