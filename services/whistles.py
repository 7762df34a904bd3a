"""吹哨报到: a whistle is blown, units are called by links of their own, a meeting is held, each unit is rated."""

from __future__ import annotations

from datetime import datetime

from domain import whistle_effects as effects
from domain.issues import clean
from domain.issues_life import IN_HAND
from domain.links import LONGEST_LIFE, LinkPurpose
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place
from domain.whistle_ratings import rate_refusal
from domain.whistles import (
    CLOCKS,
    CalledUnit,
    EntryKind,
    EntryWay,
    Whistle,
    WhistleKind,
    call_refusal,
    finishing,
    release_refusal,
    said_refusal,
    spot_refusal,
    topic_refusal,
)
from services.acts import act
from services.links import lend
from services.readers import COMMITTEE, open_chats, staff_chats
from storage.effects import apply
from storage.transaction import Transaction

NO_WHISTLE = Refusal(Reason.NOT_FOUND, {"what": "whistle"})
ENDED = Refusal(Reason.WRONG_STATE, {"what": "whistle_ended"})
NO_REPORT = Refusal(Reason.WRONG_STATE, {"what": "whistle_report"})
NO_UNITS = Refusal(Reason.WRONG_STATE, {"what": "whistle_units_none"})
NOT_MINE = Refusal(Reason.NOT_YOURS, {"what": "whistle_rating"})
NOT_LEAD = Refusal(Reason.WRONG_STATE, {"what": "whistle_unit_over"})


