"""Services by the hour (计时服务): what is done how often, what was missed and is not paid, who says it was done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from domain.effects import Schedule
from domain.money import MOST_CENTS
from domain.outcomes import Reason, Refusal
from domain.permissions import Act, permit, places
from domain.registry import Actor, Place, RoleKind

LONGEST_NAME, LONGEST_STANDARD, LONGEST_WORDS = 20, 100, 200
MOST_MINUTES, MOST_TIMES, MOST_SERVICES = 12 * 60, 31, 20
ACCEPTED_BY = 2
"""Homes that say a month was done well, before it counts as accepted."""
MONTH, UNACCEPTED = "hourly.month", "hourly.unaccepted"
HOUR, PATIENCE = time(9), timedelta(days=7)
"""When it is asked how a month was, and after how long whoever keeps the accounts hears that nobody said."""
SAMPLE_AREA = 8000
"""0.01 ㎡ of the home by which a fee is told."""
HOME_KINDS = (RoleKind.OWNER, RoleKind.RESIDENT, RoleKind.TENANT)


@dataclass(frozen=True)
class HourlyService:
    """What is done by the hour (一项计时服务): how long each time, how often, to what standard, for how much."""

    id: int
    place: Place
    name: str
    standard: str
    minutes: int  # each time
    times: int  # a month
    rate: int  # 分 an hour
    asked_by: int | None
    asked_at: datetime
    confirmed_by: int | None = None
    confirmed_at: datetime | None = None
    since: str = ""  # 2026-12: its first whole month
    ended_at: datetime | None = None

    @property
    def subject(self) -> str:
        return f"hourly:{self.id}"

    @property
    def stands(self) -> bool:
        return self.confirmed_at is not None and self.ended_at is None

    @property
    def planned(self) -> int:
        """Minutes a month."""
        return self.minutes * self.times


@dataclass(frozen=True)
class HourlyVisit:
    """It was done once (一次签到), with its photo."""

    id: int
    service_id: int
    on: date
    minutes: int
    by: int | None
    at: datetime


@dataclass(frozen=True)
class HourlyWord:
    """What one resident says of a month (一个人的验收)."""

    person_id: int | None
    unit_id: int | None
    fine: bool
    words: str
    at: datetime

    @property
    def home(self) -> tuple[int | None, int | None]:
        """Whose word it is: a home's, or a person's whose door is not known."""
        return (self.unit_id, None) if self.unit_id is not None else (None, self.person_id)


@dataclass(frozen=True)
class HourlyMonth:
    """A month's sheet (一个月的单子): planned, done, missed and taken off, to be paid; frozen when it is accepted."""

    month: str
    planned: int  # minutes
    done: int
    rate: int  # 分 an hour
    accepted_at: datetime | None = None
    line_id: int | None = None  # of the account it is paid from
    line_number: int = 0
    paid: bool = False  # two people stand for that line

    @property
    def missed(self) -> int:
        return max(self.planned - self.done, 0)

    @property
    def fee(self) -> int:
        """分 if all had been done."""
        return cents(self.planned, self.rate)

    @property
    def deducted(self) -> int:
        """分 for what was missed."""
        return self.fee - self.pay

    @property
    def pay(self) -> int:
        """分: never more than was agreed."""
        return cents(min(self.done, self.planned), self.rate)


@dataclass(frozen=True)
class HourlyPage:
    """A service and one of its months as one person may read it (计时服务页)."""

    service: HourlyService
    month: HourlyMonth
    visits: tuple[HourlyVisit, ...]
    fine: int  # homes that say so
    doubts: tuple[str, ...]  # what those say who do not; for who keeps the accounts
    keeps: bool
    does: bool
    judges: bool
    earlier: str  # the month before, if it was kept then; else empty
    running: bool = False  # the month is not over: nothing of it is missed yet
    earlier_waits: bool = False  # for the reader's word on it
    not_today: Refusal | None = None  # why nobody signs in today


@dataclass(frozen=True)
class FeeChange:
    """Another fee is wanted (要改收费标准), in 分 a ㎡ and month; a matter decides it, never this."""

    id: int
    place: Place
    was: int
    wanted: int
    asked_by: int | None
    asked_at: datetime
    matter_id: int | None = None
    matter_number: int | None = None


