"""A group is formed once, neighbours ask, the committee names; whoever leaves is gone; on both databases."""

from __future__ import annotations

import asyncio
from datetime import datetime
from itertools import count

import pytest

from domain.issues_categories import Category
from domain.outcomes import Done, Refusal
from domain.registry import Place, RoleKind
from domain.teams import HOME_LEFT, TeamKind, TeamPage
from services import checklists, teams
from services.households import move_out
from services.privacy_mine import erase
from storage.database import Database
from tests.builders import found_town, settle_in
from tests.services.checking import Round
from tests.services.reporting import queued, reported

SOURCES = count()


@pytest.fixture
async def yard(database: Database, at: datetime) -> Round:
    return Round(database, await found_town(database, at), at)


async def formed(yard: Round, kind: TeamKind = TeamKind.CLEANING) -> int:
    return int((await yard.done(teams.form_team, place=yard.town.place, kind=kind))["team_id"])


async def page(yard: Round, who: str, team_id: int) -> TeamPage:
    found = await teams.team_page(yard.database, actor=yard.town[who].actor, team_id=team_id, at=yard.at)
    assert isinstance(found, TeamPage)
    return found


async def test_one_of_each_kind_by_the_committee(yard: Round) -> None:
    team = await formed(yard)
    again = {"place": yard.town.place, "kind": TeamKind.CLEANING}
    assert await yard.refused(teams.form_team, **again) == "team"
    assert await yard.refused(teams.form_team, "王阿姨", **again) == "form_teams"
    listed = await teams.team_list(yard.database, actor=yard.town["王阿姨"].actor, compound_id=yard.town.compound_id)
    assert not isinstance(listed, Refusal) and [one.id for one in listed] == [team]
    assert [one.name for one in await teams.team_compounds(yard.database, actor=yard.town["王阿姨"].actor)] == [
        "中华园"
    ]


async def test_of_a_member_who_erases_their_records_the_committee_hears_how_many_stay(yard: Round) -> None:
    asked, team = await formed(yard, TeamKind.GREENING), await formed(yard)
    for number in (asked, team):
        await yard.done(teams.ask_to_join, "王阿姨", team_id=number)
        await yard.done(teams.ask_to_join, "陈租客", team_id=number)
    for who in ("王阿姨", "陈租客"):
        await yard.done(teams.name_member, team_id=team, person_id=yard.town[who].person_id)
    gone = await erase(yard.database, actor=yard.town["陈租客"].actor, source="erase", at=yard.at)
    assert isinstance(gone, Done), gone
    heard = [row for row in await queued(yard.database, template="teams.told") if row.facts["event"] == "moved"]
    assert [(row.chat_id, row.facts["team_id"], row.facts["n"]) for row in heard] == [
        (yard.town["赵主任"].chat_id, team, 1)
    ], "of whom they only asked nobody hears"
    assert "陈租客" not in str([row.facts for row in heard])
    async with yard.database.reading() as transaction:
        kept = [one.type for one in await transaction.journal.read(f"compound:{yard.town.compound_id}")]
    assert kept.count("team_member_left") == 2


async def test_who_asks_is_named_and_both_sides_hear(yard: Round) -> None:
    team, wang = await formed(yard), yard.town["王阿姨"].person_id
    assert (await page(yard, "王阿姨", team)).may_join and not (await page(yard, "王阿姨", team)).keeps
    named = {"team_id": team, "person_id": wang}
    assert await yard.refused(teams.name_member, **named) == "team_member"
    await yard.done(teams.ask_to_join, "王阿姨", team_id=team)
    assert await yard.refused(teams.ask_to_join, "王阿姨", team_id=team) == "team_member"
    assert await yard.refused(teams.ask_to_join, "孙网格", team_id=team) == "team_neighbours"
    assert await yard.refused(teams.name_member, "王阿姨", **named) == "form_teams"
    await yard.done(teams.name_member, **named)
    told = [(row.facts["event"], row.chat_id) for row in await queued(yard.database, template="teams.told")]
    assert told == [("asked", yard.town["赵主任"].chat_id), ("named", yard.town["王阿姨"].chat_id)]
    assert [one.name for one in (await page(yard, "赵主任", team)).team.named] == ["王阿姨"]
    assert await yard.refused(teams.drop_member, "李楼长", **named) == "form_teams"
    await yard.done(teams.drop_member, "王阿姨", **named)
    assert (await page(yard, "赵主任", team)).team.members == ()
    assert await yard.refused(teams.drop_member, **named) == "team_member"


