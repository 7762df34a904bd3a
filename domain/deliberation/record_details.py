"""What is kept of a record in figures (记录里的数): who came to a meeting; who applied for the maintenance fund."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from domain.deliberation.classification import ITEMS, Touch
from domain.numerals import NUMERAL, read_numeral
from domain.outcomes import Reason, Refusal

MOST_MEMBERS = 200
OLDEST = timedelta(days=366)
"""What was longer ago is most likely a slip of the pen (ours)."""

LABELLED = re.compile(rf"应到\D{{0,3}}?({NUMERAL}).*?实到\D{{0,3}}?({NUMERAL})", re.DOTALL)
TWO = re.compile(rf"({NUMERAL})\D+?({NUMERAL})\s*(?:人|位|名)?\s*[。.]?")
BETWEEN_PARTS = re.compile(r"[，,、；;：:。.\s]+|和|与|及")
NAME = r"([^\W\d_门楼栋单元栏和与及]{2,4}?)"
"""Of 2 to 4 signs, none of them of a place: 大门口和后门 are no two people."""
NAMED_FIRST = re.compile(
    rf"(?:^|[，,；;：:。.\s]){NAME}\s*[、和与及]\s*{NAME}(?:两人|两位|一起|一同)?(?:(?:张?贴|挂)[在到于]|在(?![0-9]))\s*[^\W\d_]"
)
HUNG = re.compile(r"(?:张?贴|挂)(?:的|好了?|了)?[。.]?\s*$")


@dataclass(frozen=True)
class Attendance:
    """Who came (到会): on which day, of how many."""

    day: date
    due: int  # 应到
    came: int  # 实到

    @property
    def quorate(self) -> bool:
        """Whether more than half of them came (过半数)."""
        return 2 * self.came > self.due

    @property
    def record(self) -> dict[str, Any]:
        """As it is kept beside the words."""
        return {"day": self.day.isoformat(), "due": self.due, "came": self.came}


class Applicant(StrEnum):
    """Who may apply for the fund in an emergency (申请人): 民法典281第二款 names these two and nobody else."""

    ASSEMBLY = "assembly"  # 业主大会
    COMMITTEE = "committee"  # 业主委员会


@dataclass(frozen=True)
class Application:
    """An application for the maintenance fund (维修资金应急使用申请): its receipt is the record's photo.

    It counts once a second person has held it against that (`checked`, 复核).
    """

    by: Applicant
    day: date
    checked: bool = False

    @property
    def record(self) -> dict[str, Any]:
        """As it is kept beside the words."""
        kept: dict[str, Any] = {"day": self.day.isoformat(), "by": self.by.value}
        return {**kept, "checked": True} if self.checked else kept


class MoneySource(StrEnum):
    """Where the money of a budget is from (钱从哪里来)."""

    FUND = "fund"  # 维修资金
    INCOME = "income"  # 公共收益
    HIGHER = "higher"  # 街道或上级资金
    SHARED = "shared"  # 业主分摊
    POOLED = "pooled"  # 自愿凑钱
    NOTHING = "nothing"  # 不花钱
    OPEN = "open"  # 还没定


DECIDED_BY_OWNERS = {
    MoneySource.FUND: (frozenset({Touch.USE_FUND}), Refusal(Reason.WRONG_STATE, {"what": "matter_money_fund"})),
    MoneySource.INCOME: (
        frozenset({Touch.COMMON_INCOME}),
        Refusal(Reason.WRONG_STATE, {"what": "matter_money_income"}),
    ),
    MoneySource.SHARED: (frozenset(ITEMS), Refusal(Reason.WRONG_STATE, {"what": "matter_money_shared"})),
}
"""The owners' money: a matter that spends it was begun as one that touches it (民法典278), or is refused so.

