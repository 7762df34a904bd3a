"""What people read of fees paid ahead (看预交): counts of homes for all, one's own home, the door one stands at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from domain.permissions import Act, permit
from domain.prepay import (
    TAKEN,
    PrepayFigures,
    PrepayKind,
    PrepayLine,
    PrepayRound,
    PrepaySettlement,
    PrepayState,
    asked_homes,
    next_round,
    paid_in,
    sums_of,
    unspent,
)
from domain.prepay_views import PrepayBuilding, PrepayHome, PrepayPage
from domain.registry import Actor, Place
from domain.units import DwellingUnit
from storage.database import Database
from storage.transaction import Transaction


async def prepay_list(database: Database, *, actor: Actor) -> list[PrepayRound]:
    """The rounds where somebody lives or serves; what is not confirmed, for who keeps the accounts alone."""
    inside = sorted({role.place.compound_id for role in actor.roles if role.place.compound_id is not None})
    async with database.reading() as transaction:
        found = await transaction.prepay.inside(inside)
    return [one for one in found if one.open or permit(actor, Act.KEEP_FUNDS, one.place) is None]


async def prepay_page(database: Database, *, actor: Actor, round_id: int) -> PrepayPage | None:
    """One round, for whoever lives or serves there."""
    async with database.reading() as transaction:
        found = await transaction.prepay.find(round_id)
        return None if found is None else await _page(transaction, actor, found)


async def _page(transaction: Transaction, actor: Actor, found: PrepayRound) -> PrepayPage | None:
    keeps = permit(actor, Act.KEEP_FUNDS, found.place) is None
    here = any(role.place.compound_id == found.place.compound_id for role in actor.roles)
    if not here or not (found.open or keeps):
        return None
    assert found.place.compound_id is not None, "a compound's"
    homes = asked_homes(await transaction.units.of_compound(found.place.compound_id))
    lines = await transaction.prepay.lines(found.id)
    near = {role.place.building_id for role in actor.roles}
    buildings = await transaction.registry.buildings(found.place.compound_id)
    names = {one.id: one.label for one in sorted(buildings, key=lambda one: one.id not in near)}
    settled = await transaction.prepay.settlements(found.id)
    sums = {number: _sums(found, number, homes, lines, settled) for number in names}
    own = {role.place.unit_id for role in actor.roles}
    mine = tuple(_home(found, home, lines) for home in homes if home.id in own)
    takes = {number for number in names if permit(actor, Act.TAKE_FEES, Place(found.place.compound_id, number)) is None}
    return PrepayPage(found, names, sums, mine, frozenset(takes), keeps)


def _sums(
    found: PrepayRound,
    building_id: int,
    homes: list[DwellingUnit],
    lines: list[PrepayLine],
    settled: Mapping[int, PrepaySettlement],
) -> PrepayFigures:
    """Of a building that was settled, the homes as they were counted then."""
    inside = [home for home in homes if home.building_id == building_id]
    sums = sums_of(found, inside, [line for line in lines if line.building_id == building_id])
    made = settled.get(building_id)
    over = made is not None and made.confirmed_at is not None
    return replace(sums, homes=made.homes, paid=made.paid) if made is not None and over else sums


def _home(found: PrepayRound, home: DwellingUnit, lines: list[PrepayLine]) -> PrepayHome:
    inside = [line for line in lines if line.building_id == home.building_id]
    left = unspent(inside).get(home.id, 0)
    own = [line for line in inside if line.unit_id == home.id and line.state in TAKEN]
    back = -sum(line.amount for line in own if line.kind is PrepayKind.REFUNDED)
    return PrepayHome(home, found.due(home.area), paid_in(inside, *TAKEN).get(home.id, 0), left, back)


async def prepay_building(
    database: Database, *, actor: Actor, round_id: int, building_id: int
) -> PrepayBuilding | None:
    """One building's ledger, for whoever lives or serves in the compound."""
    async with database.reading() as transaction:
        found = await transaction.prepay.find(round_id)
        page = None if found is None else await _page(transaction, actor, found)
        if found is None or page is None or building_id not in page.names:
            return None
        lines = [line for line in await transaction.prepay.lines(round_id) if line.building_id == building_id]
        settled = (await transaction.prepay.settlements(round_id)).get(building_id)
        later = await transaction.prepay.inside([found.place.compound_id or 0])
        closed = await transaction.prepay.settled_in(building_id)
    costs = tuple(line for line in lines if line.words and line.state is not PrepayState.GONE)
    held = tuple(line for line in lines if line.state is PrepayState.HELD and line.by == actor.person_id)
    return PrepayBuilding(page, building_id, costs, held, settled, next_round(found, later, closed))


async def prepay_home(database: Database, *, actor: Actor, round_id: int, unit_id: int) -> PrepayHome | None:
    """One home, for who takes fees there: asked at the door, never a list."""
    async with database.reading() as transaction:
        found = await transaction.prepay.find(round_id)
        home = await transaction.units.unit(unit_id)
        if found is None or home is None or not found.place.covers(home.place):
            return None
        if permit(actor, Act.TAKE_FEES, home.place.building) is not None:
            return None
        return _home(found, home, await transaction.prepay.lines(round_id))


async def line_building(database: Database, *, line_id: int) -> tuple[int, int] | None:
    """Which round and building a line is of."""
    async with database.reading() as transaction:
        line = await transaction.prepay.line(line_id)
        return None if line is None else (await transaction.prepay.round_of(line_id), line.building_id)
