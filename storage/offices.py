"""Offices' records (任职): invitations to one, who holds it where, deputies, and how it ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, or_, select, update

from domain.offices import Held, Office, Scope, ScopeName
from domain.registry import HOME_ROLES, Organ, Place, RoleKind
from storage.registry import OPEN, REACHED, WIDE, place_columns
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.registry import buildings, communities, compounds, invitations, people, roles
from storage.schema.units import dwelling_units, entrances, grid_buildings, grids

AREA_OF_GRID = communities.alias("area_of_grid")
PRINCIPAL, STOOD_FOR = roles.alias("principal"), people.alias("stood_for")


def _named(table: Any) -> Any:
    """A table with a scope's columns, and everything that its place is called by."""
    return (
        table.outerjoin(compounds, compounds.c.id == table.c.compound_id)
        .outerjoin(buildings, buildings.c.id == table.c.building_id)
        .outerjoin(entrances, entrances.c.id == table.c.entrance_id)
        .outerjoin(communities, communities.c.id == table.c.community_id)
        .outerjoin(grids, grids.c.id == table.c.grid_id)
        .outerjoin(AREA_OF_GRID, AREA_OF_GRID.c.id == grids.c.community_id)
        .outerjoin(PRINCIPAL, PRINCIPAL.c.id == table.c.deputy_of)
        .outerjoin(STOOD_FOR, STOOD_FOR.c.id == PRINCIPAL.c.person_id)
    )


NAMES = (
    compounds.c.name.label("compound"),
    buildings.c.label.label("building"),
    entrances.c.label.label("entrance"),
    communities.c.name.label("community"),
    grids.c.label.label("grid"),
    AREA_OF_GRID.c.name.label("area_of_grid"),
    STOOD_FOR.c.name.label("stood_for"),
)
HELD = (
    select(roles, people.c.name, dwelling_units.c.label.label("unit"), *NAMES)
    .select_from(
        _named(roles)
        .join(people, people.c.id == roles.c.person_id)
        .outerjoin(dwelling_units, dwelling_units.c.id == roles.c.unit_id)
    )
    .order_by(roles.c.id)
)
ONE = HELD.where(roles.c.id == bindparam("key"))
OF_PERSON = HELD.where(roles.c.person_id == bindparam("person"), OPEN)
REACHING_INTO = (
    select(roles.c.id)
    .select_from(WIDE)
    .where(bindparam("compound") == REACHED, roles.c.kind.not_in(sorted(HOME_ROLES)))
)
IN_COMPOUND = HELD.where(roles.c.id.in_(REACHING_INTO), OPEN)
SERVING = HELD.where(roles.c.kind.not_in(sorted(HOME_ROLES)), OPEN)
COMING_TO = (
    select(roles.c.id, REACHED.label("reached"))
    .select_from(WIDE)
    .where(REACHED.is_not(None), roles.c.kind.not_in(sorted(HOME_ROLES)), OPEN)
    .distinct()
)
END = (
    update(roles)
    .where(
        roles.c.id == bindparam("key"),
        or_(roles.c.until.is_(None), roles.c.until > bindparam("moment", type_=Moment())),
    )
    .values(until=bindparam("moment", type_=Moment()))
)
FOLLOW = update(roles).where(roles.c.deputy_of == bindparam("old")).values(deputy_of=bindparam("new"))
INVITATION = (
    select(invitations, people.c.name.label("giver"), *NAMES)
    .select_from(_named(invitations).join(people, people.c.id == invitations.c.given_by))
    .where(invitations.c.token_hash == bindparam("hash"))
)
USE = (
    update(invitations)
    .where(invitations.c.id == bindparam("key"), invitations.c.used_by.is_(None))
    .values(used_by=bindparam("person"))
)
OF_COMMUNITY = select(compounds.c.id).where(compounds.c.community_id == bindparam("community")).order_by(compounds.c.id)
OF_GRID = (
    select(buildings.c.id, buildings.c.compound_id)
    .join(grid_buildings, grid_buildings.c.building_id == buildings.c.id)
    .where(grid_buildings.c.grid_id == bindparam("grid"))
    .order_by(buildings.c.compound_id, buildings.c.position)
)
SPOT = (
    select(
        compounds.c.name.label("compound"),
        compounds.c.community_id.label("within"),
        buildings.c.label.label("building"),
        buildings.c.compound_id.label("building_in"),
        entrances.c.label.label("entrance"),
        entrances.c.building_id.label("entrance_in"),
    )
    .select_from(
        compounds.outerjoin(buildings, buildings.c.id == bindparam("building")).outerjoin(
            entrances, entrances.c.id == bindparam("entrance")
        )
    )
    .where(compounds.c.id == bindparam("compound"))
)
COMMUNITY = select(communities.c.name.label("community"), communities.c.id.label("within")).where(
    communities.c.id == bindparam("key")
)
GRID = (
    select(communities.c.name.label("area_of_grid"), grids.c.label.label("grid"), grids.c.community_id.label("within"))
    .join(communities, communities.c.id == grids.c.community_id)
    .where(grids.c.id == bindparam("key"))
)
FLOORS = (
    select(dwelling_units.c.floor)
    .where(dwelling_units.c.entrance_id == bindparam("entrance"), dwelling_units.c.gone.is_(False))
    .group_by(dwelling_units.c.floor)
    .order_by(dwelling_units.c.floor)
)


