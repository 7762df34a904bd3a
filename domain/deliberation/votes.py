"""The vote of a small matter (小事表决): at once, until the evening of a day; its homes have had their notice."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from domain.deliberation.classification import asks_most
from domain.deliberation.matters import POOLING, Matter
from domain.outcomes import Reason, Refusal
from domain.vote_terms import LAST_CALL, Agreed, Schedule
from domain.voting.constituencies import Constituency
from domain.voting.votes import HomesScope, Motion

EVENINGS = (1, 2, 3, 4)
"""Evenings a vote can last until: tomorrow's at the earliest."""

MOST_EVENINGS = 3
LEAST_HOURS = timedelta(hours=24)
"""So long, at least, everybody can vote: whoever works by day, and whoever looks at the phone in the evening."""

DISCLOSED_DAYS = 1


def evenings(at: datetime, zone: ZoneInfo) -> list[tuple[int, datetime]]:
    """The evenings that can be chosen now, each by how many days on it is."""
    found = [(days, close) for days in EVENINGS if (close := evening(at, days, zone)) - at >= LEAST_HOURS]
    return found[:MOST_EVENINGS]


def evening(at: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The evening so many days from now, when people are awake."""
    day = at.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(day, LAST_CALL, tzinfo=zone)


def small_vote(matter: Matter, days: int, *, at: datetime, zone: ZoneInfo) -> tuple[Motion, Agreed] | Refusal:
    """What is put to the homes, word for word as they read it, and until when."""
    close = dict(evenings(at, zone)).get(days)
    if close is None:
        return Refusal(Reason.INVALID, {"what": "matter_evening"})
    source = matter.procedure.source
    scope = HomesScope(matter.homes.words, matter.homes.ids, source)
    motion = Motion(None, matter.title, matter.text, 0, Constituency.HOUSEHOLDS, scope=scope)
    terms = {"weight_source": source, "notice_days": 0, "result_days": DISCLOSED_DAYS, "calendar_days": True}
    return motion, Agreed(Schedule(at, close), terms | ({POOLING: True} if matter.pools else {}))


def meeting_motion(matter: Matter, meets_at: datetime, unreached: Sequence[str]) -> Motion:
    """What the representatives decide on, word for word as it was announced."""
    absent = tuple(unreached)
    whose = Constituency.REPRESENTATIVES
    return Motion(None, matter.title, matter.text, 0, whose, meets_at=meets_at, unreached=absent)


def assembly_motion(matter: Matter, meets_at: datetime, days: int) -> Motion:
    """What the residents' meeting decides on, word for word as it was announced and resolved."""
    return Motion(None, matter.title, matter.text, days, Constituency.RESIDENTS, meets_at=meets_at)


def owners_motion(matter: Matter, days: int) -> Motion:
    """What the owners decide on: where it touches several items, by the one that asks most."""
    items = matter.classification.items
    assert items, "of the owners' track"
    return Motion(asks_most(items), matter.title, matter.text, days)
