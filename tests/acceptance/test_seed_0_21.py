"""0.21 水、电、气: three utilities of one compound, one lead each, each closed by itself; status per utility."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.issues_deadlines import ClockKind
from domain.issues_utilities import LED, Utilities, Utility
from domain.outcomes import Done
from services import issues_ladder
from services.issues_utilities import utilities
from storage.database import Database
from tests.builders import Town, found_town
from tests.services.reporting import closed, reported

LEADS = {
    ClockKind.WATER: "自来水公司 96510",
    ClockKind.POWER: "供电所 95598",
    ClockKind.GAS: "燃气公司 96777",
}
WORDS = {
    ClockKind.WATER: "3号楼停水了",
    ClockKind.POWER: "3号楼停电了",
    ClockKind.GAS: "3号楼厨房燃气打不着火",
}


async def look(database: Database, town: Town, at: datetime) -> dict[ClockKind, Utility]:
    found = await utilities(database, actor=town["王阿姨"].actor, compound_id=town.compound_id, at=at)
    assert isinstance(found, Utilities)
    return {one.kind: one for one in found.each}


async def test_three_utilities_have_one_lead_each_and_are_closed_each_by_itself(
    embedded: Database, at: datetime
) -> None:
    town = await found_town(embedded, at)
    for kind, lead in LEADS.items():
        written = {"compound_id": town.compound_id, "kind": kind, "text": lead}
        outcome = await issues_ladder.set_lead(
            embedded, actor=town["赵主任"].actor, **written, source=kind.value, at=at
        )
        assert isinstance(outcome, Done)
    numbers = {
        kind: int((await reported(embedded, town["王阿姨"], words, at, kind.value))["id"])
        for kind, words in WORDS.items()
    }
    standing = await look(embedded, town, at)
    assert {kind: one.lead for kind, one in standing.items()} == LEADS
    assert {kind: [issue.id for issue in one.open] for kind, one in standing.items()} == {
        kind: [number] for kind, number in numbers.items()
    }
    waiting = list(LED)
    for hours, kind in enumerate(LED, start=1):
        now = at + timedelta(hours=hours)
        await closed(embedded, town, numbers[kind], now, "修好了")
        waiting.remove(kind)
        standing = await look(embedded, town, now)
        assert [one for one in LED if standing[one].open] == waiting, "the others stay as they were"
        last = standing[kind].last
        assert last is not None and (last.id, last.changed_at) == (numbers[kind], now)
