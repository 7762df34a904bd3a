"""Buildings (楼栋) as their pages show them to whoever comes by: whom to ask there, and by which name."""

from __future__ import annotations

from datetime import datetime

from domain.privacy import Purpose
from domain.registry import BuildingFace, Place, RoleKind
from storage.database import Database


async def building_face(database: Database, *, building_id: int, at: datetime) -> BuildingFace | None:
    """The building with those of its leaders who agreed to be named; None when there is no such building."""
    async with database.reading() as transaction:
        building = await transaction.registry.building(building_id)
        if building is None:
            return None
        place = Place(building.compound_id, building.id)
        leaders = await transaction.registry.holders(place, (RoleKind.BUILDING_LEADER,), at)
        agreed = await transaction.privacy.consenting(Purpose.PUBLICATION)
        terms = (await transaction.profiles.of_compound(building.compound_id)).words
        compound = (await transaction.registry.names()).of(Place(building.compound_id))
    named = dict.fromkeys(leader.name for leader in leaders if leader.person_id in agreed)
    return BuildingFace(compound, building, bool(leaders), tuple(named), terms)
