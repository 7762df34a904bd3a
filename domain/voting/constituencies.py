"""Constituencies (表决主体): who decides a vote, by which rule; each kind's decisions stand for its own."""

from __future__ import annotations

from enum import StrEnum

from domain.outcomes import Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Organ, Place, RoleKind
from domain.voting import rules
from domain.voting.owners_matters import OwnersMatter
from domain.voting.owners_matters import rule_for as rule_of_owners
from domain.voting.rules import HOUSEHOLDS, OWNERS_COMMITTEE, REPRESENTATIVES_MEETING, RESIDENTS_ASSEMBLY, Rule


class Constituency(StrEnum):
    """Whose vote it is (表决主体)."""

    OWNERS = "owners"  # 业主: 民法典278, and nobody else decides what stands there
    HOUSEHOLDS = "households"  # 居民户: 楼院章程, one vote a home
    RESIDENTS = "residents"  # 居民会议: 居委会组织法27, the representative of each home
    REPRESENTATIVES = "representatives"  # 居民代表: 居委会组织法29, in a meeting
    COMMITTEE = "committee"  # 业主委员会: 指导规则39


RULE_OF = {
    Constituency.HOUSEHOLDS: HOUSEHOLDS,
    Constituency.RESIDENTS: RESIDENTS_ASSEMBLY,
    Constituency.REPRESENTATIVES: REPRESENTATIVES_MEETING,
    Constituency.COMMITTEE: OWNERS_COMMITTEE,
}
"""The rule of those who do not vote as owners; owners go by the matter."""

BY_HOMES = frozenset({Constituency.HOUSEHOLDS, Constituency.RESIDENTS})
"""Where each home votes once (一户一票), whoever is registered there on the day."""

MEETS = frozenset({Constituency.RESIDENTS, Constituency.REPRESENTATIVES})
"""What is called for a day and an hour (会议)."""

Seat = tuple[RoleKind, Organ | None]
"""An office, and of which organ."""

MEMBERS: dict[Constituency, tuple[Seat, ...]] = {
    Constituency.REPRESENTATIVES: ((RoleKind.REPRESENTATIVE, None), (RoleKind.COMMITTEE, Organ.RESIDENTS)),
    Constituency.COMMITTEE: ((RoleKind.COMMITTEE, Organ.OWNERS),),
}
"""Whose holders vote, each for one. Of a representatives' meeting the residents' committee are members, too (28)."""


def rule_of(constituency: Constituency, matter: OwnersMatter | None) -> Rule | Refusal:
    """The rule a vote goes by.

    A refusal where owners are asked about nothing of theirs, or others about what owners alone decide.
    """
    if constituency is Constituency.OWNERS:
        return Refusal(Reason.EMPTY, {"what": "vote_matter"}) if matter is None else rule_of_owners(matter)
    if matter is not None:
        return Refusal(Reason.WRONG_STATE, {"what": "vote_owners_only", "article": rules.OWNERS_GENERAL.article})
    return RULE_OF[constituency]


def starting_refusal(actor: Actor, constituency: Constituency, place: Place) -> Refusal | None:
    """Why this person cannot start such a vote there, nor take it back: the owners' committee calls its own."""
    if constituency is not Constituency.COMMITTEE:
        return permit(actor, Act.START_VOTE, place)
    seats = MEMBERS[constituency]
    if any((role.kind, role.organ) in seats and role.place.covers(place) for role in actor.roles):
        return None
    return Refusal(Reason.WRONG_STATE, {"what": "vote_of_committee"})
