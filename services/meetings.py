"""定期议事: a meeting comes back every month; topics are filed and end with a reason; promises come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from domain.checklists import late_items
from domain.deliberation.answers import Verdict
from domain.effects import Record
from domain.issues import Issue, clean, view_of
from domain.meetings import (
    CLOSES_BEFORE,
    MOST_NAMED,
    NOTICE,
    Agenda,
    Meeting,
    MeetingKind,
    action_refusal,
    agenda,
    announcing,
    called,
    hold_refusal,
    meeting_refusal,
    told,
    topic_refusal,
    verdict_refusal,
    words_refusal,
)
from domain.moments import write_moment
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place
from services.acts import act
from services.issues_notices import is_carded, with_kinds
from services.readers import open_groups
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

NO_MEETING = Refusal(Reason.NOT_FOUND, {"what": "meeting"})
NOT_HERE = Refusal(Reason.NOT_YOURS, {"what": "meeting"})
ACTION_DONE = Refusal(Reason.ALREADY_DONE, {"what": "meeting_action"})
LISTS = 50
LOOKED = 20
"""Open reports looked through for those a reader may see."""
LONGEST_DONE = 300


@act
async def call_meeting(
    transaction: Transaction,
    *,
    actor: Actor,
    place: Place,
    kind: MeetingKind,
    spot: str,
    first_at: datetime,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """定下来每月议事: where, and the first day."""
    spot = " ".join(clean(spot).split())
    if (refusal := permit(actor, Act.HOLD_MEETING, place) or meeting_refusal(spot, first_at, kind, at)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    by, closes = actor.person_id, CLOSES_BEFORE[kind]
    number = await transaction.meetings.call(place, kind, spot, first_at=first_at, closes=closes, by=by, at=at)
    await transaction.drafts.remove(draft_id)
    await apply(transaction, called(await _whole(transaction, number), by, transaction.zone), at=at)
    return Done({"meeting_id": number})


@act
async def file_topic(
    transaction: Transaction,
    *,
    actor: Actor,
    meeting_id: int,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """提议题: by anybody who lives or serves there; what is late goes to the next day."""
    meeting = await transaction.meetings.lock(meeting_id)
    if meeting is None:
        return NO_MEETING
    words, day = clean(words), meeting.day_for(at, transaction.zone)
    refusal = None if _here(actor, meeting.place) else NOT_HERE
    if (refusal := refusal or topic_refusal(meeting, day, words)) is not None:
        return refusal
    assert actor.person_id is not None, "lives there"
    number = await transaction.meetings.file(meeting_id, day, words, by=actor.person_id, at=at)
    await transaction.drafts.remove(draft_id)
    await apply(transaction, [Record(meeting.subject, "topic_filed", {"topic": number, "day": day})], at=at)
    meets_at = write_moment(meeting.meets_at(day, transaction.zone))
    return Done({"meeting_id": meeting_id, "day": day, "late": day > meeting.next_day, "meets_at": meets_at})


@act
async def decide_topic(
    transaction: Transaction,
    *,
    actor: Actor,
    topic_id: int,
    verdict: Verdict,
    reason: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """采纳、部分采纳、不采纳, with a reason."""
    meeting = await _held(transaction, actor, await transaction.meetings.meeting_of_topic(topic_id))
    if isinstance(meeting, Refusal):
        return meeting
    reason = clean(reason)
    if (refusal := verdict_refusal(meeting.topic(topic_id), reason)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.meetings.decide(topic_id, verdict, reason, by=actor.person_id)
    await transaction.drafts.remove(draft_id)
    body = {"topic": topic_id, "verdict": verdict.value, "by": actor.person_id}
    await apply(transaction, [Record(meeting.subject, "topic_decided", body, {"reason": reason})], at=at)
    return Done({"meeting_id": meeting.id})


@act
async def add_action(
    transaction: Transaction,
    *,
    actor: Actor,
    meeting_id: int,
    words: str,
    holder: str,
    days: int,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """记一件要办的事: what, who, by when."""
    meeting = await _held(transaction, actor, meeting_id)
    if isinstance(meeting, Refusal):
        return meeting
    words, holder = clean(words), " ".join(clean(holder).split())
    if (refusal := action_refusal(words, holder, days)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    until = (at + timedelta(days=days)).astimezone(transaction.zone).date()
    promise, day = transaction.meetings.promise, meeting.next_day
    number = await promise(meeting_id, day, words, holder, finish_on=until, by=actor.person_id)
    await transaction.drafts.remove(draft_id)
    body = {"action": number, "day": day, "holder": holder, "finish_on": until.isoformat(), "by": actor.person_id}
    await apply(transaction, [Record(meeting.subject, "action_promised", body, {"words": words})], at=at)
    return Done({"meeting_id": meeting_id})


@act
async def finish_action(
    transaction: Transaction,
    *,
    actor: Actor,
    action_id: int,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """办完了: it stands on no agenda any more."""
    meeting = await _held(transaction, actor, await transaction.meetings.meeting_of_action(action_id))
    if isinstance(meeting, Refusal):
        return meeting
    words = clean(words)
    done = any(one.id == action_id and one.done_at is not None for one in meeting.actions)
    if (refusal := ACTION_DONE if done else words_refusal(words, "action", LONGEST_DONE)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.meetings.fulfil(action_id, words, by=actor.person_id, at=at)
    await transaction.drafts.remove(draft_id)
    body = {"action": action_id, "by": actor.person_id}
    await apply(transaction, [Record(meeting.subject, "action_done", body, {"words": words})], at=at)
    return Done({"meeting_id": meeting.id})


@act
async def hold_day(
    transaction: Transaction,
    *,
    actor: Actor,
    meeting_id: int,
    minutes: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """记会议记录: every topic has ended; what came of it goes to the group."""
    meeting = await _held(transaction, actor, meeting_id)
    if isinstance(meeting, Refusal):
        return meeting
    minutes, now = clean(minutes), agenda(meeting, meeting.next_day, transaction.zone)
    if (refusal := hold_refusal(now, minutes, at)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.meetings.hold(meeting_id, now.day, minutes, by=actor.person_id, at=at)
    await transaction.drafts.remove(draft_id)
    record = Record(meeting.subject, "day_held", {"day": now.day, "by": actor.person_id}, {"minutes": minutes})
    groups = await open_groups(transaction, meeting.place)
    await apply(transaction, [record, *told(now, groups, over=True)], at=at)
    return Done({"meeting_id": meeting_id})


@act
async def announce_day(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """议题截止: the day is announced, and the next one stands."""
    _, number, day = subject.split(":")
    meeting = await transaction.meetings.lock(int(number))
    if meeting is None:
        return Done({"told": False})
    now = agenda(meeting, int(day), transaction.zone)
    groups = await open_groups(transaction, meeting.place) if at < now.meets_at else []
    following = announcing(meeting, now.day + 1, transaction.zone)
    await apply(transaction, [*told(now, groups, over=False), following], at=at)
    return Done({"told": bool(groups), "kind": NOTICE})


async def meeting_agenda(database: Database, *, actor: Actor, meeting_id: int, at: datetime) -> Agenda | None:
    """The next day as it stands, for whoever lives or serves there."""
    async with database.reading() as transaction:
        meeting = await transaction.meetings.find(meeting_id)
        if meeting is None or not _here(actor, meeting.place):
            return None
        assert meeting.place.compound_id is not None, "meetings are a compound's"
        inside, today = [meeting.place.compound_id], at.astimezone(transaction.zone).date()
        reports = [one for one in await transaction.issues.open(inside) if one.sealed_to is None]
        named = await _named(transaction, actor, reports) if meeting.kind is MeetingKind.THREE_PARTIES else ()
        lists = await transaction.checklists.inside(inside, LISTS)
        late = sum(len(late_items(one.items, today)) for one in lists)
        found = agenda(meeting, meeting.next_day, transaction.zone, reports=len(reports), late_items=late)
    return replace(found, named=named, holds=permit(actor, Act.HOLD_MEETING, meeting.place) is None)


async def _named(transaction: Transaction, actor: Actor, reports: Sequence[Issue]) -> tuple[Issue, ...]:
    """The first of these that this reader may see."""
    found: list[Issue] = []
    for issue in reports[:LOOKED]:
        if len(found) < MOST_NAMED and view_of(issue, actor, carded=await is_carded(transaction, issue)) is not None:
            found.append(issue)
    return tuple(await with_kinds(transaction, found))


async def meeting_list(database: Database, *, actor: Actor) -> list[Meeting]:
    """The meetings where somebody lives or serves."""
    async with database.reading() as transaction:
        return await transaction.meetings.inside(sorted(actor.compounds))


def _here(actor: Actor, place: Place) -> bool:
    """Whether they live or serve there; the installation's own people do not."""
    return actor.of_compound(place.compound_id)


async def _held(transaction: Transaction, actor: Actor, meeting_id: int) -> Meeting | Refusal:
    meeting = await transaction.meetings.lock(meeting_id)
    if meeting is None:
        return NO_MEETING
    return permit(actor, Act.HOLD_MEETING, meeting.place) or meeting


async def _whole(transaction: Transaction, number: int) -> Meeting:
    meeting = await transaction.meetings.find(number)
    assert meeting is not None, "its row is there"
    return meeting
