"""Slips: made once a home, looked at without being used up, used by one confirmed binding."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest

from domain.outcomes import Done, Reason, Refusal
from domain.registry import Basis, RoleKind
from domain.slips import MOST_WRONG
from services.households import vouch
from services.households_pages import household, wanted
from services.slips import bind_home, give_family_code, make_slips, revoke_slip, say_name
from storage.database import Database
from storage.schema.joining import slips
from tests.builders import actor_of, agree, build_homes, found_town, queued
from tests.cities import MOST_ADULTS, own_shelf
from tests.services.joining import CODE, OTHER, OWNER, RESIDENT, TENANT, Home


@pytest.fixture
async def home(database: Database, at: datetime) -> Home:
    town = await found_town(database, at)
    units = await build_homes(database, town)
    return Home(database, town, units["1单元101"], at)


async def journal(home: Home) -> list[str]:
    async with home.database.reading() as transaction:
        stream = f"compound:{home.town.compound_id}"
        assert await transaction.journal.broken_at(stream) is None
        return [entry.type for entry in await transaction.journal.read(stream)]


async def test_a_slip_is_made_once_a_home_and_its_code_is_kept_nowhere(home: Home) -> None:
    made = await home.slip()
    assert made == Done({"compound_id": home.town.compound_id, "slips": [[home.unit.id, 1]]})
    assert await home.slip(OTHER) == Done({"compound_id": home.town.compound_id, "slips": []})
    again = await home.slip(OTHER, reprint=True)
    assert isinstance(again, Done) and again["slips"] == [[home.unit.id, 2]]
    async with home.database.reading() as transaction:
        rows = await transaction.units.rows(slips.select().order_by(slips.c.id))
        kept = await transaction.connection.exec_driver_sql("SELECT outcome FROM acts")
        assert not any(CODE in str(row) or OTHER in str(row) for row in [*rows, *kept])
    assert [row.revoked_at is None for row in rows] == [False, True]
    assert {row.key_id for row in rows} == {"k1"}
    refused = await home.look(home.town["路过的人"])
    assert refused == Refusal(Reason.EXPIRED, {"what": "slip_revoked"})
    assert isinstance(await home.look(home.town["路过的人"], OTHER), Done)


async def test_only_who_serves_the_building_prints_its_slips(home: Home) -> None:
    for who in ("王阿姨", "孙网格", "路过的人"):
        refused = await home.slip(by=who)
        assert isinstance(refused, Refusal) and refused.reason is Reason.NOT_PERMITTED
    units = await build_homes(home.database, home.town, "9号楼")
    other = Home(home.database, home.town, units["1单元101"], home.at)
    other.steps = 50
    refused = await other.slip()
    assert isinstance(refused, Refusal) and refused.reason is Reason.NOT_PERMITTED  # another building's leader
    assert isinstance(await other.slip(by="赵主任"), Done)
    nowhere = await make_slips(
        home.database, actor=home.town["赵主任"].actor, codes={9999: CODE}, reprint=False, source="n", at=home.at
    )
    assert nowhere == Refusal(Reason.NOT_FOUND, {"what": "home"})


async def test_two_leaders_printing_at_once_make_one_slip_a_home(home: Home) -> None:
    outcomes = await asyncio.gather(home.slip(CODE), home.slip(OTHER, by="赵主任"))
    made = [outcome["slips"] for outcome in outcomes if isinstance(outcome, Done)]
    assert sorted(map(len, made)) == [0, 1]


async def test_looking_uses_nothing_up(home: Home) -> None:
    await home.slip()
    for who in ("路过的人", "陈租客", "王阿姨"):
        looked = await home.look(home.town[who])
        assert isinstance(looked, Done)
        assert looked["home"] == "中华园3号楼1单元101"
    assert await home.members() == []
    bound = await home.joins(home.town["路过的人"])
    assert isinstance(bound, Done)
    assert await home.members() == [("路过的人", OWNER, Basis.SLIP)]


async def test_without_consent_nobody_is_registered(home: Home) -> None:
    await home.slip()
    wang = home.town["王阿姨"]
    looked = await home.look(wang)
    assert isinstance(looked, Done)
    await home.say(wang, looked["draft_id"], OWNER)
    assert await home.bind(wang, looked["draft_id"]) == Refusal(Reason.NO_CONSENT)
    assert await home.members() == []
    await agree(home.database, wang, at=home.at)
    assert isinstance(await home.bind(wang, looked["draft_id"]), Done)


async def test_two_people_confirm_the_same_slip_at_once_and_one_is_registered(home: Home) -> None:
    await home.slip()
    people = [home.town[name] for name in ("路过的人", "陈租客", "孙网格")]
    drafts = []
    for who in people:
        looked = await home.look(who)
        assert isinstance(looked, Done)
        await agree(home.database, who, at=home.at)
        await home.say(who, looked["draft_id"], RESIDENT)
        drafts.append(looked["draft_id"])
    outcomes = await asyncio.gather(*(home.bind(who, draft) for who, draft in zip(people, drafts, strict=True)))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Done", "Refusal", "Refusal"]
    assert len(await home.members()) == 1
    late = [outcome for outcome in outcomes if isinstance(outcome, Refusal)]
    assert all(outcome.facts.get("what") == "slip_used" for outcome in late)


async def test_the_same_press_again_changes_nothing(home: Home) -> None:
    await home.slip()
    liu = home.town["路过的人"]
    looked = await home.look(liu)
    assert isinstance(looked, Done)
    await agree(home.database, liu, at=home.at)
    await home.say(liu, looked["draft_id"], OWNER)
    first, second = [
        await bind_home(home.database, actor=liu.actor, draft_id=looked["draft_id"], source="once", at=home.at)
        for _ in range(2)
    ]
    assert first == second
    assert await journal(home) == ["slips_made", "home_bound"]


async def test_a_button_of_somebody_elses_screen_binds_nobody(home: Home) -> None:
    await home.slip()
    looked = await home.look(home.town["路过的人"])
    assert isinstance(looked, Done)
    tenant = home.town["陈租客"]
    await agree(home.database, tenant, at=home.at)
    gone = Refusal(Reason.EXPIRED, {"what": "draft"})
    assert await home.say(tenant, looked["draft_id"], TENANT) == gone
    assert await home.bind(tenant, looked["draft_id"]) == gone
    assert await home.bind(home.town["路过的人"], looked["draft_id"]) == Refusal(Reason.STALE)  # not said as what
    office = await home.say(home.town["路过的人"], looked["draft_id"], RoleKind.COMMITTEE)
    assert office == Refusal(Reason.INVALID)


async def test_five_wrong_codes_lock_the_account_for_an_hour_right_ones_too(home: Home) -> None:
    await home.slip()
    guesser, wrong = home.town["路过的人"], "000000000000"
    for left in (4, 3, 2, 1):
        assert await home.look(guesser, wrong) == Refusal(Reason.WRONG_CODE, {"what": "slip", "left": left})
    assert isinstance(await home.look(guesser), Done)  # looking at a right one forgives nothing
    locked = await home.look(guesser, wrong)
    assert isinstance(locked, Refusal) and locked.reason is Reason.LOCKED
    assert await home.look(guesser) == locked
    assert isinstance(await home.look(home.town["王阿姨"]), Done)
    assert isinstance(await home.look(guesser, at=home.at + timedelta(hours=1)), Done)


async def test_being_registered_forgives_typing_errors(home: Home) -> None:
    await home.slip()
    for _ in range(4):
        await home.look(home.town["路过的人"], "000000000000")
    assert isinstance(await home.joins(home.town["路过的人"]), Done)
    assert await home.look(home.town["路过的人"], "000000000000") == Refusal(
        Reason.WRONG_CODE, {"what": "slip", "left": 4}
    )


async def test_many_accounts_guessing_pause_everybody_for_the_rest_of_the_hour(home: Home) -> None:
    await home.slip()
    accounts = [await home.newcomer(f"路人{number}", 900 + number) for number in range(MOST_WRONG // 4)]
    for guesser in accounts:
        for _ in range(4):
            await home.look(guesser, "000000000000")
    paused = await home.look(home.town["王阿姨"])
    assert isinstance(paused, Refusal)
    assert paused.facts["what"] == "slips"
    assert isinstance(await home.look(home.town["王阿姨"], at=home.at + timedelta(hours=1)), Done)


async def test_a_second_adult_comes_in_by_a_code_of_the_family(home: Home) -> None:
    await home.slip()
    wang, liu = home.town["王阿姨"], home.town["路过的人"]
    await home.joins(wang)
    assert await home.look(liu) == Refusal(Reason.ALREADY_DONE, {"what": "slip_used"})
    assert await home.look(wang) == Refusal(Reason.ALREADY_DONE, {"what": "home"})
    given = await home.gives(wang)
    assert isinstance(given, Done)
    bound = await home.joins(liu, RESIDENT, OTHER)
    assert isinstance(bound, Done) and bound["basis"] == "family"
    assert await home.members() == [("王阿姨", OWNER, Basis.SLIP), ("路过的人", RESIDENT, Basis.FAMILY)]
    told = [facts for template, facts in await queued(home.database, wang.chat_id) if template == "households.joined"]
    assert [(facts["name"], facts["kind"], facts["vouch"]) for facts in told] == [("路过的人", "resident", False)]
    assert await home.look(home.town["陈租客"], OTHER) == Refusal(Reason.ALREADY_DONE, {"what": "family_code"})


async def test_a_family_code_is_good_for_a_week_and_can_be_taken_back(home: Home) -> None:
    await home.slip()
    wang, liu = home.town["王阿姨"], home.town["路过的人"]
    await home.joins(wang)
    given = await home.gives(wang)
    assert isinstance(given, Done)
    week = home.at + timedelta(days=7)
    assert await home.look(liu, OTHER, week) == Refusal(Reason.EXPIRED, {"what": "family_code"})
    assert isinstance(await home.look(liu, OTHER, week - timedelta(seconds=1)), Done)
    foreign = await revoke_slip(home.database, actor=liu.actor, slip_id=given["slip_id"], source="f", at=home.at)
    assert isinstance(foreign, Refusal) and foreign.reason is Reason.NOT_PERMITTED
    taken = await revoke_slip(home.database, actor=wang.actor, slip_id=given["slip_id"], source="t", at=home.at)
    assert isinstance(taken, Done)
    assert await home.look(liu, OTHER) == Refusal(Reason.EXPIRED, {"what": "family_revoked"})
    twice = await revoke_slip(home.database, actor=wang.actor, slip_id=given["slip_id"], source="u", at=home.at)
    assert twice == Refusal(Reason.ALREADY_DONE, {"what": "slip_over"})


async def test_a_family_code_ends_with_its_givers_own_registration_however_that_ended(home: Home) -> None:
    await home.slip()
    wang, liu = home.town["王阿姨"], home.town["路过的人"]
    bound = await home.joins(wang)
    assert isinstance(bound, Done)
    await home.gives(wang)
    looked = await home.look(liu, OTHER)
    assert isinstance(looked, Done)
    async with home.database.transaction() as transaction:
        await transaction.households.leave([bound["role_id"]], home.at)
    over = Refusal(Reason.EXPIRED, {"what": "family_revoked"})
    assert await home.look(liu, OTHER) == over
    assert await home.say(liu, looked["draft_id"], RESIDENT) == over


async def test_only_somebody_of_the_home_gives_a_code(home: Home) -> None:
    await home.slip()
    await home.joins(home.town["王阿姨"])
    found = await household(home.database, unit_id=home.unit.id, at=home.at)
    assert found is not None
    (member,) = found.members
    refused = await give_family_code(
        home.database, actor=home.town["陈租客"].actor, role_id=member.role_id, code=OTHER, source="x", at=home.at
    )
    assert refused == Refusal(Reason.NOT_YOURS, {"what": "home"})


async def test_a_home_takes_eight_adults_and_no_more(home: Home) -> None:
    await home.slip()
    wang = home.town["王阿姨"]
    await home.joins(wang)
    for number in range(MOST_ADULTS - 1):
        adult = await home.newcomer(f"家人{number}", 700 + number)
        code = f"{number:012d}"
        assert isinstance(await home.gives(wang, code), Done)
        assert isinstance(await home.joins(adult, RESIDENT, code), Done)
    assert await home.gives(wang, "999999999999") == Refusal(Reason.TOO_MANY, {"what": "adults", "most": MOST_ADULTS})
    await home.slip(OTHER)  # the leader prints another: the home is as full as before
    late = await home.joins(home.town["路过的人"], RESIDENT, OTHER)
    assert late == Refusal(Reason.TOO_MANY, {"what": "adults", "most": MOST_ADULTS})


async def test_an_owner_says_the_name_on_the_deed_where_the_register_knows_it(home: Home) -> None:
    owner = await home.owned_by("王秀英")
    await home.slip()
    wang = home.town["王阿姨"]
    looked = await home.look(wang)
    assert isinstance(looked, Done)
    asked = await home.say(wang, looked["draft_id"], OWNER)
    assert isinstance(asked, Done) and asked["ask_name"] is True
    assert await home.bind(wang, looked["draft_id"]) == Refusal(Reason.STALE)  # the name is still awaited
    empty = await say_name(
        home.database, actor=wang.actor, draft_id=looked["draft_id"], text="301", source="e", at=home.at
    )
    assert empty == Refusal(Reason.EMPTY, {"what": "deed_name"})
    named = await say_name(
        home.database, actor=wang.actor, draft_id=looked["draft_id"], text=" 王 秀英", source="n", at=home.at
    )
    assert isinstance(named, Done) and named["named"] is True
    await agree(home.database, wang, at=home.at)
    bound = await home.bind(wang, looked["draft_id"])
    assert isinstance(bound, Done) and bound["basis"] == "slip"
    assert await home.person_of_owner(owner) == wang.person_id


@pytest.mark.parametrize("said", ["李四", None])
async def test_an_owner_whom_the_register_does_not_know_is_registered_but_not_yet_for_a_vote(
    home: Home, said: str | None
) -> None:
    owner = await home.owned_by("王秀英")
    await home.slip()
    liu = home.town["路过的人"]
    looked = await home.look(liu)
    assert isinstance(looked, Done)
    await home.say(liu, looked["draft_id"], OWNER)
    named = await say_name(
        home.database, actor=liu.actor, draft_id=looked["draft_id"], text=said, source="n", at=home.at
    )
    assert isinstance(named, Done) and named["named"] is False
    await agree(home.database, liu, at=home.at)
    bound = await home.bind(liu, looked["draft_id"])
    assert isinstance(bound, Done) and bound["basis"] == "unmatched"
    assert await home.person_of_owner(owner) is None
    assert await home.members() == [("路过的人", OWNER, Basis.UNMATCHED)]
    leader = home.town["李楼长"]
    asked = [facts for name, facts in await queued(home.database, leader.chat_id) if name == "households.to_check"]
    assert [(facts["basis"], facts["name"]) for facts in asked] == [("unmatched", "路过的人")]
    checked = await vouch(home.database, actor=leader.actor, role_id=bound["role_id"], source=home.source(), at=home.at)
    assert isinstance(checked, Done)
    assert await home.members() == [("路过的人", OWNER, Basis.TWO)]
    assert await home.person_of_owner(owner) == liu.person_id, "and votes as the owner of the register"


async def test_a_name_that_is_somebody_elses_already_matches_nobody(home: Home) -> None:
    await home.owned_by("王秀英")
    await home.slip()
    wang, liu = home.town["王阿姨"], home.town["路过的人"]
    for who, code in ((wang, CODE), (liu, OTHER)):
        if code == OTHER:
            await home.slip(OTHER)
        looked = await home.look(who, code)
        assert isinstance(looked, Done)
        await home.say(who, looked["draft_id"], OWNER)
        await say_name(
            home.database, actor=who.actor, draft_id=looked["draft_id"], text="王秀英", source=f"n{code}", at=home.at
        )
        await agree(home.database, who, at=home.at)
        await home.bind(who, looked["draft_id"])
    assert [basis for _, _, basis in await home.members()] == [Basis.SLIP, Basis.UNMATCHED]


async def test_a_person_may_have_several_homes_and_is_one_thing_in_each(home: Home) -> None:
    await home.slip()
    wang = home.town["王阿姨"]
    await home.joins(wang, TENANT)
    async with home.database.reading() as transaction:
        units = await transaction.units.of_building(home.town.buildings["3号楼"])
    second = Home(home.database, home.town, units[1], home.at)
    second.steps = 100
    await second.slip(OTHER)
    await second.joins(wang, OWNER, OTHER)
    roles = (await actor_of(home.database, wang, home.at)).roles
    assert {(role.place.unit_id, role.kind) for role in roles} == {(units[0].id, TENANT), (units[1].id, OWNER)}
    await home.slip("333333333333")
    await home.joins(wang, OWNER, "333333333333")  # bought what was rented
    assert await home.members() == [("王阿姨", OWNER, Basis.SLIP)]
    same = await home.slip("444444444444")
    assert isinstance(same, Done)
    assert await home.joins(wang, OWNER, "444444444444") == Refusal(Reason.ALREADY_DONE, {"what": "home"})
    assert isinstance(await home.look(home.town["路过的人"], "444444444444"), Done)  # and was not used up


async def test_what_is_still_to_be_printed_is_what_nobody_has(home: Home, at: datetime) -> None:
    place = home.unit.place.building
    before = await wanted(home.database, place=place, at=at)
    assert (before.homes, before.joined, len(before.fresh), before.out) == (8, 0, 8, ())
    await home.slip()
    assert (await wanted(home.database, place=place, at=at)).out == (home.unit.id,)
    await home.joins(home.town["王阿姨"])
    after = await wanted(home.database, place=place, at=at)
    assert (after.joined, len(after.fresh), after.out) == (1, 7, ())


async def test_a_home_off_the_list_binds_nobody(home: Home) -> None:
    await home.slip()
    async with home.database.transaction() as transaction:
        await transaction.doors.take_off(home.unit.id)
    assert await home.look(home.town["路过的人"]) == Refusal(Reason.NOT_FOUND, {"what": "home"})


async def test_a_compound_may_say_how_many_adults_a_home_has(home: Home) -> None:
    home.database.shelf = own_shelf("[everyday]\nadults_per_home = { value = 1, bylaw = '中华园议事规则第6条' }")
    await home.slip()
    await home.joins(home.town["王阿姨"])
    full = Refusal(Reason.TOO_MANY, {"what": "adults", "most": 1})
    assert await home.gives(home.town["王阿姨"], "999999999999") == full
