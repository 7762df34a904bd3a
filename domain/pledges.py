"""Putting money together (凑钱): what neighbours promise, and what came in, apart; a target, and if it is short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.effects import Schedule
from domain.issues_masking import mask, on_card, says_a_sum
from domain.money import MOST_CENTS
from domain.outcomes import Reason, Refusal
from domain.prepay import PrepayState
from domain.registry import Actor, Place, RoleKind

LONGEST_NAME, LONGEST_PURPOSE, MOST_DAYS, MOST_DRIVES = 20, 100, 90, 40
DAYS = (7, 30, 60)
END, RECOUNT = "pledge.end", "pledge.recount"
HOUR = time(20)
HOME_KINDS = (RoleKind.OWNER, RoleKind.RESIDENT, RoleKind.TENANT)


class Unmet(StrEnum):
    """What becomes of the money where the target is not reached (没凑够怎么办), said before anybody promises."""

    BACK = "back"  # 全部退回
    USE = "use"  # 有多少办多少


class DriveState(StrEnum):
    """How far it is (凑到哪一步)."""

    ASKED = "asked"  # 等另一位委员核对
    OPEN = "open"
    MET = "met"  # 凑够了
    SHORT = "short"  # 没凑够


class Given(StrEnum):
    """How far one's own share is (自己那一份到哪一步)."""

    PROMISED = "promised"  # 答应了
    UNDONE = "undone"  # 记过收到，后来不算了
    HANDED = "handed"  # 交了，等复核
    COUNTED = "counted"  # 两个人签了
    GOING = "going"  # 要退，等复核
    BACK = "back"  # 退了


@dataclass(frozen=True)
class Drive:
    """Money put together for one thing (一次凑钱), inside the community alone (慈善法第122条)."""

    id: int
    place: Place
    fund_id: int
    name: str
    purpose: str
    target: int  # 分
    ends_at: datetime
    unmet: Unmet
    asked_by: int | None
    asked_at: datetime
    confirmed_by: int | None = None
    state: DriveState = DriveState.ASKED

    @property
    def subject(self) -> str:
        return f"drive:{self.id}"

    @property
    def over(self) -> bool:
        """Whether it came to its end."""
        return self.state in (DriveState.MET, DriveState.SHORT)

    @property
    def gives_back(self) -> bool:
        """Whether what came in goes back."""
        return self.state is DriveState.SHORT and self.unmet is Unmet.BACK


@dataclass(frozen=True)
class Pledge:
    """What somebody promised (一份心意): known by its number alone, to the committee too."""

    id: int
    drive_id: int
    number: int
    person_id: int | None
    amount: int  # 分
    at: datetime
    withdrawn_at: datetime | None = None
    name: str = ""  # as its giver asked to be named; nothing unless they asked


@dataclass(frozen=True)
class PledgeReceipt:
    """Money that came in for a pledge, or went back (收到的一份); it stands as its line of the account does."""

    id: int
    pledge_id: int
    amount: int  # 分, below zero where it went back
    state: PrepayState


@dataclass(frozen=True)
class DriveFigures:
    """What was promised and what came in (答应的和收到的), never added up."""

    pledges: int
    pledged: int  # 分
    receipts: int
    received: int  # 分
    back: int  # 分 that went back
    waiting: int = 0  # receipts that no second person has looked at


@dataclass(frozen=True)
class DrivePage:
    """A drive as one person may read it (凑钱页)."""

    drive: Drive
    sums: DriveFigures
    mine: Pledge | None
    keeps: bool
    joins: bool
    given: Given = Given.PROMISED
    names: tuple[str, ...] = ()

    @property
    def may_be_named(self) -> bool:
        """Whether one's own money is there, and no name with it yet."""
        return (
            self.given is Given.COUNTED and not self.drive.gives_back and self.mine is not None and not self.mine.name
        )


def given(pledge: Pledge, receipts: Sequence[PledgeReceipt]) -> Given:
    """What became of this promise; what was sent back or taken back counts nowhere, but its giver heard of it."""
    own = {(one.amount > 0, one.state) for one in _of(pledge, receipts)}
    waits, stands = PrepayState.WAITS, PrepayState.STANDS
    steps = (((False, stands), Given.BACK), ((False, waits), Given.GOING), ((True, stands), Given.COUNTED))
    last = next((step for what, step in steps if what in own), None)
    if last is not None or (True, waits) in own:
        return last or Given.HANDED
    return Given.UNDONE if (True, PrepayState.GONE) in own else Given.PROMISED


