"""Fees paid ahead (预交): what each home is asked, what came in, what a building spent of its own, what is left."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.funds import Fund
from domain.money import MOST_CENTS
from domain.outcomes import Reason, Refusal
from domain.registry import Actor, Place
from domain.units import DwellingUnit

LONGEST_NAME, LONGEST_WORDS, MOST_MONTHS, MOST_ROUNDS = 30, 100, 36, 40
FEWEST_HOMES = 10
"""From so many homes on it is told how many paid: among fewer, who has not could be named."""


class PrepayBasis(StrEnum):
    """What a fee is counted by (按什么收)."""

    AREA = "area"  # 每平方米每月
    HOME = "home"  # 每户每月


class PrepayKind(StrEnum):
    """What a line of a building's ledger is (哪一种)."""

    RECEIVED = "received"  # 收的
    COST = "cost"  # 花的
    REFUNDED = "refunded"  # 退的
    CARRIED = "carried"  # 转下期、上期转来


class PrepayState(StrEnum):
    """How far a line is (到哪一步); all but what was carried goes by its line of the account."""

    HELD = "held"  # 在收款人手里
    WAITS = "waits"  # 待复核
    STANDS = "stands"  # 两个人签了
    GONE = "gone"  # 收错了、退回了、冲正了


@dataclass(frozen=True)
class PrepayRound:
    """A stretch of months that homes pay ahead for (一期预交), once a second person has looked."""

    id: int
    place: Place
    fund_id: int
    name: str
    basis: PrepayBasis
    rate: int  # 分 a month: of a ㎡, or of a home
    months: int
    asked_by: int | None
    asked_at: datetime
    confirmed_by: int | None = None
    confirmed_at: datetime | None = None

    @property
    def subject(self) -> str:
        """What its journal is kept under."""
        return f"prepay:{self.id}"

    @property
    def open(self) -> bool:
        return self.confirmed_at is not None

    def due(self, area: int | None) -> int | None:
        """分 of a home with this area (0.01 ㎡), half a 分 counting as one; None where its area must be known first."""
        if self.basis is PrepayBasis.HOME:
            return self.rate * self.months
        return None if area is None else (self.rate * self.months * area + 50) // 100


@dataclass(frozen=True)
class PrepayLine:
    """One line of a building's ledger (一笔预交). What went away is below zero."""

    id: int
    building_id: int
    kind: PrepayKind
    amount: int  # 分
    by: int | None
    at: datetime
    state: PrepayState
    unit_id: int | None = None
    words: str = ""


@dataclass(frozen=True)
class PrepaySettlement:
    """A building's ledger brought to an end (一栋楼的结算): what is left goes to the next round, home by home."""

    id: int
    round_id: int
    building_id: int
    next_id: int
    surplus: int
    homes: int  # as it stood when it was confirmed
    paid: int
    asked_by: int | None
    asked_at: datetime
    confirmed_by: int | None = None
    confirmed_at: datetime | None = None


@dataclass(frozen=True)
class PrepayFigures:
    """A ledger in sums (预交的账), in 分: `received + carried - spent - refunded == balance`."""

    homes: int
    paid: int  # homes that paid all they are asked
    received: int = 0
    carried: int = 0
    spent: int = 0
    refunded: int = 0
    held: int = 0  # what receivers have not handed in yet
    waiting: int = 0  # lines that wait for a second person

    @property
    def balance(self) -> int:
        return self.received + self.carried - self.spent - self.refunded

    @property
    def share(self) -> int:
        """How many of the homes paid, in hundredths of a percent and rounded down: 100 % are all, and nothing else."""
        return self.paid * 10_000 // self.homes if self.homes else 0

    @property
    def few(self) -> bool:
        """Too few homes to tell how many of them paid."""
        return 0 < self.homes < FEWEST_HOMES

    def __add__(self, other: PrepayFigures) -> PrepayFigures:
        return PrepayFigures(
            self.homes + other.homes,
            self.paid + other.paid,
            self.received + other.received,
            self.carried + other.carried,
            self.spent + other.spent,
            self.refunded + other.refunded,
            self.held + other.held,
            self.waiting + other.waiting,
        )


NOTHING = PrepayFigures(0, 0)


def asked_homes(units: Iterable[DwellingUnit]) -> list[DwellingUnit]:
    """The homes that are asked: those that are lived in."""
    return [unit for unit in units if unit.kind.lived_in]


def paid_in(lines: Iterable[PrepayLine], *states: PrepayState) -> dict[int, int]:
    """分 that each home paid, with what was carried over to here for it."""
    found: dict[int, int] = {}
    for line in lines:
        if line.unit_id is not None and line.state in states and line.amount > 0:
            found[line.unit_id] = found.get(line.unit_id, 0) + line.amount
    return found


STOOD = (PrepayState.STANDS,)
TAKEN = (PrepayState.HELD, PrepayState.WAITS, PrepayState.STANDS)


