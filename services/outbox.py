"""What becomes of notices (发件结果): sent, failed or in doubt; who is asked, what goes out again and is marked so."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from domain.effects import Effect, Post, Record, Schedule, Unschedule
from domain.notices import IDEMPOTENT, Notice, NoticeKind, NoticeState, Urgency
from domain.outcomes import Done, Facts, Outcome, Reason, Refusal
from domain.privacy_keeping import RETENTION, Kept
from domain.registry import Actor
from domain.wall_effects import not_arriving
from domain.walls import IN_PART
from services.acts import act
from services.readers import staff_chats
from services.vote_urging import reminder_arrived
from storage.database import Database
from storage.effects import apply
from storage.outbox import Parcel, Stored, notice_of
from storage.transaction import Transaction

DOUBT = "outbox.doubt"
PATIENCE = timedelta(minutes=30)
"""How long a poster has to say whether it was seen."""

AGAIN = ":again"
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Standing:
    """How the outbox stands (发件箱状况): `unknown` and `failed` of today, `waiting` of the one that waits longest."""

    queued: int
    sending: int
    unknown: int
    failed: int
    waiting: timedelta | None


@dataclass(frozen=True)
class PostAt:
    """Where a subject's post stands in a chat, and a hash of what it shows (已发布的消息)."""

    message_id: int
    drawn: str


async def claim(database: Database, *, at: datetime, resting: Collection[int], most: int) -> list[Parcel]:
    """Lease what may leave; whatever went out a second time stays marked as such, what is no longer so is dropped."""
    while True:
        async with database.transaction() as transaction:
            parcels = await transaction.outbox.claim(at=at, resting=resting, most=most)
            for late in (parcel for parcel in parcels if parcel.notice.lapsed(at)):
                await transaction.outbox.settle(late.id, NoticeState.DROPPED, at=at, error="lapsed")
            leaving = [await _marked(transaction, parcel) for parcel in parcels if not parcel.notice.lapsed(at)]
        if leaving or not parcels:
            return leaving


async def _marked(transaction: Transaction, parcel: Parcel) -> Parcel:
    notice = parcel.notice
    again = notice.key.endswith(AGAIN)
    if notice.kind is NoticeKind.EDIT:
        again = await transaction.outbox.resent(notice.subject, notice.chat_id)
    if not again:
        return parcel
    first = await transaction.outbox.queued_as(notice.key.removesuffix(AGAIN))
    return replace(parcel, notice=replace(notice, facts={**notice.facts, "again": True}), first=first)


async def sent(
    database: Database,
    *,
    parcel_id: int,
    message_id: int | None,
    telegram_poll_id: str | None,
    drawn: str,
    at: datetime,
) -> None:
    """It arrived: settled, and its post remembered. An answer that comes after the doubt ends the doubt."""
    async with database.transaction() as transaction:
        row = await transaction.outbox.find(parcel_id)
        if row is None:
            return
        await reminder_arrived(transaction, row, at)
        if row.state == NoticeState.UNKNOWN.value:
            await apply(transaction, [Unschedule(DOUBT, f"notice:{row.id}")], at=at)
            await transaction.outbox.withdraw(f"notice:{row.id}", at)
        await transaction.outbox.settle(row.id, NoticeState.SENT, at=at, message_id=message_id)
        if message_id is None:
            await transaction.walls.arrives(row.chat_id)
        await _remember(transaction, row, message_id, telegram_poll_id, drawn)


async def _remember(
    transaction: Transaction, row: Stored, message_id: int | None, poll_id: str | None, drawn: str
) -> None:
    kind = NoticeKind(row.kind)
    if not row.subject:
        return
    if kind in (NoticeKind.POST, NoticeKind.POLL) and message_id is not None:
        await transaction.posts.keep(
            subject=row.subject, chat_id=row.chat_id, message_id=message_id, poll_id=poll_id, drawn=drawn
        )
    elif kind is NoticeKind.EDIT:
        await transaction.posts.draw(row.subject, row.chat_id, drawn)
    elif kind is NoticeKind.DELETE:
        await transaction.posts.forget(row.subject, row.chat_id)


async def failed(database: Database, *, parcel_id: int, error: str, at: datetime) -> None:
    """It will never arrive: settled; of what was public, the poster is told."""
    async with database.transaction() as transaction:
        row = await transaction.outbox.find(parcel_id)
        if row is not None and row.state == NoticeState.SENDING.value:
            await _fail(transaction, row, error, at)


