"""What every update carries with it (上下文): set by the process, read by the turn."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from telegram.ext import ExtBot

from domain.walls import NO_MEANS, Means
from services import Database
from services.voting_box import BallotBox


@dataclass(frozen=True)
class Desk:
    """What the process lends to its handlers for as long as it runs (办事台)."""

    database: Database
    zone: ZoneInfo
    locale: str
    public_url: str | None
    ballot_box: BallotBox
    means: Means = NO_MEANS


@dataclass(frozen=True)
class Envelope:
    """How one update arrived: its source for the acts, when it came, whether an earlier try was cut off."""

    source: str
    at: datetime
    repeated: bool = False


@dataclass(frozen=True)
class AppContext:
    """Everything an update is answered with."""

    bot: ExtBot[None]
    desk: Desk
    envelope: Envelope
