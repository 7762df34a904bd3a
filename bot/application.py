"""The application (装配): the only wiring. A `House` is everything that runs, opened and closed as one."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.backups import Nightly
from bot.clock import Clock, monotonic
from bot.failures import Failures
from bot.fetching import Fetcher
from bot.ingress import Ingress
from bot.logs import log
from bot.menus import set_menus
from bot.polling import ALLOWED_UPDATES, Polling
from bot.sender import Sender
from bot.settings import Settings
from bot.ticking import Ticker
from bot.timetable import Timetable
from channels import (
    Channel,
    EveryChannel,
    MailChannel,
    Reach,
    RehearsalChannel,
    TelegramChannel,
    WebhookChannel,
    WecomChannel,
)
from domain.wall_addresses import Address, WallKind
from handlers.context import AppContext, Desk, Envelope
from handlers.router import route
from rendering.texts import texts
from services import Database, outbox, upkeep
from services.deliberation_applications import keep_asking
from services.deliberation_waits import keep_waiting
from services.letters import Letter
from services.privacy_keeping import keep_purging
from services.voting_box import ballot_box
from services.walls import address_of, linker_of, photos_for
from telegram_wire.errors import rest
from telegram_wire.pacing import UNHURRIED, CountingLimiter, Pace, Pacer
from telegram_wire.request import WireRequest
from web.door import Webhook

RECONNECT_SECONDS = 5.0
FINISH_SECONDS, SEND_SECONDS = 4.0, 2.0
"""What answers and notices in hand get to finish when the process stops."""


@dataclass(frozen=True)
class Outfit:
    """What a house is built from: settings and what tests and the demo exchange."""

    settings: Settings
    token: str
    clock: Clock
    database: Database
    pace: Pace = UNHURRIED
    reconnect: float = RECONNECT_SECONDS


class House:
    """The running product. `async with House(outfit) as house`."""

    def __init__(self, outfit: Outfit) -> None:
        self.settings, self.clock, self.database = outfit.settings, outfit.clock, outfit.database
        self._polling_request = WireRequest(proxy=outfit.settings.proxy_url, connections=2)
        self._request = WireRequest(proxy=outfit.settings.proxy_url)
        self.pacer = Pacer(now=monotonic, pace=outfit.pace)
        self.bot = _bot(outfit, self._request, self._polling_request, CountingLimiter(self.pacer))
        words = texts(self.settings.locale)
        self.reach = Reach(loopback=self.settings.walls_on_loopback)
        self.failures = Failures(database=self.database, clock=self.clock, bot=self.bot, texts=words)
        self.ingress = Ingress(
            database=self.database, clock=self.clock, bot=self.bot, failures=self.failures, process=self.process
        )
        self.sender = Sender(
            database=self.database,
            clock=self.clock,
            channel=self._every_channel(),
            pacer=self.pacer,
            failures=self.failures,
            zone=self.settings.zone,
            locale=self.settings.locale,
            public_url=self.settings.public_url,
        )
        self.timetable = Timetable(database=self.database, clock=self.clock, failures=self.failures)
        self.fetcher = Fetcher(
            database=self.database, bot=self.bot, room=self.settings.files_mb * 1024**2, full=self._files_full
        )
        self.nightly = Nightly(self.database, self.settings, self.clock, self.failures)
        self.ticker = Ticker(
            database=self.database,
            clock=self.clock,
            timetable=self.timetable,
            sender=self.sender,
            fetcher=self.fetcher,
            nightly=self.nightly,
            failures=self.failures,
        )
        self.webhook = Webhook(self.settings.webhook_secret or secrets.token_urlsafe(32), self.receive)
        self.connected = asyncio.Event()
        self._reconnect = outfit.reconnect
        self._tasks: set[asyncio.Task[None]] = set()
        self._ballots = ballot_box(self.database)
        self._desk = Desk(
            self.database,
            self.settings.zone,
            self.settings.locale,
            self.settings.public_url,
            self._ballots,
            self.settings.means,
        )

    def _every_channel(self) -> EveryChannel:
        """Telegram for chats, and a channel for each kind of wall."""
        walls: dict[WallKind, Channel] = {
            WallKind.WECOM: WecomChannel(self.reach, self.pacer.sent, self.pacer.room),
            WallKind.MAIL: MailChannel(self.settings.mail, self.pacer.sent, self.clock.now),
            WallKind.WEBHOOK: WebhookChannel(self.reach, self.pacer.sent, self.clock.now),
        }
        chats = TelegramChannel(self.bot)
        if self.settings.rehearsal:
            words = texts(self.settings.locale)
            walls = {kind: RehearsalChannel(kind, real, chats, self._linker, words) for kind, real in walls.items()}
        return EveryChannel(chats, walls, self._address, self._photos)

    async def _address(self, chat_id: int) -> tuple[WallKind, Address] | None:
        return await address_of(self.database, chat_id=chat_id)

    async def _photos(self, subject: str, handles: Sequence[str]) -> Sequence[bytes] | None:
        return await photos_for(self.database, subject=subject, handles=handles)

    async def _linker(self, chat_id: int) -> int | None:
        """Whose chat shows what would leave for a wall."""
        return await linker_of(self.database, chat_id=chat_id)

    async def __aenter__(self) -> House:
        self.ingress.hold()
        await self._polling_request.initialize()
        await outbox.lapse(self.database, at=self.clock.now(), everything=True)  # nobody else sends (bot/alone.py)
        await keep_purging(self.database, at=self.clock.now())
        await keep_waiting(self.database, at=self.clock.now())
        await keep_asking(self.database, at=self.clock.now())
        self._start(self._connect())
        return self

    async def __aexit__(self, broken_off: type[BaseException] | None, *_: object) -> None:
        await self.close(at_once=broken_off is not None)

    def username(self) -> str | None:
        """The bot's name, once Telegram has told it."""
        return self.bot.username if self.connected.is_set() else None

    async def receive(self, content: bytes) -> None:
        """One raw update, from polling or webhook; returns once it is stored."""
        await self.ingress.receive(content)

    async def process(self, update: Update, letter: Letter) -> None:
        """Answer one update."""
        envelope = Envelope(f"update:{letter.update_id}", letter.received_at, letter.tries > 0)
        await route(update, AppContext(self.bot, self._desk, envelope))
        self.sender.wake()

    async def _files_full(self) -> None:
        """The operators hear of it once a day."""
        at = self.clock.now()
        day = at.astimezone(self.settings.zone).date().isoformat()
        await upkeep.tell_operators(self.database, template="upkeep.files_full", source=f"files_full:{day}", at=at)

    @property
    def stirring(self) -> bool:
        """Whether somebody is being answered, or something is leaving or being fetched, at this moment."""
        return not self.ingress.idle or self.sender.in_flight > 0 or self.ticker.busy

    async def settled(self) -> bool:
        """Stillness: nothing received is unanswered, nothing may leave now, nothing waits to be fetched."""
        return not self.stirring and await self.ticker.nothing_due()

    async def close(self, *, at_once: bool = False) -> None:
        """Stop asking, finish what is in hand, let go; within ten seconds. `at_once`: finish nothing more."""
        self.ingress.hold()
        tasks = [task for task in self._tasks if task.get_name() != "sender"]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, self.ticker.stop(), return_exceptions=True)
        await self.ingress.drain(0.0 if at_once else FINISH_SECONDS)
        await self._ballots.emptied()
        await self.sender.drain(0.0 if at_once else SEND_SECONDS)
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.reach.close()
        await self.bot.shutdown()
        for request in (self._request, self._polling_request):  # a bot broken off while connecting leaves its own open
            await request.shutdown()

    def _start(self, work: Coroutine[Any, Any, None], name: str = "") -> None:
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(_noticed)

    async def _connect(self) -> None:
        """Reach Telegram, however long that takes; then everything may begin."""
        while True:
            try:
                await self.bot.initialize()
                await self._open_mouth()
                break
            except TelegramError as error:
                log.warning("telegram_unreachable", error=type(error).__name__, words=error.message)
                await asyncio.sleep(max(rest(error), self._reconnect))
        self.connected.set()
        await self.ingress.resume()
        self._start(self.sender.run(), "sender")
        self.ticker.start(self._start)
        if self.settings.mode == "polling":
            polling = Polling(bot=self.bot, request=self._polling_request, receive=self.receive)
            self._start(polling.run(), "polling")
        self._start(set_menus(self.bot), "menus")
        log.info("ready", bot=self.bot.username)

    async def _open_mouth(self) -> None:
        """Polling or webhook: tell Telegram which, with everything we want to hear of."""
        if self.settings.mode == "webhook":
            await self.bot.set_webhook(
                f"{self.settings.public_url}/telegram",
                secret_token=self.webhook.secret,
                allowed_updates=list(ALLOWED_UPDATES),
                max_connections=100,
            )
        else:
            await self.bot.delete_webhook()


def _noticed(task: asyncio.Task[None]) -> None:
    """Nothing that runs for as long as we do may end unseen."""
    if not task.cancelled() and (error := task.exception()) is not None:
        log.critical("task_died", task=task.get_name(), exc_info=error)


def _bot(outfit: Outfit, request: WireRequest, polling: WireRequest, limiter: CountingLimiter) -> ExtBot[None]:
    return ExtBot(
        outfit.token,
        base_url=outfit.settings.api_base_url,
        base_file_url=outfit.settings.api_file_url,
        request=request,
        get_updates_request=polling,
        rate_limiter=limiter,
    )