@act
async def blow_whistle(
    transaction: Transaction,
    *,
    actor: Actor,
    place: Place,
    kind: WhistleKind,
    topic: str,
    issue_id: int | None = None,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """吹哨: for a report, at its place, or for something by itself."""
    if issue_id is not None:
        issue = await transaction.issues.lock(issue_id)
        if issue is None or issue.sealed_to is not None:  # it is for one person alone: no unit is called to it
            return NO_REPORT
        if issue.state not in IN_HAND or issue.place.compound_id is None:
            return NO_REPORT
        place = issue.place
    topic = clean(topic)
    if (refusal := permit(actor, Act.BLOW_WHISTLE, place) or topic_refusal(topic)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    by = actor.person_id
    number = await transaction.whistles.blow(place, kind, topic, issue_id=issue_id, by=by, at=at)
    await transaction.drafts.remove(draft_id)
    await apply(transaction, effects.blown(await whole(transaction, number), by), at=at)
    return Done({"whistle_id": number})


@act
async def call_unit(
    transaction: Transaction,
    *,
    actor: Actor,
    whistle_id: int,
    name: str,
    goal: str,
    days: int,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """叫一家: what it is to do by which day; its time to answer begins. The first one leads."""
    whistle = await led(transaction, actor, whistle_id)
    if isinstance(whistle, Refusal):
        return whistle
    name, goal = " ".join(clean(name).split()), clean(goal)
    if (refusal := call_refusal(whistle, name, goal, days)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    number = await transaction.whistles.call(
        whistle.id,
        name,
        goal,
        lead=whistle.lead is None,
        finish_on=finishing(at, days, transaction.zone),
        until=at + CLOCKS[whistle.kind].within,
        by=actor.person_id,
        at=at,
    )
    await transaction.drafts.remove(draft_id)
    whistle, unit = await found(transaction, whistle.id, number)
    await apply(transaction, effects.called(whistle, unit, actor.person_id), at=at)
    return await _handed(transaction, unit, actor.person_id, at)


@act
async def hand_on(transaction: Transaction, *, actor: Actor, unit_id: int, source: str, at: datetime) -> Outcome:
    """再发一次: the same link, a new one where it has run out."""
    known = await led_unit(transaction, actor, unit_id)
    if isinstance(known, Refusal):
        return known
    assert actor.person_id is not None, "permitted above"
    return await _handed(transaction, known[1], actor.person_id, at)


async def _handed(transaction: Transaction, unit: CalledUnit, by: int, at: datetime) -> Done:
    good = await transaction.links.good(LinkPurpose.WHISTLE, unit.subject, at)
    link = good or await lend(
        transaction, purpose=LinkPurpose.WHISTLE, subject=unit.subject, by=by, lasts=LONGEST_LIFE, at=at
    )
    return Done({"whistle_id": unit.whistle_id, "unit_id": unit.id, "link_id": link.id})


@act
async def name_lead(transaction: Transaction, *, actor: Actor, unit_id: int, source: str, at: datetime) -> Outcome:
    """改由它牵头: exactly one leads."""
    known = await led_unit(transaction, actor, unit_id)
    if isinstance(known, Refusal):
        return known
    whistle, unit = known
    if unit.lead or not unit.counts:
        return NOT_LEAD
    assert actor.person_id is not None, "permitted above"
    await transaction.whistles.lead(whistle.id, unit.id)
    await apply(transaction, effects.led_by(whistle, unit, actor.person_id), at=at)
    return Done({"whistle_id": whistle.id, "unit_id": unit.id})


@act
async def release_unit(
    transaction: Transaction,
    *,
    actor: Actor,
    unit_id: int,
    reason: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """不等它了: its part is not waited for any more, and why; that it never answered stays to be read."""
    known = await led_unit(transaction, actor, unit_id)
    if isinstance(known, Refusal):
        return known
    whistle, unit = known
    if (refusal := release_refusal(unit, clean(reason))) is not None:
        return refusal
    number = await transaction.whistles.put_down(
        unit.id, EntryKind.RELEASED, EntryWay.STAFF, words=clean(reason), by=actor.person_id, at=at
    )
    await transaction.drafts.remove(draft_id)
    await put_down(transaction, whistle, unit, number, actor.person_id, at)
    return Done({"whistle_id": whistle.id, "unit_id": unit.id})


@act
async def call_meeting(
    transaction: Transaction,
    *,
    actor: Actor,
    whistle_id: int,
    spot: str,
    meets_at: datetime,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """开联席会议: where and when; the units read it on their pages. Called again, it is moved."""
    whistle = await led(transaction, actor, whistle_id)
    if isinstance(whistle, Refusal):
        return whistle
    spot = clean(spot)
    refusal = NO_UNITS if not whistle.units else spot_refusal(spot, meets_at, at)
    if refusal is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.whistles.write(whistle.id, spot=spot, meets_at=meets_at)
    await transaction.drafts.remove(draft_id)
    await apply(transaction, effects.meeting_called(await whole(transaction, whistle.id), actor.person_id), at=at)
    return Done({"whistle_id": whistle.id})


@act
async def rate_unit(
    transaction: Transaction,
    *,
    actor: Actor,
    unit_id: int,
    response: str,
    solution: str,
    words: str = "",
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """评哨: whoever blew the whistle marks how a unit answered and what it did; never a person."""
    known = await find_unit(transaction, unit_id)
    if known is None:
        return NO_WHISTLE
    whistle, unit = known
    if whistle.blown_by is None or whistle.blown_by != actor.person_id:
        return NOT_MINE
    words = clean(words)
    refusal = rate_refusal(unit, response, solution, at) or (said_refusal(words) if words else None)
    if refusal is not None:
        return refusal
    kind, way, by = EntryKind.RATING, EntryWay.STAFF, actor.person_id
    number = await transaction.whistles.put_down(
        unit.id, kind, way, says=response, second=solution, words=words, by=by, at=at
    )
    await transaction.drafts.remove(draft_id)
    await put_down(transaction, whistle, unit, number, actor.person_id, at)
    return Done({"whistle_id": whistle.id, "unit_id": unit.id})


@act
async def note_silent(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """没有应哨: a unit's time is over; on record, and told once."""
    known = await find_unit(transaction, int(subject.rpartition(":")[2]))
    if known is None or not known[1].unanswered(due) or not known[1].counts:
        return Done({"silent": False})
    whistle, unit = known
    chats = [chat.id for chat in await staff_chats(transaction, whistle.place, at)]
    chats += [chat for chat in await _whistler(transaction, whistle) if chat not in chats]
    await apply(transaction, effects.silent(whistle, unit, chats), at=at)
    return Done({"silent": True})


async def _whistler(transaction: Transaction, whistle: Whistle) -> list[int]:
    mine = () if whistle.blown_by is None else (whistle.blown_by,)
    return [chat.id for chat in await open_chats(transaction, mine)]


async def put_down(
    transaction: Transaction, whistle: Whistle, unit: CalledUnit, entry_id: int, by: int | None, at: datetime
) -> tuple[Whistle, CalledUnit]:
    """What was just put down: on record and told to whoever runs the whistle, but not to whoever wrote it."""
    whistle, unit = await found(transaction, whistle.id, unit.id)
    entry = next(one for one in unit.entries if one.id == entry_id)
    chats = await staff_chats(transaction, whistle.place, at, COMMITTEE)
    hearers = [chat.id for chat in chats if chat.person_id != by] if by is None else []
    hearers += [chat for chat in await _whistler(transaction, whistle) if by is None and chat not in hearers]
    await apply(transaction, effects.put_down(whistle, unit, entry, by, hearers), at=at)
    return whistle, unit


async def led(transaction: Transaction, actor: Actor, whistle_id: int) -> Whistle | Refusal:
    """The whistle, whose row is ours, while it goes on, for whoever may call units."""
    whistle = await transaction.whistles.lock(whistle_id)
    if whistle is None:
        return NO_WHISTLE
    if (refusal := permit(actor, Act.BLOW_WHISTLE, whistle.place)) is not None:
        return refusal
    return ENDED if whistle.ended_at is not None else whistle


async def led_unit(transaction: Transaction, actor: Actor, unit_id: int) -> tuple[Whistle, CalledUnit] | Refusal:
    """A unit and its whistle, the same way."""
    number = await transaction.whistles.whose(unit_id)
    whistle = NO_WHISTLE if number is None else await led(transaction, actor, number)
    if isinstance(whistle, Refusal):
        return whistle
    unit = whistle.unit(unit_id)
    assert unit is not None, "it is one of this whistle's"
    return whistle, unit


async def find_unit(transaction: Transaction, unit_id: int) -> tuple[Whistle, CalledUnit] | None:
    """A unit and its whistle, whose row is ours."""
    number = await transaction.whistles.whose(unit_id)
    whistle = None if number is None else await transaction.whistles.lock(number)
    unit = None if whistle is None else whistle.unit(unit_id)
    return None if whistle is None or unit is None else (whistle, unit)


async def whole(transaction: Transaction, whistle_id: int) -> Whistle:
    """As it stands now."""
    whistle = await transaction.whistles.find(whistle_id)
    assert whistle is not None, "its row is there"
    return whistle


async def found(transaction: Transaction, whistle_id: int, unit_id: int) -> tuple[Whistle, CalledUnit]:
    """The same of a unit and its whistle."""
    whistle = await whole(transaction, whistle_id)
    unit = whistle.unit(unit_id)
    assert unit is not None, "its row is there"
    return whistle, unit
