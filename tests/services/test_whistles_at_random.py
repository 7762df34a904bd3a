"""Whistles under whatever units and staff do, whenever they do it: no part slips through, silence is on record once.

`WHISTLES=2000` makes the run so many steps long, `WHISTLES_SEED` another one; a short one stands in every run.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from domain.issues_life import ENDED, State, Step
from domain.links import PersonalLink
from domain.outcomes import Done, Outcome
from domain.registry import Place
from domain.whistles import FINISH_DAYS, Answering, Mark, WhistleKind, WhistleSays
from services import whistles, whistles_answers
from services.links import link_token, open_link
from storage.database import Database
from tests.services.test_issues_at_random import FILES, Yard
from tests.services.test_issues_at_random import settle as settle_yard
from tests.services.whistles_watched import WhistleWatch

ALL_AT_ONCE = 3
"""Steps of a report between two looks: whoever comes has it, begins, and may finish it."""
STEPS = int(os.environ.get("WHISTLES", "260"))
SEED = os.environ.get("WHISTLES_SEED", "100")
UNITS = ("消防", "城管", "自来水公司")
CALLERS = ("赵主任", "周委员", "孙网格")
MOST = 3
"""Whistles that go on at once: of more, none would come to its end."""


@dataclass
class Corner:
    """The yard of the reports, where whistles are blown."""

    yard: Yard
    watch: WhistleWatch
    blown: list[int] = field(default_factory=list)
    over: set[int] = field(default_factory=set)
    units: dict[int, int] = field(default_factory=dict)  # whose whistle
    done: int = 0

    @property
    def dice(self) -> Random:
        return self.yard.dice

    async def does(self, act: Callable[..., Awaitable[Outcome]], **values: Any) -> Outcome:
        """An act, by whoever may or anybody at all; whatever came of it is looked at."""
        yard, path = self.yard, self.yard.path
        if "link" not in values:
            who = self.dice.choice(CALLERS) if self.dice.random() < 0.85 else self.dice.choice(list(yard.town.people))
            values["actor"] = yard.town[who].actor
        path.append(f"{yard.at:%m-%d %H:%M} {act.__name__} {values}")
        outcome = await act(yard.database, source=f"whistle {len(path)}", at=yard.at, **values)
        path[-1] += f" → {outcome}"
        self.done += isinstance(outcome, Done)
        await self.watch.look()
        return outcome

    @property
    def open(self) -> list[int]:
        return [whistle for whistle in self.blown if whistle not in self.over]

    async def blows(self) -> None:
        """For a report, or by itself."""
        issue = self.dice.choice((*self.yard.numbers, *self.yard.numbers, None))
        kind, place = self.dice.choice(list(WhistleKind)), Place(self.yard.town.compound_id)
        blown = await self.does(whistles.blow_whistle, place=place, kind=kind, topic="通道被占", issue_id=issue)
        if isinstance(blown, Done):
            self.blown.append(blown["whistle_id"])

    async def calls(self) -> None:
        part = {"goal": "清出通道", "days": self.dice.choice((*FINISH_DAYS, 4))}
        whistle, name = self.dice.choice(self.open or self.blown), self.dice.choice(UNITS)
        called = await self.does(whistles.call_unit, whistle_id=whistle, name=name, **part)
        if isinstance(called, Done):
            self.units[called["unit_id"]] = whistle

    def words(self) -> str:
        return "说清楚了" if self.dice.random() < 0.85 else " "

    def files(self) -> tuple[Any, ...]:
        return FILES[:1] if self.dice.random() < 0.8 else ()

    async def link(self, unit: int) -> PersonalLink | None:
        handed = await self.does(whistles.hand_on, unit_id=unit)
        token = await link_token(self.yard.database, link_id=handed["link_id"]) if isinstance(handed, Done) else None
        opened = None if token is None else await open_link(self.yard.database, token=token, at=self.yard.at)
        return opened if isinstance(opened, PersonalLink) else None

    async def answers(self, unit: int) -> None:
        """By its link, or as staff take it down: it comes, or it is not theirs."""
        says = self.dice.choice((WhistleSays.COMING, WhistleSays.COMING, WhistleSays.NOT_OURS))
        comes = self.yard.at + timedelta(hours=self.dice.choice((2, 30, 400)))
        said = Answering(says, "张工", "参谋", self.words(), comes)
        link = await self.link(unit) if self.dice.random() < 0.5 else None
        if link is None:
            await self.does(whistles_answers.enter_answer, unit_id=unit, said=said)
        else:
            await self.does(whistles_answers.answer_by_link, link=link, said=said)

    async def arrives(self, unit: int) -> None:
        link = await self.link(unit) if self.dice.random() < 0.5 else None
        if link is None:
            await self.does(whistles_answers.note_arrival, unit_id=unit, files=self.files())
        else:
            await self.does(whistles_answers.arrive_by_link, link=link, name="张工", post="参谋")

    async def finishes(self, unit: int) -> None:
        part = {"unit_id": unit, "text": self.words(), "files": self.files()}
        finished = await self.does(whistles_answers.finish_part, **part)
        if isinstance(finished, Done) and finished["ended"]:
            self.over.add(self.units[unit])

    async def speaks(self, unit: int) -> None:
        if (link := await self.link(unit)) is not None:
            await self.does(whistles_answers.say_by_link, link=link, words=self.words(), name="张工", post="参谋")

    async def released(self, unit: int) -> None:
        await self.does(whistles.release_unit, unit_id=unit, reason=self.words())

    async def leads(self, unit: int) -> None:
        await self.does(whistles.name_lead, unit_id=unit)

    async def rated(self, unit: int) -> None:
        marks = {"response": self.dice.choice((*Mark, "nobody")), "solution": self.dice.choice(list(Mark))}
        await self.does(whistles.rate_unit, unit_id=unit, **marks)

    async def goes_on(self) -> None:
        """One more thing happens to a unit, a report, or nobody."""
        going = [unit for unit, whistle in self.units.items() if whistle not in self.over]
        unit = self.dice.choice(going if going and self.dice.random() < 0.85 else list(self.units))
        moves = {
            self.answers: 14,
            self.arrives: 8,
            self.finishes: 26,
            self.speaks: 3,
            self.released: 5,
            self.leads: 6,
            self.rated: 10,
        }
        await self.dice.choices(list(moves), list(moves.values()))[0](unit)

    async def reported(self) -> None:
        """A step of a report: whoever is called to it does not stop people from going on by themselves."""
        yard, number = self.yard, self.dice.choice(self.yard.numbers)
        state = (await yard.find(number)).state
        if state in (State.TO_CHECK, State.TO_RATE):
            await yard.takes(yard.anybody(), number, self.dice.choice((Step.CHECK, Step.CHECK, Step.SOLVED)))
        elif state in ENDED:
            await yard.takes(yard.anybody(), number, Step.REOPEN)
        elif self.dice.random() < 0.2:
            await yard.helps_on(number)
        await self.watch.look()


async def lives(corner: Corner, steps: int) -> None:
    for _ in range(steps):
        thrown = corner.dice.randrange(100)
        if not corner.open or (thrown < 6 and len(corner.open) < MOST):
            await corner.blows()
        elif not corner.units or thrown < 24:
            await corner.calls()
        elif thrown < 66:
            await corner.goes_on()
        elif thrown < 90:
            await corner.reported()
        else:
            await corner.yard.waits()
            await corner.watch.look()


async def test_no_part_slips_through_whatever_units_and_staff_do(database: Database, at: datetime) -> None:
    kind = database.url.get_backend_name()
    yard = await settle_yard(database, at, Random(f"whistles {SEED} {kind}"))
    yard.watch.at_once = ALL_AT_ONCE
    corner = Corner(yard, WhistleWatch(database))
    try:
        await lives(corner, STEPS if database.embedded else STEPS // 2)
    except AssertionError as broken:
        broken.add_note("\n".join(yard.path[-60:]))
        raise
    seen = corner.watch.seen
    assert seen["answer"] and seen["done"] and seen["ended"], seen
    assert seen["looked"] or not database.embedded, "nobody looked at what units did"
    async with database.reading() as transaction:
        for number in corner.blown:
            assert await transaction.journal.broken_at(f"whistle:{number}") is None
