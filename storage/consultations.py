"""The records of 相关单位商议: who is asked about which text, and every answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, exists, select, update

from domain.deliberation.consultation_meetings import Reply, UnitMeeting
from domain.deliberation.consultations import AnswerWay, AnswerWords, Asking, ConsultedUnit, UnitAnswer, UnitSays
from storage.repository import Repository
from storage.schema.consultations import consulted_units, unit_answers, unit_meetings, unit_replies
from storage.schema.records import attachments

OF_ROUND = (
    select(consulted_units)
    .where(consulted_units.c.matter_id == bindparam("matter"), consulted_units.c.round == bindparam("round_"))
    .order_by(consulted_units.c.id)
)
FIND = select(consulted_units).where(consulted_units.c.id == bindparam("key"))
STORED = exists().where(
    attachments.c.subject == "unit_answer:" + unit_answers.c.id.cast(attachments.c.subject.type),
    attachments.c.state == "stored",
)
ANSWERS = (
    select(unit_answers, STORED.label("photo"))
    .where(unit_answers.c.consulted_unit_id.in_(bindparam("units", expanding=True)))
    .order_by(unit_answers.c.id)
)


REPLIES = (
    select(unit_replies)
    .where(unit_replies.c.consulted_unit_id.in_(bindparam("units", expanding=True)))
    .order_by(unit_replies.c.id)
)
MEETING = (
    select(unit_meetings)
    .where(unit_meetings.c.matter_id == bindparam("matter"), unit_meetings.c.round == bindparam("round_"))
    .order_by(unit_meetings.c.id.desc())
    .limit(1)
)


class Consultations(Repository):
    """Units by number, with their answers in the order they came."""

    async def name(self, matter_id: int, round_: int, name: str, *, by: int, at: datetime) -> int:
        """A unit is put on the list."""
        values = {"matter_id": matter_id, "round": round_, "name": name, "named_by": by, "named_at": at}
        return await self.add(consulted_units, **values)

    async def drop(self, number: int) -> None:
        """Off the list; only what was never asked has no answers."""
        await self.run(delete(consulted_units).where(consulted_units.c.id == number))

    async def of(self, matter_id: int, round_: int) -> list[ConsultedUnit]:
        """The units of a round, in the order they were named."""
        return await self._whole(await self.rows(OF_ROUND, matter=matter_id, round_=round_))

    async def find(self, number: int) -> ConsultedUnit | None:
        row = await self.row(FIND, key=number)
        return None if row is None else (await self._whole([row]))[0]

    async def ask(self, number: int, asking: Asking) -> None:
        """It is asked about a version; what was asked before is over."""
        values = {
            "version": asking.version,
            "asked_at": asking.at,
            "until": asking.until,
            "reminded_at": asking.reminded_at,
        }
        await self.run(update(consulted_units).where(consulted_units.c.id == number).values(**values))

    async def answer(
        self,
        number: int,
        version: int,
        words: AnswerWords,
        way: AnswerWay,
        *,
        day: date,
        entered_by: int | None,
        at: datetime,
    ) -> int:
        """An answer is taken down, after those before it."""
        return await self.add(
            unit_answers,
            consulted_unit_id=number,
            version=version,
            says=words.says.value,
            reason=words.reason,
            answered_name=words.name,
            answered_post=words.post,
            way=way.value,
            day=day.isoformat(),
            entered_by=entered_by,
            at=at,
        )

    async def call(self, matter_id: int, round_: int, spot: str, meets_at: datetime, *, by: int, at: datetime) -> int:
        """A meeting, which stands in the place of those before it."""
        values = {"spot": spot, "meets_at": meets_at, "called_by": by, "called_at": at}
        return await self.add(unit_meetings, matter_id=matter_id, round=round_, **values)

    async def meeting(self, matter_id: int, round_: int) -> UnitMeeting | None:
        """The meeting that stands."""
        row = await self.row(MEETING, matter=matter_id, round_=round_)
        return None if row is None else UnitMeeting(row.id, row.spot, row.meets_at, row.called_at)

    async def reply(self, number: int, reply: Reply, at: datetime) -> None:
        """A unit comes, or does not; the last word stands."""
        key = {"meeting_id": reply.meeting_id, "consulted_unit_id": number}
        said = {"comes": reply.comes, "times": reply.times, "at": at}
        statement = self.inserting(unit_replies).values(**key, **said)
        await self.run(statement.on_conflict_do_update(index_elements=list(key), set_=said))

    async def _whole(self, rows: Sequence[Row[Any]]) -> list[ConsultedUnit]:
        answers: dict[int, list[UnitAnswer]] = {row.id: [] for row in rows}
        for row in await self.rows(ANSWERS, units=list(answers)):
            answers[row.consulted_unit_id].append(_answer(row))
        replies = {
            row.consulted_unit_id: Reply(row.meeting_id, row.comes, row.times)
            for row in await self.rows(REPLIES, units=list(answers))
        }
        return [_unit(row, tuple(answers[row.id]), replies.get(row.id)) for row in rows]


def _unit(row: Row[Any], answers: tuple[UnitAnswer, ...], reply: Reply | None) -> ConsultedUnit:
    asking = None if row.version is None else Asking(row.version, row.asked_at, row.until, row.reminded_at)
    return ConsultedUnit(row.id, row.matter_id, row.round, row.name, asking, reply, answers)


def _answer(row: Row[Any]) -> UnitAnswer:
    words = AnswerWords(UnitSays(row.says), row.reason, row.answered_name or "", row.answered_post or "")
    way = AnswerWay(row.way)
    proved = way is not AnswerWay.LETTER or bool(row.photo)
    return UnitAnswer(row.id, row.version, words, way, date.fromisoformat(row.day), row.at, proved, row.entered_by)