async def _fail(transaction: Transaction, row: Stored, error: str, at: datetime) -> None:
    await transaction.outbox.settle(row.id, NoticeState.FAILED, at=at, error=error)
    if not row.public:
        return
    if not await _not_arriving(transaction, row, error, at):
        await apply(transaction, await _to_poster(transaction, row, "failed", {"why": error}), at=at)


async def _not_arriving(
    transaction: Transaction, row: Stored, error: str, at: datetime, *, trying: bool = False
) -> bool:
    """Whether it was for a wall: its committee hears once, until something arrives there."""
    wall = await transaction.walls.at_chat(row.chat_id)
    if wall is None or wall.told_at is not None:
        return wall is not None
    await transaction.walls.write(wall.id, told_at=at)
    chats = [chat.id for chat in await staff_chats(transaction, wall.place, at)]
    facts = {"label": row.facts.get("label"), "why": error, "trying": trying}
    await apply(transaction, not_arriving(wall, chats, facts, row.id), at=at)
    return True


async def doubtful(database: Database, *, parcel_id: int, at: datetime, error: str = "") -> None:
    """Nobody knows whether it arrived: what is private is let go, of what is public the poster is asked."""
    async with database.transaction() as transaction:
        row = await transaction.outbox.find(parcel_id)
        if row is not None and row.state == NoticeState.SENDING.value:
            await _doubt(transaction, row, at, error)


async def _doubt(transaction: Transaction, row: Stored, at: datetime, error: str = "") -> None:
    if NoticeKind(row.kind) in IDEMPOTENT:
        await transaction.outbox.put_back(row.id, at)
    elif not row.public:
        await transaction.outbox.settle(row.id, NoticeState.UNKNOWN, at=at, error="dropped")
    elif row.key.endswith(AGAIN):
        await _fail(transaction, row, "unknown again", at)
    else:
        await transaction.outbox.settle(row.id, NoticeState.UNKNOWN, at=at, error=error or "no answer")
        facts = {"notice_id": row.id, **({"part": True} if error.startswith(IN_PART) else {})}
        question = await _to_poster(transaction, row, "doubt", facts)
        await apply(transaction, [*question, Schedule(DOUBT, f"notice:{row.id}", at + PATIENCE)], at=at)


async def _to_poster(transaction: Transaction, row: Stored, template: str, facts: Facts) -> list[Effect]:
    """A private word to whoever posted it, at any hour: it concerns what they have just done."""
    reader = None if row.poster_id is None else await transaction.chats.private_of(row.poster_id)
    group = await transaction.chats.find(row.chat_id)
    if reader is None or group is None:
        return []
    wall = await transaction.walls.at_chat(group.id) if group.wall else None
    told = {"label": row.facts.get("label"), "group": group.title, **facts}
    told |= {} if wall is None else {"wall": wall.kind.value}
    notice = Notice(
        key=f"{template}:{row.id}",
        chat_id=reader.id,
        kind=NoticeKind.POST,
        template=f"outbox.{template}",
        facts=told,
        subject=f"notice:{row.id}",
        urgency=Urgency.URGENT,
    )
    return [Post(notice)]


async def lapse(database: Database, *, at: datetime, everything: bool = False) -> int:
    """Look after what was being sent when its lease ran out; `everything`: nobody else is sending. How many."""
    async with database.transaction() as transaction:
        rows = await transaction.outbox.lapsed(FOREVER if everything else at)
        for row in rows:
            await _doubt(transaction, row, at)
    return len(rows)


async def put_back(
    database: Database, *, parcel_id: int, at: datetime, error: str | None = None, tried: bool = True
) -> None:
    """Queue again what surely was not sent, and why; what only waits for its turn was not tried."""
    async with database.transaction() as transaction:
        await transaction.outbox.put_back(parcel_id, at, error, tried=tried)


async def unreached(database: Database, *, parcel_id: int, error: str, at: datetime) -> None:
    """发布点一直连不上: it is tried on; the committee hears of it, once."""
    async with database.transaction() as transaction:
        row = await transaction.outbox.find(parcel_id)
        if row is not None and row.public:
            await _not_arriving(transaction, row, error, at, trying=True)


