"""Reports alike (相似报事): shown before one more is sent, joined by 「我也是」, left again."""

from __future__ import annotations

from datetime import datetime

from domain.effects import Effect, Record
from domain.issues import Issue, is_emergency, view_of
from domain.issues_life import ENDED
from domain.issues_similar import OFFERED, Alike, home_of
from domain.outcomes import Done, Facts, Outcome, Reason, Refusal
from domain.registry import Actor, Place
from services.acts import act
from services.issues_notices import card_notices, is_carded, with_kinds
from services.issues_offers import own_draft
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

UNKNOWN = Refusal(Reason.NOT_FOUND, {"what": "issue"})


async def alike_to_offer(database: Database, *, actor: Actor, draft_id: int, at: datetime) -> list[Alike]:
    """Open reports that may be what this offer says; none where there is danger: that is reported at once."""
    async with database.reading() as transaction:
        draft = await own_draft(transaction, actor, draft_id, at)
        if isinstance(draft, Refusal) or is_emergency(draft.body["text"]):
            return []
        place = Place(draft.body["compound_id"], draft.body["building_id"])
        return await _alike(transaction, actor, place, draft.body["text"])


async def _alike(transaction: Transaction, actor: Actor, place: Place, text: str) -> list[Alike]:
    """Read again: what the look-up has not heard of yet is left out, and so is what they may not see."""
    similar = transaction.similar_reports
    found: list[Alike] = []
    numbers = await similar.nearest(place, text, 2 * OFFERED)
    read = {issue.id: issue for issue in await transaction.issues.several(numbers)}
    for number in numbers:
        issue = read.get(number)
        if issue is None or issue.state in ENDED or issue.place != place or len(found) == OFFERED:
            continue
        if view_of(issue, actor, carded=await is_carded(transaction, issue)) is not None:
            (issue,) = await with_kinds(transaction, [issue])
            homes = len(await similar.others(issue.id))
            found.append(Alike(issue, homes, issue.reporter_id == actor.person_id))
    return found


@act
async def join_report(
    transaction: Transaction, *, actor: Actor, issue_id: int, draft_id: int = 0, source: str, at: datetime
) -> Outcome:
    """我也是: their home counts once, they are told of each step, and what they were about to report is added."""
    issue = await transaction.issues.lock(issue_id)
    refusal = await _not_theirs(transaction, issue, actor)
    if issue is None or refusal is not None or actor.person_id is None:
        return refusal or UNKNOWN
    draft = await own_draft(transaction, actor, draft_id, at) if draft_id else None
    if isinstance(draft, Refusal):
        return draft
    similar, text = transaction.similar_reports, "" if draft is None else draft.body["text"]
    again = await similar.mine(issue.id, actor.person_id) is not None
    unit = home_of(actor, issue.place)
    own = issue.reporter_id == actor.person_id
    number = await similar.join(issue.id, actor.person_id, None if own else unit, text, at)
    if draft is not None:
        await transaction.attachments.hand_over(f"draft:{draft.id}", f"issue_addition:{number}")
        await transaction.drafts.remove(draft.id)
    body = {"by": actor.person_id, "home": unit is not None}
    await apply(transaction, await _effects(transaction, issue, "joined", body, source), at=at)
    homes = len(await similar.others(issue.id))
    return Done({**_facts(issue), "homes": homes, "again": again, "own": own, "counted": own or unit is not None})


async def _not_theirs(transaction: Transaction, issue: Issue | None, actor: Actor) -> Refusal | None:
    if issue is None or view_of(issue, actor, carded=await is_carded(transaction, issue)) is None:
        return UNKNOWN
    if issue.state in ENDED:
        return Refusal(Reason.WRONG_STATE, {"what": "issue_join"})
    return None


@act
async def leave_report(transaction: Transaction, *, actor: Actor, issue_id: int, source: str, at: datetime) -> Outcome:
    """不是一回事: 我也是 taken back, with what was added."""
    issue = await transaction.issues.lock(issue_id)
    if issue is None or actor.person_id is None:
        return UNKNOWN
    if not await transaction.similar_reports.leave(issue.id, actor.person_id):
        return UNKNOWN
    body = {"by": actor.person_id}
    await apply(transaction, await _effects(transaction, issue, "left", body, source), at=at)
    return Done(_facts(issue))


async def _effects(transaction: Transaction, issue: Issue, what: str, body: Facts, source: str) -> list[Effect]:
    """Written down, and drawn on the card where it stands: nothing new is said in the group."""
    record = Record(issue.subject, what, body)
    return [record, *await card_notices(transaction, issue, step=f"{what}:{source}")]


def _facts(issue: Issue) -> Facts:
    return {"id": issue.id, "number": issue.called}
