"""Clocks for tests: one that stands, and monotonic seconds that only move when told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass
class StandingClock:
    """A clock that stands until somebody moves it."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)


@dataclass
class Seconds:
    """Monotonic seconds."""

    value: float = 1000.0

    def __call__(self) -> float:
        return self.value


PATIENCE = 300.0
"""Seconds after which a test says that what it waits for never comes: many, because the machine of a run is busy."""
