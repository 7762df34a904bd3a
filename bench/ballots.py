"""Ballots (选票): a crowd's votes through the ballot box, beside a transaction for each."""

from __future__ import annotations

import asyncio
import itertools
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from bench.measure import Row, times_cheaper
from domain.outcomes import Done, Outcome
from domain.owners import Owner
from domain.registry import Actor, Place, Role, RoleKind
from domain.voting.ballots import Choice
from domain.voting.entitlements import Cast
from domain.voting.owners_matters import OwnersMatter
from domain.voting.votes import Motion, Vote
from services.voting import post_vote
from services.voting_box import ballot_box
from storage.database import Database
from storage.migrate import migrate
from storage.sealing import Keys

CROWD = 300
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
KEYS = Keys("k1", {"k1": b"k" * 32})
PRESSES = itertools.count(1)
APPROVES = frozenset({Choice.APPROVE})
MOTION = Motion(OwnersMatter.MANAGER, "解聘物业", "解聘现在的物业公司，三个月内另选一家。", 7)


async def rows() -> list[Row]:
    """Everybody at once."""
    async with _estate() as hall:
        crowd = await times_cheaper(hall.through_the_box, hall.one_by_one, time.perf_counter)
        await hall.check()
    return [Row(f"{CROWD} ballots at once through the box; peer: a transaction each (SQLite, time)", 10, crowd)]


class Hall:
    """The same ballots, cast in two ways."""

    def __init__(self, database: Database, vote: Vote, voters: dict[int, int]) -> None:
        self._database, self._vote, self._voters, self._kept = database, vote, voters, 0
        self._box = ballot_box(database)

    async def through_the_box(self) -> None:
        self._count(await asyncio.gather(*(self._box.put(cast) for cast in self._casts())))

    async def one_by_one(self) -> None:
        boxes = [(ballot_box(self._database), cast) for cast in self._casts()]
        self._count(await asyncio.gather(*(box.put(cast) for box, cast in boxes)))

    async def check(self) -> None:
        """Every ballot that got a receipt is there."""
        async with self._database.reading() as transaction:
            cast = await transaction.ballots.cast(self._vote.id)
        assert len(cast) == self._kept, f"{len(cast)} ballots are kept, {self._kept} got a receipt"

    def _casts(self) -> list[Cast]:
        return [
            Cast(self._vote.id, head, person, APPROVES, f"press {next(PRESSES)}", self._vote.opens_at)
            for head, person in self._voters.items()
        ]

    def _count(self, outcomes: list[Outcome]) -> None:
        assert all(isinstance(outcome, Done) for outcome in outcomes), "every ballot counts"
        self._kept += len(outcomes)


@asynccontextmanager
async def _estate() -> AsyncIterator[Hall]:
    """So many homes with an owner each, and a vote over them."""
    with tempfile.TemporaryDirectory() as folder:
        async with Database(f"sqlite+aiosqlite:///{Path(folder) / 'bench.sqlite3'}", keys=KEYS) as database:
            await migrate(database)
            compound, people = await _settled(database)
            chair = Actor(people[0], (Role(RoleKind.COMMITTEE, Place(compound), AT),))
            posted = await post_vote(database, actor=chair, place=Place(compound), motion=MOTION, source="post", at=AT)
            async with database.reading() as transaction:
                vote = await transaction.voting.find(posted.facts["vote_id"])
                assert vote is not None, "it was posted just now"
                heads = {
                    (await transaction.voting.entitlements(vote.id, person, AT))[0].head_id: person for person in people
                }
            yield Hall(database, vote, heads)


async def _settled(database: Database) -> tuple[int, list[int]]:
    async with database.transaction() as transaction:
        compound = await transaction.registry.found(
            street="街道", community="社区", name="小区", building_labels=["1号楼"], at=AT
        )
        (building,) = await transaction.registry.buildings(compound)
        way = await transaction.units.entrance(building.id, "1单元", 1)
        known = {"kind": "residential", "area": 9000, "area_source": "registered"}
        home = {"compound_id": compound, "building_id": building.id, "entrance_id": way, "floor": 1, **known}
        rest = {"developer": False, "inhabitants": None}
        await transaction.units.put_units([{**home, **rest, "label": str(door)} for door in range(CROWD)])
        owners = await transaction.owners.make(compound, [Owner(f"业主{n}") for n in range(CROWD)], KEYS)
        units = await transaction.units.of_building(building.id)
        await transaction.owners.own(compound, {unit.id: [owner] for unit, owner in zip(units, owners, strict=True)})
        people = [(await transaction.registry.meet(1000 + n, f"业主{n}", AT)).id for n in range(CROWD)]
        for owner, person in zip(owners, people, strict=True):
            await transaction.households.link_owner(owner, person)
    return compound, people
