"""Money in the open (账目): accounts that never mix, lines two people stand for, balances that always add up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from domain.deliberation.classification import Touch
from domain.deliberation.matters import Matter
from domain.deliberation.procedures import URGENT
from domain.deliberation.record_details import Application
from domain.deliberation.stages import Stage
from domain.deliberation_applications import unapplied_refusal
from domain.fund_deeds import Deed, registration_of
from domain.money import MOST_CENTS
from domain.outcomes import Reason, Refusal
from domain.registry import Actor, Place, RoleKind

LONGEST_PURPOSE, LONGEST_PAYEE, LONGEST_INVOICE = 100, 30, 30


class FundKind(StrEnum):
    """Whose money it is (哪一种钱): kinds never mix."""

    MAINTENANCE = "maintenance"  # 维修资金
    REVENUE = "revenue"  # 公共收益
    PREPAID = "prepaid"  # 物业费、卫生费预交
    MUTUAL_AID = "mutual_aid"  # 互助捐款
    CUSTODY = "custody"  # 社会组织代管


DECIDED_AS = {FundKind.MAINTENANCE: Touch.USE_FUND, FundKind.REVENUE: Touch.COMMON_INCOME}
"""The owners' own money (共有资金), and as what they decide that it is spent (民法典278、281、282)."""


class LineKind(StrEnum):
    """Which way the money went (收还是支)."""

    OPENING = "opening"  # 期初余额
    IN = "in"  # 收入
    OUT = "out"  # 支出


class LineSource(StrEnum):
    """Where money that came in is from (收入来源); of public revenue it is always said."""

    PARKING = "parking"  # 车位费
    SPACES = "spaces"  # 架空层、场地出租
    ROOMS = "rooms"  # 公共用房
    ADVERTS = "adverts"  # 广告
    OTHER = "other"  # 其他
    BROUGHT_IN = "brought_in"  # 公款私存，从私人账户收回


GIVEN = frozenset({*LineSource} - {LineSource.BROUGHT_IN})
"""Where money may come from by a contract."""

SOURCES_OF: dict[LineKind, frozenset[str]] = {
    LineKind.OPENING: frozenset({""}),
    LineKind.IN: frozenset({"", *LineSource}),
    LineKind.OUT: frozenset({""}),
}
"""What may be said of where a line is from."""


@dataclass(frozen=True)
class Posting:
    """What somebody wants to put down (要记的一笔)."""

    kind: LineKind
    amount: int  # 分, above zero; its kind says which way
    on: date
    purpose: str
    payee: str = ""
    invoice: str = ""
    matter_id: int | None = None
    source: str = ""  # a `LineSource`, or nothing
    deed_id: int | None = None  # the contract it is of

    @property
    def signed(self) -> int:
        return -self.amount if self.kind is LineKind.OUT else self.amount


@dataclass(frozen=True)
class FundLine:
    """One line of an account (一笔账). A counter-entry has the kind of the line it takes back, the other way round."""

    id: int
    number: int
    kind: LineKind
    amount: int  # 分, below zero where it takes money away
    on: date
    purpose: str
    posted_by: int | None
    posted_at: datetime
    payee: str = ""
    invoice: str = ""
    matter_id: int | None = None
    matter_number: int | None = None
    counters: int | None = None  # the number of the line it takes back
    checked_by: int | None = None
    checked_at: datetime | None = None
    declined: str = ""  # why the second person did not stand for it
    vouchers: int = 0
    source: str = ""  # a `LineSource`, or nothing
    pays: tuple[int, str] | None = None  # a service by the hour, and its month
    deed_id: int | None = None  # the contract it is of

    @property
    def stands(self) -> bool:
        """Whether two people stand for it (已复核)."""
        return self.checked_at is not None and not self.declined

    @property
    def waits(self) -> bool:
        """Whether one person alone does (待复核)."""
        return self.checked_at is None

    @property
    def withdrawn(self) -> bool:
        """Whether whoever put it down took it back themselves before anybody stood for it (收回)."""
        return bool(self.declined) and self.checked_by == self.posted_by

    @property
    def posting(self) -> Posting:
        """What was wanted when it was put down."""
        amount = -self.amount if self.kind is LineKind.OUT else self.amount
        said = (self.purpose, self.payee, self.invoice, self.matter_id, self.source, self.deed_id)
        return Posting(self.kind, amount, self.on, *said)

    @property
    def begins(self) -> bool:
        """Whether it is what the account began with (期初余额); what takes that back has a reason of its own."""
        return self.kind is LineKind.OPENING and self.counters is None

    @property
    def unbilled(self) -> bool:
        """Money that came in without an invoice (没有票据号)."""
        return asks_invoice(self.kind, self.source) and self.counters is None and not self.invoice