@dataclass(frozen=True)
class Invitation:
    """An invitation as it is kept (邀请): the token's hash finds it, the token itself is nowhere."""

    id: int
    office: Office
    where: ScopeName
    given_by: int
    giver: str
    expires_at: datetime
    used: bool
    replaces: int | None = None  # 交接
    stands_for: str = ""


class Offices(Repository):
    """Offices by number, by person and by compound; invitations by their token."""

    async def held(self, number: int) -> Held | None:
        """An office, over or not."""
        row = await self.row(ONE, key=number)
        return None if row is None else _held(row)

    async def of_person(self, person_id: int, at: datetime) -> list[Held]:
        """What a person is now: offices and homes."""
        return [_held(row) for row in await self.rows(OF_PERSON, person=person_id, at=at)]

    async def in_compound(self, compound_id: int, at: datetime) -> list[Held]:
        """Every office that comes to a compound now: its own, its community's, its grids'."""
        return [_held(row) for row in await self.rows(IN_COMPOUND, compound=compound_id, at=at)]

    async def serving(self, at: datetime) -> list[Held]:
        """Every office of the installation that is held now."""
        return [_held(row) for row in await self.rows(SERVING, at=at)]

    async def by_compound(self, at: datetime) -> dict[int, list[Held]]:
        """The same, by the compounds they come to."""
        held = {one.id: one for one in await self.serving(at)}
        found: dict[int, list[Held]] = {}
        for row in sorted(await self.rows(COMING_TO, at=at), key=lambda row: row.id):
            found.setdefault(row.reached, []).append(held[row.id])
        return found

    async def holds(self, person_id: int, office: Office, at: datetime) -> bool:
        """Whether it is this person's already, whatever its term."""
        return any(_alike(held.office, office) for held in await self.of_person(person_id, at))

    async def give(self, person_id: int, office: Office, *, by: int | None, at: datetime) -> int:
        """The office is this person's from now on."""
        return await self.add(roles, person_id=person_id, **_columns(office), since=at, given_by=by)

    async def end(self, number: int, at: datetime) -> bool:
        return await self.run(END, key=number, moment=at) == 1

    async def follow(self, old: int, new: int) -> None:
        """Whoever stood in for the holder of one role stands in for the holder of the other."""
        await self.run(FOLLOW, old=old, new=new)

    async def invite(
        self, *, token_hash: str, office: Office, by: int, expires_at: datetime, replaces: int | None
    ) -> None:
        values = {"given_by": by, "expires_at": expires_at, "replaces": replaces}
        await self.add(invitations, token_hash=token_hash, **_columns(office), **values)

    async def invitation(self, token_hash: str) -> Invitation | None:
        """The invitation, used or expired as it may be, with its giver's name."""
        row = await self.row(INVITATION, hash=token_hash)
        if row is None:
            return None
        office, where = _office(row, row.until), _where(row)
        used = row.used_by is not None
        stands_for = row.stood_for or ""
        return Invitation(
            row.id, office, where, row.given_by, row.giver, row.expires_at, used, row.replaces, stands_for
        )

    async def use_invitation(self, number: int, person_id: int) -> bool:
        return await self.run(USE, key=number, person=person_id) == 1

    async def reach(self, scope: Scope) -> list[Place]:
        """The places an office of this scope comes to now."""
        if scope.community_id is not None:
            return [Place(row.id) for row in await self.rows(OF_COMMUNITY, community=scope.community_id)]
        if scope.grid_id is not None:
            return [Place(row.compound_id, row.id) for row in await self.rows(OF_GRID, grid=scope.grid_id)]
        return [scope.place]

    async def name(self, scope: Scope) -> ScopeName | None:
        """What a scope is called; None when there is no such place."""
        row = await self._spot(scope)
        if row is None:
            return None
        names = row._asdict()
        return ScopeName(scope.level, _joined(names), scope.place.floor or 0)

    async def community_of(self, scope: Scope) -> int | None:
        """The community a scope lies in; None for the whole installation."""
        row = await self._spot(scope)
        return None if row is None else row.within

    async def _spot(self, scope: Scope) -> Row[Any] | None:
        if scope.community_id is not None:
            return await self.row(COMMUNITY, key=scope.community_id)
        if scope.grid_id is not None:
            return await self.row(GRID, key=scope.grid_id)
        place = scope.place
        row = await self.row(SPOT, compound=place.compound_id, building=place.building_id, entrance=place.entrance_id)
        if row is None or row.building_in not in (None, place.compound_id):
            return None
        missing = (place.building_id is not None and row.building is None) or (
            place.entrance_id is not None and row.entrance_in != place.building_id
        )
        return None if missing else row

    async def floors(self, entrance_id: int) -> list[int]:
        """The floors of an entrance, from its doors."""
        return [row.floor for row in await self.rows(FLOORS, entrance=entrance_id)]


