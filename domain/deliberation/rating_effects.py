"""What a rating sets in motion (评议的后续): its reminder, what came of it, and the journal, as values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.deliberation.matters import Matter
from domain.deliberation.ratings import RatingCount, rating_reminder, unresolved
from domain.effects import Effect, Post, Record, Schedule, Unschedule
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind

REMIND = "rating.remind"
"""Kind of the due row: homes that have not said anything are reminded."""


def rating_facts(matter: Matter, count: RatingCount) -> dict[str, Any]:
    """How many homes said what, of how many; never which."""
    return {
        "matter_id": matter.id,
        "procedure": matter.procedure_name,
        "number": matter.number,
        "title": matter.title,
        "homes": count.homes,
        "worked": {worked.value: n for worked, n in count.worked},
        "content": {content.value: n for content, n in count.content},
    }


def rating_asked(matter: Matter, zone: ZoneInfo) -> list[Effect]:
    """The homes have their time; those that say nothing are reminded once."""
    return [Schedule(REMIND, matter.subject, rating_reminder(matter.since, zone))]


def rating_reminded(matter: Matter, ends: datetime, chats: Sequence[int]) -> list[Effect]:
    """One private line to each of those whose home has not said anything."""
    facts = {
        "matter_id": matter.id,
        "procedure": matter.procedure_name,
        "number": matter.number,
        "title": matter.title,
        "ends": write_moment(ends),
    }
    once = f"{matter.subject}:rating:{write_moment(matter.since)}"
    told = [
        Post(Notice(f"{once}:{chat}", chat, NoticeKind.POST, "ratings.reminder", facts, until=ends)) for chat in chats
    ]
    return [Record(matter.subject, "rating_reminded", {"people": len(chats)}), *told]


def rating_over(matter: Matter, count: RatingCount, groups: Sequence[int], leaders: Sequence[int]) -> list[Effect]:
    """What the homes said stands in the journal and in the group; whoever runs it hears that it is taken up again."""
    anew = unresolved(count)
    told = rating_facts(matter, count)
    facts = {**told, "anew": anew}  # "again" says of a notice that it is sent once more
    body = {**{name: told[name] for name in ("homes", "worked", "content")}, "again": anew}
    record = Record(matter.subject, "rated", body)
    public = [_over(matter, facts, chat, matter.started_by) for chat in groups]
    private = [_over(matter, facts, chat, None) for chat in leaders] if anew else []
    return [record, Unschedule(REMIND, matter.subject), *public, *private]


def _over(matter: Matter, facts: dict[str, Any], chat: int, poster: int | None) -> Post:
    key = f"{matter.subject}:rated:{write_moment(matter.since)}:{chat}"
    public = poster is not None
    subject = f"matter_rated:{matter.id}" if public else ""
    return Post(Notice(key, chat, NoticeKind.POST, "ratings.over", facts, subject, public=public, poster_id=poster))