async def heard(yard: Round, event: str) -> list[tuple[int, object]]:
    """Who heard of it, and how many are in the group by then."""
    rows = await queued(yard.database, template="teams.told")
    return [(row.chat_id, row.facts["n"]) for row in rows if row.facts["event"] == event]


async def test_whoever_is_not_named_or_no_longer_wanted_hears_it_kindly(yard: Round) -> None:
    team, wang = await formed(yard), yard.town["王阿姨"]
    member = {"team_id": team, "person_id": wang.person_id}
    await yard.done(teams.ask_to_join, "王阿姨", team_id=team)
    await yard.done(teams.drop_member, **member)
    assert await heard(yard, "declined") == [(wang.chat_id, 0)]
    await yard.done(teams.ask_to_join, "王阿姨", team_id=team)
    await yard.done(teams.name_member, **member)
    await yard.done(teams.drop_member, **member)
    assert await heard(yard, "dropped") == [(wang.chat_id, 1)]
    await yard.done(teams.ask_to_join, "王阿姨", team_id=team)
    await yard.done(teams.drop_member, "王阿姨", **member)
    assert len(await queued(yard.database, template="teams.told")) == 6, "who left by themselves knows it"


async def test_whoever_lives_there_no_more_is_in_no_group_and_the_committee_hears(yard: Round) -> None:
    team, other = await formed(yard), await formed(yard, TeamKind.FINANCE)
    wang, tenant = yard.town["王阿姨"], yard.town["陈租客"]
    for who in ("王阿姨", "陈租客"):
        await yard.done(teams.ask_to_join, who, team_id=team)
        await yard.done(teams.name_member, team_id=team, person_id=yard.town[who].person_id)
    await yard.done(teams.ask_to_join, "王阿姨", team_id=other)
    assert await looked_at(yard, wang.person_id) == 0, "she still lives there"
    async with yard.database.reading() as transaction:
        ((member, _),) = await transaction.households.homes_of(wang.person_id, yard.at)
    await yard.done(move_out, "王阿姨", role_id=member.role_id)
    async with yard.database.reading() as transaction:
        row = await transaction.due.first(by=yard.at)
    assert row is not None and (row.kind, row.subject) == (HOME_LEFT, f"person:{wang.person_id}")
    assert await looked_at(yard, wang.person_id) == 2
    assert [one.name for one in (await page(yard, "赵主任", team)).team.members] == ["陈租客"]
    assert (await page(yard, "赵主任", other)).team.members == ()
    assert await heard(yard, "moved") == [(yard.town["赵主任"].chat_id, 1)], "of whom they only asked nobody hears"
    assert await looked_at(yard, wang.person_id) == 0
    assert await looked_at(yard, tenant.person_id) == 0


async def looked_at(yard: Round, person: int) -> int:
    """How many groups they were taken out of."""
    subject = f"person:{person}"
    outcome = await teams.leave_with_home(
        yard.database, subject=subject, due=yard.at, source=f"due {next(SOURCES)}", at=yard.at
    )
    assert isinstance(outcome, Done)
    return int(outcome["left"])


async def test_a_group_with_lists_stays(yard: Round) -> None:
    team, other = await formed(yard), await formed(yard, TeamKind.FINANCE)
    await yard.done(teams.ask_to_join, "王阿姨", team_id=other)
    made = await yard.done(checklists.make_checklist, place=yard.town.place, title="保洁清单", team_id=team)
    assert (await page(yard, "王阿姨", team)).lists == ((made["checklist_id"], "保洁清单"),)
    refused = {"place": yard.town.place, "title": "清单", "team_id": 99}
    assert await yard.refused(checklists.make_checklist, **refused) == "team"
    assert await yard.refused(teams.dissolve_team, team_id=team) == "team_lists"
    assert await yard.refused(teams.dissolve_team, "王阿姨", team_id=other) == "form_teams"
    await yard.done(teams.dissolve_team, team_id=other)
    for act in (teams.dissolve_team, teams.ask_to_join):
        assert await yard.refused(act, team_id=other) == "team"
    for act in (teams.name_member, teams.drop_member):
        assert await yard.refused(act, team_id=other, person_id=1) == "team"


