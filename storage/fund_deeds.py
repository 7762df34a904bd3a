"""The records of what stands behind accounts (账户的依据): registrations, rooms and contracts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, select, update

from domain.fund_deeds import Deed, DeedKind, DeedWords, RoomOwner, RoomUse, RoomWords, taken_back
from storage.repository import Repository
from storage.schema.deliberation import matters
from storage.schema.funds import fund_deeds

OF = (
    select(fund_deeds, matters.c.number.label("matter_number"))
    .outerjoin(matters, matters.c.id == fund_deeds.c.matter_id)
    .where(fund_deeds.c.fund_id.in_(bindparam("found", expanding=True)))
    .order_by(fund_deeds.c.fund_id, fund_deeds.c.number)
)
FUND_OF = select(fund_deeds.c.fund_id).where(fund_deeds.c.id == bindparam("deed"))


class FundDeeds(Repository):
    """Deeds by account; whoever writes one holds its account's row."""

    async def write(self, fund_id: int, number: int, said: DeedWords, *, by: int, at: datetime) -> int:
        """One more, which waits for its second person."""
        return await self.add(
            fund_deeds,
            fund_id=fund_id,
            number=number,
            kind=said.kind.value,
            words=said.words,
            code=said.code,
            source=said.source,
            price=said.price,
            until=None if said.until is None else said.until.isoformat(),
            room=said.room,
            **_place(said.place),
            written_by=by,
            written_at=at,
        )

    async def settle(self, number: int, *, by: int, at: datetime, declined: str = "") -> None:
        """The second person stands for it, or says why not."""
        settled = update(fund_deeds).where(fund_deeds.c.id == number)
        await self.run(settled.values(checked_by=by, checked_at=at, declined=declined))

    async def fund_of(self, number: int) -> int:
        """Whose it is; 0 where there is none."""
        return int(await self.value(FUND_OF, deed=number) or 0)


async def deeds_of(repository: Repository, funds: Sequence[int]) -> dict[int, tuple[Deed, ...]]:
    """Of each of these accounts, the first written first."""
    found: dict[int, list[Deed]] = {number: [] for number in funds}
    for row in await repository.rows(OF, found=list(funds)):
        found[row.fund_id].append(_deed(row))
    return {number: taken_back(deeds) for number, deeds in found.items()}


def _place(said: RoomWords | None) -> dict[str, Any]:
    if said is None:
        return {}
    return {"owned": said.owned.value, "use": said.use.value, "area": said.area, "matter_id": said.matter_id}


def _deed(row: Row[Any]) -> Deed:
    until = None if row.until is None else date.fromisoformat(row.until)
    place = None
    if row.kind == DeedKind.ROOM:
        place = RoomWords(RoomOwner(row.owned), RoomUse(row.use), row.area, row.matter_id, row.matter_number)
    said = DeedWords(DeedKind(row.kind), row.words, row.code, row.source, row.price, until, place, row.room)
    return Deed(row.id, row.number, said, row.written_by, row.written_at, row.checked_by, row.checked_at, row.declined)
