"""News of matters (进展): whoever spoke, felt the same or voted hears of each step, in one digest a day at most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from domain.deliberation.matters import Matter
from domain.deliberation.stages import MatterAct
from domain.effects import Effect, Post, Schedule
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind
from domain.outcomes import Facts

DIGEST = "matter.digest"
"""Kind of the due row: those who follow a matter are told of its steps."""

EVERYBODY = "matters"
"""What its one row is kept under: one digest a day, however many matters somebody follows."""

DIGEST_AT = time(9, 0)


class NewsKind(StrEnum):
    """What happened (进展种类)."""

    STAGE = "stage"  # 到了下一步
    TASK = "task"  # 一件事做完了


@dataclass(frozen=True)
class Following:
    """A matter with its news and who follows it (关注的事): private chats, never why."""

    matter: Matter
    news: tuple[Mapping[str, Any], ...]
    chats: tuple[int, ...]
    ends: datetime | None = None  # when the time of the stage it is in is over


def next_digest(at: datetime, zone: ZoneInfo) -> datetime:
    """The next morning at nine."""
    local = at.astimezone(zone)
    today = datetime.combine(local.date(), DIGEST_AT, tzinfo=zone)
    return today if local < today else datetime.combine(local.date() + timedelta(days=1), DIGEST_AT, tzinfo=zone)


def put_off(at: datetime, zone: ZoneInfo) -> list[Effect]:
    """Nobody is woken: it waits for the next morning."""
    return [Schedule(DIGEST, EVERYBODY, next_digest(at, zone))]


def digests(followed: Sequence[Following], today: date) -> list[Effect]:
    """One message to each who follows any of these, with all of theirs; nothing says how they came to."""
    chats = dict.fromkeys(chat for one in followed for chat in one.chats)
    return [_digest(chat, [_told(one) for one in followed if chat in one.chats], today) for chat in chats]


def _told(one: Following) -> Facts:
    matter = one.matter
    return {
        "stage": matter.stage.value,
        "ends": None if one.ends is None else write_moment(one.ends),
        "objects": MatterAct.OBJECT in matter.procedure.step(matter.stage).acts,
        "matter_id": matter.id,
        "number": matter.number,
        "title": matter.title,
        "news": [dict(it) for it in one.news],
    }


def _digest(chat: int, told: Sequence[Facts], today: date) -> Post:
    key = f"digest:{today.isoformat()}:{chat}"
    return Post(Notice(key, chat, NoticeKind.POST, "matter_news.digest", {"matters": list(told)}))