def owed(drive: Drive, pledges: Sequence[Pledge], receipts: Sequence[PledgeReceipt]) -> list[Pledge]:
    """Those whose money goes back, once nothing waits that might be enough yet."""
    if not drive.gives_back or figures(pledges, receipts).waiting:
        return []
    return [one for one in pledges if given(one, receipts) is Given.COUNTED]


def names(drive: Drive, pledges: Sequence[Pledge], receipts: Sequence[PledgeReceipt]) -> tuple[str, ...]:
    """Those who asked to be named, while their money is there.

    By the names themselves: the account tells each receipt with its sum, and in their order would tell who gave what.
    """
    if drive.gives_back:
        return ()
    return tuple(sorted(one.name for one in pledges if one.name and given(one, receipts) is Given.COUNTED))


def standing(receipts: Sequence[PledgeReceipt], *states: PrepayState) -> int:
    """分 of these states, what went back taken off."""
    return sum(one.amount for one in receipts if one.state in states)


def figures(pledges: Sequence[Pledge], receipts: Sequence[PledgeReceipt]) -> DriveFigures:
    """The two sums of a drive."""
    kept = [one for one in pledges if one.withdrawn_at is None]
    stood = [one for one in receipts if one.state is PrepayState.STANDS]
    came = [one for one in stood if one.amount > 0]
    received = sum(one.amount for one in came)
    back = -sum(one.amount for one in stood if one.amount < 0)
    waiting = sum(one.amount > 0 and one.state is PrepayState.WAITS for one in receipts)
    return DriveFigures(len(kept), sum(one.amount for one in kept), len(came), received, back, waiting)


def ending(days: int, at: datetime, zone: ZoneInfo) -> datetime:
    """The evening of the last of so many days."""
    last: date = at.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(last, HOUR, tzinfo=zone)


def ends(drive: Drive) -> Schedule:
    """When it is over."""
    return Schedule(END, drive.subject, drive.ends_at)


def recount(drive_id: int, at: datetime) -> Schedule:
    """A receipt was signed for, sent back or taken back after the end: what came in is counted anew."""
    return Schedule(RECOUNT, f"drive:{drive_id}", at)


def outcome_of(drive: Drive, sums: DriveFigures) -> DriveState:
    """What came in counts, never what was promised.

    What was told as enough may have been spent since: nobody gets back what is not there any more (`less`).
    """
    told = drive.state is DriveState.MET and drive.unmet is Unmet.BACK
    return DriveState.MET if told or sums.received >= drive.target else DriveState.SHORT


def less(drive: Drive, sums: DriveFigures) -> bool:
    """Whether it was told as enough, and less stands of it since: what now is for the committee to say."""
    return drive.state is DriveState.MET and sums.received < drive.target


def lives_in(actor: Actor, place: Place) -> bool:
    """Whether somebody is registered at home there: nobody else is asked for money."""
    return any(role.kind in HOME_KINDS and role.place.compound_id == place.compound_id for role in actor.roles)


def drive_refusal(existing: int, name: str, purpose: str, target: int, days: int) -> Refusal | None:
    """Why it cannot begin."""
    if existing >= MOST_DRIVES:
        return Refusal(Reason.TOO_MANY, {"what": "pledge_drives", "most": MOST_DRIVES})
    if (refusal := name_refusal(name) or purpose_refusal(purpose)) is not None:
        return refusal
    if not 1 <= days <= MOST_DAYS:
        return Refusal(Reason.INVALID, {"what": "pledge_days", "most": MOST_DAYS})
    return None if 1 <= target <= MOST_CENTS else Refusal(Reason.INVALID, {"what": "pledge_amount"})


def name_refusal(name: str) -> Refusal | None:
    """Why it cannot be called so."""
    if not name:
        return Refusal(Reason.EMPTY, {"what": "pledge_name"})
    if len(name) > LONGEST_NAME:
        return Refusal(Reason.TOO_LONG, {"what": "pledge_name", "most": LONGEST_NAME})
    return _way_to_pay(name)


def purpose_refusal(purpose: str) -> Refusal | None:
    """Why it cannot be said so what the money is for."""
    if not purpose:
        return Refusal(Reason.EMPTY, {"what": "pledge_purpose"})
    if len(purpose) > LONGEST_PURPOSE:
        return Refusal(Reason.TOO_LONG, {"what": "pledge_purpose", "most": LONGEST_PURPOSE})
    return _way_to_pay(purpose)


