"""The sender (发件): one paced way out; claims what may leave, delivers it, settles what became of it."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.clock import Clock
from bot.failures import Failures
from bot.logs import log
from channels import Channel, Delivery, Letterbox
from domain.notices import IDEMPOTENT, NoticeKind
from domain.poll_effects import RESULT
from domain.walls import CHAT_KIND
from rendering.dispatch import Dispatch, Drawing
from rendering.notices import draw
from rendering.texts import texts
from rendering.walls import on_wall
from services import Database, chats, outbox, polls, walls
from services.outbox import Parcel
from telegram_wire.errors import Fate
from telegram_wire.pacing import Pacer

BATCH = 16
"""Parcels in flight at once."""

SOONEST = 0.02
LONGEST_REST = 60.0
PUT_OFF = 20
"""A parcel that a wall surely did not take (no connection, "not now") is tried at least so often …"""

PATIENCE = timedelta(days=2)
"""… and for so long; its committee hears after …"""

HEARD_AFTER = timedelta(hours=1)
"""… so long. What goes to a chat waits until the messenger can be reached again: nobody could be told before."""

LONGEST_REST_OF_WALL = 600.0
TRIED = 3
"""A trial message to a wall (试发) is given up after so many, or a long rest: somebody waits to hear what is wrong."""

REPEATS = 6
"""What may be repeated and gets no answer (an edit, a pin) is given up after so many tries."""


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
        public_url: str | None = None,
    ) -> None:
        self._database, self._clock, self._channel, self._pacer = database, clock, channel, pacer
        self._failures, self._zone, self._locale, self._public_url = failures, zone, locale, public_url
        self._addresses: dict[int, int] = {}  # Telegram's id → ours
        self._wake = asyncio.Event()
        self._flights: set[asyncio.Task[None]] = set()
        self._claim = asyncio.Lock()
        self._stopped = False

    @property
    def in_flight(self) -> int:
        """How many parcels are leaving at this moment."""
        return len(self._flights) + self._claim.locked()

    def wake(self) -> None:
        """Look again now: something was queued, or time has moved."""
        self._wake.set()

    async def run(self) -> None:
        """Send until drained or cancelled."""
        while not self._stopped:
            self._wake.clear()
            try:
                busy = await self.once()
            except Exception as error:
                await self._failures.incident(error, where="sender")
                busy = False
            if not busy:
                await self._pause()

    async def once(self) -> bool:
        """Claim what may leave at this moment and let it go, each on its own; whether anything was claimed."""
        resting = [self._addresses[chat] for chat in self._pacer.resting() if chat in self._addresses]
        most = min(BATCH, self._pacer.allowance()) - len(self._flights)
        if most <= 0:
            return False
        async with self._claim:
            parcels = await outbox.claim(self._database, at=self._clock.now(), resting=resting, most=most)
            for parcel in parcels:
                self._fly(parcel)
        return bool(parcels)

    async def drain(self, seconds: float) -> None:
        """Claim nothing more and let what is leaving arrive, if that takes no longer; the rest is in doubt."""
        self._stopped = True
        self._wake.set()
        async with self._claim:
            pass  # whatever was being claimed is on its way now
        if self._flights:
            _, late = await asyncio.wait(self._flights, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _fly(self, parcel: Parcel) -> None:
        """A slow chat holds up nobody else: every parcel is a task of its own."""
        flight = asyncio.create_task(self._carry(parcel), name=f"parcel {parcel.id}")
        self._flights.add(flight)
        flight.add_done_callback(self._landed)

    def _landed(self, flight: asyncio.Task[None]) -> None:
        self._flights.discard(flight)
        self._wake.set()

    async def _carry(self, parcel: Parcel) -> None:
        try:
            await self._send(parcel)
        except Exception as error:  # its lease will run out, and then it is in doubt
            await self._failures.incident(error, where="sender")

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
        delivery = await self._channel.deliver(parcel, dispatch, to)
        if delivery.bug is not None:
            await self._failures.incident(delivery.bug, where=f"channel {parcel.notice.kind.value}")
        await self._settle(parcel, delivery)

    async def _draw(self, parcel: Parcel) -> Dispatch | None:
        """The parcel's content; a template that cannot draw it is a bug, told as an incident."""
        at = self._clock.now()
        tongue = await chats.tongue_of(self._database, chat_id=parcel.notice.chat_id, at=at)
        drawing = Drawing(
            texts=texts(tongue.locale or self._locale).speaking(tongue.terms),
            zone=self._zone,
            at=at,
            due=_since(parcel),
        )
        try:
            dispatch = await asyncio.to_thread(draw, parcel.notice.template, drawing, parcel.notice.facts)
        except Exception as error:
            number = await self._failures.incident(error, where=f"template {parcel.notice.template}")
            await self._failed(parcel, f"incident {number}")
            return None
        if parcel.chat_kind != CHAT_KIND or not parcel.notice.public:
            return dispatch
        return on_wall(dispatch, drawing, await self._page(parcel))

    async def _page(self, parcel: Parcel) -> str:
        """The address of our page that anybody reads it on; empty where nothing of ours is seen from outside."""
        if self._public_url is None:
            return ""
        notice = parcel.notice
        page = await walls.page_of(self._database, chat_id=notice.chat_id, subject=notice.subject)
        return self._public_url + page if page else ""

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
                await self._doubtful(parcel, delivery)
            case Fate.MOVED:
                await self._moved(parcel, delivery)
            case Fate.CLOSED:
                source = f"outbox:{parcel.id}"
                await chats.resigned(self._database, chat_id=parcel.notice.chat_id, source=source, at=at)
                await self._failed(parcel, delivery.error)
            case Fate.REFUSED:
                await self._failed(parcel, delivery.error)

    async def _counted(self, parcel: Parcel, delivery: Delivery) -> None:
        """A stopped poll has its counts, now or as a stop of before left them; the room that asked is told."""
        if parcel.notice.kind is NoticeKind.STOP_POLL:
            counts = None if delivery.counts is None else list(delivery.counts)
            await polls.counted(
                self._database,
                poll_id=int(parcel.notice.subject.partition(":")[2]),
                counts=counts,
                total=delivery.total,
                already=delivery.fate is Fate.DONE_ALREADY,
                source=f"outbox:{parcel.id}",
                at=self._clock.now(),
            )

    async def _later(self, parcel: Parcel, delivery: Delivery) -> None:
        """Surely not sent: queued again, after the rest that was asked for; a network may be away for hours."""
        if delivery.rest and not delivery.error:
            await self._in_turn(parcel, delivery.rest)
            return
        at, number = self._clock.now(), parcel.id
        if self._long_enough(parcel, delivery, at):
            await self._failed(parcel, delivery.error)
            return
        if parcel.chat_kind == CHAT_KIND and at - _since(parcel) >= HEARD_AFTER:
            await outbox.unreached(self._database, parcel_id=number, error=delivery.error, at=at)
        await self._put_back(parcel, delivery)

    async def _in_turn(self, parcel: Parcel, rest: float) -> None:
        """Nothing is wrong, its minute is full: no try, nothing to tell of, no longer a rest than that."""
        self._pacer.rest(parcel.telegram_id, rest)
        await outbox.put_back(self._database, parcel_id=parcel.id, at=self._clock.now(), tried=False)

    def _long_enough(self, parcel: Parcel, delivery: Delivery, at: datetime) -> bool:
        if parcel.chat_kind != CHAT_KIND:
            return False
        if not parcel.notice.public:
            return parcel.tries >= TRIED or delivery.rest > LONGEST_REST
        return parcel.tries >= PUT_OFF and at - _since(parcel) >= PATIENCE

    async def _put_back(self, parcel: Parcel, delivery: Delivery) -> None:
        longest = LONGEST_REST_OF_WALL if parcel.chat_kind == CHAT_KIND else LONGEST_REST
        wait = min(longest, 2.0 ** min(parcel.tries - 1, 10))
        self._pacer.rest(parcel.telegram_id, max(delivery.rest, wait))
        error = delivery.error or None
        await outbox.put_back(self._database, parcel_id=parcel.id, at=self._clock.now(), error=error)

    async def _doubtful(self, parcel: Parcel, delivery: Delivery) -> None:
        """Nobody knows: what may be repeated is, a few times; the rest is asked after or let go."""
        self._pacer.rest(parcel.telegram_id, delivery.rest)
        if parcel.notice.kind not in IDEMPOTENT:
            at, error = self._clock.now(), delivery.error
            await outbox.doubtful(self._database, parcel_id=parcel.id, at=at, error=error)
        elif parcel.tries >= REPEATS:
            await self._failed(parcel, delivery.error)
        else:
            await self._put_back(parcel, delivery)

    async def _moved(self, parcel: Parcel, delivery: Delivery) -> None:
        """The group has another number: everything queued for it follows, this parcel first."""
        at, new = self._clock.now(), delivery.moved_to
        assert new is not None, "a move says where to"
        await chats.migrate(self._database, old=parcel.telegram_id, new=new, source=f"outbox:{parcel.id}", at=at)
        await outbox.put_back(self._database, parcel_id=parcel.id, at=at)

    async def _failed(self, parcel: Parcel, error: str) -> None:
        log.warning("notice_failed", notice=parcel.id, kind=parcel.notice.kind.value, error=error)
        await outbox.failed(self._database, parcel_id=parcel.id, error=error, at=self._clock.now())
        await self._counted(parcel, Delivery())
        await self._unpublished(parcel)

    async def _unpublished(self, parcel: Parcel) -> None:
        """A result that cannot stand in its group is still owed to whoever asked."""
        if parcel.notice.template == RESULT:
            await polls.unpublished(
                self._database,
                poll_id=int(parcel.notice.subject.partition(":")[2]),
                result=parcel.notice.facts,
                source=f"outbox:{parcel.id}",
                at=self._clock.now(),
            )


def _since(parcel: Parcel) -> datetime:
    """When it was to leave."""
    return max(parcel.queued_at, parcel.notice.not_before or parcel.queued_at)
