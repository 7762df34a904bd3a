"""Photos that a disclosure rests on, for whoever may read the matter; sheets with names never."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from domain.deliberation.stages import Need, Stage
from domain.issues import File
from domain.outcomes import Facts
from services import attachments, deliberation_photos, deliberation_records, deliberation_urgent, deliberation_work
from storage.database import Database
from storage.schema.traffic import outbox
from tests.domain.test_deliberation_alarms import ALARM
from tests.full_matters import PROPOSED, Compound, found_compound

SHOW = deliberation_photos.show_matter_photos


@pytest.fixture
async def compound(database: Database, at: datetime) -> Compound:
    return await found_compound(database, at)


async def fetched(compound: Compound) -> None:
    for file in await attachments.pending(compound.database, tries=9, most=20):
        await attachments.store(compound.database, attachment_id=file.id, content=b"photo")


async def album(compound: Compound, chat_id: int) -> list[Facts]:
    wanted = (outbox.c.chat_id == chat_id, outbox.c.template == "deliberation.photos")
    async with compound.database.reading() as transaction:
        return [row.facts for row in await transaction.outbox.rows(select(outbox).where(*wanted).order_by(outbox.c.id))]


async def worked(compound: Compound, *photos: str) -> None:
    await compound.stands(Stage.DOING)
    for photo in photos:
        await compound.done(deliberation_work.show_work, "赵主任", photo=File("photo", photo, size=9))


async def hung(compound: Compound, photo: str) -> None:
    await compound.stands(Stage.REPORTING)
    noted = {"need": Need.PAPER, "words": "大门口，赵主任、林委员", "photos": (File("photo", photo, size=9),)}
    await compound.done(deliberation_records.note_record, "赵主任", **noted)


async def test_a_neighbour_sees_the_work_and_the_paper_never_the_minutes(compound: Compound) -> None:
    await compound.stands(Stage.PROPOSING)
    for need, words in PROPOSED.items():
        await compound.notes(need, words)
    home, chat = compound.homes[0], compound.homes[0].chat_id
    assert (await compound.page(home)).photos == 0, "minutes carry names and signatures"
    assert await compound.refused(SHOW, home, chat_id=chat) == "matter_record_photos"
    await worked(compound, "w1", "w2")
    await hung(compound, "paper")
    assert (await compound.page(home)).photos == 0, "none is kept yet"
    await fetched(compound)
    assert (await compound.page(home)).photos == 3
    await compound.done(SHOW, home, chat_id=chat)
    (facts,) = await album(compound, chat)
    assert facts["counts"] == {"work": 2, "notice": 1}
    assert [one["file_id"] for one in facts["files"]] == ["w1", "w2", "paper"]


async def test_a_stranger_sees_none(compound: Compound) -> None:
    await worked(compound, "w1")
    await fetched(compound)
    passer = compound.town["路过的人"]
    assert await compound.refused(SHOW, passer, chat_id=passer.chat_id) == "matter"
    assert await compound.refused(SHOW, compound.homes[0], matter_id=99, chat_id=1) == "matter"
    assert await album(compound, passer.chat_id) == []


async def test_one_album_holds_the_newest(compound: Compound) -> None:
    await worked(compound, *(f"w{n}" for n in range(9)))
    await hung(compound, "paper")
    await fetched(compound)
    chat = compound.homes[0].chat_id
    await compound.done(SHOW, compound.homes[0], chat_id=chat)
    (facts,) = await album(compound, chat)
    assert [one["file_id"] for one in facts["files"]] == [*(f"w{n}" for n in range(1, 9)), "paper"]


async def test_a_danger_is_seen_once_another_member_has_looked(compound: Compound) -> None:
    begun = await deliberation_urgent.begin_urgent_repair(
        compound.database,
        actor=compound.town["赵主任"].actor,
        compound_id=compound.town.compound_id,
        alarm=ALARM,
        source="alarm",
        at=compound.at,
    )
    compound.matter_id = int(begun.facts["matter_id"])
    await fetched(compound)
    home = compound.homes[0]
    assert (await compound.page(home)).photos == 0
    compound.at += timedelta(hours=1)
    await compound.stands(Stage.DOING)
    assert (await compound.page(home)).photos == 1
    await compound.done(SHOW, home, chat_id=home.chat_id)
    assert [facts["counts"] for facts in await album(compound, home.chat_id)] == [{"danger": 1}]
