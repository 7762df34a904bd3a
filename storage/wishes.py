"""The records of 微心愿: wishes by number, counts by way and state, how a maker may be reached."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, or_, select, update

from domain.registry import Place
from domain.wishes import IN_HAND, STANDING, Reach, Wish, WishChannel, WishState
from storage.repository import Repository
from storage.schema.registry import compounds
from storage.schema.wishes import wish_contacts, wishes

FIND = select(wishes).where(wishes.c.id == bindparam("key"))
LOCK = FIND.with_for_update()
HOUSE = select(compounds.c.id).where(compounds.c.id == bindparam("compound")).with_for_update()
LAST = select(func.max(wishes.c.number)).where(wishes.c.compound_id == bindparam("compound"))
OF_STATE = (
    select(wishes)
    .where(wishes.c.compound_id == bindparam("compound"), wishes.c.state.in_(bindparam("states", expanding=True)))
    .order_by(wishes.c.number)
    .limit(bindparam("most"))
    .offset(bindparam("first"))
)
COUNTS = (
    select(wishes.c.channel, wishes.c.state, func.count().label("n"))
    .where(wishes.c.compound_id == bindparam("compound"))
    .group_by(wishes.c.channel, wishes.c.state)
)
MINE = (
    select(wishes)
    .where(
        or_(*(column == bindparam("person") for column in (wishes.c.made_by, wishes.c.claimed_by, wishes.c.keeper_id)))
    )
    .where(wishes.c.state.in_([state.value for state in STANDING]))
    .order_by(wishes.c.id)
    .limit(bindparam("most"))
)
STILL_WANTED = select(func.count()).where(
    wishes.c.made_by == bindparam("person"), wishes.c.state.in_([state.value for state in STANDING])
)
CLAIMED = select(func.count()).where(
    wishes.c.claimed_by == bindparam("person"), wishes.c.state.in_([state.value for state in IN_HAND])
)
CONTACT = select(wish_contacts.c.words).where(wish_contacts.c.wish_id == bindparam("wish"))


class Wishes(Repository):
    """Wishes by number."""

    async def make(
        self,
        place: Place,
        words: str,
        channel: WishChannel,
        reach: Reach,
        *,
        made_by: int | None = None,
        entered_by: int | None = None,
        contact: str = "",
        at: datetime,
    ) -> int:
        """One more, with the compound's next number; whoever took it down stands between."""
        await self.row(HOUSE, compound=place.compound_id)
        number = int(await self.value(LAST, compound=place.compound_id) or 0) + 1
        wish_id = await self.add(
            wishes,
            compound_id=place.compound_id,
            number=number,
            words=words,
            channel=channel.value,
            reach=reach.value,
            state=WishState.OPEN.value,
            made_by=made_by,
            made_at=at,
            entered_by=entered_by,
            keeper_id=entered_by,
        )
        if contact and made_by is not None:
            await self.add(wish_contacts, wish_id=wish_id, person_id=made_by, words=contact)
        return wish_id

    async def write(self, wish_id: int, **values: Any) -> None:
        """What changes of a wish."""
        await self.run(update(wishes).where(wishes.c.id == wish_id).values(**values))

    async def close(self, wish_id: int, state: WishState, at: datetime, **values: Any) -> None:
        """It is over; how to reach whoever made it goes at once."""
        await self.write(wish_id, state=state.value, closed_at=at, **values)
        await self.run(delete(wish_contacts).where(wish_contacts.c.wish_id == wish_id))

    async def find(self, wish_id: int) -> Wish | None:
        row = await self.row(FIND, key=wish_id)
        return None if row is None else _wish(row)

    async def lock(self, wish_id: int) -> Wish | None:
        """The wish, nobody else changing it until the transaction ends."""
        row = await self.row(LOCK, key=wish_id)
        return None if row is None else _wish(row)

    async def of_state(self, compound_id: int, states: Collection[WishState], first: int, most: int) -> list[Wish]:
        """Those of a compound that are so far, from the `first` on."""
        found = await self.rows(OF_STATE, compound=compound_id, states=list(states), first=first, most=most)
        return [_wish(row) for row in found]

    async def counts(self, compound_id: int) -> list[tuple[WishChannel, WishState, int]]:
        """How many of each way and state."""
        found = await self.rows(COUNTS, compound=compound_id)
        return [(WishChannel(row.channel), WishState(row.state), row.n) for row in found]

    async def of_person(self, person_id: int, most: int) -> list[Wish]:
        """What somebody made, has in hand or stands between for, while it stands."""
        return [_wish(row) for row in await self.rows(MINE, person=person_id, most=most)]

    async def standing_of(self, person_id: int) -> int:
        """How many of somebody's stand on the board."""
        return int(await self.value(STILL_WANTED, person=person_id))

    async def in_hand_of(self, person_id: int) -> int:
        """How many somebody has in hand."""
        return int(await self.value(CLAIMED, person=person_id))

    async def contact(self, wish_id: int) -> str:
        """How whoever made it may be reached."""
        return str(await self.value(CONTACT, wish=wish_id) or "")


def _wish(row: Row[Any]) -> Wish:
    return Wish(
        id=row.id,
        place=Place(row.compound_id),
        number=row.number,
        words=row.words,
        channel=WishChannel(row.channel),
        reach=Reach(row.reach),
        state=WishState(row.state),
        made_at=row.made_at,
        made_by=row.made_by,
        entered_by=row.entered_by,
        keeper_id=row.keeper_id,
        claimed_by=row.claimed_by,
        claimed_at=row.claimed_at,
        returns_at=row.returns_at,
        claims=row.claims,
        closed_at=row.closed_at,
        hidden=row.hidden,
        thanks=row.thanks,
    )
