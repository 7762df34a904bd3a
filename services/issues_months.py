"""The month and the week in figures (月报、周报): for the committee on the 1st, a line for the group on Mondays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from domain.effects import Effect, Post, Record, Schedule
from domain.issues import Issue
from domain.issues_clock_kinds import clock_kind, promises
from domain.issues_deadlines import ANSWERING, Course, runs_out
from domain.issues_ratings import Satisfied
from domain.issues_statistics import Account, Figures, figures, figures_facts, month_of
from domain.notices import Notice, NoticeKind
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place
from services.acts import act
from services.issues_clocks import days_of
from services.issues_notices import groups_for
from services.readers import staff_chats
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

MONTH, WEEK = "issue.month", "issue.week"
"""Kinds of the due rows: one for each compound and month, and week; the subject names the day they begin."""
MONTH_AT, WEEK_AT = time(8, 0), time(9, 0)
STOPPED = "weekly_line_stopped:{}"
"""The installation's setting that a group does not want the line of the week."""
SEVEN = timedelta(days=7)


@dataclass(frozen=True)
class Month:
    """A compound's month (月报), beside the one before it."""

    compound_id: int
    compound: str
    first: date
    figures: Figures
    before: Figures
    rows: tuple[Account, ...]  # those that were closed in it, as they were counted


def period_effects(compound_id: int | None, at: datetime, transaction: Transaction) -> list[Effect]:
    """What falls due once something was reported: this month's figures and this week's line, however often asked."""
    if compound_id is None:
        return []
    today = at.astimezone(transaction.zone).date()
    monday = today - timedelta(days=today.weekday())
    return [_month_row(transaction, compound_id, today.replace(day=1)), _week_row(transaction, compound_id, monday)]


def _month_row(transaction: Transaction, compound_id: int, first: date) -> Schedule:
    due = datetime.combine(month_of(first, 1), MONTH_AT, tzinfo=transaction.zone)
    return Schedule(MONTH, f"compound:{compound_id}:{first.isoformat()}", due)


def _week_row(transaction: Transaction, compound_id: int, monday: date) -> Schedule:
    due = datetime.combine(monday + SEVEN, WEEK_AT, tzinfo=transaction.zone)
    return Schedule(WEEK, f"compound:{compound_id}:{monday.isoformat()}", due)


def _named(subject: str) -> tuple[int, date]:
    _, compound_id, first = subject.split(":")
    return int(compound_id), date.fromisoformat(first)


