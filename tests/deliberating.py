"""A small matter for tests: lamps in a stairwell, and the people it concerns."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import count

from domain.deliberation.matters import LEAST_HOMES, Homes, Matter, Proposal
from domain.deliberation.procedures import SMALL
from domain.deliberation.stages import Stage
from domain.outcomes import Outcome
from domain.registry import Actor, Place
from services.deliberation import start_matter
from services.deliberation_full import start_full_matter
from storage.database import Database
from storage.transaction import Transaction

DOORS = count()
STAIRWELL = Homes("3号楼1单元", frozenset({1, 2, 3}))
LAMPS = Proposal("楼道装声控灯", "楼道装声控灯\n每层装一盏，灯钱邻居凑，每户12元。", STAIRWELL)


def a_matter(stage: Stage, at: datetime) -> Matter:
    """It, as it stands."""
    return Matter(
        1, Place(1, 2), 1, SMALL.name, stage, at, LAMPS.title, LAMPS.text, LAMPS.hash, STAIRWELL, 7, at
    )  # fmt: skip


GARDEN_LAMPS = (
    "院内路灯改造",
    "院内路灯改造\n9栋楼前后装36盏太阳能路灯，钱由街道改造资金出，不动维修资金，也不动公共收益。",
)


async def begin_full_matter(database: Database, compound_id: int, actor: Actor, at: datetime) -> Outcome:
    """Lamps for the whole compound, of the street's money; a compound of two homes at least."""
    async with database.transaction() as transaction:
        await _two_homes(transaction, compound_id)
    title, text = GARDEN_LAMPS
    source = f"matter {next(DOORS)}"
    return await start_full_matter(
        database, actor=actor, compound_id=compound_id, title=title, text=text, touched=(), source=source, at=at
    )


async def _two_homes(transaction: Transaction, compound_id: int) -> None:
    """Where nobody has built any yet."""
    if len(await transaction.units.of_compound(compound_id)) < LEAST_HOMES:
        building = (await transaction.registry.buildings(compound_id))[0].id
        way = await transaction.units.entrance(building, "8单元", 8)
        for n in range(LEAST_HOMES):
            await transaction.units.add_unit(compound_id, building, way, floor=1, label=f"8{n}")


async def full_matter_in(database: Database, matter_id: int, stage: Stage, at: datetime) -> None:
    """It stands in this stage, whatever that asks: for tests of what happens there."""
    async with database.transaction() as transaction:
        await transaction.deliberation.enter(matter_id, stage, at)


async def begin_matter(database: Database, place: Place, actor: Actor, at: datetime) -> Outcome:
    """Lamps for two new homes of this building."""
    assert place.compound_id is not None and place.building_id is not None
    doors = (f"7{next(DOORS):03d}", f"7{next(DOORS):03d}")
    async with database.transaction() as transaction:
        way = await transaction.units.entrance(place.building_id, "1单元", 1)
        ids = [
            await transaction.units.add_unit(place.compound_id, place.building_id, way, floor=1, label=door)
            for door in doors
        ]
    proposal = replace(LAMPS, homes=Homes("、".join(doors), frozenset(ids)))
    source = f"matter {doors}"
    return await start_matter(database, actor=actor, place=place, proposal=proposal, touched=(), source=source, at=at)
