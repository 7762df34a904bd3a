"""Whoever said that small work is not done has the last word on it, or a recorded silence; nobody else has."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from domain.deliberation.stages import Need, Stage
from domain.outcomes import Done
from services import deliberation, deliberation_doubts, deliberation_work
from storage.database import Database
from storage.schema.traffic import due
from tests.builders import queued
from tests.services.test_deliberation import PHOTO, Stairwell, over, stairwell_of


@pytest.fixture
async def stairwell(embedded: Database, at: datetime) -> Stairwell:
    return await stairwell_of(embedded, at)


async def doubted(stairwell: Stairwell) -> int:
    """Shown, doubted by the first home, shown again with a new photo."""
    number = await stairwell.starts()
    stairwell.at += timedelta(days=3)
    await stairwell.votes(number, True, True, True)
    stairwell.at = await over(stairwell, number)
    await stairwell.falls_due(deliberation.pass_time, f"matter:{number}")
    await shown(stairwell, number)
    await stairwell.done(deliberation_work.doubt_work, stairwell.homes[0], matter_id=number, words="三楼的不亮")
    await shown(stairwell, number)
    return number


async def shown(stairwell: Stairwell, number: int) -> None:
    stairwell.at += timedelta(hours=1)
    await stairwell.photographed(number)
    await stairwell.done(deliberation_work.finish_work, "李楼长", matter_id=number, words="换了灯")


async def asked(stairwell: Stairwell) -> list[str]:
    chat = stairwell.homes[0].chat_id
    return [kind.rpartition("_")[2] for kind, _ in await queued(stairwell.database, chat) if "doubt" in kind]


async def stage(stairwell: Stairwell, number: int) -> Stage:
    return (await stairwell.matter(number)).stage


async def time_is_over(stairwell: Stairwell, number: int) -> None:
    stairwell.at = await over(stairwell, number)
    told = len(await queued(stairwell.database, stairwell.town["李楼长"].chat_id))
    assert await stairwell.falls_due(deliberation.pass_time, f"matter:{number}") == Done({"passed": False})
    assert len(await queued(stairwell.database, stairwell.town["李楼长"].chat_id)) == told, "it is not theirs to say"


async def plays(stairwell: Stairwell, number: int) -> None:
    """The row of the doubts, when it is due."""
    async with stairwell.database.transaction() as transaction:
        subject = f"matter:{number}"
        row = await transaction.due.row(select(due).where(due.c.kind == "matter.doubt", due.c.subject == subject))
        assert row is not None
        await transaction.due.cancel("matter.doubt", subject)
    stairwell.at = max(stairwell.at, row.due_at)
    values = {"subject": subject, "due": row.due_at, "source": f"due {row.due_at}", "at": stairwell.at}
    await deliberation_doubts.look_at_doubts(stairwell.database, **values)


async def kept(stairwell: Stairwell, number: int) -> list[str]:
    async with stairwell.database.reading() as transaction:
        return [entry.type for entry in await transaction.journal.read(f"matter:{number}")]


async def test_it_is_over_once_whoever_doubted_says_so(stairwell: Stairwell) -> None:
    number, (first, second, _) = await doubted(stairwell), stairwell.homes
    assert await asked(stairwell) == ["asked"]
    assert (await stairwell.page(number, first)).asked_again and not (await stairwell.page(number, second)).asked_again
    await time_is_over(stairwell, number)
    for other in (second, "李楼长", "王阿姨"):
        refused = await stairwell.does(deliberation_doubts.settle_doubt, other, matter_id=number)
        assert refused.facts["what"] == "matter_doubt", "nobody says it for them"
    assert await stage(stairwell, number) is Stage.REPORTING
    await stairwell.done(deliberation_doubts.settle_doubt, first, matter_id=number)
    assert await stage(stairwell, number) is Stage.ARCHIVED
    assert (await kept(stairwell, number))[-2:] == ["doubt_settled", "archived"]
    gone = await stairwell.does(deliberation_doubts.settle_doubt, first, matter_id=99)
    assert gone.facts["what"] == "matter"


async def test_silence_lapses_after_seven_days_and_one_reminder_on_record(stairwell: Stairwell) -> None:
    number = await doubted(stairwell)
    since = stairwell.at
    await time_is_over(stairwell, number)
    await plays(stairwell, number)
    assert stairwell.at == since + timedelta(days=4) and await asked(stairwell) == ["asked", "waits"]
    await plays(stairwell, number)
    assert stairwell.at == since + timedelta(days=7) and await asked(stairwell) == ["asked", "waits"]
    assert await stage(stairwell, number) is Stage.ARCHIVED
    assert (await kept(stairwell, number))[-2:] == ["doubt_lapsed", "archived"]
    late = await stairwell.falls_due(deliberation_doubts.look_at_doubts, f"matter:{number}")
    assert late == Done({"waiting": 0})


async def test_still_not_done_takes_it_up_once_more_and_asks_anew(stairwell: Stairwell) -> None:
    number, (first, second, _) = await doubted(stairwell), stairwell.homes
    await stairwell.done(deliberation_work.doubt_work, first, matter_id=number, words="还是不亮")
    await shown(stairwell, number)
    await stairwell.done(deliberation_work.doubt_work, second, matter_id=number, words="二楼太暗")
    await shown(stairwell, number)
    assert await asked(stairwell) == ["asked", "asked", "asked"]
    await stairwell.done(deliberation_doubts.settle_doubt, first, matter_id=number)
    await time_is_over(stairwell, number)
    await stairwell.done(deliberation_doubts.settle_doubt, second, matter_id=number)
    assert await stage(stairwell, number) is Stage.ARCHIVED


async def test_a_reminder_that_comes_late_leaves_its_days(stairwell: Stairwell) -> None:
    number = await doubted(stairwell)
    await time_is_over(stairwell, number)
    stairwell.at += timedelta(days=20)
    await plays(stairwell, number)
    assert await asked(stairwell) == ["asked", "waits"] and await stage(stairwell, number) is Stage.REPORTING
    reminded = stairwell.at
    await plays(stairwell, number)
    assert stairwell.at == reminded + timedelta(days=3) and await stage(stairwell, number) is Stage.ARCHIVED


async def test_a_photo_on_its_way_is_not_asked_for_again(stairwell: Stairwell) -> None:
    number = await stairwell.starts()
    stairwell.at += timedelta(days=3)
    await stairwell.votes(number, True, True, True)
    stairwell.at = await over(stairwell, number)
    await stairwell.falls_due(deliberation.pass_time, f"matter:{number}")
    assert not (await stairwell.page(number, "李楼长")).saving
    await stairwell.done(deliberation_work.show_work, "李楼长", matter_id=number, photo=PHOTO)
    assert (await stairwell.page(number, "李楼长")).saving == {Need.PROOF}
    await stairwell.photographed(number)
    assert not (await stairwell.page(number, "李楼长")).saving
