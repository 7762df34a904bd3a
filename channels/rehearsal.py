"""Walls of the demo (演示里的发布点): what would leave is shown to whoever linked it; nothing leaves the machine."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from urllib.parse import urlsplit

from channels.contract import Channel, Delivery, Letterbox
from domain.wall_addresses import LOOPBACK, Address, WallKind
from rendering.dispatch import Dispatch
from rendering.texts import Texts
from rendering.walls import rehearsed
from services.outbox import Parcel
from telegram_wire.errors import Fate

ShownTo = Callable[[int], Awaitable[int | None]]


class RehearsalChannel:
    """A kind of wall, rehearsed. `real` takes what goes to this very machine; `shown_to`: whose chat shows the rest."""

    def __init__(self, kind: WallKind, real: Channel, chats: Channel, shown_to: ShownTo, texts: Texts) -> None:
        self._kind, self._real, self._chats, self._shown_to, self._texts = kind, real, chats, shown_to, texts

    async def deliver(self, parcel: Parcel, dispatch: Dispatch, to: Letterbox) -> Delivery:
        """Show it once, to one person, instead of sending it."""
        if on_this_machine(to.where):
            return await self._real.deliver(parcel, dispatch, to)
        if dispatch.screen is None:
            return Delivery(Fate.REFUSED, error="nothing drawn for it")
        chat = await self._shown_to(parcel.notice.chat_id)
        if chat is None:
            return Delivery(Fate.REFUSED, error="rehearsal")
        shown = rehearsed(dispatch, self._texts, self._kind, to.where.tail)
        delivery = await self._chats.deliver(parcel, shown, Letterbox(chat))
        return replace(delivery, message_id=None, drawn="")


def on_this_machine(where: Address) -> bool:
    """Whether an address leads nowhere else; a mailbox never does."""
    return (urlsplit(where.where).hostname or "") in LOOPBACK
