"""The records of the rating (评议记录): what each home says, and who of the others can be reminded."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select

from domain.deliberation.ratings import Content, Rating, Worked
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.ratings import ratings
from storage.schema.registry import chats, roles
from storage.voting_homes import at_home

GIVEN = (
    select(ratings)
    .where(ratings.c.matter_id == bindparam("matter"), ratings.c.since == bindparam("asked", type_=Moment()))
    .order_by(ratings.c.id)
)
OF_HOMES = GIVEN.where(ratings.c.unit_id.in_(bindparam("units", expanding=True)))
LAST_ASKED = select(func.max(ratings.c.since)).where(ratings.c.matter_id == bindparam("matter"))
PEOPLE = (
    select(roles.c.person_id, chats.c.id.label("chat_id"))
    .join(chats, chats.c.person_id == roles.c.person_id)
    .where(
        roles.c.unit_id.in_(bindparam("units", expanding=True)),
        at_home(bindparam("moment", type_=Moment())),
        chats.c.kind == "private",
        chats.c.state == "open",
    )
    .order_by(chats.c.id)
)


class Ratings(Repository):
    """What homes say, by the moment since when they were asked."""

    async def given(self, matter_id: int, since: datetime) -> list[Rating]:
        """What the homes said, nobody named."""
        return [_rating(row) for row in await self.rows(GIVEN, matter=matter_id, asked=since)]

    async def of_homes(self, matter_id: int, since: datetime, units: Collection[int]) -> Rating | None:
        """What the first of these homes said."""
        row = await self.row(OF_HOMES, matter=matter_id, asked=since, units=sorted(units))
        return None if row is None else _rating(row)

    async def last_asked(self, matter_id: int) -> datetime | None:
        """Since when they were asked the last time that anybody answered."""
        found: datetime | None = await self.value(LAST_ASKED, matter=matter_id)
        return found

    async def rate(
        self, matter_id: int, since: datetime, units: Sequence[int], *, by: int, at: datetime, **said: str
    ) -> None:
        """What these homes say now; what they do not say anew stays as it was."""
        each = [{"matter_id": matter_id, "since": since, "unit_id": unit, "person_id": by, "at": at} for unit in units]
        statement = self.inserting(ratings).values([row | said for row in each])
        keys = [ratings.c.matter_id, ratings.c.since, ratings.c.unit_id]
        changed = {"person_id": by, "at": at, **said}
        await self.connection.execute(statement.on_conflict_do_update(index_elements=keys, set_=changed))

    async def silent(
        self, matter_id: int, since: datetime, homes: Collection[int], at: datetime
    ) -> list[tuple[int, int]]:
        """Person and private chat of the homes that have not said anything, each once."""
        said = {row.unit_id for row in await self.rows(GIVEN, matter=matter_id, asked=since)}
        rows = await self.rows(PEOPLE, units=sorted(set(homes) - said), moment=at)
        return list(dict.fromkeys((row.person_id, row.chat_id) for row in rows))


def _rating(row: Row[Any]) -> Rating:
    return Rating(
        None if row.worked is None else Worked(row.worked),
        None if row.content is None else Content(row.content),
        row.words,
    )
