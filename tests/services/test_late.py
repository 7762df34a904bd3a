"""What was due while the house stood still: it takes effect when it was due, its messages say since when."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.deliberation.ratings import Worked
from domain.deliberation.stages import Need, Stage
from domain.moments import LATE, write_moment
from services import deliberation, deliberation_records, ratings
from storage.database import Database
from tests.builders import queued
from tests.services.working import PHOTO, Works, at_work


@pytest.fixture
async def works(database: Database, at: datetime) -> Works:
    return await at_work(database, at)


async def begun(works: Works, stage: Stage) -> datetime:
    """It has come to this stage; when its time there is over."""
    await works.stands_in(stage)
    async with works.database.transaction() as transaction:
        await deliberation.begin_stage(transaction, works.matter_id, works.at)
        over = await deliberation.ending(transaction, await works.matter())
    assert over is not None
    return over


async def passes(works: Works, due: datetime, late: timedelta) -> None:
    works.at = due + late
    subject = f"matter:{works.matter_id}"
    await deliberation.pass_time(works.database, subject=subject, due=due, source=f"due {due}", at=works.at)


async def said_late(works: Works) -> list[object]:
    """Since when, by the last message to whoever runs it."""
    told = await queued(works.database, works.town["赵主任"].chat_id)
    return [facts.get("late_since") for template, facts in told if template == "deliberation.time_over"]


async def test_what_is_late_says_since_when(works: Works) -> None:
    over = await begun(works, Stage.SOLICITING)
    before = await said_late(works)
    await passes(works, over, LATE)
    assert await said_late(works) == [*before, None], "a moment late is no news"
    await passes(works, over - timedelta(days=1), timedelta(days=3))
    assert (await said_late(works))[-1] == write_moment(over - timedelta(days=1))


async def test_a_card_that_is_drawn_anew_says_how_it_is_and_nothing_else(works: Works) -> None:
    over = await begun(works, Stage.RATING)
    await passes(works, over, timedelta(days=3))
    group = await queued(works.database, works.town.building_group)
    late = {template for template, facts in group if "late_since" in facts}
    assert late == {"ratings.over", "deliberation.announced"}


async def test_homes_have_their_whole_time_to_rate_however_late_they_are_asked(works: Works) -> None:
    await works.stands_in(Stage.REPORTING)
    note, number = deliberation_records.note_record, works.matter_id
    await works.done(note, "赵主任", matter_id=number, need=Need.PAPER, words="大门口，赵主任、林委员", photos=(PHOTO,))
    await works.fetches()
    await works.done(note, works.homes[0], matter_id=number, need=Need.ACCEPTED, words="都亮了")
    async with works.database.reading() as transaction:
        over = await deliberation.ending(transaction, await works.matter())
    assert over is not None
    await passes(works, over, timedelta(days=9))
    matter = await works.matter()
    assert (matter.stage, matter.since) == (Stage.RATING, works.at), "from when they hear of it"
    await works.done(ratings.rate_matter, works.homes[0], matter_id=number, worked=Worked.DONE)
