"""病根: what comes back for the third time is seen as it is reported, and the committee is asked about a better way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from domain.effects import Effect
from domain.issues import Issue, clean, view_of
from domain.issues_masking import strip
from domain.issues_recurrence import (
    TIMES,
    WITHIN,
    Reported,
    RootCause,
    RootCausePage,
    aside_refusal,
    counts,
    kind_of,
    near,
    once_more,
    over_at,
    proposed,
    reads_cause,
    same_spot,
    set_aside,
    speaks_of,
    taken_up,
    times,
)
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place
from services.acts import act
from services.issues_notices import is_carded
from services.readers import staff_chats
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

NO_CAUSE = Refusal(Reason.NOT_FOUND, {"what": "root_cause"})
SETTLED = Refusal(Reason.WRONG_STATE, {"what": "root_cause"})


async def look_for_cause(transaction: Transaction, issue: Issue, at: datetime) -> list[Effect]:
    """Whether this report is one more of a root cause, or the third time that makes one."""
    kind = kind_of(issue.text, issue.category)
    if kind is None or issue.place.compound_id is None or not counts(issue):
        return []
    here = await transaction.root_causes.of_compound(issue.place.compound_id)
    known = [await _whole(transaction, one) for one in here if one.place == issue.place and one.category is kind]
    mine = [cause for cause in known if speaks_of(cause, issue)]
    standing = next((cause for cause in mine if cause.open), None)
    if standing is not None:
        return once_more(standing, issue) if await transaction.root_causes.join(standing.id, issue.id) else []
    ended = max((cause.ended_at for cause in mine if cause.ended_at is not None), default=None)
    earlier = await transaction.issues.reported_since(issue.place, issue.reported_at - WITHIN)
    others = [one for one in earlier if one.id != issue.id and counts(one) and same_spot(one, issue)]
    found = near(issue, await _reported(transaction, [*others, issue]), after=ended)
    if len(times(found)) < TIMES:
        return []
    number = await transaction.root_causes.open(issue, kind, [one.issue.id for one in found], at)
    cause = await transaction.root_causes.find(number)
    assert cause is not None, "its row is there"
    chats = [chat.id for chat in await staff_chats(transaction, Place(issue.place.compound_id), at)]
    return proposed(await _whole(transaction, cause), chats)


async def _reported(transaction: Transaction, found: Sequence[Issue]) -> list[Reported]:
    courses = await transaction.issues.courses([issue.id for issue in found])
    return [Reported(issue, over_at(courses[issue.id])) for issue in found]


async def _whole(transaction: Transaction, cause: RootCause) -> RootCause:
    """With the times it came back, as far as they count today."""
    reports = await transaction.issues.several(await transaction.root_causes.reports(cause.id))
    return replace(cause, times=times(await _reported(transaction, [one for one in reports if counts(one)])))


async def root_causes_for(database: Database, *, actor: Actor) -> list[RootCause]:
    """病根 where somebody lives or serves: what is open first, the newest first."""
    async with database.reading() as transaction:
        found = [one for number in actor.compounds for one in await transaction.root_causes.of_compound(number)]
        whole = [await _whole(transaction, one) for one in found]
    return sorted((one for one in whole if one.standing), key=lambda one: (not one.open, -one.id))


async def root_cause_page(database: Database, *, actor: Actor, cause_id: int) -> RootCausePage | Refusal:
    """One of them, with those of its reports that this reader may open."""
    async with database.reading() as transaction:
        cause = await transaction.root_causes.find(cause_id)
        cause = None if cause is None or not reads_cause(cause, actor) else await _whole(transaction, cause)
        if cause is None or not cause.standing:
            return NO_CAUSE
        seen = await _seen(transaction, cause.times, actor)
        leads = permit(actor, Act.RUN_MATTER, cause.place) is None
        return RootCausePage(cause, tuple(seen), leads and cause.open and cause.matter_id is None)


async def _seen(transaction: Transaction, found: Iterable[Issue], actor: Actor) -> list[Issue]:
    return [one for one in found if view_of(one, actor, carded=await is_carded(transaction, one)) is not None]


@act
async def set_cause_aside(
    transaction: Transaction,
    *,
    actor: Actor,
    cause_id: int,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """不用商量: by the committee, with a reason everybody there may read; three more times make it one again."""
    cause = await transaction.root_causes.lock(cause_id)
    if cause is None:
        return NO_CAUSE
    words = clean(words)
    if (refusal := permit(actor, Act.RUN_MATTER, cause.place) or aside_refusal(cause, words)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    person = await transaction.registry.person(actor.person_id)
    words = strip(words, "" if person is None else person.name)
    await transaction.root_causes.write(cause_id, set_aside_by=actor.person_id, set_aside_at=at, reason=words)
    await transaction.drafts.remove(draft_id)
    await apply(transaction, set_aside(cause, actor.person_id, words), at=at)
    return Done({"cause_id": cause_id})


async def cause_to_discuss(transaction: Transaction, cause_id: int, place: Place) -> Refusal | None:
    """Why no matter can be begun about it; its row is ours until the commit."""
    cause = await transaction.root_causes.lock(cause_id)
    if cause is None or not (place.covers(cause.place) or cause.place.covers(place)):
        return NO_CAUSE
    return SETTLED if cause.matter_id is not None or not cause.open else None


async def cause_discussed(transaction: Transaction, actor: Actor, cause_id: int, matter_id: int, at: datetime) -> None:
    """商量根治: the matter was begun; the reports go on as they are, what is broken is mended meanwhile."""
    cause = await transaction.root_causes.lock(cause_id)
    assert cause is not None, "asked before"
    await transaction.root_causes.write(cause_id, matter_id=matter_id)
    await apply(transaction, taken_up(cause, actor.person_id, matter_id), at=at)
