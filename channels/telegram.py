"""Telegram as a channel (电报渠道): posts, polls, edits, pins, to groups and to private chats alike."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import InlineKeyboardMarkup, InputFile, InputMediaDocument, InputMediaPhoto, InputMediaVideo, Message
from telegram.constants import ParseMode
from telegram.error import ChatMigrated, TelegramError
from telegram.ext import ExtBot

from channels.contract import Delivery, Letterbox
from domain.notices import NoticeKind
from rendering.dispatch import Dispatch, Enclosure, PollForm
from rendering.screens import Screen
from services.outbox import Parcel
from telegram_wire.errors import Fate, fate, rest
from telegram_wire.keyboards import keyboard

MEDIA: dict[str, Any] = {"photo": InputMediaPhoto, "video": InputMediaVideo, "document": InputMediaDocument}
ALBUM = 10
"""Files in one media group (core.telegram.org/bots/api#sendmediagroup)."""

Send = Callable[[Parcel, Dispatch, Letterbox], Awaitable[Delivery]]


class TelegramChannel:
    """One bot's way out."""

    def __init__(self, bot: ExtBot[None]) -> None:
        self._bot = bot
        self._kinds: dict[NoticeKind, Send] = {
            NoticeKind.POST: self._post,
            NoticeKind.POLL: self._poll,
            NoticeKind.EDIT: self._edit,
            NoticeKind.PIN: self._pin,
            NoticeKind.UNPIN: self._unpin,
            NoticeKind.DELETE: self._delete,
            NoticeKind.STOP_POLL: self._stop_poll,
        }

    async def deliver(self, parcel: Parcel, dispatch: Dispatch, to: Letterbox) -> Delivery:
        """Send it once; errors become the delivery's fate."""
        needs_post = parcel.notice.kind not in (NoticeKind.POST, NoticeKind.POLL)
        if needs_post and to.message_id is None:
            return Delivery(Fate.REFUSED, error="no post to act on")
        if not _drawable(parcel.notice.kind, dispatch):
            return Delivery(Fate.REFUSED, error="nothing drawn for it")
        try:
            return await self._kinds[parcel.notice.kind](parcel, dispatch, to)
        except TelegramError as error:
            moved = error.new_chat_id if isinstance(error, ChatMigrated) else None
            return Delivery(fate(error), rest=rest(error), moved_to=moved, error=_words(error))
        except Exception as error:  # most likely an answer nobody can read: it may have arrived
            return Delivery(Fate.UNKNOWN, error=type(error).__name__, bug=error)

    async def _post(self, parcel: Parcel, dispatch: Dispatch, to: Letterbox) -> Delivery:
        screen, albums = dispatch.screen, _albums(dispatch.enclosures)
        if screen is not None:
            message = await self._say(to.address, screen)
        else:
            message, albums = await self._enclose(to.address, albums[0]), albums[1:]
        try:
            for part in albums:
                await self._enclose(to.address, part)
        except TelegramError as error:  # its beginning arrived: it must not go out again as if nothing had
            return Delivery(Fate.UNKNOWN, rest=rest(error), error=f"in part: {_words(error)}")
        return Delivery(message_id=message.message_id, drawn=_drawn(dispatch, self._marks(dispatch)))

    async def _say(self, address: int, screen: Screen) -> Message:
        text, marks = str(screen.text), keyboard(screen, self._bot.username)
        if screen.picture is not None:
            return await self._bot.send_photo(
                address, screen.picture, caption=text, parse_mode=ParseMode.HTML, reply_markup=marks
            )
        if screen.document is not None:
            file = InputFile(screen.document, screen.filename)
            return await self._bot.send_document(
                address, file, caption=text, parse_mode=ParseMode.HTML, reply_markup=marks
            )
        return await self._bot.send_message(
            address, text, parse_mode=ParseMode.HTML, reply_markup=marks, disable_web_page_preview=True
        )

    async def _enclose(self, address: int, files: tuple[Enclosure, ...]) -> Message:
        """One file, or one album; the first message of it."""
        first = files[0]
        if len(files) > 1:
            album = [MEDIA[file.kind](file.file_id) for file in files]
            return (await self._bot.send_media_group(address, album))[0]
        match first.kind:
            case "photo":
                return await self._bot.send_photo(address, first.file_id)
            case "video":
                return await self._bot.send_video(address, first.file_id)
            case "voice":
                return await self._bot.send_voice(address, first.file_id)
            case "audio":
                return await self._bot.send_audio(address, first.file_id)
            case "video_note":
                return await self._bot.send_video_note(address, first.file_id)
            case "animation":
                return await self._bot.send_animation(address, first.file_id)
            case _:
                return await self._bot.send_document(address, first.file_id)

    async def _poll(self, parcel: Parcel, dispatch: Dispatch, to: Letterbox) -> Delivery:
        form = dispatch.poll
        assert form is not None, "a poll's template draws a poll"
        message = await self._bot.send_poll(to.address, form.question, list(form.options), **_rules(form))
        assert message.poll is not None, "Telegram answers with the poll"
        return Delivery(message_id=message.message_id, poll_id=message.poll.id)

    async def _edit(self, parcel: Parcel, dispatch: Dispatch, to: Letterbox) -> Delivery:
        assert dispatch.screen is not None, "an edit draws words"
        marks = self._marks(dispatch)
        drawn = _drawn(dispatch, marks)
        if drawn != to.drawn:
            await self._bot.edit_message_text(
                str(dispatch.screen.text),
                chat_id=to.address,
                message_id=to.message_id,
                parse_mode=ParseMode.HTML,
                reply_markup=marks,
                disable_web_page_preview=True,
            )
        return Delivery(message_id=to.message_id, drawn=drawn)

    async def _pin(self, parcel: Parcel, dispatch: Dispatch, to: Letterbox) -> Delivery:
        assert to.message_id is not None, "checked above"
        await self._bot.pin_chat_message(to.address, to.message_id, disable_notification=True)
        return Delivery(message_id=to.message_id)

    async def _unpin(self, parcel: Parcel, dispatch: Dispatch, to: Letterbox) -> Delivery:
        await self._bot.unpin_chat_message(to.address, to.message_id)
        return Delivery(message_id=to.message_id)

    async def _delete(self, parcel: Parcel, dispatch: Dispatch, to: Letterbox) -> Delivery:
        assert to.message_id is not None, "checked above"
        await self._bot.delete_message(to.address, to.message_id)
        return Delivery(message_id=to.message_id)

    async def _stop_poll(self, parcel: Parcel, dispatch: Dispatch, to: Letterbox) -> Delivery:
        assert to.message_id is not None, "checked above"
        poll = await self._bot.stop_poll(to.address, to.message_id)
        counts = tuple(option.voter_count for option in poll.options)
        return Delivery(message_id=to.message_id, counts=counts, total=poll.total_voter_count)

    def _marks(self, dispatch: Dispatch) -> InlineKeyboardMarkup | None:
        return None if dispatch.screen is None else keyboard(dispatch.screen, self._bot.username)


def _drawable(kind: NoticeKind, dispatch: Dispatch) -> bool:
    """Whether there is what this kind of notice sends."""
    match kind:
        case NoticeKind.POST:
            return dispatch.screen is not None or bool(dispatch.enclosures)
        case NoticeKind.POLL:
            return dispatch.poll is not None
        case NoticeKind.EDIT:
            return dispatch.screen is not None
    return True


def _words(error: TelegramError) -> str:
    return f"{type(error).__name__}: {error.message}"


def _rules(form: PollForm) -> dict[str, Any]:
    """How every sentiment poll is held: hidden until the end, kept in the group, closed by our own timer."""
    return {
        "is_anonymous": not form.named,
        "allows_multiple_answers": form.several,
        "allows_revoting": True,
        "hide_results_until_closes": True,
        "protect_content": True,
        "description": form.description or None,
    }


def _albums(files: tuple[Enclosure, ...]) -> list[tuple[Enclosure, ...]]:
    """Pictures and videos travel together, documents together, voices alone, at most ten at a time."""
    kinds = (("photo", "video"), ("document",))
    groups = [tuple(file for file in files if file.kind in kind) for kind in kinds]
    parts = [group[start : start + ALBUM] for group in groups for start in range(0, len(group), ALBUM)]
    return [*parts, *((file,) for file in files if file.kind not in ("photo", "video", "document"))]


def _drawn(dispatch: Dispatch, marks: InlineKeyboardMarkup | None) -> str:
    """A hash of what the post shows, so that the same thing is not drawn twice."""
    text = "" if dispatch.screen is None else str(dispatch.screen.text)
    return hashlib.sha256(f"{text}\0{marks.to_json() if marks else ''}".encode()).hexdigest()
