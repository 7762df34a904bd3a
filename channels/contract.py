"""What every channel promises (渠道约定): deliver one parcel, and say what became of it. Nothing is raised."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from domain.wall_addresses import Address
from rendering.dispatch import Dispatch
from services.outbox import Parcel
from telegram_wire.errors import Fate


@dataclass(frozen=True)
class Letterbox:
    """Where a parcel goes and what its subject's post there is (收件处); of a wall, its address."""

    address: int
    message_id: int | None = None
    drawn: str = ""
    where: Address = field(default_factory=lambda: Address(""))


@dataclass(frozen=True)
class Delivery:
    """What became of a parcel (送达结果): `fate` None means it arrived."""

    fate: Fate | None = None
    message_id: int | None = None
    poll_id: str | None = None
    counts: tuple[int, ...] | None = None  # of a poll that was stopped, an option each
    total: int | None = None  # who took part in it
    drawn: str = ""
    rest: float = 0.0  # seconds this address asked to be left alone
    moved_to: int | None = None
    error: str = ""
    bug: Exception | None = None  # what went wrong in our own code, or an answer nobody could read


def number_of(parcel: Parcel) -> str:
    """Its number with others (编号): the same however often it is tried or sent once more, and never another's.

    Numbers of rows come again where a backup is restored, and every installation counts from one.
    """
    number, moment = parcel.first or (parcel.id, parcel.queued_at)
    return f"notice-{number}-{int(moment.timestamp())}"


class Channel(Protocol):
    """A way out of the house."""

    async def deliver(self, parcel: Parcel, dispatch: Dispatch, to: Letterbox) -> Delivery:
        """Send it once."""
        ...
