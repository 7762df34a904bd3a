"""A turn (一个来回): one update with everything needed to act on it and to answer it once."""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypedDict
from zoneinfo import ZoneInfo

from markupsafe import Markup
from telegram import CallbackQuery, InputFile, Message, Update
from telegram.constants import ParseMode
from telegram.error import TelegramError
from telegram.ext import ExtBot

from domain.outcomes import Refusal
from domain.registry import Actor
from domain.walls import NO_MEANS, Means
from rendering.refusals import refusal_screen, refusal_words
from rendering.screens import Screen
from rendering.texts import Texts
from services import Database
from services.chats import Visit
from services.voting_box import BallotBox
from telegram_wire.errors import Fate, fate
from telegram_wire.keyboards import keyboard

TOAST = 200
"""Characters Telegram shows in a button's answer."""


class Acting(TypedDict):
    """What every act is told of whoever asks for it (办事的来历): who, out of which update, when."""

    actor: Actor
    source: str
    at: datetime


@dataclass
class Turn:
    """One update being answered. A press is answered exactly once, before anything else leaves."""

    bot: ExtBot[None]
    database: Database
    update: Update
    visit: Visit
    texts: Texts
    zone: ZoneInfo
    source: str
    at: datetime
    ballot_box: BallotBox
    public_url: str | None = None  # where our own pages are seen from outside; None: nothing printed leads there
    means: Means = NO_MEANS  # which walls can be reached
    repeated: bool = False  # an earlier try was cut off: what is said now may have been said before
    answered: bool = field(default=False, init=False)

    @property
    def actor(self) -> Actor:
        return self.visit.actor

    @property
    def acting(self) -> Acting:
        """For an act: `await close_issue(turn.database, issue_id=…, **turn.acting)`."""
        return {"actor": self.actor, "source": self.source, "at": self.at}

    @property
    def person_id(self) -> int:
        return self.visit.person_id

    @property
    def private(self) -> bool:
        return self.visit.chat.private

    @property
    def message(self) -> Message:
        """The message that came, or the one whose button was pressed."""
        message = self.update.effective_message
        assert message is not None, "only turns with a message ask for it"
        return message

    @property
    def press(self) -> CallbackQuery | None:
        return self.update.callback_query

    async def toast(self, words: str, *, alert: bool = False) -> None:
        """Answer the press with a line; a second answer becomes a private message."""
        if self.press is None or self.answered:
            await self.whisper(Screen(Markup.escape(words)))
            return
        self.answered = True
        await self._harmlessly(self.press.answer(words[:TOAST] or None, show_alert=alert))

    async def settle(self) -> None:
        """Answer a press that nothing has answered."""
        if self.press is not None and not self.answered:
            await self.toast("")

    async def show(self, screen: Screen) -> Message:
        """A new message in this chat; in a group it replies to the message it answers."""
        await self.settle()
        return await self._send(
            self.message.chat_id, screen, reply_to=None if self.private else self.message.message_id
        )

    async def send(self, chat: int, screen: Screen, *, reply_to: int | None = None) -> Message:
        """A new message elsewhere (somebody else's private chat), or in reply to another message here."""
        return await self._send(chat, screen, reply_to)

    async def whisper(self, screen: Screen) -> bool:
        """A private message to the person; False when they never opened the private chat."""
        user = self.update.effective_user
        assert user is not None, "a turn has a person"
        try:
            await self._send(user.id, screen)
        except TelegramError as error:
            if fate(error) is not Fate.CLOSED:
                raise
            return False
        return True

    async def redraw(self, screen: Screen) -> None:
        """Draw the pressed message anew; a file's caption holds no screen, so under it a new message comes."""
        if self.message.text is None:
            await self.show(screen)
            return
        await self.settle()
        text, marks = self._words(screen), keyboard(screen, self.bot.username)
        await self._harmlessly(
            self.bot.edit_message_text(
                text,
                chat_id=self.message.chat.id,
                message_id=self.message.message_id,
                reply_markup=marks,
                parse_mode=ParseMode.HTML,
            )
        )

    async def tell(self, screen: Screen) -> None:
        """In place of what was pressed; below what was typed or sent."""
        await (self.show(screen) if self.press is None else self.redraw(screen))

    async def refuse(self, refusal: Refusal) -> None:
        """Say why not, and what to do: in the answer to the press, in private where that is spent, or as a message."""
        if self.press is None:
            await self.show(refusal_screen(self.texts, refusal, self.zone, private=self.private))
        elif self.answered:
            await self.whisper(refusal_screen(self.texts, refusal, self.zone))
        else:
            await self.toast(refusal_words(self.texts, refusal, self.zone), alert=True)

    async def _send(self, chat: int, screen: Screen, reply_to: int | None = None) -> Message:
        text, marks = self._words(screen), keyboard(screen, self.bot.username)
        if screen.picture is not None:
            return await self.bot.send_photo(
                chat, screen.picture, caption=text, reply_markup=marks, parse_mode=ParseMode.HTML
            )
        if screen.document is not None:
            return await self.bot.send_document(
                chat,
                InputFile(screen.document, screen.filename),
                caption=text,
                reply_markup=marks,
                parse_mode=ParseMode.HTML,
            )
        return await self.bot.send_message(
            chat,
            text,
            reply_markup=marks,
            parse_mode=ParseMode.HTML,
            reply_to_message_id=reply_to,
            allow_sending_without_reply=True,
            disable_web_page_preview=True,
        )

    def _words(self, screen: Screen) -> str:
        return str(self.texts.say("turn.repeated") + Markup("\n") + screen.text if self.repeated else screen.text)

    async def _harmlessly(self, call: Awaitable[object]) -> None:
        """Await a call whose failure may only be harmless (an old query, an unchanged message)."""
        try:
            await call
        except TelegramError as error:
            if fate(error) is not Fate.DONE_ALREADY:
                raise
