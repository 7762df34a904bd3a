"""The sandbox's own clock, used when no host brings one: real time plus what the user skipped."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Now = Callable[[], datetime]


class TownClock:
    """A clock that runs with the machine's and can be moved forward, never back."""

    def __init__(self) -> None:
        self.skipped = timedelta()

    def __call__(self) -> datetime:
        """The town's present moment."""
        return datetime.now(UTC) + self.skipped

    def advance(self, seconds: float) -> None:
        """Skip forward; the town's dates never go back."""
        self.skipped += timedelta(seconds=max(0.0, seconds))
