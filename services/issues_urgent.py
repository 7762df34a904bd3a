"""急事急办: declared for a reason, told at once, taken a level up when its hours are over, taken down by another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain import issues_urgent as effects
from domain.effects import Effect, Schedule
from domain.issues import Issue, View, clean, view_of
from domain.issues_ladder import TOP
from domain.issues_masking import strip
from domain.issues_urgent import (
    WITHIN,
    Criterion,
    Urgent,
    UrgentFigures,
    UrgentSeen,
    deadlines_of,
    declare_refusal,
    figures_of,
    lower_refusal,
    missed_by,
    next_due,
)
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor
from services.acts import act
from services.issues_ladder import climb, level_effects
from services.issues_notices import card_notices, is_carded, readers_of
from services.readers import open_chats
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

UNKNOWN = Refusal(Reason.NOT_FOUND, {"what": "issue"})
NO_CRITERION = Refusal(Reason.NOT_FOUND, {"what": "urgent_criterion"})


@act
async def declare_urgent(
    transaction: Transaction, *, actor: Actor, issue_id: int, criterion: str, source: str, at: datetime
) -> Outcome:
    """算急事: by whoever serves there, for one of the reasons; everybody who serves there hears at once."""
    issue = await _served(transaction, actor, issue_id)
    if isinstance(issue, Refusal):
        return issue
    if criterion not in set(Criterion):
        return NO_CRITERION
    assert actor.person_id is not None, "permitted above"
    earlier = await transaction.urgent_reports.of_issue(issue_id)
    if (refusal := declare_refusal(issue.state, earlier, actor.person_id)) is not None:
        return refusal
    reports = (await transaction.profiles.of_compound(issue.place.compound_id)).reports
    why = Criterion(criterion)
    until = deadlines_of(why, at, reports)
    number = await transaction.urgent_reports.declare(issue_id, why, until, by=actor.person_id, at=at)
    urgent = await _whole(transaction, number)
    await apply(
        transaction,
        [
            *effects.declared(urgent, issue.subject, actor.person_id),
            *await _news(transaction, urgent, issue, "declared", by=actor.person_id, at=at),
            *await card_notices(transaction, issue, step=f"urgent-{number}"),
        ],
        at=at,
    )
    return Done({"id": issue_id, "number": issue.called})


@act
async def lower_urgent(
    transaction: Transaction,
    *,
    actor: Actor,
    issue_id: int,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """不算急事: by another of those who serve there, with a reason everybody reads; the usual time holds."""
    issue = await _served(transaction, actor, issue_id)
    if isinstance(issue, Refusal):
        return issue
    assert actor.person_id is not None, "permitted above"
    urgent, words = await transaction.urgent_reports.last(issue_id), clean(words)
    refusal = lower_refusal(urgent, actor.person_id, words)
    if urgent is None or refusal is not None:
        return refusal or UNKNOWN
    person = await transaction.registry.person(actor.person_id)
    words = strip(words, "" if person is None else person.name)
    written = {"lowered_by": actor.person_id, "lowered_at": at, "reason": words}
    await transaction.urgent_reports.write(urgent.id, **written)
    await transaction.drafts.remove(draft_id)
    urgent = replace(urgent, lowered_at=at, reason=words)
    await apply(
        transaction,
        [
            *effects.lowered(urgent, issue.subject, actor.person_id, words),
            *await _news(transaction, urgent, issue, "lowered", by=actor.person_id, at=at),
            *await card_notices(transaction, issue, step=f"lowered-{urgent.id}"),
        ],
        at=at,
    )
    return Done({"id": issue_id, "number": issue.called})


@act
async def look_at_urgent(
    transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime
) -> Outcome:
    """到点看一眼: what was missed takes the report a level up at once, and stands on its card."""
    urgent = await transaction.urgent_reports.find(int(subject.rpartition(":")[2]))
    issue = None if urgent is None else await transaction.issues.lock(urgent.issue_id)
    if urgent is None or issue is None:
        return Done({"missed": None})
    course = (await transaction.issues.courses([issue.id]))[issue.id]
    missed = missed_by(urgent, course, due)
    then = next_due(urgent, due) if urgent.stands else None
    rows: list[Effect] = [] if then is None else [Schedule(effects.DUE, subject, then)]
    await apply(transaction, rows, at=at)
    if missed is None:
        return Done({"missed": None})
    urgent = replace(urgent, missed=(*urgent.missed, missed))
    await transaction.urgent_reports.write(urgent.id, missed=[one.value for one in urgent.missed])
    news = await _news(transaction, urgent, issue, f"missed_{missed.value}", by=None, at=at)
    if issue.level < TOP:
        issue = await climb(transaction, issue, due)
        news += await level_effects(transaction, issue, "urgent", at)
    else:
        news += await card_notices(transaction, issue, step=f"missed-{urgent.id}-{missed.value}")
    await apply(transaction, news, at=at)
    return Done({"missed": missed.value})


async def _served(transaction: Transaction, actor: Actor, issue_id: int) -> Issue | Refusal:
    """The report, its row ours, for whoever serves where it is."""
    issue = await transaction.issues.lock(issue_id)
    if issue is None or view_of(issue, actor, carded=await is_carded(transaction, issue)) is None:
        return UNKNOWN
    return permit(actor, Act.HANDLE_ISSUE, issue.place) or issue


async def _whole(transaction: Transaction, number: int) -> Urgent:
    urgent = await transaction.urgent_reports.find(number)
    assert urgent is not None, "its row is there"
    return urgent


async def _news(
    transaction: Transaction, urgent: Urgent, issue: Issue, event: str, *, by: int | None, at: datetime
) -> list[Effect]:
    """Those who serve there hear, and whoever reported it; not whoever does it."""
    about = {"id": issue.id, "number": issue.called, "compound": issue.compound, "building": issue.spot_words}
    reporter = issue.reporter_id
    mine = [] if reporter is None or reporter == by else await open_chats(transaction, [reporter])
    others = [chat.id for chat in await readers_of(transaction, issue, at) if chat.person_id not in (by, reporter)]
    told = effects.told(urgent, about, event, others)
    return told + effects.told(urgent, about, f"{event}_mine", [chat.id for chat in mine])


async def urgent_of(transaction: Transaction, issue: Issue, view: View, actor: Actor) -> UrgentSeen:
    """Whether it cannot wait, and what this reader may say to that."""
    found = await transaction.urgent_reports.of_issue(issue.id)
    last = found[-1] if found else None
    if view is not View.STAFF or actor.person_id is None or permit(actor, Act.HANDLE_ISSUE, issue.place) is not None:
        return UrgentSeen(last)
    declares = declare_refusal(issue.state, found, actor.person_id) is None
    return UrgentSeen(last, declares, lower_refusal(last, actor.person_id, "—") is None)


async def urgent_list(
    database: Database, *, actor: Actor, at: datetime
) -> tuple[list[tuple[Issue, Urgent]], UrgentFigures]:
    """急事 where somebody lives or serves: what is not done yet, the earliest first; the figures of 90 days."""
    compounds = list(actor.compounds)
    async with database.reading() as transaction:
        found = await transaction.urgent_reports.since(compounds, at - WITHIN) if compounds else []
        courses = await transaction.issues.courses([one.issue_id for one in found])
        several = {one.id: one for one in await transaction.issues.several([one.issue_id for one in found])}
        public = [one for one in found if several[one.issue_id].sealed_to is None]
        counted = figures_of([(one, courses[one.issue_id]) for one in public])
        standing = [one for one in found if one.stands and effects.done_at(courses[one.issue_id]) is None]
        seen = await _seen(transaction, actor, [(several[one.issue_id], one) for one in standing])
    return sorted(seen, key=lambda one: (one[1].done_by, one[0].id)), counted


async def _seen(
    transaction: Transaction, actor: Actor, pairs: Sequence[tuple[Issue, Urgent]]
) -> list[tuple[Issue, Urgent]]:
    return [
        (issue, one)
        for issue, one in pairs
        if view_of(issue, actor, carded=await is_carded(transaction, issue)) is not None
    ]
