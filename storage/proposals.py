"""The records of residents' proposals (居民提议): what was proposed, and how many homes support it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, distinct, func, select, update

from domain.deliberation.proposals import ProposalState, ProposalWay, ResidentProposal
from domain.registry import Place
from storage.repository import Repository
from storage.schema.proposals import proposal_supports, proposals
from storage.schema.registry import compounds

SUPPORTING = (
    select(func.count(distinct(proposal_supports.c.unit_id)))
    .where(proposal_supports.c.proposal_id == proposals.c.id)
    .correlate(proposals)
    .scalar_subquery()
)
READ = select(proposals, SUPPORTING.label("supporting"))
FIND = READ.where(proposals.c.id == bindparam("key"))
HOLD = select(proposals.c.id).where(proposals.c.id == bindparam("key")).with_for_update()
OF_COMPOUND = READ.where(proposals.c.compound_id == bindparam("compound")).order_by(proposals.c.number.desc())
ALONE = select(compounds.c.id).where(compounds.c.id == bindparam("compound")).with_for_update(key_share=True)
LAST = select(func.coalesce(func.max(proposals.c.number), 0)).where(proposals.c.compound_id == bindparam("compound"))
OPEN_OF = select(func.count()).where(
    proposals.c.author_id == bindparam("person"), proposals.c.state == ProposalState.OPEN.value
)
THEIRS = and_(
    proposal_supports.c.proposal_id == bindparam("proposal"), proposal_supports.c.person_id == bindparam("person")
)
SUPPORTED = select(func.count()).where(THEIRS)


class Proposals(Repository):
    """Proposals by number, with the count of homes behind them."""

    async def start(self, place: Place, **values: Any) -> int:
        """A new proposal, open; numbers count up within the compound, one proposal after the other."""
        await self.row(ALONE, compound=place.compound_id)
        number = await self.value(LAST, compound=place.compound_id) + 1
        state = ProposalState.OPEN.value
        return await self.add(proposals, compound_id=place.compound_id, number=number, state=state, **values)

    async def find(self, number: int) -> ResidentProposal | None:
        row = await self.row(FIND, key=number)
        return None if row is None else _proposal(row)

    async def lock(self, number: int) -> ResidentProposal | None:
        """The proposal, its row ours until the commit."""
        await self.row(HOLD, key=number)
        return await self.find(number)

    async def of_compound(self, compound_id: int) -> list[ResidentProposal]:
        """The compound's proposals, latest first."""
        return [_proposal(row) for row in await self.rows(OF_COMPOUND, compound=compound_id)]

    async def open_of(self, person: int) -> int:
        """How many of theirs look for support."""
        return int(await self.value(OPEN_OF, person=person))

    async def write(self, number: int, **values: Any) -> None:
        await self.run(update(proposals).where(proposals.c.id == number).values(**values))

    async def support(self, number: int, units: Sequence[int], person: int, at: datetime) -> bool:
        """我家支持; whether anything is new."""
        each = [{"proposal_id": number, "unit_id": unit, "person_id": person, "at": at} for unit in units]
        return bool(await self.offer(proposal_supports, *each))

    async def unsupport(self, number: int, person: int) -> bool:
        """Taken back; whether there was any."""
        return bool(await self.run(delete(proposal_supports).where(THEIRS), proposal=number, person=person))

    async def supported(self, number: int, person: int) -> bool:
        """Whether they support it."""
        return bool(await self.value(SUPPORTED, proposal=number, person=person))


def _proposal(row: Row[Any]) -> ResidentProposal:
    return ResidentProposal(
        id=row.id,
        place=Place(row.compound_id),
        number=row.number,
        title=row.title,
        text=row.text,
        state=ProposalState(row.state),
        author_id=row.author_id,
        homes=row.homes,
        share=(row.share[0], row.share[1]),
        source=row.source,
        wanted=row.wanted,
        count=row.supporting if row.reached is None else row.reached,
        at=row.at,
        answer_by=row.answer_by,
        way=None if row.way is None else ProposalWay(row.way),
        reason=row.reason,
        matter_id=row.matter_id,
    )
