"""3.11 急事急办: a reason and hours, a missed deadline goes up and is seen, misuse is taken down, counts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from domain.issues_urgent import DUE
from domain.outcomes import Done
from rendering import issues_urgent as drawn
from rendering.texts import texts
from services import issues_urgent as acts
from storage.database import Database
from tests.builders import Town, found_town
from tests.services.reporting import PHOTO, handle, queued, reported, rows_due

HOUR = timedelta(hours=1)
TOLD = (
    ("3号楼外墙皮在往下掉", "danger"),
    ("9号楼整栋停水了", "outage"),
    ("3号楼楼道灯坏了一盏", "danger"),
    ("9号楼暴雨，地下室进水", "weather"),
)


async def declared(database: Database, town: Town, at: datetime) -> list[int]:
    """Four that 孙网格 says cannot wait."""
    numbers = []
    for n, (words, criterion) in enumerate(TOLD):
        number = int((await reported(database, town["王阿姨"], words, at, f"r{n}"))["id"])
        given: dict[str, Any] = {"issue_id": number, "criterion": criterion, "source": f"d{n}", "at": at}
        assert isinstance(await acts.declare_urgent(database, actor=town["孙网格"].actor, **given), Done)
        numbers.append(number)
    return numbers


async def plays(database: Database, at: datetime, count: int) -> list[object]:
    """Whatever is due of each of them until this moment."""
    missed: list[object] = []
    for n in range(1, count + 1):
        async with database.reading() as transaction:
            urgent = await transaction.urgent_reports.find(n)
        assert urgent is not None
        for due in (urgent.answer_by, urgent.done_by):
            if due <= at:
                row: dict[str, Any] = {"subject": urgent.subject, "due": due, "at": at}
                outcome = await acts.look_at_urgent(database, source=f"due {n} {due}", **row)
                missed.append(outcome["missed"])
    return missed


async def test_hours_by_reason_misuse_down_missed_up_and_counted(embedded: Database, at: datetime) -> None:
    town = await found_town(embedded, at)
    chair = town["赵主任"]
    wall, water, lamp, rain = await declared(embedded, town, at)
    assert sorted(await rows_due(embedded, DUE)) == [at + HOUR] * 2 + [at + 2 * HOUR] * 2

    lowered: dict[str, Any] = {"issue_id": lamp, "words": "一盏灯不亮，不是险情，按平常办", "source": "low", "at": at}
    assert isinstance(await acts.lower_urgent(embedded, actor=chair.actor, **lowered), Done)
    cards = await queued(embedded, template="issues.card", subject=f"issue:{lamp}")
    assert cards[-1].facts["pressing"]["reason"] == "一盏灯不亮，不是险情，按平常办"

    await handle(embedded, chair, "take", water, at + HOUR)
    await handle(embedded, chair, "done", water, at + 6 * HOUR, files=(PHOTO,))
    await handle(embedded, chair, "take", rain, at + HOUR)
    assert await plays(embedded, at + 24 * HOUR, 4) == ["answer", "done", None, None, None, None, None, "done"]
    await handle(embedded, chair, "done", rain, at + 30 * HOUR, files=(PHOTO,))
    async with embedded.reading() as transaction:
        levels = [one.level for one in await transaction.issues.several([wall, water, lamp, rain])]
    assert levels == [2, 0, 0, 1], "each missed deadline is one level"
    seen = await queued(embedded, template="issues.card", subject=f"issue:{wall}")
    assert seen[-1].facts["pressing"]["missed"] == "done", "and everybody sees it"

    now = at + 31 * HOUR
    found, figures = await acts.urgent_list(embedded, actor=town["陈租客"].actor, at=now)
    assert [issue.id for issue, _ in found] == [wall]
    async with embedded.reading() as transaction:
        zone = transaction.zone
    said = drawn.urgent_list(texts("zh_Hans"), found, figures, at=now, zone=zone).text
    assert "90 天里：急事 3 件，另有改成一般报事的 1 件" in said
    assert "办完 2 件，其中按时 1 件" in said and "%" not in said
