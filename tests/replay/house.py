"""The house in a process of its own, which may be killed at any moment, with the time of the replay on its clock.

It is all that acts on the records: the acts of people, the timetable, the way out of the outbox. People's acts come
with a source of their own, as updates do: what was begun when the process died is tried again under the same source.
What leaves goes to a post office, a file that outlives the house: who stands at its door sees what arrived how often.
"""

from __future__ import annotations

import asyncio
import gc
import os
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bot.alone import standing_alone
from bot.failures import Failures
from bot.timetable import Timetable
from domain.issues import File, Said
from domain.issues_life import Step
from domain.outcomes import Done, Outcome
from domain.registry import Actor
from rendering.texts import texts
from services import issues, issues_ladder, outbox
from services.attachments import pending, store
from services.privacy_keeping import keep_purging
from storage.database import Database
from tests.builders import KEYS
from tests.clocks import StandingClock
from tests.garbage import SELDOM
from tests.replay.script import REPORTER, Deed

MOST = 16
PHOTO = File("photo", "mended")


@dataclass(frozen=True)
class Stand:
    """What a house is started with: where, who is who, what they do, and what time it is."""

    database: str
    folder: Path
    people: Mapping[str, tuple[int, int]]  # person and private chat, by name
    authors: Sequence[str]  # of each letter
    deeds: Sequence[Deed]
    moment: datetime


def live(stand: Stand, parent: Connection) -> None:
    """Run the house as far as its parent says, in a process of its own."""
    log = os.open(stand.folder / "log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.dup2(log, 1)
    os.dup2(log, 2)
    gc.freeze()  # what is loaded by now stays
    gc.set_threshold(*SELDOM)
    asyncio.run(_live(stand, parent))


async def _live(stand: Stand, parent: Connection) -> None:
    """As `bot/running.py` and `bot/application.py` open it: alone, and what was leaving when it died is in doubt."""
    clock = StandingClock(stand.moment)
    async with (
        Database(stand.database, keys=KEYS) as database,
        standing_alone(database, asyncio.Event(), lambda: None),
    ):
        await outbox.lapse(database, at=clock.now(), everything=True)
        await keep_purging(database, at=clock.now())
        life = Life(stand, database, clock, parent)
        await life.rests()
        while (until := await asyncio.to_thread(parent.recv)) is not None:
            await life.goes_on(until)
            parent.send(None)


class Life:
    """The house from moment to moment."""

    def __init__(self, stand: Stand, database: Database, clock: StandingClock, parent: Connection) -> None:
        self.stand, self.database, self.clock, self.parent = stand, database, clock, parent
        failures = Failures(database=database, clock=clock, bot=None, texts=texts("zh_Hans"))  # nobody is apologised to
        self.timetable = Timetable(database=database, clock=clock, failures=failures)
        self.post_office = (stand.folder / "post").open("a", encoding="utf-8")
        self.next = bisect_left([deed.at for deed in stand.deeds], stand.moment)
        """What was done at this very moment is tried again: it is known by its source."""

    async def goes_on(self, until: datetime) -> None:
        """From one moment at which something happens to the next; each is told before it begins."""
        while (moment := await self._next_moment()) is not None and moment <= until:
            self.parent.send(moment)
            self.clock.moment = max(self.clock.moment, moment)
            await self.rests()
            while self.next < len(self.stand.deeds) and self.stand.deeds[self.next].at <= self.clock.moment:
                await self.does(self.stand.deeds[self.next])
                self.next += 1
                await self.rests()
        await outbox.tidy(self.database, at=self.clock.now())

    async def _next_moment(self) -> datetime | None:
        async with self.database.reading() as transaction:
            row, leaves = await transaction.due.first(), await transaction.outbox.next_at()
        deed = self.stand.deeds[self.next].at if self.next < len(self.stand.deeds) else None
        return min((at for at in (row and row.due_at, leaves, deed) if at is not None), default=None)

    async def rests(self) -> None:
        """What is due is played, what may leave leaves."""
        await self.timetable.play()
        while parcels := await outbox.claim(self.database, at=self.clock.now(), resting=(), most=MOST):
            for parcel in parcels:
                await self._leaves(parcel)

    async def _leaves(self, parcel: outbox.Parcel) -> None:
        """It arrives, and is settled: between the two the house may die."""
        notice = parcel.notice
        again, late = notice.facts.get("again", False), notice.facts.get("late_since")
        self.post_office.write(f"{parcel.id}\t{notice.kind.value}\t{notice.key}\t{again}\t{late}\n")
        self.post_office.flush()
        arrived: dict[str, Any] = {"message_id": parcel.id, "telegram_poll_id": None, "drawn": ""}
        await outbox.sent(self.database, parcel_id=parcel.id, at=self.clock.now(), **arrived)

    async def does(self, deed: Deed) -> None:
        person, chat = self.stand.people[self.stand.authors[deed.letter] if deed.who == REPORTER else deed.who]
        async with self.database.reading() as transaction:
            actor = Actor(person, await transaction.registry.roles_of(person, deed.at))
            issue = await transaction.issues.by_number(deed.letter + 1)
        call = {"actor": actor, "source": deed.source, "at": deed.at}
        if deed.step == "report":
            outcome = await self._reports(chat, deed, call)
        else:
            assert issue is not None, f"{deed}: its report is not there"
            outcome = await self._steps(deed, {**call, "issue_id": issue.id})
        assert isinstance(outcome, Done) or not deed.sure, f"{deed}: {outcome}"

    async def _steps(self, deed: Deed, call: dict[str, Any]) -> Outcome:
        if deed.step == "hold":
            return await issues_ladder.hold_issue(self.database, **call)
        holder = deed.given.get("holder")
        given = deed.given if holder is None else {"holder": self.stand.people[holder][0]}
        step = partial(issues.take_step, step=Step(deed.step), text=deed.text, given=given)
        outcome = await step(self.database, files=(PHOTO,) if deed.proof else (), **call)
        for file in await pending(self.database, tries=9, most=9) if deed.proof else ():
            await store(self.database, attachment_id=file.id, content=b"photo")
        return outcome

    async def _reports(self, chat: int, deed: Deed, call: dict[str, Any]) -> Outcome:
        offer = {**call, "source": f"{deed.source}:offer"}
        offered = await issues.offer_report(self.database, chat_id=chat, said=Said(deed.text), **offer)
        assert isinstance(offered, Done), offered
        return await issues.report_issue(self.database, draft_id=offered.facts["draft_id"], **call)
