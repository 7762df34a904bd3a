"""What follows from a wall's acts: nothing of its address in the journal or in any notice."""

from __future__ import annotations

from datetime import UTC, datetime

from domain import wall_effects as effects
from domain.effects import Post, Record, Schedule, Unschedule
from domain.registry import Place
from domain.wall_addresses import WallKind
from domain.walls import LAPSE_AFTER, REMIND_AFTER, WAITING, Wall, WallState

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
WALL = Wall(3, 9, Place(1), WallKind.MAIL, "gshi", WallState.LINKED, open=True, linked_by=1, linked_at=AT)


def test_it_is_looked_after_from_the_day_it_is_written_down_until_somebody_confirms_or_ends_it() -> None:
    kept = {"wall": 3, "kind": "mail", "by": 1}
    due = Schedule(WAITING, "wall:3", AT + REMIND_AFTER)
    assert effects.linked(WALL, 1, AT) == [Record("compound:1", "wall_linked", kept), due]
    assert effects.reminded(WALL, [])[-1] == Schedule(WAITING, "wall:3", AT + LAPSE_AFTER)
    assert Unschedule(WAITING, "wall:3") in effects.confirmed(WALL, 2, [])
    assert Unschedule(WAITING, "wall:3") in effects.ended(WALL, None)


def test_each_is_told_once_of_each() -> None:
    told = [
        *effects.asked(WALL, [11, 12], "asked:2026-11-24"),
        *effects.reminded(WALL, [11])[:1],
        *effects.confirmed(WALL, 2, [13])[2:],
        *effects.not_arriving(WALL, [11], {"label": "公告", "why": "mail 550"}, 77),
        *effects.tried(WALL, "中华园", "update:5"),
    ]
    posts = [one.notice for one in told if isinstance(one, Post)]
    assert [(post.template, post.chat_id) for post in posts] == [
        ("walls.to_confirm", 11),
        ("walls.to_confirm", 12),
        ("walls.to_confirm", 11),
        ("walls.on", 13),
        ("walls.failed", 11),
        ("walls.trial", 9),
    ]
    assert len({post.key for post in posts}) == len(posts) == len(told)
    assert posts[4].facts["title"] == "…gshi"
