"""Fetching (取附件): the bytes of what people sent, into our own records before Telegram forgets them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.clock import monotonic
from bot.logs import log
from services import Database, attachments, upkeep
from telegram_wire.errors import Fate, fate

TRIES = 14
"""Tries before a file counts as lost; the pauses between them double: about three hours. A photo is evidence."""

FIRST_PAUSE, LONGEST_PAUSE = 2.0, 3600.0
AT_ONCE, LOOKED_AT = 8, 200
LARGEST = 20 * 1024 * 1024
"""Bytes a bot may download (core.telegram.org/bots/api#getfile)."""

TOO_BIG = "file is too big"


class Fetcher:
    """Fetches what is pending, a few at a time, at each tick; what failed rests longer each time."""

    def __init__(
        self,
        *,
        database: Database,
        bot: ExtBot[None],
        room: int | None = None,
        full: Callable[[], Awaitable[None]] | None = None,
        now: Callable[[], float] = monotonic,
    ) -> None:
        """`room`: bytes that all files may take together; `full` is called when that is used up."""
        self._database, self._bot, self._room, self._full, self._now = database, bot, room, full, now
        self._rests: dict[int, float] = {}

    async def once(self) -> int:
        """Try what is pending and does not rest; how many were tried."""
        pending = await attachments.pending(self._database, tries=TRIES, most=LOOKED_AT)
        now = self._now()
        self._rests = {number: until for number, until in self._rests.items() if until > now}
        ready = [file for file in pending if file.id not in self._rests][:AT_ONCE]
        if ready and await self._no_room():
            self._rests.update((file.id, now + LONGEST_PAUSE) for file in ready)
            return 0
        for file in ready:
            await self._fetch(file)
        return len(ready)

    async def _no_room(self) -> bool:
        """Full: what comes now stays with Telegram and is tried again, and whoever keeps the machine is told."""
        if self._room is None or await upkeep.files_kept(self._database) < self._room:
            return False
        if self._full is not None:
            await self._full()
        return True

    async def _fetch(self, file: attachments.Pending) -> None:
        if file.size is not None and file.size > LARGEST:
            await attachments.lose(self._database, attachment_id=file.id)
            return
        try:
            handle = await self._bot.get_file(file.file_id)
            content = bytes(await handle.download_as_bytearray())
        except TelegramError as error:
            await self._missed(file, error)
            return
        await attachments.store(self._database, attachment_id=file.id, content=content)

    async def _missed(self, file: attachments.Pending, error: TelegramError) -> None:
        log.warning("attachment_missed", attachment=file.id, error=type(error).__name__)
        self._rests[file.id] = self._now() + min(LONGEST_PAUSE, FIRST_PAUSE * 2.0**file.tries)
        if fate(error) is Fate.UNSENT and file.tries > 0:
            return  # nobody was there to ask: that says nothing about the file
        if TOO_BIG in error.message.lower() or file.tries + 1 >= TRIES:
            await attachments.lose(self._database, attachment_id=file.id)
        else:
            await attachments.missed(self._database, attachment_id=file.id)
