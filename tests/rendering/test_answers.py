"""What was heard and answered is read on a small screen, eight lines at most, and forwarded whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.deliberation.answers import (
    LONGEST_ANSWER,
    LONGEST_CLUSTER,
    MOST_CLUSTERS,
    AnswersPage,
    Cluster,
    ClusterPage,
    OpinionDigest,
    Suggestion,
    Verdict,
)
from domain.deliberation.channel_uses import LONGEST_NOTE, ChannelUse
from domain.deliberation.opinions import Channel, Heard, Opinion
from rendering.answers import cluster, digest, forwarded, spots
from rendering.answers_sorting import A_PAGE, sort
from rendering.texts import SPOKEN, texts

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
LIGHTS = Cluster(1, 7, "灯" * LONGEST_CLUSTER, Verdict.PARTLY, "理" * LONGEST_ANSWER, 1, 9, 30)
NOISE = Cluster(2, 7, "施工噪音", opinions=2)
USE = ChannelUse(Channel.VISIT, date(2026, 11, 23), 40, "话" * LONGEST_NOTE)
SAID = Opinion(1, 7, Channel.CHAT, "路灯\n太暗" * 100, MONDAY)
HEARD = Heard(((Channel.CHAT, 9), (Channel.VISIT, 4)), 30)
WHOLE = OpinionDigest(HEARD, (LIGHTS, NOISE, replace(NOISE, id=3)), 2, (USE, USE, USE), (("大门", 3), ("", 1)))
PAGE = AnswersPage(7, 1, "院内路灯改造", WHOLE, answers=True)


@pytest.mark.parametrize("locale", SPOKEN)
@pytest.mark.parametrize("page", range(3))
def test_a_page_has_eight_lines_at_most(locale: str, page: int) -> None:
    for screen in (
        digest(texts(locale), PAGE, page),
        spots(texts(locale), PAGE, page),
        cluster(texts(locale), ClusterPage(LIGHTS, (SAID, SAID, SAID), answers=True), page),
        sort(texts(locale), 7, Suggestion(SAID, LIGHTS, (SAID, SAID, SAID)), [LIGHTS, NOISE], 0),
    ):
        assert len(screen.text.splitlines()) <= 8


def test_the_whole_is_forwarded_in_messages_telegram_takes() -> None:
    many = replace(PAGE, digest=replace(WHOLE, clusters=(LIGHTS,) * MOST_CLUSTERS))
    for locale in SPOKEN:
        messages = forwarded(texts(locale), many)
        assert all(len(message.text) <= 4096 and not message.keys for message in messages)
        assert sum(message.text.count(LIGHTS.reason) for message in messages) == MOST_CLUSTERS
    assert len(forwarded(texts(None), replace(PAGE, digest=replace(WHOLE, clusters=())))) == 1


def test_whoever_only_reads_is_offered_nothing_to_run() -> None:
    words = texts("zh_Hans")
    reader = digest(words, replace(PAGE, answers=False), 0)
    labels = [key.label for row in reader.keys for key in row]
    assert labels == [LIGHTS.title, NOISE.title, "下一页", "海报带来的", "整理成文字", "看这件事"]
    alone = cluster(words, ClusterPage(LIGHTS, (SAID,), answers=False), 0)
    assert [key.label for row in alone.keys for key in row] == ["意见和答复"]
    empty = cluster(words, ClusterPage(NOISE, (), answers=True), 0)
    assert [key.label for row in empty.keys for key in row] == ["意见和答复"]


def test_more_clusters_than_a_screen_holds_are_a_press_away_the_likeliest_first() -> None:
    words = texts("zh_Hans")
    clusters = [replace(NOISE, id=n, title=f"第{n}类") for n in range(1, A_PAGE + 3)]
    found = Suggestion(SAID, clusters[-1], ())
    first, second = sort(words, 7, found, clusters, 0), sort(words, 7, found, clusters, 1)
    choices = [[key.label for row in screen.keys for key in row] for screen in (first, second)]
    assert choices[0][:2] == ["第10类", "第1类"] and choices[1][:2] == ["第8类", "第9类"]
    assert "别的类" in choices[0] and "别的类" in choices[1]
    few = sort(words, 7, replace(found, cluster=None), clusters[:2], 0)
    assert "别的类" not in [key.label for row in few.keys for key in row]
