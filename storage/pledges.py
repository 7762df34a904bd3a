"""The records of 凑钱: drives, pledges by number, receipts that stand as their lines of the account do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, select, update

from domain.pledges import Drive, DriveState, Pledge, PledgeReceipt, Unmet
from domain.prepay import PrepayState
from domain.registry import Place
from storage.funds import STANDING, TAKEN_BACK, back
from storage.repository import Repository
from storage.schema.funds import fund_lines
from storage.schema.pledges import pledge_drives, pledge_receipts, pledges

FIND = select(pledge_drives).where(pledge_drives.c.id == bindparam("key"))
LOCK = FIND.with_for_update()
INSIDE = (
    select(pledge_drives)
    .where(pledge_drives.c.compound_id.in_(bindparam("inside", expanding=True)))
    .order_by(pledge_drives.c.id.desc())
)
OF_DRIVE = select(pledges).where(pledges.c.drive_id == bindparam("drive")).order_by(pledges.c.number)
NEXT = select(func.coalesce(func.max(pledges.c.number), 0) + 1).where(pledges.c.drive_id == bindparam("drive"))
RETURNED = (
    select(pledge_receipts.c.id)
    .where(pledge_receipts.c.fund_line_id == bindparam("line"), pledge_receipts.c.amount < 0)
    .limit(1)
)
OVER = (
    select(pledge_drives.c.id)
    .join(pledges, pledges.c.drive_id == pledge_drives.c.id)
    .join(pledge_receipts, pledge_receipts.c.pledge_id == pledges.c.id)
    .where(pledge_receipts.c.fund_line_id == bindparam("line"), pledge_receipts.c.amount > 0)
    .where(pledge_drives.c.state.in_((DriveState.MET.value, DriveState.SHORT.value)))
)
BY_LINE = (
    select(pledge_receipts.c.id, pledges.c.drive_id)
    .join(pledges, pledges.c.id == pledge_receipts.c.pledge_id)
    .where(pledge_receipts.c.fund_line_id == bindparam("line"))
)
RECEIPTS = (
    select(pledge_receipts, *STANDING)
    .join(pledges, pledges.c.id == pledge_receipts.c.pledge_id)
    .join(fund_lines, fund_lines.c.id == pledge_receipts.c.fund_line_id)
    .outerjoin(back, TAKEN_BACK)
    .where(pledges.c.drive_id == bindparam("drive"))
    .order_by(pledge_receipts.c.id)
)


class Pledges(Repository):
    """Drives by number."""

    async def ask(self, new: Drive) -> int:
        """Money is to be put together."""
        names = ("fund_id", "name", "purpose", "target", "ends_at", "asked_by", "asked_at")
        values = {name: getattr(new, name) for name in names}
        words = {"unmet": new.unmet.value, "state": new.state.value}
        return await self.add(pledge_drives, compound_id=new.place.compound_id, **words, **values)

    async def write(self, number: int, **values: Any) -> None:
        """It is confirmed, or over."""
        await self.run(update(pledge_drives).where(pledge_drives.c.id == number).values(**values))

    async def drop(self, number: int) -> None:
        """One that was never confirmed."""
        await self.run(delete(pledge_drives).where(pledge_drives.c.id == number))

    async def find(self, number: int) -> Drive | None:
        row = await self.row(FIND, key=number)
        return None if row is None else _drive(row)

    async def lock(self, number: int) -> Drive | None:
        """The drive, nobody else changing it until the transaction ends."""
        row = await self.row(LOCK, key=number)
        return None if row is None else _drive(row)

    async def inside(self, compound_ids: Sequence[int]) -> list[Drive]:
        """Those of these compounds, the latest first."""
        return [_drive(row) for row in await self.rows(INSIDE, inside=list(compound_ids))]

    async def promise(self, drive_id: int, person_id: int, amount: int, at: datetime) -> int:
        """One more pledge, by the next number."""
        number = await self.value(NEXT, drive=drive_id)
        return await self.add(pledges, drive_id=drive_id, number=number, person_id=person_id, amount=amount, at=at)

    async def withdraw(self, pledge_id: int, at: datetime) -> None:
        """It is taken back."""
        await self.run(update(pledges).where(pledges.c.id == pledge_id).values(withdrawn_at=at))

    async def name(self, pledge_id: int, name: str | None) -> None:
        """Its giver asked to be named so, or to be named no more."""
        await self.run(update(pledges).where(pledges.c.id == pledge_id).values(name=name))

    async def of(self, drive_id: int) -> list[Pledge]:
        """The pledges of a drive, by number."""
        return [
            Pledge(
                row.id, row.drive_id, row.number, row.person_id, row.amount, row.at, row.withdrawn_at, row.name or ""
            )
            for row in await self.rows(OF_DRIVE, drive=drive_id)
        ]

    async def receive(self, pledge_id: int, amount: int, fund_line_id: int, *, by: int, at: datetime) -> int:
        """Money came in for a pledge, or goes back."""
        what = {"pledge_id": pledge_id, "amount": amount, "fund_line_id": fund_line_id}
        return await self.add(pledge_receipts, **what, by=by, at=at)

    async def receipts(self, drive_id: int) -> list[PledgeReceipt]:
        """All that came in and went back."""
        found = await self.rows(RECEIPTS, drive=drive_id)
        return [PledgeReceipt(row.id, row.pledge_id, row.amount, _state(row)) for row in found]

    async def over_by(self, fund_line_id: int) -> int | None:
        """The drive that is over and had money by this line of an account."""
        found: int | None = await self.value(OVER, line=fund_line_id)
        return found

    async def by_line(self, fund_line_id: int) -> tuple[int, int] | None:
        """Which drive, and which of its receipts, this line of an account is."""
        row = await self.row(BY_LINE, line=fund_line_id)
        return None if row is None else (row.drive_id, row.id)

    async def returns(self, fund_line_id: int) -> bool:
        """Did somebody have their money back by this line of an account?"""
        return await self.value(RETURNED, line=fund_line_id) is not None


def _state(row: Row[Any]) -> PrepayState:
    if row.declined or row.taken_back is not None:
        return PrepayState.GONE
    return PrepayState.WAITS if row.checked_at is None else PrepayState.STANDS


def _drive(row: Row[Any]) -> Drive:
    return Drive(
        id=row.id,
        place=Place(row.compound_id),
        fund_id=row.fund_id,
        name=row.name,
        purpose=row.purpose,
        target=row.target,
        ends_at=row.ends_at,
        unmet=Unmet(row.unmet),
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        confirmed_by=row.confirmed_by,
        state=DriveState(row.state),
    )
