"""The registry (名册): streets, communities, compounds, buildings, people and what they are there."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LONGEST_PERSON = 40


class RoleKind(StrEnum):
    """Kinds of role (角色)."""

    OPERATOR = "operator"  # 管理员: keeps the bot itself
    COMMITTEE = "committee"  # 自管会、业委会、社区两委成员
    BUILDING_LEADER = "building_leader"  # 楼栋长
    GRID_WORKER = "grid_worker"  # 网格员
    OWNER = "owner"  # 业主
    RESIDENT = "resident"  # 家人、同住居民
    TENANT = "tenant"  # 租户


HOME_ROLES = frozenset({RoleKind.OWNER, RoleKind.RESIDENT, RoleKind.TENANT})
STAFF_ROLES = frozenset({RoleKind.COMMITTEE, RoleKind.BUILDING_LEADER, RoleKind.GRID_WORKER})


def kind_named(word: str) -> RoleKind | None:
    """The kind a button names, or None for a forged one."""
    return RoleKind(word) if word in set(RoleKind) else None


@dataclass(frozen=True)
class Place:
    """A place (范围): a whole compound, or one of its buildings. Both None: the whole installation."""

    compound_id: int | None = None
    building_id: int | None = None

    def covers(self, other: Place) -> bool:
        """Whether a role here reaches there."""
        if self.compound_id is None:
            return True
        if self.compound_id != other.compound_id:
            return False
        return self.building_id is None or self.building_id == other.building_id


ANYWHERE = Place()


@dataclass(frozen=True)
class Role:
    """A role (角色) someone holds in a place, from a moment, until another or for good."""

    kind: RoleKind
    place: Place
    since: datetime
    until: datetime | None = None

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
class Holding:
    """A role a person holds (任职), with its number and the name of its place."""

    id: int
    kind: RoleKind
    place: str
    since: datetime


@dataclass(frozen=True)
class HomeRequest:
    """A wish to be registered at home (登记申请), as those who confirm it see it."""

    id: int
    name: str
    kind: RoleKind
    place: Place
    where: str


@dataclass(frozen=True)
class Overview:
    """A compound at a glance (名册概览). `counts` are persons by kind."""

    compound: Compound
    buildings: int
    counts: Mapping[RoleKind, int]
    led: int
    groups: int
    waiting: int


@dataclass(frozen=True)
class Offer:
    """An invitation as the invited person reads it (邀请)."""

    kind: RoleKind
    place: str
    giver: str
    expires_at: datetime
