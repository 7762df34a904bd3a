"""The records of deliveries (送达): which home of a vote was served, how; kept as long as the ballots."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, exists, or_, select, update

from domain.voting.deliveries import Delivery, DeliveryWay
from domain.voting.papers import PaperState
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.records import attachments
from storage.schema.voting import vote_deliveries, vote_heads, vote_papers, vote_units

OF_VOTE = select(vote_deliveries).where(vote_deliveries.c.vote_id == bindparam("vote"))
FIND = OF_VOTE.where(vote_deliveries.c.unit_id == bindparam("unit"))
REMOVE = delete(vote_deliveries).where(vote_deliveries.c.id == bindparam("key"))
PHOTO_KEPT = exists().where(
    attachments.c.subject == "delivery:" + vote_deliveries.c.id.cast(attachments.c.subject.type),
    attachments.c.state == "stored",
)
VOID = exists().where(
    vote_papers.c.head_id == vote_heads.c.id,
    vote_papers.c.state == PaperState.CONFIRMED.value,
    vote_papers.c.void.is_not(None),
)
SERVED = (
    select(vote_heads.c.key)
    .join(vote_units, vote_units.c.head_id == vote_heads.c.id)
    .join(
        vote_deliveries,
        (vote_deliveries.c.vote_id == vote_heads.c.vote_id) & (vote_deliveries.c.unit_id == vote_units.c.unit_id),
    )
    .where(
        vote_heads.c.vote_id == bindparam("vote"),
        or_(vote_deliveries.c.way != DeliveryWay.PHOTO.value, PHOTO_KEPT),
        ~VOID,
    )
    .distinct()
)
"""Heads one of whose homes was served; a photo proves it once it is here; whoever handed in a void paper answered."""
URGED = SERVED.where(vote_deliveries.c.urged_at.is_not(None))
URGE = (
    update(vote_deliveries)
    .where(
        vote_deliveries.c.vote_id == bindparam("vote"),
        vote_deliveries.c.unit_id.in_(bindparam("units", expanding=True)),
        vote_deliveries.c.at < bindparam("before", type_=Moment()),
        vote_deliveries.c.urged_at.is_(None),
    )
    .values(urged_at=bindparam("moment", type_=Moment()))
)
SLOT = (
    select(vote_heads.c.slot)
    .join(vote_units, vote_units.c.head_id == vote_heads.c.id)
    .where(vote_heads.c.vote_id == bindparam("vote"), vote_units.c.unit_id == bindparam("unit"))
)


HEADS = (
    select(vote_units.c.head_id)
    .join(vote_deliveries, vote_deliveries.c.unit_id == vote_units.c.unit_id)
    .where(vote_deliveries.c.vote_id == bindparam("vote"), vote_units.c.head_id.in_(bindparam("heads", expanding=True)))
    .distinct()
)


class VoteDeliveries(Repository):
    """Which homes have the paper of a vote. The vote's row is locked by whoever changes them."""

    async def find(self, vote_id: int, unit_id: int) -> Delivery | None:
        """How a home was served."""
        row = await self.row(FIND, vote=vote_id, unit=unit_id)
        return None if row is None else Delivery(row.id, row.unit_id, DeliveryWay(row.way), row.at, row.urged_at)

    async def ways(self, vote_id: int) -> dict[int, DeliveryWay]:
        """How each home was served, by home."""
        return {row.unit_id: DeliveryWay(row.way) for row in await self.rows(OF_VOTE, vote=vote_id)}

    async def urged_homes(self, vote_id: int) -> frozenset[int]:
        """The homes that were served and then reminded."""
        rows = await self.rows(OF_VOTE, vote=vote_id)
        return frozenset(row.unit_id for row in rows if row.urged_at is not None)

    async def urge(self, vote_id: int, units: Sequence[int], *, before: datetime, at: datetime) -> int:
        """Write down that these homes were reminded, where they had been served before that moment; how many were."""
        return await self.run(URGE, vote=vote_id, units=list(units), before=before, moment=at)

    async def urged(self, vote_id: int) -> frozenset[str]:
        """The heads that were served, then reminded, and did not hand in anything void."""
        return frozenset(row.key for row in await self.rows(URGED, vote=vote_id))

    async def slot(self, vote_id: int, unit_id: int) -> int | None:
        """Under which number of the roll a home stands; None: it is not on it."""
        row = await self.row(SLOT, vote=vote_id, unit=unit_id)
        return None if row is None else int(row.slot)

    async def note(self, vote_id: int, unit_id: int, way: DeliveryWay, *, by: int, at: datetime) -> int:
        """Write down that a home was served; its number."""
        return await self.add(vote_deliveries, vote_id=vote_id, unit_id=unit_id, way=way.value, by_person_id=by, at=at)

    async def remove(self, number: int) -> None:
        await self.run(REMOVE, key=number)

    async def served_among(self, vote_id: int, heads: Sequence[int]) -> frozenset[int]:
        """Which of these heads have a home that was served."""
        return frozenset(row.head_id for row in await self.rows(HEADS, vote=vote_id, heads=list(heads)))

    async def served(self, vote_id: int) -> frozenset[str]:
        """The heads that were served and did not hand in anything void."""
        return frozenset(row.key for row in await self.rows(SERVED, vote=vote_id))
