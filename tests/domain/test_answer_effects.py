"""What an answer leaves behind: numbers in the journal, words where they can be erased, one notice to each chat."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from domain.deliberation import answer_effects as effects
from domain.deliberation.answers import Cluster, Verdict
from domain.deliberation.channel_uses import ChannelUse
from domain.deliberation.opinions import Channel
from domain.deliberation.stages import Stage
from domain.effects import Post, Record
from tests.deliberating import a_matter

MATTER = a_matter(Stage.SOLICITING, datetime(2026, 11, 23, 2, tzinfo=UTC))
LIGHTS = Cluster(3, 1, "路灯亮度", Verdict.PARTLY, "换成30瓦", 2, opinions=4)


def test_words_are_sealed_and_numbers_are_kept() -> None:
    (gathered,) = effects.gathered(MATTER, LIGHTS, [5, 4], 7)
    (placed,) = effects.placed(MATTER, None, [4], 7)
    (answered,) = effects.answered(MATTER, LIGHTS, 7)
    (reopened,) = effects.reopened(MATTER, LIGHTS, 7)
    assert gathered == Record(
        "matter:1", "gathered", {"cluster": 3, "opinions": [4, 5], "by": 7}, {"title": "路灯亮度"}
    )
    assert placed == Record("matter:1", "placed", {"cluster": None, "opinions": [4], "by": 7})
    body = {"cluster": 3, "revision": 2, "verdict": "partly", "opinions": 4, "by": 7}
    assert answered == Record("matter:1", "answered", body, {"reason": "换成30瓦"})
    assert reopened == Record("matter:1", "reopened", {"cluster": 3, "revision": 2, "by": 7})


def test_each_chat_reads_its_own_words_once_for_each_answer() -> None:
    kept, first, second = effects.told(MATTER, LIGHTS, {11: "太暗", 12: "看不清"})
    assert kept == Record("matter:1", "told", {"cluster": 3, "revision": 2, "told": 2})
    assert isinstance(first, Post) and isinstance(second, Post)
    assert (first.notice.chat_id, first.notice.facts["words"]) == (11, "太暗")
    assert (second.notice.key, first.notice.key) == ("answer:3:2:12", "answer:3:2:11")
    (_, again) = effects.told(MATTER, replace(LIGHTS, revision=3), {11: "太暗"})
    assert isinstance(again, Post) and again.notice.key == "answer:3:3:11"
    assert effects.told(MATTER, LIGHTS, {}) == []


def test_what_is_said_of_a_visit_is_sealed_where_anything_is_said() -> None:
    use = ChannelUse(Channel.VISIT, date(2026, 11, 23), 40, "没有新意见")
    body = {"channel": "visit", "day": "2026-11-23", "homes": 40, "by": 7}
    assert effects.channel_used(MATTER, use, 7) == [Record("matter:1", "channel_used", body, {"words": "没有新意见"})]
    assert effects.channel_used(MATTER, replace(use, words=""), 7) == [Record("matter:1", "channel_used", body)]
