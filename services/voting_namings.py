"""Named voters (推选一人): those who own a home together say who votes; the committee records papers."""

from __future__ import annotations

from datetime import datetime

from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor
from domain.vote_effects import named, naming_asked
from domain.voting.namings import Together, naming_refusal, own_naming_refusal
from domain.voting.votes import Vote
from services.acts import act
from services.readers import open_chats
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction


async def owned_together(database: Database, *, actor: Actor, vote_id: int, head_id: int) -> Together | None:
    """A home several own, for one of them or for whoever runs the vote."""
    async with database.reading() as transaction:
        vote = await transaction.voting.find(vote_id)
        found = None if vote is None else await transaction.namings.find(vote_id, head_id)
    if vote is None or found is None:
        return None
    return found if found.is_of(actor.person_id) or permit(actor, Act.START_VOTE, vote.place) is None else None


async def all_together(database: Database, *, actor: Actor, vote_id: int) -> list[Together] | None:
    """Every home several own, for whoever runs the vote."""
    async with database.reading() as transaction:
        vote = await transaction.voting.find(vote_id)
        if vote is None or permit(actor, Act.START_VOTE, vote.place) is not None:
            return None
        return await transaction.namings.of_vote(vote_id)


@act
async def name_voter(
    transaction: Transaction,
    *,
    actor: Actor,
    vote_id: int,
    head_id: int,
    owner_id: int,
    source: str,
    at: datetime,
) -> Outcome:
    """推选一人: one of those who own together says who votes; it holds once all of them say the same."""
    found = await _held(transaction, vote_id, head_id, owner_id, at)
    if isinstance(found, Refusal):
        return found
    vote, together = found
    if (refusal := own_naming_refusal(together, actor.person_id)) is not None:
        return refusal
    assert actor.person_id is not None, "one of them"
    await transaction.namings.say(head_id, person=actor.person_id, owner=owner_id)
    if not together.agreed(actor.person_id, owner_id):
        chats = await _chats(transaction, together, apart=actor.person_id)
        await apply(transaction, naming_asked(vote, together, owner_id, chats, source), at=at)
        return Done({"named": False})
    await _name(transaction, vote, together, owner_id, by=actor.person_id, paper=False, at=at)
    return Done({"named": True})


@act
async def record_naming(
    transaction: Transaction,
    *,
    actor: Actor,
    vote_id: int,
    head_id: int,
    owner_id: int,
    source: str,
    at: datetime,
) -> Outcome:
    """记录书面推选: those who own together have signed a paper; whoever runs the vote records whom it names."""
    found = await _held(transaction, vote_id, head_id, owner_id, at)
    if isinstance(found, Refusal):
        return found
    vote, together = found
    if (refusal := permit(actor, Act.START_VOTE, vote.place)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await _name(transaction, vote, together, owner_id, by=actor.person_id, paper=True, at=at)
    return Done({"named": True})


async def _held(
    transaction: Transaction, vote_id: int, head_id: int, owner_id: int, at: datetime
) -> tuple[Vote, Together] | Refusal:
    """The vote's row is ours: no ballot goes into the box while it is decided whose count."""
    vote = await transaction.voting.lock(vote_id)
    if vote is None:
        return Refusal(Reason.NOT_FOUND, {"what": "vote"})
    together = await transaction.namings.find(vote_id, head_id)
    if (refusal := naming_refusal(vote, together, owner_id, at)) is not None:
        return refusal
    assert together is not None, "refused above"
    return vote, together


async def _name(
    transaction: Transaction, vote: Vote, together: Together, owner_id: int, *, by: int, paper: bool, at: datetime
) -> None:
    if together.named == owner_id:
        return
    await transaction.namings.name(together.head_id, owner_id)
    chats = await _chats(transaction, together)
    await apply(transaction, named(vote, together, owner_id, chats, by=by, paper=paper, at=at), at=at)


async def _chats(transaction: Transaction, together: Together, apart: int | None = None) -> list[int]:
    """Open private chats of those who own it."""
    others = [person for person in together.people if person != apart]
    return [chat.id for chat in await open_chats(transaction, others)]
