"""The registry's records (名册): places, people, roles, invitations, requests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, func, or_, select, update

from domain.registry import HOME_ROLES, Basis, Building, Compound, Organ, Place, PlaceNames, Role, RoleKind
from storage.chats import NO_GROUPS
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.registry import (
    buildings,
    chats,
    communities,
    compounds,
    home_requests,
    installation,
    people,
    roles,
    streets,
)
from storage.schema.units import grid_buildings

PERSON = select(people).where(people.c.telegram_id == bindparam("telegram"))
PERSON_BY_ID = select(people).where(people.c.id == bindparam("key"))
RENAME = update(people).where(people.c.id == bindparam("key")).values(name=bindparam("called"))
CALL = (
    update(people).where(people.c.id == bindparam("key")).values(name=bindparam("called"), own_name=bindparam("chosen"))
)
SPEAK = update(people).where(people.c.id == bindparam("key")).values(locale=bindparam("tongue"))
CODES = (
    update(people)
    .where(people.c.id == bindparam("key"))
    .values(wrong_codes=bindparam("wrong"), locked_until=bindparam("until", type_=Moment()))
)
OPEN = and_(
    roles.c.since <= bindparam("at", type_=Moment()),
    or_(roles.c.until.is_(None), roles.c.until > bindparam("at", type_=Moment())),
)
COVERED, WALKED, IN_GRID = compounds.alias("covered"), buildings.alias("walked"), grid_buildings.alias("in_grid")
REACHED = func.coalesce(roles.c.compound_id, COVERED.c.id, WALKED.c.compound_id)
"""The compound a role comes to, row by row: its own, each of its community's, that of each building of its grid."""
WIDE = (
    roles.outerjoin(COVERED, COVERED.c.community_id == roles.c.community_id)
    .outerjoin(IN_GRID, IN_GRID.c.grid_id == roles.c.grid_id)
    .outerjoin(WALKED, WALKED.c.id == IN_GRID.c.building_id)
)
REACHING = or_(REACHED.is_not(None), and_(roles.c.community_id.is_(None), roles.c.grid_id.is_(None)))
"""A community without compounds, a grid without buildings: a role there comes to nothing, never to everything."""
EXPANDED = (REACHED.label("reached"), WALKED.c.id.label("walked"))
ROLES = (
    select(roles, *EXPANDED)
    .select_from(WIDE)
    .where(roles.c.person_id == bindparam("person"), OPEN, REACHING)
    .order_by(roles.c.id, REACHED, WALKED.c.position)
)
STAFF = (
    select(roles, people.c.name, people.c.telegram_id, *EXPANDED)
    .select_from(WIDE.join(people, people.c.id == roles.c.person_id))
    .where(
        roles.c.kind.in_(bindparam("kinds", expanding=True)),
        or_(bindparam("compound") == REACHED, REACHED.is_(None)),
        OPEN,
        REACHING,
    )
    .order_by(roles.c.id)
)
END_HOMES = (
    update(roles)
    .where(
        roles.c.person_id == bindparam("person"),
        roles.c.building_id == bindparam("building"),
        roles.c.kind.in_(sorted(HOME_ROLES)),
        or_(roles.c.until.is_(None), roles.c.until > bindparam("moment", type_=Moment())),
    )
    .values(until=bindparam("moment", type_=Moment()))
)
NAMES_IN = (
    select(people.c.name)
    .where(people.c.id.in_(select(roles.c.person_id).where(roles.c.compound_id == bindparam("compound"))))
    .order_by(people.c.id)
)
COUNT_HOLDERS = (
    select(roles.c.kind, func.count(roles.c.person_id.distinct()).label("n"))
    .select_from(WIDE)
    .where(bindparam("compound") == REACHED, OPEN)
    .group_by(roles.c.kind)
)
GROUPS = (
    select(func.count())
    .select_from(chats)
    .where(chats.c.compound_id == bindparam("compound"), chats.c.kind.not_in(NO_GROUPS), chats.c.state == "open")
)
GROUPS = (
    select(chats.c.compound_id, func.count().label("n"))
    .where(chats.c.compound_id.is_not(None), chats.c.kind.not_in(NO_GROUPS), chats.c.state == "open")
    .group_by(chats.c.compound_id)
)
COMPOUNDS = select(compounds).order_by(compounds.c.id)
BUILDINGS = select(buildings).where(buildings.c.compound_id == bindparam("compound")).order_by(buildings.c.position)
ALL_BUILDINGS = select(buildings).order_by(buildings.c.compound_id, buildings.c.position)
SAME_NAME = (
    select(compounds.c.id)
    .join(communities, communities.c.id == compounds.c.community_id)
    .join(streets, streets.c.id == communities.c.street_id)
    .where(
        streets.c.name == bindparam("street"),
        communities.c.name == bindparam("community"),
        compounds.c.name == bindparam("called"),
    )
)
LAST_POSITION = select(func.max(buildings.c.position)).where(buildings.c.compound_id == bindparam("compound"))
BUILDING = select(buildings).where(buildings.c.id == bindparam("key"))
REQUEST = select(home_requests).where(home_requests.c.id == bindparam("key"))
OPEN_REQUESTS = (
    select(home_requests, people.c.name)
    .join(people, people.c.id == home_requests.c.person_id)
    .where(home_requests.c.compound_id == bindparam("compound"), home_requests.c.state == "open")
    .order_by(home_requests.c.id)
)
EVERY_OPEN_REQUEST = select(home_requests.c.compound_id, home_requests.c.building_id, home_requests.c.person_id).where(
    home_requests.c.state == "open"
)
OPEN_REQUEST = select(home_requests).where(
    home_requests.c.person_id == bindparam("person"), home_requests.c.state == "open"
)
SETTLE_REQUEST = (
    update(home_requests)
    .where(home_requests.c.id == bindparam("key"), home_requests.c.state == "open")
    .values(state=bindparam("to"), settled_by=bindparam("by"))
)
WITHDRAW_REQUESTS = (
    update(home_requests)
    .where(home_requests.c.person_id == bindparam("person"), home_requests.c.state == "open")
    .values(state="withdrawn")
)
SETTING = select(installation.c.value).where(installation.c.key == bindparam("name"))
FORGET = delete(installation).where(installation.c.key == bindparam("name"))


