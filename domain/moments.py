"""Moments in facts (时刻): facts are JSON, so a moment travels as ISO text in UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

LATE = timedelta(minutes=10)
"""What happens so much later than it was due says so."""


def write_moment(moment: datetime) -> str:
    """2026-11-24T12:00:00+00:00."""
    return moment.astimezone(UTC).isoformat()


def read_moment(text: str) -> datetime:
    """The moment that `write_moment` wrote. Raises ValueError for anything else."""
    return datetime.fromisoformat(text)


def is_late(due: datetime, at: datetime) -> bool:
    """Whether what was due then and happens now must say that it is late (迟了)."""
    return at - due > LATE
