"""The records of 定期议事: each meeting with its topics, what was promised, and the days that were held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Table, bindparam, select, update

from domain.deliberation.answers import Verdict
from domain.meetings import Meeting, MeetingAction, MeetingKind, Topic
from domain.registry import Place
from storage.repository import Repository
from storage.schema.meetings import meeting_actions, meeting_days, meeting_topics, meetings

FIND = select(meetings).where(meetings.c.id == bindparam("key"))
LOCK = FIND.with_for_update()
INSIDE = select(meetings).where(meetings.c.compound_id.in_(bindparam("inside", expanding=True))).order_by(meetings.c.id)


def _of(table: Table) -> Any:
    return select(table).where(table.c.meeting_id == bindparam("meeting")).order_by(table.c.day, table.c.id)


DAYS, TOPICS, ACTIONS = _of(meeting_days), _of(meeting_topics), _of(meeting_actions)
MEETING_OF = {
    table.name: select(table.c.meeting_id).where(table.c.id == bindparam("key"))
    for table in (meeting_topics, meeting_actions)
}


class Meetings(Repository):
    """Meetings by number."""

    async def call(
        self, place: Place, kind: MeetingKind, spot: str, *, first_at: datetime, closes: int, by: int, at: datetime
    ) -> int:
        """It comes back every month."""
        values = {"kind": kind.value, "spot": spot, "first_at": first_at, "closes_before": closes}
        return await self.add(meetings, compound_id=place.compound_id, **values, made_by=by, made_at=at)

    async def file(self, meeting_id: int, day: int, words: str, *, by: int, at: datetime) -> int:
        """A topic of a day."""
        return await self.add(meeting_topics, meeting_id=meeting_id, day=day, words=words, filed_by=by, filed_at=at)

    async def decide(self, topic_id: int, verdict: Verdict, reason: str, *, by: int) -> None:
        """How a topic ends."""
        own = meeting_topics.c.id == topic_id
        said = {"verdict": verdict.value, "reason": reason, "decided_by": by}
        await self.run(update(meeting_topics).where(own).values(**said))

    async def promise(self, meeting_id: int, day: int, words: str, holder: str, *, finish_on: date, by: int) -> int:
        """What somebody is to do."""
        values = {"words": words, "holder": holder, "finish_on": finish_on.isoformat(), "made_by": by}
        return await self.add(meeting_actions, meeting_id=meeting_id, day=day, **values)

    async def fulfil(self, action_id: int, words: str, *, by: int, at: datetime) -> None:
        """It is done."""
        own = meeting_actions.c.id == action_id
        await self.run(update(meeting_actions).where(own).values(done_at=at, done_by=by, done_words=words))

    async def hold(self, meeting_id: int, day: int, minutes: str, *, by: int, at: datetime) -> None:
        """A day was held."""
        await self.add(meeting_days, meeting_id=meeting_id, day=day, minutes=minutes, held_by=by, held_at=at)

    async def meeting_of_topic(self, topic_id: int) -> int:
        """Whose topic it is; 0 where there is none."""
        return int(await self.value(MEETING_OF["meeting_topics"], key=topic_id) or 0)

    async def meeting_of_action(self, action_id: int) -> int:
        """Where it was promised; 0 where there is none."""
        return int(await self.value(MEETING_OF["meeting_actions"], key=action_id) or 0)

    async def find(self, number: int) -> Meeting | None:
        row = await self.row(FIND, key=number)
        return None if row is None else await self._whole(row)

    async def lock(self, number: int) -> Meeting | None:
        """The meeting, nobody else changing it until the transaction ends."""
        row = await self.row(LOCK, key=number)
        return None if row is None else await self._whole(row)

    async def inside(self, compound_ids: Sequence[int]) -> list[Meeting]:
        """Those of these compounds."""
        return [await self._whole(row) for row in await self.rows(INSIDE, inside=list(compound_ids))]

    async def _whole(self, row: Row[Any]) -> Meeting:
        days = await self.rows(DAYS, meeting=row.id)
        return Meeting(
            id=row.id,
            place=Place(row.compound_id),
            kind=MeetingKind(row.kind),
            spot=row.spot,
            first_at=row.first_at,
            closes_before=row.closes_before,
            held=tuple(day.day for day in days),
            topics=tuple(_topic(one) for one in await self.rows(TOPICS, meeting=row.id)),
            actions=tuple(_action(one) for one in await self.rows(ACTIONS, meeting=row.id)),
            minutes=days[-1].minutes if days else "",
        )


def _topic(row: Row[Any]) -> Topic:
    return Topic(row.id, row.day, row.words, None if row.verdict is None else Verdict(row.verdict), row.reason)


def _action(row: Row[Any]) -> MeetingAction:
    finish_on = date.fromisoformat(row.finish_on)
    return MeetingAction(row.id, row.day, row.words, row.holder, finish_on, row.done_at, row.done_words)
