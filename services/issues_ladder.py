"""The ladder (逐级督办): a late report is told to one level after another; somebody may hold it; who leads for what."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from domain.effects import Effect, Post, Record, Schedule, Unschedule
from domain.issues import Issue, clean, is_emergency, is_reportable, view_of
from domain.issues_deadlines import ClockKind
from domain.issues_ladder import LATE, TOP, Rung, hold_refusal, next_told
from domain.issues_utilities import LED, utility_of
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind, Urgency
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Organ, Place, RoleKind
from services.acts import act
from services.issues_clocks import clocks_of, days_of
from services.issues_notices import card_notices
from services.readers import STEWARDS, first_chats, open_chats, staff_chats
from storage.chats import Chat
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

UNKNOWN = Refusal(Reason.NOT_FOUND, {"what": "issue"})
LEAD = "issue_lead:{}:{}"
"""The installation's setting that says whom a compound calls about water, power or gas."""
LONGEST_LEAD = 60
TWO_COMMITTEES = (Organ.RESIDENTS, Organ.PARTY)
"""两委 of the community."""


async def ladder_effects(transaction: Transaction, issue: Issue) -> list[Effect]:
    """The row for when the next level hears of it; none while nobody waits."""
    days = await days_of(transaction, issue.place.compound_id, issue.changed_at)
    then = next_told(issue, await clocks_of(transaction, issue), days)
    return [Unschedule(LATE, issue.subject) if then is None else Schedule(LATE, issue.subject, then)]


