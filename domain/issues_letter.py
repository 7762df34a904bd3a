"""A letter for 12345 (12345 的信): what, where, since when, what was asked and answered, how late, whom to reach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.issues_life import Step


@dataclass(frozen=True)
class Line:
    """One thing that was asked or answered (问过、答过的一件)."""

    step: Step
    text: str
    at: datetime


@dataclass(frozen=True)
class Letter:
    """The facts of a letter (信的内容), masked: no door, no telephone, no name of whoever reported."""

    number: str
    what: str
    compound: str
    building: str
    since: datetime
    missed: datetime
    days_late: int
    said: tuple[Line, ...]
    proofs: int
    office: str
    lead: str
    written: datetime
