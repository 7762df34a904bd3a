"""Doors (门牌) for those who walk the stairs: which there are, in stair order; nothing of who lives behind them."""

from __future__ import annotations

from domain.outcomes import Refusal
from domain.permissions import Act, permit
from domain.registry import Actor, Place
from domain.units import DwellingUnit
from storage.database import Database


async def doors(database: Database, *, actor: Actor, place: Place) -> list[DwellingUnit] | Refusal:
    """The homes of `place`, building by building, up the stairs."""
    assert place.compound_id is not None, "doors are in a compound"
    if (refusal := permit(actor, Act.PRINT_SLIPS, place)) is not None:
        return refusal
    async with database.reading() as transaction:
        return [unit for unit in await transaction.units.of_compound(place.compound_id) if place.covers(unit.place)]
