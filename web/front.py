"""The front (门面) that every page stands behind: whose records, which language, what time it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from services import Database
from services.board_covers import Covers


@dataclass(frozen=True)
class Front:
    """What the process lends to its pages for as long as it runs."""

    database: Database
    zone: ZoneInfo
    locale: str
    username: Callable[[], str | None]
    now: Callable[[], datetime]
    covers: Covers = field(default_factory=Covers)  # what no page shows to whoever comes by

    def telegram(self, start: str | None = None) -> str | None:
        """The address that opens our private chat, at a door of it; None before Telegram has told our name."""
        username = self.username()
        if username is None:
            return None
        return f"https://t.me/{username}" + ("" if start is None else f"?start={start}")
