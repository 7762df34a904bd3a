"""A year in one sheet (结算单): what came in, what it cost, what was left and what that was used for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from domain.deliberation.matters import Matter
from domain.funds import DECIDED, FundFigures
from domain.money import MOST_CENTS
from domain.outcomes import Reason, Refusal
from domain.registry import Actor, Place

LONGEST_WORDS, MOST_LINES, MOST_HOMES = 60, 60, 100_000


class SheetHead(StrEnum):
    """What a line is about (哪一项)."""

    INCOME = "income"  # 收入
    MAINTENANCE = "maintenance"  # 维护
    WAGES = "wages"  # 工资
    SUBSIDY = "subsidy"  # 兼职补贴: of a post, never of a name
    INSURANCE = "insurance"  # 财产保险: so many homes at so much
    USE = "use"  # 结余用途: by a decision alone
    INTEREST = "interest"  # 利益关系: of a post, never of a name; no sum


COSTS = (SheetHead.MAINTENANCE, SheetHead.WAGES, SheetHead.SUBSIDY, SheetHead.INSURANCE)


@dataclass(frozen=True)
class SheetLine:
    """One line of a sheet (一行), in 分 above zero: its head says which way. A declaration of interests has no sum."""

    head: SheetHead
    words: str
    amount: int
    id: int = 0
    homes: int = 0  # of insurance
    each: int = 0  # 分 a home
    matter_id: int | None = None
    matter_number: int | None = None


@dataclass(frozen=True)
class Sheet:
    """A year of one account (一张结算单): a draft, then asked for, then published."""

    id: int
    place: Place
    year: int
    fund_id: int
    begun_by: int | None
    begun_at: datetime
    opening: int = 0  # 分, of the account, as it was when a second person was asked
    asked_by: int | None = None
    asked_at: datetime | None = None
    published_by: int | None = None
    published_at: datetime | None = None
    lines: tuple[SheetLine, ...] = ()
    fund: str = ""  # the account's name, public

    @property
    def subject(self) -> str:
        return f"sheet:{self.id}"

    @property
    def draft(self) -> bool:
        return self.asked_at is None

    @property
    def published(self) -> bool:
        return self.published_at is not None

    @property
    def interests(self) -> tuple[str, ...]:
        """What was declared of interests (利益申报): none, or whose post, and how they keep out of it."""
        return tuple(line.words for line in self.lines if line.head is SheetHead.INTEREST)

    @property
    def days(self) -> tuple[date, date]:
        return date(self.year, 1, 1), date(self.year, 12, 31)


@dataclass(frozen=True)
class SheetFigures:
    """A year in sums (结算的数), in 分: `opening + income - costs - used == closing`."""

    opening: int
    income: int
    costs: int
    used: int

    @property
    def surplus(self) -> int:
        """What was left of the year; below zero it is shown so."""
        return self.income - self.costs

    @property
    def closing(self) -> int:
        return self.opening + self.surplus - self.used


def total(lines: Sequence[SheetLine], *heads: SheetHead) -> int:
    """分 under these heads."""
    return sum(line.amount for line in lines if line.head in heads)


def figures(sheet: Sheet) -> SheetFigures:
    """The sums of a sheet."""
    income, used = total(sheet.lines, SheetHead.INCOME), total(sheet.lines, SheetHead.USE)
    return SheetFigures(sheet.opening, income, total(sheet.lines, *COSTS), used)


def insured(homes: int, each: int) -> SheetLine:
    """每户一份财产保险: 120 homes at 100 yuan are one line of 12,000."""
    return SheetLine(SheetHead.INSURANCE, "", homes * each, homes=homes, each=each)


def declared(words: str) -> SheetLine:
    """利益申报: words alone."""
    return SheetLine(SheetHead.INTEREST, words, 0)


def begin_refusal(year: int, today: date, known: Sequence[Sheet]) -> Refusal | None:
    """One sheet a year and account, of a year that is over."""
    if not 2000 <= year < today.year:
        return Refusal(Reason.INVALID, {"what": "sheet_year"})
    return Refusal(Reason.ALREADY_DONE, {"what": "sheet"}) if any(one.year == year for one in known) else None


def line_refusal(sheet: Sheet, line: SheetLine) -> Refusal | None:
    """Why a line cannot be put down; whether a surplus may be used so says `use_refusal`."""
    if not sheet.draft:
        return Refusal(Reason.WRONG_STATE, {"what": "sheet_asked"})
    if len(sheet.lines) >= MOST_LINES:
        return Refusal(Reason.TOO_MANY, {"what": "sheet_lines", "most": MOST_LINES})
    if line.head is SheetHead.INSURANCE and not (1 <= line.homes <= MOST_HOMES and line.each >= 1):
        return Refusal(Reason.INVALID, {"what": "sheet_homes"})
    if line.head is SheetHead.INTEREST:
        return words_refusal(line.words)
    if not 1 <= line.amount <= MOST_CENTS:
        return Refusal(Reason.INVALID, {"what": "sheet_amount"})
    return None if line.head is SheetHead.INSURANCE else words_refusal(line.words)


def words_refusal(words: str) -> Refusal | None:
    """Why a line cannot say so what it is."""
    if not words:
        return Refusal(Reason.EMPTY, {"what": "sheet_words"})
    if len(words) > LONGEST_WORDS:
        return Refusal(Reason.TOO_LONG, {"what": "sheet_words", "most": LONGEST_WORDS})
    return None


def use_refusal(sheet: Sheet, line: SheetLine, matter: Matter | None) -> Refusal | None:
    """What was left is used by a decision of this compound alone, never pooled with another's."""
    if line.head is not SheetHead.USE:
        return None
    if matter is None or not sheet.place.covers(matter.place):
        return Refusal(Reason.EMPTY, {"what": "sheet_matter"})
    undecided = matter.stage not in DECIDED
    return Refusal(Reason.WRONG_STATE, {"what": "fund_undecided", "title": matter.title}) if undecided else None