def _alike(held: Office, wanted: Office) -> bool:
    return (held.kind, held.scope, held.organ, held.deputy_of) == (
        wanted.kind,
        wanted.scope,
        wanted.organ,
        wanted.deputy_of,
    )


def _columns(office: Office) -> dict[str, Any]:
    """An office as the columns that roles and invitations have in common."""
    place = place_columns(office.scope.place)
    del place["unit_id"]
    return {
        **place,
        "kind": office.kind.value,
        "community_id": office.scope.community_id,
        "grid_id": office.scope.grid_id,
        "organ": None if office.organ is None else office.organ.value,
        "deputy_of": office.deputy_of,
        "until": office.until,
    }


def _office(row: Row[Any], until: datetime | None, unit_id: int | None = None) -> Office:
    place = Place(row.compound_id, row.building_id, row.entrance_id, row.floor, unit_id)
    return Office(
        kind=RoleKind(row.kind),
        scope=Scope(place, row.community_id, row.grid_id),
        organ=None if row.organ is None else Organ(row.organ),
        deputy_of=row.deputy_of,
        until=until,
    )


def _held(row: Row[Any]) -> Held:
    office = _office(row, row.until, row.unit_id)
    where = _where(row)
    if row.unit is not None:
        where = ScopeName(where.level, where.name + row.unit)
    return Held(row.id, row.person_id, row.name, office, where, row.since, row.stood_for or "")


def _where(row: Row[Any]) -> ScopeName:
    scope = Scope(Place(row.compound_id, row.building_id, row.entrance_id, row.floor), row.community_id, row.grid_id)
    return ScopeName(scope.level, _joined(row._asdict()), row.floor or 0)


def _joined(names: dict[str, Any]) -> str:
    """Labels one after another, from the widest: 中华园3号楼2单元, 府河社区第3网格."""
    parts = ("community", "area_of_grid", "grid", "compound", "building", "entrance")
    return "".join(names.get(part) or "" for part in parts)
