"""Consent to stand (同意参选): by the candidate's own word, or on paper, and who has seen it; and stepping back."""

from __future__ import annotations

from datetime import datetime

from domain.candidacies import consent_refusal, paper_consent_refusal, withdrawal_refusal
from domain.election_effects import stepped
from domain.elections import Candidacy, Election, at_home, wants_owners
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor
from services.acts import act
from services.elections_candidates import held
from storage.effects import apply
from storage.transaction import Transaction


@act
async def consent_to_stand(
    transaction: Transaction, *, actor: Actor, candidacy_id: int, source: str, at: datetime
) -> Outcome:
    """我就是，我愿意: by whoever the register knows by that name, and says that they fulfil every condition."""
    found = await held(transaction, candidacy_id)
    if isinstance(found, Refusal):
        return found
    election, one = found
    assert actor.person_id is not None and election.place.compound_id is not None, "a person agrees, in a compound"
    every = await transaction.elections.candidacies(election.id, transaction.zone)
    registered = await transaction.owners.names_of(actor.person_id, election.place.compound_id)
    if (refusal := consent_refusal(election, one, every, actor, registered)) is not None:
        return refusal
    home = at_home(actor, election.place, owner=wants_owners(election))
    await transaction.elections.rewrite(
        one.id, person_id=actor.person_id, consents=True, fulfils=True, withdrawn=False, resident=home is not None
    )
    await transaction.elections.unsign(one.id, person=actor.person_id)  # nobody signs for themselves
    await apply(transaction, stepped(election, "consented", one.id, actor.person_id), at=at)
    return Done({"candidacy_id": one.id})


@act
async def note_consent(
    transaction: Transaction, *, actor: Actor, candidacy_id: int, source: str, at: datetime
) -> Outcome:
    """记书面同意: by whoever runs the election and has seen it, and is named for it."""
    found = await _run_candidacy(transaction, actor, candidacy_id)
    if isinstance(found, Refusal):
        return found
    election, one, person = found
    if (refusal := paper_consent_refusal(election, one)) is not None:
        return refusal
    await transaction.elections.rewrite(one.id, on_paper=True, fulfils=True, seen_by=person)
    await apply(transaction, stepped(election, "consented_on_paper", one.id, person), at=at)
    return Done({"candidacy_id": one.id})


async def _run_candidacy(
    transaction: Transaction, actor: Actor, candidacy_id: int
) -> tuple[Election, Candidacy, int] | Refusal:
    """A candidacy, its election, whose row is held, and the number of whoever runs it."""
    found = await held(transaction, candidacy_id)
    if isinstance(found, Refusal):
        return found
    if (refusal := permit(actor, Act.RUN_ELECTION, found[0].place)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    return *found, actor.person_id


@act
async def withdraw_candidacy(
    transaction: Transaction, *, actor: Actor, candidacy_id: int, source: str, at: datetime
) -> Outcome:
    """不参选了, until the list is settled: by themselves; whoever is on paper alone, by who runs the election."""
    found = await held(transaction, candidacy_id)
    if isinstance(found, Refusal):
        return found
    election, one = found
    if (refusal := _not_theirs(actor, election, one) or withdrawal_refusal(election)) is not None:
        return refusal
    assert actor.person_id is not None, "somebody of the election"
    await transaction.elections.rewrite(one.id, withdrawn=True, consents=False)
    await apply(transaction, stepped(election, "withdrawn", one.id, actor.person_id), at=at)
    return Done({"candidacy_id": one.id})


def _not_theirs(actor: Actor, election: Election, one: Candidacy) -> Refusal | None:
    """Why this person cannot take a candidacy back."""
    if one.person_id is None:
        return permit(actor, Act.RUN_ELECTION, election.place)
    return None if one.person_id == actor.person_id else Refusal(Reason.NOT_YOURS, {"what": "candidacy"})
