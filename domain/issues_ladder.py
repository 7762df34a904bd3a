"""The ladder of a late report (逐级督办): who hears of it, one level after another, and who holds it.

Each level is told once, three working days after the one before; whoever says 我来盯 has three more. The whistle is a
level of it: the community is asked to call the units concerned to the place. The last one is a letter for 12345.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from enum import IntEnum

from domain.issues import Issue
from domain.issues_deadlines import Days, Deadlines
from domain.issues_life import ESCALATES_AT
from domain.outcomes import Reason, Refusal
from domain.periods import working_days

LATE = "issue.late"
"""Kind of the due row."""
LEVEL_DAYS = 3
"""Working days until the next level hears of it."""
SAID_AT = time(9)


class Rung(IntEnum):
    """Levels of the ladder (督办的级别)."""

    GRID = 1  # 网格员
    COMMITTEE = 2  # 自管会
    TWO_COMMITTEES = 3  # 社区两委
    WHISTLE = 4  # 吹哨
    LETTER = 5  # 12345


TOP = max(Rung)


def rests_until(since: datetime, days: Days) -> datetime:
    """The morning after three working days."""
    then = working_days(since.astimezone(days.zone).date(), LEVEL_DAYS, days.work_days).then
    return datetime.combine(then, SAID_AT, tzinfo=days.zone)


def next_told(issue: Issue, found: Deadlines, days: Days) -> datetime | None:
    """When the next level hears of it, should nothing be done; None: nobody waits, or everybody has heard.

    What fell due while the time stood is told as it runs on: one level then, not all those that were passed meanwhile.
    """
    first = found.first
    if first is None or issue.level >= TOP:
        return None
    moments = [first] if found.runs_since is None else [first, found.runs_since]
    return max(moments if issue.level_at is None else [*moments, rests_until(issue.level_at, days)])


def climbs(issue: Issue, reopened: int) -> bool:
    """Whether it goes one level up by itself: it was opened again so often after it had been closed."""
    return reopened > issue.reopened and reopened >= ESCALATES_AT and issue.level < TOP


def hold_refusal(issue: Issue, found: Deadlines, at: datetime) -> Refusal | None:
    """Why nobody can hold the ladder now: nothing is late, everybody has heard, or somebody does already."""
    if found.missed(at) is None or not 0 < issue.level < TOP:
        return Refusal(Reason.WRONG_STATE, {"what": "issue_in_time"})
    return Refusal(Reason.WRONG_STATE, {"what": "issue_held"}) if issue.keeper_id is not None else None


def letter_refusal(issue: Issue, found: Deadlines, at: datetime) -> Refusal | None:
    """Why there is no letter for 12345 yet: nothing is late, and not everybody has heard of it."""
    if found.missed(at) is not None:
        return None
    return Refusal(Reason.WRONG_STATE, {"what": "issue_letter"})


def late_first(found: Iterable[Issue], at: datetime) -> list[Issue]:
    """What is late first, what has been so longest before; the rest as it came."""
    missed = [(issue, issue.deadlines.missed(at) if issue.deadlines is not None else None) for issue in found]
    late = sorted(((when, issue) for issue, when in missed if when is not None), key=lambda one: one[0])
    return [issue for _, issue in late] + [issue for issue, when in missed if when is None]
