"""A paper whose photo is still on its way hangs nowhere yet: its days are not told before the photo is kept."""

from __future__ import annotations

from datetime import datetime

import pytest

from domain.deliberation.stages import Need, Stage
from services import deliberation_records
from services.attachments import pending as pending_files
from services.attachments import store
from storage.database import Database
from tests.full_matters import PHOTO, Compound, found_compound


@pytest.fixture
async def compound(database: Database, at: datetime) -> Compound:
    return await found_compound(database, at)


async def test_days_are_told_once_the_photo_is_kept(compound: Compound) -> None:
    await compound.stands(Stage.DISCLOSING)
    paper = {"need": Need.PAPER, "words": "大门口", "photos": (PHOTO,)}
    await compound.done(deliberation_records.note_record, "赵主任", **paper)
    page = await compound.page()
    assert page.saving == {Need.PAPER} and page.ends is None
    assert [one.need for one in page.missing if one.until is None] == [Need.PAPER, Need.TIME]
    (file,) = await pending_files(compound.database, tries=9, most=9)
    await store(compound.database, attachment_id=file.id, content=b"photo")
    page = await compound.page()
    assert page.saving == frozenset() and page.ends is not None
    assert Need.PAPER not in {one.need for one in page.missing}