def cents(minutes: int, rate: int) -> int:
    """分 for so many minutes, half a 分 counting as one."""
    return (minutes * rate + 30) // 60


def month_fee(rate: int, area: int) -> int:
    """分 a month of a home, at so many 分 a ㎡."""
    return (rate * area + 50) // 100


def more_by(was: int, wanted: int) -> int:
    """By how many tenths of a percent it is more (below zero: less), to the nearest one."""
    sign = 1 if wanted >= was else -1
    return sign * ((abs(wanted - was) * 10_000 // was + 5) // 10)


def month_of(day: date) -> str:
    """2026-12."""
    return f"{day.year}-{day.month:02d}"


def month_after(month: str) -> str:
    """2026-12 → 2027-01."""
    year, number = map(int, month.split("-"))
    return f"{year + number // 12}-{number % 12 + 1:02d}"


def month_before(month: str) -> str:
    """2027-01 → 2026-12."""
    year, number = map(int, month.split("-"))
    return f"{year - (number == 1)}-{(number - 2) % 12 + 1:02d}"


def asks_acceptance(service: HourlyService, month: str, zone: ZoneInfo) -> Schedule:
    """The morning after a month, when it is asked how it was done."""
    year, number = map(int, month_after(month).split("-"))
    return Schedule(MONTH, service.subject, datetime.combine(date(year, number, 1), HOUR, tzinfo=zone))


def asks_again(service: HourlyService, month: str, asked: datetime) -> Schedule:
    """A week later, where two homes have not said that it was done well: nobody is paid for it until then."""
    return Schedule(UNACCEPTED, f"{service.subject}:{month}", asked + PATIENCE)


def sheet(service: HourlyService, month: str, visits: Iterable[HourlyVisit]) -> HourlyMonth:
    """The month as it was done so far."""
    done = sum(visit.minutes for visit in visits if month_of(visit.on) == month)
    return HourlyMonth(month, service.planned, done, service.rate)


def fine_homes(words: Iterable[HourlyWord]) -> int:
    """How many homes say it was done well; two of one home are one."""
    return len({word.home for word in words if word.fine})


def service_refusal(existing: int, wanted: HourlyService) -> Refusal | None:
    """Why it cannot be put on the list."""
    if existing >= MOST_SERVICES:
        return Refusal(Reason.TOO_MANY, {"what": "hourly_services", "most": MOST_SERVICES})
    if not 1 <= wanted.minutes <= MOST_MINUTES:
        return Refusal(Reason.INVALID, {"what": "hourly_minutes", "most": MOST_MINUTES})
    if not 1 <= wanted.times <= MOST_TIMES:
        return Refusal(Reason.INVALID, {"what": "hourly_times", "most": MOST_TIMES})
    if not 1 <= wanted.rate <= MOST_CENTS:
        return Refusal(Reason.INVALID, {"what": "hourly_rate"})
    return name_refusal(wanted.name) or standard_refusal(wanted.standard)


def name_refusal(name: str) -> Refusal | None:
    """Why a service cannot be called so."""
    if not name:
        return Refusal(Reason.EMPTY, {"what": "hourly_name"})
    return Refusal(Reason.TOO_LONG, {"what": "hourly_name", "most": LONGEST_NAME}) if len(name) > LONGEST_NAME else None


def standard_refusal(standard: str) -> Refusal | None:
    """Why a standard cannot be written so."""
    if not standard:
        return Refusal(Reason.EMPTY, {"what": "hourly_standard"})
    if len(standard) > LONGEST_STANDARD:
        return Refusal(Reason.TOO_LONG, {"what": "hourly_standard", "most": LONGEST_STANDARD})
    return None


def confirm_refusal(service: HourlyService, actor: Actor) -> Refusal | None:
    """A second person looks, once, and never whoever asked."""
    if service.confirmed_at is not None:
        return Refusal(Reason.ALREADY_DONE, {"what": "hourly_confirmed"})
    return Refusal(Reason.NOT_PERMITTED, {"what": "hourly_own"}) if service.asked_by == actor.person_id else None


def doing_refusal(actor: Actor, service: HourlyService) -> Refusal | None:
    """Who may sign in for it: whoever serves any part of the compound (一个网格、一栋楼), for it is everybody's."""
    compound = service.place.compound_id
    served = next((one for one in places(actor, Act.DO_HOURS) if one.compound_id == compound), service.place)
    return permit(actor, Act.DO_HOURS, served)


def day_refusal(service: HourlyService, visits: Sequence[HourlyVisit], on: date) -> Refusal | None:
    """Why nobody signs in on this day (今天能不能签到): said before anybody takes a photo for nothing."""
    if service.ended_at is not None:
        return Refusal(Reason.ALREADY_DONE, {"what": "hourly_ended"})
    if service.confirmed_at is None or month_of(on) < service.since:
        return Refusal(Reason.WRONG_STATE, {"what": "hourly_not_yet"})
    done = any(visit.on == on for visit in visits)
    return Refusal(Reason.ALREADY_DONE, {"what": "hourly_visit"}) if done else None


def visit_refusal(
    service: HourlyService, visits: Sequence[HourlyVisit], on: date, minutes: int, *, photos: int
) -> Refusal | None:
    """Why it cannot be signed in: it is on the list by now, once a day, with a photo, never longer than agreed."""
    if (refusal := day_refusal(service, visits, on)) is not None:
        return refusal
    if not 1 <= minutes <= service.minutes:
        return Refusal(Reason.INVALID, {"what": "hourly_minutes", "most": service.minutes})
    return None if photos else Refusal(Reason.EMPTY, {"what": "hourly_photo"})


def home_of(actor: Actor, place: Place) -> Place | None:
    """Where somebody lives in the compound (住在这里); None: nowhere."""
    inside = (role.place for role in actor.roles if role.kind in HOME_KINDS)
    return next((one for one in inside if one.compound_id == place.compound_id), None)


def judge_refusal(
    service: HourlyService, month: HourlyMonth, visits: Iterable[HourlyVisit], actor: Actor, this_month: str
) -> Refusal | None:
    """Who may say how a month was done: who lives there, once it is over, and never whoever did it."""
    if home_of(actor, service.place) is None:
        return Refusal(Reason.NOT_YOURS, {"what": "hourly_home"})
    provides = any(role.kind is RoleKind.CONCERNED_UNIT for role in actor.roles)
    if provides or any(visit.by == actor.person_id and month_of(visit.on) == month.month for visit in visits):
        return Refusal(Reason.NOT_PERMITTED, {"what": "hourly_own_work"})
    if not service.since or not service.since <= month.month < this_month:
        return Refusal(Reason.WRONG_STATE, {"what": "hourly_month_open"})
    return Refusal(Reason.ALREADY_DONE, {"what": "hourly_accepted"}) if month.accepted_at is not None else None


def pay_refusal(month: HourlyMonth | None, amount: int) -> Refusal | None:
    """Why a line of an account cannot pay a month: one that was accepted, once, to the 分."""
    if month is None or month.accepted_at is None or not month.pay:
        return Refusal(Reason.WRONG_STATE, {"what": "hourly_unaccepted"})
    if month.line_id is not None:
        return Refusal(Reason.ALREADY_DONE, {"what": "hourly_paid"})
    return None if amount == month.pay else Refusal(Reason.INVALID, {"what": "hourly_pay", "cost": month.pay})


def word_refusal(words: str, *, fine: bool) -> Refusal | None:
    """Whoever says that it was not done well says what."""
    if not fine and not words:
        return Refusal(Reason.EMPTY, {"what": "hourly_words"})
    if len(words) > LONGEST_WORDS:
        return Refusal(Reason.TOO_LONG, {"what": "hourly_words", "most": LONGEST_WORDS})
    return None


def fee_refusal(was: int, wanted: int) -> Refusal | None:
    """Why a fee cannot be asked for."""
    if not (1 <= was <= MOST_CENTS and 1 <= wanted <= MOST_CENTS):
        return Refusal(Reason.INVALID, {"what": "hourly_rate"})
    return Refusal(Reason.INVALID, {"what": "hourly_same_fee"}) if was == wanted else None


def month_facts(month: HourlyMonth) -> dict[str, Any]:
    """A month as its journal and its notices keep it."""
    minutes = {"month": month.month, "planned": month.planned, "done": month.done, "missed": month.missed}
    return {**minutes, "fee": month.fee, "deducted": month.deducted, "pay": month.pay}