def asks_invoice(kind: LineKind, source: str) -> bool:
    """Whether an invoice belongs to it (要票据号): to income, but not to money that was the account's all along."""
    return kind is LineKind.IN and source != LineSource.BROUGHT_IN


@dataclass(frozen=True)
class Fund:
    """An account with its lines (一个账户), the first posted first."""

    id: int
    place: Place
    kind: FundKind
    name: str
    holder: str
    tail: str
    lines: tuple[FundLine, ...] = ()
    closed_until: date | None = None  # two people closed its days up to here (结账到哪天)
    settled: tuple[int, ...] = ()  # the years whose sheet is published (哪些年公布了结算单)
    deeds: tuple[Deed, ...] = ()  # what stands behind it, the first written first

    @property
    def subject(self) -> str:
        """What its journal is kept under."""
        return f"fund:{self.id}"

    @property
    def balance(self) -> int:
        """分: what two people stand for."""
        return sum(line.amount for line in self.lines if line.stands)

    @property
    def waiting(self) -> tuple[FundLine, ...]:
        return tuple(line for line in self.lines if line.waits)

    @property
    def next_number(self) -> int:
        return max((line.number for line in self.lines), default=0) + 1

    @property
    def begun(self) -> bool:
        """Whether it is said what was in it to begin with: by a line that stands or waits, and was not taken back."""
        taken = {line.counters for line in self.lines if line.stands}
        said = (line for line in self.lines if line.begins)
        return any(not line.declined and line.number not in taken for line in said)

    @property
    def registration(self) -> Deed | None:
        """As what legal person whoever holds it is registered; None where nothing is on record."""
        return registration_of(self.deeds)

    def contracts(self, source: str) -> list[Deed]:
        """The contracts that money of this source may come from."""
        return [one for one in self.deeds if one.gives(source)]

    def line(self, line_id: int) -> FundLine | None:
        """One of its lines."""
        return next((line for line in self.lines if line.id == line_id), None)

    def moved(self, line: FundLine) -> FundLine:
        """The line itself, or the one it takes back."""
        return next((one for one in self.lines if one.number == line.counters), line)

    def countered(self, line: FundLine) -> bool:
        """Whether a line was taken back, or is about to be."""
        return any(one.counters == line.number and (one.stands or one.waits) for one in self.lines)

    def spent_on(self, matter_id: int, *, apart: int | None = None) -> int:
        """分: what went out for a matter but by the line `apart`; what waits counts, unless it takes back."""
        own = (line for line in self.lines if line.matter_id == matter_id and line.kind is LineKind.OUT)
        return -sum(
            line.amount for line in own if line.id != apart and (line.stands or (line.waits and line.amount < 0))
        )


@dataclass(frozen=True)
class FundFigures:
    """A stretch of days in sums (期初、收、支、期末), in 分: `opening + received - spent == closing`."""

    opening: int
    received: int
    spent: int
    closing: int


def figures(lines: Iterable[FundLine], since: date, until: date) -> FundFigures:
    """The sums of the days from `since` to `until`, both counted; money an account began with counts as its opening."""
    standing = [line for line in lines if line.stands and line.on <= until]
    inside = [line for line in standing if line.on >= since]
    received = sum(line.amount for line in inside if line.kind is LineKind.IN)
    spent = -sum(line.amount for line in inside if line.kind is LineKind.OUT)
    began = sum(line.amount for line in inside if line.kind is LineKind.OPENING)
    opening = sum(line.amount for line in standing if line.on < since) + began
    return FundFigures(opening, received, spent, opening + received - spent)


