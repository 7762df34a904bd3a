"""Meetings that vote (表决会议): signing in, opening once enough have come, hands with a second look, closing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, RoleKind
from domain.vote_meeting_effects import closed, hands_dropped, hands_raised, put_to_vote, signed_in
from domain.voting.marks import Marks, read_marks
from domain.voting.meetings import (
    Attendance,
    RaisedHands,
    closing_refusal,
    hands_refusal,
    opening_refusal,
    settling_refusal,
    sign_in_refusal,
)
from domain.voting.papers import PaperState
from domain.voting.questions import marks_refusal
from domain.voting.votes import Vote, VoteState
from services.acts import act
from services.readers import first_chats
from services.vote_counting import into_box, seal
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

WITNESSES = ((RoleKind.SCRUTINEER,), (RoleKind.COMMITTEE,))
"""Who is asked whether hands were so: the first rank that somebody else than who wrote them down holds."""

NO_VOTE = Refusal(Reason.NOT_FOUND, {"what": "vote"})


async def attendance(transaction: Transaction, vote: Vote) -> Attendance:
    """Who is there now."""
    return Attendance(vote, await transaction.vote_meetings.members(vote.id))


async def _held(transaction: Transaction, vote_id: int) -> Attendance | Refusal:
    vote = await transaction.voting.lock(vote_id)
    return NO_VOTE if vote is None or not vote.in_meeting else await attendance(transaction, vote)


@act
async def sign_in(
    transaction: Transaction, *, actor: Actor, vote_id: int, head_id: int, source: str, at: datetime
) -> Outcome:
    """签到: by oneself (`head_id` 0), or by whoever runs it for those without the phone."""
    found = await _held(transaction, vote_id)
    if isinstance(found, Refusal):
        return found
    own = found.of(actor.person_id)
    member = found.find(head_id) if head_id else own
    helped = None if member is own and own is not None else permit(actor, Act.START_VOTE, found.vote.place)
    refusal = (helped if head_id else None) or sign_in_refusal(found.vote, member, at)
    if refusal is not None:
        return refusal
    assert member is not None and actor.person_id is not None, "refused above"
    await transaction.vote_meetings.sign_in(member.head_id, at)
    await apply(transaction, signed_in(found.vote, member.slot, actor.person_id, at), at=at)
    return Done({"vote_id": vote_id, "name": member.name, "present": len(found.present) + 1, "of": len(found.members)})


async def _chaired(transaction: Transaction, actor: Actor, vote_id: int) -> Attendance | Refusal:
    """The meeting, for whoever runs it."""
    found = await _held(transaction, vote_id)
    return found if isinstance(found, Refusal) else permit(actor, Act.START_VOTE, found.vote.place) or found


@act
async def open_meeting_vote(
    transaction: Transaction, *, actor: Actor, vote_id: int, source: str, at: datetime
) -> Outcome:
    """付诸表决: once two thirds have signed in."""
    found = await _chaired(transaction, actor, vote_id)
    if isinstance(found, Refusal):
        return found
    if (refusal := opening_refusal(found, at)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.voting.turn(vote_id, VoteState.OPEN)
    await apply(transaction, put_to_vote(found, actor.person_id, at), at=at)
    return Done({"vote_id": vote_id, "present": len(found.present), "of": len(found.members)})


@act
async def raise_hands(
    transaction: Transaction,
    *,
    actor: Actor,
    vote_id: int,
    hands: Mapping[str, str],
    draft_id: int,
    source: str,
    at: datetime,
) -> Outcome:
    """记举手: `hands` are marks by head; they count once a second person has seen that they were so."""
    found = await _chaired(transaction, actor, vote_id)
    if isinstance(found, Refusal):
        return found
    raised = {int(head): read_marks(marks) for head, marks in hands.items()}
    refusal = hands_refusal(found, raised, at) or _wrong_marks(found.vote, raised)
    if refusal is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.vote_papers.issue(vote_id, raised)
    sheets = await transaction.vote_papers.live(vote_id)
    for head, marks in raised.items():
        await transaction.vote_papers.enter(sheets[head], marks, by=actor.person_id)
    await transaction.drafts.remove(draft_id)
    writers = [actor.person_id, *(member.hand_by for member in found.waiting)]
    witnesses = await first_chats(transaction, found.vote.place, at, WITNESSES, apart=writers)
    checkers = [chat.id for chat in witnesses]
    await apply(transaction, hands_raised(found.vote, len(raised), actor.person_id, checkers, source), at=at)
    return Done({"vote_id": vote_id, "hands": len(raised), "asked": len(checkers)})


def _wrong_marks(vote: Vote, raised: Mapping[int, Marks]) -> Refusal | None:
    return next((no for marks in raised.values() if (no := marks_refusal(vote.question, marks))), None)


async def waiting_hands(database: Database, *, actor: Actor, vote_id: int, at: datetime) -> RaisedHands | Refusal:
    """What was written down, for whoever may say that it was so."""
    async with database.reading() as transaction:
        vote = await transaction.voting.find(vote_id)
        if vote is None or not vote.in_meeting:
            return NO_VOTE
        found = await attendance(transaction, vote)
        refusal = permit(actor, Act.CONFIRM_VOTE, vote.place) or settling_refusal(found, actor.person_id or 0, at)
        sheets = await transaction.vote_papers.in_state(vote_id, PaperState.ENTERED)
        seen = await transaction.vote_papers.entries(vote_id)
    return refusal or RaisedHands(found, {one.head_id: one.marks for one in sheets if one.marks is not None}, seen)


@act
async def settle_hands(
    transaction: Transaction, *, actor: Actor, vote_id: int, right: bool, seen: int, source: str, at: datetime
) -> Outcome:
    """核对举手: the hands that a second person has read were so, and are in the box; or they were not."""
    found = await _held(transaction, vote_id)
    if isinstance(found, Refusal):
        return found
    refusal = permit(actor, Act.CONFIRM_VOTE, found.vote.place) or settling_refusal(found, actor.person_id or 0, at)
    if refusal is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    if seen != await transaction.vote_papers.entries(vote_id):
        return Refusal(Reason.STALE)
    waiting = {member.head_id for member in found.waiting}
    sheets = await transaction.vote_papers.in_state(vote_id, PaperState.ENTERED)
    for sheet in sheets:
        if right and sheet.head_id in waiting:
            await into_box(transaction, found.vote, sheet, by=actor.person_id, more={"hand": True}, at=at)
        else:
            await transaction.vote_papers.reject(sheet)
    if not right:
        await apply(transaction, hands_dropped(found.vote, len(waiting), actor.person_id), at=at)
    return Done({"vote_id": vote_id, "hands": len(waiting), "right": right})


@act
async def close_meeting_vote(
    transaction: Transaction, *, actor: Actor, vote_id: int, source: str, at: datetime
) -> Outcome:
    """表决结束: the chair closes it, and it is counted at once."""
    found = await _chaired(transaction, actor, vote_id)
    if isinstance(found, Refusal):
        return found
    if (refusal := closing_refusal(found, at)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.vote_meetings.close(vote_id, at)
    await apply(transaction, closed(found.vote, actor.person_id), at=at)
    await seal(transaction, found.vote, at)
    return Done({"vote_id": vote_id})
