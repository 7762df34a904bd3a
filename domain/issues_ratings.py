"""What reporters say of the work (报事评价): solved? and satisfied? asked apart, once a closing; what is appealed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.issues_life import State, Step
from domain.outcomes import Reason, Refusal

LONGEST_SAID = 300


class Satisfied(StrEnum):
    """Whether the reporter is content (报事满意吗): with the work, never with a person."""

    PLEASED = "pleased"  # 满意
    FAIR = "fair"  # 一般
    DISPLEASED = "displeased"  # 不满意


class Saying(StrEnum):
    """What is said in words around a rating (评价里要写的话)."""

    WORDS = "words"  # 想说的
    APPEAL = "appeal"  # 申诉
    ACCEPT = "accept"  # 申诉有理
    REFUSE = "refuse"  # 申诉不成立


@dataclass(frozen=True)
class IssueRating:
    """What was said of one closing (一次办结的评价), and against it; of the work, never of a person."""

    issue_id: int
    step_id: int  # the step that closed it
    content: Satisfied
    words: str = ""
    appeal: str = ""
    appealed_by: int | None = None
    appealed: bool = False
    accepted: bool | None = None  # None: nobody has decided
    answer: str = ""

    @property
    def left_out(self) -> bool:
        """Whether figures pass it over (不计入): its appeal was accepted."""
        return self.accepted is True


@dataclass(frozen=True)
class RatingSeen:
    """A rating as one reader of the report may read it (看到的评价), and what they may do."""

    rating: IssueRating | None = None
    rates_until: datetime | None = None  # this reader is asked, or may change what they said, until then
    appeals: bool = False
    decides: bool = False
    photos: int = 0  # of the work


StepRow = tuple[int, Step, State, datetime]
"""Number, what was done, where it led, when."""


def closing_of(course: Iterable[StepRow]) -> int | None:
    """The number of the step by which it was closed, while it is."""
    last = None
    for number, _, led, _ in course:
        last = number if led is State.CLOSED else None
    return last


def said_refusal(words: str, *, wanted: bool) -> Refusal | None:
    """Why it cannot be said so."""
    if len(words) > LONGEST_SAID:
        return Refusal(Reason.TOO_LONG, {"what": "issue_words", "most": LONGEST_SAID})
    return Refusal(Reason.EMPTY, {"what": "issue_words"}) if wanted and not words else None


def appeal_refusal(rating: IssueRating | None) -> Refusal | None:
    """Why there is nothing to appeal: no rating, a good one, or one that was appealed."""
    if rating is None or rating.content is Satisfied.PLEASED:
        return Refusal(Reason.WRONG_STATE, {"what": "issue_nothing_to_appeal"})
    return Refusal(Reason.ALREADY_DONE, {"what": "issue_appeal"}) if rating.appealed else None


def decision_refusal(rating: IssueRating) -> Refusal | None:
    """Why there is nothing to decide."""
    if not rating.appealed:
        return Refusal(Reason.WRONG_STATE, {"what": "issue_nothing_to_appeal"})
    return None if rating.accepted is None else Refusal(Reason.ALREADY_DONE, {"what": "issue_decision"})
