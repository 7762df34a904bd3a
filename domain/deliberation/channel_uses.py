"""Channels used (用过的征求渠道): people were asked at their doors or in a meeting, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.deliberation.opinions import ENTERED, OFFLINE, Channel
from domain.outcomes import Reason, Refusal

LEAST_CHANNELS = 2
LONGEST_NOTE = 100


@dataclass(frozen=True)
class ChannelUse:
    """A channel that was used on a day (征求记录): how many homes it reached."""

    channel: Channel
    day: date
    homes: int
    words: str = ""


def channels_enough(used: Iterable[Channel]) -> bool:
    """At least two ways, one of them off-line."""
    ways = frozenset(used)
    return len(ways) >= LEAST_CHANNELS and bool(ways & OFFLINE)


def use_refusal(use: ChannelUse, *, homes: int, began: date, today: date) -> Refusal | None:
    """Why this cannot be taken down, of a matter of so many homes, whose opinions are asked for since `began`."""
    if use.channel not in ENTERED:
        return Refusal(Reason.INVALID, {"what": "opinion_channel"})
    if not began <= use.day <= today:
        return Refusal(Reason.INVALID, {"what": "channel_day"})
    if not 1 <= use.homes <= homes:
        return Refusal(Reason.INVALID, {"what": "channel_homes", "most": homes})
    too_long = Refusal(Reason.TOO_LONG, {"what": "channel_words", "most": LONGEST_NOTE})
    return too_long if len(use.words) > LONGEST_NOTE else None


def read_use(text: str) -> tuple[int, str]:
    """「40 没有新意见」: how many homes, and what there is to say of it; 0 where no number leads."""
    stripped = text.strip()
    digits = next((at for at, sign in enumerate(stripped) if not ("0" <= sign <= "9")), len(stripped))
    if not 0 < digits <= 5:
        return 0, stripped
    return int(stripped[:digits]), stripped[digits:].removeprefix("户").strip(" ，,。\n")
