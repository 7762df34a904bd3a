"""Who votes for homes that several own (推选): whom each of them names, and on whom they agreed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from domain.voting.namings import CoOwner, Together
from storage.repository import Repository
from storage.schema.units import owners
from storage.schema.voting import vote_heads, vote_voters

SEVERAL = select(vote_voters.c.head_id).group_by(vote_voters.c.head_id).having(func.count() > 1)
TOGETHER = (
    select(
        vote_heads.c.id,
        vote_heads.c.slot,
        vote_heads.c.origin,
        vote_heads.c.named_owner_id,
        vote_voters.c.owner_id,
        vote_voters.c.names_id,
        owners.c.name,
        owners.c.person_id,
    )
    .join(vote_voters, vote_voters.c.head_id == vote_heads.c.id)
    .join(owners, owners.c.id == vote_voters.c.owner_id)
    .where(vote_heads.c.vote_id == bindparam("vote"), vote_heads.c.id.in_(SEVERAL))
    .order_by(vote_heads.c.slot, vote_voters.c.owner_id)
)
OF_HEAD = TOGETHER.where(vote_heads.c.id == bindparam("head"))
OF_PERSON = TOGETHER.where(
    vote_heads.c.id.in_(
        select(vote_voters.c.head_id)
        .join(owners, owners.c.id == vote_voters.c.owner_id)
        .where(owners.c.person_id == bindparam("person"))
    )
)
SAY = (
    update(vote_voters)
    .where(
        vote_voters.c.head_id == bindparam("head"),
        vote_voters.c.owner_id.in_(select(owners.c.id).where(owners.c.person_id == bindparam("person"))),
    )
    .values(names_id=bindparam("owner"))
)
NAME = update(vote_heads).where(vote_heads.c.id == bindparam("head")).values(named_owner_id=bindparam("owner"))


class Namings(Repository):
    """Heads of several owners; whoever changes them holds the vote's row."""

    async def find(self, vote_id: int, head_id: int) -> Together | None:
        found = _together(await self.rows(OF_HEAD, vote=vote_id, head=head_id))
        return found[0] if found else None

    async def of_vote(self, vote_id: int) -> list[Together]:
        """All of them, by slot."""
        return _together(await self.rows(TOGETHER, vote=vote_id))

    async def of_person(self, vote_id: int, person_id: int) -> list[Together]:
        """Those this person is one of."""
        return _together(await self.rows(OF_PERSON, vote=vote_id, person=person_id))

    async def say(self, head_id: int, *, person: int, owner: int) -> None:
        """A person names one of those they own together with."""
        await self.run(SAY, head=head_id, person=person, owner=owner)

    async def name(self, head_id: int, owner: int) -> None:
        """From now on only this owner votes for the head."""
        await self.run(NAME, head=head_id, owner=owner)


def _together(rows: Sequence[Row[Any]]) -> list[Together]:
    return [_head(list(theirs)) for _, theirs in groupby(rows, key=lambda row: row.id)]


def _head(rows: Sequence[Row[Any]]) -> Together:
    first = rows[0]
    units = tuple(unit["name"] for unit in first.origin["units"])
    those = tuple(CoOwner(row.owner_id, row.name, row.person_id, row.names_id) for row in rows)
    return Together(first.id, first.slot, units, those, first.named_owner_id)
