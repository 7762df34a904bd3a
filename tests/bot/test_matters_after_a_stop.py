"""A whole matter while the house stops again and again, for minutes or weeks, also between an act and its tick.

What fell due meanwhile happens once, in order, as of when it was due; what is told of it says that it is late.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from sqlalchemy import func, select

from bot.timetable import TIMETABLE
from domain.deliberation.stages import Stage
from domain.moments import LATE, write_moment
from domain.outcomes import Done
from services import consultations, deliberation, opinions, proposals
from services.timetable import DueRow, first_due, played
from services.voting_box import ballot_box
from storage.database import Database
from storage.schema.deliberation import matters
from storage.schema.records import entries
from storage.schema.traffic import due, outbox
from storage.schema.voting import votes
from tests.services.matters_onward import onward
from tests.services.matters_town import Commons, settle
from tests.services.working import Works, at_work

STOPS = (timedelta(), timedelta(minutes=5), timedelta(hours=3), timedelta(days=2), timedelta(days=25))
KILLED = 0.4
"""How often the house dies after an act and before its row is taken out."""
BY_ITSELF = {
    (Stage.ANNOUNCING, Stage.RESOLVING),
    (Stage.DISCLOSING, Stage.DOING),
    (Stage.REPORTING, Stage.RATING),
    (Stage.RATING, Stage.ARCHIVED),
}
"""Stages that begin when the time of another is over."""


STOPPED = 0.6
"""How often the house stops after something was done."""


@dataclass
class Interrupted(Commons):
    """A compound whose house stands still from time to time, and plays what was due once it is back."""

    late: Counter[str] = field(default_factory=Counter)
    quarrels: float = 0.0

    async def wakes(self, at: datetime) -> None:
        back = at.astimezone(UTC) + self.dice.choice(STOPS)
        self.at = max(self.at, await self._opens(back) or back)
        await self.dies()
        moments = []
        while (row := await first_due(self.database, by=self.at)) is not None:
            moments.append(row.effective_at)
            await self.plays(row)
        assert moments == sorted(moments), "in order"

    async def _opens(self, by: datetime) -> datetime | None:
        """The first vote that begins on the way: that many homes miss a whole vote is another story."""
        first = select(func.min(votes.c.opens_at)).where(votes.c.opens_at > self.at, votes.c.opens_at <= by)
        async with self.database.reading() as transaction:
            return (await transaction.connection.execute(first)).scalar_one()

    async def votes_now(self) -> bool:
        now = select(votes.c.id).where(votes.c.opens_at <= self.at, votes.c.closes_at > self.at)
        async with self.database.reading() as transaction:
            return (await transaction.connection.execute(now)).first() is not None

    async def dies(self) -> None:
        """Every connection is gone, what was in memory too."""
        await self.database.close()
        self.box = ballot_box(self.database)

    async def plays(self, row: DueRow) -> None:
        """As the timetable does; where the house dies before the row is out, the same again."""
        before, stage = await self._last_notice(), await self._stage(row)
        await self._acts(row)
        if self.dice.random() < KILLED:
            kept = await self._amounts()
            await self.dies()
            await self._acts(row)
            assert await self._amounts() == kept, f"{row.kind} did something twice"
        await played(self.database, row=row)
        await self.watch.look(self.at)
        await self._says_so(row, before)
        await self._as_of(row, stage)

    async def _acts(self, row: DueRow) -> None:
        source = f"due:{row.id}:{row.effective_at.isoformat()}"
        self.path.append(f"{self.at:%m-%d %H:%M} due {row.kind} {row.subject} {row.effective_at:%m-%d %H:%M}")
        moment = {"due": row.effective_at, "at": self.at}
        await TIMETABLE[row.kind](self.database, subject=row.subject, source=source, **moment)

    async def _last_notice(self) -> int:
        async with self.database.reading() as transaction:
            last = select(func.coalesce(func.max(outbox.c.id), 0))
            return int((await transaction.connection.execute(last)).scalar_one())

    async def _amounts(self) -> list[object]:
        """How much there is of what an act leaves behind, and what is due when."""
        counts = [select(func.count()).select_from(table) for table in (entries, outbox, matters)]
        planned = select(due.c.kind, due.c.subject, due.c.due_at).order_by(due.c.id)
        async with self.database.reading() as transaction:
            run = transaction.connection.execute
            return [*[(await run(one)).scalar_one() for one in counts], (await run(planned)).all()]

    async def _says_so(self, row: DueRow, before: int) -> None:
        """Every message that came of it, and none that came in time."""
        late = self.at - row.effective_at > LATE
        told = select(outbox.c.template, outbox.c.facts).where(outbox.c.id > before, outbox.c.kind == "post")
        async with self.database.reading() as transaction:
            messages = (await transaction.connection.execute(told)).all()
        since = {message.facts.get("late_since") for message in messages}
        assert since <= {write_moment(row.effective_at) if late else None}, f"{row.kind}: {since}"
        if late and messages:
            self.late[row.kind] += 1

    async def _stage(self, row: DueRow) -> Stage | None:
        """Where the matter stands whose time is over."""
        return (await self.matter(int(row.subject.rpartition(":")[2]))).stage if row.kind == "matter.time" else None

    async def _as_of(self, row: DueRow, stage: Stage | None) -> None:
        """A stage begins when the time of the one before was over; people's own days when they hear of it."""
        if stage is None:
            return
        matter = await self.matter(int(row.subject.rpartition(":")[2]))
        if (stage, matter.stage) in BY_ITSELF:
            hears = self.at if matter.stage is Stage.RATING else row.effective_at
            assert matter.since == hears, f"{stage} → {matter.stage}"


