"""Pacing (限速): one account of what was sent where, kept below Telegram's limits, with rests where it asked for them.

Telegram allows about 30 messages a second in all, 1 a second to one chat and 20 a minute to one group
(core.telegram.org/bots/faq). Answers to people go out at once and are only counted; notices wait their turn.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from telegram_wire.errors import rest

MINUTE = 60.0


@dataclass(frozen=True)
class Pace:
    """How fast notices may leave. Seconds, and messages."""

    overall_per_second: int = 25
    private_gap: float = 1.0
    group_burst: int = 4
    group_per_minute: int = 15
    edit_gap: float = 3.0


UNHURRIED = Pace()
AT_ONCE = Pace(overall_per_second=1000, private_gap=0.0, group_burst=1000, group_per_minute=100_000, edit_gap=0.0)
"""For the demo and the stories, whose Telegram is on the same machine."""


@dataclass
class Pacer:
    """What was sent where. `now` is monotonic seconds."""

    now: Callable[[], float]
    pace: Pace = UNHURRIED
    _rests: dict[int, float] = field(default_factory=dict)
    _groups: dict[int, deque[float]] = field(default_factory=dict)
    _lately: deque[float] = field(default_factory=deque)

    def sent(self, chat: int, *, edit: bool = False) -> None:
        """A message left for this chat (Telegram's id; groups are negative)."""
        now = self.now()
        self._lately.append(now)
        gap = self._group_gap(chat, now) if chat < 0 else self.pace.private_gap
        self.rest(chat, max(gap, self.pace.edit_gap if edit and chat < 0 else 0.0))

    def rest(self, chat: int, seconds: float) -> None:
        """Leave the chat alone for a while; a longer rest already asked for stands."""
        if seconds > 0:
            self._rests[chat] = max(self._rests.get(chat, 0.0), self.now() + seconds)

    def resting(self) -> set[int]:
        """Chats to leave alone at this moment."""
        now = self.now()
        self._rests = {chat: until for chat, until in self._rests.items() if until > now}
        return set(self._rests)

    def allowance(self) -> int:
        """How many messages may leave at this moment, over all chats."""
        now = self.now()
        while self._lately and self._lately[0] <= now - 1.0:
            self._lately.popleft()
        return max(0, self.pace.overall_per_second - len(self._lately))

    def next_in(self) -> float:
        """Seconds until some chat may be written to again; a full second when none rests."""
        now = self.now()
        waits = [until - now for until in self._rests.values() if until > now]
        return min(waits, default=1.0)

    def room(self, chat: int, messages: int) -> float:
        """Seconds until so many messages at once fit into the group's minute; more than that waits for an empty one."""
        sent = self._of_minute(chat, self.now())
        over = len(sent) + min(messages, self.pace.group_per_minute) - self.pace.group_per_minute
        return sent[over - 1] + MINUTE - self.now() if over > 0 else 0.0

    def _of_minute(self, chat: int, now: float) -> deque[float]:
        sent = self._groups.setdefault(chat, deque())
        while sent and sent[0] <= now - MINUTE:
            sent.popleft()
        return sent

    def _group_gap(self, chat: int, now: float) -> float:
        """A short burst, then evenly below the group's share of a minute."""
        sent = self._of_minute(chat, now)
        sent.append(now)
        if len(sent) >= self.pace.group_per_minute:
            return sent[0] + MINUTE - now
        burst_over = len(sent) >= self.pace.group_burst
        return MINUTE / self.pace.group_per_minute if burst_over else 0.0


class CountingLimiter(BaseRateLimiter[None]):
    """Counts every message that python-telegram-bot sends and remembers the rests Telegram asks for."""

    def __init__(self, pacer: Pacer) -> None:
        self._pacer = pacer

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: None,
    ) -> Any:
        chat = data.get("chat_id")
        try:
            return await callback(*args, **kwargs)
        except RetryAfter as error:
            if isinstance(chat, int):
                self._pacer.rest(chat, rest(error))
            raise
        finally:
            if isinstance(chat, int) and endpoint.startswith(("send", "edit", "forward", "copy", "stop")):
                self._pacer.sent(chat, edit=endpoint.startswith("edit"))
