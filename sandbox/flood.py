"""Flood control as Telegram's: once a second to a chat, twenty a minute to a group, thirty a second over all."""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

PRIVATE_BURST = 5
GROUP_BURST = 3
GROUP_MINUTE = 20
OVERALL = 30


@dataclass
class Bucket:
    """A token bucket: `size` at once, then `rate` a second."""

    size: float
    rate: float
    level: float
    at: float

    def wait(self, now: float) -> float:
        """Seconds until one more fits; 0 when it fits now."""
        self.level = min(self.size, self.level + (now - self.at) * self.rate)
        self.at = now
        return 0.0 if self.level >= 1 else (1 - self.level) / self.rate


class FloodGate:
    """Says how long the bot has to wait before this send; 0 counts the send."""

    def __init__(self, *, enabled: bool, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.enabled = enabled
        self.monotonic = monotonic
        self._chats: dict[int, Bucket] = {}
        self._minutes: dict[int, deque[float]] = {}
        self._overall = Bucket(OVERALL, OVERALL, OVERALL, monotonic())

    def retry_after(self, chat_id: int) -> int:
        """Whole seconds to wait, or 0 after counting the send."""
        if not self.enabled:
            return 0
        now = self.monotonic()
        burst = PRIVATE_BURST if chat_id > 0 else GROUP_BURST
        chat = self._chats.setdefault(chat_id, Bucket(burst, 1, burst, now))
        wait = max(chat.wait(now), self._overall.wait(now), self._minute_wait(chat_id, now))
        if wait > 0:
            return math.ceil(wait)
        chat.level -= 1
        self._overall.level -= 1
        self._minutes.setdefault(chat_id, deque()).append(now)
        return 0

    def _minute_wait(self, chat_id: int, now: float) -> float:
        sent = self._minutes.setdefault(chat_id, deque())
        while sent and sent[0] <= now - 60:
            sent.popleft()
        return sent[0] + 60 - now if chat_id < 0 and len(sent) >= GROUP_MINUTE else 0.0
