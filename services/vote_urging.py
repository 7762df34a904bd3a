"""Reminding on the phone (电话上催告): it counts for a home once the reminder is in somebody's chat, not before."""

from __future__ import annotations

from datetime import datetime, time

from domain.vote_effects import reminds_of
from domain.voting.votes import VoteState
from storage.outbox import Stored
from storage.transaction import Transaction


async def reminder_arrived(transaction: Transaction, row: Stored, at: datetime) -> None:
    """Where silence counts, every home of theirs that was served on an earlier day is reminded now (催告).

    What failed, lapsed or is in doubt reminds nobody: silence can rest only on words that could be read.
    """
    number = reminds_of(row.subject)
    vote = None if number is None else await transaction.voting.lock(number)
    if vote is None or vote.silence is None or vote.state is not VoteState.OPEN or at >= vote.closes_at:
        return
    today = datetime.combine(at.astimezone(transaction.zone).date(), time(), tzinfo=transaction.zone)
    heads = await transaction.vote_doors.heads_in(vote.id, row.chat_id, at)
    units = [unit for head in heads for unit in await transaction.vote_doors.units_of(head)]
    await transaction.vote_deliveries.urge(vote.id, units, before=today, at=at)