def ask_refusal(sheet: Sheet, account: FundFigures, waiting: int) -> Refusal | None:
    """It is asked for once, has lines, says what the account says, to the 分 both ways, and declares interests."""
    if not sheet.draft:
        return Refusal(Reason.WRONG_STATE, {"what": "sheet_asked"})
    if not sheet.lines:
        return Refusal(Reason.EMPTY, {"what": "sheet_lines"})
    if (refusal := agree_refusal(sheet, account, waiting)) is not None:
        return refusal
    return None if sheet.interests else Refusal(Reason.EMPTY, {"what": "sheet_interest"})


def agree_refusal(sheet: Sheet, account: FundFigures, waiting: int) -> Refusal | None:
    """Why sheet and account do not say the same, or may not for long: `waiting` lines up to its end are not signed."""
    if waiting:
        return Refusal(Reason.WRONG_STATE, {"what": "sheet_waiting", "lines": waiting})
    sums = figures(sheet)
    if sums.income != account.received:
        return Refusal(Reason.INVALID, {"what": "sheet_income", "spent": sums.income, "balance": account.received})
    if sums.costs + sums.used != account.spent:
        both = {"spent": sums.costs + sums.used, "balance": account.spent}
        return Refusal(Reason.INVALID, {"what": "sheet_spent", **both})
    return None


def publish_refusal(sheet: Sheet, actor: Actor) -> Refusal | None:
    """A second person, once, and never whoever asked or began it."""
    if sheet.published:
        return Refusal(Reason.ALREADY_DONE, {"what": "sheet_published"})
    if sheet.draft:
        return Refusal(Reason.WRONG_STATE, {"what": "sheet_draft"})
    own = actor.person_id in (sheet.asked_by, sheet.begun_by)
    return Refusal(Reason.NOT_PERMITTED, {"what": "sheet_own"}) if own else None
