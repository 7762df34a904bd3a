"""Whose a candidacy is, who may agree to it and judge it, and how many people are on a list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.candidacies import (
    bears,
    consent_refusal,
    few_candidates,
    judge_refusal,
    named_refusal,
    near,
    paper_consent_refusal,
    people_of,
    stands_in,
    withdrawal_refusal,
)
from domain.elections import Candidacy, CandidacyObjection, ElectionState
from domain.outcomes import Refusal
from domain.registry import Actor, Organ, Place, Role, RoleKind
from domain.voting.compositions import NominationChannel
from tests.domain.test_elections import MONDAY, election
from tests.domain.test_elections import stands as known_stands


def stands(number: int, channel: NominationChannel = NominationChannel.SELF) -> Candidacy:
    """On paper alone."""
    return known_stands(number, channel, person_id=None)


HOME = Place(1, 1, 1, 1, 7)
OWNER = Actor(5, (Role(RoleKind.OWNER, HOME, MONDAY),))
NOTICE = election(state=ElectionState.NOTICE)


def what(refusal: Refusal | None) -> str:
    return "" if refusal is None else str(refusal.facts["what"])


def test_a_candidacy_is_a_persons_by_number_or_on_paper_by_name() -> None:
    paper, known = stands(1), replace(stands(2), person_id=5)
    assert bears(known, 5, ()) and not bears(known, 6, {known.name})
    assert bears(paper, 6, {paper.name}) and not bears(paper, 6, {"别人"})
    assert stands_in([paper, known], 5, ()) and not stands_in([paper, known], 6, ())


def test_only_the_register_says_who_agrees() -> None:
    one, names = replace(stands(1), consents=False), {"邻居1"}
    assert consent_refusal(election(), one, [one], OWNER, names) is None
    assert what(consent_refusal(NOTICE, one, [one], OWNER, names)) == "election_nominating"
    assert what(consent_refusal(election(), one, [one], OWNER, ())) == "candidacy_name"
    theirs, mine = replace(one, person_id=6), replace(stands(2), person_id=5)
    assert what(consent_refusal(election(), theirs, [theirs], OWNER, names)) == "candidacy"
    assert what(consent_refusal(election(), one, [one, mine], OWNER, names)) == "candidacy"
    again = replace(one, person_id=5)
    assert consent_refusal(election(), again, [again], OWNER, ()) is None
    stranger = Actor(5, (Role(RoleKind.OWNER, Place(2), MONDAY),))
    assert what(consent_refusal(election(), one, [one], stranger, names)) == "election_home"
    tenant = Actor(5, (Role(RoleKind.TENANT, HOME, MONDAY),))
    assert what(consent_refusal(election(), one, [one], tenant, names)) == "election_owner"
    serving = Actor(5, (Role(RoleKind.GRID_WORKER, Place(1), MONDAY),))
    party = stands(3, NominationChannel.PARTY)
    residents = election(Organ.RESIDENTS)
    assert what(consent_refusal(residents, party, [party], serving, {"邻居3"})) == "election_outsider"
    assert near(OWNER, Place(1)) and near(serving, HOME) and not near(stranger, Place(1))


def test_consent_on_paper_is_noted_once_and_while_people_are_nominated() -> None:
    one = replace(stands(1), consents=False)
    assert paper_consent_refusal(election(), one) is None
    assert what(paper_consent_refusal(NOTICE, one)) == "election_nominating"
    for change in ({"consents": True}, {"on_paper": True}, {"withdrawn": True}):
        assert what(paper_consent_refusal(election(), replace(one, **change))) == "candidacy"
    assert withdrawal_refusal(NOTICE) is None and withdrawal_refusal(election()) is None
    assert what(withdrawal_refusal(election(state=ElectionState.LISTED))) == "election_listed"


def test_nobody_judges_their_own_objection_nor_one_about_them() -> None:
    one = stands(1)
    raised = CandidacyObjection(1, one.id, "没空", date(2026, 3, 3), person_id=8)
    assert judge_refusal(one, raised, 9, ()) is None
    assert what(judge_refusal(one, raised, 8, ())) == "candidacy_objector"
    assert what(judge_refusal(one, raised, 9, {one.name})) == "candidacy_judge"
    assert what(judge_refusal(one, replace(raised, upheld=True), 9, ())) == "candidate_objection"


def test_one_person_entered_twice_is_no_second_candidate() -> None:
    five = [stands(n) for n in range(1, 6)]
    twice = replace(stands(6), candidate=five[0].candidate)
    assert what(few_candidates(election(), [*five, twice])) == "election_few_candidates"
    known = replace(five[0], person_id=5)
    assert len(people_of([known, twice])) == 1 and len(people_of([known, replace(twice, person_id=6)])) == 2
    assert few_candidates(election(), [*five, stands(6)]) is None
    assert what(named_refusal(five, "邻居1")) == "candidacy_twice" and named_refusal(five, "邻居9") is None
    assert named_refusal([replace(five[0], withdrawn=True)], "邻居1") is None
