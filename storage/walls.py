"""The records of walls (发布点): by compound, by the chat they stand as; what hung where, and when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from domain.notices import NoticeKind, NoticeState
from domain.registry import Place
from domain.wall_addresses import Address, WallKind
from domain.walls import Hung, Wall, WallState
from storage.chats import NO_GROUPS
from storage.repository import Repository
from storage.schema.registry import chats
from storage.schema.traffic import outbox
from storage.schema.walls import walls

GROUP = chats.alias("of_group")
KNOWN = select(walls, chats.c.state.label("chat_state")).join(chats, chats.c.id == walls.c.chat_id)
FIND = KNOWN.where(walls.c.id == bindparam("key"))
LOCK = FIND.with_for_update(of=walls)
AT_CHAT = KNOWN.where(walls.c.chat_id == bindparam("chat"))
STANDING = KNOWN.where(
    walls.c.compound_id == bindparam("compound"), walls.c.state.in_([WallState.LINKED.value, WallState.ON.value])
).order_by(walls.c.id)
ADDRESS = select(walls.c.address, walls.c.secret, walls.c.tail).where(
    walls.c.chat_id == bindparam("chat"), walls.c.state != WallState.OFF.value
)
BESIDE = (
    select(walls.c.chat_id)
    .join(chats, chats.c.id == walls.c.chat_id)
    .join(GROUP, GROUP.c.compound_id == walls.c.compound_id)
    .where(
        GROUP.c.id == bindparam("group"),
        GROUP.c.kind.not_in(NO_GROUPS),
        GROUP.c.building_id.is_(None),
        walls.c.state == WallState.ON.value,
        chats.c.state == "open",
    )
    .order_by(walls.c.id)
)
LEFT = (
    select(
        outbox.c.template,
        outbox.c.state,
        outbox.c.error,
        outbox.c.resent_as,
        outbox.c.key,
        func.coalesce(outbox.c.settled_at, outbox.c.not_before).label("moment"),
        chats.c.title,
        chats.c.compound_id,
        chats.c.building_id,
        walls.c.kind.label("wall"),
    )
    .join(chats, chats.c.id == outbox.c.chat_id)
    .outerjoin(walls, walls.c.chat_id == chats.c.id)
)
LAST = (
    LEFT.where(outbox.c.chat_id == bindparam("chat"), outbox.c.public == bindparam("in_public"))
    .order_by(outbox.c.id.desc())
    .limit(1)
)
PUBLISHED = (
    LEFT.where(
        outbox.c.subject.in_(bindparam("of", expanding=True)),
        outbox.c.kind == NoticeKind.POST.value,
        outbox.c.public,
    )
    .order_by(outbox.c.id)
    .limit(bindparam("most"))
)
ARRIVES = update(walls).where(walls.c.chat_id == bindparam("chat"), walls.c.told_at.is_not(None)).values(told_at=None)


class Walls(Repository):
    """Walls by number, and what left for them."""

    async def link(self, chat_id: int, place: Place, kind: WallKind, address: Address, *, by: int, at: datetime) -> int:
        """Write one down; nothing hangs there yet."""
        return await self.add(
            walls,
            chat_id=chat_id,
            compound_id=place.compound_id,
            kind=kind.value,
            address=address.where,
            secret=address.secret,
            tail=address.tail,
            state=WallState.LINKED.value,
            linked_by=by,
            linked_at=at,
        )

    async def write(self, wall_id: int, **values: Any) -> None:
        """What changes of a wall."""
        await self.run(update(walls).where(walls.c.id == wall_id).values(**values))

    async def find(self, wall_id: int, *, lock: bool = False) -> Wall | None:
        row = await self.row(LOCK if lock else FIND, key=wall_id)
        return None if row is None else _wall(row)

    async def at_chat(self, chat_id: int) -> Wall | None:
        """The wall that stands as this chat, if it is one."""
        row = await self.row(AT_CHAT, chat=chat_id)
        return None if row is None else _wall(row)

    async def standing(self, compound_id: int) -> list[Wall]:
        """Those of a compound that are not switched off."""
        return [_wall(row) for row in await self.rows(STANDING, compound=compound_id)]

    async def address(self, chat_id: int) -> Address | None:
        """Where it is, for whoever sends; None once it is switched off."""
        row = await self.row(ADDRESS, chat=chat_id)
        return None if row is None else Address(row.address, row.secret, row.tail)

    async def beside(self, group_id: int) -> list[int]:
        """Chats of the walls that hang what is said in this group, the whole compound's."""
        return [int(row.chat_id) for row in await self.rows(BESIDE, group=group_id)]

    async def arrives(self, chat_id: int) -> None:
        """Something arrived: the next failure is told again."""
        await self.run(ARRIVES, chat=chat_id)

    async def last(self, chat_id: int, *, public: bool) -> Hung | None:
        """What left for it last: of what is public, or of what was tried."""
        row = await self.row(LAST, chat=chat_id, in_public=public)
        return None if row is None else _hung(row)

    async def published(self, subjects: Collection[str], most: int) -> tuple[list[Place], list[Hung]]:
        """Every public post of these subjects, in order; and the places of the groups they are in."""
        rows = await self.rows(PUBLISHED, of=list(subjects) or [""], most=most)
        groups = [Place(row.compound_id, row.building_id) for row in rows if row.wall is None]
        return list(dict.fromkeys(groups)), [_hung(row) for row in rows]


def _wall(row: Row[Any]) -> Wall:
    return Wall(
        id=row.id,
        chat_id=row.chat_id,
        place=Place(row.compound_id),
        kind=WallKind(row.kind),
        tail=row.tail,
        state=WallState(row.state),
        open=row.chat_state == "open",
        linked_by=row.linked_by,
        linked_at=row.linked_at,
        told_at=row.told_at,
    )


def _hung(row: Row[Any]) -> Hung:
    return Hung(
        template=row.template,
        place=row.title,
        wall=None if row.wall is None else WallKind(row.wall),
        state=NoticeState(row.state),
        at=row.moment,
        error=row.error,
        again=row.key.endswith(":again"),
    )
