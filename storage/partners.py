"""The records of 包建单位: who stands by which compound, those that ended kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from domain.partners import Partner, PartnerWords
from storage.repository import Repository
from storage.schema.partners import partners
from storage.schema.registry import compounds

HOLD = select(compounds.c.id).where(compounds.c.id == bindparam("key")).with_for_update()
LOCK = select(partners).where(partners.c.id == bindparam("key")).with_for_update()
STANDING = (
    select(partners)
    .where(partners.c.compound_id.in_(bindparam("inside", expanding=True)), partners.c.until.is_(None))
    .order_by(partners.c.id)
)
ENDED = (
    select(partners)
    .where(partners.c.compound_id == bindparam("compound"), partners.c.until.is_not(None))
    .order_by(partners.c.until.desc(), partners.c.id.desc())
)
END = (
    update(partners).where(partners.c.id == bindparam("key")).values(ended_by=bindparam("by"), until=bindparam("over"))
)


class Partners(Repository):
    """Partners by compound; whoever writes one holds the compound's row."""

    async def hold(self, compound_id: int) -> None:
        """Nobody else writes one down there until the commit."""
        await self.row(HOLD, key=compound_id)

    async def standing(self, inside: Sequence[int]) -> list[Partner]:
        """Those that stand by these compounds now, as they were written down."""
        return [_partner(row) for row in await self.rows(STANDING, inside=list(inside))]

    async def ended(self, compound_id: int) -> list[Partner]:
        """Those that stood by this compound once, the last first."""
        return [_partner(row) for row in await self.rows(ENDED, compound=compound_id)]

    async def lock(self, partner_id: int) -> Partner | None:
        """One of them, its row ours until the commit."""
        row = await self.row(LOCK, key=partner_id)
        return None if row is None else _partner(row)

    async def write(self, compound_id: int, said: PartnerWords, *, by: int, at: datetime) -> int:
        """One more; its number."""
        words: dict[str, Any] = {"name": said.name, "post": said.post, "purpose": said.purpose}
        return await self.add(partners, compound_id=compound_id, **words, written_by=by, since=at)

    async def end(self, partner_id: int, *, by: int, at: datetime) -> None:
        await self.run(END, key=partner_id, by=by, over=at)


def _partner(row: Row[Any]) -> Partner:
    return Partner(row.id, row.compound_id, PartnerWords(row.name, row.post, row.purpose), row.since, row.until)