@act
async def seen(
    transaction: Transaction, *, actor: Actor, notice_id: int, seen: bool, source: str, at: datetime
) -> Outcome:
    """发布人说看到了或没看到: settled as sent, or sent once more and marked."""
    row = await transaction.outbox.find(notice_id)
    if row is None or not row.public:
        return Refusal(Reason.NOT_FOUND, {"what": "notice"})
    if row.poster_id != actor.person_id:
        return Refusal(Reason.NOT_YOURS, {"what": "notice"})
    if not _in_doubt(row):
        return Refusal(Reason.ALREADY_DONE, {"what": "notice_resent" if row.resent_as else "notice"})
    if not seen:
        await _resend(transaction, row, at)
        return Done({"resent": True})
    await transaction.outbox.settle(row.id, NoticeState.SENT, at=at, error="seen by the poster")
    await apply(transaction, [Unschedule(DOUBT, f"notice:{row.id}"), *_noted(row, "seen")], at=at)
    return Done({"resent": False})


@act
async def resend_doubtful(
    transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime
) -> Outcome:
    """到点补发: the poster did not answer, so it goes out once more, marked."""
    row = await transaction.outbox.find(int(subject.rpartition(":")[2]))
    if row is None or not _in_doubt(row):
        return Done({"resent": False})
    await _resend(transaction, row, at)
    return Done({"resent": True})


def _in_doubt(row: Stored) -> bool:
    return row.state == NoticeState.UNKNOWN.value and row.resent_as is None


async def _resend(transaction: Transaction, row: Stored, at: datetime) -> None:
    """The same once more as it should look by now, and pinned where that was wished: its first pin found nothing."""
    first = notice_of(row)
    facts = {**await transaction.outbox.last_drawing(row), "again": True}
    later = await transaction.profiles.after_quiet_hours(at, chat_id=first.chat_id, zone=transaction.zone)
    moment = at if first.urgency is Urgency.URGENT else later
    again = replace(first, key=first.key + AGAIN, facts=facts, not_before=moment)
    effects: list[Effect] = [Post(again), *_noted(row, "resent"), Unschedule(DOUBT, f"notice:{row.id}")]
    if again.facts.get("pin") and await transaction.walls.at_chat(first.chat_id) is None:  # nothing is pinned there
        effects.append(Post(replace(again, key=f"{first.key}:pin{AGAIN}", kind=NoticeKind.PIN, public=False)))
    await apply(transaction, effects, at=at)
    number = await transaction.outbox.numbered(again.key)
    assert number is not None, "queued above"
    await transaction.outbox.supersede(row.id, number)


def _noted(row: Stored, event: str) -> list[Effect]:
    """In the journal of what it is about (`announcement:4:files` → `announcement:4`)."""
    stream = ":".join(row.subject.split(":")[:2])
    return [Record(stream, f"notice_{event}", {"notice": row.id, "chat": row.chat_id})] if stream else []


async def post_of(database: Database, *, subject: str, chat_id: int) -> PostAt | None:
    """The post of a subject in a chat, if there is one."""
    async with database.reading() as transaction:
        row = await transaction.posts.at(subject, chat_id) if subject else None
    return None if row is None else PostAt(row.message_id, row.drawn)


async def active(database: Database, *, at: datetime) -> int:
    """How many are leaving or could leave now."""
    async with database.reading() as transaction:
        return await transaction.outbox.active(at)


async def status(database: Database, *, at: datetime) -> Standing:
    """How many wait, are leaving, are in doubt or failed today."""
    today = datetime.combine(at.astimezone(database.zone).date(), time(), tzinfo=database.zone)
    async with database.reading() as transaction:
        counts = await transaction.outbox.traffic(today)
        first = await transaction.outbox.next_at()
    queued, sending, unknown, failures = (
        counts.get(state.value, 0)
        for state in (NoticeState.QUEUED, NoticeState.SENDING, NoticeState.UNKNOWN, NoticeState.FAILED)
    )
    return Standing(queued, sending, unknown, failures, at - first if first is not None and first <= at else None)


async def tidy(database: Database, *, at: datetime) -> None:
    """Forget answered updates and outcomes nobody can ask for again; notices stay, they are the record of what left."""
    async with database.transaction() as transaction:
        await transaction.inbox.prune(RETENTION[Kept.LETTERS].before(at))
        await transaction.acts.forget(RETENTION[Kept.OUTCOMES].before(at))


__all__ = [
    "Parcel", "PostAt", "Standing", "active", "claim", "doubtful", "failed", "lapse", "post_of", "put_back",
    "resend_doubtful", "seen", "sent", "status", "tidy", "unreached",
]  # fmt: skip
