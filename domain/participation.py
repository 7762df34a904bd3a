"""Participation (可以参与的事项): what somebody may take part in today, from every room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.announcements import Announcement


@dataclass(frozen=True)
class OpenQuestion:
    """A question to the neighbours that can still be answered (正在征询), and in which group."""

    question: str
    group: str
    closes_at: datetime


@dataclass(frozen=True)
class OpenVote:
    """A vote that is under way at home (正在表决)."""

    id: int
    title: str
    closes_at: datetime


@dataclass(frozen=True)
class Participation:
    """What is open to a resident (可以参与的事项). `reports`: numbers of what is being dealt with in their building."""

    votes: Sequence[OpenVote] = ()
    questions: Sequence[OpenQuestion] = ()
    announcements: Sequence[Announcement] = ()
    reports: Sequence[str] = ()
