"""The work on a matter for tests: lamps for the compound, decided, with a budget, and the homes it concerns."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from typing import Any

from sqlalchemy import select

from domain.deliberation.matters import Matter
from domain.deliberation.stages import Need, Stage
from domain.deliberation.tasks import Task, TaskPhoto, TaskPlan
from domain.issues import File
from domain.outcomes import Done, Outcome, Refusal
from domain.registry import Place, RoleKind
from services import attachments, tasks
from storage.database import Database
from storage.schema.traffic import due
from tests.builders import Neighbour, Town, found_town, queued, settle_in
from tests.deliberating import begin_full_matter, full_matter_in

SOURCES = count()
PHOTO = File("photo", "photo-1", size=9)
BUDGET = 10_000_00
"""分."""


@dataclass
class Works:
    """中华园 with `homes` of one person each; 赵主任 runs the matter."""

    database: Database
    town: Town
    homes: list[Neighbour]
    matter_id: int
    at: datetime

    async def does(self, act: Callable[..., Awaitable[Outcome]], who: str | Neighbour, **values: Any) -> Outcome:
        actor = (self.town[who] if isinstance(who, str) else who).actor
        return await act(self.database, actor=actor, source=f"press {next(SOURCES)}", at=self.at, **values)

    async def done(self, act: Callable[..., Awaitable[Outcome]], who: str | Neighbour, **values: Any) -> Done:
        outcome = await self.does(act, who, **values)
        assert isinstance(outcome, Done), outcome
        return outcome

    async def refused(self, act: Callable[..., Awaitable[Outcome]], who: str | Neighbour, **values: Any) -> str:
        outcome = await self.does(act, who, **values)
        assert isinstance(outcome, Refusal), outcome
        return f"{outcome.reason}.{outcome.facts.get('what', '')}"

    async def falls_due(self, act: Callable[..., Awaitable[Outcome]], subject: str) -> Done:
        outcome = await act(self.database, subject=subject, due=self.at, source=f"due {next(SOURCES)}", at=self.at)
        assert isinstance(outcome, Done)
        return outcome

    async def gives_out(self, cost: int = 2_000_00, day: date = date(2026, 12, 4), what: str = "装路灯") -> int:
        plan = TaskPlan(what, "府河照明公司", day, cost)
        given = await self.done(tasks.give_out_task, "赵主任", matter_id=self.matter_id, plan=plan)
        return int(given["task_id"])

    async def finishes(self, task_id: int, spent: int = 2_000_00) -> None:
        await self.shows(task_id)
        await self.done(tasks.finish_task, "赵主任", task_id=task_id, words="都亮了", spent=spent)

    async def shows(self, task_id: int, shows: TaskPhoto = TaskPhoto.AFTER) -> None:
        """A photo, and its bytes."""
        await self.done(tasks.show_task, "赵主任", task_id=task_id, shows=shows, photo=PHOTO)
        await self.fetches()

    async def fetches(self) -> None:
        """The tick brings the bytes of every photo."""
        for waiting in await attachments.pending(self.database, tries=9, most=99):
            await attachments.store(self.database, attachment_id=waiting.id, content=b"photo")

    async def stands_in(self, stage: Stage) -> None:
        await full_matter_in(self.database, self.matter_id, stage, self.at)

    async def matter(self) -> Matter:
        async with self.database.reading() as transaction:
            found = await transaction.deliberation.find(self.matter_id)
        assert found is not None
        return found

    async def task(self, task_id: int) -> Task:
        async with self.database.reading() as transaction:
            found = await transaction.tasks.find(task_id)
        assert found is not None
        return found

    async def due(self, *kinds: str) -> list[tuple[str, datetime]]:
        async with self.database.reading() as transaction:
            rows = await transaction.due.rows(select(due).order_by(due.c.due_at))
        return [(row.subject, row.due_at) for row in rows if row.kind in kinds]

    async def told(self, chat: int, room: str) -> list[tuple[str, dict[str, Any]]]:
        """Template and facts of what a chat is told by one room."""
        return [(name, facts) for name, facts in await queued(self.database, chat) if name.startswith(f"{room}.")]


async def at_work(database: Database, at: datetime, homes: int = 5) -> Works:
    """It stands in 实施, with a budget of 10,000 元."""
    town = await found_town(database, at)
    people: list[Neighbour] = []
    async with database.transaction() as transaction:
        number = town.buildings["3号楼"]
        way = await transaction.units.entrance(number, "1单元", 1)
        for n in range(homes):
            unit = await transaction.units.add_unit(town.compound_id, number, way, floor=1, label=f"1{n:02d}")
            place = Place(town.compound_id, number, way, 1, unit)
            people.append(await settle_in(transaction, f"邻居{n}", 900 + n, RoleKind.RESIDENT, place, at))
    begun = await begin_full_matter(database, town.compound_id, town["赵主任"].actor, at)
    assert isinstance(begun, Done), begun
    works = Works(database, town, people, int(begun["matter_id"]), at)
    await works.stands_in(Stage.PROPOSING)
    matter, by = await works.matter(), town["赵主任"].person_id
    async with database.transaction() as transaction:
        await transaction.matter_records.note(matter, Need.BUDGET, "街道改造资金", BUDGET, by=by, at=at)
    await works.stands_in(Stage.DOING)
    return works
