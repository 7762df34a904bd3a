"""The doors of a vote (上门): who has not voted and can be written to, home by home; notes that the close erases."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.registry import chats
from storage.schema.units import owners
from storage.schema.voting import vote_heads, vote_voters, votes

SILENT = (
    select(owners.c.person_id, chats.c.id)
    .select_from(vote_heads)
    .join(vote_voters, vote_voters.c.head_id == vote_heads.c.id)
    .join(owners, owners.c.id == vote_voters.c.owner_id)
    .join(chats, chats.c.person_id == owners.c.person_id)
    .where(
        vote_heads.c.vote_id == bindparam("vote"),
        vote_heads.c.seq == 0,
        func.coalesce(vote_heads.c.named_id, owners.c.person_id) == owners.c.person_id,
        chats.c.kind == "private",
        chats.c.state == "open",
    )
    .distinct()
    .order_by(chats.c.id)
)
"""Whoever may vote for a head that has no ballot, by person and private chat."""

REMINDED = (
    update(votes)
    .where(votes.c.id == bindparam("key"))
    .values(reminded=bindparam("count"), reminded_at=bindparam("moment", type_=Moment()))
)


class VoteDoors(Repository):
    """Homes of a vote as those who go from door to door need them."""

    async def silent(self, vote_id: int) -> list[tuple[int, int]]:
        """Person and private chat of those whose head has no ballot yet."""
        return [(row.person_id, row.id) for row in await self.rows(SILENT, vote=vote_id)]

    async def note_reminded(self, vote_id: int, count: int, at: datetime) -> None:
        await self.run(REMINDED, key=vote_id, count=count, moment=at)
