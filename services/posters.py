"""Posters (海报): a lot is made at once, a number and a tag for each spot; its page counts how often it is opened."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from domain.deliberation.stages import MatterAct, act_refusal
from domain.effects import Record
from domain.issues_places import building_named
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.posters import (
    ALPHABET,
    TAG_LENGTH,
    Poster,
    PosterPlace,
    entrances_of,
    read_thing,
    refuse_spots,
)
from domain.registry import Actor, Building, Place
from services.acts import act
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction


@act
async def make_posters(
    transaction: Transaction,
    *,
    actor: Actor,
    place: Place,
    spots: Sequence[str],
    matter_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """印海报: the next numbers of the compound, a tag each; what hangs at a building is told apart by its words.

    With a matter, they ask what people say of it.
    """
    assert place.compound_id is not None, "posters hang in a compound"
    refusal = permit(actor, Act.PRINT_POSTERS, place) or refuse_spots(list(spots))
    refusal = refusal or await _silent(transaction, place, matter_id)
    if refusal is not None:
        return refusal
    assert actor.person_id is not None, "a person may"
    buildings = await transaction.registry.buildings(place.compound_id)
    read = [read_thing(spot) for spot in spots]
    lot = [(_building(place, spot, buildings), spot, _tag(), thing) for spot, thing in read]
    making = transaction.posters.make(place.compound_id, lot, matter_id=matter_id, by=actor.person_id, at=at)
    first, last = await making
    body = {"first": first, "last": last, "by": actor.person_id, **({} if matter_id is None else {"matter": matter_id})}
    await apply(transaction, [Record(f"compound:{place.compound_id}", "posters_made", body)], at=at)
    return Done({"compound_id": place.compound_id, "first": first, "last": last})


async def _silent(transaction: Transaction, place: Place, matter_id: int | None) -> Refusal | None:
    """A poster asks about what is spoken of there now."""
    if matter_id is None:
        return None
    matter = await transaction.deliberation.find(matter_id)
    if matter is None or matter.place.compound_id != place.compound_id:
        return Refusal(Reason.NOT_FOUND, {"what": "matter"})
    return act_refusal(matter.procedure, matter.stage, MatterAct.SPEAK)


def _building(place: Place, spot: str, buildings: Sequence[Building]) -> int | None:
    found = building_named(spot, buildings)
    return place.building_id or (None if found is None else found.id)


def _tag() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(TAG_LENGTH))


async def posters(database: Database, *, actor: Actor, place: Place) -> list[Poster] | Refusal:
    """What was printed for `place` so far, in order, and how often each was opened."""
    assert place.compound_id is not None, "posters hang in a compound"
    if (refusal := permit(actor, Act.PRINT_POSTERS, place)) is not None:
        return refusal
    async with database.reading() as transaction:
        found = await transaction.posters.of_compound(place.compound_id)
    return [poster for poster in found if place.building_id in (None, poster.building_id)]


async def entrances(database: Database, *, place: Place) -> list[tuple[str, str]]:
    """Building and entrance of every way in of `place`; buildings alone where no doors are known yet."""
    assert place.compound_id is not None, "entrances are in a compound"
    async with database.reading() as transaction:
        units = [unit for unit in await transaction.units.of_compound(place.compound_id) if place.covers(unit.place)]
    return entrances_of(units)


async def look_at_poster(database: Database, *, tag: str) -> PosterPlace | None:
    """Where a poster hangs; None for a tag nobody printed."""
    async with database.reading() as transaction:
        poster = await transaction.posters.by_tag(tag)
        if poster is None:
            return None
        names = await transaction.registry.names()
    compound = names.of(Place(poster.compound_id))
    where = (poster.compound_id, poster.building_id)
    return PosterPlace(compound, poster.spot, *where, poster.matter_id, poster.asks, poster.thing)


async def open_poster(database: Database, *, tag: str) -> PosterPlace | None:
    """The same, counted: one more opening of this poster, and nothing about by whom."""
    found = await look_at_poster(database, tag=tag)
    if found is not None:
        async with database.transaction() as transaction:
            await transaction.posters.count(tag)
    return found
