"""The records of 预交: rounds, settlements, and lines that stand as their lines of the account do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, select, update

from domain.prepay import PrepayBasis, PrepayKind, PrepayLine, PrepayRound, PrepaySettlement, PrepayState
from domain.registry import Place
from storage.funds import STANDING, TAKEN_BACK, back
from storage.repository import Repository
from storage.schema.funds import fund_lines
from storage.schema.prepay import prepay_lines, prepay_rounds, prepay_settlements

FIND = select(prepay_rounds).where(prepay_rounds.c.id == bindparam("key"))
LOCK = FIND.with_for_update()
INSIDE = (
    select(prepay_rounds)
    .where(prepay_rounds.c.compound_id.in_(bindparam("inside", expanding=True)))
    .order_by(prepay_rounds.c.id.desc())
)
LINES = (
    select(prepay_lines, *STANDING)
    .outerjoin(fund_lines, fund_lines.c.id == prepay_lines.c.fund_line_id)
    .outerjoin(back, TAKEN_BACK)
    .order_by(prepay_lines.c.id)
)
OF_ROUND = LINES.where(prepay_lines.c.round_id == bindparam("round"))
ONE = LINES.where(prepay_lines.c.id == bindparam("key"))
HANDED = LINES.where(prepay_lines.c.fund_line_id == bindparam("line"), prepay_lines.c.kind == PrepayKind.RECEIVED.value)
ROUND_OF = select(prepay_lines.c.round_id).where(prepay_lines.c.id == bindparam("line"))
SETTLEMENTS = select(prepay_settlements).where(prepay_settlements.c.round_id == bindparam("round"))
SETTLED_IN = select(prepay_settlements.c.round_id).where(prepay_settlements.c.building_id == bindparam("building"))
SETTLES = (
    select(prepay_settlements.c.confirmed_at)
    .join(
        prepay_lines,
        and_(
            prepay_lines.c.round_id == prepay_settlements.c.round_id,
            prepay_lines.c.building_id == prepay_settlements.c.building_id,
        ),
    )
    .where(prepay_lines.c.fund_line_id == bindparam("line"))
)
REFUND = LINES.where(prepay_lines.c.fund_line_id == bindparam("line"), prepay_lines.c.kind == PrepayKind.REFUNDED.value)
USES = (
    select(prepay_rounds.c.id)
    .where(prepay_rounds.c.fund_id == bindparam("fund"), prepay_rounds.c.confirmed_at.is_not(None))
    .limit(1)
)
OF_BUILDINGS = (
    select(prepay_lines.c.fund_line_id)
    .join(prepay_rounds, prepay_rounds.c.id == prepay_lines.c.round_id)
    .where(prepay_rounds.c.fund_id == bindparam("fund"), prepay_lines.c.fund_line_id.is_not(None))
    .distinct()
)
SETTLEMENT = select(prepay_settlements).where(prepay_settlements.c.id == bindparam("key"))


class Prepay(Repository):
    """Rounds by number."""

    async def ask(self, new: PrepayRound) -> int:
        """A round somebody wants to begin."""
        what = {"name": new.name, "basis": new.basis.value, "rate": new.rate, "months": new.months}
        where = {"compound_id": new.place.compound_id, "fund_id": new.fund_id}
        return await self.add(prepay_rounds, **where, **what, asked_by=new.asked_by, asked_at=new.asked_at)

    async def confirm(self, round_id: int, *, by: int, at: datetime) -> None:
        """The second person stands for it."""
        named = update(prepay_rounds).where(prepay_rounds.c.id == round_id)
        await self.run(named.values(confirmed_by=by, confirmed_at=at))

    async def drop(self, round_id: int) -> None:
        """One that was never confirmed."""
        await self.run(delete(prepay_rounds).where(prepay_rounds.c.id == round_id))

    async def find(self, number: int) -> PrepayRound | None:
        row = await self.row(FIND, key=number)
        return None if row is None else _round(row)

    async def lock(self, number: int) -> PrepayRound | None:
        """The round, nobody else changing it until the transaction ends."""
        row = await self.row(LOCK, key=number)
        return None if row is None else _round(row)

    async def inside(self, compound_ids: Sequence[int]) -> list[PrepayRound]:
        """Those of these compounds, the latest first."""
        return [_round(row) for row in await self.rows(INSIDE, inside=list(compound_ids))]

    async def put(self, round_id: int, line: PrepayLine, *, fund_line_id: int | None = None) -> int:
        """One more line."""
        what = {"kind": line.kind.value, "amount": line.amount, "words": line.words, "unit_id": line.unit_id}
        where = {"round_id": round_id, "building_id": line.building_id, "fund_line_id": fund_line_id}
        return await self.add(prepay_lines, **where, **what, by=line.by, at=line.at)

    async def hand(self, line_ids: Sequence[int], fund_line_id: int) -> None:
        """These receipts are a line of the account from now on."""
        handed = update(prepay_lines).where(prepay_lines.c.id.in_(list(line_ids)))
        await self.run(handed.values(fund_line_id=fund_line_id))

    async def void(self, line_id: int, at: datetime) -> None:
        """收错了."""
        await self.run(update(prepay_lines).where(prepay_lines.c.id == line_id).values(voided_at=at))

    async def lines(self, round_id: int) -> list[PrepayLine]:
        """All of a round, the first first."""
        return [_line(row) for row in await self.rows(OF_ROUND, round=round_id)]

    async def line(self, line_id: int) -> PrepayLine | None:
        row = await self.row(ONE, key=line_id)
        return None if row is None else _line(row)

    async def round_of(self, line_id: int) -> int:
        """Whose line it is; 0 where there is none."""
        return int(await self.value(ROUND_OF, line=line_id) or 0)

    async def settle(self, new: PrepaySettlement) -> int:
        """A building somebody wants to settle."""
        names = ("round_id", "building_id", "next_id", "surplus", "homes", "paid", "asked_by", "asked_at")
        return await self.add(prepay_settlements, **{name: getattr(new, name) for name in names})

    async def write_settlement(self, number: int, values: Mapping[str, Any]) -> None:
        """The second person stands for it, over these counts."""
        await self.run(update(prepay_settlements).where(prepay_settlements.c.id == number).values(**values))

    async def drop_settlement(self, number: int) -> None:
        """One that was never confirmed."""
        await self.run(delete(prepay_settlements).where(prepay_settlements.c.id == number))

    async def settlement(self, number: int) -> PrepaySettlement | None:
        row = await self.row(SETTLEMENT, key=number)
        return None if row is None else _settlement(row)

    async def settlements(self, round_id: int) -> dict[int, PrepaySettlement]:
        """Those of a round, by building."""
        return {row.building_id: _settlement(row) for row in await self.rows(SETTLEMENTS, round=round_id)}

    async def settled_in(self, building_id: int) -> frozenset[int]:
        """The rounds in which a building is settled, or about to be."""
        return frozenset(row.round_id for row in await self.rows(SETTLED_IN, building=building_id))

    async def line_settled(self, fund_line_id: int, *, confirmed: bool) -> bool:
        """Is this line of an account of a building that is settled, or, where that is asked too, about to be?"""
        rows = await self.rows(SETTLES, line=fund_line_id)
        return any(row.confirmed_at is not None or not confirmed for row in rows)

    async def handed(self, fund_line_id: int) -> list[PrepayLine]:
        """The receipts that were handed in together as this line of an account."""
        return [_line(row) for row in await self.rows(HANDED, line=fund_line_id)]

    async def refund(self, fund_line_id: int) -> PrepayLine | None:
        """What a home had back by this line of an account."""
        row = await self.row(REFUND, line=fund_line_id)
        return None if row is None else _line(row)

    async def of_buildings(self, fund_id: int) -> frozenset[int]:
        """The lines of an account that are on a building's ledger."""
        return frozenset(row.fund_line_id for row in await self.rows(OF_BUILDINGS, fund=fund_id))

    async def uses(self, fund_id: int) -> bool:
        """Does a round that began keep its money in this account?"""
        return await self.value(USES, fund=fund_id) is not None


