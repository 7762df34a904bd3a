"""Fetching (取附件): the bytes of what people sent, into our own records before Telegram forgets them."""

from __future__ import annotations

from telegram.error import TelegramError
from telegram.ext import ExtBot

from bot.logs import log
from services import Database, attachments
from storage.sealing import Keys
from telegram_wire.errors import Fate, fate

TRIES = 5
LARGEST = 20 * 1024 * 1024
"""Bytes a bot may download (core.telegram.org/bots/api#getfile)."""


class Fetcher:
    """Fetches what is pending, a few at a time, at each tick."""

    def __init__(self, *, database: Database, bot: ExtBot[None], keys: Keys) -> None:
        self._database, self._bot, self._keys = database, bot, keys

    async def once(self) -> int:
        """Try what is pending; how many were tried."""
        pending = await attachments.pending(self._database, tries=TRIES, most=8)
        for file in pending:
            await self._fetch(file)
        return len(pending)

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
        await attachments.store(self._database, attachment_id=file.id, content=content, keys=self._keys)

    async def _missed(self, file: attachments.Pending, error: TelegramError) -> None:
        log.warning("attachment_missed", attachment=file.id, error=type(error).__name__)
        if fate(error) in (Fate.REFUSED, Fate.CLOSED) or file.tries + 1 >= TRIES:
            await attachments.lose(self._database, attachment_id=file.id)
        else:
            await attachments.missed(self._database, attachment_id=file.id)
