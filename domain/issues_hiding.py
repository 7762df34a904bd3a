"""Words that the public does not get to read (遮住的话): why, and the list of it that everybody may read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

SHOWN = "shown"
"""What the list says when the words came back."""
MOST = 12
"""Lines of the list shown at once, the latest."""


class HideReason(StrEnum):
    """Why words are hidden (遮住的原因): a short list, so that the reason itself tells nothing of anybody."""

    PRIVATE = "private"  # 有人的姓名、门牌、电话
    RUDE = "rude"  # 骂人
    UNPROVEN = "unproven"  # 指名道姓说人不是，没有依据
    UNRELATED = "unrelated"  # 广告，或者和小区无关


@dataclass(frozen=True)
class Hiding:
    """One line of the list (遮挡记录): which report, when, why or that it came back; never by whom, never the words."""

    number: int
    reason: str
    at: datetime


def read_reason(word: str) -> HideReason | None:
    """The reason of that name; None for what no button of ours says."""
    return next((reason for reason in HideReason if reason.value == word), None)
