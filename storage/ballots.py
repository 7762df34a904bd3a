"""The ballots' records (选票): a batch into the box at once, and what counts when it is opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Row, Select, bindparam, case, false, func, null, select, tuple_, union_all, update

from domain.voting.entitlements import Cast, Mine, Right
from domain.voting.marking import MarkedBallot
from domain.voting.marks import read_marks, write_marks
from domain.voting.proxies import ProxyState
from domain.voting.rolls import JOINT, Head, Roll
from domain.voting.votes import Vote
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.registry import roles
from storage.schema.units import owners
from storage.schema.voting import ballots, vote_heads, vote_proxies, vote_units, vote_voters, votes
from storage.voting import vote_of
from storage.voting_homes import BY_HOUSEHOLDS, at_home

MANY = select(votes).where(votes.c.id.in_(bindparam("keys", expanding=True))).order_by(votes.c.id)
MANY_HELD = MANY.with_for_update(key_share=True)
"""One box at a time: the stream lets in one anyway, and boxes that share the row would overtake whoever waits for it.

Seen with three workers: a naming waited until the whole crowd had voted.
"""
KNOWN = select(ballots.c.source, ballots.c.receipt).where(ballots.c.source.in_(bindparam("sources", expanding=True)))
PAIRS: BindParameter[Any] = bindparam("pairs", expanding=True)
HEAD = (vote_heads.c.id, vote_heads.c.vote_id, vote_heads.c.slot, vote_heads.c.seq, vote_heads.c.signed_in_at)
AS_OWNER = func.min(case((func.coalesce(vote_heads.c.named_owner_id, owners.c.id) == owners.c.id, owners.c.id)))
AS_NOBODY = null().cast(owners.c.id.type)
OWNING = (
    select(*HEAD, owners.c.person_id, AS_OWNER.label("owner_id"), AS_OWNER.is_(None).label("barred"))
    .join(vote_voters, vote_voters.c.head_id == vote_heads.c.id)
    .join(owners, owners.c.id == vote_voters.c.owner_id)
    .where(tuple_(vote_heads.c.id, owners.c.person_id).in_(PAIRS))
    .group_by(vote_heads.c.id, owners.c.person_id)
)
HOLDING = (
    select(*HEAD, vote_voters.c.person_id, AS_NOBODY.label("owner_id"), false().label("barred"))
    .join(vote_voters, vote_voters.c.head_id == vote_heads.c.id)
    .where(tuple_(vote_heads.c.id, vote_voters.c.person_id).in_(PAIRS))
)
LIVING = (
    select(*HEAD, roles.c.person_id, AS_NOBODY.label("owner_id"), false().label("barred"))
    .join(votes, votes.c.id == vote_heads.c.vote_id)
    .join(vote_units, vote_units.c.head_id == vote_heads.c.id)
    .join(roles, roles.c.unit_id == vote_units.c.unit_id)
    .where(
        tuple_(vote_heads.c.id, roles.c.person_id).in_(PAIRS),
        BY_HOUSEHOLDS,
        at_home(bindparam("moment", type_=Moment())),
    )
)
PROXIED = (
    select(
        *HEAD,
        vote_proxies.c.holder_id.label("person_id"),
        func.min(func.coalesce(vote_heads.c.named_owner_id, vote_voters.c.owner_id)).label("owner_id"),
        false().label("barred"),
    )
    .join(vote_proxies, vote_proxies.c.head_id == vote_heads.c.id)
    .outerjoin(vote_voters, vote_voters.c.head_id == vote_heads.c.id)
    .where(
        tuple_(vote_heads.c.id, vote_proxies.c.holder_id).in_(PAIRS),
        vote_proxies.c.state == ProxyState.CONFIRMED.value,
    )
    .group_by(vote_heads.c.id, vote_proxies.c.holder_id)
)
"""Whoever holds a written proxy votes as the owner who gave it; a developer is nobody on the messenger."""
RIGHTS = union_all(OWNING, HOLDING, LIVING, PROXIED)
"""Who may vote for which head now: its owner, who held the office, who is registered in the home, who has a proxy."""
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
    select(ballots.c.choice, ballots.c.receipt, ballots.c.seq)
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

    async def rights(self, pairs: Iterable[tuple[int, int]], *, at: datetime) -> dict[tuple[int, int], Right]:
        """The rights there are among these pairs of head and person, at this moment."""
        rows = await self.rows(RIGHTS, pairs=sorted(set(pairs)), moment=at)
        return {(row.id, row.person_id): _right(row) for row in rows}

    async def keep(self, kept: Sequence[Kept]) -> None:
        """Into the box, all at once; the last one of each head is what it is known by."""
        await self.connection.execute(ballots.insert(), [_row(ballot) for ballot in kept])
        last = {ballot.cast.head_id: ballot.seq for ballot in kept}
        await self.connection.execute(MARK, [{"head": head, "number": seq} for head, seq in last.items()])

    async def roll(self, vote_id: int) -> Roll:
        """The frozen roll, heads by slot."""
        return Roll(tuple(Head(row.key, row.area, ()) for row in await self.rows(HEADS, vote=vote_id)))

    async def cast(self, vote_id: int) -> list[MarkedBallot]:
        """All ballots of a vote in the order in which each head cast them.

        Of a head whose owners named one voter, that one's; of those who own together without a named voter, each says
        which of them it is from.
        """
        rows = await self.rows(CAST, vote=vote_id)
        return [_ballot(row) for row in rows if row.paper or row.named_owner_id in (None, row.owner_id)]

    async def mine(self, head_id: int, person_id: int) -> Mine | None:
        """What this person cast last for this head."""
        row = await self.row(LAST, head=head_id, person=person_id)
        return None if row is None else Mine(read_marks(row.choice), row.receipt, row.seq)


def _right(row: Row[Any]) -> Right:
    return Right(row.id, row.vote_id, row.slot, row.seq, row.owner_id, bool(row.barred), row.signed_in_at is not None)


def _ballot(row: Row[Any]) -> MarkedBallot:
    together = JOINT in row.key and row.named_owner_id is None and not row.paper
    return MarkedBallot(row.key, read_marks(row.choice), by=str(row.owner_id) if together else None, paper=row.paper)


def _row(ballot: Kept) -> dict[str, Any]:
    cast = ballot.cast
    return {
        "head_id": cast.head_id,
        "seq": ballot.seq,
        "choice": write_marks(cast.marks),
        "by_person_id": cast.person_id,
        "owner_id": ballot.owner_id,
        "paper": False,
        "receipt": ballot.receipt,
        "source": cast.source,
        "at": cast.at,
    }
