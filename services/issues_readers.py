"""Who may be the one reader of a report (只给一个人看): those who serve its place and can be reached."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from domain.registry import Place, RoleKind
from services.readers import open_chats
from storage.transaction import Transaction

READERS = (RoleKind.BUILDING_LEADER, RoleKind.COMMITTEE)
MOST = 8
"""Readers to choose from on one screen."""


async def readers_for(
    transaction: Transaction, body: Mapping[str, Any], *, but: int | None, at: datetime
) -> list[tuple[int, str, str]]:
    """Person, role and name of those to choose from, the building's leader first."""
    place = Place(body["compound_id"], body["building_id"])
    if place.compound_id is None:
        return []
    held = {(row.person_id, row.kind): row.name for row in await transaction.registry.holders(place, READERS, at)}
    found = [(person, kind, held[person, kind]) for rank in READERS for person, kind in held if kind == rank.value]
    reached = [one for one in dict.fromkeys(found) if one[0] != but and await open_chats(transaction, [one[0]])]
    return list({person: (person, kind, name) for person, kind, name in reversed(reached)}.values())[::-1][:MOST]


async def name_of_reader(transaction: Transaction, body: Mapping[str, Any]) -> str | None:
    """The one reader of an offer by name."""
    reader = body.get("sealed_to")
    return None if reader is None else await name_of(transaction, reader)


async def name_of(transaction: Transaction, person_id: int) -> str:
    """What somebody is called."""
    row = await transaction.registry.person(person_id)
    return "" if row is None else str(row.name)
