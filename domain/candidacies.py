"""Who stands (参选人): whose a candidacy is, who may agree to it or answer for it, and who may not enter it again."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from domain.elections import (
    Candidacy,
    CandidacyObjection,
    Election,
    ElectionState,
    Way,
    at_home,
    channel_refusal,
    outsider_refusal,
    wants_owners,
)
from domain.outcomes import Reason, Refusal
from domain.registry import Actor, Place
from domain.voting.elections import enough_candidates

ALREADY = Refusal(Reason.ALREADY_DONE, {"what": "candidacy"})
OWNERS_ONLY = Refusal(Reason.NOT_YOURS, {"what": "election_owner"})
AT_HOME_ONLY = Refusal(Reason.NOT_YOURS, {"what": "election_home"})
OWN_ELECTION = Refusal(Reason.WRONG_STATE, {"what": "vote_own_election"})
"""A candidate counts, draws and confirms nothing of their own election."""


def near(actor: Actor, place: Place) -> bool:
    """Whether somebody lives, owns or serves there."""
    return any(role.place.covers(place) or place.covers(role.place) for role in actor.roles)


def bears(one: Candidacy, person_id: int, names: Collection[str]) -> bool:
    """Whether a candidacy is this person's: by their number; one on paper, by any name they go by."""
    return one.person_id == person_id or (one.person_id is None and one.name in names)


def stands_in(candidacies: Sequence[Candidacy], person_id: int, names: Collection[str]) -> bool:
    """Whether somebody stands in an election, on the phone or on paper."""
    return any(bears(one, person_id, names) for one in candidacies)


def consent_refusal(
    election: Election, one: Candidacy, every: Sequence[Candidacy], actor: Actor, registered: Collection[str]
) -> Refusal | None:
    """Why this person cannot say that it is them: only the register knows a name, not what an account calls itself."""
    if (refusal := channel_refusal(election, one.candidate.channel)) is not None:
        return refusal
    mine = [each for each in every if each.person_id == actor.person_id]
    if one.person_id not in (None, actor.person_id) or any(each.id != one.id for each in mine):
        return ALREADY
    if not near(actor, election.place):
        return AT_HOME_ONLY
    home = at_home(actor, election.place, owner=wants_owners(election))
    if home is None and wants_owners(election):
        return OWNERS_ONLY
    if one.person_id is None and one.name not in registered:
        return Refusal(Reason.NOT_YOURS, {"what": "candidacy_name", "name": one.name})
    return outsider_refusal(election, resident=home is not None)


def paper_consent_refusal(election: Election, one: Candidacy) -> Refusal | None:
    """Why nobody can note now that somebody has agreed on paper."""
    if (refusal := channel_refusal(election, one.candidate.channel)) is not None:
        return refusal
    return ALREADY if one.consents or one.on_paper or not one.running else None


def withdrawal_refusal(election: Election) -> Refusal | None:
    """Why nobody can step back now: the list is settled."""
    if election.state in (ElectionState.NOMINATING, ElectionState.NOTICE):
        return None
    return Refusal(Reason.WRONG_STATE, {"what": "election_listed"})


def judge_refusal(
    one: Candidacy, objection: CandidacyObjection, person_id: int, names: Collection[str]
) -> Refusal | None:
    """Why this person cannot answer an objection: it is about them, or their own."""
    if objection.upheld is not None:
        return Refusal(Reason.ALREADY_DONE, {"what": "candidate_objection"})
    if bears(one, person_id, names):
        return Refusal(Reason.WRONG_STATE, {"what": "candidacy_judge"})
    if objection.person_id == person_id:
        return Refusal(Reason.WRONG_STATE, {"what": "candidacy_objector"})
    return None


def named_refusal(every: Sequence[Candidacy], name: str) -> Refusal | None:
    """Why nobody is entered under this name: somebody of it stands already, and one person stands once."""
    if any(one.running and one.name == name for one in every):
        return Refusal(Reason.ALREADY_DONE, {"what": "candidacy_twice", "name": name})
    return None


def people_of(listed: Sequence[Candidacy]) -> tuple[int | str, ...]:
    """Who they are, each once: a name on paper is no second person beside somebody who is known, or entered, by it."""
    known = {one.person_id: one.name for one in listed if one.person_id is not None}
    return (*known, *sorted({one.name for one in listed if one.person_id is None} - set(known.values())))


def few_candidates(election: Election, listed: Sequence[Candidacy]) -> Refusal | None:
    """差额: where people choose, there are more candidates than seats."""
    if election.way is Way.APPOINTMENT or enough_candidates([str(one) for one in people_of(listed)], election.seats):
        return None
    return Refusal(Reason.WRONG_STATE, {"what": "election_few_candidates", "seats": election.seats})
