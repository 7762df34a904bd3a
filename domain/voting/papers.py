"""Paper ballots (纸票): numbered, entered by one person, confirmed by another beside the photo; then they count."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.outcomes import Reason, Refusal
from domain.voting.doors import open_refusal
from domain.voting.marks import Marks
from domain.voting.questions import Question, marks_refusal
from domain.voting.votes import Vote, VoteState

PUBLISHED = frozenset({VoteState.PUBLISHED, VoteState.FINAL})

NUMBER = re.compile(r"\D?(\d{1,6})\D?")


class PaperState(StrEnum):
    """Life of a paper ballot (纸票状态): issued → entered → confirmed → set aside; rejected ones are issued again."""

    ISSUED = "issued"  # 已印出
    ENTERED = "entered"  # 已录入，待核对
    CONFIRMED = "confirmed"  # 已核对，计入
    SET_ASIDE = "set_aside"  # 住户说不是自己投的，不计
    VOID = "void"  # 废票，两人看过，不计
    DISPUTED = "disputed"  # 截止以后住户才说不是自己投的：计入，公布前有人查看


class VoidReason(StrEnum):
    """Why a sheet is void (废票原因). Several marks where several may stand are entered as they stand."""

    BLANK = "blank"  # 没有选
    UNCLEAR = "unclear"  # 看不清选了哪个
    SEVERAL = "several"  # 选了几个
    ALTERED = "altered"  # 涂改过，或者写了别的


@dataclass(frozen=True)
class Paper:
    """A paper ballot (纸票): one numbered sheet of one head."""

    id: int
    vote_id: int
    head_id: int
    slot: int
    serial: int
    state: PaperState
    marks: Marks | None = None
    entered_by: int | None = None
    confirmed_by: int | None = None
    void: VoidReason | None = None
    tries: int = 0  # how often it was entered

    @property
    def subject(self) -> str:
        """What its photo is kept under."""
        return f"vote_paper:{self.id}"

    @property
    def source(self) -> str:
        """What its ballot in the box is known by."""
        return f"paper:{self.id}"


@dataclass(frozen=True)
class PaperCount:
    """How many there are (纸票张数), never for what."""

    issued: int = 0
    entered: int = 0
    confirmed: int = 0
    set_aside: int = 0
    disputed: int = 0
    void: int = 0

    @property
    def returned(self) -> int:
        """How many came back and were checked by two."""
        return self.confirmed + self.disputed + self.void

    @property
    def record(self) -> dict[str, int]:
        """What the result says of them: of how many, how many are void, how many homes say that theirs is not."""
        return {"returned": self.returned, "void": self.void, "disowned": self.disputed}


def serial_of(text: str) -> int | None:
    """137 for 「0137」, 「第0137号」; None for anything else."""
    found = NUMBER.fullmatch("".join(unicodedata.normalize("NFKC", text).split()))
    return int(found[1]) if found else None


def entering_refusal(vote: Vote, paper: Paper, at: datetime) -> Refusal | None:
    """Why this sheet cannot be entered: a number is used once, and before the close."""
    if (refusal := open_refusal(vote, at)) is not None:
        return refusal
    if paper.state is not PaperState.ISSUED:
        return Refusal(Reason.ALREADY_DONE, {"what": "paper_used", "serial": paper.serial})
    return None


def paper_marks_refusal(question: Question, marks: Marks) -> Refusal | None:
    """Why this cannot stand on a sheet. Paper lets people mark too many: that is void, but it takes part (多选作废)."""
    several = question.most > 1 and marks <= frozenset(question.paper.options)
    return None if several else marks_refusal(question, marks)


def confirming_refusal(vote: Vote, paper: Paper, by: int, *, kept: bool, at: datetime) -> Refusal | None:
    """Why this person cannot confirm it now: never who entered it, and only beside the photo. `kept`: it is here."""
    if (refusal := open_refusal(vote, at)) is not None:
        return refusal
    if paper.state is not PaperState.ENTERED:
        return Refusal(Reason.ALREADY_DONE, {"what": "paper_checked", "serial": paper.serial})
    if paper.entered_by == by:
        return Refusal(Reason.WRONG_STATE, {"what": "paper_second_person"})
    return None if kept else Refusal(Reason.WRONG_STATE, {"what": "paper_photo"})


def disowning_refusal(vote: Vote, paper: Paper, at: datetime) -> Refusal | None:
    """Why a household cannot say now that it is not theirs; what is counted waits then to be looked into."""
    if vote.state in PUBLISHED:
        return Refusal(Reason.WRONG_STATE, {"what": "vote_paper_published"})
    if vote.state is not VoteState.SEALED and (refusal := open_refusal(vote, at)) is not None:
        return refusal
    if paper.state is not PaperState.CONFIRMED:
        return Refusal(Reason.ALREADY_DONE, {"what": "paper_aside", "serial": paper.serial})
    return None
