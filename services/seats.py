"""What screens of offices show (任职读数): posts and vacancies, what waits where, the choices of a step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.grids import Grid, served
from domain.office_wizard import Body, Step, choose, kinds, office_of, reaches, step_of
from domain.offices import Held, Level, Office, Scope, is_office, may_appoint
from domain.outcomes import Reason, Refusal
from domain.permissions import Act, appointing, permit, places
from domain.registry import ANYWHERE, Actor, Building, Compound, Organ, Place, RoleKind
from domain.seats import BuildingOffices, EntranceOffices, Situation, Waiting, at_floor, seats
from storage.database import Database
from storage.transaction import Transaction

Option = tuple[str, str]
"""A value and its label; the label is "" where the catalogue has the word."""


@dataclass(frozen=True)
class Choice:
    """What is asked next when somebody is asked to take an office (下一问), and what may be answered."""

    step: Step
    body: dict[str, Any]
    options: tuple[Option, ...] = ()
    holders: tuple[Held, ...] = ()  # at the last step: whom a deputy could stand in for


async def situations(database: Database, *, actor: Actor, at: datetime) -> list[Situation]:
    """How every compound stands whose roster the actor may see, as founded."""
    async with database.reading() as transaction:
        return await _situations(transaction, _seen(actor, await transaction.registry.compounds()), at)


async def situation(database: Database, *, actor: Actor, compound_id: int, at: datetime) -> Situation | Refusal:
    """How one compound stands."""
    found = {one.compound.id: one for one in await situations(database, actor=actor, at=at)}
    if compound_id not in found:
        return permit(actor, Act.SEE_ROSTER, Place(compound_id)) or Refusal(Reason.NOT_FOUND)
    return found[compound_id]


def _seen(actor: Actor, compounds: Sequence[Compound]) -> list[Compound]:
    """The compounds whose roster somebody may see, wholly or in part."""
    reach = places(actor, Act.SEE_ROSTER)
    return [one for one in compounds if any(place.compound_id in (None, one.id) for place in reach)]


async def _situations(transaction: Transaction, compounds: Sequence[Compound], at: datetime) -> list[Situation]:
    held, grids = await transaction.offices.by_compound(at), await transaction.grids.all()
    buildings = await transaction.registry.buildings_by_compound()
    without, groups = await transaction.doors.without_doors(), await transaction.registry.groups_by_compound()
    return [
        Situation(
            compound=one,
            seats=seats(one, buildings.get(one.id, []), served(grids, one.id), held.get(one.id, [])),
            buildings=len(buildings.get(one.id, [])),
            without_doors=without.get(one.id, 0),
            groups=groups.get(one.id, 0),
        )
        for one in compounds
    ]


async def waiting(database: Database, *, actor: Actor, at: datetime) -> list[Waiting]:
    """The compounds the actor serves, those first where somebody waits."""
    confirms, answers = places(actor, Act.CONFIRM_RESIDENT), _answers(actor)
    async with database.reading() as transaction:
        compounds = _seen(actor, await transaction.registry.compounds())
        asked = await transaction.registry.every_open_request()
        reports = await transaction.issues.unanswered()
        stand = await _situations(transaction, compounds, at)
    requests = Counter(row.compound_id for row in asked if row.person_id != actor.person_id and _covered(confirms, row))
    unanswered = Counter(row.compound_id for row in reports if _covered(answers, row))
    return sorted(
        (
            Waiting(
                compound=one.compound,
                requests=requests[one.compound.id],
                reports=unanswered[one.compound.id],
                vacancies=len(one.vacancies) if _fills(actor, one.compound.id) else 0,
            )
            for one in stand
        ),
        key=lambda one: one.order,
    )


def _answers(actor: Actor) -> tuple[Place, ...]:
    """Where somebody answers reports; the operator sees that they are answered."""
    return (ANYWHERE,) if actor.has(RoleKind.OPERATOR) else places(actor, Act.HANDLE_ISSUE)


def _covered(reach: Sequence[Place], row: Any) -> bool:
    return any(place.covers(Place(row.compound_id, row.building_id)) for place in reach)


def _fills(actor: Actor, compound_id: int) -> bool:
    return permit(actor, Act.APPOINT_LEADER, Place(compound_id)) is None


async def building_offices(database: Database, *, building: Building, at: datetime) -> BuildingOffices:
    """Who serves a building: its leaders, each entrance's, each floor's; its grid's worker, its representatives."""
    async with database.reading() as transaction:
        held = await transaction.offices.in_compound(building.compound_id, at)
        ways = await transaction.doors.entrances([building.id])
        grids = [grid for grid in await transaction.grids.all() if building in grid.buildings]
        name = (await transaction.registry.names()).of(Place(building.compound_id, building.id))
    own = [one for one in held if one.office.scope.place.building_id == building.id]
    walked = {grid.id for grid in grids}
    return BuildingOffices(
        building=building,
        name=name,
        leaders=tuple(one for one in own if one.office.kind is RoleKind.BUILDING_LEADER),
        entrances=tuple(_entrance(label, number, own) for (_, label), number in ways.items()),
        others=(*_beside(own), *(one for one in held if one.office.scope.grid_id in walked)),
    )


