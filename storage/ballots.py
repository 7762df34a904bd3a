"""The ballots' records (选票): a batch into the box at once, and what counts when it is opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, bindparam, case, func, select, tuple_, update

from domain.voting.ballots import Ballot, Choice
from domain.voting.entitlements import Cast, Mine, Right
from domain.voting.rolls import JOINT, Head, Roll
from domain.voting.votes import Vote
from storage.repository import Repository
from storage.schema.units import owners
from storage.schema.voting import ballots, vote_heads, vote_voters, votes
from storage.voting import vote_of

MANY = select(votes).where(votes.c.id.in_(bindparam("keys", expanding=True))).order_by(votes.c.id)
MANY_HELD = MANY.with_for_update(key_share=True)
"""One box at a time: the stream lets in one anyway, and boxes that share the row would overtake whoever waits for it.

Seen with three workers: a naming waited until the whole crowd had voted.
"""
KNOWN = select(ballots.c.source, ballots.c.receipt).where(ballots.c.source.in_(bindparam("sources", expanding=True)))
RIGHTS = (
    select(
        vote_heads.c.id,
        vote_heads.c.vote_id,
        vote_heads.c.slot,
        vote_heads.c.seq,
        owners.c.person_id,
        func.min(case((func.coalesce(vote_heads.c.named_owner_id, owners.c.id) == owners.c.id, owners.c.id))).label(
            "owner_id"
        ),
    )
    .join(vote_voters, vote_voters.c.head_id == vote_heads.c.id)
    .join(owners, owners.c.id == vote_voters.c.owner_id)
    .where(tuple_(vote_heads.c.id, owners.c.person_id).in_(bindparam("pairs", expanding=True)))
    .group_by(vote_heads.c.id, owners.c.person_id)
)
MARK = update(vote_heads).where(vote_heads.c.id == bindparam("head")).values(seq=bindparam("number"))
HEADS = (
    select(vote_heads.c.key, vote_heads.c.area)
    .where(vote_heads.c.vote_id == bindparam("vote"))
    .order_by(vote_heads.c.slot)
)
CAST = (
    select(vote_heads.c.key, vote_heads.c.named_owner_id, ballots)
    .join(ballots, ballots.c.head_id == vote_heads.c.id)
    .where(vote_heads.c.vote_id == bindparam("vote"))
    .order_by(vote_heads.c.slot, ballots.c.seq)
)
LAST = (
    select(ballots.c.choice, ballots.c.receipt, ballots.c.at)
    .join(vote_heads, vote_heads.c.id == ballots.c.head_id)
    .where(ballots.c.head_id == bindparam("head"), ballots.c.by_person_id == bindparam("person"))
    .order_by(ballots.c.seq.desc())
    .limit(1)
)


@dataclass(frozen=True)
class Kept:
    """A ballot as it goes into the box (入箱的选票)."""

    cast: Cast
    seq: int
    owner_id: int | None
    receipt: str


class Ballots(Repository):
    """Ballots of all votes."""

    async def votes(self, numbers: Iterable[int]) -> dict[int, Vote]:
        """These votes as they stand."""
        return await self._votes(MANY, numbers)

    async def held(self, numbers: Iterable[int]) -> dict[int, Vote]:
        """These votes, ours until the commit; SQLite has one writer anyway."""
        return await self._votes(MANY if self.connection.dialect.name == "sqlite" else MANY_HELD, numbers)

    async def _votes(self, statement: Select[Any], numbers: Iterable[int]) -> dict[int, Vote]:
        wanted = sorted(set(numbers))
        return {row.id: vote_of(row) for row in await self.rows(statement, keys=wanted)} if wanted else {}

    async def known(self, sources: Iterable[str]) -> dict[str, str]:
        """Source → receipt of what is in the box already."""
        return {row.source: row.receipt for row in await self.rows(KNOWN, sources=sorted(set(sources)))}

    async def rights(self, pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], Right]:
        """The rights there are among these pairs of head and person, at this moment."""
        rows = await self.rows(RIGHTS, pairs=sorted(set(pairs)))
        return {(row.id, row.person_id): Right(row.id, row.vote_id, row.slot, row.seq, row.owner_id) for row in rows}

    async def keep(self, kept: Sequence[Kept]) -> None:
        """Into the box, all at once; the last one of each head is what it is known by."""
        await self.connection.execute(ballots.insert(), [_row(ballot) for ballot in kept])
        last = {ballot.cast.head_id: ballot.seq for ballot in kept}
        await self.connection.execute(MARK, [{"head": head, "number": seq} for head, seq in last.items()])

    async def roll(self, vote_id: int) -> Roll:
        """The frozen roll, heads by slot."""
        return Roll(tuple(Head(row.key, row.area, ()) for row in await self.rows(HEADS, vote=vote_id)))

    async def cast(self, vote_id: int) -> list[Ballot]:
        """All ballots of a vote in the order in which each head cast them.

        Of a head whose owners named one voter, that one's; of those who own together without a named voter, each says
        which of them it is from.
        """
        rows = await self.rows(CAST, vote=vote_id)
        return [_ballot(row) for row in rows if row.paper or row.named_owner_id in (None, row.owner_id)]

    async def mine(self, head_id: int, person_id: int) -> Mine | None:
        """What this person cast last for this head."""
        row = await self.row(LAST, head=head_id, person=person_id)
        return None if row is None else Mine(Choice(row.choice), row.receipt)


def _ballot(row: Row[Any]) -> Ballot:
    together = JOINT in row.key and row.named_owner_id is None and not row.paper
    return Ballot(row.key, Choice(row.choice), by=str(row.owner_id) if together else None, paper=row.paper)


def _row(ballot: Kept) -> dict[str, Any]:
    cast = ballot.cast
    return {
        "head_id": cast.head_id,
        "seq": ballot.seq,
        "choice": cast.choice.value,
        "by_person_id": cast.person_id,
        "owner_id": ballot.owner_id,
        "paper": False,
        "receipt": ballot.receipt,
        "source": cast.source,
        "at": cast.at,
    }
