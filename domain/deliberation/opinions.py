"""Opinions (意见): said in several ways, several a person, withdrawn until the end; their counts add up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.outcomes import Reason, Refusal

LONGEST_OPINION = 500
MOST_OPINIONS = 10
"""Of one person on one matter."""


class Channel(StrEnum):
    """The way an opinion came (征求渠道)."""

    CHAT = "chat"  # 私聊机器人
    POSTER = "poster"  # 扫海报上的码
    GROUP = "group"  # 群里说的，本人同意记下
    VISIT = "visit"  # 入户
    MEETING = "meeting"  # 小板凳会
    QUESTIONNAIRE = "questionnaire"  # 问卷
    WECHAT = "wechat"  # 微信群


OFFLINE = frozenset({Channel.VISIT, Channel.MEETING, Channel.QUESTIONNAIRE})
"""Where people met or wrote on paper (线下)."""

SAID = (Channel.CHAT, Channel.POSTER, Channel.GROUP)
"""Said by people themselves."""

ENTERED = tuple(channel for channel in Channel if channel not in SAID)
"""Entered by staff, with the day it was said."""


@dataclass(frozen=True)
class Opinion:
    """One opinion (意见), without who said it: whoever reads it learns the words and how they came."""

    id: int
    matter_id: int
    channel: Channel
    words: str
    at: datetime
    day: date | None = None  # said on, where staff entered it
    mine: bool = False
    supporters: int = 0
    supported: bool = False  # by the reader
    withdrawn: bool = False
    cluster_id: int | None = None  # what it was put together with
    spot: str = ""  # where the poster hangs that led its author here


@dataclass(frozen=True)
class Heard:
    """How many were heard, and how (征求到的意见数): the channels add up to all."""

    by_channel: tuple[tuple[Channel, int], ...]
    supports: int = 0

    @property
    def total(self) -> int:
        return sum(count for _, count in self.by_channel)


def heard(opinions: Iterable[Opinion]) -> Heard:
    """The counts of what stands; what was withdrawn is no opinion."""
    standing = [opinion for opinion in opinions if not opinion.withdrawn]
    counts = Counter(opinion.channel for opinion in standing)
    by_channel = tuple((channel, counts[channel]) for channel in Channel if counts[channel])
    return Heard(by_channel, sum(opinion.supporters for opinion in standing))


def opinion_refusal(words: str, already: int) -> Refusal | None:
    """Why this cannot be taken down."""
    if not words.strip():
        return Refusal(Reason.EMPTY, {"what": "opinion"})
    if len(words) > LONGEST_OPINION:
        return Refusal(Reason.TOO_LONG, {"what": "opinion", "most": LONGEST_OPINION})
    if already >= MOST_OPINIONS:
        return Refusal(Reason.TOO_MANY, {"what": "opinions", "most": MOST_OPINIONS})
    return None
