"""Effects (效果): what an act leaves behind beside its own records, as values one transaction applies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from domain.notices import Notice
from domain.outcomes import Facts


@dataclass(frozen=True)
class Post:
    """Queue a notice (排入发件箱)."""

    notice: Notice


@dataclass(frozen=True)
class Withdraw:
    """Drop the notices of a subject that have not left (撤下未发出的通知)."""

    subject: str


@dataclass(frozen=True)
class Schedule:
    """Put a due row in the timetable (排入日程); the same kind and subject again moves it."""

    kind: str
    subject: str
    due: datetime


@dataclass(frozen=True)
class Unschedule:
    """Take a due row out of the timetable (移出日程)."""

    kind: str
    subject: str


@dataclass(frozen=True)
class Record:
    """Append to a journal stream (留痕). `sealed` values go to erasable rows; the body holds their commitments."""

    stream: str
    type: str
    body: Facts = field(default_factory=dict)
    sealed: Mapping[str, str] = field(default_factory=dict)


Effect = Post | Withdraw | Schedule | Unschedule | Record
