"""Ratings (评议): every home concerned says whether it is done and whether it is content; what comes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.deliberation.matters import Matter
from domain.deliberation.stages import Stage
from domain.outcomes import Reason, Refusal
from domain.periods import calendar_days

LONGEST_RATING = 300
REMIND_AFTER, REMINDED_AT = 4, time(10, 0)
"""Full days; then the homes that have not said anything are asked once more."""


class Worked(StrEnum):
    """Whether it is done (办好了吗)."""

    DONE = "done"  # 办好了
    NOT_DONE = "not_done"  # 没办好


class Content(StrEnum):
    """Whether a home is content (满意吗)."""

    PLEASED = "pleased"  # 满意
    FAIR = "fair"  # 一般
    DISPLEASED = "displeased"  # 不满意


@dataclass(frozen=True)
class Rating:
    """What a home says (一户的评议); each question is asked apart."""

    worked: Worked | None = None
    content: Content | None = None
    words: str = ""


@dataclass(frozen=True)
class RatingCount:
    """How many homes said what, of how many (评议结果); never which."""

    homes: int
    worked: tuple[tuple[Worked, int], ...]
    content: tuple[tuple[Content, int], ...]

    @property
    def answered(self) -> int:
        """Homes that said whether it is done."""
        return sum(count for _, count in self.worked)

    @property
    def told_content(self) -> int:
        """Homes that said whether they are content."""
        return sum(count for _, count in self.content)

    def of(self, worked: Worked) -> int:
        return dict(self.worked)[worked]


@dataclass(frozen=True)
class RatingPage:
    """The rating of a matter as one person may read it (评议页)."""

    matter: Matter
    count: RatingCount
    words: tuple[str, ...]  # of the homes that added some, nobody named
    own: Rating | None
    rates: bool  # a home of theirs is asked, now
    ends: datetime | None = None


def rating_count(ratings: Iterable[Rating], homes: int) -> RatingCount:
    """The counts; a question that was not answered counts nowhere."""
    given = list(ratings)
    worked = Counter(rating.worked for rating in given)
    content = Counter(rating.content for rating in given)
    return RatingCount(
        homes, tuple((one, worked[one]) for one in Worked), tuple((one, content[one]) for one in Content)
    )


def unresolved(count: RatingCount) -> bool:
    """没办好的多: it is taken up again; as many one way as the other is none."""
    return count.of(Worked.NOT_DONE) > count.of(Worked.DONE)


def after_rating(count: RatingCount) -> Stage:
    """What follows when the time is over."""
    return Stage.DOING if unresolved(count) else Stage.ARCHIVED


def rating_refusal(rating: Rating) -> Refusal | None:
    """Why it cannot be said so."""
    too_long = Refusal(Reason.TOO_LONG, {"what": "rating_words", "most": LONGEST_RATING})
    return too_long if len(rating.words) > LONGEST_RATING else None


def rating_reminder(since: datetime, zone: ZoneInfo) -> datetime:
    """When the homes that have not said anything are reminded, once."""
    day = calendar_days(since.astimezone(zone).date(), REMIND_AFTER).last
    return datetime.combine(day, REMINDED_AT, tzinfo=zone)