def _round(row: Row[Any]) -> PrepayRound:
    return PrepayRound(
        id=row.id,
        place=Place(row.compound_id),
        fund_id=row.fund_id,
        name=row.name,
        basis=PrepayBasis(row.basis),
        rate=row.rate,
        months=row.months,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
    )


def _line(row: Row[Any]) -> PrepayLine:
    return PrepayLine(
        id=row.id,
        building_id=row.building_id,
        kind=PrepayKind(row.kind),
        amount=row.amount,
        by=row.by,
        at=row.at,
        state=_state(row),
        unit_id=row.unit_id,
        words=row.words,
    )


def _state(row: Row[Any]) -> PrepayState:
    if row.kind == PrepayKind.CARRIED:
        return PrepayState.STANDS
    if row.voided_at is not None or row.taken_back is not None:
        return PrepayState.GONE
    if row.fund_line_id is None or row.declined:  # money that was sent back is in the receiver's hands again
        return PrepayState.HELD if row.kind == PrepayKind.RECEIVED else PrepayState.GONE
    return PrepayState.WAITS if row.checked_at is None else PrepayState.STANDS


def _settlement(row: Row[Any]) -> PrepaySettlement:
    return PrepaySettlement(
        id=row.id,
        round_id=row.round_id,
        building_id=row.building_id,
        next_id=row.next_id,
        surplus=row.surplus,
        homes=row.homes,
        paid=row.paid,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        confirmed_by=row.confirmed_by,
        confirmed_at=row.confirmed_at,
    )
