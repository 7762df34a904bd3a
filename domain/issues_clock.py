"""What falls due with the state of a report (报事的到期): the time to supply, to say whether it is fixed, to go on."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.effects import Effect, Schedule, Unschedule
from domain.issues import Issue
from domain.issues_life import ASKED_FOR, RATED_WITHIN, REMINDED_AFTER, State

LAPSE, REMIND, RESUME, UNACCEPTED = "issue.lapse", "issue.remind", "issue.resume", "issue.unaccepted"
KINDS = (LAPSE, REMIND, RESUME, UNACCEPTED)
"""Kinds of due rows (到期的种类)."""

ACCEPTED_WITHIN = timedelta(hours=24)
"""派单后多久要接: what nobody takes in that time hangs again (ours: no rule that binds a compound names a figure)."""

AT_NINE = time(9)
"""People are reminded in the morning."""


def falls_due(issue: Issue, zone: ZoneInfo) -> dict[str, datetime]:
    """What waits for a time as it stands, by kind."""
    since = issue.changed_at
    match issue.state:
        case State.ASKED:
            return {LAPSE: since + ASKED_FOR}
        case State.ASSIGNED:
            return {UNACCEPTED: since + ACCEPTED_WITHIN}
        case State.TO_RATE:
            return {LAPSE: since + RATED_WITHIN, REMIND: _morning(since, REMINDED_AFTER, zone)}
        case State.SUSPENDED if issue.until is not None:
            return {RESUME: issue.until}
    return {}


def _morning(since: datetime, after: timedelta, zone: ZoneInfo) -> datetime:
    return datetime.combine((since + after).astimezone(zone).date(), AT_NINE, tzinfo=zone)


def clock_effects(issue: Issue, zone: ZoneInfo) -> list[Effect]:
    """Rows for what waits now; what no longer waits is taken out."""
    waiting = falls_due(issue, zone)
    return [
        Schedule(kind, issue.subject, waiting[kind]) if kind in waiting else Unschedule(kind, issue.subject)
        for kind in KINDS
    ]