def sums_of(asked: PrepayRound, homes: Sequence[DwellingUnit], lines: Sequence[PrepayLine]) -> PrepayFigures:
    """The sums of one building, or of several at once: counts of homes, never which."""
    paid = paid_in(lines, *STOOD)
    due = {home.id: asked.due(home.area) for home in homes}
    whole = sum(1 for home, sum_ in due.items() if sum_ is not None and paid.get(home, 0) >= sum_)
    stood = {kind: _total(lines, kind) for kind in PrepayKind}
    return PrepayFigures(
        homes=len(homes),
        paid=whole,
        received=stood[PrepayKind.RECEIVED],
        carried=stood[PrepayKind.CARRIED],
        spent=-stood[PrepayKind.COST],
        refunded=-stood[PrepayKind.REFUNDED],
        held=sum(line.amount for line in lines if line.state is PrepayState.HELD),
        waiting=sum(1 for line in lines if line.state is PrepayState.WAITS),
    )


def _total(lines: Iterable[PrepayLine], kind: PrepayKind) -> int:
    return sum(line.amount for line in lines if line.kind is kind and line.state is PrepayState.STANDS)


def free(lines: Iterable[PrepayLine]) -> int:
    """分 a building may still spend of its own: what stands, less what is about to go out."""
    return sum(
        line.amount
        for line in lines
        if line.state is PrepayState.STANDS or (line.state is PrepayState.WAITS and line.amount < 0)
    )


def of_no_building(fund: Fund, buildings: Collection[int], apart: int | None = None) -> int:
    """分 of an account that are no building's (不属于哪栋楼的钱): what it began with, what came in beside the ledgers.

    `buildings` are the lines that are on a ledger; what is about to go out is gone, but for the line `apart`.
    """
    theirs = {line.number for line in fund.lines if line.id in buildings}
    others = (line for line in fund.lines if line.id != apart and not {line.number, line.counters} & theirs)
    return sum(line.amount for line in others if line.stands or (line.waits and line.amount < 0))


def shares(weights: Mapping[int, int], whole: int) -> dict[int, int]:
    """A sum parted by what each paid, to the last 分: what does not part evenly goes where most was cut off."""
    total = sum(weights.values())
    if not total or whole <= 0:
        return {}
    parts = {home: divmod(weight * whole, total) for home, weight in weights.items()}
    left = whole - sum(part for part, _ in parts.values())
    first = sorted(parts, key=lambda home: (-parts[home][1], home))[:left]
    return {home: part + (home in first) for home, (part, _) in parts.items() if part + (home in first)}


def unspent(lines: Sequence[PrepayLine]) -> dict[int, int]:
    """分 that would go back to each home today (没花完的); what was refunded once is not parted again."""
    gone = {line.unit_id for line in lines if line.kind is PrepayKind.REFUNDED and line.state in TAKEN}
    weights = {home: paid for home, paid in paid_in(lines, *STOOD).items() if home not in gone}
    return shares(weights, free(lines))


def round_refusal(existing: int, name: str, rate: int, months: int) -> Refusal | None:
    """Why no round can begin."""
    if existing >= MOST_ROUNDS:
        return Refusal(Reason.TOO_MANY, {"what": "prepay_rounds", "most": MOST_ROUNDS})
    if (refusal := name_refusal(name)) is not None:
        return refusal
    if not 1 <= months <= MOST_MONTHS:
        return Refusal(Reason.INVALID, {"what": "prepay_months", "most": MOST_MONTHS})
    return None if 1 <= rate <= MOST_CENTS else Refusal(Reason.INVALID, {"what": "prepay_amount"})


def name_refusal(name: str) -> Refusal | None:
    """Why a round cannot be called so."""
    if not name:
        return Refusal(Reason.EMPTY, {"what": "prepay_name"})
    return Refusal(Reason.TOO_LONG, {"what": "prepay_name", "most": LONGEST_NAME}) if len(name) > LONGEST_NAME else None


def second_refusal(asked: PrepayRound | PrepaySettlement, actor: Actor) -> Refusal | None:
    """Who asked cannot be the second; what is confirmed is not confirmed again."""
    if asked.confirmed_at is not None:
        return Refusal(Reason.ALREADY_DONE, {"what": "prepay_confirmed"})
    if asked.asked_by == actor.person_id:
        return Refusal(Reason.NOT_PERMITTED, {"what": "prepay_own"})
    return None


def open_refusal(asked: PrepayRound, settled: PrepaySettlement | None) -> Refusal | None:
    """Nothing is put down before a round is confirmed, nor once a building is being settled."""
    if not asked.open:
        return Refusal(Reason.WRONG_STATE, {"what": "prepay_unconfirmed"})
    return None if settled is None else Refusal(Reason.WRONG_STATE, {"what": "prepay_settled"})


