"""Offices (任职): what somebody is asked to be, where, on which organ, as whose deputy and until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from domain.outcomes import Facts, Refusal
from domain.permissions import Act, appointing, permit
from domain.registry import ANYWHERE, HOME_ROLES, Actor, Organ, Place, Role, RoleKind


class Level(StrEnum):
    """How far an office reaches (任职范围)."""

    INSTALLATION = "installation"  # 全部小区
    COMMUNITY = "community"  # every compound of a community
    COMPOUND = "compound"
    GRID = "grid"  # every building of a grid
    BUILDING = "building"
    ENTRANCE = "entrance"
    FLOOR = "floor"
    UNIT = "unit"  # of a home role


@dataclass(frozen=True)
class Scope:
    """Where an office is held (任职地点): a place, a whole community, or a grid across buildings."""

    place: Place = ANYWHERE
    community_id: int | None = None
    grid_id: int | None = None

    @property
    def level(self) -> Level:
        if self.community_id is not None:
            return Level.COMMUNITY
        if self.grid_id is not None:
            return Level.GRID
        known = zip(OF_A_PLACE, self.place.levels, strict=True)
        return next((level for level, part in reversed(list(known)) if part is not None), Level.INSTALLATION)


OF_A_PLACE = (Level.COMPOUND, Level.BUILDING, Level.ENTRANCE, Level.FLOOR, Level.UNIT)
LEVELS: Mapping[RoleKind, tuple[Level, ...]] = {
    RoleKind.COMMITTEE: (Level.COMPOUND, Level.COMMUNITY),
    RoleKind.BUILDING_LEADER: (Level.BUILDING,),
    RoleKind.ENTRANCE_LEADER: (Level.ENTRANCE,),
    RoleKind.FLOOR_LEADER: (Level.FLOOR,),
    RoleKind.GRID_WORKER: (Level.GRID, Level.COMPOUND, Level.COMMUNITY),
    RoleKind.REPRESENTATIVE: (Level.BUILDING, Level.COMPOUND),
    RoleKind.CONCERNED_UNIT: (Level.COMPOUND, Level.COMMUNITY),
    RoleKind.SCRUTINEER: (Level.COMPOUND,),
}
"""Kinds given by invitation (凭邀请担任), in the order they are offered, and how far each may reach."""

PARTY_LEVELS = (Level.COMPOUND, Level.COMMUNITY, Level.GRID, Level.BUILDING)
"""社区党组织、党支部、楼栋党小组."""
OF_A_COMPOUND = (Organ.SELF_MANAGEMENT, Organ.OWNERS, Organ.PROPERTY)
"""Organs a compound has for itself; one of them is enough."""
OF_A_COMMUNITY = (Organ.RESIDENTS, Organ.PARTY)
"""Organs that stand above compounds."""


@dataclass(frozen=True)
class Office:
    """An office (职务) that can be held."""

    kind: RoleKind
    scope: Scope
    organ: Organ | None = None  # of a committee member
    deputy_of: int | None = None  # the role this one stands in for
    until: datetime | None = None  # when the term ends

    @property
    def sound(self) -> bool:
        """Whether there can be such an office: a leader has a building, a committee member an organ."""
        if (self.kind is RoleKind.COMMITTEE) != (self.organ is not None):
            return False
        return self.scope.level in levels(self.kind, self.organ)

    @property
    def facts(self) -> dict[str, Any]:
        """What it is called, without its place."""
        return {
            "kind": self.kind.value,
            "organ": None if self.organ is None else self.organ.value,
            "deputy": self.deputy_of is not None,
            "level": self.scope.level.value,
            "floor": self.scope.place.floor or 0,
        }


@dataclass(frozen=True)
class Wanted:
    """A post that somebody can be asked to take with one press (可请人的岗位): what is known of it already."""

    compound_id: int
    kind: RoleKind
    organ: Organ | None = None
    level: Level | None = None
    number: int = 0  # of its building or its grid

    @property
    def facts(self) -> list[int | str]:
        """As a notice keeps it."""
        return [self.compound_id, self.kind.value, self.organ or "", self.level or "", self.number]


@dataclass(frozen=True)
class ScopeName:
    """What a scope is called (任职地点的叫法): its labels one after another, and a floor's number."""

    level: Level
    name: str  # 府河社区, 府河社区第3网格, 中华园3号楼2单元
    floor: int = 0


