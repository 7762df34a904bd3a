"""The records of reports of one trouble (相似报事): the look-up that follows them, and who also has it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.issues_life import ENDED, State
from domain.issues_similar import Lookup
from domain.registry import Place
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.issues import issue_steps, issues
from storage.schema.issues_similar import issue_additions, issue_lines
from storage.schema.records import attachments
from storage.schema.registry import chats, people, roles

AGAIN = 50
"""Steps read a second time: one that was numbered earlier may have been committed later."""
KNOWN = select(issues.c.id, issues.c.compound_id, issues.c.building_id, issues.c.text, issues.c.state)
OPEN = KNOWN.where(issues.c.closed_at.is_(None))
LAST = select(func.coalesce(func.max(issue_steps.c.id), 0))
SINCE = KNOWN.where(issues.c.id.in_(select(issue_steps.c.issue_id).where(issue_steps.c.id > bindparam("seen"))))
OF = issue_additions.c.issue_id == bindparam("issue")
MINE = and_(OF, issue_additions.c.person_id == bindparam("person"))
REPORTERS = (
    select(roles.c.unit_id)
    .join(issues, issues.c.reporter_id == roles.c.person_id)
    .where(issues.c.id == bindparam("issue"), roles.c.unit_id.is_not(None), roles.c.until.is_(None))
)
HOMES = select(issue_additions.c.unit_id).where(OF, issue_additions.c.unit_id.is_not(None)).distinct()
FOLLOWERS = (
    select(issue_additions.c.person_id, chats.c.id.label("chat_id"))
    .join(chats, chats.c.person_id == issue_additions.c.person_id)
    .where(OF, chats.c.kind == "private")
    .order_by(issue_additions.c.id)
)
ADDED = (
    select(issue_additions.c.id, issue_additions.c.text, issue_additions.c.at, people.c.name)
    .join(people, people.c.id == issue_additions.c.person_id)
    .where(OF)
    .order_by(issue_additions.c.id)
)
FIND = select(issue_additions).where(MINE)
WORDS = update(issue_additions).where(issue_additions.c.id == bindparam("key")).values(text=bindparam("words"))
UNDER = select(issue_lines.c.under_id).where(issue_lines.c.issue_id == bindparam("issue"))
UNDERS = select(issue_lines.c.issue_id, issue_lines.c.under_id).where(
    issue_lines.c.issue_id.in_(bindparam("issues", expanding=True))
)
UNTOLD = (
    select(issue_lines.c.under_id, issues.c.reporter_id)
    .join(issues, issues.c.id == issue_lines.c.issue_id)
    .where(issue_lines.c.told_at.is_(None))
    .order_by(issue_lines.c.id)
)
TELL = update(issue_lines).where(issue_lines.c.told_at.is_(None)).values(told_at=bindparam("moment", type_=Moment()))


class Remembered:
    """The look-up of one process (比对索引) and up to which step it has followed."""

    def __init__(self) -> None:
        self.lookup = Lookup()
        self.seen = 0


class SimilarReports(Repository):
    """Open reports alike, and what neighbours added to them."""

    def __init__(self, connection: AsyncConnection, remembered: Remembered) -> None:
        super().__init__(connection)
        self._remembered = remembered

    async def nearest(self, place: Place, text: str, most: int) -> list[int]:
        """Open reports of the place nearest to these words; whoever shows one reads it again first."""
        await self._catch_up()
        return self._remembered.lookup.nearest(place, text, most)

    async def _catch_up(self) -> None:
        known = self._remembered
        last = await self.value(LAST)
        if last < known.seen:  # what was followed was rolled back, or is another file now
            known.lookup, known.seen = Lookup(), 0
        found = await self.rows(SINCE, seen=known.seen - AGAIN) if known.seen else await self.rows(OPEN)
        for row in found:
            if State(row.state) in ENDED:
                known.lookup.drop(row.id)
            else:
                known.lookup.put(row.id, Place(row.compound_id, row.building_id), row.text)
        known.seen = last

    async def affected_homes(self, issue_id: int) -> set[int]:
        """也遇到的人家, its reporter's own among them: dwelling units, each once."""
        return await self.others(issue_id) | await self._reporters(issue_id)

    async def others(self, issue_id: int) -> set[int]:
        """The homes that have it beside the reporter's own."""
        found = {int(row[0]) for row in await self.rows(HOMES, issue=issue_id)}
        return found - await self._reporters(issue_id)

    async def _reporters(self, issue_id: int) -> set[int]:
        return {int(row.unit_id) for row in await self.rows(REPORTERS, issue=issue_id)}

    async def followers(self, issue_id: int) -> list[tuple[int, int]]:
        """Who is told of each step, and in which private chat."""
        return [(row.person_id, row.chat_id) for row in await self.rows(FOLLOWERS, issue=issue_id)]

    async def added(self, issue_id: int) -> Sequence[Row[Any]]:
        return await self.rows(ADDED, issue=issue_id)

    async def mine(self, issue_id: int, person_id: int) -> Row[Any] | None:
        return await self.row(FIND, issue=issue_id, person=person_id)

    async def join(self, issue_id: int, person_id: int, unit_id: int | None, text: str, at: datetime) -> int:
        """我也是; said again, the new words are put below the old ones. Its number."""
        known = await self.mine(issue_id, person_id)
        if known is None:
            values = {"issue_id": issue_id, "person_id": person_id, "unit_id": unit_id, "text": text, "at": at}
            return await self.add(issue_additions, **values)
        if text:
            await self.run(WORDS, key=known.id, words=f"{known.text}\n{text}".strip())
        return int(known.id)

    async def leave(self, issue_id: int, person_id: int) -> bool:
        """不是一回事: the words and files go too; whether there was anything."""
        known = await self.mine(issue_id, person_id)
        if known is None:
            return False
        await forget_additions(self, [known.id])
        return True

    async def line(self, issue_id: int, under_id: int, at: datetime) -> None:
        """It shares the card of another."""
        await self.add(issue_lines, issue_id=issue_id, under_id=under_id, at=at)

    async def under(self, issue_id: int) -> int | None:
        found = await self.value(UNDER, issue=issue_id)
        return None if found is None else int(found)

    async def unders(self, issue_ids: Sequence[int]) -> dict[int, int]:
        """The same of several, of those that share a card."""
        return {row.issue_id: row.under_id for row in await self.rows(UNDERS, issues=list(issue_ids))}

    async def untold(self) -> Sequence[Row[Any]]:
        return await self.rows(UNTOLD)

    async def note_told(self, at: datetime) -> None:
        await self.run(TELL, moment=at)


async def forget_additions(repository: Repository, numbers: Sequence[int]) -> None:
    """What neighbours added, with its files."""
    subjects = [f"issue_addition:{number}" for number in numbers]
    await repository.run(delete(attachments).where(attachments.c.subject.in_(subjects)))
    await repository.run(delete(issue_additions).where(issue_additions.c.id.in_(list(numbers))))
