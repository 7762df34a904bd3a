"""Seats (岗位): what a compound should have somebody for, who that is, and what is vacant (空缺)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.grids import Grid
from domain.offices import OF_A_COMMUNITY, OF_A_COMPOUND, Held, Level, ScopeName, Wanted
from domain.readiness import Readiness
from domain.registry import Building, Compound, Organ, RoleKind

OF_THE_WHOLE = frozenset({Level.COMPOUND, Level.COMMUNITY})
"""How far members of an organ reach whom its post counts; a group of one building is a smaller thing."""


@dataclass(frozen=True)
class Seat:
    """One post (一个岗位): who holds it, who stands in for them. Nobody holds it: vacant (空缺).

    `wanted.organ` None for a committee member: any of the organs a compound has for itself.
    """

    kind: RoleKind
    where: ScopeName
    wanted: Wanted
    held: tuple[Held, ...] = ()
    deputies: tuple[Held, ...] = ()

    @property
    def organ(self) -> Organ | None:
        return self.wanted.organ

    @property
    def vacant(self) -> bool:
        return not self.held


class Missing(StrEnum):
    """What a compound may be without (小区还缺)."""

    ORGAN = "organ"  # 自管会、业委会、物管委: none of them
    RESIDENTS = "residents"  # 居委会
    PARTY = "party"  # 党支部
    LEADERS = "leaders"
    GRID_WORKERS = "grid_workers"
    DOORS = "doors"
    GROUP = "group"


@dataclass(frozen=True)
class Shortfall:
    """One thing a compound is without (一项空缺): how many of how many."""

    missing: Missing
    n: int = 1
    of: int = 1


@dataclass(frozen=True)
class Situation:
    """How a compound stands (小区现状): its posts, its doors, its groups."""

    compound: Compound
    seats: tuple[Seat, ...]
    buildings: int
    without_doors: int
    groups: int

    @property
    def vacancies(self) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if seat.vacant)

    def of(self, kind: RoleKind) -> tuple[Seat, ...]:
        """The posts of one kind."""
        return tuple(seat for seat in self.seats if seat.kind is kind)

    @property
    def organized(self) -> bool:
        """Whether it has an organ of its own (有没有组织)."""
        return not any(seat.vacant and seat.organ is None for seat in self.of(RoleKind.COMMITTEE))


@dataclass(frozen=True)
class Overview:
    """A compound at a glance (名册概览). `counts` are persons by kind."""

    situation: Situation
    ready: Readiness
    counts: Mapping[RoleKind, int]
    waiting: int

    @property
    def compound(self) -> Compound:
        return self.situation.compound


@dataclass(frozen=True)
class Waiting:
    """What waits in a compound for whoever looks (等着办的)."""

    compound: Compound
    requests: int  # 待确认的邻居
    reports: int  # 还没答复的报事
    vacancies: int

    @property
    def order(self) -> tuple[int, int, int]:
        """Where people wait comes first, then where posts are vacant, then as founded."""
        return -(self.requests + self.reports), -self.vacancies, self.compound.id


@dataclass(frozen=True)
class EntranceOffices:
    """Who serves an entrance and its floors (单元长、楼层长)."""

    id: int
    label: str
    leaders: tuple[Held, ...]
    floors: tuple[Held, ...]


@dataclass(frozen=True)
class BuildingOffices:
    """Who serves a building (一栋楼的任职), level by level down to the floors."""

    building: Building
    name: str
    leaders: tuple[Held, ...]
    entrances: tuple[EntranceOffices, ...]
    others: tuple[Held, ...] = ()  # of the building, and of its grid

    @property
    def everybody(self) -> tuple[Held, ...]:
        """All of them, from the top (从上到下)."""
        below = (one for entrance in self.entrances for one in (*entrance.leaders, *entrance.floors))
        return (*self.leaders, *below, *self.others)


def at_floor(held: Held) -> int:
    """The floor somebody leads."""
    return held.where.floor


def seats(
    compound: Compound, buildings: Sequence[Building], grids: Sequence[Grid], held: Sequence[Held]
) -> tuple[Seat, ...]:
    """The posts of a compound: organs, a leader for each building, a worker for each grid."""
    return (
        *_organs(compound, held),
        *(_leader(compound, building, held) for building in buildings),
        *(_worker(compound, grid, held) for grid in grids),
    )


def _organs(compound: Compound, held: Sequence[Held]) -> list[Seat]:
    members = [one for one in at(held, RoleKind.COMMITTEE) if one.office.scope.level in OF_THE_WHOLE]
    own = [seat for organ in (None, *OF_A_COMPOUND) if (seat := _organ(compound, organ, members)).held]
    none = _organ(compound, None, [])
    return [*(own or [none]), *(_organ(compound, organ, members) for organ in OF_A_COMMUNITY)]


def _organ(compound: Compound, organ: Organ | None, members: Sequence[Held]) -> Seat:
    """Members of one organ. None: members whose organ nobody wrote down; or, without members, any of the compound's."""
    level = None if organ in OF_A_COMMUNITY else Level.COMPOUND
    theirs = [one for one in members if one.office.organ is organ]
    where = ScopeName(Level.COMPOUND, compound.name)
    return _seat(where, Wanted(compound.id, RoleKind.COMMITTEE, organ, level), theirs)


def _leader(compound: Compound, building: Building, held: Sequence[Held]) -> Seat:
    leaders = [one for one in at(held, RoleKind.BUILDING_LEADER) if one.office.scope.place.building_id == building.id]
    wanted = Wanted(compound.id, RoleKind.BUILDING_LEADER, None, Level.BUILDING, building.id)
    return _seat(ScopeName(Level.BUILDING, building.label), wanted, leaders)


def _worker(compound: Compound, grid: Grid, held: Sequence[Held]) -> Seat:
    workers = [one for one in at(held, RoleKind.GRID_WORKER) if one.office.scope.grid_id == grid.id]
    wanted = Wanted(compound.id, RoleKind.GRID_WORKER, None, Level.GRID, grid.id)
    return _seat(ScopeName(Level.GRID, grid.label), wanted, workers)


def _seat(where: ScopeName, wanted: Wanted, found: Sequence[Held]) -> Seat:
    holders = tuple(one for one in found if not one.deputy)
    return Seat(wanted.kind, where, wanted, holders, tuple(one for one in found if one.deputy))


def at(held: Iterable[Held], kind: RoleKind) -> list[Held]:
    """The offices of one kind."""
    return [one for one in held if one.office.kind is kind]


def shortfalls(situation: Situation) -> tuple[Shortfall, ...]:
    """What a compound is without, in the order in which it matters."""
    residents, party = (next(seat for seat in situation.seats if seat.organ is organ) for organ in OF_A_COMMUNITY)
    alone = [
        (Missing.ORGAN, not situation.organized),
        (Missing.RESIDENTS, residents.vacant),
        (Missing.PARTY, party.vacant),
        (Missing.GROUP, situation.groups == 0),
    ]
    counted = [
        (Missing.LEADERS, *_vacant(situation.of(RoleKind.BUILDING_LEADER))),
        (Missing.GRID_WORKERS, *_vacant(situation.of(RoleKind.GRID_WORKER))),
        (Missing.DOORS, situation.without_doors, situation.buildings),
    ]
    found = {missing: Shortfall(missing) for missing, is_missing in alone if is_missing}
    found |= {missing: Shortfall(missing, n, of) for missing, n, of in counted if n}
    return tuple(found[missing] for missing in Missing if missing in found)


def _vacant(found: Sequence[Seat]) -> tuple[int, int]:
    return sum(seat.vacant for seat in found), len(found)
