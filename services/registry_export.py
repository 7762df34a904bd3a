"""Exporting the register (导出名册): the homes somebody looks after, with names for those who may see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.effects import Effect, Record
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.owners import KnownUnit
from domain.permissions import Act, permit, places
from domain.privacy import Access
from domain.registry import Actor, Compound, Place
from services.acts import act
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction


@act
async def export_registry(
    transaction: Transaction, *, actor: Actor, compound_id: int, source: str, at: datetime
) -> Outcome:
    """导出名册: that it was taken is written down before it is given out."""
    compound = await transaction.registry.compound(compound_id)
    homes = await _homes(transaction, actor, compound_id)
    if compound is None or not _reaches(actor, compound_id):
        return permit(actor, Act.EXPORT_REGISTRY, Place(compound_id)) or Refusal(Reason.NOT_FOUND)
    named = sum(bool(home.owners) for home in homes)
    known = await transaction.owners.people([owner.id for home in homes for owner in home.owners])
    await transaction.privacy.note_looks(known, by=actor.person_id, what=Access.REGISTRY_EXPORT, at=at)
    await apply(transaction, _taken(actor, compound, homes=len(homes), named=named), at=at)
    return Done({"name": compound.name, "homes": len(homes), "named": named})


def _taken(actor: Actor, compound: Compound, *, homes: int, named: int) -> list[Effect]:
    """What is written down of an export."""
    body = {"by": actor.person_id, "homes": homes, "named": named}
    return [Record(f"compound:{compound.id}", "registry_exported", body)]


async def exported(database: Database, *, actor: Actor, compound_id: int) -> list[KnownUnit]:
    """What the actor gets: the homes of their own places, names only where they may see a household."""
    async with database.reading() as transaction:
        return await _homes(transaction, actor, compound_id)


async def _homes(transaction: Transaction, actor: Actor, compound_id: int) -> list[KnownUnit]:
    reach, seen = places(actor, Act.EXPORT_REGISTRY), places(actor, Act.SEE_HOUSEHOLD)
    owners = await transaction.owners.of_compound(compound_id)
    units = await transaction.units.of_compound(compound_id)
    mine = [unit for unit in units if any(place.covers(unit.place) for place in reach)]
    homes = [KnownUnit(unit, owners.get(unit.id, ())) for unit in mine]
    return [
        home if any(place.covers(home.unit.place) for place in seen) else replace(home, owners=()) for home in homes
    ]


def _reaches(actor: Actor, compound_id: int) -> bool:
    """Whether any place of the actor's lies in the compound, or around it."""
    return any(place.compound_id in (None, compound_id) for place in places(actor, Act.EXPORT_REGISTRY))
