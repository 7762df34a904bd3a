"""The registry's records (名册): places, people, roles, invitations, requests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, or_, select, update

from domain.registry import HOME_ROLES, Basis, Building, Compound, Organ, Place, PlaceNames, Role, RoleKind
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.registry import (
    buildings,
    chats,
    communities,
    compounds,
    home_requests,
    installation,
    invitations,
    people,
    roles,
    streets,
)

PERSON = select(people).where(people.c.telegram_id == bindparam("telegram"))
PERSON_BY_ID = select(people).where(people.c.id == bindparam("key"))
RENAME = update(people).where(people.c.id == bindparam("key")).values(name=bindparam("called"))
SPEAK = update(people).where(people.c.id == bindparam("key")).values(locale=bindparam("tongue"))
CODES = (
    update(people)
    .where(people.c.id == bindparam("key"))
    .values(wrong_codes=bindparam("wrong"), locked_until=bindparam("until", type_=Moment()))
)
ROLES = (
    select(roles)
    .where(
        roles.c.person_id == bindparam("person"),
        roles.c.since <= bindparam("at", type_=Moment()),
        or_(roles.c.until.is_(None), roles.c.until > bindparam("at", type_=Moment())),
    )
    .order_by(roles.c.id)
)
STAFF = (
    select(roles, people.c.name, people.c.telegram_id)
    .join(people, people.c.id == roles.c.person_id)
    .where(
        roles.c.kind.in_(bindparam("kinds", expanding=True)),
        or_(roles.c.compound_id == bindparam("compound"), roles.c.compound_id.is_(None)),
        roles.c.since <= bindparam("at", type_=Moment()),
        or_(roles.c.until.is_(None), roles.c.until > bindparam("at", type_=Moment())),
    )
    .order_by(roles.c.id)
)
ROLE = select(roles).where(roles.c.id == bindparam("key"))
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
COUNT_HOLDERS = (
    select(roles.c.kind, func.count(roles.c.person_id.distinct()).label("n"))
    .where(
        roles.c.compound_id == bindparam("compound"),
        or_(roles.c.until.is_(None), roles.c.until > bindparam("at", type_=Moment())),
    )
    .group_by(roles.c.kind)
)
COUNT_LED = select(func.count(roles.c.building_id.distinct())).where(
    roles.c.compound_id == bindparam("compound"),
    roles.c.kind == RoleKind.BUILDING_LEADER.value,
    or_(roles.c.until.is_(None), roles.c.until > bindparam("at", type_=Moment())),
)
COUNT_GROUPS = (
    select(func.count())
    .select_from(chats)
    .where(chats.c.compound_id == bindparam("compound"), chats.c.kind != "private", chats.c.state == "open")
)
END_ROLE = update(roles).where(roles.c.id == bindparam("key")).values(until=bindparam("moment", type_=Moment()))
COMPOUNDS = select(compounds).order_by(compounds.c.id)
BUILDINGS = select(buildings).where(buildings.c.compound_id == bindparam("compound")).order_by(buildings.c.position)
ALL_BUILDINGS = select(buildings.c.id, buildings.c.label)
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
INVITATION = (
    select(invitations, people.c.name.label("giver"))
    .join(people, people.c.id == invitations.c.given_by)
    .where(invitations.c.token_hash == bindparam("hash"))
)
USE = (
    update(invitations)
    .where(invitations.c.id == bindparam("key"), invitations.c.used_by.is_(None))
    .values(used_by=bindparam("person"))
)
REQUEST = select(home_requests).where(home_requests.c.id == bindparam("key"))
OPEN_REQUESTS = (
    select(home_requests, people.c.name)
    .join(people, people.c.id == home_requests.c.person_id)
    .where(home_requests.c.compound_id == bindparam("compound"), home_requests.c.state == "open")
    .order_by(home_requests.c.id)
)
OPEN_REQUEST = select(home_requests).where(
    home_requests.c.person_id == bindparam("person"), home_requests.c.state == "open"
)
SETTLE_REQUEST = (
    update(home_requests)
    .where(home_requests.c.id == bindparam("key"), home_requests.c.state == "open")
    .values(state=bindparam("to"), settled_by=bindparam("by"))
)
SETTING = select(installation.c.value).where(installation.c.key == bindparam("name"))
FORGET = delete(installation).where(installation.c.key == bindparam("name"))


@dataclass(frozen=True)
class Invitation:
    """An invitation as it is kept (邀请): the token's hash finds it, the token itself is nowhere."""

    id: int
    kind: RoleKind
    place: Place
    given_by: int
    giver: str
    expires_at: datetime
    used: bool


