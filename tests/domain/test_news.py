"""A digest comes in the morning, one to each, with everything they follow."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from domain.deliberation.news import DIGEST, EVERYBODY, Following, digests, next_digest, put_off
from domain.deliberation.stages import Stage
from domain.effects import Post, Schedule
from tests.deliberating import a_matter

ZONE = ZoneInfo("Asia/Shanghai")
NIGHT = datetime(2026, 3, 2, 23, tzinfo=ZONE)


def test_it_comes_at_nine_the_next_time_it_is_nine() -> None:
    nine = datetime(2026, 3, 2, 9, tzinfo=ZONE)
    assert next_digest(nine.replace(hour=8, minute=59), ZONE) == nine
    assert next_digest(nine, ZONE) == nine.replace(day=3)
    assert put_off(NIGHT, ZONE) == [Schedule(DIGEST, EVERYBODY, nine.replace(day=3))]


def test_each_gets_one_with_everything_of_theirs() -> None:
    lamps = a_matter(Stage.DOING, NIGHT)
    gate = replace(lamps, id=2, number=2, title="修大门")
    done = {"what": "task", "task": "装灯"}
    found = digests([Following(lamps, (done,), (7, 8)), Following(gate, (done, done), (8, 9))], date(2026, 3, 3))
    posts = [effect.notice for effect in found if isinstance(effect, Post)]
    assert [(one.chat_id, [told["number"] for told in one.facts["matters"]]) for one in posts] == [
        (7, [1]),
        (8, [1, 2]),
        (9, [2]),
    ]
    assert posts[1].key == "digest:2026-03-03:8" and len(posts[1].facts["matters"][1]["news"]) == 2
    assert digests([], date(2026, 3, 3)) == []
