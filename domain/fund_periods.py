"""Closing of accounts (账期): two people close the days up to one, and two alone open them again, saying why.

Nothing goes onto a day before the last one that is closed: it would change what the closed days began with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from domain.effects import Schedule
from domain.fund_deeds import DeedKind
from domain.funds import LONGEST_PURPOSE, Fund, figures
from domain.outcomes import Reason, Refusal
from domain.registry import Actor

STATEMENT, CHASE = "fund.statement", "fund.chase"
"""Kinds of the due rows: a statement is drafted on the day after its last; who must sign is reminded once."""
DRAFTED_AT = time(9, 0)
CHASED_AFTER = timedelta(days=5)
DAY = timedelta(days=1)


class Span(StrEnum):
    """What is closed (结账的一段)."""

    MONTH = "month"  # 月结, whenever the committee wants
    STATEMENT = "statement"  # 对账单, on the date of the by-laws; it is told to everybody


class PeriodState(StrEnum):
    """How far the closing of some days is (结账到哪一步)."""

    DRAFTED = "drafted"  # 起草了
    SIGNED = "signed"  # 一个人签了
    CLOSED = "closed"  # 两个人签了
    OPENING = "opening"  # 一个人要打开
    OPENED = "opened"  # 打开了; closed anew as another


@dataclass(frozen=True)
class Period:
    """Days of an account that are closed, or are to be (一段账期)."""

    id: int
    fund_id: int
    span: Span
    since: date
    until: date
    drafted_at: datetime
    signed_by: int | None = None
    signed_at: datetime | None = None
    seen: Mapping[str, int] | None = None  # the figures whoever signed first had before them
    closed_by: int | None = None
    closed_at: datetime | None = None
    facts: Mapping[str, Any] | None = None  # the statement as it was closed, for good
    opening_by: int | None = None
    why: str = ""  # public: why it is to be opened again
    opened_by: int | None = None
    opened_at: datetime | None = None

    @property
    def state(self) -> PeriodState:
        """How far it is."""
        if self.closed_at is None:
            return PeriodState.DRAFTED if self.signed_at is None else PeriodState.SIGNED
        if self.opened_at is not None:
            return PeriodState.OPENED
        return PeriodState.CLOSED if self.opening_by is None else PeriodState.OPENING

    @property
    def holds(self) -> bool:
        """Whether its days take nothing more."""
        return self.state in (PeriodState.CLOSED, PeriodState.OPENING)

    @property
    def subject(self) -> str:
        return f"fund_period:{self.id}"

    def moved(self, fund: Fund) -> bool:
        """Whether the account is another than the one that somebody signed for."""
        if self.state is not PeriodState.SIGNED:
            return False
        now = seen_figures(fund, self.since, self.until)
        # a figure that was not kept yet when they signed has not moved
        return self.seen is None or any(now[name] != n for name, n in self.seen.items())


def closed_until(periods: Iterable[Period]) -> date | None:
    """结账到哪天: the last day that takes nothing more."""
    return max((one.until for one in periods if one.holds), default=None)


def stretch_of(day: date, months: int) -> tuple[date, date]:
    """The first and last day of the stretch a day lies in: so many months, counted from January."""
    first = day.year * 12 + (day.month - 1) // months * months
    return _first_of(first), _first_of(min(first + months, day.year * 12 + 12)) - DAY


def last_month(today: date) -> tuple[date, date]:
    """The first and last day of the month before."""
    until = today.replace(day=1) - DAY
    return until.replace(day=1), until


def _first_of(month: int) -> date:
    return date(month // 12, month % 12 + 1, 1)


def statement_due(fund_id: int, day: date, months: int, *, zone: ZoneInfo) -> Schedule:
    """When the statement of the stretch this day lies in is drafted; asking again moves nothing."""
    since, until = stretch_of(day, months)
    due = datetime.combine(until + DAY, DRAFTED_AT, tzinfo=zone)
    return Schedule(STATEMENT, f"fund:{fund_id}:{since.isoformat()}", due)


def seen_figures(fund: Fund, since: date, until: date) -> dict[str, int]:
    """What is signed for: the four sums, in 分, how many lines stand, and what two people stood for behind them."""
    sums = figures(fund.lines, since, until)
    rooms = {str(one.number) for one in fund.deeds if one.said.kind is DeedKind.ROOM}
    behind = [one for one in fund.deeds if one.said.kind is not DeedKind.ROOM]  # no statement has rooms,
    deeds = sum(one.agreed for one in behind if one.said.kind is not DeedKind.VOID or one.said.code not in rooms)
    standing = sum(line.stands and line.on <= until for line in fund.lines)
    return {
        "opening": sums.opening,
        "received": sums.received,
        "spent": sums.spent,
        "closing": sums.closing,
        "lines": standing,
        "deeds": deeds,
    }


def month_begun(periods: Iterable[Period], until: date) -> Period | None:
    """The month up to this day, if somebody began to sign for it and it is not closed yet."""
    months = (one for one in periods if one.span is Span.MONTH and one.closed_at is None)
    return next((one for one in months if one.until == until), None)


def sign_refusal(fund: Fund, periods: Iterable[Period], span: Span, until: date, today: date) -> Refusal | None:
    """Why nobody can sign for the days up to this one: not over, before the account, or a line waits for its second."""
    if until >= today:
        return Refusal(Reason.WRONG_STATE, {"what": "fund_period_running", "until": until.isoformat()})
    if _closed_already(periods, span, until):
        return Refusal(Reason.ALREADY_DONE, {"what": "fund_period"})
    if not any(line.on <= until for line in fund.lines):
        return Refusal(Reason.EMPTY, {"what": "fund_period", "until": until.isoformat()})
    waiting = sum(line.waits and line.on <= until for line in fund.lines)
    return Refusal(Reason.WRONG_STATE, {"what": "fund_period_waits", "n": waiting}) if waiting else None


def _closed_already(periods: Iterable[Period], span: Span, until: date) -> bool:
    """A month is where anything up to its end is; a statement where one of its days is, for it is told to everybody."""
    held = [one for one in periods if one.holds]
    if span is Span.MONTH:
        return any(one.until >= until for one in held)
    return any(one.span is span and one.until == until for one in held)


def close_refusal(fund: Fund, period: Period, actor: Actor) -> Refusal | None:
    """Why somebody cannot be the second to sign: it is not signed, by themselves, or the figures moved since."""
    if period.state is not PeriodState.SIGNED:
        return Refusal(Reason.WRONG_STATE, {"what": "fund_period_unsigned"})
    if period.signed_by == actor.person_id:
        return Refusal(Reason.NOT_PERMITTED, {"what": "fund_own_period"})
    if period.moved(fund):
        return Refusal(Reason.STALE, {"what": "fund_period"})
    return None


def opening_refusal(period: Period, periods: Iterable[Period], why: str) -> Refusal | None:
    """Why nobody can ask that days be opened again: they are not closed, later ones are, or there is no reason."""
    if period.state is not PeriodState.CLOSED:
        return Refusal(Reason.WRONG_STATE, {"what": "fund_period_open"})
    if (later := _still_held(period, periods)) is not None:
        return later
    if not why:
        return Refusal(Reason.EMPTY, {"what": "fund_why"})
    return (
        Refusal(Reason.TOO_LONG, {"what": "fund_purpose", "most": LONGEST_PURPOSE})
        if len(why) > LONGEST_PURPOSE
        else None
    )


def opened_refusal(period: Period, periods: Iterable[Period], actor: Actor) -> Refusal | None:
    """Why somebody cannot be the second to open days again."""
    if period.state is not PeriodState.OPENING:
        return Refusal(Reason.WRONG_STATE, {"what": "fund_period_open"})
    if period.opening_by == actor.person_id:
        return Refusal(Reason.NOT_PERMITTED, {"what": "fund_own_period"})
    return _still_held(period, periods)


def _still_held(period: Period, periods: Iterable[Period]) -> Refusal | None:
    """Its days would take nothing all the same: later ones are closed, or a statement that reaches as far is."""
    holding = [
        one.until
        for one in periods
        if one.holds and (one.until > period.until or (one.until == period.until and _over(one, period)))
    ]
    if not holding:
        return None
    return Refusal(Reason.WRONG_STATE, {"what": "fund_period_later", "until": max(holding).isoformat()})


def _over(one: Period, period: Period) -> bool:
    return one.span is Span.STATEMENT and period.span is Span.MONTH


def opened_with(period: Period, periods: Iterable[Period]) -> list[Period]:
    """The closed months inside a statement: they open with it, or its days would take nothing still."""
    return [
        one
        for one in periods
        if one.holds and _over(period, one) and period.since <= one.since and one.until <= period.until
    ]