@dataclass(frozen=True)
class Held:
    """An office that somebody holds (在任), with the names its place and people go by."""

    id: int
    person_id: int
    name: str
    office: Office
    where: ScopeName
    since: datetime
    stands_for: str = ""  # whom a deputy stands in for

    @property
    def deputy(self) -> bool:
        return self.office.deputy_of is not None

    @property
    def facts(self) -> dict[str, Any]:
        """What notices and screens say of it."""
        return {**office_facts(self.office, self.where), "name": self.name, "stands_for": self.stands_for}


@dataclass(frozen=True)
class Offer:
    """An invitation as the invited person reads it (邀请)."""

    office: Office
    where: ScopeName
    giver: str
    expires_at: datetime
    stands_for: str = ""  # whom a deputy would stand in for
    handover: bool = False  # the giver's own office, which ends as this one begins


def office_facts(office: Office, where: ScopeName) -> dict[str, Any]:
    """An office as facts: what it is called and where."""
    return {**office.facts, "place": where.name}


def wanted_again(office: Office, compound_id: int) -> Wanted | None:
    """The post that is vacant once this office ends, where it is one that a list shows."""
    level, place = office.scope.level, office.scope.place
    if office.kind is RoleKind.COMMITTEE:
        return Wanted(compound_id, office.kind, office.organ, level)
    if office.kind is RoleKind.BUILDING_LEADER:
        return Wanted(compound_id, office.kind, None, level, place.building_id or 0)
    if office.scope.grid_id is not None:
        return Wanted(compound_id, office.kind, None, level, office.scope.grid_id)
    return None


def levels(kind: RoleKind, organ: Organ | None) -> tuple[Level, ...]:
    """How far an office of this kind may reach: a compound's own organ never beyond it, the party down to buildings."""
    if organ in OF_A_COMPOUND:
        return (Level.COMPOUND,)
    return PARTY_LEVELS if organ is Organ.PARTY else LEVELS.get(kind, ())


def may_appoint(actor: Actor, office: Office, reach: Sequence[Place]) -> Refusal | None:
    """None when `actor` may give and end this office; `reach`: the places it comes to.

    What reaches over a community, its later compounds included, is given by whoever holds office over all of it.
    """
    act = appointing(office.kind)
    if office.scope.level is Level.COMMUNITY:
        above = tuple(role for role in actor.roles if _above(role, office.scope.community_id))
        return permit(Actor(actor.person_id, tuple(_everywhere(role) for role in above)), act, ANYWHERE)
    places = reach if office.scope.level is Level.GRID else (office.scope.place,)
    refusals = [permit(actor, act, place) for place in places]
    return next((refusal for refusal in refusals if refusal is not None), None) if refusals else _nobody(act)


def _above(role: Role, community_id: int | None) -> bool:
    return role.place == ANYWHERE or (role.community_id is not None and role.community_id == community_id)


def _everywhere(role: Role) -> Role:
    return Role(role.kind, ANYWHERE, role.since)


def _nobody(act: Act) -> Refusal | None:
    """A grid without buildings is nobody's to give."""
    return permit(Actor(None), act, ANYWHERE)


def is_office(kind: RoleKind) -> bool:
    """Whether it is an office, not a home (任职还是居住)."""
    return kind not in HOME_ROLES


def after_years(at: datetime, years: int) -> datetime:
    """The same day so many years on; 29 February becomes 28 February."""
    try:
        return at.replace(year=at.year + years)
    except ValueError:
        return at.replace(year=at.year + years, day=28)


def record_body(office: Office) -> Facts:
    """What the journal keeps of an office: numbers, never names."""
    place = office.scope.place
    body = {
        "kind": office.kind.value,
        "organ": None if office.organ is None else office.organ.value,
        "building": place.building_id,
        "entrance": place.entrance_id,
        "floor": place.floor,
        "grid": office.scope.grid_id,
        "deputy_of": office.deputy_of,
    }
    return {name: value for name, value in body.items() if value is not None}


def stream(scope: Scope, community_id: int | None) -> str:
    """The journal stream an office belongs to: its compound's, else its community's, else the installation's."""
    if scope.place.compound_id is not None:
        return f"compound:{scope.place.compound_id}"
    return "installation" if community_id is None else f"community:{community_id}"
