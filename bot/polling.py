"""Long polling (长轮询): raw updates, one by one into the inbox, and only then the next question.

python-telegram-bot parses a whole batch at once, so one update it cannot read would stop the bot for ever; we keep
the raw JSON and let the ingress read each alone.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from telegram.error import NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.logs import log
from telegram_wire.errors import rest
from telegram_wire.request import WireRequest

HOLD = 25
"""Seconds Telegram may hold a question before it answers that there is nothing."""

PAUSES = (0.5, 1.0, 2.0, 5.0, 15.0)

ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
)
"""The full explicit list: Telegram remembers it, so it is said at every start (python-telegram-bot#4116)."""


class Polling:
    """Asks for updates for as long as it runs."""

    def __init__(
        self,
        *,
        bot: ExtBot[None],
        request: WireRequest,
        receive: Callable[[bytes], Awaitable[None]],
        pauses: tuple[float, ...] = PAUSES,
    ) -> None:
        self._bot, self._request, self._receive, self._pauses = bot, request, receive, pauses
        self._offset: int | None = None

    async def run(self) -> None:
        """Ask until cancelled; trouble is waited out."""
        troubles = 0
        while True:
            try:
                await self._ask()
                troubles = 0
            except Exception as error:  # a database that is away for a moment must not make us deaf for ever
                words = error.message if isinstance(error, TelegramError) else ""
                log.warning("polling_trouble", error=type(error).__name__, words=words)
                await asyncio.sleep(max(rest(error), self._pauses[min(troubles, len(self._pauses) - 1)]))
                troubles += 1

    async def _ask(self) -> None:
        form = {"timeout": str(HOLD), "allowed_updates": json.dumps(ALLOWED_UPDATES)}
        if self._offset is not None:
            form["offset"] = str(self._offset)
        answer = await self._request.call(f"{self._bot.base_url}/getUpdates", form, seconds=HOLD + 10)
        updates = _result(answer)
        await asyncio.gather(*(self._receive(json.dumps(update).encode()) for update in updates))
        numbers = [update["update_id"] for update in updates if isinstance(update.get("update_id"), int)]
        if numbers:
            self._offset = max(numbers) + 1


def _result(answer: bytes) -> list[dict[str, Any]]:
    """The updates in an answer. Raises NetworkError with Telegram's own words when it is none."""
    try:
        content = json.loads(answer)
    except ValueError as error:
        raise NetworkError("no JSON in the answer") from error
    if not isinstance(content, dict) or not isinstance(content.get("result"), list):
        raise _refusal(content if isinstance(content, dict) else {})
    return [update for update in content["result"] if isinstance(update, dict)]


def _refusal(content: dict[str, Any]) -> TelegramError:
    """What Telegram said instead of updates: another process asks too (409), too often (429), a wrong token."""
    parameters = content.get("parameters")
    after = parameters.get("retry_after") if isinstance(parameters, dict) else None
    if isinstance(after, int):
        return RetryAfter(after)
    return NetworkError(str(content.get("description", "refused")))
