"""Which body a paper for the wall is from (发出单位): what its subject knows, else the office of whoever prints it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.elections import Election
from domain.offices import OF_A_COMPOUND
from domain.registry import Actor, Organ, Place, Role, RoleKind
from domain.voting.constituencies import Constituency
from domain.voting.votes import Vote


class IssuerKind(StrEnum):
    """What it is (单位的种类)."""

    ORGAN = "organ"  # 自管会、业主委员会、居民委员会 …
    PREPARING = "preparing"  # 选举筹备组
    ELECTING = "electing"  # 选举工作小组、居民选举委员会
    HOLDER = "holder"  # 账户的户主, as it was written
    LEADER = "leader"  # 楼长, of a small matter of a building


@dataclass(frozen=True)
class Issuer:
    """The body that puts its seal to a paper (发出单位): never somebody's name.

    `of_community`: it stands above compounds, and is called after its community.
    """

    kind: IssuerKind
    place: Place
    organ: Organ | None = None
    holder: str = ""  # of an account
    where: str = ""  # what its place, or its community, is called
    of_community: bool = False


CONVENES: Mapping[Constituency, Organ] = {
    Constituency.RESIDENTS: Organ.RESIDENTS,  # 居委会组织法: the residents' committee calls and chairs it
    Constituency.REPRESENTATIVES: Organ.RESIDENTS,
    Constituency.COMMITTEE: Organ.OWNERS,
}
"""Whose vote is called by whom; the homes and the owners are asked by whichever committee runs it."""


def issuer_of(
    place: Place, actor: Actor, *, election: Election | None = None, vote: Vote | None = None, holder: str = ""
) -> Issuer | None:
    """Of a paper about this; None: nothing is known, and its compound stands alone."""
    if election is not None:
        return _electing(election)
    if holder:
        return Issuer(IssuerKind.HOLDER, place, holder=holder)
    if vote is not None and vote.constituency in CONVENES:
        return _organ(place, CONVENES[vote.constituency])
    return _printing(actor, place)


def _electing(election: Election) -> Issuer:
    """筹备组 once it is posted; of the residents' committee its own 居民选举委员会."""
    residents = election.organ is Organ.RESIDENTS
    posted = election.group_state is not None and not residents
    kind = IssuerKind.PREPARING if posted else IssuerKind.ELECTING
    return Issuer(kind, election.place, election.organ, of_community=residents)


def _organ(place: Place, organ: Organ, *, of_community: bool = False) -> Issuer:
    """A body of the compound, whichever part of it a paper is about."""
    within = Place(place.compound_id)
    return Issuer(IssuerKind.ORGAN, within, organ, of_community=of_community or organ is Organ.RESIDENTS)


def _printing(actor: Actor, place: Place) -> Issuer | None:
    """The office by which they print it: a body of the compound itself before one above it."""
    here = [role for role in actor.roles if role.place.covers(place)]
    seats = sorted((role for role in here if role.organ is not None), key=lambda role: role.organ not in OF_A_COMPOUND)
    if seats:
        return _seat(seats[0], place)
    leads = any(role.kind is RoleKind.BUILDING_LEADER for role in here)
    return Issuer(IssuerKind.LEADER, Place(place.compound_id, place.building_id)) if leads else None


def _seat(role: Role, place: Place) -> Issuer:
    assert role.organ is not None, "a seat of a committee"
    return _organ(place, role.organ, of_community=role.community_id is not None)
