"""The world around the house in a replay: the calendar, the post office, whoever kills it and starts it anew."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from domain.registry import Place, RoleKind
from storage.database import Database
from tests.builders import KEYS, open_group, settle_in
from tests.faults.forked import CONTEXT
from tests.replay.house import Stand, live
from tests.replay.ledger import Ledger
from tests.replay.script import DAY, Deed, Letter, script

BUILDINGS = 6
ROLES = {
    "赵主任": RoleKind.COMMITTEE,
    "孙网格": RoleKind.GRID_WORKER,
}
FIRST_PERSON = 8_000_000_000
LOOK_EVERY = 6 * DAY
"""What acts were answered with is kept for seven days: the ledger is quicker."""
AFTERWARDS = 30 * DAY
"""So long the house goes on after the last thing anybody did."""
SOON = 600.0
KILLED_WITHIN = 0.03
"""Seconds after a moment began in which the kill comes."""


class Arrival(NamedTuple):
    """What came to the post office (到达): which notice, and whether it said that it came again, or late."""

    number: str
    kind: str
    key: str
    again: str
    late: str


@dataclass
class Played:
    """A replay that came to its end (演完的回放)."""

    ledger: Ledger
    compound_id: int
    groups: list[int]  # the compound's and that of building 3
    third: int  # building 3
    people: dict[str, tuple[int, int]]
    deeds: list[Deed]
    first: datetime
    last: datetime
    moments: int = 0
    deaths: int = 0
    arrived: list[Arrival] = field(default_factory=list)


@dataclass
class House:
    """The house's process and how to talk to it."""

    process: Any
    pipe: Connection
    said: asyncio.Queue[datetime | EOFError | None]

    @classmethod
    def start(cls, stand: Stand) -> House:
        pipe, other = CONTEXT.Pipe()
        process = CONTEXT.Process(target=live, args=(stand, other), daemon=True)
        process.start()
        other.close()
        said: asyncio.Queue[datetime | EOFError | None] = asyncio.Queue()

        def heard() -> None:
            try:
                said.put_nowait(pipe.recv())
            except (EOFError, OSError):
                asyncio.get_running_loop().remove_reader(pipe.fileno())
                said.put_nowait(EOFError())

        asyncio.get_running_loop().add_reader(pipe.fileno(), heard)
        return cls(process, pipe, said)

    def kill(self) -> None:
        """`kill -9`, at whatever it was doing."""
        asyncio.get_running_loop().remove_reader(self.pipe.fileno())
        self.process.kill()
        self.process.join()
        self.pipe.close()

    async def stop(self) -> None:
        self.pipe.send(None)
        await asyncio.to_thread(self.process.join)
        asyncio.get_running_loop().remove_reader(self.pipe.fileno())
        self.pipe.close()


async def play(folder: Path, url: str, letters: Sequence[Letter], kills: int, dice: Random) -> Played:
    """Replay these letters; the house is killed so many times on the way."""
    deeds = script(letters)
    async with Database(url, keys=KEYS) as database:
        played = await settle(database, letters, deeds)
        authors = [letter.author for letter in letters]
        stand = Stand(url, folder, played.people, authors, deeds, played.first)
        await goes_by(Run(stand, database, played, deaths(deeds, kills, dice), dice))
        await played.ledger.close(database)
    lines = (folder / "post").read_text(encoding="utf-8").splitlines()
    played.arrived = [Arrival(*line.split("\t")) for line in lines]
    return played


def deaths(deeds: Sequence[Deed], kills: int, dice: Random) -> list[datetime]:
    """When the house dies: around what people do, or what falls due in the days after it."""
    chosen = [dice.choice(deeds).at + dice.choice((0, 0, 1)) * dice.random() * 14 * DAY for _ in range(kills)]
    return sorted(chosen)


async def settle(database: Database, letters: Sequence[Letter], deeds: list[Deed]) -> Played:
    """A compound with its group, those who serve it, and everybody who will ever write."""
    at = deeds[0].at - DAY
    authors = list(dict.fromkeys(letter.author for letter in letters))
    labels = [f"{number}号楼" for number in range(1, BUILDINGS + 1)]
    async with database.transaction() as transaction:
        compound = await transaction.registry.found(
            street="曹杨新村街道", community="第一社区", name="中华园", building_labels=labels, at=at
        )
        buildings = [item.id for item in await transaction.registry.buildings(compound)]
        group = await open_group(transaction, -1001, "中华园", Place(compound))
        third = await open_group(transaction, -1003, "3号楼邻居", Place(compound, buildings[2]))
        people = {}
        for number, name in enumerate([*ROLES, *authors]):
            home = Place(compound, None if name in ROLES else buildings[number % BUILDINGS])
            role, telegram = ROLES.get(name, RoleKind.OWNER), FIRST_PERSON + number
            found = await settle_in(transaction, name, telegram, role, home, at)
            people[name] = (found.person_id, found.chat_id)
    last = max(deed.at for deed in deeds) + AFTERWARDS
    return Played(Ledger(), compound, [group, third], buildings[2], people, deeds, at, last)


@dataclass
class Run:
    """A replay on its way."""

    stand: Stand
    database: Database
    played: Played
    deaths: list[datetime]
    dice: Random
    moment: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.moment = self.stand.moment

    async def hears(self, house: House) -> datetime | None:
        said = await asyncio.wait_for(house.said.get(), SOON)
        if isinstance(said, EOFError):
            log = (self.stand.folder / "log").read_text(encoding="utf-8")
            raise AssertionError(f"the house fell at {self.moment}:\n{log[-3000:]}")
        return said

    async def to(self, house: House, until: datetime) -> House:
        """Until everything up to this moment has happened, however often the house dies on the way."""
        house.pipe.send(until)
        while (moment := await self.hears(house)) is not None:
            self.moment = max(self.moment, moment)
            self.played.moments += 1
            if self.deaths and moment >= self.deaths[0]:
                del self.deaths[0]
                house = await self.dies(house)
                house.pipe.send(until)
        return house

    async def dies(self, house: House) -> House:
        never = asyncio.get_running_loop().create_future()
        await asyncio.wait([never], timeout=self.dice.random() * KILLED_WITHIN)
        house.kill()
        self.played.deaths += 1
        return House.start(replace(self.stand, moment=self.moment))


async def goes_by(run: Run) -> None:
    """Day after day, until nobody does anything any more and some time has passed."""
    house = House.start(run.stand)
    try:
        until = run.stand.moment
        while until < run.played.last:
            until = min(until + LOOK_EVERY, run.played.last)
            house = await run.to(house, until)
            await run.played.ledger.copy(run.database)
        await house.stop()
    finally:
        if house.process.is_alive():
            house.kill()
