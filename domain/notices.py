"""Notices (通知): what must be said, where, by which wire act; frozen facts and a template's key and version."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.outcomes import Facts


class NoticeKind(StrEnum):
    """What the wire does with a notice (发出方式)."""

    POST = "post"  # a new message (text, picture, file, album)
    POLL = "poll"  # Telegram's own poll, for sentiment only
    EDIT = "edit"  # redraw the post of a subject; a later edit replaces a queued one
    PIN = "pin"
    UNPIN = "unpin"
    DELETE = "delete"
    STOP_POLL = "stop_poll"


IDEMPOTENT = frozenset({NoticeKind.EDIT, NoticeKind.PIN, NoticeKind.UNPIN, NoticeKind.DELETE, NoticeKind.STOP_POLL})
"""Kinds that may simply be retried: doing them twice changes nothing."""


class Urgency(StrEnum):
    """How pressing a notice is (缓急): whether it waits out the quiet hours."""

    URGENT = "urgent"  # goes out at any hour
    ORDINARY = "ordinary"  # waits for the morning


class NoticeState(StrEnum):
    """Life of a notice (通知状态): queued → sending (leased) → sent | failed | unknown."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    DROPPED = "dropped"  # cancelled before it left, no longer so when it could leave, or an unknown private reminder


@dataclass(frozen=True)
class Notice:
    """One message to one chat (一条通知).

    `key` is unique: the same notice is never queued twice. `subject` names what it is about (`issue:12`);
    the post of a subject in a chat is remembered, so that later edits and pins find it.
    `public` notices in doubt are asked after, private ones are dropped. `until`: from then on what it says is no
    longer so, or is said anew; what still waits then is dropped.
    """

    key: str
    chat_id: int
    kind: NoticeKind
    template: str
    facts: Facts = field(default_factory=dict)
    subject: str = ""
    urgency: Urgency = Urgency.ORDINARY
    public: bool = False
    poster_id: int | None = None
    not_before: datetime | None = None
    until: datetime | None = None

    def lapsed(self, at: datetime) -> bool:
        """Whether it came too late to be said (过时)."""
        return self.until is not None and at >= self.until