def running(lines: Iterable[FundLine], before: int = 0) -> dict[int, int]:
    """The balance after each line that stands, by the line's number (逐笔余额); `before` the first of them."""
    total, found = before, {}
    for line in lines:
        if line.stands:
            total += line.amount
            found[line.number] = total
    return found


def posting_refusal(fund: Fund, wanted: Posting, *, vouchers: int, today: date) -> Refusal | None:
    """Why a line cannot be put down: its figures, its words, its voucher. The decision: `decision_refusal`."""
    least = 0 if wanted.kind is LineKind.OPENING else 1
    if not least <= wanted.amount <= MOST_CENTS:
        return Refusal(Reason.INVALID, {"what": "fund_amount"})
    if (refusal := day_refusal(fund, wanted.on, today)) is not None:
        return refusal
    if wanted.source not in SOURCES_OF[wanted.kind]:
        return Refusal(Reason.INVALID, {"what": "fund_source"})
    if wanted.deed_id is not None and all(one.id != wanted.deed_id for one in fund.contracts(wanted.source)):
        return Refusal(Reason.INVALID, {"what": "fund_contract"})
    if wanted.kind is LineKind.OPENING and fund.begun:
        return Refusal(Reason.ALREADY_DONE, {"what": "fund_opening"})
    if not vouchers and (wanted.kind is LineKind.OUT or wanted.source == LineSource.BROUGHT_IN):
        return Refusal(Reason.EMPTY, {"what": "fund_voucher"})
    return purpose_refusal(wanted.purpose) or payee_refusal(wanted.payee) or invoice_refusal(wanted.invoice)


def day_refusal(fund: Fund, on: date, today: date) -> Refusal | None:
    """Why nothing can be put down for a day: it is to come, or what it came to was told to everybody."""
    if on > today:
        return Refusal(Reason.INVALID, {"what": "fund_day"})
    if fund.closed_until is not None and on <= fund.closed_until:
        return Refusal(Reason.WRONG_STATE, {"what": "fund_closed", "until": fund.closed_until.isoformat()})
    return settled_refusal(fund, on)


def settled_refusal(fund: Fund, on: date) -> Refusal | None:
    """A published year, and those it opened with, stay as they were read: what was forgotten stands in days after."""
    last = max(fund.settled, default=0)
    return Refusal(Reason.WRONG_STATE, {"what": "fund_settled", "year": last}) if on.year <= last else None


def purpose_refusal(purpose: str) -> Refusal | None:
    """Why a line cannot say so what it is for."""
    if not purpose:
        return Refusal(Reason.EMPTY, {"what": "fund_purpose"})
    if len(purpose) > LONGEST_PURPOSE:
        return Refusal(Reason.TOO_LONG, {"what": "fund_purpose", "most": LONGEST_PURPOSE})
    return None


def payee_refusal(payee: str) -> Refusal | None:
    """Why a line cannot say so whom it went to."""
    fits = len(payee) <= LONGEST_PAYEE
    return None if fits else Refusal(Reason.TOO_LONG, {"what": "fund_payee", "most": LONGEST_PAYEE})


def invoice_refusal(invoice: str) -> Refusal | None:
    """Why a line cannot have this number of an invoice."""
    fits = len(invoice) <= LONGEST_INVOICE
    return None if fits else Refusal(Reason.TOO_LONG, {"what": "fund_invoice", "most": LONGEST_INVOICE})


DECIDED = (Stage.DOING, Stage.REPORTING, Stage.RATING, Stage.ARCHIVED)
"""Where a decision has been published for its whole time; an urgent repair comes here by its exception."""


def decides(fund: Fund, matter: Matter) -> bool:
    """Whether the owners decided so that this account's money may go out for it, or danger opens the fund."""
    asked = DECIDED_AS.get(fund.kind)
    danger = matter.procedure_name == URGENT.name and fund.kind is FundKind.MAINTENANCE
    return matter.stage in DECIDED and (asked in matter.touched or danger)


