"""Incidents (故障记录): what went wrong, by the number the person was told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, func, select

from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.records import incidents

SINCE = select(func.count()).select_from(incidents).where(incidents.c.at >= bindparam("since", type_=Moment()))


class Incidents(Repository):
    """Incidents, newest by `at`."""

    async def note(self, *, number: str, where: str, error: str, at: datetime) -> None:
        await self.offer(incidents, {"number": number, "where": where, "error": error, "at": at})

    async def since(self, since: datetime) -> int:
        return int(await self.value(SINCE, since=since))
