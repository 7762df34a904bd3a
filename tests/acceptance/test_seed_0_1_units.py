"""0.1 三议, its second: no resolution without a record of 相关单位商议; the refusal names the missing step."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from domain.deliberation.consultations import AnswerWords, UnitSays
from domain.deliberation.procedures import SIX_STEPS
from domain.deliberation.stages import Calendar, Dossier, MatterAct, Need, Stage, act_refusal, advance
from domain.issues import File
from domain.outcomes import Done, Outcome, Refusal
from domain.registry import Place, RoleKind
from domain.workdays import WorkDays
from rendering.refusals import refusal_words
from rendering.texts import texts
from services.consultations import ask_unit, enter_answer, name_unit, remind_unit
from services.deliberation_moves import ask_move, confirm_move
from services.deliberation_records import note_record
from storage.database import Database
from storage.schema.records import attachments
from tests.builders import Town, build_homes, found_town, settle_in
from tests.deliberating import begin_full_matter, full_matter_in

YES = AnswerWords(UnitSays.AGREE, "", "张工", "参谋")
WEEK = timedelta(days=7)


@pytest.fixture
async def town(embedded: Database, at: datetime) -> Town:
    town = await found_town(embedded, at)
    await build_homes(embedded, town)
    async with embedded.transaction() as transaction:
        person = await settle_in(transaction, "钱委员", 190, RoleKind.COMMITTEE, Place(town.compound_id), at)
    return Town(town.compound_id, town.buildings, town.group, town.building_group, {**town.people, "钱委员": person})


async def consulting(database: Database, town: Town, at: datetime) -> int:
    """The lamps in 相关单位商议, with the minutes of its meeting on record."""
    chair = town["赵主任"].actor
    begun = await begin_full_matter(database, town.compound_id, chair, at)
    assert isinstance(begun, Done)
    number = int(begun["matter_id"])
    await full_matter_in(database, number, Stage.CONSULTING, at)
    minutes = {"need": Need.MINUTES, "words": "会议记录见照片", "photos": [File("photo", "minutes", size=3)]}
    noted = await note_record(database, actor=chair, matter_id=number, **minutes, source="minutes", at=at)
    assert isinstance(noted, Done), noted
    async with database.transaction() as transaction:
        for row in await transaction.attachments.rows(select(attachments.c.id)):
            await transaction.attachments.store(row.id, b"jpg", transaction.keys)
    return number


async def seen(database: Database, number: int) -> int:
    """How far the matter's journal goes."""
    async with database.reading() as transaction:
        return (await transaction.journal.last(f"matter:{number}"))[0]


async def moves(database: Database, town: Town, number: int, at: datetime) -> Outcome:
    """One asks, another confirms."""
    asked = await ask_move(database, actor=town["赵主任"].actor, matter_id=number, source=f"ask {at}", at=at)
    if isinstance(asked, Refusal):
        return asked
    return await confirm_move(
        database,
        actor=town["钱委员"].actor,
        matter_id=number,
        seen=await seen(database, number),
        source=f"yes {at}",
        at=at,
    )


async def stage(database: Database, number: int) -> Stage:
    async with database.reading() as transaction:
        matter = await transaction.deliberation.find(number)
    assert matter is not None
    return matter.stage


async def test_without_a_record_of_the_units_it_goes_no_further(embedded: Database, town: Town, at: datetime) -> None:
    number, chair, later = await consulting(embedded, town, at), town["赵主任"].actor, at + WEEK
    refused = await moves(embedded, town, number, later)
    assert isinstance(refused, Refusal) and refused.facts["what"] == f"matter_{Need.UNITS}"
    assert "相关单位商议" in refusal_words(texts(None), refused, embedded.zone)
    named = await name_unit(embedded, actor=chair, matter_id=number, name="消防", source="n", at=later)
    assert isinstance(named, Done)
    assert isinstance(await moves(embedded, town, number, later), Refusal), "named is not asked"
    unit = {"actor": chair, "unit_id": named["unit_id"]}
    assert isinstance(await ask_unit(embedded, **unit, source="a", at=later), Done)
    assert isinstance(await moves(embedded, town, number, later + timedelta(days=1)), Refusal), "asked is not answered"
    entered = await enter_answer(embedded, **unit, words=YES, day=(later + WEEK).date(), source="e", at=later + WEEK)
    assert isinstance(entered, Done)
    assert isinstance(await moves(embedded, town, number, later + WEEK), Done)
    assert await stage(embedded, number) is Stage.ANNOUNCING


async def test_who_says_nothing_holds_nothing_up_once_reminded(embedded: Database, town: Town, at: datetime) -> None:
    number, chair = await consulting(embedded, town, at), town["赵主任"].actor
    named = await name_unit(embedded, actor=chair, matter_id=number, name="供电", source="n", at=at)
    assert isinstance(named, Done)
    unit = {"actor": chair, "unit_id": named["unit_id"]}
    assert isinstance(await ask_unit(embedded, **unit, source="a", at=at), Done)
    refused = await moves(embedded, town, number, at + WEEK)
    assert isinstance(refused, Refusal) and refused.facts["what"] == f"matter_{Need.UNITS}"
    assert isinstance(await remind_unit(embedded, **unit, source="r", at=at + WEEK), Done)
    assert isinstance(await moves(embedded, town, number, at + WEEK + timedelta(minutes=1)), Done)


async def test_a_word_of_a_unit_between_two_presses_is_looked_at_anew(
    embedded: Database, town: Town, at: datetime
) -> None:
    number, chair, later = await consulting(embedded, town, at), town["赵主任"].actor, at + WEEK
    named = await name_unit(embedded, actor=chair, matter_id=number, name="消防", source="n", at=at)
    assert isinstance(named, Done)
    unit = {"actor": chair, "unit_id": named["unit_id"]}
    assert isinstance(await ask_unit(embedded, **unit, source="a", at=at), Done)
    day = later.date()
    assert isinstance(await enter_answer(embedded, **unit, words=YES, day=day, source="1", at=later), Done)
    assert isinstance(await ask_move(embedded, actor=chair, matter_id=number, source="m", at=later), Done)
    changed = AnswerWords(UnitSays.AMEND, "留消防通道", "张工", "参谋")
    assert isinstance(await enter_answer(embedded, **unit, words=changed, day=day, source="2", at=later), Done)
    confirmed = await confirm_move(embedded, actor=town["钱委员"].actor, matter_id=number, seen=0, source="c", at=later)
    assert isinstance(confirmed, Refusal) and confirmed.facts["what"] == "matter_move_not_asked"


def test_the_table_has_no_way_past_it(at: datetime) -> None:
    """Whatever else is on record: there is no other way out of the step, and nothing is put to the vote in it."""
    held = frozenset(Need) - {Need.UNITS}
    calendar = Calendar(ZoneInfo("Asia/Shanghai"), WorkDays())
    refused = advance(SIX_STEPS, Dossier(Stage.CONSULTING, at, held), at=at + WEEK, calendar=calendar)
    assert isinstance(refused, Refusal) and refused.facts["what"] == f"matter_{Need.UNITS}"
    for act in (MatterAct.CALL, MatterAct.PUT, MatterAct.PUT_OWNERS):
        assert act_refusal(SIX_STEPS, Stage.CONSULTING, act) is not None
    order = [step.stage for step in SIX_STEPS.steps]
    assert order.index(Stage.CONSULTING) < order.index(Stage.RESOLVING) < order.index(Stage.DISCLOSING)
