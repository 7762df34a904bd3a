"""What became of a call: only what surely never left may be tried again."""

from __future__ import annotations

from datetime import timedelta

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from telegram_wire.errors import Fate, fate, rest


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


KEY = ConnectionKey("h", 1, False, True, None, None, None)
NO_ROUTE = aiohttp.ClientConnectorError(KEY, OSError(111, "refused"))


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (ChatMigrated(-100), Fate.MOVED),
        (RetryAfter(timedelta(seconds=3)), Fate.UNSENT),
        (Forbidden("bot was blocked by the user"), Fate.CLOSED),
        (BadRequest("Message is not modified: specified new message content"), Fate.DONE_ALREADY),
        (BadRequest("Query is too old and response timeout expired"), Fate.DONE_ALREADY),
        (BadRequest("Chat not found"), Fate.CLOSED),
        (BadRequest("can't parse entities"), Fate.REFUSED),
        (caused(NetworkError("x"), NO_ROUTE), Fate.UNSENT),
        (caused(NetworkError("x"), aiohttp.ServerDisconnectedError()), Fate.UNKNOWN),
        (caused(TimedOut(), aiohttp.ConnectionTimeoutError()), Fate.UNSENT),
        (caused(TimedOut(), aiohttp.SocketTimeoutError()), Fate.UNKNOWN),
        (Conflict("terminated by other getUpdates"), Fate.REFUSED),
    ],
)
def test_fates(error: TelegramError, expected: Fate) -> None:
    assert fate(error) is expected


def test_only_telegram_can_ask_for_a_rest() -> None:
    assert rest(RetryAfter(timedelta(seconds=7))) == 7.0
    assert rest(TimedOut()) == 0.0