@act
async def tell_month(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """月报: ready for the committee, once for each compound; the next month's is put down."""
    compound_id, first = _named(subject)
    month = await _month(transaction, compound_id, first)
    chats = await staff_chats(transaction, Place(compound_id), at)
    facts = month_facts(month)
    posts = [
        Post(Notice(f"issue_month:{subject}:{chat.id}", chat.id, NoticeKind.POST, "issues.month", facts))
        for chat in chats
    ]
    await apply(transaction, [*posts, _month_row(transaction, compound_id, month_of(first, 1))], at=at)
    return Done({"told": len(posts)})


@act
async def tell_week(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """每周一条: what came, was done and is open; nothing where nothing happened."""
    compound_id, monday = _named(subject)
    since = _midnight(transaction, monday)
    until = _midnight(transaction, monday + SEVEN)
    found = figures(await accounts(transaction, [compound_id], since), since, until, transaction.zone)
    chats = [] if found.still else await groups_for(transaction, Place(compound_id))
    facts = {"compound_id": compound_id, "monday": monday.isoformat(), **figures_facts(found)}
    posts: list[Effect] = [
        Post(Notice(f"issue_week:{subject}:{chat.id}", chat.id, NoticeKind.POST, "issues.week", facts, public=True))
        for chat in chats
        if await transaction.registry.setting(STOPPED.format(chat.id)) is None
    ]
    again = [_week_row(transaction, compound_id, monday + SEVEN)] if found.open or not found.still else []
    await apply(transaction, [*posts, *again], at=at)
    return Done({"told": len(posts)})


@act
async def stop_week(
    transaction: Transaction, *, actor: Actor, chat_id: int, stop: bool, source: str, at: datetime
) -> Outcome:
    """不再每周发、再每周发: for those who may bind the group."""
    chat = await transaction.chats.find(chat_id)
    if chat is None or chat.place is None:
        return Refusal(Reason.NOT_FOUND, {"what": "group"})
    if (refusal := permit(actor, Act.BIND_GROUP, chat.place)) is not None:
        return refusal
    name = STOPPED.format(chat_id)
    await (transaction.registry.set(name, "1") if stop else transaction.registry.forget(name))
    body = {"chat": chat_id, "stopped": stop, "by": actor.person_id}
    await apply(transaction, [Record(f"compound:{chat.place.compound_id}", "weekly_line", body)], at=at)
    return Done({"stopped": stop})


async def month(database: Database, *, actor: Actor, compound_id: int, first: date) -> Month | Refusal:
    """月报 for those who handle the compound's reports."""
    if (refusal := permit(actor, Act.HANDLE_ISSUE, Place(compound_id))) is not None:
        return refusal
    async with database.reading() as transaction:
        if await transaction.registry.compound(compound_id) is None:
            return Refusal(Reason.NOT_FOUND, {"what": "compound"})
        return await _month(transaction, compound_id, first)


async def _month(transaction: Transaction, compound_id: int, first: date) -> Month:
    compound = await transaction.registry.compound(compound_id)
    assert compound is not None, "asked of one that is there"
    earlier, since, until = (_midnight(transaction, month_of(first, months)) for months in (-1, 0, 1))
    found = await accounts(transaction, [compound_id], earlier)
    now = figures(found, since, until, transaction.zone)
    before = figures(found, earlier, since, transaction.zone)
    counted = set(now.closed)
    rows = tuple(account.as_of(until) for account in found if account.number in counted)
    return Month(compound_id, compound.name, first, now, before, tuple(sorted(rows, key=lambda row: row.number)))


def month_facts(month: Month) -> dict[str, Any]:
    """The month as its notice keeps it."""
    return {
        "compound_id": month.compound_id,
        "compound": month.compound,
        "first": month.first.isoformat(),
        "now": figures_facts(month.figures),
        "before": figures_facts(month.before),
    }


def _midnight(transaction: Transaction, day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=transaction.zone)


async def accounts(transaction: Transaction, compound_ids: Sequence[int], since: datetime) -> list[Account]:
    """Every report of these compounds that was open at some moment since; a sealed one as a number alone."""
    found = [
        *await transaction.issues.open(compound_ids),
        *await transaction.issues.ended_since(compound_ids, since),
    ]
    courses = await transaction.issues.courses([issue.id for issue in found])
    said = await transaction.issue_ratings.counting(compound_ids)
    known = [issue for issue in found if courses[issue.id]]
    return [await _account(transaction, issue, courses[issue.id], said.get(issue.id, {})) for issue in known]


async def _account(
    transaction: Transaction, issue: Issue, course: Course, said: Mapping[datetime, Satisfied]
) -> Account:
    sealed = issue.sealed_to is not None
    return Account(
        issue.number,
        tuple(course),
        await _answer_by(transaction, issue, course),
        None if sealed else issue.category,
        None if sealed else issue.building,
        {moment: content is Satisfied.PLEASED for moment, content in said.items()},
    )


async def _answer_by(transaction: Transaction, issue: Issue, course: Course) -> datetime | None:
    """Until when it was to be answered, as that ran from the day it came until its first word."""
    answered = next((place for place, (step, _, _) in enumerate(course) if step in ANSWERING), len(course))
    profile = await transaction.profiles.of_compound(issue.place.compound_id)
    span = promises(profile.reports)[clock_kind(issue.text, issue.category)].answer
    days = await days_of(transaction, issue.place.compound_id, issue.reported_at)
    return runs_out(span, course[:answered], days)
