"""What follows when a resolution goes to the residents' meeting (提请居民会议的后续): who is told, what is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.deliberation.matters import Matter
from domain.deliberation.objections import Objecting
from domain.deliberation_effects import TIME
from domain.deliberation_move_effects import PAPER
from domain.effects import Effect, Post, Record, Schedule, Unschedule
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind
from domain.outcomes import Facts

OWED = timedelta(days=3)
"""So often whoever runs it is reminded that the residents' meeting is not called yet."""


def called_up(matter: Matter, facts: Facts, found: Objecting, chats: Sequence[int]) -> list[Effect]:
    """The disclosure stops where it is; whoever objected hears what their objection has brought about."""
    kept = Record(matter.subject, "called_up", found.record)
    still = [*owed(matter, matter.since), Unschedule(PAPER, matter.subject)]
    return [kept, *still, *_told(matter, facts, "called_up", chats, public=False)]


def owed(matter: Matter, at: datetime) -> list[Effect]:
    """The meeting is still to be called: in some days whoever runs it hears so again."""
    return [Schedule(TIME, matter.subject, at + OWED)]


def fallen(matter: Matter, facts: Facts, groups: Sequence[int], objectors: Sequence[int]) -> list[Effect]:
    """The residents' meeting did not agree: everybody reads that the resolution is none any more."""
    everybody = _told(matter, facts, "fallen", groups, public=True)
    return [Record(matter.subject, "fallen", {}), *everybody, *_told(matter, facts, "fallen", objectors, public=False)]


def fallen_to_lead(matter: Matter, facts: Facts, chats: Sequence[int], at: datetime) -> list[Effect]:
    """Whoever runs it chooses: write it anew, or stop it."""
    once = f"fallen_lead:{write_moment(at)}"
    return [_post(matter, facts, once, "fallen_lead", chat, public=False) for chat in chats]


def _told(matter: Matter, facts: Facts, name: str, chats: Sequence[int], *, public: bool) -> list[Effect]:
    return [_post(matter, facts, f"{name}:{matter.round}", name, chat, public=public) for chat in chats]


def _post(matter: Matter, facts: Facts, once: str, name: str, chat: int, *, public: bool) -> Effect:
    return Post(
        Notice(
            f"{matter.subject}:{once}:{chat}",
            chat,
            NoticeKind.POST,
            f"deliberation.{name}",
            facts,
            subject=f"matter_{name}:{matter.id}" if public else "",
            public=public,
            poster_id=matter.started_by if public else None,
        )
    )
