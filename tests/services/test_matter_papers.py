"""A paper whose photo is still on its way hangs nowhere yet: its days are not told before the photo is kept."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from domain.deliberation.stages import Need, Stage
from domain.outcomes import Done
from services import deliberation, deliberation_records
from services.attachments import pending as pending_files
from services.attachments import store
from storage.database import Database
from storage.schema.records import attachments
from tests.builders import queued
from tests.full_matters import PHOTO, Compound, found_compound


@pytest.fixture
async def compound(database: Database, at: datetime) -> Compound:
    return await found_compound(database, at)


async def test_days_are_told_once_the_photo_is_kept(compound: Compound) -> None:
    await compound.stands(Stage.DISCLOSING)
    paper = {"need": Need.PAPER, "words": "大门口，赵主任、林委员", "photos": (PHOTO,)}
    await compound.done(deliberation_records.note_record, "赵主任", **paper)
    page = await compound.page()
    assert page.saving == {Need.PAPER} and page.ends is None
    assert [one.need for one in page.missing if one.until is None] == [Need.PAPER, Need.TIME]
    (file,) = await pending_files(compound.database, tries=9, most=9)
    await store(compound.database, attachment_id=file.id, content=b"photo")
    page = await compound.page()
    assert page.saving == frozenset() and page.ends is not None
    assert Need.PAPER not in {one.need for one in page.missing}


async def test_where_the_first_paper_was_lost_time_counts_from_the_next_and_nobody_is_called_too_early(
    compound: Compound,
) -> None:
    await compound.stands(Stage.DISCLOSING)
    await compound.notes(Need.PAPER, "大门口，赵主任、林委员")
    compound.at += timedelta(days=3)
    await compound.notes(Need.PAPER, "大门口，重新贴的，赵主任、林委员")
    async with compound.database.transaction() as transaction:
        first = await transaction.connection.execute(select(func.min(attachments.c.id)))
        lost = update(attachments).where(attachments.c.id == first.scalar_one()).values(state="lost")
        await transaction.connection.execute(lost)
    heard = len(await queued(compound.database, compound.town["赵主任"].chat_id))
    outcome = await compound.falls_due(deliberation.pass_time, "matter.time")
    early, page = compound.at, await compound.page()
    assert outcome == Done({"passed": False}) and page.matter.stage is Stage.DISCLOSING
    assert len(await queued(compound.database, compound.town["赵主任"].chat_id)) == heard, "nothing is for them to do"
    await compound.falls_due(deliberation.pass_time, "matter.time")
    assert early < compound.at == page.ends, "the days of the paper that hangs"
    assert (await compound.page()).matter.stage is Stage.DOING
