"""The inbox (收件箱): every raw update, stored before Telegram is told that it arrived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select, update

from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.traffic import inbox

PENDING = select(inbox).where(inbox.c.state == "pending").order_by(inbox.c.update_id)
COUNT = select(func.count()).select_from(inbox).where(inbox.c.state == bindparam("state"))
TRY = update(inbox).where(inbox.c.update_id == bindparam("key")).values(tries=inbox.c.tries + 1)
FINISH = update(inbox).where(inbox.c.update_id == bindparam("key")).values(state="done", lane="", body="")
BURY = (
    update(inbox)
    .where(inbox.c.update_id == bindparam("key"))
    .values(state="dead", incident=bindparam("incident", type_=inbox.c.incident.type))
)
PRUNE = delete(inbox).where(inbox.c.state == "done", inbox.c.received_at < bindparam("before", type_=Moment()))


@dataclass(frozen=True)
class Letter:
    """One update as it came (来件): raw JSON, the lane that keeps its order, when it came, how often it was tried."""

    update_id: int
    lane: str
    body: str
    received_at: datetime
    tries: int = 0


class Inbox(Repository):
    """Letters waiting, done, and dead."""

    async def receive(self, letters: Sequence[Letter]) -> set[int]:
        """Store what is new; the ids that were. A repeated update is dropped here."""
        known = set(await self._known([letter.update_id for letter in letters]))
        fresh = {letter.update_id: letter for letter in letters if letter.update_id not in known}
        if fresh:
            await self.offer(inbox, *(_row(letter) for letter in fresh.values()))
        return set(fresh)

    async def _known(self, ids: Sequence[int]) -> list[int]:
        found = await self.rows(select(inbox.c.update_id).where(inbox.c.update_id.in_(ids)))
        return [row.update_id for row in found]

    async def pending(self) -> list[Letter]:
        return [
            Letter(row.update_id, row.lane, row.body, row.received_at, row.tries) for row in await self.rows(PENDING)
        ]

    async def count(self, state: str) -> int:
        return int(await self.value(COUNT, state=state))

    async def trying(self, update_id: int) -> None:
        await self.run(TRY, key=update_id)

    async def finish(self, update_id: int) -> None:
        """Neither its words nor whose it was is kept."""
        await self.run(FINISH, key=update_id)

    async def bury(self, update_id: int, incident: str) -> None:
        """A dead letter: kept whole, named by its incident, never tried again by itself."""
        await self.run(BURY, key=update_id, incident=incident)

    async def prune(self, before: datetime) -> int:
        return await self.run(PRUNE, before=before)


def _row(letter: Letter) -> dict[str, object]:
    return {
        "update_id": letter.update_id,
        "lane": letter.lane,
        "body": letter.body,
        "received_at": letter.received_at,
        "state": "pending",
    }
