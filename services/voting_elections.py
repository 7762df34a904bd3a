"""Elections put to the vote (选举表决): the final list becomes what is marked on the ballots."""

from __future__ import annotations

from datetime import datetime

from domain.candidacies import few_candidates
from domain.effects import Record
from domain.election_results import ballot_names
from domain.elections import CONSTITUENCIES, Election, ElectionState, Way
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor
from domain.vote_terms import needs_paper
from domain.voting.constituencies import Constituency
from domain.voting.owners_matters import OwnersMatter
from domain.voting.questions import Option, Question
from domain.voting.votes import Motion
from services.acts import act
from services.voting import put
from storage.effects import apply
from storage.transaction import Transaction


@act
async def put_election(
    transaction: Transaction,
    *,
    actor: Actor,
    election_id: int,
    title: str,
    text: str,
    days: int,
    source: str,
    at: datetime,
) -> Outcome:
    """发起选举表决: whoever is on the final list stands on the ballot, in its order; as many marks as seats."""
    election = await transaction.elections.lock(election_id)
    if election is None:
        return Refusal(Reason.NOT_FOUND, {"what": "election"})
    if (refusal := await _refusal(transaction, actor, election)) is not None:
        return refusal
    on_it = await transaction.elections.noticed(election_id, transaction.zone)
    members = [one for one in on_it if one.running]
    if (refusal := few_candidates(election, members)) is not None:
        return refusal
    options = tuple(Option(str(one.id), label) for one, label in zip(members, ballot_names(members), strict=True))
    constituency = CONSTITUENCIES[election.organ]
    matter = OwnersMatter.COMMITTEE if constituency is Constituency.OWNERS else None
    question = Question("k-seats", options, election.seats)
    profile = await transaction.profiles.of_compound(election.place.compound_id)
    motion = Motion(matter, title, text, days, constituency, question, on_paper=needs_paper(profile, constituency))
    outcome = await put(transaction, actor, election.place, motion, at=at)
    if isinstance(outcome, Done):
        await transaction.elections.write(election_id, state=ElectionState.VOTING.value, vote_id=outcome["vote_id"])
        body = {"by": actor.person_id, "vote": outcome["vote_id"]}
        await apply(transaction, [Record(election.subject, "put", body)], at=at)
    return outcome


async def _refusal(transaction: Transaction, actor: Actor, election: Election) -> Refusal | None:
    """Why it cannot be put to the vote: an appointment never can, nor what must be secret on paper."""
    if (refusal := permit(actor, Act.RUN_ELECTION, election.place)) is not None:
        return refusal
    if election.way is not Way.VOTE or not election.may_become(ElectionState.VOTING):
        return Refusal(Reason.WRONG_STATE, {"what": "election_finished"})
    return None
