"""Effects applied (落实效果): what a pure rule decided, written in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from domain.effects import Effect, Post, Record, Schedule, Unschedule, Withdraw
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind, Urgency
from domain.walls import ON_WALLS, hanging
from storage.transaction import Transaction

SPEAKING = frozenset({NoticeKind.POST, NoticeKind.POLL})
"""Kinds that make a phone ring; edits and pins are silent and need not wait for the morning."""


async def apply(transaction: Transaction, effects: Iterable[Effect], *, at: datetime) -> None:
    """Write every effect, in order."""
    for effect in effects:
        await _apply(transaction, effect, at)


async def _apply(transaction: Transaction, effect: Effect, at: datetime) -> None:
    match effect:
        case Post(notice):
            await _queue(transaction, _marked(notice, transaction.late_since), at)
        case Withdraw(subject):
            await transaction.outbox.withdraw(subject, at)
        case Schedule(kind, subject, due):
            await transaction.due.schedule(kind, subject, due)
        case Unschedule(kind, subject):
            await transaction.due.cancel(kind, subject)
        case Record(stream, type, body, sealed):
            await transaction.journal.append(stream, type, body, sealed, at)


async def _queue(transaction: Transaction, notice: Notice, at: datetime) -> None:
    await transaction.outbox.post(notice, at=at, not_before=await _leaves(transaction, notice, at))
    if notice.template in ON_WALLS:
        for wall in await transaction.walls.beside(notice.chat_id):
            await _hang(transaction, notice, wall, at)


async def _hang(transaction: Transaction, notice: Notice, wall: int, at: datetime) -> None:
    """The same on a wall of the compound; what is drawn anew in the group hangs there once more, if it has left."""
    hung = hanging(notice, wall)
    if hung is None or (notice.kind is NoticeKind.EDIT and await transaction.outbox.redraw(hung)):
        return
    await transaction.outbox.post(hung, at=at, not_before=await _leaves(transaction, hung, at))


def _marked(notice: Notice, since: datetime | None) -> Notice:
    """What rings a phone later than it was due says so; a card that is drawn anew says how it is."""
    if since is None or notice.kind not in SPEAKING:
        return notice
    return replace(notice, facts={**notice.facts, "late_since": write_moment(since)})


async def _leaves(transaction: Transaction, notice: Notice, at: datetime) -> datetime:
    earliest = max(at, notice.not_before or at)
    if notice.urgency is Urgency.URGENT or notice.kind not in SPEAKING:
        return earliest
    return await transaction.profiles.after_quiet_hours(earliest, chat_id=notice.chat_id, zone=transaction.zone)
