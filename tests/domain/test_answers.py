"""Opinions that say the same are found by their words; nothing counts as answered before every one of them is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deliberation.answers import (
    LONGEST_ANSWER,
    LONGEST_CLUSTER,
    MOST_CLUSTERS,
    Cluster,
    Verdict,
    all_answered,
    answer_refusal,
    by_spot,
    cluster_refusal,
    counted,
    likeness,
    opinion_digest,
    pairs,
    suggest,
    unplaced,
)
from domain.deliberation.channel_uses import ChannelUse
from domain.deliberation.opinions import Channel, Opinion, heard
from domain.outcomes import Refusal

MONDAY = datetime(2026, 11, 23, 2, tzinfo=UTC)
LIGHTS = Cluster(1, 1, "路灯太暗", Verdict.ADOPTED, "换新的", 1)
NOISE = Cluster(2, 1, "施工噪音")


def said(number: int, words: str = "灯太暗", **changes: object) -> Opinion:
    return replace(Opinion(number, 1, Channel.CHAT, words, MONDAY), **changes)  # type: ignore[arg-type]


def what(refusal: Refusal | None) -> object:
    return None if refusal is None else (refusal.reason.value, refusal.facts["what"])


def test_words_are_compared_by_their_pairs_of_signs() -> None:
    assert pairs("路灯，暗！") == {"路灯", "灯暗"}
    assert pairs("ＬＥＤ") == {"le", "ed"}
    assert (pairs("亮"), pairs("？！"), pairs("")) == ({"亮"}, frozenset(), frozenset())
    assert likeness("路灯太暗", "路灯太暗！") == 1000
    assert likeness("路灯太暗", "路灯不亮") == 333
    assert likeness("路灯太暗", "停车") == 0 == likeness("", "路灯") == likeness("路灯", "。")


@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_the_same_both_ways_and_never_above_all(one: str, other: str) -> None:
    assert likeness(one, other) == likeness(other, one)
    assert 0 <= likeness(one, other) <= 1000


def test_an_opinion_goes_where_what_is_most_like_it_is() -> None:
    placed = [said(2, "院里路灯太暗了", cluster_id=1), said(3, "施工噪音大", cluster_id=2)]
    found = suggest(said(1, "路灯太暗，老人看不清"), placed, [NOISE, LIGHTS])
    assert found.cluster == LIGHTS and found.alike == ()
    by_title = suggest(said(1, "晚上不要施工，噪音大"), [], [LIGHTS, NOISE])
    assert by_title.cluster == NOISE


def test_what_is_like_nothing_gets_no_suggestion() -> None:
    found = suggest(said(1, "想要健身器材"), [said(2, "路灯太暗", cluster_id=1)], [LIGHTS])
    assert (found.cluster, found.alike) == (None, ())
    assert suggest(said(1), [], []).cluster is None


def test_what_is_like_it_and_in_no_cluster_is_offered_most_alike_first() -> None:
    others = [
        said(1, "路灯太暗"),
        said(2, "路灯太暗了点"),
        said(3, "路灯太暗"),
        said(4, "路灯太暗", withdrawn=True),
        said(5, "路灯太暗", cluster_id=1),
        said(6, "路灯太暗了"),
        said(7, "院里路灯太暗了"),
    ]
    assert [one.id for one in suggest(others[0], others, []).alike] == [3, 6, 2]


def test_a_cluster_counts_what_stands_in_it() -> None:
    opinions = [
        said(1, cluster_id=1, supporters=3),
        said(2, cluster_id=1, supporters=1),
        said(3, cluster_id=1, withdrawn=True, supporters=9),
        said(4, cluster_id=2),
        said(5),
    ]
    first, second = counted([LIGHTS, NOISE], opinions)
    assert (first.opinions, first.supporters, second.opinions, second.supporters) == (2, 4, 1, 0)
    assert [one.id for one in unplaced(opinions)] == [5]


def test_the_digest_leaves_out_what_is_empty_and_adds_up() -> None:
    use = ChannelUse(Channel.VISIT, date(2026, 11, 23), 40)
    opinions = [said(1, cluster_id=1), said(2, channel=Channel.VISIT), said(3, withdrawn=True)]
    found = opinion_digest(opinions, [LIGHTS, NOISE], [use])
    assert [cluster.id for cluster in found.clusters] == [1]
    assert (found.heard.total, found.unplaced, found.uses) == (2, 1, (use,))
    assert found.unplaced + sum(cluster.opinions for cluster in found.clusters) == found.heard.total


def test_what_posters_led_to_adds_up_by_place() -> None:
    opinions = [
        said(1, channel=Channel.POSTER, spot="大门"),
        said(2, channel=Channel.POSTER, spot="电梯口"),
        said(3, channel=Channel.POSTER, spot="大门"),
        said(4, channel=Channel.POSTER, spot="大门", withdrawn=True),
        said(5, channel=Channel.POSTER),
        said(6),
    ]
    assert by_spot(opinions) == (("大门", 2), ("", 1), ("电梯口", 1))
    assert opinion_digest(opinions, [], []).spots == by_spot(opinions)
    assert sum(count for _, count in by_spot(opinions)) == dict(heard(opinions).by_channel)[Channel.POSTER]


def test_every_opinion_wants_its_answer() -> None:
    both = [LIGHTS, replace(NOISE, verdict=Verdict.DECLINED)]
    assert all_answered([said(1, cluster_id=1)], [LIGHTS, NOISE], [])  # an empty cluster wants none
    assert not all_answered([said(1, cluster_id=1), said(2)], [LIGHTS], [])  # one came later
    assert not all_answered([said(1, cluster_id=1), said(2, cluster_id=2)], [LIGHTS, NOISE], [])
    assert all_answered([said(1, cluster_id=1), said(2, cluster_id=2)], both, [])
    assert all_answered([said(1, cluster_id=1), said(2, withdrawn=True)], [LIGHTS], [])


def test_where_nobody_spoke_they_must_have_been_asked_often_enough() -> None:
    assert not all_answered([], [], [])
    assert not all_answered([said(1, withdrawn=True)], [], [Channel.VISIT])
    assert all_answered([], [], [Channel.VISIT, Channel.WECHAT])


@pytest.mark.parametrize(
    ("title", "already", "wrong"),
    [
        ("路灯", 0, None),
        ("灯" * LONGEST_CLUSTER, MOST_CLUSTERS - 1, None),
        (" ", 0, ("empty", "cluster_title")),
        ("灯" * (LONGEST_CLUSTER + 1), 0, ("too_long", "cluster_title")),
        ("路灯", MOST_CLUSTERS, ("too_many", "clusters")),
    ],
)
def test_a_cluster_has_a_short_title(title: str, already: int, wrong: object) -> None:
    assert what(cluster_refusal(title, already)) == wrong


@pytest.mark.parametrize(
    ("cluster", "reason", "wrong"),
    [
        (replace(NOISE, opinions=1), "晚八点后停工", None),
        (replace(NOISE, opinions=1), "理" * LONGEST_ANSWER, None),
        (replace(NOISE, opinions=1), "理" * (LONGEST_ANSWER + 1), ("too_long", "answer_reason")),
        (replace(NOISE, opinions=1), " \n", ("empty", "answer_reason")),
        (NOISE, "晚八点后停工", ("wrong_state", "cluster_empty")),
        (replace(LIGHTS, opinions=1), "再说一遍", ("wrong_state", "cluster_answered")),
    ],
)
def test_an_answer_has_its_reason_and_something_to_answer(cluster: Cluster, reason: str, wrong: object) -> None:
    assert what(answer_refusal(cluster, reason)) == wrong
