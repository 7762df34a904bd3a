"""Ballots given out (领票记号) in an election on paper: one a home and round, taken back until a sheet is entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.candidacies import OWN_ELECTION
from domain.election_refusals import NO_ELECTION
from domain.election_voter_effects import ballot_unmarked
from domain.election_voters import NO_LIST, NO_VOTER, Turnout, VoterList, polling_refusal
from domain.elections import Election, ElectionState, Way
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor
from services.acts import act
from services.elections import FINISHED
from storage.effects import apply
from storage.transaction import Transaction


@dataclass(frozen=True)
class Polling:
    """An election on paper that is held now (投票中的纸票选举), its row ours until the commit."""

    election: Election
    posted: VoterList
    turnout: Turnout


async def polling(transaction: Transaction, actor: Actor, election_id: int, at: datetime) -> Polling | Refusal:
    """An election whose ballots are given out and counted now, for somebody who may count and does not stand in it."""
    election = await transaction.elections.lock(election_id)
    if election is None:
        return NO_ELECTION
    if (refusal := permit(actor, Act.CONFIRM_VOTE, election.place)) is not None:
        return refusal
    if election.way is not Way.PAPER or election.state is not ElectionState.LISTED:
        return FINISHED
    assert actor.person_id is not None, "permitted above"
    if await transaction.elections.stands_in(election, actor.person_id):
        return OWN_ELECTION
    posted = await transaction.voters.of(election_id)
    if posted is None:
        return NO_LIST
    refusal = polling_refusal(posted, await transaction.voters.objections(posted.id), at)
    turnout = await transaction.voters.turnout(election_id, posted.id)
    return refusal or Polling(election, posted, turnout)


async def _open(
    transaction: Transaction, actor: Actor, election_id: int, unit_id: int, at: datetime
) -> tuple[Polling, str] | Refusal:
    """The election and the door, while ballots are given out: no count sheet waits."""
    found = await polling(transaction, actor, election_id, at)
    if isinstance(found, Refusal):
        return found
    sheet = await transaction.elections.sheet(election_id)
    if sheet is not None and not sheet.confirmed:
        return Refusal(Reason.WRONG_STATE, {"what": "turnout_counted"})
    unit = await transaction.units.unit(unit_id)
    if unit is None or not await transaction.voters.has(found.posted.id, unit_id):
        return NO_VOTER
    return found, unit.name


@act
async def mark_ballot(
    transaction: Transaction, *, actor: Actor, election_id: int, unit_id: int, source: str, at: datetime
) -> Outcome:
    """记领票: a home was given its ballot; never twice, never what it chooses."""
    found = await _open(transaction, actor, election_id, unit_id, at)
    if isinstance(found, Refusal):
        return found
    (held, door), by = found, actor.person_id
    assert by is not None, "permitted above"
    if not await transaction.voters.mark(election_id, held.turnout.round, unit_id, by=by, at=at):
        known = {"what": "ballot_marked", "door": door, "unit_id": unit_id}
        return Refusal(Reason.ALREADY_DONE, {**known, **_facts(held, held.turnout.marked)})
    return Done({**_facts(held, held.turnout.marked + 1), "unit_id": unit_id, "door": door})


@act
async def unmark_ballot(
    transaction: Transaction, *, actor: Actor, election_id: int, unit_id: int, nth: int, source: str, at: datetime
) -> Outcome:
    """撤回领票记号: it was the wrong door; of this round only."""
    found = await _open(transaction, actor, election_id, unit_id, at)
    if isinstance(found, Refusal):
        return found
    (held, door), by = found, actor.person_id
    assert by is not None, "permitted above"
    if nth != held.turnout.round:
        return Refusal(Reason.STALE)
    if not await transaction.voters.unmark(election_id, nth, unit_id):
        return Refusal(Reason.ALREADY_DONE, {"what": "ballot_unmarked", "door": door})
    await apply(transaction, ballot_unmarked(held.election, nth, by), at=at)
    return Done({**_facts(held, held.turnout.marked - 1), "unit_id": unit_id, "door": door})


def _facts(held: Polling, marked: int) -> dict[str, int]:
    return {
        "election_id": held.election.id,
        "round": held.turnout.round,
        "marked": marked,
        "homes": held.turnout.homes,
    }