def _beside(own: Sequence[Held]) -> list[Held]:
    """Who serves the building itself beside its leaders: representatives, its party group."""
    return [
        one
        for one in own
        if one.office.scope.level is Level.BUILDING and one.office.kind is not RoleKind.BUILDING_LEADER
    ]


def _entrance(label: str, number: int, own: Sequence[Held]) -> EntranceOffices:
    here = [one for one in own if one.office.scope.place.entrance_id == number]
    leaders = tuple(one for one in here if one.office.kind is RoleKind.ENTRANCE_LEADER)
    floors = sorted((one for one in here if one.office.kind is RoleKind.FLOOR_LEADER), key=at_floor)
    return EntranceOffices(number, label, leaders, tuple(floors))


async def members(database: Database, *, actor: Actor, compound_id: int, at: datetime) -> list[Held] | Refusal:
    """Everybody who holds an office that comes to a compound, for whoever may see its roster."""
    async with database.reading() as transaction:
        if not any(one.id == compound_id for one in _seen(actor, await transaction.registry.compounds())):
            return permit(actor, Act.SEE_ROSTER, Place(compound_id)) or Refusal(Reason.NOT_FOUND)
        return await transaction.offices.in_compound(compound_id, at)


async def holding(database: Database, *, role_id: int) -> Held | None:
    """One office that somebody holds or held."""
    async with database.reading() as transaction:
        return await transaction.offices.held(role_id)


async def may_end(database: Database, *, actor: Actor, held: Held) -> bool:
    """Whether the actor may end somebody else's office."""
    async with database.reading() as transaction:
        reach = await transaction.offices.reach(held.office.scope)
    ended = is_office(held.office.kind) and held.office.kind is not RoleKind.OPERATOR
    return ended and may_appoint(actor, held.office, reach) is None


async def sees(database: Database, *, actor: Actor, held: Held) -> bool:
    """Whether the actor sees the roster of a compound that the office comes to. Homes are not shown there."""
    async with database.reading() as transaction:
        reach = {place.compound_id for place in await transaction.offices.reach(held.office.scope)}
        seen = _seen(actor, await transaction.registry.compounds())
    return is_office(held.office.kind) and any(one.id in reach for one in seen)


async def opening(database: Database, *, compound_id: int) -> dict[str, Any] | None:
    """What is known when somebody is asked to take an office in a compound."""
    async with database.reading() as transaction:
        community = await transaction.grids.community_of(compound_id)
    return None if community is None else {"compound": compound_id, "community": community}


