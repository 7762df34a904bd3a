"""Moves that stories of announcements have in common: drafted, scheduled, played, delivered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.announcements import Page
from domain.outcomes import Done, Reason, Refusal
from services import announcements as acts
from services import outbox
from services.drafts import begin_draft
from services.outbox import Parcel
from storage.database import Database
from tests.builders import Town, open_group


async def second_group(database: Database, town: Town) -> int:
    """A compound outgrows one group."""
    async with database.transaction() as transaction:
        return await open_group(transaction, -1002, "中华园二群", town.place)


async def drafted(database: Database, town: Town, name: str, at: datetime, **body: Any) -> int:
    """A draft that has been through every step."""
    whole = {"text": "明天停水\n早9点到下午5点", "place": [town.compound_id, None], "due": None, "timed": True, **body}
    source = f"draft {name} {at} {sorted(body.items(), key=str)}"
    outcome = await begin_draft(
        database,
        actor=town[name].actor,
        chat_id=town[name].chat_id,
        kind="announcement",
        body=whole,
        awaiting=None,
        source=source,
        at=at,
    )
    assert isinstance(outcome, Done)
    return int(outcome["draft_id"])


async def scheduled(database: Database, town: Town, name: str, at: datetime, **body: Any) -> int:
    draft = await drafted(database, town, name, at, **body)
    outcome = await acts.schedule_announcement(
        database, actor=town[name].actor, draft_id=draft, source=f"send {draft}", at=at
    )
    assert isinstance(outcome, Done), outcome
    return int(outcome["announcement_id"])


async def play(database: Database, at: datetime) -> int:
    """Play what is due, earliest first, as the timetable does."""
    count = 0
    while True:
        async with database.reading() as transaction:
            row = await transaction.due.first(by=at)
        if row is None:
            return count
        assert row.kind == acts.DUE
        await acts.publish(database, subject=row.subject, due=row.due_at, source=f"due {row.id} {row.due_at}", at=at)
        async with database.transaction() as transaction:
            await transaction.due.finish(row)
        count += 1


async def deliver(database: Database, at: datetime, *, first_message: int = 1) -> list[Parcel]:
    """Everything leaves and arrives."""
    gone: list[Parcel] = []
    while parcels := await outbox.claim(database, at=at, resting=[], most=10):
        for parcel in parcels:
            number = first_message + len(gone)
            await outbox.sent(
                database, parcel_id=parcel.id, message_id=number, telegram_poll_id=None, drawn=f"v{number}", at=at
            )
            gone.append(parcel)
    return gone


async def page(database: Database, town: Town, name: str, number: int) -> Page:
    shown = await acts.find_page(database, actor=town[name].actor, announcement_id=number)
    assert isinstance(shown, Page)
    return shown


def refused(outcome: object) -> tuple[Reason, str | None] | None:
    return (outcome.reason, outcome.facts.get("what")) if isinstance(outcome, Refusal) else None
