"""How the stories of the window begin: a number is taken, papers are brought, time passes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from domain.errands import Errand
from domain.outcomes import Done, Outcome, Refusal
from domain.registry import Actor, Place
from services import errands
from services.timetable import first_due, played
from storage.database import Database
from tests.builders import Town
from tests.services.reporting import queued

SOURCES = count()
CARD = "门禁卡"


async def take_for(database: Database, place: Place, actor: Actor, at: datetime) -> Outcome:
    """A number for somebody who came without a phone."""
    given: dict[str, Any] = {"place": Place(place.compound_id), "service": CARD, "for_another": True}
    return await errands.file_errand(database, actor=actor, **given, source=f"errand {next(SOURCES)}", at=at)


@dataclass
class Window:
    """The window of 中华园; the time stands until somebody moves it."""

    database: Database
    town: Town
    at: datetime

    async def does(self, act: Callable[..., Awaitable[Outcome]], who: str = "赵主任", **values: Any) -> Outcome:
        source = f"errand {next(SOURCES)}"
        return await act(self.database, actor=self.town[who].actor, source=source, at=self.at, **values)

    async def done(self, act: Callable[..., Awaitable[Outcome]], who: str = "赵主任", **values: Any) -> Done:
        outcome = await self.does(act, who, **values)
        assert isinstance(outcome, Done), outcome
        return outcome

    async def refused(self, act: Callable[..., Awaitable[Outcome]], who: str = "赵主任", **values: Any) -> str:
        outcome = await self.does(act, who, **values)
        assert isinstance(outcome, Refusal), outcome
        return str(outcome.facts.get("what", outcome.facts.get("act", "")))

    @property
    def place(self) -> Place:
        return Place(self.town.compound_id)

    async def number(self, who: str = "王阿姨", service: str = CARD) -> Done:
        """Somebody takes a number."""
        return await self.done(errands.file_errand, who, place=self.place, service=service)

    async def brings(self, errand_id: int, *materials: int) -> None:
        """The window ticks what was brought."""
        for material in materials:
            await self.done(errands.tick_material, errand_id=errand_id, material=material)

    async def errand(self, errand_id: int) -> Errand:
        async with self.database.reading() as transaction:
            found = await transaction.errands.find(errand_id)
        assert found is not None
        return found

    async def later(self, days: int) -> None:
        """Days pass; what falls due is played at its own time."""
        until = self.at + timedelta(days=days)
        while (row := await first_due(self.database, by=until)) is not None:
            assert row.kind == "errand.late"
            given: dict[str, Any] = {"subject": row.subject, "due": row.effective_at, "at": row.effective_at}
            await errands.tell_late(self.database, **given, source=f"due {next(SOURCES)}")
            await played(self.database, row=row)
        self.at = until

    async def told(self, event: str) -> list[tuple[int, list[str]]]:
        """Whose chats heard of this, and what was missing."""
        found = await queued(self.database, template="errands.told")
        return [(row.chat_id, row.facts["missing"]) for row in found if row.facts["event"] == event]