def decision_refusal(
    fund: Fund,
    wanted: Posting,
    matter: Matter | None,
    *,
    budget: int | None,
    spent: int,
    application: Application | None = None,
) -> Refusal | None:
    """Common money goes out by the owners' decision alone, within its budget and a tenth (民法典278、281、282).

    Both in 分: `budget`, None where the matter has none on record (an urgent repair's own accounts bound it then);
    `spent` already, from whichever account. `application`: of an urgent repair, the one to the fund.
    """
    if wanted.kind is not LineKind.OUT or fund.kind not in DECIDED_AS:
        return None
    if matter is None or not fund.place.covers(matter.place):
        return Refusal(Reason.EMPTY, {"what": "fund_matter"})
    if matter.stage not in DECIDED:
        return Refusal(Reason.WRONG_STATE, {"what": "fund_undecided", "title": matter.title})
    if not decides(fund, matter):
        return Refusal(Reason.WRONG_STATE, {"what": "fund_owners", "title": matter.title})
    missing = unapplied_refusal(matter, application) if fund.kind is FundKind.MAINTENANCE else None
    return missing or _budget_refusal(spent + wanted.amount, budget)


def _budget_refusal(spent: int, budget: int | None) -> Refusal | None:
    if budget is None or spent * 10 <= budget * 11:
        return None
    return Refusal(Reason.INVALID, {"what": "fund_budget", "spent": spent, "budget": budget})


def check_refusal(line: FundLine | None, actor: Actor) -> Refusal | None:
    """Why somebody cannot stand for a line as the second (复核): it waits, and is not their own."""
    refusal = decline_refusal(line)
    own = line is not None and line.posted_by == actor.person_id
    return refusal or (Refusal(Reason.NOT_PERMITTED, {"what": "fund_own_line"}) if own else None)


def decline_refusal(line: FundLine | None) -> Refusal | None:
    """Why a line cannot be sent back (退回), or taken back by whoever put it down: it waits no more."""
    if line is None:
        return Refusal(Reason.NOT_FOUND, {"what": "fund_line"})
    return None if line.waits else Refusal(Reason.ALREADY_DONE, {"what": "fund_check"})


def cover_refusal(fund: Fund, line: FundLine) -> Refusal | None:
    """No account pays out what it does not hold; what takes a mistake back is never held up."""
    if line.counters is not None or fund.balance + line.amount >= 0 or line.kind is not LineKind.OUT:
        return None
    return Refusal(Reason.WRONG_STATE, {"what": "fund_short", "balance": fund.balance, "cost": -line.amount})


def counter_refusal(fund: Fund, line: FundLine | None, why: str) -> Refusal | None:
    """Why a line cannot be taken back (冲正): only what stands, once, with a reason; nothing is ever struck out."""
    if line is None:
        return Refusal(Reason.NOT_FOUND, {"what": "fund_line"})
    if not line.stands or line.counters is not None:
        return Refusal(Reason.WRONG_STATE, {"what": "fund_counter"})
    if fund.countered(line):
        return Refusal(Reason.ALREADY_DONE, {"what": "fund_counter"})
    if not why:
        return Refusal(Reason.EMPTY, {"what": "fund_why"})
    if len(why) > LONGEST_PURPOSE:
        return Refusal(Reason.TOO_LONG, {"what": "fund_purpose", "most": LONGEST_PURPOSE})
    return None


def looks_into(fund: Fund, actor: Actor, *, keeps: bool) -> bool:
    """Whether somebody may look into vouchers (看凭证): who keeps the accounts, and owners (区分所有权解释第13条)."""
    inside = (role for role in actor.roles if role.place.compound_id == fund.place.compound_id)
    return keeps or any(role.kind is RoleKind.OWNER for role in inside)


def line_facts(line: FundLine) -> dict[str, Any]:
    """A line as the journal keeps it, without whom the money went to."""
    facts = {"number": line.number, "kind": line.kind.value, "amount": line.amount, "on": line.on.isoformat()}
    more = {"matter_id": line.matter_id, "counters": line.counters}
    return facts | {name: value for name, value in more.items() if value is not None}
