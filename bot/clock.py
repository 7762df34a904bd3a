"""The clock (时钟): the only reader of the wall clock. Everything else is told what time it is."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """What time it is."""

    def now(self) -> datetime:
        """The moment, in UTC."""
        ...


class WallClock:
    """The machine's own clock (系统时钟), which people may set forward or back."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class DemoClock:
    """The demo's clock (演示时钟): the wall clock and a shift that 「快进」 moves."""

    def __init__(self, shift: timedelta = timedelta(0)) -> None:
        self.shift = shift

    def now(self) -> datetime:
        return datetime.now(UTC) + self.shift

    @classmethod
    def standing_at(cls, moment: datetime) -> DemoClock:
        """A clock on which it is `moment` now, be that past or future."""
        return cls(moment - datetime.now(UTC))

    def turn_to(self, moment: datetime) -> None:
        """Make it `moment` now; never back."""
        self.shift = max(self.shift, moment - datetime.now(UTC))


def monotonic() -> float:
    """Seconds that only grow, for pauses and watchdogs."""
    return time.monotonic()
