"""Which rules apply where, choosing a city, and what the rest of the house makes of them: on both databases."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

import pytest

from domain.moments import write_moment
from domain.offices import Office, Scope
from domain.outcomes import Done, Reason, Refusal
from domain.profiles import Applied, ElectronicVote
from domain.profiles_reading import Problem
from domain.registry import Place, RoleKind
from services import chats, profiles
from services.chats import Stranger
from storage.database import Database
from storage.transaction import Transaction
from tests.builders import found_town
from tests.cities import OWN, own_shelf


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
    database.shelf = own_shelf()
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
    zhao = town["赵主任"]
    async with database.transaction() as transaction:
        other = await second_compound(transaction, at, "府河苑")
        building = (await transaction.registry.buildings(other))[0].id
        await transaction.registry.grant(zhao.person_id, RoleKind.OWNER, Place(other, building), by=None, at=at)
        assert (await transaction.profiles.of_chat(zhao.chat_id, at)).name == "成都"
        await transaction.registry.end_homes(zhao.person_id, building, at)
        assert (await transaction.profiles.of_chat(zhao.chat_id, at + timedelta(minutes=1))).name == "全国"


async def test_whoever_serves_a_community_speaks_as_its_compounds_do(database: Database, at: datetime) -> None:
    town = await found_town(database, at)
    passer = town["路过的人"]
    async with database.transaction() as transaction:
        await transaction.profiles.choose(town.compound_id, "zhengzhou")
        assert (await transaction.profiles.of_chat(passer.chat_id, at)).name == "全国"
        compound = await transaction.registry.compound(town.compound_id)
        assert compound is not None
        office = Office(RoleKind.GRID_WORKER, Scope(community_id=compound.community_id))
        await transaction.offices.give(passer.person_id, office, by=None, at=at)
        assert (await transaction.profiles.of_chat(passer.chat_id, at)).name == "郑州"


async def second_compound(transaction: Transaction, at: datetime, name: str) -> int:
    """A neighbour of 中华园 that goes by 成都."""
    number = await transaction.registry.found(
        street="曹杨新村街道", community="第一社区", name=name, building_labels=["1号楼"], at=at
    )
    await transaction.profiles.choose(number, "chengdu")
    return number
