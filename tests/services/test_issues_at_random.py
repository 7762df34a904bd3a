"""Reports under whatever people do, whenever they do it: nothing slips through the table, closed means fixed.

`REPORTS=5000` makes the run so many steps long, `REPORTS_SEED` another one; a short one stands in every run.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bot.timetable import TIMETABLE
from domain.issues import File, Issue, number_words, sides_of
from domain.issues_life import SUSPENDED_DAYS, TRANSITIONS, WHO, Side, Step, Why
from domain.outcomes import Done
from domain.registry import Place, RoleKind
from services import issues
from services.issues_similar import join_report
from services.timetable import first_due, played
from storage.database import Database
from tests.builders import Neighbour, Town, found_town, settle_in
from tests.services.issues_watched import Watch
from tests.services.reporting import fetch, reported

STEPS = int(os.environ.get("REPORTS", "220"))
SEED = os.environ.get("REPORTS_SEED", "12345")
ONWARD, AT_RANDOM = 62, 22
"""Of a hundred steps so many help a report on, so many are anything at all; in the others the time goes on."""
TEXTS = ("3号楼电梯坏了", "大门的灯不亮", "9号楼门禁坏了")
REPORTERS = ("王阿姨", "李楼长", "路过的人")
FILES = (File("photo", "p"), File("voice", "v"), File("video", "w"))
TO_THE_END = (Step.DONE, Step.CHECK, Step.SOLVED, Step.REOPEN)


@dataclass
class Yard:
    """Three reports, everybody who may touch them, and a clock."""

    database: Database
    town: Town
    at: datetime
    dice: Random
    watch: Watch
    numbers: list[int] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    done: int = 0

    def anybody(self) -> Neighbour:
        return self.dice.choice(list(self.town.people.values()))

    async def find(self, number: int) -> Issue:
        async with self.database.reading() as transaction:
            found = await transaction.issues.find(number)
        assert found is not None
        return found

    async def takes(self, who: Neighbour, number: int, step: Step) -> None:
        """A press, with whatever somebody may send with it."""
        given = {
            "holder": self.anybody().person_id,
            "days": self.dice.choice((*SUSPENDED_DAYS, 4)),
            "why": self.dice.choice((*Why, "nothing")),
        }
        words = number_words(self.dice.choice(self.numbers)) if step is Step.MERGE else "说清楚一点"
        sent = tuple(file for file in FILES if self.dice.random() < 0.4)
        more: dict[str, Any] = {"given": given, "text": words if self.dice.random() < 0.9 else "", "files": sent}
        source = f"press {len(self.path)}"
        self.path.append(f"{self.at:%m-%d %H:%M} {step} of {number} by {who.person_id}")
        call = {"actor": who.actor, "issue_id": number, "step": step, "source": source, "at": self.at, **more}
        outcome = await issues.take_step(self.database, **call)
        self.done += isinstance(outcome, Done)
        self.path[-1] += f" → {outcome}"
        if self.dice.random() < 0.4:
            await fetch(self.database)
        await self.watch.look()

    async def helps_on(self, number: int) -> None:
        """Somebody who may takes a step that leads somewhere."""
        issue = await self.find(number)
        ways = [step for state, step in TRANSITIONS if state is issue.state and WHO.get(step) != frozenset()]
        nearer = [step for step in ways if step in TO_THE_END]
        step = self.dice.choice(nearer if nearer and self.dice.random() < 0.6 else ways)
        sides = WHO.get(step, frozenset({Side.STAFF}))
        may = [one for one in self.town.people.values() if sides_of(issue, one.actor) & sides]
        if may:
            await self.takes(self.dice.choice(may), number, step)

    async def waits(self) -> None:
        """The clock goes on, and what fell due on the way is played in order, each a step of its own."""
        await fetch(self.database)
        self.at += timedelta(hours=self.dice.choice((1, 5, 26, 80, 200)))
        while (row := await first_due(self.database, by=self.at)) is not None:
            self.path.append(f"{self.at:%m-%d %H:%M} due {row.kind} {row.subject} {row.due_at:%m-%d %H:%M}")
            moment = {"due": row.effective_at, "at": self.at}
            await TIMETABLE[row.kind](self.database, subject=row.subject, source=f"due {len(self.path)}", **moment)
            await played(self.database, row=row)
            await self.watch.look()


async def settle(database: Database, at: datetime, dice: Random) -> Yard:
    town = await found_town(database, at)
    async with database.transaction() as transaction:
        second = await settle_in(transaction, "周委员", 120, RoleKind.COMMITTEE, town.place, at)
        where = Place(town.compound_id, town.buildings["9号楼"])
        other = await settle_in(transaction, "郑阿姨", 121, RoleKind.OWNER, where, at)
    town = replace(town, people={**town.people, "周委员": second, "郑阿姨": other})
    yard = Yard(database, town, at, dice, Watch(database))
    for name, text in zip(REPORTERS, TEXTS, strict=True):
        yard.numbers.append((await reported(database, town[name], text, at, name))["id"])
    joined = {"issue_id": yard.numbers[0], "source": "joined", "at": at}
    await join_report(database, actor=other.actor, **joined)
    await yard.watch.look()
    return yard


async def lives(yard: Yard, steps: int) -> None:
    for _ in range(steps):
        thrown, number = yard.dice.randrange(100), yard.dice.choice(yard.numbers)
        if thrown < ONWARD:
            await yard.helps_on(number)
        elif thrown < ONWARD + AT_RANDOM:
            await yard.takes(yard.anybody(), number, yard.dice.choice(list(Step)))
        else:
            await yard.waits()


async def test_closed_means_fixed_whatever_people_do(database: Database, at: datetime) -> None:
    kind = database.url.get_backend_name()
    yard = await settle(database, at, Random(f"{SEED} {kind}"))
    try:
        await lives(yard, STEPS if database.embedded else STEPS // 2)
    except AssertionError as broken:
        broken.add_note("\n".join(yard.path[-60:]))
        raise
    ways = yard.watch.ways
    assert ways["solved → closed"] and ways["reopen → reopened"], ways
    async with database.reading() as transaction:
        for number in yard.numbers:
            assert await transaction.journal.broken_at(f"issue:{number}") is None
