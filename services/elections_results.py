"""What became of an election (选举结果): who was elected, the lot between those who tie, filing, handing over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.candidacies import OWN_ELECTION
from domain.count_sheets import run_off_seats
from domain.election_effects import (
    elected,
    election_stopped,
    lot_needed,
    lot_recorded,
    not_elected,
    run_off_stopped,
    settled_on,
)
from domain.election_refusals import NO_ELECTION
from domain.election_results import drawn, elected_by, lot_refusal, lot_second_refusal, undone
from domain.election_terms import DEADLINES
from domain.elections import Election, ElectionState
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor
from domain.voting.timelines import Milestone
from domain.voting.votes import Vote, VoteState
from services.acts import act
from services.elections import run, seat
from services.readers import open_groups, staff_chats
from storage.effects import apply
from storage.transaction import Transaction

ANEW = {"state": ElectionState.LISTED.value, "vote_id": None, "result": None}
"""Nobody was elected: the list stands, and may be put again."""


@act
async def settle_vote(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """选举表决有了结果: the elected take office; a tie waits for its lot; without a quorum the list stands."""
    election = await transaction.elections.lock(int(subject.rpartition(":")[2]))
    vote = None if election is None else await transaction.voting.find(election.vote_id or 0)
    if election is None or vote is None or election.state is not ElectionState.VOTING:
        return Done({"settled": False})
    if vote.state is VoteState.CANCELLED:
        await transaction.elections.write(election.id, **ANEW)
    elif vote.result is not None and vote.state in (VoteState.PUBLISHED, VoteState.FINAL):
        await _settle(transaction, election, vote, at)
    return Done({"settled": True})


async def _settle(transaction: Transaction, election: Election, vote: Vote, at: datetime) -> None:
    assert vote.result is not None, "it was counted"
    found = elected_by(vote.result, election.seats)
    chats = [chat.id for chat in await staff_chats(transaction, election.place, at)]
    if found.tied:
        on_it = await transaction.elections.noticed(election.id, transaction.zone)
        await transaction.elections.write(election.id, result=found.facts)
        tied = [one for one in on_it if one.id in found.tied]
        await apply(transaction, lot_needed(election, tied, found.by_lot, chats), at=at)
    elif found.chosen:
        await take_office(transaction, election, found.chosen, at)
    else:
        await transaction.elections.write(election.id, **ANEW)
        await apply(transaction, not_elected(election, chats, once=str(vote.id)), at=at)


async def take_office(transaction: Transaction, election: Election, chosen: Sequence[int], at: datetime) -> None:
    """They hold the office from now on; the groups read who, and how many seats stay empty."""
    on_it = await transaction.elections.noticed(election.id, transaction.zone)
    assert election.may_become(ElectionState.SETTLED), "it is still under way"
    members = [one for one in on_it if (one.id in set(chosen) and one.running) or one.elected]
    await transaction.elections.write(election.id, state=ElectionState.SETTLED.value, settled_at=at)
    settled = replace(election, settled_at=at)
    await seat(transaction, settled, members, by=election.started_by, at=at)
    told = elected(settled, members, await open_groups(transaction, election.place), at)
    await apply(transaction, told, at=at)


@act
async def stop_election(
    transaction: Transaction, *, actor: Actor, election_id: int, source: str, at: datetime
) -> Outcome:
    """停办: not once it is voted on; in a run-off (另行选举) who is elected stays so, the other seats stay empty."""
    election = await run(transaction, actor, election_id, becomes=ElectionState.STOPPED)
    if isinstance(election, Refusal):
        return election
    assert actor.person_id is not None, "permitted above"
    if run_off_seats(election.result):
        await apply(transaction, run_off_stopped(election, actor.person_id), at=at)
        await take_office(transaction, election, (), at)
        return Done({"election_id": election_id})
    await transaction.elections.write(election_id, state=ElectionState.STOPPED.value)
    groups = await open_groups(transaction, election.place)
    await apply(transaction, election_stopped(election, actor.person_id, groups), at=at)
    return Done({"election_id": election_id})


@act
async def record_lot(
    transaction: Transaction, *, actor: Actor, election_id: int, candidacy_id: int, source: str, at: datetime
) -> Outcome:
    """记抽签: whom the lot, drawn in public, fell on; one after another until the seats are given."""
    election = await run(transaction, actor, election_id)
    if isinstance(election, Refusal):
        return election
    if (refusal := lot_refusal(election, candidacy_id)) is not None:
        return refusal
    assert election.result is not None and actor.person_id is not None, "a lot is waited for"
    if await transaction.elections.stands_in(election, actor.person_id):
        return OWN_ELECTION
    await transaction.elections.write(election_id, result=drawn(election, candidacy_id, actor.person_id))
    await apply(transaction, lot_recorded(election, "lot_drawn", [candidacy_id], actor.person_id), at=at)
    return Done({"election_id": election_id})


@act
async def confirm_lot(
    transaction: Transaction, *, actor: Actor, election_id: int, right: bool, draws: int, source: str, at: datetime
) -> Outcome:
    """抽签属实: by a second person who saw it; not so, it is recorded anew."""
    election = await transaction.elections.lock(election_id)
    if election is None:
        return NO_ELECTION
    if (refusal := permit(actor, Act.CONFIRM_VOTE, election.place)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    if await transaction.elections.stands_in(election, actor.person_id):
        return OWN_ELECTION
    if (refusal := lot_second_refusal(election, actor.person_id, draws)) is not None:
        return refusal
    assert election.result is not None, "a lot was drawn"
    what = "lot_confirmed" if right else "lot_rejected"
    await apply(transaction, lot_recorded(election, what, election.result["drawn"], actor.person_id), at=at)
    if right:
        await take_office(transaction, election, [*election.result["chosen"], *election.result["drawn"]], at)
    else:
        await transaction.elections.write(election_id, result=undone(election))
    return Done({"election_id": election_id})


@act
async def record_milestone(
    transaction: Transaction, *, actor: Actor, election_id: int, milestone: Milestone, source: str, at: datetime
) -> Outcome:
    """记备案、记移交: on this day, once."""
    election = await transaction.elections.lock(election_id)
    if election is None:
        return NO_ELECTION
    if (refusal := permit(actor, Act.RUN_ELECTION, election.place)) is not None:
        return refusal
    known = {Milestone.FILED: election.filed_on, Milestone.HANDED_OVER: election.handed_on}
    if election.state is not ElectionState.SETTLED or milestone not in DEADLINES or known[milestone] is not None:
        return Refusal(Reason.WRONG_STATE, {"what": "election_finished"})
    assert actor.person_id is not None, "permitted above"
    day = at.astimezone(transaction.zone).date().isoformat()
    column = "filed_on" if milestone is Milestone.FILED else "handed_on"
    await transaction.elections.write(election_id, **{column: day})
    await apply(transaction, settled_on(election, milestone.value, day, actor.person_id), at=at)
    return Done({"election_id": election_id})