async def proposes(commons: Interrupted) -> None:
    """One home of twelve is enough: the committee owes an answer, and forgets it."""
    place = {"compound_id": commons.town.compound_id, "text": "装一个充电桩"}
    made = await commons.does(proposals.propose, commons.owners[3], **place)
    assert isinstance(made, Done)


async def test_a_matter_comes_to_its_end_however_often_the_house_stops(database: Database, at: datetime) -> None:
    kind = "owners" if database.embedded else "residents"
    commons = await settle(database, at, Random(f"stops {kind}14"), Interrupted)
    number = await commons.begins(kind)
    await proposes(commons)
    while not (matter := await commons.matter(number)).over:
        await onward(commons, number)
        if commons.dice.random() < STOPPED and not await commons.votes_now():
            await commons.passes(timedelta())
    assert matter.stage is Stage.ARCHIVED, "\n".join(commons.path)
    assert set(commons.late) >= {"matter.time", "proposal.overdue"}, commons.late


async def begun(works: Works, stage: Stage) -> None:
    await works.stands_in(stage)
    async with works.database.transaction() as transaction:
        await deliberation.begin_stage(transaction, works.matter_id, works.at)


async def late_by(works: Works, kind: str, time: timedelta) -> bool:
    """What is due is played so much later; whether every message that comes of it says when it was due."""
    async with works.database.reading() as transaction:
        run = transaction.connection.execute
        row = (await run(select(due).where(due.c.kind == kind))).one()
        last = (await run(select(func.max(outbox.c.id)))).scalar_one()
    moment = {"due": row.due_at, "at": row.due_at + time}
    await TIMETABLE[kind](works.database, subject=row.subject, source=f"due {kind}", **moment)
    told = select(outbox.c.facts).where(outbox.c.id > last, outbox.c.kind == "post")
    async with works.database.reading() as transaction:
        facts = [message.facts for message in await transaction.connection.execute(told)]
    return {one.get("late_since") for one in facts} == {write_moment(row.due_at)}


async def test_whatever_is_late_says_so(database: Database, at: datetime) -> None:
    works = await at_work(database, at)
    await works.gives_out()
    assert await late_by(works, "task.late", timedelta(hours=4))
    place = {"compound_id": works.town.compound_id, "text": "装一个充电桩"}
    await works.done(proposals.propose, works.homes[0], **place)
    assert await late_by(works, "proposal.remind", timedelta(hours=4))
    assert await late_by(works, "proposal.overdue", timedelta(days=4))
    await begun(works, Stage.REPORTING)
    assert await late_by(works, "matter.paper", timedelta(hours=4))
    await begun(works, Stage.CONSULTING)
    await works.done(consultations.name_unit, "赵主任", matter_id=works.matter_id, name="消防")
    assert await late_by(works, "consultation.chase", timedelta(hours=4))
    await begun(works, Stage.SOLICITING)
    await works.done(opinions.give_opinion, works.homes[1], matter_id=works.matter_id, words="太暗")
    assert await late_by(works, "matter.time", timedelta(hours=4))
    assert await late_by(works, "matter.digest", timedelta(hours=4))
