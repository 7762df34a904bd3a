"""Residents' proposals (居民提议): made, supported home by home, answered in public within fifteen days."""

from __future__ import annotations

import hashlib
from datetime import datetime

from domain.deliberation import proposal_effects as effects
from domain.deliberation.proposals import (
    MOST_OPEN,
    ProposalState,
    ProposalWay,
    ResidentProposal,
    answer_by,
    lives_in,
    proposal_reason_refusal,
    proposal_state_refusal,
    proposal_text_refusal,
    proposal_title,
    supporting_homes,
    supports_wanted,
)
from domain.election_terms import source_facts
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place
from services.acts import act
from services.readers import open_chats, open_groups, staff_chats
from storage.effects import apply
from storage.transaction import Transaction

NO_PROPOSAL = Refusal(Reason.NOT_FOUND, {"what": "proposal"})
NOT_HERE = Refusal(Reason.NOT_YOURS, {"what": "proposal"})
NO_DOOR = Refusal(Reason.NOT_YOURS, {"what": "proposal_home"})
NOT_THEIRS_TO_ANSWER = Refusal(Reason.NOT_PERMITTED, {"what": "proposal"})
TOO_MANY = Refusal(Reason.TOO_MANY, {"what": "proposal", "most": MOST_OPEN})


@act
async def propose(
    transaction: Transaction,
    *,
    actor: Actor,
    compound_id: int,
    text: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """提议: by anybody at home there; their own home is the first to support it."""
    place = Place(compound_id)
    if not lives_in(actor, place) or actor.person_id is None:
        return NOT_HERE
    refusal = proposal_text_refusal(text)
    if refusal is None and await transaction.proposals.open_of(actor.person_id) >= MOST_OPEN:
        refusal = TOO_MANY
    if refusal is not None:
        return refusal
    number = await _begin(transaction, place, text, actor.person_id, at)
    if mine := supporting_homes(actor, place):
        await transaction.proposals.support(number, mine, actor.person_id, at)
    await transaction.drafts.remove(draft_id)
    proposal, groups = await _whole(transaction, number), await open_groups(transaction, place)
    digest = hashlib.sha256(text.encode()).hexdigest()
    await apply(transaction, effects.proposed(proposal, digest, groups, at), at=at)
    if proposal.enough:
        await _if_enough(transaction, proposal, at)
        await _redraw(transaction, number, at)
    return Done({"proposal_id": number, "number": proposal.number})


async def _begin(transaction: Transaction, place: Place, text: str, by: int, at: datetime) -> int:
    assert place.compound_id is not None, "asked of a compound"
    profile = await transaction.profiles.of_compound(place.compound_id)
    homes = await transaction.petitions.homes(place.compound_id)
    figure = profile.everyday.proposal_support
    return await transaction.proposals.start(
        place,
        title=proposal_title(text),
        text=text,
        author_id=by,
        homes=homes,
        share=[figure.value.part, figure.value.whole],
        source=source_facts(figure.source),
        wanted=supports_wanted(figure.value, homes),
        at=at,
    )


@act
async def support_proposal(
    transaction: Transaction, *, actor: Actor, proposal_id: int, withdrawn: bool, source: str, at: datetime
) -> Outcome:
    """我家支持, or taken back: it is the home that counts, whoever of it presses."""
    proposal = await transaction.proposals.lock(proposal_id)
    if proposal is None:
        return NO_PROPOSAL
    mine = supporting_homes(actor, proposal.place)
    if not mine or actor.person_id is None:
        return NO_DOOR if lives_in(actor, proposal.place) else NOT_HERE
    if (refusal := proposal_state_refusal(proposal.state, ProposalState.OPEN)) is not None:
        return refusal
    changed = (
        await transaction.proposals.unsupport(proposal_id, actor.person_id)
        if withdrawn
        else await transaction.proposals.support(proposal_id, mine, actor.person_id, at)
    )
    proposal = await _whole(transaction, proposal_id)
    if changed:
        await apply(transaction, effects.supported(proposal, withdrawn=withdrawn), at=at)
        await _if_enough(transaction, proposal, at)
        await _redraw(transaction, proposal_id, at)
    return Done({"proposal_id": proposal_id, "count": proposal.count, "wanted": proposal.wanted})


async def _if_enough(transaction: Transaction, proposal: ResidentProposal, at: datetime) -> None:
    """附议够了: from now on the committee owes an answer."""
    if not proposal.enough:
        return
    await transaction.proposals.write(
        proposal.id,
        state=ProposalState.REACHED.value,
        reached=proposal.count,
        answer_by=answer_by(at, transaction.zone),
    )
    proposal = await _whole(transaction, proposal.id)
    chats = [chat.id for chat in await staff_chats(transaction, proposal.place, at)]
    await apply(transaction, effects.reached(proposal, chats, transaction.zone, at), at=at)


@act
async def withdraw_proposal(
    transaction: Transaction, *, actor: Actor, proposal_id: int, source: str, at: datetime
) -> Outcome:
    """撤回提议: by its author, before it has enough support."""
    proposal = await transaction.proposals.lock(proposal_id)
    if proposal is None:
        return NO_PROPOSAL
    if actor.person_id is None or actor.person_id != proposal.author_id:
        return NOT_HERE
    if (refusal := proposal_state_refusal(proposal.state, ProposalState.OPEN)) is not None:
        return refusal
    ended = {"state": ProposalState.WITHDRAWN.value, "reached": proposal.count, "ended_at": at}
    await transaction.proposals.write(proposal_id, **ended)
    proposal, groups = await _whole(transaction, proposal_id), await open_groups(transaction, proposal.place)
    await apply(transaction, effects.proposal_withdrawn(proposal, actor.person_id, groups, at), at=at)
    return Done({"proposal_id": proposal_id})


@act
async def take_up_proposal(
    transaction: Transaction, *, actor: Actor, proposal_id: int, way: ProposalWay, source: str, at: datetime
) -> Outcome:
    """受理: the committee takes it up, and says by which way."""
    proposal = await _owed(transaction, actor, proposal_id)
    if isinstance(proposal, Refusal):
        return proposal
    await _answer(transaction, actor, proposal, ProposalState.TAKEN, at, way=way.value)
    return Done({"proposal_id": proposal_id})


@act
async def refuse_proposal(
    transaction: Transaction,
    *,
    actor: Actor,
    proposal_id: int,
    reason: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """不受理: with a reason that everybody reads."""
    proposal = await _owed(transaction, actor, proposal_id)
    if isinstance(proposal, Refusal):
        return proposal
    if (refusal := proposal_reason_refusal(reason)) is not None:
        return refusal
    await transaction.drafts.remove(draft_id)
    await _answer(transaction, actor, proposal, ProposalState.REFUSED, at, reason=reason)
    return Done({"proposal_id": proposal_id})


async def _owed(transaction: Transaction, actor: Actor, proposal_id: int) -> ResidentProposal | Refusal:
    """The proposal, its row ours, for whoever of the committee may answer it now."""
    proposal = await transaction.proposals.lock(proposal_id)
    if proposal is None:
        return NO_PROPOSAL
    if permit(actor, Act.RUN_MATTER, proposal.place) is not None:
        return NOT_THEIRS_TO_ANSWER
    return proposal_state_refusal(proposal.state, ProposalState.REACHED) or proposal


async def _answer(
    transaction: Transaction,
    actor: Actor,
    proposal: ResidentProposal,
    state: ProposalState,
    at: datetime,
    **values: str,
) -> None:
    assert actor.person_id is not None, "permitted above"
    written = {"state": state.value, "answered_by": actor.person_id, "ended_at": at, **values}
    await transaction.proposals.write(proposal.id, **written)
    proposal, groups = await _whole(transaction, proposal.id), await open_groups(transaction, proposal.place)
    author = [] if proposal.author_id is None else await open_chats(transaction, [proposal.author_id])
    told = [chat.id for chat in author]
    await apply(transaction, effects.answered(proposal, actor.person_id, groups, told, at), at=at)


@act
async def remind_answer(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """第10天: the committee still owes an answer; once its days are over, the other row says so."""
    proposal = await transaction.proposals.lock(_number(subject))
    owed = proposal is not None and proposal.state is ProposalState.REACHED
    if proposal is None or not owed or proposal.overdue(at):
        return Done({"reminded": False})
    chats = [chat.id for chat in await staff_chats(transaction, proposal.place, at)]
    await apply(transaction, effects.proposal_reminded(proposal, chats, at), at=at)
    return Done({"reminded": True})


@act
async def mark_overdue(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """超期: the card in the group says so, and the committee reads it."""
    proposal = await transaction.proposals.lock(_number(subject))
    if proposal is None or not proposal.overdue(at):
        return Done({"overdue": False})
    chats = [chat.id for chat in await staff_chats(transaction, proposal.place, at)]
    groups = await open_groups(transaction, proposal.place)
    await apply(transaction, effects.proposal_overdue(proposal, chats, groups, at), at=at)
    return Done({"overdue": True})


async def _redraw(transaction: Transaction, number: int, at: datetime) -> None:
    proposal = await _whole(transaction, number)
    groups = await open_groups(transaction, proposal.place)
    await apply(transaction, effects.proposal_redrawn(proposal, groups, at), at=at)


async def _whole(transaction: Transaction, number: int) -> ResidentProposal:
    proposal = await transaction.proposals.find(number)
    assert proposal is not None, "its row is there"
    return proposal


def _number(subject: str) -> int:
    return int(subject.rpartition(":")[2])
