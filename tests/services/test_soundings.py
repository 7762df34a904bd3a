"""All homes are asked on record: one answer a home, counted once, then gone; a list out of the result."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from domain.notices import NoticeKind
from domain.outcomes import Done
from domain.registry import Place, RoleKind
from domain.soundings import SoundingState
from services import soundings as acts
from services.checklists import list_from_sounding
from storage.database import Database
from storage.schema.soundings import sounding_answers
from tests.builders import Neighbour, build_homes, found_town, settle_in
from tests.services.checking import Round
from tests.services.reporting import queued

OPTIONS = ["消防", "停车", "充电"]


@pytest.fixture
async def yard(database: Database, at: datetime) -> Round:
    """Eight homes; two people in the first of them, one in the second."""
    town = await found_town(database, at)
    homes = await build_homes(database, town)
    people: dict[str, Neighbour] = dict(town.people)
    async with database.transaction() as transaction:
        for n, (name, door) in enumerate((("甲", "1单元101"), ("乙", "1单元101"), ("丙", "1单元102"))):
            unit = homes[door]
            place = Place(town.compound_id, unit.building_id, unit.entrance_id, unit.floor, unit.id)
            people[name] = await settle_in(transaction, name, 800 + n, RoleKind.OWNER, place, at)
    return Round(database, type(town)(town.compound_id, town.buildings, town.group, town.building_group, people), at)


async def asks(yard: Round) -> int:
    asked: dict[str, Any] = {"place": yard.town.place, "question": "先修什么", "options": OPTIONS, "days": 7}
    return int((await yard.done(acts.ask_homes, **asked))["sounding_id"])


async def closes(yard: Round, number: int) -> Done:
    yard.at += timedelta(days=7)
    source = f"due {number} {yard.at}"
    outcome = await acts.close_sounding(
        yard.database, subject=f"sounding:{number}", due=yard.at, source=source, at=yard.at
    )
    assert isinstance(outcome, Done)
    return outcome


async def test_a_home_has_one_answer_whoever_of_it_presses(yard: Round) -> None:
    number = await asks(yard)
    await yard.done(acts.choose, "甲", sounding_id=number, option=0)
    assert (await yard.done(acts.choose, "乙", sounding_id=number, option=1))["choices"] == [0, 1]
    await yard.done(acts.choose, "丙", sounding_id=number, option=1)
    page = await acts.sounding_page(yard.database, actor=yard.town["甲"].actor, sounding_id=number)
    assert page is not None and (page.answered, page.sounding.homes, page.mine) == (2, 8, (0, 1))
    await yard.done(acts.choose, "丙", sounding_id=number, option=1)
    page = await acts.sounding_page(yard.database, actor=yard.town["丙"].actor, sounding_id=number)
    assert page is not None and page.answered == 1 and page.mine == () and page.answers and not page.keeps


async def test_who_has_no_door_and_who_is_late_is_told_so(yard: Round) -> None:
    number = await asks(yard)
    assert await yard.refused(acts.choose, "王阿姨", sounding_id=number, option=0) == "sounding_home"
    assert await yard.refused(acts.choose, "甲", sounding_id=99, option=0) == "sounding"
    assert await yard.refused(acts.choose, "甲", sounding_id=number, option=9) == "sounding_option"
    assert await yard.refused(list_from_sounding, sounding_id=number) == "sounding_list"
    yard.at += timedelta(days=7)
    assert await yard.refused(acts.choose, "甲", sounding_id=number, option=0) == "sounding_over"
    assert await acts.sounding_page(yard.database, actor=yard.town["路过的人"].actor, sounding_id=number) is None


async def test_it_is_counted_once_and_what_each_home_said_is_gone(yard: Round) -> None:
    number = await asks(yard)
    for who, option in (("甲", 0), ("甲", 2), ("丙", 2)):
        await yard.done(acts.choose, who, sounding_id=number, option=option)
    assert (await closes(yard, number)).facts == {"closed": True, "answered": 2}
    assert (await closes(yard, number)).facts == {"closed": False}
    page = await acts.sounding_page(yard.database, actor=yard.town["赵主任"].actor, sounding_id=number)
    assert page is not None and page.sounding.state is SoundingState.CLOSED and page.sounding.counts == (1, 0, 2)
    assert page.sounding.ranked[0] == ("充电", 2)
    async with yard.database.reading() as transaction:
        assert await transaction.soundings.rows(sounding_answers.select()) == []
    results = await queued(yard.database, template="soundings.result", chat_id=yard.town.group)
    assert [row.kind for row in results] == [NoticeKind.POST]
    (told,) = await queued(yard.database, template="soundings.finished")
    assert told.chat_id == yard.town["赵主任"].chat_id


async def test_one_press_makes_a_list_once(yard: Round) -> None:
    number = await asks(yard)
    for who, option in (("甲", 0), ("甲", 2), ("丙", 2)):
        await yard.done(acts.choose, who, sounding_id=number, option=option)
    await closes(yard, number)
    assert await yard.refused(list_from_sounding, "甲", sounding_id=number) == "keep_checklist"
    made = await yard.done(list_from_sounding, sounding_id=number)
    assert [item.words for item in (await yard.list(made["checklist_id"])).items] == ["充电", "消防"]
    assert await yard.refused(list_from_sounding, sounding_id=number) == "sounding_list"
    assert await yard.refused(list_from_sounding, sounding_id=99) == "sounding"


async def test_without_doors_nobody_knows_how_many(database: Database, at: datetime) -> None:
    bare = Round(database, await found_town(database, at), at)
    asked: dict[str, Any] = {"place": bare.town.place, "question": "先修什么", "options": OPTIONS, "days": 7}
    assert await bare.refused(acts.ask_homes, **asked) == "sounding_no_homes"
    assert await bare.refused(acts.ask_homes, "王阿姨", **asked) == "ask_homes"
    assert await acts.sounding_list(database, actor=bare.town["赵主任"].actor) == []
