"""All ways out (各出口): what goes to a chat goes by Telegram, what goes to a wall by the channel of its kind."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace

from channels.contract import Channel, Delivery, Letterbox
from domain.notices import NoticeKind
from domain.wall_addresses import Address, WallKind
from domain.walls import CHAT_KIND
from rendering.dispatch import Dispatch
from services.outbox import Parcel
from telegram_wire.errors import Fate

Find = Callable[[int], Awaitable[tuple[WallKind, Address] | None]]
Photos = Callable[[str, Sequence[str]], Awaitable[Sequence[bytes] | None]]

COMING = 5.0
"""Seconds to wait for a photo that is not kept yet."""


class EveryChannel:
    """The channel for each parcel. `find` says what kind of wall stands as a chat, and where it is.

    `photos` gives the bytes of photos by a subject and their handles; None while one of them is still to come.
    """

    def __init__(self, chats: Channel, walls: Mapping[WallKind, Channel], find: Find, photos: Photos) -> None:
        self._chats, self._walls, self._find, self._photos = chats, walls, find, photos

    async def deliver(self, parcel: Parcel, dispatch: Dispatch, to: Letterbox) -> Delivery:
        """Send it once, whatever it is that takes it."""
        if parcel.chat_kind != CHAT_KIND:
            return await self._chats.deliver(parcel, dispatch, to)
        if parcel.notice.kind is not NoticeKind.POST:
            return Delivery(Fate.REFUSED, error="nothing to act on")
        found = await self._find(parcel.notice.chat_id)
        if found is None:
            return Delivery(Fate.CLOSED, error="chat closed")
        kind, where = found
        if dispatch.enclosures:
            pictures = await self._photos(parcel.notice.subject, [one.file_id for one in dispatch.enclosures])
            if pictures is None:
                return Delivery(Fate.UNSENT, rest=COMING, error="photo to come")
            if not pictures:
                return Delivery(Fate.REFUSED, error="photos lost")
            shown = dispatch.by_pictures[len(pictures) - 1]
            dispatch = replace(dispatch, screen=shown, pictures=tuple(pictures))
        try:
            return await self._walls[kind].deliver(parcel, dispatch, replace(to, where=where))
        except Exception as error:  # most likely an answer nobody can read: it may have arrived
            return Delivery(Fate.UNKNOWN, error=type(error).__name__, bug=error)
