"""Incidents (故障记录)."""

from __future__ import annotations

from datetime import datetime

from storage.database import Database


async def note_incident(database: Database, *, number: str, where: str, error: str, at: datetime) -> None:
    """Keep what went wrong under the number the person was told."""
    async with database.transaction() as transaction:
        await transaction.incidents.note(number=number, where=where, error=error, at=at)


async def incidents_since(database: Database, *, since: datetime) -> int:
    """How many there were."""
    async with database.reading() as transaction:
        return await transaction.incidents.since(since)
