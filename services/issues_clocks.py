"""Deadlines as the records have them (期限的来源): steps of reports, days of the place, what is promised there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.issues import Issue
from domain.issues_clock_kinds import clock_kind, promises
from domain.issues_deadlines import Course, Days, Deadlines, deadlines
from domain.vote_terms import years_around
from storage.transaction import Transaction
from storage.workdays import work_days


async def days_of(
    transaction: Transaction, compound_id: int | None, around: datetime, since: datetime | None = None
) -> Days:
    """The days of a compound, those before this moment and after it, and all `since` another."""
    profile = await transaction.profiles.of_compound(compound_id)
    years = years_around(around)
    first = years.start if since is None else min(since.year, years.start)
    whole = range(first - 1, years.stop)
    return Days(transaction.zone, work_days(profile.everyday.holidays.value, whole))


async def clocked(transaction: Transaction, found: Sequence[Issue]) -> list[Issue]:
    """These reports, each with its deadlines."""
    courses = await transaction.issues.courses([issue.id for issue in found])
    return [replace(issue, deadlines=await _counted(transaction, issue, courses[issue.id])) for issue in found]


async def _counted(transaction: Transaction, issue: Issue, course: Course) -> Deadlines:
    profile = await transaction.profiles.of_compound(issue.place.compound_id)
    since = course[0][2] if course else None  # it may have lain for years before it went on
    days = await days_of(transaction, issue.place.compound_id, issue.changed_at, since)
    return deadlines(clock_kind(issue.text, issue.category), course, days, promises(profile.reports))


async def clocks_of(transaction: Transaction, issue: Issue) -> Deadlines:
    """The deadlines of one."""
    (whole,) = await clocked(transaction, [issue])
    assert whole.deadlines is not None, "counted above"
    return whole.deadlines
