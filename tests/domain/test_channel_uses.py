"""People were asked in at least two ways, one of them off-line; what was done is taken down as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.deliberation.channel_uses import LONGEST_NOTE, ChannelUse, channels_enough, read_use, use_refusal
from domain.deliberation.opinions import ENTERED, OFFLINE, SAID, Channel

BEGAN, TODAY = date(2026, 11, 20), date(2026, 11, 23)
VISIT = ChannelUse(Channel.VISIT, date(2026, 11, 22), 40, "没有新意见")


def test_every_channel_is_spoken_or_entered_never_both() -> None:
    assert set(SAID) | set(ENTERED) == set(Channel)
    assert not set(SAID) & set(ENTERED) and set(ENTERED) >= OFFLINE


def test_two_ways_and_one_of_them_off_line() -> None:
    assert channels_enough([Channel.CHAT, Channel.VISIT])
    assert channels_enough([Channel.MEETING, Channel.VISIT, Channel.VISIT])
    assert not channels_enough([Channel.VISIT, Channel.VISIT])
    assert not channels_enough([Channel.CHAT, Channel.POSTER, Channel.GROUP, Channel.WECHAT])
    assert not channels_enough([])


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({}, None),
        ({"day": BEGAN, "homes": 1}, None),
        ({"day": TODAY, "homes": 382, "words": "字" * LONGEST_NOTE}, None),
        ({"channel": Channel.CHAT}, "opinion_channel"),
        ({"day": date(2026, 11, 19)}, "channel_day"),
        ({"day": date(2026, 11, 24)}, "channel_day"),
        ({"homes": 0}, "channel_homes"),
        ({"homes": 383}, "channel_homes"),
        ({"words": "字" * (LONGEST_NOTE + 1)}, "channel_words"),
    ],
)
def test_a_use_is_of_this_matter_and_of_a_day_that_was(changes: dict[str, object], wrong: str | None) -> None:
    use = replace(VISIT, **changes)  # type: ignore[arg-type]
    refusal = use_refusal(use, homes=382, began=BEGAN, today=TODAY)
    assert (None if refusal is None else refusal.facts["what"]) == wrong


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("40", (40, "")),
        (" 40户，没有新意见。", (40, "没有新意见")),
        ("12 都说好", (12, "都说好")),
        ("走了四十户", (0, "走了四十户")),
        ("1234567", (0, "1234567")),
        ("", (0, "")),
    ],
)
def test_how_many_homes_is_read_from_its_beginning(text: str, read: tuple[int, str]) -> None:
    assert read_use(text) == read
