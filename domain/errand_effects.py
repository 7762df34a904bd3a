"""What an errand sets in motion (办事的后续): the journal, the day it is late, who hears, as values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from domain.effects import Effect, Post, Record, Schedule, Unschedule
from domain.errands import Errand, Service
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind

LATE = "errand.late"
"""Kind of the due row: the time it was promised for is over."""


def step(errand: Errand, what: str, by: int | None = None) -> list[Effect]:
    """How it went on; whose it is stands in no journal. `by`: somebody who serves."""
    return [Record(errand.subject, what, {"number": errand.number, "by": by})]


def corrected(place_id: int, service: Service, by: int) -> list[Effect]:
    """The catalogue was corrected, for later numbers."""
    body = {"service": service.name, "materials": list(service.materials), "days": service.days, "by": by}
    return [Record(f"errands:{place_id}", "catalogue", body)]


def promised(errand: Errand, due_at: datetime) -> list[Effect]:
    """Its papers are complete: until when it is done."""
    return [Schedule(LATE, errand.subject, due_at)]


def ended(errand: Errand) -> list[Effect]:
    """Nobody waits for it any more."""
    return [Unschedule(LATE, errand.subject)]


def told(
    errand: Errand, event: str, chats: Iterable[int], at: datetime, words: str = "", missing: Sequence[str] = ()
) -> list[Effect]:
    """What somebody hears of it, in private."""
    facts = {
        "errand_id": errand.id,
        "number": errand.number,
        "service": errand.service,
        "event": event,
        "words": words,
        "missing": list(missing),
        "until": None if errand.due_at is None else write_moment(errand.due_at),
    }
    once = f"{errand.subject}:{event}:{write_moment(at)}"
    return [Post(Notice(f"{once}:{chat}", chat, NoticeKind.POST, "errands.told", facts)) for chat in chats]
