"""The one error handler (故障处理): an incident number for the person, the whole record for the log."""

from __future__ import annotations

import secrets
import traceback

from telegram import CallbackQuery, Update
from telegram.error import BadRequest, TelegramError
from telegram.ext import ExtBot

from bot.clock import Clock
from bot.logs import log
from rendering.texts import Texts
from services import Database
from services.incidents import note_incident

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Letters and digits nobody mistakes for one another when reading them aloud."""


class Failures:
    """Turns what nobody expected into an incident."""

    def __init__(self, *, database: Database, clock: Clock, bot: ExtBot[None], texts: Texts) -> None:
        self._database, self._clock, self._bot, self._texts = database, clock, bot, texts

    async def incident(self, error: BaseException, *, where: str) -> str:
        """Keep and log an unexpected error; its number."""
        number = "".join(secrets.choice(ALPHABET) for _ in range(6))
        log.error("incident", number=number, where=where, exc_info=error)
        try:
            await note_incident(self._database, number=number, where=where, error=_outline(error), at=self._clock.now())
        except Exception as worse:  # the database may be what is broken: then the log alone has it
            log.error("incident_unrecorded", number=number, exc_info=worse)
        return number

    async def apologise(self, update: Update, number: str) -> None:
        """Tell whoever waits for an answer, in the way they asked; in private where the press was answered already."""
        words = self._texts.plain("turn.incident", number=number)
        try:
            if update.callback_query is not None:
                await self._answer(update.callback_query, words)
            elif update.message is not None and update.message.chat.type == "private":
                await self._bot.send_message(update.message.chat_id, words)
        except TelegramError as error:
            log.warning("apology_unsent", number=number, error=type(error).__name__)

    async def _answer(self, press: CallbackQuery, words: str) -> None:
        try:
            await press.answer(words, show_alert=True)
        except BadRequest:  # a press is answered once, and this one was before the trouble came
            await self._bot.send_message(press.from_user.id, words)


def _outline(error: BaseException) -> str:
    """The kind of error and its place in the code: enough to find it, nothing anybody said."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} at {place}"
