"""Where a report is, closer than its building (报事的位置): its entrance, the thing whose code was scanned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.issues_places import entrance_named
from storage.transaction import Transaction


async def thing_of(transaction: Transaction, tag: str | None) -> dict[str, Any]:
    """What the poster that led here is stuck to, and the entrance its place names."""
    poster = None if tag is None else await transaction.posters.by_tag(tag)
    if poster is None or poster.building_id is None:
        return {"thing": None if poster is None else poster.thing, "entrance_id": None}
    ways = await entrances_in(transaction, poster.building_id)
    return {"thing": poster.thing, "entrance_id": entrance_named(poster.spot, ways)}


async def entrances_in(transaction: Transaction, building_id: int) -> dict[str, int]:
    """The entrances of a building by label; nothing where there is one way in."""
    found = {label: number for (_, label), number in (await transaction.doors.entrances([building_id])).items()}
    return found if len(found) > 1 else {}


async def entrance_of(transaction: Transaction, body: Mapping[str, Any]) -> int | None:
    """The entrance of an offer: as chosen, else as its words name it."""
    if body["building_id"] is None or body.get("entrance_id") is not None:
        return body.get("entrance_id") if body["building_id"] is not None else None
    return entrance_named(body["text"], await entrances_in(transaction, body["building_id"]))
