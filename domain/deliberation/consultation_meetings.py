"""Meetings with the units (联席会): when and where, and which unit comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.moments import write_moment
from domain.outcomes import Reason, Refusal

LONGEST_SPOT = 60
MOST_REPLIES = 30
"""Changes of mind of one unit about one meeting: whoever holds the link cannot fill the journal (ours)."""


@dataclass(frozen=True)
class UnitMeeting:
    """A meeting with the units (联席会); one that is called later stands in its place."""

    id: int
    spot: str
    meets_at: datetime
    called_at: datetime


@dataclass(frozen=True)
class Reply:
    """Whether a unit comes to a meeting (到会答复), and how often it has said so."""

    meeting_id: int
    comes: bool
    times: int


def unit_meeting_refusal(spot: str, meets_at: datetime, earliest: datetime) -> Refusal | None:
    """Why a meeting cannot be called so: the units have their full days before it."""
    if not spot.strip():
        return Refusal(Reason.EMPTY, {"what": "unit_meeting_spot"})
    if len(spot) > LONGEST_SPOT:
        return Refusal(Reason.TOO_LONG, {"what": "unit_meeting_spot", "most": LONGEST_SPOT})
    return too_early(earliest) if meets_at < earliest else None


def too_early(earliest: datetime) -> Refusal:
    """The units have their full days first."""
    return Refusal(Reason.INVALID, {"what": "unit_meeting_time", "until": write_moment(earliest)})


def reply_refusal(known: Reply | None) -> Refusal | None:
    """Why it cannot be said once more."""
    too_many = Refusal(Reason.TOO_MANY, {"what": "unit_answers", "most": MOST_REPLIES})
    return too_many if known is not None and known.times >= MOST_REPLIES else None
