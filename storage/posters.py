"""The records of posters (海报): made in numbered lots, found by their tags, counted when opened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from domain.posters import Poster
from storage.repository import Repository
from storage.schema.deliberation import matters
from storage.schema.issues import issues
from storage.schema.printing import posters
from storage.schema.registry import compounds

ALONE = select(compounds.c.id).where(compounds.c.id == bindparam("compound")).with_for_update()
LAST = select(func.max(posters.c.number)).where(posters.c.compound_id == bindparam("compound"))
LED_HERE = select(func.count()).select_from(issues).where(issues.c.poster == posters.c.tag).scalar_subquery()
ASKS = select(matters.c.title).where(matters.c.id == posters.c.matter_id).correlate(posters).scalar_subquery()
WHOLE = select(posters, LED_HERE.label("reported"), ASKS.label("asks"))
OF_COMPOUND = WHOLE.where(posters.c.compound_id == bindparam("compound")).order_by(posters.c.number)
BY_TAG = WHOLE.where(posters.c.tag == bindparam("given"))
OPEN = update(posters).where(posters.c.tag == bindparam("given")).values(opened=posters.c.opened + 1)


class Posters(Repository):
    """Posters of a compound, by number and by tag."""

    async def make(
        self,
        compound_id: int,
        spots: Sequence[tuple[int | None, str, str, str | None]],
        *,
        matter_id: int | None = None,
        by: int,
        at: datetime,
    ) -> tuple[int, int]:
        """One poster for each building, spot, tag and thing; the first and the last of their numbers."""
        await self.value(ALONE, compound=compound_id)  # one lot after the other: numbers have no gaps and no doubles
        last = int(await self.value(LAST, compound=compound_id) or 0)
        rows = [
            {
                "compound_id": compound_id,
                "building_id": building,
                "tag": tag,
                "number": number,
                "spot": spot,
                "thing": thing,
                "matter_id": matter_id,
                "made_by": by,
                "made_at": at,
            }
            for number, (building, spot, tag, thing) in enumerate(spots, start=last + 1)
        ]
        await self.connection.execute(posters.insert(), rows)
        return last + 1, last + len(rows)

    async def of_compound(self, compound_id: int) -> list[Poster]:
        return [_poster(row) for row in await self.rows(OF_COMPOUND, compound=compound_id)]

    async def by_tag(self, tag: str) -> Poster | None:
        row = await self.row(BY_TAG, given=tag)
        return None if row is None else _poster(row)

    async def count(self, tag: str) -> None:
        """Somebody opened it; nothing is kept about who."""
        await self.run(OPEN, given=tag)


def _poster(row: Row[Any]) -> Poster:
    return Poster(
        row.id,
        row.compound_id,
        row.building_id,
        row.number,
        row.tag,
        row.spot,
        row.opened,
        row.reported,
        row.matter_id,
        row.asks or "",
        row.thing,
    )
