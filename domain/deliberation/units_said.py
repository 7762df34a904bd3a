"""What units said as whoever checks reads it (核对单位答复): how each answer came, and who took it down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class UnitSaid:
    """One unit's answer to the present text (单位的答复); without a day it has not answered."""

    unit: str
    says: str = ""
    way: str = ""
    day: date | None = None
    entered: str = ""  # a name, for the committee's eyes alone; empty: it came by the link
