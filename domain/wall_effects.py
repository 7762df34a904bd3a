"""What follows from a wall's acts (发布点的后续): its trial, who is asked, what the journal keeps."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.effects import Effect, Post, Record, Schedule, Unschedule
from domain.notices import Notice, NoticeKind, Urgency
from domain.outcomes import Facts
from domain.walls import LAPSE_AFTER, REMIND_AFTER, TRIAL, WAITING, Wall


def linked(wall: Wall, by: int, at: datetime) -> list[Effect]:
    """接上了: written down, and looked after until somebody confirms it."""
    return [_noted(wall, "linked", by), Schedule(WAITING, wall.subject, at + REMIND_AFTER)]


def tried(wall: Wall, compound: str, source: str) -> list[Effect]:
    """试发: one message that says what will hang there. Nobody is asked after it: whoever tried looks."""
    key = f"{wall.subject}:trial:{source}"
    facts = {"compound": compound}
    notice = Notice(key, wall.chat_id, NoticeKind.POST, TRIAL, facts, wall.subject, urgency=Urgency.URGENT)
    return [Post(notice)]


def asked(wall: Wall, chats: Iterable[int], once: str) -> list[Effect]:
    """请另一位确认."""
    return [_told(wall, "to_confirm", chat, once, {}) for chat in chats]


def reminded(wall: Wall, chats: Iterable[int]) -> list[Effect]:
    """Once more, and then the address is forgotten."""
    return [*asked(wall, chats, "reminder"), Schedule(WAITING, wall.subject, wall.linked_at + LAPSE_AFTER)]


def confirmed(wall: Wall, by: int, chats: Iterable[int]) -> list[Effect]:
    """启用了: whoever wrote it down hears."""
    told = [_told(wall, "on", chat, "on", {}) for chat in chats]
    return [_noted(wall, "on", by), Unschedule(WAITING, wall.subject), *told]


def ended(wall: Wall, by: int | None) -> list[Effect]:
    """停用了."""
    return [_noted(wall, "off", by), Unschedule(WAITING, wall.subject)]


def not_arriving(wall: Wall, chats: Iterable[int], facts: Facts, once: int) -> list[Effect]:
    """没发成: the committee hears once, until something arrives there again."""
    return [_told(wall, "failed", chat, f"failed:{once}", facts) for chat in chats]


def wall_facts(wall: Wall) -> dict[str, object]:
    """What every notice about a wall says: its kind, and the end of its address."""
    return {"wall_id": wall.id, "kind": wall.kind.value, "title": wall.title}


def _told(wall: Wall, name: str, chat: int, once: str, facts: Facts) -> Post:
    key = f"{wall.subject}:{once}:{chat}"
    return Post(Notice(key, chat, NoticeKind.POST, f"walls.{name}", {**wall_facts(wall), **facts}))


def _noted(wall: Wall, event: str, by: int | None) -> Record:
    body = {"wall": wall.id, "kind": wall.kind.value, "by": by}
    return Record(f"compound:{wall.place.compound_id}", f"wall_{event}", body)
