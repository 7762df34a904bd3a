"""The records of meetings that vote (表决会议): who has signed in, whose hand was written down."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select, update

from domain.voting.meetings import Member
from domain.voting.papers import PaperState
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.registry import people
from storage.schema.voting import vote_heads, vote_papers, vote_voters, votes

HAND = (vote_papers.c.head_id == vote_heads.c.id) & (vote_papers.c.state == PaperState.ENTERED.value)
MEMBERS = (
    select(
        vote_heads.c.id,
        vote_heads.c.slot,
        vote_heads.c.key,
        vote_heads.c.origin,
        vote_heads.c.seq,
        vote_heads.c.signed_in_at,
        vote_voters.c.person_id,
        people.c.name,
        vote_papers.c.entered_by,
    )
    .outerjoin(vote_voters, vote_voters.c.head_id == vote_heads.c.id)
    .outerjoin(people, people.c.id == vote_voters.c.person_id)
    .outerjoin(vote_papers, HAND)
    .where(vote_heads.c.vote_id == bindparam("vote"))
    .order_by(vote_heads.c.slot)
)
SIGN_IN = (
    update(vote_heads)
    .where(vote_heads.c.id == bindparam("head"))
    .values(signed_in_at=bindparam("moment", type_=Moment()))
)
PRESENT = select(vote_heads.c.key).where(
    vote_heads.c.vote_id == bindparam("vote"), vote_heads.c.signed_in_at.is_not(None)
)
CLOSE = update(votes).where(votes.c.id == bindparam("key")).values(closes_at=bindparam("moment", type_=Moment()))
KEYS = select(vote_heads.c.id, vote_heads.c.key).where(vote_heads.c.vote_id == bindparam("vote"))


class VoteMeetings(Repository):
    """Members of a meeting. The vote's row is locked by whoever changes them."""

    async def members(self, vote_id: int) -> tuple[Member, ...]:
        """Everybody on the roll, by slot."""
        return tuple(
            Member(
                row.id,
                row.slot,
                row.name or next(iter(row.origin["owners"]), ""),
                row.person_id,
                present=row.signed_in_at is not None,
                voted=row.seq > 0,
                hand_by=row.entered_by,
            )
            for row in await self.rows(MEMBERS, vote=vote_id)
        )

    async def sign_in(self, head_id: int, at: datetime) -> None:
        await self.run(SIGN_IN, head=head_id, moment=at)

    async def present(self, vote_id: int) -> frozenset[str]:
        """The heads that have signed in, as the roll is counted."""
        return frozenset(row.key for row in await self.rows(PRESENT, vote=vote_id))

    async def close(self, vote_id: int, at: datetime) -> None:
        """It is over earlier than it might have been."""
        await self.run(CLOSE, key=vote_id, moment=at)

    async def heads(self, vote_id: int) -> dict[str, int]:
        """The members' heads, by what the roll is counted with."""
        return {row.key: row.id for row in await self.rows(KEYS, vote=vote_id)}
