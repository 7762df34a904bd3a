"""The records of written proxies (书面委托): who votes for which head, as long as it stands."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, or_, select, update

from domain.voting.proxies import Proxy, ProxyState
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.registry import people, roles
from storage.schema.units import dwelling_units
from storage.schema.voting import vote_heads, vote_proxies

PROXIES = (
    select(vote_proxies, vote_heads.c.vote_id, vote_heads.c.slot, people.c.name)
    .join(vote_heads, vote_heads.c.id == vote_proxies.c.head_id)
    .outerjoin(people, people.c.id == vote_proxies.c.holder_id)
)
LIVE = vote_proxies.c.state != ProxyState.ENDED.value
FIND = PROXIES.where(vote_proxies.c.id == bindparam("key"))
OF_HEAD = PROXIES.where(vote_proxies.c.head_id == bindparam("head"), LIVE)
HELD = (
    select(func.count())
    .select_from(vote_proxies)
    .join(vote_heads, vote_heads.c.id == vote_proxies.c.head_id)
    .where(vote_heads.c.vote_id == bindparam("vote"), vote_proxies.c.holder_id == bindparam("person"), LIVE)
)
CONFIRM = (
    update(vote_proxies)
    .where(vote_proxies.c.id == bindparam("key"))
    .values(state=ProxyState.CONFIRMED.value, confirmed_by=bindparam("by"))
)
END = update(vote_proxies).where(vote_proxies.c.id == bindparam("key")).values(state=ProxyState.ENDED.value)
KNOWN = (
    select(people.c.id, people.c.name, dwelling_units.c.label)
    .join(roles, roles.c.person_id == people.c.id)
    .outerjoin(dwelling_units, dwelling_units.c.id == roles.c.unit_id)
    .where(
        roles.c.compound_id == bindparam("compound"),
        roles.c.since <= bindparam("moment", type_=Moment()),
        or_(roles.c.until.is_(None), roles.c.until > bindparam("moment", type_=Moment())),
    )
    .order_by(people.c.id)
)


class VoteProxies(Repository):
    """Written proxies of a vote. The vote's row is locked by whoever changes them."""

    async def find(self, number: int) -> Proxy | None:
        row = await self.row(FIND, key=number)
        return None if row is None else _proxy(row)

    async def of_head(self, head_id: int) -> Proxy | None:
        """The one of a home that stands or waits for its check."""
        row = await self.row(OF_HEAD, head=head_id)
        return None if row is None else _proxy(row)

    async def held(self, vote_id: int, person_id: int) -> int:
        """How many homes somebody votes for by proxy, or would."""
        return int(await self.value(HELD, vote=vote_id, person=person_id))

    async def enter(self, head_id: int, *, holder: int, by: int, at: datetime) -> int:
        values: dict[str, Any] = {"head_id": head_id, "holder_id": holder, "entered_by": by, "at": at}
        return await self.add(vote_proxies, **values, state=ProxyState.ENTERED.value)

    async def confirm(self, proxy: Proxy, *, by: int) -> None:
        await self.run(CONFIRM, key=proxy.id, by=by)

    async def end(self, proxy: Proxy) -> None:
        await self.run(END, key=proxy.id)

    async def called(self, compound_id: int, name: str, at: datetime) -> dict[int, str]:
        """People of a compound with exactly this name, with a door to tell them apart."""
        rows = await self.rows(KNOWN, compound=compound_id, moment=at)
        found: dict[int, str] = {}
        for row in rows:
            if row.name == name and not found.get(row.id):
                found[row.id] = row.label or ""
        return found


def _proxy(row: Row[Any]) -> Proxy:
    return Proxy(
        id=row.id,
        vote_id=row.vote_id,
        head_id=row.head_id,
        slot=row.slot,
        state=ProxyState(row.state),
        holder_id=row.holder_id,
        holder=row.name or "",
        entered_by=row.entered_by,
    )
