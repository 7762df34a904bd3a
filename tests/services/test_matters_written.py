"""What two write of one matter at once, on both databases: the later reads the earlier before it takes its place."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.deliberation.stages import Need, Stage
from services import deliberation_records, deliberation_versions
from storage.database import Database
from tests.builders import queued
from tests.deliberating import GARDEN_LAMPS
from tests.full_matters import Compound, found_compound


@pytest.fixture
async def compound(database: Database, at: datetime) -> Compound:
    return await found_compound(database, at)


async def test_nobody_writes_over_what_they_have_not_read(compound: Compound) -> None:
    title, text = GARDEN_LAMPS
    await compound.stands(Stage.PROPOSING)
    first = {"base": 1, "title": title, "text": text + "\n灯杆靠墙。", "why": "住户提的"}
    second = {**first, "text": text + "\n改为40盏。"}
    await compound.done(deliberation_versions.redraft, "赵主任", **first)
    assert await compound.refused(deliberation_versions.redraft, compound.member, **second) == "matter_text"
    assert (await compound.page()).matter.text == first["text"]
    await compound.done(deliberation_versions.redraft, compound.member, **{**second, "base": 2})
    await compound.stands(Stage.ANNOUNCING)
    anew = {**first, "base": 3}
    await compound.done(deliberation_versions.revise, "赵主任", **anew)
    late = await compound.refused(deliberation_versions.revise, compound.member, **{**second, "base": 3})
    assert late == "matter_text", "that it went back to the opinions is a consequence"
    assert await compound.refused(deliberation_versions.revise, "李楼长", **{**second, "base": 3}) == "not_permitted"


async def test_a_record_takes_the_place_only_of_what_was_read(compound: Compound) -> None:
    await compound.stands(Stage.PROPOSING)
    note = {"need": Need.STUDIED, "words": "3月2日研究", "seen": 0}
    first = (await compound.done(deliberation_records.note_record, "赵主任", **note))["record_id"]
    again = {**note, "words": "3月3日研究"}
    assert await compound.refused(deliberation_records.note_record, compound.member, **again) == "matter_record"
    await compound.done(deliberation_records.note_record, compound.member, **{**again, "seen": first})


async def test_a_text_that_is_written_anew_is_told_once(compound: Compound) -> None:
    title, text = GARDEN_LAMPS
    await compound.stands(Stage.CONSULTING)
    values = {"base": 1, "title": title, "text": text + "\n灯杆靠墙。", "why": "消防提的"}
    await compound.done(deliberation_versions.redraft, "赵主任", **values)
    writer, other = [
        [kind for kind, _ in await queued(compound.database, chat)]
        for chat in (compound.town["赵主任"].chat_id, compound.member.chat_id)
    ]
    assert "deliberation.time_over" not in writer, "who wrote it knows"
    assert other.count("deliberation.time_over") == 1
    async with compound.database.reading() as transaction:
        steps = [one.facts["stage"] for one in await transaction.matter_news.untold() if one.what == "stage"]
    assert "consulting" not in steps, "its followers heard of the step when it began"
