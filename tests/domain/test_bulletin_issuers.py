"""Whom a paper for the wall is from: what its subject knows, else the office of whoever prints it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from domain.bulletin_issuers import Issuer, IssuerKind, issuer_of
from domain.elections import Election, ElectionState
from domain.registry import Actor, Organ, Place, Role, RoleKind
from domain.voting.constituencies import Constituency
from tests.domain.voting.test_votes import VOTE

AT = datetime(2026, 11, 24, tzinfo=UTC)
HERE, HOUSE = Place(1), Place(1, 3)
ELECTION = Election(1, Place(1), Organ.OWNERS, 5, (), {}, ElectionState.NOTICE, 7, AT)


def seat(organ: Organ, place: Place = HERE, community: int | None = None) -> Role:
    return Role(RoleKind.COMMITTEE, place, AT, organ=organ, community_id=community)


CHAIR = Actor(7, (seat(Organ.SELF_MANAGEMENT),))


def test_an_account_is_its_holder_s_and_an_election_its_groups() -> None:
    assert issuer_of(Place(1), CHAIR, holder="业委会") == Issuer(IssuerKind.HOLDER, Place(1), holder="业委会")
    assert issuer_of(Place(1), CHAIR, election=ELECTION) == Issuer(IssuerKind.ELECTING, Place(1), Organ.OWNERS)
    prepared = issuer_of(Place(1), CHAIR, election=replace(ELECTION, group_state="posted"))
    assert prepared == Issuer(IssuerKind.PREPARING, Place(1), Organ.OWNERS)
    residents = issuer_of(Place(1), CHAIR, election=replace(ELECTION, organ=Organ.RESIDENTS, group_state="posted"))
    assert residents == Issuer(IssuerKind.ELECTING, Place(1), Organ.RESIDENTS, of_community=True)


@pytest.mark.parametrize(
    ("whose", "organ"),
    [
        (Constituency.RESIDENTS, Organ.RESIDENTS),
        (Constituency.REPRESENTATIVES, Organ.RESIDENTS),
        (Constituency.COMMITTEE, Organ.OWNERS),
        (Constituency.OWNERS, Organ.SELF_MANAGEMENT),
        (Constituency.HOUSEHOLDS, Organ.SELF_MANAGEMENT),
    ],
)
def test_a_vote_is_from_who_calls_it_else_from_the_committee_that_runs_it(whose: Constituency, organ: Organ) -> None:
    found = issuer_of(Place(1), CHAIR, vote=replace(VOTE, constituency=whose))
    assert found is not None and (found.kind, found.organ) == (IssuerKind.ORGAN, organ)


def test_nothing_else_known_it_is_the_office_of_who_prints_it() -> None:
    both = Actor(7, (seat(Organ.RESIDENTS, community=2), seat(Organ.OWNERS)))
    assert issuer_of(HOUSE, both) == Issuer(IssuerKind.ORGAN, Place(1), Organ.OWNERS), "the compound's own first"
    above = Actor(7, (seat(Organ.RESIDENTS, community=2),))
    assert issuer_of(Place(1), above) == Issuer(IssuerKind.ORGAN, Place(1), Organ.RESIDENTS, of_community=True)
    leader = Actor(8, (Role(RoleKind.BUILDING_LEADER, HOUSE, AT),))
    assert issuer_of(HOUSE, leader) == Issuer(IssuerKind.LEADER, HOUSE)
    elsewhere = Actor(9, (seat(Organ.OWNERS, Place(2)), Role(RoleKind.BUILDING_LEADER, Place(1, 4), AT)))
    assert issuer_of(HOUSE, elsewhere) is None
