"""The records of 结算单: sheets with their lines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from domain.registry import Place
from domain.settlements import Sheet, SheetHead, SheetLine
from storage.repository import Repository
from storage.schema.deliberation import matters
from storage.schema.funds import funds
from storage.schema.settlements import settlement_lines, settlement_sheets

FUND = select(funds.c.name).where(funds.c.id == settlement_sheets.c.fund_id).scalar_subquery().label("fund")
FIND = select(settlement_sheets, FUND).where(settlement_sheets.c.id == bindparam("key"))
LOCK = FIND.with_for_update()
INSIDE = (
    select(settlement_sheets, FUND)
    .where(settlement_sheets.c.compound_id.in_(bindparam("inside", expanding=True)))
    .order_by(settlement_sheets.c.year.desc(), settlement_sheets.c.id.desc())
)
LINES = (
    select(settlement_lines, matters.c.number.label("matter_number"))
    .outerjoin(matters, matters.c.id == settlement_lines.c.matter_id)
    .where(settlement_lines.c.sheet_id.in_(bindparam("found", expanding=True)))
    .order_by(settlement_lines.c.id)
)


class Settlements(Repository):
    """Sheets by number."""

    async def begin(self, place: Place, year: int, fund_id: int, *, by: int, at: datetime) -> int:
        """A year is to be settled."""
        where = {"compound_id": place.compound_id, "fund_id": fund_id}
        return await self.add(settlement_sheets, **where, year=year, begun_by=by, begun_at=at)

    async def put(self, sheet_id: int, line: SheetLine, *, by: int, at: datetime) -> int:
        """One more line."""
        names = ("words", "amount", "homes", "each", "matter_id")
        values = {name: getattr(line, name) for name in names}
        return await self.add(settlement_lines, sheet_id=sheet_id, head=line.head.value, **values, by=by, at=at)

    async def take_out(self, line_id: int) -> None:
        """One line less, while it is a draft."""
        await self.run(delete(settlement_lines).where(settlement_lines.c.id == line_id))

    async def write(self, number: int, **values: Any) -> None:
        """It is asked for, sent back, published."""
        await self.run(update(settlement_sheets).where(settlement_sheets.c.id == number).values(**values))

    async def find(self, number: int) -> Sheet | None:
        row = await self.row(FIND, key=number)
        return None if row is None else (await self._whole([row]))[0]

    async def lock(self, number: int) -> Sheet | None:
        """The sheet, nobody else changing it until the transaction ends."""
        row = await self.row(LOCK, key=number)
        return None if row is None else (await self._whole([row]))[0]

    async def inside(self, compound_ids: Sequence[int]) -> list[Sheet]:
        """Those of these compounds, the latest year first."""
        return await self._whole(await self.rows(INSIDE, inside=list(compound_ids)))

    async def _whole(self, rows: Sequence[Row[Any]]) -> list[Sheet]:
        lines: dict[int, list[SheetLine]] = {row.id: [] for row in rows}
        for row in await self.rows(LINES, found=list(lines)):
            lines[row.sheet_id].append(_line(row))
        return [_sheet(row, tuple(lines[row.id])) for row in rows]


def _line(row: Row[Any]) -> SheetLine:
    return SheetLine(
        head=SheetHead(row.head),
        words=row.words,
        amount=row.amount,
        id=row.id,
        homes=row.homes,
        each=row.each,
        matter_id=row.matter_id,
        matter_number=row.matter_number,
    )


def _sheet(row: Row[Any], lines: tuple[SheetLine, ...]) -> Sheet:
    return Sheet(
        id=row.id,
        place=Place(row.compound_id),
        year=row.year,
        fund_id=row.fund_id,
        begun_by=row.begun_by,
        begun_at=row.begun_at,
        opening=row.opening,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        published_by=row.published_by,
        published_at=row.published_at,
        lines=lines,
        fund=row.fund,
    )