def receive_refusal(
    asked: PrepayRound, home: DwellingUnit, lines: Sequence[PrepayLine], amount: int, left: int | None = None
) -> Refusal | None:
    """Why this cannot be taken from a home: never more than it is asked, nor once more by a second tap.

    `left`: what it still had to pay when the button was drawn.
    """
    due = asked.due(home.area)
    if not home.kind.lived_in or due is None:
        return Refusal(Reason.WRONG_STATE, {"what": "prepay_area", "door": home.name})
    if any(line.unit_id == home.id and line.kind is PrepayKind.REFUNDED and line.state in TAKEN for line in lines):
        return Refusal(Reason.WRONG_STATE, {"what": "prepay_refunded"})
    paid = paid_in(lines, *TAKEN).get(home.id, 0)
    if paid >= due:
        return Refusal(Reason.ALREADY_DONE, {"what": "prepay_paid"})
    if not 1 <= amount <= due - paid:
        return Refusal(Reason.INVALID, {"what": "prepay_more", "cost": due - paid})
    moved = left is not None and left != due - paid
    return Refusal(Reason.ALREADY_DONE, {"what": "prepay_taken", "cost": due - paid}) if moved else None


def held_by(lines: Iterable[PrepayLine], building_id: int, person_id: int | None) -> list[PrepayLine]:
    """What one took in a building and has not handed in."""
    mine = (building_id, person_id, PrepayState.HELD)
    return [line for line in lines if (line.building_id, line.by, line.state) == mine and person_id is not None]


def void_refusal(line: PrepayLine | None, actor: Actor) -> Refusal | None:
    """收错了: by whoever took it, while they have it."""
    if line is None or line.kind is not PrepayKind.RECEIVED:
        return Refusal(Reason.NOT_FOUND, {"what": "prepay_line"})
    if line.by != actor.person_id:
        return Refusal(Reason.NOT_YOURS, {"what": "prepay_line"})
    if line.state is PrepayState.GONE:
        return Refusal(Reason.ALREADY_DONE, {"what": "prepay_void"})
    return None if line.state is PrepayState.HELD else Refusal(Reason.WRONG_STATE, {"what": "prepay_handed"})


def cost_refusal(lines: Sequence[PrepayLine], amount: int, words: str, *, vouchers: int) -> Refusal | None:
    """Why a building cannot pay this: it pays of its own, with a voucher."""
    if not 1 <= amount <= MOST_CENTS:
        return Refusal(Reason.INVALID, {"what": "prepay_amount"})
    if (refusal := words_refusal(words)) is not None:
        return refusal
    if not vouchers:
        return Refusal(Reason.EMPTY, {"what": "prepay_voucher"})
    if amount > (left := free(lines)):
        return Refusal(Reason.WRONG_STATE, {"what": "prepay_short", "balance": max(left, 0), "cost": amount})
    return None


def words_refusal(words: str) -> Refusal | None:
    """Why it cannot be said so what a building paid for."""
    if not words:
        return Refusal(Reason.EMPTY, {"what": "prepay_words"})
    if len(words) > LONGEST_WORDS:
        return Refusal(Reason.TOO_LONG, {"what": "prepay_words", "most": LONGEST_WORDS})
    return None


def refund_refusal(lines: Iterable[PrepayLine], unit_id: int) -> Refusal | None:
    """Nothing goes back to a home while some of its money is not signed for: that part would be left to neighbours."""
    for line in lines:
        if line.unit_id == unit_id and line.amount > 0 and line.state in (PrepayState.HELD, PrepayState.WAITS):
            return Refusal(Reason.WRONG_STATE, {"what": "prepay_home_waiting"})
    return None


def next_round(asked: PrepayRound, rounds: Iterable[PrepayRound], settled: Collection[int]) -> PrepayRound | None:
    """The nearest later round what is left can go to; the building is `settled` in some, or about to be."""
    fits = [one for one in rounds if _follows(asked, one) and one.id not in settled]
    return min(fits, key=lambda one: one.id, default=None)


def _follows(asked: PrepayRound, one: PrepayRound) -> bool:
    return one.open and one.id > asked.id and (one.place, one.fund_id) == (asked.place, asked.fund_id)


def settle_refusal(
    asked: PrepayRound, following: PrepayRound | None, lines: Sequence[PrepayLine], settled: Collection[int]
) -> Refusal | None:
    """Why a building cannot be settled: all money is handed in and signed for, and there is a round to carry it to."""
    if any(line.state in (PrepayState.HELD, PrepayState.WAITS) for line in lines):
        return Refusal(Reason.WRONG_STATE, {"what": "prepay_waiting"})
    if free(lines) < 0:  # something that was spent turned out not to have come in
        return Refusal(Reason.WRONG_STATE, {"what": "prepay_below"})
    return carry_refusal(asked, following, settled)


def carry_refusal(asked: PrepayRound, following: PrepayRound | None, settled: Collection[int]) -> Refusal | None:
    """What is left must not come to lie where the building's ledger is closed already."""
    if following is None or next_round(asked, [following], settled) is None:
        return Refusal(Reason.EMPTY, {"what": "prepay_next"})
    return None
