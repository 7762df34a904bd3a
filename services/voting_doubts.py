"""Doubts about a sealed result (核对异议): said by whoever checks it, looked into by another, checked again."""

from __future__ import annotations

from datetime import datetime

from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor
from domain.vote_doubt_effects import doubted, looked
from domain.voting.doubts import Doubt, DoubtStage, check_refusal, look_refusal, words_refusal
from domain.voting.votes import Vote
from services.acts import act
from services.vote_counting import confirmers, lookers
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

NO_VOTE = Refusal(Reason.NOT_FOUND, {"what": "vote"})

RULES = {DoubtStage.DOUBTED: (Act.CONFIRM_VOTE, check_refusal), DoubtStage.LOOKED: (Act.START_VOTE, look_refusal)}
"""Who may write, and why somebody of them cannot now."""


async def writing_refusal(database: Database, *, actor: Actor, vote_id: int, stage: DoubtStage) -> Refusal | None:
    """Why this person cannot write now that the numbers are wrong, or what they found: before they write it."""
    async with database.reading() as transaction:
        vote = await transaction.voting.find(vote_id)
        return NO_VOTE if vote is None else await _refusal(transaction, actor, vote, stage)


async def _refusal(transaction: Transaction, actor: Actor, vote: Vote, stage: DoubtStage) -> Refusal | None:
    act, rule = RULES[stage]
    if (refusal := permit(actor, act, vote.place)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    doubt = await transaction.vote_doubts.last(vote.id)
    stands = await transaction.elections.stands(vote.id, actor.person_id)
    return rule(vote, doubt, actor.person_id, stands=stands)


@act
async def doubt_result(
    transaction: Transaction,
    *,
    actor: Actor,
    vote_id: int,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """数字不对: the result stays sealed, the committee reads why; the journal keeps that it was said."""
    vote = await transaction.voting.lock(vote_id)
    if vote is None:
        return NO_VOTE
    refusal = await _refusal(transaction, actor, vote, DoubtStage.DOUBTED) or words_refusal(words)
    if refusal is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    number = await transaction.vote_doubts.write(vote_id, DoubtStage.DOUBTED, by=actor.person_id, words=words, at=at)
    await transaction.drafts.remove(draft_id)
    chats = await lookers(transaction, vote, Doubt(actor.person_id, words), at)
    await apply(transaction, doubted(vote, number, actor.person_id, words, chats, at), at=at)
    return Done({"vote_id": vote_id})


@act
async def look_into_doubt(
    transaction: Transaction,
    *,
    actor: Actor,
    vote_id: int,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """写查看结果: by somebody else; whoever may confirm is asked to check again."""
    vote = await transaction.voting.lock(vote_id)
    if vote is None:
        return NO_VOTE
    refusal = await _refusal(transaction, actor, vote, DoubtStage.LOOKED) or words_refusal(words)
    if refusal is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    number = await transaction.vote_doubts.write(vote_id, DoubtStage.LOOKED, by=actor.person_id, words=words, at=at)
    await transaction.drafts.remove(draft_id)
    chats = await confirmers(transaction, vote, at)
    await apply(transaction, looked(vote, number, actor.person_id, words, chats, at), at=at)
    return Done({"vote_id": vote_id})
