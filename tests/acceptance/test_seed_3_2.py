"""3.2 七个监督小组, 10类50多条线索逐一解决: closing takes evidence and the reporter's word; nobody is counted."""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime, timedelta

from sqlalchemy import update

from domain.checklists import ItemState
from domain.issues_categories import Category
from domain.outcomes import Done, Refusal
from domain.teams import WATCHES, Clues, TeamKind, TeamPage
from rendering import teams as drawn
from rendering.texts import texts
from services import checklists, teams
from storage.database import Database
from storage.schema.issues import issues
from tests.builders import Town, found_town
from tests.services.checking import Round
from tests.services.reporting import PHOTO, handle

SEVEN = [kind for kind in TeamKind if kind not in (TeamKind.NEIGHBOURS, TeamKind.VOLUNTEERS)]
TEN = [
    *(Category.WASTE, Category.FIRE_LANE, Category.GREEN, Category.LIFT, Category.LIGHT),
    *(Category.LEAK, Category.PARKING, Category.PROPERTY, Category.NOISE, Category.NEIGHBOURS),
]
ROWS = 52


async def clue(database: Database, town: Town, number: int, at: datetime) -> int:
    """A report on record, about one of ten things."""
    async with database.transaction() as transaction:
        one = await transaction.issues.report(
            number=number,
            place=town.place,
            reporter_id=town["王阿姨"].person_id,
            draft_id=70_000 + number,
            text=f"第{number}条",
            spot=None,
            at=at,
        )
        of_one = update(issues).where(issues.c.id == one.id)
        await transaction.issues.run(of_one.values(category=TEN[number % len(TEN)].value))
    return one.id


async def register(database: Database, town: Town, at: datetime) -> tuple[Clues, ...]:
    found = await teams.clue_register(database, actor=town["陈租客"].actor, compound_id=town.compound_id, at=at)
    assert isinstance(found, tuple)
    return found


async def test_fifty_two_clues_of_ten_kinds_are_closed_one_by_one(embedded: Database, at: datetime) -> None:
    town = await found_town(embedded, at)
    numbers = [await clue(embedded, town, number, at) for number in range(1, ROWS + 1)]
    found = await register(embedded, town, at)
    assert len(found) == 10 and sum(one.open for one in found) == ROWS
    assert {field.name for field in fields(Clues)} == {"category", "open", "closed", "otherwise"}, "nobody is counted"
    bare = await handle(embedded, town["赵主任"], "done", numbers[0], at)
    assert isinstance(bare, Refusal) and bare.facts["what"] == "issue_proof"
    for closed, number in enumerate(numbers, start=1):
        now = at + timedelta(minutes=closed)
        shown = await handle(embedded, town["赵主任"], "done", number, now, files=(PHOTO,))
        looked = await handle(embedded, town["孙网格"], "check", number, now)
        assert isinstance(shown, Done) and isinstance(looked, Done), (shown, looked)
        assert sum(one.closed for one in await register(embedded, town, now)) == closed - 1, "its reporter is asked"
        assert isinstance(await handle(embedded, town["王阿姨"], "solved", number, now), Done)
        assert sum(one.closed for one in await register(embedded, town, now)) == closed
    said = drawn.register(texts("zh_Hans"), await register(embedded, town, at + timedelta(hours=2)), town.compound_id)
    assert "10 类 52 件，还在办 0 件，办结 52 件" in said.text
    assert "王阿姨" not in said.text and "户" not in said.text


async def test_seven_groups_have_their_lists_and_members_the_committee_named(embedded: Database, at: datetime) -> None:
    yard = Round(embedded, await found_town(embedded, at), at)
    place, wang = yard.town.place, yard.town["王阿姨"]
    groups = {kind: (await yard.done(teams.form_team, place=place, kind=kind))["team_id"] for kind in SEVEN}
    assert len(groups) == 7
    for number in groups.values():
        await yard.done(teams.ask_to_join, "王阿姨", team_id=number)
        await yard.done(teams.name_member, team_id=number, person_id=wang.person_id)
        made = await yard.done(checklists.make_checklist, place=place, title=f"第{number}组的清单", team_id=number)
        item = await yard.adds(made["checklist_id"])
        await yard.finishes(item)
        await yard.accepts(item)
        page = await teams.team_page(embedded, actor=wang.actor, team_id=number, at=at)
        assert isinstance(page, TeamPage) and [one.person_id for one in page.team.named] == [wang.person_id]
        assert page.lists == ((made["checklist_id"], f"第{number}组的清单"),)
        assert (await yard.item(made["checklist_id"], item)).state is ItemState.STRUCK
    watched = [category for kind in SEVEN for category in WATCHES[kind]]
    assert len(watched) == len(set(watched)), "a clue belongs to one group"
