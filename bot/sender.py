"""The sender (发件): one paced way out; claims what may leave, delivers it, settles what became of it."""

from __future__ import annotations

import asyncio
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.failures import Failures
from bot.logs import log
from channels import Channel, Delivery, Letterbox
from domain.notices import IDEMPOTENT, NoticeKind
from rendering.dispatch import Dispatch, Drawing
from rendering.notices import draw
from rendering.texts import texts
from services import Database, chats, outbox, polls
from services.outbox import Parcel
from telegram_wire.errors import Fate
from telegram_wire.pacing import Pacer

BATCH = 16
"""Parcels in flight at once."""

SOONEST = 0.02
TRIES = 20
"""A parcel Telegram keeps putting off (429, no connection) is given up after so many tries: about an hour."""


class Sender:
    """Sends what is due, one process at a time."""

    def __init__(
        self,
        *,
        database: Database,
        clock: Clock,
        channel: Channel,
        pacer: Pacer,
        failures: Failures,
        zone: ZoneInfo,
        locale: str,
    ) -> None:
        self._database, self._clock, self._channel, self._pacer = database, clock, channel, pacer
        self._failures, self._zone, self._locale = failures, zone, locale
        self._addresses: dict[int, int] = {}  # Telegram's id → ours
        self._wake = asyncio.Event()
        self.in_flight = 0

    def wake(self) -> None:
        """Look again now: something was queued, or time has moved."""
        self._wake.set()

    async def run(self) -> None:
        """Send until cancelled."""
        while True:
            self._wake.clear()
            try:
                busy = await self.once()
            except Exception as error:
                await self._failures.incident(error, where="sender")
                busy = False
            if not busy:
                await self._pause()

    async def once(self) -> bool:
        """Claim and deliver what may leave at this moment; whether anything did."""
        resting = [self._addresses[chat] for chat in self._pacer.resting() if chat in self._addresses]
        most = min(BATCH, self._pacer.allowance())
        if most == 0:
            return False
        parcels = await outbox.claim(self._database, at=self._clock.now(), resting=resting, most=most)
        self.in_flight += len(parcels)
        try:
            await asyncio.gather(*(self._send(parcel) for parcel in parcels))
        finally:
            self.in_flight -= len(parcels)
        return bool(parcels)

    async def _pause(self) -> None:
        wait = min(1.0, max(SOONEST, self._pacer.next_in()))
        try:
            await asyncio.wait_for(self._wake.wait(), wait)
        except TimeoutError:
            return

    async def _send(self, parcel: Parcel) -> None:
        self._addresses[parcel.telegram_id] = parcel.notice.chat_id
        if not parcel.chat_open:
            await self._failed(parcel, "chat closed")
            return
        dispatch = await self._draw(parcel)
        if dispatch is None:
            return
        post = await outbox.post_of(self._database, subject=parcel.notice.subject, chat_id=parcel.notice.chat_id)
        to = Letterbox(parcel.telegram_id, post.message_id if post else None, post.drawn if post else "")
        await self._settle(parcel, await self._channel.deliver(parcel, dispatch, to))

    async def _draw(self, parcel: Parcel) -> Dispatch | None:
        """The parcel's content; a template that cannot draw it is a bug, told as an incident."""
        locale = await chats.language_of(self._database, chat_id=parcel.notice.chat_id)
        drawing = Drawing(
            texts=texts(locale or self._locale),
            zone=self._zone,
            at=self._clock.now(),
            due=parcel.notice.not_before or parcel.queued_at,
        )
        try:
            return await asyncio.to_thread(draw, parcel.notice.template, drawing, parcel.notice.facts)
        except Exception as error:
            number = await self._failures.incident(error, where=f"template {parcel.notice.template}")
            await self._failed(parcel, f"incident {number}")
            return None

    async def _settle(self, parcel: Parcel, delivery: Delivery) -> None:
        at = self._clock.now()
        match delivery.fate:
            case None | Fate.DONE_ALREADY:
                await outbox.sent(
                    self._database,
                    parcel_id=parcel.id,
                    message_id=delivery.message_id,
                    telegram_poll_id=delivery.poll_id,
                    drawn=delivery.drawn,
                    at=at,
                )
                await self._counted(parcel, delivery)
            case Fate.UNSENT:
                await self._later(parcel, delivery)
            case Fate.UNKNOWN:
                await self._doubtful(parcel)
            case Fate.MOVED:
                await self._moved(parcel, delivery)
            case Fate.CLOSED:
                source = f"outbox:{parcel.id}"
                await chats.resigned(self._database, chat_id=parcel.notice.chat_id, source=source, at=at)
                await self._failed(parcel, delivery.error)
            case Fate.REFUSED:
                await self._failed(parcel, delivery.error)

    async def _counted(self, parcel: Parcel, delivery: Delivery) -> None:
        """A stopped poll has its counts; the room that asked for them is told."""
        if parcel.notice.kind is NoticeKind.STOP_POLL:
            counts = None if delivery.counts is None else list(delivery.counts)
            await polls.counted(
                self._database,
                poll_id=int(parcel.notice.subject.partition(":")[2]),
                counts=counts,
                total=delivery.total,
                source=f"outbox:{parcel.id}",
                at=self._clock.now(),
            )

    async def _later(self, parcel: Parcel, delivery: Delivery) -> None:
        """Surely not sent: queued again, after the rest Telegram asked for."""
        if parcel.tries >= TRIES:
            await self._failed(parcel, delivery.error)
            return
        wait = max(delivery.rest, float(min(parcel.tries, 5)))
        self._pacer.rest(parcel.telegram_id, wait)
        await outbox.put_back(self._database, parcel_id=parcel.id, not_before=self._clock.now())

    async def _doubtful(self, parcel: Parcel) -> None:
        if parcel.notice.kind in IDEMPOTENT:
            await self._later(parcel, Delivery(Fate.UNSENT, error="no answer"))
        else:
            await outbox.doubtful(self._database, parcel_id=parcel.id, at=self._clock.now())

    async def _moved(self, parcel: Parcel, delivery: Delivery) -> None:
        """The group has another number: everything queued for it follows, this parcel first."""
        at, new = self._clock.now(), delivery.moved_to
        assert new is not None, "a move says where to"
        await chats.migrate(self._database, old=parcel.telegram_id, new=new, source=f"outbox:{parcel.id}", at=at)
        await outbox.put_back(self._database, parcel_id=parcel.id, not_before=at)

    async def _failed(self, parcel: Parcel, error: str) -> None:
        log.warning("notice_failed", notice=parcel.id, kind=parcel.notice.kind.value, error=error)
        await outbox.failed(self._database, parcel_id=parcel.id, error=error, at=self._clock.now())
        await self._counted(parcel, Delivery())