class Registry(Repository):
    """Places, people and what they are there."""

    async def meet(self, telegram_id: int, name: str, at: datetime) -> Row[Any]:
        """The person with this Telegram account, made known if new; a changed name is kept up."""
        await self.offer(people, {"telegram_id": telegram_id, "name": name, "created_at": at})
        found = await self.row(PERSON, telegram=telegram_id)
        assert found is not None, "offered above"
        if found.name != name and not found.own_name:
            await self.run(RENAME, key=found.id, called=name)
        return found

    async def call(self, person_id: int, name: str, *, own: bool) -> None:
        """Give a person a name; with `own`, Telegram's is followed no more."""
        await self.run(CALL, key=person_id, called=name, chosen=own)

    async def person(self, number: int) -> Row[Any] | None:
        return await self.row(PERSON_BY_ID, key=number)

    async def by_telegram(self, telegram_id: int) -> Row[Any] | None:
        return await self.row(PERSON, telegram=telegram_id)

    async def speak(self, person_id: int, locale: str) -> None:
        await self.run(SPEAK, key=person_id, tongue=locale)

    async def count_codes(self, person_id: int, wrong: int, locked_until: datetime | None) -> None:
        await self.run(CODES, key=person_id, wrong=wrong, until=locked_until)

    async def roles_of(self, person_id: int, at: datetime) -> tuple[Role, ...]:
        """What a person is and where; over a community or a grid, one for each compound or building of it."""
        return tuple(_role(row) for row in await self.rows(ROLES, person=person_id, at=at))

    async def grant(
        self,
        person_id: int,
        kind: RoleKind,
        place: Place,
        *,
        by: int | None,
        at: datetime,
        basis: Basis | None = None,
    ) -> bool:
        """Give a role; False when the person holds it already."""
        if any(role.kind is kind and role.place == place for role in await self.roles_of(person_id, at)):
            return False
        await self.add(
            roles,
            person_id=person_id,
            kind=kind.value,
            **place_columns(place),
            since=at,
            given_by=by,
            basis=None if basis is None else basis.value,
        )
        return True

    async def holders(self, place: Place, kinds: Sequence[RoleKind], at: datetime) -> list[Row[Any]]:
        """Rows of roles of these kinds that reach `place`, with the holder's name."""
        names = [kind.value for kind in kinds]
        found = await self.rows(STAFF, kinds=names, compound=place.compound_id, at=at)
        return [row for row in found if _role(row).place.covers(place)]

    async def members(self, place: Place, kind: RoleKind, organ: Organ | None, at: datetime) -> dict[int, str]:
        """Who holds an office in `place` or a part of it, by person; none of their deputies."""
        found = [
            (row, _role(row)) for row in await self.rows(STAFF, kinds=[kind.value], compound=place.compound_id, at=at)
        ]
        return {
            row.person_id: row.name
            for row, role in found
            if role.organ is organ and not role.deputy and (place.covers(role.place) or role.place.covers(place))
        }

    async def names_in(self, compound_id: int) -> list[str]:
        """The names of whoever has or had a role there, to be covered."""
        return [row.name for row in await self.rows(NAMES_IN, compound=compound_id)]

    async def end_homes(self, person_id: int, building_id: int, at: datetime) -> None:
        """Whoever was something else at home there is not any more."""
        await self.run(END_HOMES, person=person_id, building=building_id, moment=at)

    async def headcount(self, compound_id: int, at: datetime) -> dict[RoleKind, int]:
        """How many persons hold a role of each kind in a compound."""
        return {RoleKind(row.kind): row.n for row in await self.rows(COUNT_HOLDERS, compound=compound_id, at=at)}

    async def groups_by_compound(self) -> dict[int, int]:
        """How many groups of each compound we can speak in."""
        return {row.compound_id: row.n for row in await self.rows(GROUPS)}

    async def founded(self, *, street: str, community: str, name: str) -> bool:
        """Whether a compound of this name is there already."""
        return await self.value(SAME_NAME, street=street, community=community, called=name) is not None

    async def found(
        self, *, street: str, community: str, name: str, building_labels: Sequence[str], at: datetime
    ) -> int:
        """A compound with its buildings, below its community and street; the compound's number."""
        await self.offer(streets, {"name": street})
        street_id = await self.value(select(streets.c.id).where(streets.c.name == bindparam("called")), called=street)
        await self.offer(communities, {"street_id": street_id, "name": community})
        community_id = await self.value(
            select(communities.c.id).where(
                communities.c.street_id == bindparam("street"), communities.c.name == bindparam("called")
            ),
            street=street_id,
            called=community,
        )
        number = await self.add(compounds, community_id=community_id, name=name, created_at=at)
        for position, label in enumerate(building_labels, start=1):
            await self.add(buildings, compound_id=number, position=position, label=label)
        return number

    async def compounds(self) -> list[Compound]:
        return [Compound(row.id, row.name, row.community_id) for row in await self.rows(COMPOUNDS)]

    async def compound(self, number: int) -> Compound | None:
        return next((item for item in await self.compounds() if item.id == number), None)

    async def names(self) -> PlaceNames:
        """What every compound and building is called."""
        labels = {row.id: row.label for row in await self.rows(ALL_BUILDINGS)}
        return PlaceNames({item.id: item.name for item in await self.compounds()}, labels)

    async def buildings(self, compound_id: int) -> list[Building]:
        found = await self.rows(BUILDINGS, compound=compound_id)
        return [Building(row.id, row.compound_id, row.label) for row in found]

    async def buildings_by_compound(self) -> dict[int, list[Building]]:
        """Every building, in order."""
        found: dict[int, list[Building]] = {}
        for row in await self.rows(ALL_BUILDINGS):
            found.setdefault(row.compound_id, []).append(Building(row.id, row.compound_id, row.label))
        return found

    async def building(self, number: int) -> Building | None:
        row = await self.row(BUILDING, key=number)
        return None if row is None else Building(row.id, row.compound_id, row.label)

    async def add_buildings(self, compound_id: int, labels: Sequence[str]) -> None:
        """Further buildings, after those that are there."""
        last = await self.value(LAST_POSITION, compound=compound_id) or 0
        for position, label in enumerate(labels, start=last + 1):
            await self.add(buildings, compound_id=compound_id, position=position, label=label)

    async def ask_home(self, *, person_id: int, kind: RoleKind, place: Place, at: datetime) -> int | None:
        """A request to be registered in a building; None when one is open already."""
        values = {"person_id": person_id, "kind": kind.value, "state": "open", "at": at}
        if await self.row(OPEN_REQUEST, person=person_id) is not None:
            return None
        where = {"compound_id": place.compound_id, "building_id": place.building_id, "unit_id": place.unit_id}
        return await self.add(home_requests, **values, **where)

    async def waiting_home(self, person_id: int) -> int:
        """The request that somebody waits to be confirmed on; 0 when there is none."""
        row = await self.row(OPEN_REQUEST, person=person_id)
        return 0 if row is None else int(row.id)

    async def home_request(self, number: int) -> Row[Any] | None:
        return await self.row(REQUEST, key=number)

    async def open_home_requests(self, compound_id: int) -> Sequence[Row[Any]]:
        """Who waits to be confirmed, with their names."""
        return await self.rows(OPEN_REQUESTS, compound=compound_id)

    async def every_open_request(self) -> Sequence[Row[Any]]:
        """Where somebody waits to be confirmed, in every compound."""
        return await self.rows(EVERY_OPEN_REQUEST)

    async def settle_home(self, number: int, state: str, by: int | None) -> bool:
        return await self.run(SETTLE_REQUEST, key=number, to=state, by=by) == 1

    async def withdraw_requests(self, person_id: int) -> None:
        """Whoever waited to be confirmed waits no more."""
        await self.run(WITHDRAW_REQUESTS, person=person_id)

    async def setting(self, name: str) -> str | None:
        """A fact of the installation (who claimed it, the claim code's hash)."""
        value = await self.value(SETTING, name=name)
        return None if value is None else str(value)

    async def set_once(self, name: str, value: str) -> bool:
        """Keep a fact that only the first may set; whether this was the first."""
        return await self.offer(installation, {"key": name, "value": value}) == 1

    async def forget(self, name: str) -> None:
        await self.run(FORGET, name=name)

    async def set(self, name: str, value: str) -> None:
        statement = self.inserting(installation).values(key=name, value=value)
        await self.connection.execute(
            statement.on_conflict_do_update(index_elements=[installation.c.key], set_={"value": value})
        )


def _role(row: Row[Any]) -> Role:
    return Role(
        kind=RoleKind(row.kind),
        place=Place(row.reached, row.building_id or row.walked, row.entrance_id, row.floor, row.unit_id),
        since=row.since,
        until=row.until,
        organ=None if row.organ is None else Organ(row.organ),
        deputy=row.deputy_of is not None,
        basis=None if row.basis is None else Basis(row.basis),
        community_id=row.community_id,
        grid_id=row.grid_id,
    )


def place_columns(place: Place) -> dict[str, int | None]:
    """A place as the columns of a role."""
    names = ("compound_id", "building_id", "entrance_id", "floor", "unit_id")
    return dict(zip(names, place.levels, strict=True))
