"""Reminding of a vote (提醒投票): by the timetable or by hand; only those who have not voted and agreed to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.effects import Unschedule
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.privacy import Purpose
from domain.registry import Actor
from domain.vote_effects import REMIND
from domain.vote_reminders import planned, reminded, reminder_refusal
from domain.voting.votes import Vote
from services.acts import act
from storage.effects import apply
from storage.transaction import Transaction


@act
async def remind_voters(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """到点提醒; a reminder that would come at night, or twice on one day, waits for the next planned one."""
    vote = await transaction.voting.lock(int(subject.rpartition(":")[2]))
    if vote is None or reminder_refusal(vote, at=at, zone=transaction.zone) is not None:
        await apply(transaction, [] if vote is None else planned(vote, at=at, zone=transaction.zone), at=at)
        return Done({"reminded": 0})
    return await _remind(transaction, vote, at)


@act
async def remind_now(transaction: Transaction, *, actor: Actor, vote_id: int, source: str, at: datetime) -> Outcome:
    """提醒还没投的, by hand: one of the three, unless nobody would hear it."""
    vote = await transaction.voting.lock(vote_id)
    if vote is None:
        return Refusal(Reason.NOT_FOUND, {"what": "vote"})
    refusal = permit(actor, Act.START_VOTE, vote.place) or reminder_refusal(vote, at=at, zone=transaction.zone)
    if refusal is None and not await _willing(transaction, vote, at):
        refusal = Refusal(Reason.WRONG_STATE, {"what": "vote_reminds_nobody"})
    return refusal or await _remind(transaction, vote, at)


async def _willing(transaction: Transaction, vote: Vote, at: datetime) -> list[tuple[int, int]]:
    """Who has not voted and agreed to be reminded, each with their chat."""
    wanting = await transaction.privacy.consenting(Purpose.REMINDERS)
    return [(person, chat) for person, chat in await transaction.vote_doors.silent(vote.id, at) if person in wanting]


async def _remind(transaction: Transaction, vote: Vote, at: datetime) -> Done:
    chats = [chat for _, chat in await _willing(transaction, vote, at)]
    vote = replace(vote, reminded=vote.reminded + 1, reminded_at=at)
    await transaction.vote_doors.note_reminded(vote.id, vote.reminded, at)
    told = reminded(vote, chats, at=at, zone=transaction.zone)
    onward = [Unschedule(REMIND, vote.subject), *planned(vote, at=at, zone=transaction.zone)]
    await apply(transaction, [*told, *onward], at=at)
    return Done({"reminded": len(chats)})
