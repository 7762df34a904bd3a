"""What went wrong on the wire (线路故障), sorted by what may be done about it."""

from __future__ import annotations

from enum import Enum

import aiohttp
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

HARMLESS = (
    "message is not modified",
    "query is too old",
    "message to edit not found",
    "message to delete not found",
    "message to pin not found",
    "poll has already been closed",
)
"""Refusals that mean: it is so already, or there is nothing left to do it to."""


class Fate(Enum):
    """What became of a call (去向)."""

    DONE_ALREADY = "done_already"  # harmless: nothing to do
    UNSENT = "unsent"  # surely had no effect: may be tried again
    UNKNOWN = "unknown"  # may have arrived
    REFUSED = "refused"  # will never work
    CLOSED = "closed"  # blocked, kicked, deactivated
    MOVED = "moved"  # the group has another number now


def fate(error: TelegramError) -> Fate:
    """Sort an error of python-telegram-bot.

    A pool or connect failure surely was not sent; a read or write time-out may have been
    (python-telegram-bot raises plain TimedOut for both: its cause tells).
    """
    match error:
        case ChatMigrated():
            return Fate.MOVED
        case RetryAfter() | InvalidToken():  # nobody took the call: neither says anything about what it asked for
            return Fate.UNSENT
        case Forbidden():
            return Fate.CLOSED
        case BadRequest():
            return _bad_request(error)
        case NetworkError():
            return Fate.UNSENT if _never_left(error) else Fate.UNKNOWN
        case _:  # an answer that is none (a gateway's HTML page): whatever stands behind it may have acted
            return Fate.UNKNOWN if type(error) is TelegramError else Fate.REFUSED


def _bad_request(error: BadRequest) -> Fate:
    words = error.message.lower()
    if any(harmless in words for harmless in HARMLESS):
        return Fate.DONE_ALREADY
    return Fate.CLOSED if "chat not found" in words else Fate.REFUSED


def _never_left(error: NetworkError) -> bool:
    cause = error.__cause__
    if isinstance(error, TimedOut):
        return isinstance(cause, aiohttp.ConnectionTimeoutError)
    return isinstance(cause, aiohttp.ClientConnectorError | aiohttp.ClientHttpProxyError)


def rest(error: Exception) -> float:
    """Seconds Telegram asks us to leave the chat alone; 0 when it does not."""
    if not isinstance(error, RetryAfter):
        return 0.0
    after = error.retry_after
    return float(after if isinstance(after, int | float) else after.total_seconds())