async def test_clues_are_for_those_who_live_or_serve_there(yard: Round) -> None:
    await formed(yard)
    await reported(yard.database, yard.town["王阿姨"], "3号楼垃圾没人清", yard.at)
    where = {"compound_id": yard.town.compound_id}
    found = await teams.clue_register(yard.database, actor=yard.town["陈租客"].actor, **where, at=yard.at)
    assert not isinstance(found, Refusal) and sum(one.open for one in found) == 1
    (kind,) = (one.category for one in found)
    for category, numbers in ((kind, ["0001"]), (Category.GAS, [])):
        seen = await teams.clues_of(
            yard.database, actor=yard.town["陈租客"].actor, **where, category=category, at=yard.at
        )
        assert not isinstance(seen, Refusal) and [one.called for one in seen] == numbers
    stranger = yard.town["路过的人"].actor
    for asked in (
        teams.clue_register(yard.database, actor=stranger, **where, at=yard.at),
        teams.clues_of(yard.database, actor=stranger, **where, category=None, at=yard.at),
        teams.team_list(yard.database, actor=stranger, **where),
        teams.team_page(yard.database, actor=stranger, team_id=1, at=yard.at),
    ):
        assert isinstance(await asked, Refusal)


async def test_whoever_asked_is_not_asked_again_and_the_machine_s_keeper_may_look(yard: Round) -> None:
    team = await formed(yard)
    await yard.done(teams.ask_to_join, "王阿姨", team_id=team)
    assert not (await page(yard, "王阿姨", team)).may_join
    assert not (await page(yard, "孙网格", team)).may_join, "whoever is looked at does not look"
    operator = yard.town["钱管理"].actor
    listed = await teams.team_list(yard.database, actor=operator, compound_id=yard.town.compound_id)
    assert not isinstance(listed, Refusal) and [one.id for one in listed] == [team]


async def test_an_office_there_is_no_home_there(yard: Round) -> None:
    team, zhao = await formed(yard), yard.town["赵主任"]
    async with yard.database.transaction() as transaction:
        await transaction.teams.ask(team, zhao.person_id, yard.at)
    subject = f"person:{zhao.person_id}"
    left = await teams.leave_with_home(yard.database, subject=subject, due=yard.at, source="left", at=yard.at)
    assert left == Done({"left": 1}) and (await page(yard, "赵主任", team)).team.members == ()


async def test_clues_are_read_as_far_as_each_reader_reads_the_report(yard: Round) -> None:
    where = {"compound_id": yard.town.compound_id}
    number = (await reported(yard.database, yard.town["王阿姨"], "3号楼垃圾没人清", yard.at))["id"]
    async with yard.database.transaction() as transaction:
        await transaction.intake.seal(number, yard.town["李楼长"].person_id)
    for who in ("李楼长", "王阿姨", "赵主任"):
        given = {"actor": yard.town[who].actor, "category": Category.WASTE, "at": yard.at}
        assert await teams.clues_of(yard.database, **where, **given) == [], "sealed: in no register, whoever looks"
    async with yard.database.transaction() as transaction:
        place = await transaction.registry.found(
            street="街", community="区", name="无群", building_labels=[], at=yard.at
        )
        one = await settle_in(transaction, "甲", 131, RoleKind.OWNER, Place(place), yard.at)
        other = await settle_in(transaction, "乙", 132, RoleKind.OWNER, Place(place), yard.at)
    await reported(yard.database, one, "垃圾没人清", yard.at, "quiet")
    for who, n in ((one, 1), (other, 0)):
        given = {"actor": who.actor, "category": Category.WASTE, "at": yard.at}
        found = await teams.clues_of(yard.database, compound_id=place, **given)
        assert not isinstance(found, Refusal) and len(found) == n, "no group shows it: its reporter reads it alone"


async def test_of_two_who_name_and_turn_down_at_the_same_moment_nothing_is_half_done(yard: Round) -> None:
    team, wang = await formed(yard), yard.town["王阿姨"].person_id
    await yard.done(teams.ask_to_join, "王阿姨", team_id=team)
    naming = (yard.does(teams.name_member, team_id=team, person_id=wang) for _ in range(2))
    outcomes = await asyncio.gather(*naming)
    assert sorted(type(one).__name__ for one in outcomes) == ["Done", "Refusal"]