def _way_to_pay(words: str) -> Refusal | None:
    """No link, account or telephone stands with it: what would be masked for the groups is not written at all."""
    return None if mask(words) == words else Refusal(Reason.INVALID, {"what": "pledge_link"})


def confirm_refusal(drive: Drive, actor: Actor) -> Refusal | None:
    """A second person looks, once, and never whoever asked."""
    if drive.state is not DriveState.ASKED:
        return Refusal(Reason.ALREADY_DONE, {"what": "pledge_confirmed"})
    return Refusal(Reason.NOT_PERMITTED, {"what": "pledge_own"}) if drive.asked_by == actor.person_id else None


def pledge_refusal(drive: Drive, actor: Actor, mine: Pledge | None, amount: int) -> Refusal | None:
    """Why somebody cannot promise: who lives there, once, while it runs."""
    if not lives_in(actor, drive.place):
        return Refusal(Reason.NOT_YOURS, {"what": "pledge_home"})
    if drive.state is not DriveState.OPEN:
        return Refusal(Reason.WRONG_STATE, {"what": "pledge_closed"})
    if mine is not None:
        return Refusal(Reason.ALREADY_DONE, {"what": "pledge"})
    return None if 1 <= amount <= MOST_CENTS else Refusal(Reason.INVALID, {"what": "pledge_amount"})


def withdraw_refusal(mine: Pledge | None, receipts: Sequence[PledgeReceipt]) -> Refusal | None:
    """A promise may be taken back until money came for it."""
    if mine is None:
        return Refusal(Reason.NOT_FOUND, {"what": "pledge"})
    came = standing(_of(mine, receipts), PrepayState.WAITS, PrepayState.STANDS)
    return Refusal(Reason.WRONG_STATE, {"what": "pledge_paid"}) if came else None


def named_refusal(drive: Drive, mine: Pledge | None, receipts: Sequence[PledgeReceipt], name: str) -> Refusal | None:
    """Why a giver is not named: their money is there, signed by two, and it is a name, without a sum or a door."""
    if mine is None:
        return Refusal(Reason.NOT_FOUND, {"what": "pledge"})
    if drive.gives_back or given(mine, receipts) is not Given.COUNTED:
        return Refusal(Reason.WRONG_STATE, {"what": "pledge_not_counted"})
    return own_name_refusal(name)


def own_name_refusal(name: str) -> Refusal | None:
    """Why somebody cannot be named so."""
    if not name:
        return Refusal(Reason.EMPTY, {"what": "pledge_own_name"})
    if len(name) > LONGEST_NAME:
        return Refusal(Reason.TOO_LONG, {"what": "pledge_name", "most": LONGEST_NAME})
    masked = on_card(name) != name or says_a_sum(name)
    return Refusal(Reason.INVALID, {"what": "pledge_own_name"}) if masked else None


def receive_refusal(drive: Drive, pledge: Pledge | None, receipts: Sequence[PledgeReceipt]) -> Refusal | None:
    """Why no money is taken for a pledge: it stands, once."""
    if pledge is None or pledge.withdrawn_at is not None:
        return Refusal(Reason.NOT_FOUND, {"what": "pledge_number"})
    if drive.state is not DriveState.OPEN:
        return Refusal(Reason.WRONG_STATE, {"what": "pledge_closed"})
    came = standing(_of(pledge, receipts), PrepayState.WAITS, PrepayState.STANDS)
    return Refusal(Reason.ALREADY_DONE, {"what": "pledge_paid"}) if came else None


def return_refusal(drive: Drive, pledge: Pledge | None, receipts: Sequence[PledgeReceipt]) -> Refusal | None:
    """Why nothing goes back: by the rule that was said before, and what came for this pledge."""
    if pledge is None:
        return Refusal(Reason.NOT_FOUND, {"what": "pledge_number"})
    if not drive.gives_back:
        return Refusal(Reason.WRONG_STATE, {"what": "pledge_no_return"})
    if any(one.amount > 0 and one.state is PrepayState.WAITS for one in receipts):
        return Refusal(Reason.WRONG_STATE, {"what": "pledge_waiting"})  # it may be enough yet
    own = _of(pledge, receipts)
    goes = sum(one.amount for one in own if one.state is PrepayState.WAITS and one.amount < 0)
    left = standing(own, PrepayState.STANDS) + goes
    return None if left > 0 else Refusal(Reason.ALREADY_DONE, {"what": "pledge_returned"})


def _of(pledge: Pledge, receipts: Sequence[PledgeReceipt]) -> list[PledgeReceipt]:
    return [one for one in receipts if one.pledge_id == pledge.id]
