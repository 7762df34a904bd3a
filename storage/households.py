"""Households' records (一户): who is registered where, what the register says of owners, notes for letter boxes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, or_, select, update

from domain.households import DeedOwner, Member
from domain.registry import HOME_ROLES, Basis, Place, RoleKind
from storage.owners import NAME
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.joining import home_confirmations, household_notes
from storage.schema.registry import home_requests, people, roles
from storage.schema.units import dwelling_units, owners, ownerships
from storage.sealing import Keys

HELD = and_(
    roles.c.kind.in_(sorted(HOME_ROLES)),
    roles.c.since <= bindparam("at", type_=Moment()),
    or_(roles.c.until.is_(None), roles.c.until > bindparam("at", type_=Moment())),
)
MEMBERS = (
    select(roles, people.c.name)
    .join(people, people.c.id == roles.c.person_id)
    .where(roles.c.unit_id == bindparam("unit"), HELD)
    .order_by(roles.c.since, roles.c.id)
)
MEMBER = (
    select(roles, people.c.name)
    .join(people, people.c.id == roles.c.person_id)
    .where(roles.c.id == bindparam("key"), roles.c.kind.in_(sorted(HOME_ROLES)))
)
LOCK_MEMBER = MEMBER.with_for_update(of=roles)
HOMES_OF = (
    select(roles, people.c.name)
    .join(people, people.c.id == roles.c.person_id)
    .where(roles.c.person_id == bindparam("person"), HELD)
    .order_by(roles.c.since, roles.c.id)
)
ADULTS = (
    select(roles.c.unit_id, func.count(roles.c.person_id.distinct()).label("n"))
    .where(roles.c.compound_id == bindparam("compound"), roles.c.unit_id.is_not(None), HELD)
    .group_by(roles.c.unit_id)
)
DOORLESS = (
    select(roles.c.person_id)
    .distinct()
    .where(roles.c.building_id == bindparam("building"), roles.c.unit_id.is_(None), HELD)
    .order_by(roles.c.person_id)
)
LIVING_IN = select(roles.c.person_id).where(roles.c.unit_id.in_(bindparam("units", expanding=True)), HELD)
UNSURE = (
    select(roles, people.c.name)
    .join(people, people.c.id == roles.c.person_id)
    .where(
        roles.c.compound_id == bindparam("compound"),
        roles.c.kind == RoleKind.OWNER.value,
        roles.c.basis.in_([Basis.ONE.value, Basis.FAMILY.value, Basis.UNMATCHED.value]),
        HELD,
    )
    .order_by(roles.c.id)
)
LOCK = select(dwelling_units.c.id).where(dwelling_units.c.id == bindparam("key")).with_for_update(key_share=True)
END = (
    update(roles)
    .where(roles.c.id.in_(bindparam("keys", expanding=True)))
    .values(until=bindparam("moment", type_=Moment()))
)
REBASE = update(roles).where(roles.c.id == bindparam("key")).values(basis=bindparam("shown"))
DEED = (
    select(owners.c.id, owners.c.name, owners.c.name_hash, owners.c.person_id)
    .join(ownerships, ownerships.c.owner_id == owners.c.id)
    .where(ownerships.c.unit_id == bindparam("unit"))
    .order_by(owners.c.id)
)
LINK = (
    update(owners)
    .where(owners.c.id == bindparam("key"), owners.c.person_id.is_(None))
    .values(person_id=bindparam("whom"))
)
UNLINK = (
    update(owners)
    .where(
        owners.c.person_id == bindparam("whom"),
        owners.c.id.in_(select(ownerships.c.owner_id).where(ownerships.c.unit_id == bindparam("unit"))),
    )
    .values(person_id=None)
)
REQUEST_BEHIND = (
    select(home_requests.c.id)
    .where(
        home_requests.c.person_id == bindparam("person"),
        home_requests.c.building_id == bindparam("building"),
        home_requests.c.state == "confirmed",
    )
    .order_by(home_requests.c.id.desc())
)
UNPRINTED = (
    select(household_notes)
    .join(dwelling_units, dwelling_units.c.id == household_notes.c.unit_id)
    .where(dwelling_units.c.compound_id == bindparam("compound"), household_notes.c.printed_at.is_(None))
    .order_by(household_notes.c.id)
)
PRINTED = (
    update(household_notes)
    .where(household_notes.c.id.in_(bindparam("keys", expanding=True)), household_notes.c.printed_at.is_(None))
    .values(printed_at=bindparam("moment", type_=Moment()))
)


class Households(Repository):
    """Homes with the people in them."""

    async def lock(self, unit_id: int) -> None:
        """Nobody else joins or leaves this home until the transaction ends."""
        await self.row(LOCK, key=unit_id)

    async def members(self, unit_id: int, at: datetime) -> list[Member]:
        """Everybody registered in a home, who came first first."""
        return [_member(row) for row in await self.rows(MEMBERS, unit=unit_id, at=at)]

    async def member(self, role_id: int, at: datetime) -> tuple[Member, Place, bool] | None:
        """A home role, its place, and whether it is still held; None for any other role."""
        row = await self.row(MEMBER, key=role_id)
        return None if row is None else (_member(row), _place(row), row.until is None or row.until > at)

    async def lock_member(self, role_id: int, at: datetime) -> tuple[Member, Place, bool] | None:
        """The same, nobody else ending it or vouching for it until the transaction ends."""
        row = await self.row(LOCK_MEMBER, key=role_id)
        return None if row is None else (_member(row), _place(row), row.until is None or row.until > at)

    async def homes_of(self, person_id: int, at: datetime) -> list[tuple[Member, Place]]:
        """Where somebody is registered at home."""
        return [(_member(row), _place(row)) for row in await self.rows(HOMES_OF, person=person_id, at=at)]

    async def adults(self, compound_id: int, at: datetime) -> dict[int, int]:
        """Home → how many persons are registered there, for homes that have any."""
        return {row.unit_id: row.n for row in await self.rows(ADULTS, compound=compound_id, at=at)}

    async def doorless(self, building_id: int, at: datetime) -> list[int]:
        """Who lives in a building, registered there without a door."""
        return [row.person_id for row in await self.rows(DOORLESS, building=building_id, at=at)]

    async def living_in(self, units: Sequence[int], at: datetime) -> set[int]:
        """Who is registered in one of these homes."""
        return {row.person_id for row in await self.rows(LIVING_IN, units=units, at=at)}

    async def unsure(self, compound_id: int, at: datetime) -> list[tuple[Member, Place]]:
        """Owners who still need somebody else's word."""
        return [(_member(row), _place(row)) for row in await self.rows(UNSURE, compound=compound_id, at=at)]

    async def join(
        self, person_id: int, kind: RoleKind, place: Place, *, basis: Basis | None, by: int | None, at: datetime
    ) -> int:
        """Register somebody in a home; the role's number."""
        names = ("compound_id", "building_id", "entrance_id", "floor", "unit_id")
        return await self.add(
            roles,
            person_id=person_id,
            kind=kind.value,
            **dict(zip(names, place.levels, strict=True)),
            since=at,
            given_by=by,
            basis=None if basis is None else basis.value,
        )

    async def leave(self, role_ids: Collection[int], at: datetime) -> None:
        """These roles end now."""
        await self.run(END, keys=list(role_ids), moment=at)

    async def show(self, role_id: int, basis: Basis) -> None:
        """What a role rests on from now on."""
        await self.run(REBASE, key=role_id, shown=basis.value)

    # What the register says

    async def owners_known(self, unit_id: int) -> bool:
        """Whether the register knows an owner of this home."""
        return await self.row(DEED, unit=unit_id) is not None

    async def deed(self, unit_id: int) -> list[DeedOwner]:
        """The owners of this home."""
        return [DeedOwner(row.id, row.name, row.person_id) for row in await self.rows(DEED, unit=unit_id)]

    async def owner_named(self, unit_id: int, name: str, person_id: int, keys: Keys) -> int | None:
        """The owner of this home who bears this name and is nobody else's yet."""
        hashes = keys.digests(NAME, name)
        found = [row for row in await self.rows(DEED, unit=unit_id) if row.name_hash in hashes]
        return next((int(row.id) for row in found if row.person_id in (None, person_id)), None)

    async def link_owner(self, owner_id: int, person_id: int) -> None:
        """This owner is this person on the messenger."""
        await self.run(LINK, key=owner_id, whom=person_id)

    async def unlink_owner(self, unit_id: int, person_id: int) -> None:
        """Whoever owns this home is not this person."""
        await self.run(UNLINK, unit=unit_id, whom=person_id)

    # Who said so, who is told on paper

    async def request_behind(self, person_id: int, place: Place) -> int | None:
        """The confirmed request that somebody's registration in a building began with, the latest."""
        number = await self.value(REQUEST_BEHIND, person=person_id, building=place.building_id)
        return None if number is None else int(number)

    async def confirm(self, request_id: int, person_id: int, at: datetime) -> bool:
        """Somebody knows whoever asked; False when they said so before."""
        return await self.offer(home_confirmations, {"request_id": request_id, "person_id": person_id, "at": at}) == 1

    async def note(self, unit_id: int, kind: str, facts: Mapping[str, Any], at: datetime) -> int:
        """A note for the letter box; its number."""
        return await self.add(household_notes, unit_id=unit_id, kind=kind, facts=dict(facts), at=at)

    async def unprinted(self, compound_id: int) -> Sequence[Row[Any]]:
        """Notes of a compound that nobody has printed."""
        return await self.rows(UNPRINTED, compound=compound_id)

    async def printed(self, note_ids: Collection[int], at: datetime) -> int:
        """Somebody has printed these; how many had not been."""
        return await self.run(PRINTED, keys=list(note_ids), moment=at)


def _member(row: Row[Any]) -> Member:
    return Member(
        role_id=row.id,
        person_id=row.person_id,
        name=row.name,
        kind=RoleKind(row.kind),
        basis=None if row.basis is None else Basis(row.basis),
        since=row.since,
        given_by=row.given_by,
    )


def _place(row: Row[Any]) -> Place:
    return Place(row.compound_id, row.building_id, row.entrance_id, row.floor, row.unit_id)
