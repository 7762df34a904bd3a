"""The records of 账目: accounts with their lines, and how many vouchers each line has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, select, update

from domain.funds import Fund, FundKind, FundLine, LineKind, Posting
from domain.registry import Place
from storage.attachments import files_counted
from storage.fund_deeds import deeds_of
from storage.repository import Repository
from storage.schema.deliberation import matters
from storage.schema.funds import fund_lines, fund_periods, funds
from storage.schema.hourly import hourly_months
from storage.schema.settlements import settlement_sheets

VOUCHER = "fund_line:{}"
FIND = select(funds).where(funds.c.id == bindparam("key"))
LOCK = FIND.with_for_update()
INSIDE = (
    select(funds).where(funds.c.compound_id.in_(bindparam("inside", expanding=True))).order_by(funds.c.kind, funds.c.id)
)
LINES = (
    select(fund_lines, matters.c.number.label("matter_number"), hourly_months.c.service_id, hourly_months.c.month)
    .outerjoin(matters, matters.c.id == fund_lines.c.matter_id)
    .outerjoin(hourly_months, hourly_months.c.fund_line_id == fund_lines.c.id)
    .where(fund_lines.c.fund_id.in_(bindparam("found", expanding=True)))
    .order_by(fund_lines.c.number)
)
CLOSED = (
    select(fund_periods.c.fund_id, func.max(fund_periods.c.until).label("until"))
    .where(fund_periods.c.fund_id.in_(bindparam("found", expanding=True)))
    .where(fund_periods.c.closed_at.is_not(None), fund_periods.c.opened_at.is_(None))
    .group_by(fund_periods.c.fund_id)
)
SETTLED = (
    select(settlement_sheets.c.fund_id, settlement_sheets.c.year)
    .where(settlement_sheets.c.fund_id.in_(bindparam("found", expanding=True)))
    .where(settlement_sheets.c.published_at.is_not(None))
    .order_by(settlement_sheets.c.year)
)
FUND_OF = select(fund_lines.c.fund_id).where(fund_lines.c.id == bindparam("line"))

back = fund_lines.alias("back")
TAKEN_BACK = and_(
    back.c.fund_id == fund_lines.c.fund_id,
    back.c.counters == fund_lines.c.number,
    back.c.checked_at.is_not(None),
    back.c.declined == "",
)
"""A line and the one, signed by two, that took it back (冲正)."""

STANDING = (
    fund_lines.c.checked_at.label("checked_at"),
    fund_lines.c.declined.label("declined"),
    back.c.id.label("taken_back"),
)
"""What became of a line of the account, for whatever another room has on it: outer join `back` on `TAKEN_BACK`."""


class Funds(Repository):
    """Accounts by number."""

    async def open(
        self, place: Place, kind: FundKind, name: str, holder: str, tail: str, *, by: int, at: datetime
    ) -> int:
        """An account is opened, without a line."""
        values = {"kind": kind.value, "name": name, "holder": holder, "tail": tail}
        return await self.add(funds, compound_id=place.compound_id, **values, opened_by=by, opened_at=at)

    async def post(self, fund: Fund, wanted: Posting, *, by: int, at: datetime, counters: int | None = None) -> int:
        """One more line, with the next number."""
        return await self.add(
            fund_lines,
            fund_id=fund.id,
            number=fund.next_number,
            kind=wanted.kind.value,
            amount=wanted.signed,
            on=wanted.on.isoformat(),
            purpose=wanted.purpose,
            payee=wanted.payee,
            invoice=wanted.invoice,
            matter_id=wanted.matter_id,
            source=wanted.source,
            deed_id=wanted.deed_id,
            counters=counters,
            posted_by=by,
            posted_at=at,
        )

    async def settle(self, line_id: int, *, by: int, at: datetime, declined: str = "") -> None:
        """The second person stands for a line, or says why not."""
        settled = update(fund_lines).where(fund_lines.c.id == line_id)
        await self.run(settled.values(checked_by=by, checked_at=at, declined=declined))

    async def fund_of(self, line_id: int) -> int:
        """Whose line it is; 0 where there is none."""
        return int(await self.value(FUND_OF, line=line_id) or 0)

    async def find(self, number: int) -> Fund | None:
        row = await self.row(FIND, key=number)
        return None if row is None else (await self._whole([row]))[0]

    async def lock(self, number: int) -> Fund | None:
        """The account, nobody else changing it until the transaction ends."""
        row = await self.row(LOCK, key=number)
        return None if row is None else (await self._whole([row]))[0]

    async def inside(self, compound_ids: Sequence[int]) -> list[Fund]:
        """Those of these compounds."""
        return await self._whole(await self.rows(INSIDE, inside=list(compound_ids)))

    async def _whole(self, rows: Sequence[Row[Any]]) -> list[Fund]:
        lines: dict[int, list[Row[Any]]] = {row.id: [] for row in rows}
        for row in await self.rows(LINES, found=list(lines)):
            lines[row.fund_id].append(row)
        closed = {row.fund_id: date.fromisoformat(row.until) for row in await self.rows(CLOSED, found=list(lines))}
        settled: dict[int, tuple[int, ...]] = {}
        for row in await self.rows(SETTLED, found=list(lines)):
            settled[row.fund_id] = (*settled.get(row.fund_id, ()), row.year)
        deeds = await deeds_of(self, list(lines))
        vouchers = await self._vouchers([row.id for found in lines.values() for row in found])
        return [
            Fund(
                row.id,
                Place(row.compound_id),
                FundKind(row.kind),
                row.name,
                row.holder,
                row.tail,
                tuple(_line(one, vouchers) for one in lines[row.id]),
                closed.get(row.id),
                settled.get(row.id, ()),
                deeds[row.id],
            )
            for row in rows
        ]

    async def _vouchers(self, lines: Sequence[int]) -> dict[str, int]:
        subjects = [VOUCHER.format(number) for number in lines]
        return await files_counted(self, subjects)


def _line(row: Row[Any], vouchers: dict[str, int]) -> FundLine:
    return FundLine(
        id=row.id,
        number=row.number,
        kind=LineKind(row.kind),
        amount=row.amount,
        on=date.fromisoformat(row.on),
        purpose=row.purpose,
        posted_by=row.posted_by,
        posted_at=row.posted_at,
        payee=row.payee,
        invoice=row.invoice,
        matter_id=row.matter_id,
        matter_number=row.matter_number,
        counters=row.counters,
        checked_by=row.checked_by,
        checked_at=row.checked_at,
        declined=row.declined,
        vouchers=vouchers.get(VOUCHER.format(row.id), 0),
        source=row.source,
        pays=None if row.service_id is None else (row.service_id, row.month),
        deed_id=row.deed_id,
    )