class Registry(Repository):
    """Places, people and what they are there."""

    async def meet(self, telegram_id: int, name: str, at: datetime) -> Row[Any]:
        """The person with this Telegram account, made known if new; a changed name is kept up."""
        await self.offer(people, {"telegram_id": telegram_id, "name": name, "created_at": at})
        found = await self.row(PERSON, telegram=telegram_id)
        assert found is not None, "offered above"
        if found.name != name:
            await self.run(RENAME, key=found.id, called=name)
        return found

    async def person(self, number: int) -> Row[Any] | None:
        return await self.row(PERSON_BY_ID, key=number)

    async def by_telegram(self, telegram_id: int) -> Row[Any] | None:
        return await self.row(PERSON, telegram=telegram_id)

    async def speak(self, person_id: int, locale: str) -> None:
        await self.run(SPEAK, key=person_id, tongue=locale)

    async def count_codes(self, person_id: int, wrong: int, locked_until: datetime | None) -> None:
        await self.run(CODES, key=person_id, wrong=wrong, until=locked_until)

    async def roles_of(self, person_id: int, at: datetime) -> tuple[Role, ...]:
        return tuple(_role(row) for row in await self.rows(ROLES, person=person_id, at=at))

    async def holdings(self, person_id: int, at: datetime) -> list[tuple[int, Role]]:
        """The roles a person holds, with their numbers."""
        return [(row.id, _role(row)) for row in await self.rows(ROLES, person=person_id, at=at)]

    async def role(self, number: int) -> Row[Any] | None:
        return await self.row(ROLE, key=number)

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

    async def end_role(self, number: int, at: datetime) -> None:
        await self.run(END_ROLE, key=number, moment=at)

    async def end_homes(self, person_id: int, building_id: int, at: datetime) -> None:
        """Whoever was something else at home there is not any more."""
        await self.run(END_HOMES, person=person_id, building=building_id, moment=at)

    async def headcount(self, compound_id: int, at: datetime) -> dict[RoleKind, int]:
        """How many persons hold a role of each kind in a compound."""
        return {RoleKind(row.kind): row.n for row in await self.rows(COUNT_HOLDERS, compound=compound_id, at=at)}

    async def led(self, compound_id: int, at: datetime) -> int:
        """How many buildings have a leader."""
        return int(await self.value(COUNT_LED, compound=compound_id, at=at))

    async def groups(self, compound_id: int) -> int:
        """How many groups of the compound we can speak in."""
        return int(await self.value(COUNT_GROUPS, compound=compound_id))

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

    async def building(self, number: int) -> Building | None:
        row = await self.row(BUILDING, key=number)
        return None if row is None else Building(row.id, row.compound_id, row.label)

    async def add_buildings(self, compound_id: int, labels: Sequence[str]) -> None:
        """Further buildings, after those that are there."""
        last = await self.value(LAST_POSITION, compound=compound_id) or 0
        for position, label in enumerate(labels, start=last + 1):
            await self.add(buildings, compound_id=compound_id, position=position, label=label)

    async def invite(self, *, token_hash: str, kind: RoleKind, place: Place, by: int, expires_at: datetime) -> None:
        await self.add(
            invitations,
            token_hash=token_hash,
            kind=kind.value,
            compound_id=place.compound_id,
            building_id=place.building_id,
            given_by=by,
            expires_at=expires_at,
        )

    async def invitation(self, token_hash: str) -> Invitation | None:
        """The invitation, used or expired as it may be, with its giver's name."""
        row = await self.row(INVITATION, hash=token_hash)
        if row is None:
            return None
        place = Place(row.compound_id, row.building_id)
        used = row.used_by is not None
        return Invitation(row.id, RoleKind(row.kind), place, row.given_by, row.giver, row.expires_at, used)

    async def use_invitation(self, number: int, person_id: int) -> bool:
        return await self.run(USE, key=number, person=person_id) == 1

    async def ask_home(self, *, person_id: int, kind: RoleKind, place: Place, at: datetime) -> int | None:
        """A request to be registered in a building; None when one is open already."""
        values = {"person_id": person_id, "kind": kind.value, "state": "open", "at": at}
        if await self.row(OPEN_REQUEST, person=person_id) is not None:
            return None
        return await self.add(home_requests, **values, compound_id=place.compound_id, building_id=place.building_id)

    async def home_request(self, number: int) -> Row[Any] | None:
        return await self.row(REQUEST, key=number)

    async def open_home_requests(self, compound_id: int) -> Sequence[Row[Any]]:
        """Who waits to be confirmed, with their names."""
        return await self.rows(OPEN_REQUESTS, compound=compound_id)

    async def settle_home(self, number: int, state: str, by: int | None) -> bool:
        return await self.run(SETTLE_REQUEST, key=number, to=state, by=by) == 1

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
        place=Place(row.compound_id, row.building_id, row.entrance_id, row.floor, row.unit_id),
        since=row.since,
        until=row.until,
        organ=None if row.organ is None else Organ(row.organ),
        deputy=row.deputy_of is not None,
        basis=None if row.basis is None else Basis(row.basis),
    )


def place_columns(place: Place) -> dict[str, int | None]:
    """A place as the columns of a role."""
    names = ("compound_id", "building_id", "entrance_id", "floor", "unit_id")
    return dict(zip(names, place.levels, strict=True))
