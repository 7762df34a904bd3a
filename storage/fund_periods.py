"""The records of 账期: days of an account that are closed, or are to be."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from domain.fund_periods import Period, Span
from storage.repository import Repository
from storage.schema.funds import fund_periods

OF = select(fund_periods).where(fund_periods.c.fund_id == bindparam("fund")).order_by(fund_periods.c.id)
FUND_OF = select(fund_periods.c.fund_id).where(fund_periods.c.id == bindparam("period"))


class FundPeriods(Repository):
    """Periods by account; whoever changes one holds its account's row."""

    async def draft(self, fund_id: int, span: Span, since: date, until: date, *, at: datetime) -> int:
        """Days that are to be closed."""
        days = {"since": since.isoformat(), "until": until.isoformat()}
        return await self.add(fund_periods, fund_id=fund_id, span=span.value, **days, drafted_at=at)

    async def of(self, fund_id: int) -> list[Period]:
        """All of an account, the first drafted first."""
        return [_period(row) for row in await self.rows(OF, fund=fund_id)]

    async def fund_of(self, number: int) -> int:
        """Whose days they are; 0 where there are none."""
        return int(await self.value(FUND_OF, period=number) or 0)

    async def sign(self, number: int, *, by: int, at: datetime, seen: Mapping[str, int]) -> None:
        """One person stands for the sums as they are."""
        await self._write(number, signed_by=by, signed_at=at, seen=seen)

    async def close(self, number: int, *, by: int, at: datetime, facts: Mapping[str, Any]) -> None:
        """The second does."""
        await self._write(number, closed_by=by, closed_at=at, facts=facts)

    async def ask_opening(self, number: int, *, by: int, why: str) -> None:
        """One person wants them open again."""
        await self._write(number, opening_by=by, why=why)

    async def stay_closed(self, number: int) -> None:
        """Nobody wants that any more."""
        await self._write(number, opening_by=None, why="")

    async def open(self, number: int, *, by: int, at: datetime) -> None:
        """The second agrees."""
        await self._write(number, opened_by=by, opened_at=at)

    async def _write(self, number: int, **values: Any) -> None:
        await self.run(update(fund_periods).where(fund_periods.c.id == number).values(**values))


def _period(row: Row[Any]) -> Period:
    read = {"span": Span(row.span), "since": date.fromisoformat(row.since), "until": date.fromisoformat(row.until)}
    values: dict[str, Any] = {**row._mapping, **read}
    return Period(**values)