What every owner is to pay is decided by the owners, whichever item they vote on; representatives oblige nobody.
"""


@dataclass(frozen=True)
class Funding:
    """Where a budget is paid from (资金来源), said by a button; its words say the rest."""

    source: MoneySource

    @property
    def record(self) -> dict[str, Any]:
        """As it is kept beside the words."""
        return {"source": self.source.value}


Details = Attendance | Application | Funding


def attendance_of(record: Mapping[str, Any]) -> Attendance | None:
    """What was kept; None: a record of before these figures were asked for."""
    if "came" not in record:
        return None
    return Attendance(date.fromisoformat(record["day"]), record["due"], record["came"])


def application_of(record: Mapping[str, Any]) -> Application | None:
    """What was kept; None: it is no application."""
    if "by" not in record:
        return None
    return Application(Applicant(record["by"]), date.fromisoformat(record["day"]), record.get("checked", False))


def funding_of(record: Mapping[str, Any]) -> Funding | None:
    """What was kept; None: a budget of before this was asked."""
    return Funding(MoneySource(record["source"])) if "source" in record else None


def funding_refusal(found: Funding | None, cents: int | None, touched: Collection[Touch]) -> Refusal | None:
    """Why a budget cannot be paid so: not said, nothing where it costs something, or money that is the owners'."""
    if found is None:
        return Refusal(Reason.EMPTY, {"what": "matter_money_source"})
    if (found.source is MoneySource.NOTHING) is not (cents == 0):
        return Refusal(Reason.INVALID, {"what": "matter_money_nothing"})
    if found.source not in DECIDED_BY_OWNERS:
        return None
    one_of, refusal = DECIDED_BY_OWNERS[found.source]
    return None if one_of & set(touched) else refusal


def checking_refusal(found: Application | None, by: int | None, noted_by: int | None) -> Refusal | None:
    """Why this person does not check it: there is none, it is checked already, they put it on record themselves."""
    if found is None:
        return Refusal(Reason.WRONG_STATE, {"what": "matter_application_none"})
    if found.checked:
        return Refusal(Reason.WRONG_STATE, {"what": "matter_application_checked"})
    return Refusal(Reason.WRONG_STATE, {"what": "matter_application_own"}) if by in (None, noted_by) else None


def counts_in(words: str) -> tuple[int, int] | None:
    """应到、实到 in what was typed: both by their names, or two numbers that are all of the first line."""
    text = unicodedata.normalize("NFKC", words).strip().replace("两委", "")  # a name, not the number two
    found = LABELLED.search(text) or TWO.fullmatch(text.partition("\n")[0].strip())
    return None if found is None else (read_numeral(found[1]), read_numeral(found[2]))


def counts_refusal(counts: tuple[int, int] | None) -> Refusal | None:
    """Why a meeting cannot have been so: no figures, more than there are, or not more than half."""
    if counts is None or not 1 <= counts[0] <= MOST_MEMBERS or counts[1] > counts[0]:
        return Refusal(Reason.INVALID, {"what": "matter_attendance"})
    due, came = counts
    few = 2 * came <= due
    return Refusal(Reason.WRONG_STATE, {"what": "matter_attendance_few", "due": due, "came": came}) if few else None


def record_day_refusal(day: date | None, today: date) -> Refusal | None:
    """Why it cannot have been on that day."""
    if day is not None and today - OLDEST <= day <= today:
        return None
    return Refusal(Reason.INVALID, {"what": "matter_record_day"})


def says_who_hung_it(words: str) -> bool:
    """Whether a place and the names of two people stand there (贴在哪里、哪两位贴的): 大门口公告栏，王芳、李强.

    From that paper the days count, so that two stand for it. Words are not understood here: parts are counted, and
    names that stand before the place are known by what joins them (王芳和李强贴在大门口).
    """
    text = HUNG.sub("", unicodedata.normalize("NFKC", words))
    first = NAMED_FIRST.search(text)
    if first is not None and first[1] != first[2]:
        return True
    parts = [part for part in BETWEEN_PARTS.split(text) if part]
    return len(parts) >= 3 and parts[-1] != parts[-2]