async def answered(
    database: Database, *, actor: Actor, body: Body, step: str, value: str, at: datetime
) -> Choice | Refusal:
    """The next question after this answer, if it answers what is asked with something that was offered."""
    now = await next_choice(database, actor=actor, body=body, at=at)
    changes = choose(now.body, step, value, [option for option, _ in now.options])
    if isinstance(changes, Refusal):
        return changes
    return await next_choice(database, actor=actor, body={**now.body, **changes}, at=at)


async def next_choice(database: Database, *, actor: Actor, body: Body, at: datetime) -> Choice:
    """What is asked next; questions with one possible answer are answered on the way."""
    async with database.reading() as transaction:
        known = dict(body)
        while True:
            step = step_of(known)
            options = await _options(transaction, actor, known, step)
            if step not in (Step.LEVEL, Step.ENTRANCE) or len(options) != 1:
                holders = await _holders(transaction, known, at) if step is Step.CHECK else ()
                return Choice(step, known, tuple(options), holders)
            (value, _) = options[0]
            known[step.value] = int(value) if step is Step.ENTRANCE else value


async def _options(transaction: Transaction, actor: Actor, body: Body, step: Step) -> list[Option]:
    """What may be answered: a word of the catalogue, or one of the places there are."""
    match step:
        case Step.KIND:
            here = Place(body["compound"])
            return [(kind.value, "") for kind in kinds() if permit(actor, appointing(kind), here) is None]
        case Step.ORGAN:
            return [(organ.value, "") for organ in Organ]
        case Step.LEVEL:
            return await _levels(transaction, actor, body)
        case Step.CHECK:
            return []
    return await _there(transaction, actor, body, step)


async def _there(transaction: Transaction, actor: Actor, body: Body, step: Step) -> list[Option]:
    if step is Step.GRID:
        return [(str(grid.id), grid.label) for grid in await _grids(transaction, actor, body)]
    if step is Step.BUILDING:
        return [(str(one.id), one.label) for one in await transaction.registry.buildings(body["compound"])]
    if step is Step.ENTRANCE:
        ways = await transaction.doors.entrances([body["building"]])
        return [(str(number), label) for (_, label), number in ways.items()]
    return [(str(floor), "") for floor in await transaction.offices.floors(body["entrance"]) if floor]


async def _levels(transaction: Transaction, actor: Actor, body: Body) -> list[Option]:
    """How far it may reach: over a community only by whoever may give that, over a grid where there is one."""
    found = list(reaches(body))
    over = Office(RoleKind(body["kind"]), Scope(community_id=body["community"]))
    if Level.COMMUNITY in found and may_appoint(actor, over, ()) is not None:
        found.remove(Level.COMMUNITY)
    if Level.GRID in found and not await _grids(transaction, actor, body):
        found.remove(Level.GRID)
    return [(level.value, "") for level in found]


async def _grids(transaction: Transaction, actor: Actor, body: Body) -> list[Grid]:
    """Grids of the compound for which the actor may ask somebody."""
    worker = RoleKind(body["kind"])
    return [
        grid
        for grid in served(await transaction.grids.all(), body["compound"])
        if may_appoint(actor, Office(worker, Scope(grid_id=grid.id)), grid.places) is None
    ]


async def _holders(transaction: Transaction, body: Body, at: datetime) -> tuple[Held, ...]:
    """Who holds the office that is asked for."""
    meant = office_of(body, at)
    wanted = (meant.kind, meant.scope, meant.organ)
    held = await transaction.offices.in_compound(body["compound"], at)
    same = (one for one in held if (one.office.kind, one.office.scope, one.office.organ) == wanted)
    return tuple(one for one in same if not one.deputy)


async def called(database: Database, *, body: Body, at: datetime) -> str:
    """What the place of an office is called that somebody is about to be asked to take."""
    async with database.reading() as transaction:
        name = await transaction.offices.name(office_of(body, at).scope)
    return "" if name is None else name.name
