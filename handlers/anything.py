"""Anything else (其他来件): a private message always gets one answer, whatever it is."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from telegram import Message, Update

from domain.asking import asks_after_own
from domain.issues import as_number, asks_after, clean, is_emergency, is_greeting, is_reportable
from domain.joining import read_code
from domain.registry import ANYWHERE, Place
from domain.slips import miscounted, read_slip
from handlers import issues, registry, registry_import, slips
from handlers.commands import command_of
from handlers.context import AppContext
from handlers.turn import Turn
from rendering import chats as groups
from rendering import menu as drawn
from rendering import said
from rendering.texts import texts
from services.registry import unclaimed
from telegram_wire.keyboards import keyboard

REPORTABLE = ("photo", "voice", "video", "video_note", "audio", "document", "location")
"""What a message may hold beside words to be offered as a report (a venue holds a location, a GIF a document)."""
ODD = {
    "sticker": "sticker",
    "dice": "dice",
    "poll": "poll",
    "game": "game",
    "story": "story",
    "contact": "contact",
}


async def on_words(
    turn: Turn,
    *,
    near: Place = ANYWHERE,
    poster: str | None = None,
    instead: Callable[[str], Awaitable[None]] | None = None,
) -> None:
    """A private message that no conversation waits for: a code, a number, a report, or something else.

    `near`, `poster`: the place and the tag of the poster its author came by. `instead`: what is done with typed words
    that would be a report, where their author was asked to press a button; a danger is offered at once even there.
    """
    message = turn.message
    text = message.text or ""
    if await _on_digits(turn, text):
        return
    if is_greeting(text):
        await turn.show(drawn.odd(turn.texts, "greeting", turn.actor))
    elif drawn.is_choice(text):
        await turn.show(drawn.ending(turn.texts, turn.texts.say("menu.odd.choice"), door="matters"))
    elif instead is None and (rooms := said.key_said(text)) is not None and not is_emergency(text):
        await turn.show(said.of_a_key(turn.texts, turn.actor, text, rooms))
    elif registry_import.is_meant(turn):
        await registry_import.on_workbook(turn)
    elif instead is not None and is_reportable(text) and not is_emergency(text):
        await _meanwhile(turn, text, instead)
    elif is_reportable(text) or any(getattr(message, kind) for kind in REPORTABLE):
        await issues.offer(turn, near=near, poster=poster)
    else:
        await _odd(turn, _what(message))


async def _meanwhile(turn: Turn, text: str, instead: Callable[[str], Awaitable[None]]) -> None:
    """What is typed where a button is awaited: whoever asks after their own reports finds these all the same."""
    if not (asks_after_own(text) and await issues.on_asked_after_own(turn)):
        await instead(text)


async def _on_digits(turn: Turn, text: str) -> bool:
    """Whether it was a code, a number or a question after one, and so was answered."""
    code = read_code(text)
    if code is not None and await unclaimed(turn.database):
        await registry.on_code(turn, code)
    elif (slip := read_slip(text)) is not None:
        await slips.on_code(turn, slip)
    elif (number := as_number(text)) is not None:
        await issues.on_number(turn, number)
    elif (count := miscounted(text)) is not None:
        await turn.show(drawn.miscounted(turn.texts, count, turn.actor))
    else:
        asked = asks_after(text)
        return asked is not None and await issues.on_asked_after(turn, asked)
    return True


def _what(message: Message) -> str:
    """Which words fit."""
    if message.text is not None:
        return "emoji" if clean(message.text) else "empty"
    return next((words for kind, words in ODD.items() if getattr(message, kind)), "other")


async def _odd(turn: Turn, what: str) -> None:
    """One short answer."""
    await turn.show(drawn.odd(turn.texts, what, turn.actor))


async def on_unknown_command(turn: Turn) -> None:
    """There is no such command, but there are these buttons."""
    await turn.show(drawn.odd(turn.texts, "command", turn.actor))


async def on_edit(turn: Turn) -> None:
    """An edited message does not change what was sent. Live locations edit themselves: silence for these."""
    if turn.private and turn.message.location is None:
        await turn.show(drawn.odd(turn.texts, "edit", turn.actor))


async def on_nobody(update: Update, context: AppContext) -> None:
    """An update nobody stands behind: an anonymous command in a group gets one line, the rest silence."""
    if update.callback_query is not None:
        await update.callback_query.answer(texts(context.desk.locale).plain("turn.unknown_button"), show_alert=True)
        return
    message = update.message
    if message is None or command_of(message, context.bot.username)[0] is None:
        return
    screen = groups.nobody(texts(context.desk.locale))
    await context.bot.send_message(
        message.chat_id,
        str(screen.text),
        reply_markup=keyboard(screen, context.bot.username),
        reply_to_message_id=message.message_id,
        allow_sending_without_reply=True,
    )
