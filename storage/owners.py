"""Owners' records (业主): names sealed, found again by a keyed hash; who owns which home."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import bindparam, delete, exists, func, select, update

from domain.owners import KnownOwner, Owner
from storage.repository import Repository
from storage.schema.registry import buildings
from storage.schema.units import dwelling_units, owners, ownerships
from storage.schema.voting import vote_voters
from storage.sealing import Keys

NAME = "owner-name"
"""What names are hashed for."""

OF_COMPOUND = (
    select(owners.c.id, owners.c.name, owners.c.number, ownerships.c.unit_id)
    .join(ownerships, ownerships.c.owner_id == owners.c.id)
    .where(owners.c.compound_id == bindparam("compound"))
    .order_by(ownerships.c.id)
)
LAST = select(func.coalesce(func.max(owners.c.id), 0))
SINCE = (
    select(owners.c.id)
    .where(owners.c.compound_id == bindparam("compound"), owners.c.id > bindparam("last"))
    .order_by(owners.c.id)
)
REWRITE = (
    update(owners)
    .where(owners.c.id == bindparam("key"))
    .values(name=bindparam("called", type_=owners.c.name.type), name_hash=bindparam("hash"), number=bindparam("given"))
)
LINKS = select(owners.c.id, owners.c.person_id).where(owners.c.id.in_(bindparam("keys", expanding=True)))
LINK = (
    update(owners)
    .where(owners.c.id == bindparam("key"), owners.c.person_id.is_(None))
    .values(person_id=bindparam("person"))
)
NAMES_OF = (
    select(owners.c.name)
    .where(owners.c.compound_id == bindparam("compound"), owners.c.person_id == bindparam("person"))
    .order_by(owners.c.id)
)
CLEAR = delete(ownerships).where(ownerships.c.unit_id.in_(bindparam("units", expanding=True)))
HOMELESS = delete(owners).where(
    owners.c.compound_id == bindparam("compound"),
    ~exists().where(ownerships.c.owner_id == owners.c.id),
    ~exists().where(vote_voters.c.owner_id == owners.c.id),  # a frozen roll still names them
)
BUILDINGS = (
    select(buildings.c.id, buildings.c.label)
    .where(buildings.c.compound_id == bindparam("compound"))
    .order_by(buildings.c.id)
)
HOMES = (
    select(dwelling_units)
    .where(dwelling_units.c.compound_id == bindparam("compound"), dwelling_units.c.gone.is_(False))
    .order_by(dwelling_units.c.id)
)
OWNED = (
    select(ownerships.c.unit_id, owners.c.id, owners.c.name_hash, owners.c.number)
    .join(owners, owners.c.id == ownerships.c.owner_id)
    .where(owners.c.compound_id == bindparam("compound"))
    .order_by(ownerships.c.unit_id, ownerships.c.owner_id)
)


class Owners(Repository):
    """The owners of a compound and their homes."""

    async def of_compound(self, compound_id: int) -> dict[int, tuple[KnownOwner, ...]]:
        """Home → its owners, in the order they were written."""
        known: dict[int, KnownOwner] = {}
        found: defaultdict[int, list[KnownOwner]] = defaultdict(list)
        for row in await self.rows(OF_COMPOUND, compound=compound_id):
            if row.id not in known:
                known[row.id] = KnownOwner(row.id, row.name, row.number)
            found[row.unit_id].append(known[row.id])
        return {unit: tuple(several) for unit, several in found.items()}

    async def names_of(self, person_id: int, compound_id: int) -> list[str]:
        """What the register calls somebody who is known to own there."""
        return [row.name for row in await self.rows(NAMES_OF, person=person_id, compound=compound_id)]

    async def people(self, numbers: Sequence[int]) -> list[int]:
        """Those of these owners whom we know on the messenger, as people."""
        found = await self.rows(LINKS, keys=list(numbers)) if numbers else ()
        return [row.person_id for row in found if row.person_id is not None]

    async def make(self, compound_id: int, made: Sequence[Owner], keys: Keys) -> list[int]:
        """New owners of a compound that is held; their ids, in order."""
        rows = [
            {
                "compound_id": compound_id,
                "name": owner.name,
                "name_hash": keys.digest(NAME, owner.name),
                "number": owner.number,
            }
            for owner in made
        ]
        last = await self.value(LAST)
        if rows:
            await self.connection.execute(owners.insert(), rows)  # one after the other: their ids are in order, too
        return [row.id for row in await self.rows(SINCE, compound=compound_id, last=last)]

    async def rewrite(self, changed: Iterable[KnownOwner], keys: Keys) -> None:
        """Names and 业主编号 as they are from now on."""
        for owner in changed:
            hash = keys.digest(NAME, owner.name)
            await self.run(REWRITE, key=owner.id, called=owner.name, hash=hash, given=owner.number)

    async def inherit(self, heirs: Mapping[int, int]) -> None:
        """Owner that falls away → the same person's other entry: whoever on the messenger it is stays known."""
        linked = await self.rows(LINKS, keys=list(heirs)) if heirs else ()
        for row in linked:
            if row.person_id is not None:
                await self.run(LINK, key=heirs[row.id], person=row.person_id)

    async def own(self, compound_id: int, homes: Mapping[int, Sequence[int]]) -> None:
        """Home → its owners from now on; owners without a home are forgotten."""
        if homes:
            await self.run(CLEAR, units=list(homes))
        rows = [{"unit_id": unit, "owner_id": owner} for unit, several in homes.items() for owner in several]
        if rows:
            await self.connection.execute(ownerships.insert(), rows)
        await self.run(HOMELESS, compound=compound_id)

    async def state(self, compound_id: int) -> str:
        """A fingerprint of the register as it stands: whoever saw this one knows whether it has changed since."""
        tables = [await self.rows(statement, compound=compound_id) for statement in (BUILDINGS, HOMES, OWNED)]
        whole = json.dumps([[list(row) for row in rows] for rows in tables], default=str)
        return hashlib.sha256(whole.encode()).hexdigest()
