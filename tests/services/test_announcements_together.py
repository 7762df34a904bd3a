"""One text, an announcement of its own in each chosen compound, all or none; on both databases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from domain.outcomes import Done, Outcome, Reason, Refusal
from services.announcements_together import TOGETHER, Reach, announce_together, reach
from services.drafts import begin_draft
from storage.database import Database
from storage.schema.announcements import announcements
from storage.schema.traffic import due
from tests.builders import Neighbour
from tests.streets import found_street

NAMES = ["一号院", "二号院", "三号院"]
TEXT = "周六上午清理楼道"


async def drafted(database: Database, who: Neighbour, chosen: Sequence[int], at: datetime, text: str = TEXT) -> int:
    outcome = await begin_draft(
        database,
        actor=who.actor,
        chat_id=who.chat_id,
        kind=TOGETHER,
        body={"text": text, "chosen": list(chosen)},
        awaiting=None,
        source=f"draft-{text}-{len(chosen)}",
        at=at,
    )
    assert isinstance(outcome, Done)
    return int(outcome["draft_id"])


async def written(database: Database) -> list[Any]:
    async with database.reading() as transaction:
        return list(await transaction.outbox.rows(select(announcements).order_by(announcements.c.id)))


async def sends(database: Database, who: Neighbour, draft_id: int, at: datetime, source: str = "send") -> Outcome:
    return await announce_together(database, actor=who.actor, draft_id=draft_id, source=source, at=at)


def what(refused: Refusal) -> str:
    return f"{refused.reason.value}.{refused.facts.get('what') or refused.facts.get('act')}"


async def test_each_compound_has_one_of_its_own_once(database: Database, at: datetime) -> None:
    numbers, secretary = await found_street(database, at, NAMES)
    draft = await drafted(database, secretary, numbers[:2], at)
    for _ in range(2):
        assert await sends(database, secretary, draft, at) == Done({"count": 2})
    rows = await written(database)
    assert [(row.compound_id, row.number, row.text) for row in rows] == [(one, 1, TEXT) for one in numbers[:2]]
    async with database.reading() as transaction:
        waiting = await transaction.outbox.rows(select(due).where(due.c.kind == "announcement.publish"))
    assert {row.subject for row in waiting} == {f"announcement:{row.id}" for row in rows}
    again = await sends(database, secretary, draft, at, "another press")
    assert isinstance(again, Refusal) and what(again) == "expired.draft"


async def test_none_is_written_where_one_cannot_be(database: Database, at: datetime) -> None:
    numbers, secretary = await found_street(database, at, NAMES)
    async with database.transaction() as transaction:
        lone = await transaction.registry.found(
            street="春晖街道", community="府河社区", name="没有群的院", building_labels=["1号楼"], at=at
        )
    cases = {
        "empty.announcement_places": await drafted(database, secretary, [], at),
        "not_permitted.announce": await drafted(database, secretary, [numbers[0], lone], at),
        "empty.announcement": await drafted(database, secretary, numbers, at, " "),
    }
    for key, draft in cases.items():
        refused = await sends(database, secretary, draft, at, key)
        assert isinstance(refused, Refusal) and what(refused) == key
    assert await written(database) == []


async def test_only_its_author_sends_it_and_groups_are_counted(database: Database, at: datetime) -> None:
    numbers, secretary = await found_street(database, at, NAMES)
    draft = await drafted(database, secretary, numbers, at)
    found = await reach(database, actor=secretary.actor)
    assert isinstance(found, Reach) and [one.compound for one in found.targets] == NAMES and found.silent == ()
    stranger = Neighbour(1, 1, 1, type(secretary.actor)(1))
    refused = await sends(database, stranger, draft, at)
    assert isinstance(refused, Refusal) and refused.reason is Reason.NOT_YOURS
    assert isinstance(await reach(database, actor=stranger.actor), Refusal)