@act
async def tell_late(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """晚了: the next level hears it, as it fell due; a level that was missed hears it all the same, once."""
    issue = await transaction.issues.lock(int(subject.rpartition(":")[2]))
    if issue is None:
        return Done({"level": 0})
    days = await days_of(transaction, issue.place.compound_id, issue.changed_at)
    then = next_told(issue, await clocks_of(transaction, issue), days)
    if then is None or then > at:
        effects: list[Effect] = [] if then is None else [Schedule(LATE, subject, then)]
        await apply(transaction, effects, at=at)
        return Done({"level": 0})
    climbed = await climb(transaction, issue, then)
    await apply(transaction, await level_effects(transaction, climbed, "late", at), at=at)
    return Done({"level": climbed.level})


async def climb(transaction: Transaction, issue: Issue, since: datetime) -> Issue:
    """One level up."""
    await transaction.issues.climb(issue.id, issue.level + 1, since)
    return replace(issue, level=issue.level + 1, level_at=since, keeper_id=None, keeper=None)


async def level_effects(transaction: Transaction, issue: Issue, cause: str, at: datetime) -> list[Effect]:
    """What follows when a level hears of it: on record, told, on the card, and when the next one would."""
    facts = await _late_facts(transaction, issue, cause, at)
    urgency = Urgency.URGENT if is_emergency(issue.text) else Urgency.ORDINARY
    key = f"{issue.subject}:level:{issue.level}"
    told = [
        Post(Notice(f"{key}:{chat.id}", chat.id, NoticeKind.POST, "issues.late", facts, urgency=urgency))
        for chat in await _level(transaction, issue, at)
    ]
    return [
        Record(issue.subject, "level", {"level": issue.level, "cause": cause}),
        *told,
        *await _reporter_hears(transaction, issue, facts, key),
        *await card_notices(transaction, issue, step=f"level-{issue.level}"),
        *await ladder_effects(transaction, issue),
    ]


async def _level(transaction: Transaction, issue: Issue, at: datetime) -> list[Chat]:
    """Who hears of it on its level; of a sealed report the one person it is for."""
    if issue.sealed_to is not None:
        return await open_chats(transaction, [issue.sealed_to])
    return await hearers(transaction, issue.place, Rung(issue.level), at)


async def _late_facts(transaction: Transaction, issue: Issue, cause: str, at: datetime) -> dict[str, Any]:
    clocks = await clocks_of(transaction, issue)
    missed = clocks.missed(at)
    return {
        "id": issue.id,
        "number": issue.called,
        "compound": issue.compound,
        "building": issue.spot_words,
        "text": issue.text,
        "level": issue.level,
        "cause": cause,
        "missed": None if missed is None else write_moment(missed),
        "answered": clocks.answer_by is None,
        "late": clocks.days_late(at, transaction.zone),
        "holder": issue.holder,
        "lead": await lead_of(transaction, issue),
    }


async def _reporter_hears(transaction: Transaction, issue: Issue, facts: dict[str, Any], key: str) -> list[Effect]:
    """At the last level the reporter is offered the words for 12345."""
    if issue.level < TOP or issue.reporter_id is None:
        return []
    whole = {name: facts[name] for name in ("id", "number", "late", "missed")}
    return [
        Post(Notice(f"{key}:reporter:{chat.id}", chat.id, NoticeKind.POST, "issues.late_reporter", whole))
        for chat in await open_chats(transaction, [issue.reporter_id])
    ]


async def hearers(transaction: Transaction, place: Place, rung: Rung, at: datetime) -> list[Chat]:
    """Who hears of it on a level; where nobody holds that office, whoever comes next after it."""
    if rung is Rung.GRID:
        return await first_chats(transaction, place, at, ((RoleKind.GRID_WORKER,), STEWARDS, (RoleKind.OPERATOR,)))
    if rung in (Rung.TWO_COMMITTEES, Rung.WHISTLE) and (found := await _community(transaction, place, at)):
        return found
    return await staff_chats(transaction, place, at)


async def _community(transaction: Transaction, place: Place, at: datetime) -> list[Chat]:
    holders = await transaction.registry.holders(place, (RoleKind.COMMITTEE,), at)
    return await open_chats(transaction, dict.fromkeys(row.person_id for row in holders if row.organ in TWO_COMMITTEES))


@act
async def hold_issue(transaction: Transaction, *, actor: Actor, issue_id: int, source: str, at: datetime) -> Outcome:
    """我来盯: the ladder waits three working days more, once on each level."""
    issue = await transaction.issues.lock(issue_id)
    if issue is None:
        return UNKNOWN
    if view_of(issue, actor, carded=False) is None:
        return UNKNOWN
    refusal = permit(actor, Act.HANDLE_ISSUE, issue.place)
    refusal = refusal or hold_refusal(issue, await clocks_of(transaction, issue), at)
    if refusal is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.issues.hold(issue.id, actor.person_id, at)
    held = await transaction.issues.find(issue.id)
    assert held is not None, "its row is there"
    days = await days_of(transaction, issue.place.compound_id, issue.changed_at)
    until = next_told(held, await clocks_of(transaction, held), days)
    record = Record(issue.subject, "held", {"by": actor.person_id, "level": issue.level})
    await apply(transaction, [record, *await ladder_effects(transaction, held)], at=at)
    return Done({"id": issue.id, "number": issue.called, "until": None if until is None else write_moment(until)})


# Whom the compound calls about water, power, gas


@act
async def set_lead(
    transaction: Transaction,
    *,
    actor: Actor,
    compound_id: int,
    kind: ClockKind,
    text: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """水、电、气各找谁: the unit and its telephone."""
    if (refusal := permit(actor, Act.SET_LEADS, Place(compound_id))) is not None:
        return refusal
    words = " ".join(clean(text).split())
    if kind not in LED or not is_reportable(words):
        return Refusal(Reason.EMPTY, {"what": "issue_lead"})
    if len(words) > LONGEST_LEAD:
        return Refusal(Reason.TOO_LONG, {"what": "issue_lead", "most": LONGEST_LEAD})
    await transaction.drafts.remove(draft_id)
    await transaction.registry.set(LEAD.format(compound_id, kind.value), words)
    body = {"kind": kind.value, "by": actor.person_id}
    await apply(transaction, [Record(f"compound:{compound_id}", "lead_set", body, {"lead": words})], at=at)
    return Done({"compound_id": compound_id, "kind": kind.value, "lead": words})


async def lead_of(transaction: Transaction, issue: Issue) -> str:
    """Whom to call about it, a danger too; empty where nobody is written down."""
    kind, compound = utility_of(issue.text, issue.category), issue.place.compound_id
    if compound is None or kind is None:
        return ""
    return await transaction.registry.setting(LEAD.format(compound, kind.value)) or ""


async def leads(database: Database, *, actor: Actor, compound_id: int) -> dict[ClockKind, str] | Refusal:
    """What is written down in a compound, for whoever may change it."""
    if (refusal := permit(actor, Act.SET_LEADS, Place(compound_id))) is not None:
        return refusal
    async with database.reading() as transaction:
        return {kind: await transaction.registry.setting(LEAD.format(compound_id, kind.value)) or "" for kind in LED}
