"""The outbox (发件箱): frozen facts waiting to leave; claimed with a lease, settled as sent, failed or unknown."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, and_, bindparam, case, func, or_, select, update

from domain.moments import read_moment, write_moment
from domain.notices import Notice, NoticeKind, NoticeState, Urgency
from domain.walls import TRIAL
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.registry import chats
from storage.schema.traffic import outbox

LEASE = timedelta(seconds=60)
LAPSES = "lapses_at"
"""Among the facts of a notice: from when on it does not leave any more."""
NOW = bindparam("moment", type_=Moment())

FIND = select(outbox).where(outbox.c.id == bindparam("key"))
BY_KEY = select(outbox.c.id).where(outbox.c.key == bindparam("key"))
QUEUED_AS = select(outbox.c.id, outbox.c.queued_at).where(outbox.c.key == bindparam("key"))
WAITING_EDIT = select(outbox.c.id).where(
    outbox.c.subject == bindparam("subject"),
    outbox.c.chat_id == bindparam("chat"),
    outbox.c.kind.in_([NoticeKind.EDIT.value, NoticeKind.POST.value]),
    outbox.c.state == NoticeState.QUEUED.value,
)
REDRAW = (
    update(outbox)
    .where(outbox.c.id == bindparam("number"), outbox.c.state == NoticeState.QUEUED.value)
    .values(facts=bindparam("drawing", type_=outbox.c.facts.type), template=bindparam("form"))
)
BUSY_CHATS = select(outbox.c.chat_id).where(outbox.c.state == NoticeState.SENDING.value)
FIRST = case((outbox.c.template == TRIAL, outbox.c.id))
"""Somebody looks on while a wall is tried: that waits for nothing, least of all for what the wall does not take."""

HEADS = (
    select(func.coalesce(func.min(FIRST), func.min(outbox.c.id)))
    .where(
        outbox.c.state == NoticeState.QUEUED.value,
        outbox.c.not_before <= bindparam("at", type_=Moment()),
        outbox.c.chat_id.not_in(BUSY_CHATS),
        outbox.c.chat_id.not_in(bindparam("resting", expanding=True)),
    )
    .group_by(outbox.c.chat_id)
)
CLAIMABLE = (
    select(outbox, chats.c.telegram_id, chats.c.kind.label("chat_kind"), chats.c.state.label("chat_state"))
    .join(chats, chats.c.id == outbox.c.chat_id)
    .where(outbox.c.id.in_(HEADS), outbox.c.state == NoticeState.QUEUED.value)
    .order_by(outbox.c.id)
    .limit(bindparam("most"))
)
LEASED = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("numbers", expanding=True)))
    .values(
        state=NoticeState.SENDING.value,
        lease_until=bindparam("until", type_=Moment()),
        tries=outbox.c.tries + 1,
    )
)
LAPSED = select(outbox).where(
    outbox.c.state == NoticeState.SENDING.value, outbox.c.lease_until <= bindparam("at", type_=Moment())
)
SETTLE = (
    update(outbox)
    .where(outbox.c.id == bindparam("number"))
    .values(
        state=bindparam("to"),
        settled_at=bindparam("moment", type_=Moment()),
        message_id=bindparam("message"),
        error=bindparam("why"),
        lease_until=None,
    )
)
RETURN = (
    update(outbox)
    .where(outbox.c.id == bindparam("number"), outbox.c.state == NoticeState.SENDING.value)
    .values(
        state=NoticeState.QUEUED.value,
        # When it was to leave stays, so that whoever waits is told since when; a clock set back stalls nothing.
        not_before=case((outbox.c.not_before > NOW, NOW), else_=outbox.c.not_before),
        error=bindparam("why"),
        lease_until=None,
        tries=outbox.c.tries - bindparam("untried"),
    )
)
SUPERSEDE = update(outbox).where(outbox.c.id == bindparam("number")).values(resent_as=bindparam("later"))
WITHDRAW = (
    update(outbox)
    .where(outbox.c.subject == bindparam("of"), outbox.c.state == NoticeState.QUEUED.value)
    .values(state=NoticeState.DROPPED.value, settled_at=bindparam("moment", type_=Moment()))
)
DROP = (
    update(outbox)
    .where(outbox.c.chat_id == bindparam("chat"), outbox.c.state == NoticeState.QUEUED.value)
    .values(state=NoticeState.DROPPED.value, settled_at=bindparam("moment", type_=Moment()))
)
NEXT = select(func.min(outbox.c.not_before)).where(outbox.c.state == NoticeState.QUEUED.value)
ACTIVE = (
    select(func.count())
    .select_from(outbox)
    .where(
        or_(
            outbox.c.state == NoticeState.SENDING.value,
            and_(outbox.c.state == NoticeState.QUEUED.value, outbox.c.not_before <= bindparam("at", type_=Moment())),
        )
    )
)
LAST_DRAWING = (
    select(outbox.c.facts)
    .where(
        outbox.c.subject == bindparam("of"),
        outbox.c.chat_id == bindparam("chat"),
        outbox.c.template == bindparam("form"),
        outbox.c.kind.in_([NoticeKind.EDIT.value, NoticeKind.POST.value]),
    )
    .order_by(outbox.c.id.desc())
    .limit(1)
)
RESENT = select(func.count()).where(
    outbox.c.subject == bindparam("of"),
    outbox.c.chat_id == bindparam("chat"),
    outbox.c.resent_as.is_not(None),
)
TRAFFIC = (
    select(outbox.c.state, func.count().label("n"))
    .where(or_(outbox.c.settled_at.is_(None), outbox.c.settled_at >= bindparam("since", type_=Moment())))
    .group_by(outbox.c.state)
)
DELIVERIES = (
    select(outbox.c.state, func.count().label("n"))
    .where(outbox.c.subject == bindparam("of"), outbox.c.kind.in_([NoticeKind.POST.value, NoticeKind.POLL.value]))
    .group_by(outbox.c.state)
)


Stored = Row[Any]
"""A notice as its row holds it."""


@dataclass(frozen=True)
class Parcel:
    """A claimed notice and the chat it goes to (待发件). `first`: number and moment of the one it repeats (补发)."""

    id: int
    notice: Notice
    telegram_id: int
    chat_kind: str
    chat_open: bool
    tries: int
    queued_at: datetime
    first: tuple[int, datetime] | None = None


class Outbox(Repository):
    """Notices from queued to settled."""

    async def post(self, notice: Notice, *, at: datetime, not_before: datetime) -> int:
        """Queue a notice once; its number. An edit redraws what still waits: an edit of the same post, or the post."""
        if notice.kind is NoticeKind.EDIT and (waiting := await self.redraw(notice)) is not None:
            return waiting
        await self.offer(outbox, _row(notice, at, not_before))
        return int(await self.value(BY_KEY, key=notice.key))

    async def redraw(self, notice: Notice) -> int | None:
        """Let what still waits for that chat show this instead; its number, if anything waits."""
        waiting = await self.value(WAITING_EDIT, subject=notice.subject, chat=notice.chat_id)
        values = {"drawing": dict(notice.facts), "form": notice.template}
        return int(waiting) if waiting is not None and await self.run(REDRAW, number=waiting, **values) else None

    async def claim(self, *, at: datetime, resting: Collection[int], most: int) -> list[Parcel]:
        """Lease the first waiting notice of each chat that is neither busy nor resting; of a wall its trial first."""
        statement = CLAIMABLE.with_for_update(skip_locked=True, of=outbox)
        found = await self.rows(statement, at=at, resting=list(resting) or [0], most=most)
        if found:
            await self.run(LEASED, numbers=[row.id for row in found], until=at + LEASE)
        return [_parcel(row) for row in found]

    async def lapsed(self, at: datetime) -> Sequence[Row[Any]]:
        """Rows whose lease ran out while sending: nobody knows whether they arrived."""
        return await self.rows(LAPSED, at=at)

    async def find(self, number: int) -> Row[Any] | None:
        return await self.row(FIND, key=number)

    async def settle(
        self, number: int, state: NoticeState, *, at: datetime, message_id: int | None = None, error: str | None = None
    ) -> None:
        await self.run(SETTLE, number=number, to=state.value, moment=at, message=message_id, why=error)

    async def put_back(self, number: int, at: datetime, error: str | None = None, *, tried: bool = True) -> None:
        """Queue again what surely was not sent, and why; what is in doubt meanwhile stays so."""
        await self.run(RETURN, number=number, moment=at, why=error, untried=int(not tried))

    async def supersede(self, number: int, by: int) -> None:
        await self.run(SUPERSEDE, number=number, later=by)

    async def withdraw(self, subject: str, at: datetime) -> int:
        return await self.run(WITHDRAW, of=subject, moment=at)

    async def drop(self, chat_id: int, at: datetime) -> int:
        """Whatever still waits for this chat does not leave any more."""
        return await self.run(DROP, chat=chat_id, moment=at)

    async def next_at(self) -> datetime | None:
        """When the earliest queued notice may leave."""
        moment: datetime | None = await self.value(NEXT)
        return moment

    async def active(self, at: datetime) -> int:
        """How many are leaving or could leave now."""
        return int(await self.value(ACTIVE, at=at))

    async def numbered(self, key: str) -> int | None:
        """The number of the notice with this key."""
        number = await self.value(BY_KEY, key=key)
        return None if number is None else int(number)

    async def queued_as(self, key: str) -> tuple[int, datetime] | None:
        """Number and moment of the notice with this key."""
        row = await self.row(QUEUED_AS, key=key)
        return None if row is None else (row.id, row.queued_at)

    async def last_drawing(self, stored: Stored) -> Mapping[str, Any]:
        """The facts that a post should show by now."""
        if not stored.subject or stored.kind != NoticeKind.POST.value:
            return dict(stored.facts)
        facts = await self.value(LAST_DRAWING, of=stored.subject, chat=stored.chat_id, form=stored.template)
        return dict(facts)

    async def resent(self, subject: str, chat_id: int) -> bool:
        """Whether the post of a subject went there a second time."""
        return bool(await self.value(RESENT, of=subject, chat=chat_id))

    async def traffic(self, since: datetime) -> dict[str, int]:
        """State → count of what is not settled, or was since."""
        return {row.state: row.n for row in await self.rows(TRAFFIC, since=since)}

    async def deliveries(self, subject: str) -> dict[str, int]:
        """State → count of the posts of a subject (送达情况)."""
        return {row.state: row.n for row in await self.rows(DELIVERIES, of=subject)}


def _row(notice: Notice, at: datetime, not_before: datetime) -> dict[str, object]:
    return {
        "key": notice.key,
        "chat_id": notice.chat_id,
        "kind": notice.kind.value,
        "template": notice.template,
        "facts": {**notice.facts, **({} if notice.until is None else {LAPSES: write_moment(notice.until)})},
        "subject": notice.subject,
        "urgency": notice.urgency.value,
        "public": notice.public,
        "poster_id": notice.poster_id,
        "not_before": not_before,
        "queued_at": at,
        "state": NoticeState.QUEUED.value,
    }


def notice_of(row: Row[Any]) -> Notice:
    """The notice a row holds."""
    lapses = row.facts.get(LAPSES)
    return Notice(
        key=row.key,
        chat_id=row.chat_id,
        kind=NoticeKind(row.kind),
        template=row.template,
        facts=row.facts,
        subject=row.subject,
        urgency=Urgency(row.urgency),
        public=row.public,
        poster_id=row.poster_id,
        not_before=row.not_before,
        until=None if lapses is None else read_moment(lapses),
    )


def _parcel(row: Row[Any]) -> Parcel:
    return Parcel(
        id=row.id,
        notice=notice_of(row),
        telegram_id=row.telegram_id,
        chat_kind=row.chat_kind,
        chat_open=row.chat_state == "open",
        tries=row.tries + 1,
        queued_at=row.queued_at,
    )
