"""The registry (名册): streets, communities, compounds, buildings, people and what they are there."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

LONGEST_PERSON = 40


class RoleKind(StrEnum):
    """Kinds of role (角色)."""

    OPERATOR = "operator"  # 管理员: keeps the bot itself
    COMMITTEE = "committee"  # 委员会成员; `Organ` says of which
    BUILDING_LEADER = "building_leader"  # 楼栋长
    ENTRANCE_LEADER = "entrance_leader"  # 单元长
    FLOOR_LEADER = "floor_leader"  # 楼层长
    GRID_WORKER = "grid_worker"  # 网格员
    REPRESENTATIVE = "representative"  # 居民代表
    CONCERNED_UNIT = "concerned_unit"  # 相关单位: property company, fire brigade, power supply, street office …
    SCRUTINEER = "scrutineer"  # 监票人
    OWNER = "owner"  # 业主
    RESIDENT = "resident"  # 家人、同住居民
    TENANT = "tenant"  # 租户


class Organ(StrEnum):
    """Organs a committee member may sit on (组织)."""

    SELF_MANAGEMENT = "self_management"  # 自管会、院委会
    OWNERS = "owners"  # 业主委员会
    PROPERTY = "property"  # 物业管理委员会
    RESIDENTS = "residents"  # 社区居民委员会
    PARTY = "party"  # 社区党组织、党支部


class Basis(StrEnum):
    """How somebody was shown to belong to a home (登记依据)."""

    SLIP = "slip"  # the home's own code, from its printed slip
    UNMATCHED = "unmatched"  # the home's own code, of an owner whose name the register does not know
    FAMILY = "family"  # a code that somebody of the home gave
    ONE = "one"  # confirmed by one person: not enough for an owners' vote
    TWO = "two"  # confirmed by two


HOME_ROLES = frozenset({RoleKind.OWNER, RoleKind.RESIDENT, RoleKind.TENANT})
STAFF_ROLES = frozenset({RoleKind.COMMITTEE, RoleKind.BUILDING_LEADER, RoleKind.GRID_WORKER})


def kind_named(word: str) -> RoleKind | None:
    """The kind a button names, or None for a forged one."""
    return RoleKind(word) if word in set(RoleKind) else None


@dataclass(frozen=True)
class Place:
    """A place (范围): a compound, a building, an entrance, a floor or one home. All None: the whole installation."""

    compound_id: int | None = None
    building_id: int | None = None
    entrance_id: int | None = None
    floor: int | None = None
    unit_id: int | None = None

    @property
    def levels(self) -> tuple[int | None, ...]:
        """From the widest to the narrowest."""
        return self.compound_id, self.building_id, self.entrance_id, self.floor, self.unit_id

    @property
    def building(self) -> Place:
        """The building it is in (所在楼栋), or the place itself where it is wider."""
        return Place(self.compound_id, self.building_id)

    def covers(self, other: Place) -> bool:
        """Whether a role here reaches there."""
        pairs = zip(self.levels, other.levels, strict=True)
        return all(mine is None or mine == theirs for mine, theirs in pairs)


ANYWHERE = Place()


@dataclass(frozen=True)
class Role:
    """A role (角色) someone holds in a place, from a moment, until another or for good."""

    kind: RoleKind
    place: Place
    since: datetime
    until: datetime | None = None
    organ: Organ | None = None  # of a committee member
    deputy: bool = False  # 副职: stands in for whoever holds the role itself
    basis: Basis | None = None  # of a home role
    community_id: int | None = None  # held over all of a community; `place` is one of its compounds
    grid_id: int | None = None  # held over all of a grid; `place` is one of its buildings

    def holds(self, at: datetime) -> bool:
        return self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True)
class Compound:
    """A residential compound (小区、楼院)."""

    id: int
    name: str
    community_id: int | None = None


@dataclass(frozen=True)
class Building:
    """A building (楼栋) of a compound."""

    id: int
    compound_id: int
    label: str


@dataclass(frozen=True)
class BuildingFace:
    """A building as anybody may see it (楼栋的门面): whether it has a leader, and those who agreed to be named."""

    compound: str
    building: Building
    led: bool
    leaders: tuple[str, ...] = ()
    terms: Mapping[str, str] = field(default_factory=dict)  # what offices are called there

    @property
    def name(self) -> str:
        """中华园3号楼."""
        return f"{self.compound}{self.building.label}"


def called(name: str) -> str:
    """A person's name as screens may show it (称呼): one line, no control or direction marks, not too long."""
    visible = "".join(sign for sign in name if unicodedata.category(sign)[0] not in "CZ" or sign == " ")
    return " ".join(visible.split())[:LONGEST_PERSON].strip() or "—"


@dataclass(frozen=True)
class Actor:
    """Whoever acts (办事人): a person with the roles held at that moment. `person_id` None: the product itself."""

    person_id: int | None
    roles: tuple[Role, ...] = ()

    def has(self, kind: RoleKind) -> bool:
        return any(role.kind is kind for role in self.roles)

    def here(self, place: Place) -> bool:
        """住在或者服务于这里: holds a role in the place, in what is around it, or in a part of it."""
        return any(role.place.covers(place) or place.covers(role.place) for role in self.roles)

    def of_compound(self, compound_id: int | None) -> bool:
        """这个小区的人: lives or serves in just this compound; whoever looks after the whole installation does not."""
        return any(role.place.compound_id == compound_id for role in self.roles)

    @property
    def compounds(self) -> tuple[int, ...]:
        """Where the person lives or serves (所在小区), each once, in the order of their roles."""
        return tuple(dict.fromkeys(one.place.compound_id for one in self.roles if one.place.compound_id is not None))

    @property
    def registered(self) -> bool:
        """已登记: holds any role."""
        return bool(self.roles)

    @property
    def home(self) -> Place | None:
        """我家: where the person is registered as living or owning, the first of several."""
        return next((role.place for role in self.roles if role.kind in HOME_ROLES), None)


ITSELF = Actor(None)
"""The product acting by its timetable (到点自动办理)."""


@dataclass(frozen=True)
class PlaceNames:
    """What places are called (地名), for screens and notices."""

    compounds: Mapping[int, str]
    buildings: Mapping[int, str]

    def of(self, place: Place) -> str:
        """中华园3号楼; an empty word for the whole installation."""
        compound = "" if place.compound_id is None else self.compounds.get(place.compound_id, "")
        return compound + ("" if place.building_id is None else self.buildings.get(place.building_id, ""))


@dataclass(frozen=True)
class HomeRequest:
    """A wish to be registered at home (登记申请), as those who confirm it see it."""

    id: int
    name: str
    kind: RoleKind
    place: Place
    where: str
    person_id: int | None = None
