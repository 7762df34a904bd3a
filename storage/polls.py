"""The records of polls (意见征询): what was asked, who answered under Telegram's own poll id, what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Row, and_, bindparam, or_, select, update

from domain.notices import NoticeKind, NoticeState
from domain.outcomes import Facts
from domain.polls import Count, Poll, PollState
from domain.registry import HOME_ROLES, Place
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.polls import poll_answers, poll_sightings, polls
from storage.schema.registry import chats, people, roles
from storage.schema.traffic import outbox, posts

FIND = select(polls).where(polls.c.id == bindparam("key"))
LOCK = FIND.with_for_update()
MINE = (
    select(polls).where(polls.c.starter_id == bindparam("person")).order_by(polls.c.id.desc()).limit(bindparam("most"))
)
OPEN_IN = (
    select(polls)
    .where(
        polls.c.compound_id == bindparam("compound"),
        polls.c.state == PollState.QUEUED.value,
        polls.c.closes_at > bindparam("at", type_=Moment()),
    )
    .order_by(polls.c.closes_at, polls.c.id)
)
COUNTED = (
    select(polls)
    .where(
        polls.c.compound_id == bindparam("compound"),
        polls.c.building_id.is_(None),
        polls.c.state == PollState.CLOSED.value,
    )
    .order_by(polls.c.id.desc())
    .limit(bindparam("most"))
)
TURN = update(polls).where(polls.c.id == bindparam("key")).values(state=bindparam("to"))
CLOSE = (
    update(polls)
    .where(polls.c.id == bindparam("key"))
    .values(state=bindparam("to"), closed_at=bindparam("moment", type_=Moment()), early=bindparam("hurried"))
)
FINISH = (
    update(polls)
    .where(polls.c.id == bindparam("key"))
    .values(
        state=PollState.CLOSED.value,
        result=bindparam("outcome", type_=polls.c.result.type),
        telegram_poll=bindparam("counted_as"),
    )
)
REMINDED = update(polls).where(polls.c.id == bindparam("key")).values(reminded=bindparam("number"))
ANSWERS = select(poll_answers.c.telegram_id, poll_answers.c.choices).where(
    poll_answers.c.poll_id == bindparam("telegram_poll")
)
NAMED_ANSWERS = (
    select(poll_answers.c.telegram_id, poll_answers.c.choices, people.c.name, people.c.id.label("person_id"))
    .outerjoin(people, people.c.telegram_id == poll_answers.c.telegram_id)
    .where(poll_answers.c.poll_id == bindparam("telegram_poll"))
    .order_by(poll_answers.c.at, poll_answers.c.id)
)
SIGHTING = select(poll_sightings).where(poll_sightings.c.poll_id == bindparam("telegram_poll"))
STRAY = select(poll_sightings).where(
    poll_sightings.c.question == bindparam("asked"),
    poll_sightings.c.at >= bindparam("since", type_=Moment()),
    poll_sightings.c.poll_id.not_in(select(posts.c.poll_id).where(posts.c.poll_id.is_not(None))),
)
RESIDENTS = (
    select(people.c.id, people.c.telegram_id, chats.c.id.label("chat_id"))
    .join(roles, roles.c.person_id == people.c.id)
    .outerjoin(chats, and_(chats.c.person_id == people.c.id, chats.c.kind == "private", chats.c.state == "open"))
    .where(
        roles.c.kind.in_([kind.value for kind in sorted(HOME_ROLES)]),
        roles.c.compound_id == bindparam("compound"),
        or_(
            bindparam("building", type_=BigInteger()).is_(None),
            roles.c.building_id == bindparam("building", type_=BigInteger()),
        ),
        roles.c.since <= bindparam("at", type_=Moment()),
        or_(roles.c.until.is_(None), roles.c.until > bindparam("at", type_=Moment())),
        people.c.telegram_id.is_not(None),
    )
    .distinct()
    .order_by(people.c.id)
)
STOPPING = select(outbox.c.id).where(
    outbox.c.subject == bindparam("of"),
    outbox.c.kind == NoticeKind.STOP_POLL.value,
    outbox.c.state.in_([NoticeState.QUEUED.value, NoticeState.SENDING.value]),
)


@dataclass(frozen=True)
class Resident:
    """A registered resident (登记居民), with the private chat that can be written to, if there is one."""

    person_id: int
    telegram_id: int
    chat_id: int | None


@dataclass(frozen=True)
class Sighting:
    """The last state that Telegram told us of a poll of ours (最近一次计数)."""

    poll_id: str
    count: Count
    closed: bool

    @property
    def final(self) -> Count | None:
        """Telegram's own count, if this is how the poll ended."""
        return self.count if self.closed and self.count.whole else None


class Polls(Repository):
    """Polls by number; answers and sightings by Telegram's poll id, known to us yet or not."""

    async def start(self, *, place: Place, **values: Any) -> int:
        return await self.add(
            polls,
            compound_id=place.compound_id,
            building_id=place.building_id,
            state=PollState.QUEUED.value,
            **values,
        )

    async def find(self, number: int) -> Poll | None:
        row = await self.row(FIND, key=number)
        return None if row is None else _poll(row)

    async def lock(self, number: int) -> Poll | None:
        """The poll, its row ours until the commit."""
        row = await self.row(LOCK, key=number)
        return None if row is None else _poll(row)

    async def started_by(self, person_id: int, *, most: int) -> list[Poll]:
        return [_poll(row) for row in await self.rows(MINE, person=person_id, most=most)]

    async def open_in(self, compound_id: int, at: datetime) -> list[Poll]:
        """What is asked in a compound and not closed, or is about to be asked; what closes first first."""
        return [_poll(row) for row in await self.rows(OPEN_IN, compound=compound_id, at=at)]

    async def counted(self, compound_id: int, most: int) -> list[Poll]:
        """What was asked of a whole compound and has a count, the latest first."""
        found = [_poll(row) for row in await self.rows(COUNTED, compound=compound_id, most=most)]
        return [one for one in found if one.result is not None and one.result["counts"] is not None]

    async def cancel(self, number: int) -> None:
        await self.run(TURN, key=number, to=PollState.CANCELLED.value)

    async def close(self, number: int, *, at: datetime, early: bool) -> None:
        await self.run(CLOSE, key=number, to=PollState.CLOSING.value, moment=at, hurried=early)

    async def finish(self, number: int, result: Facts, telegram_poll: str | None) -> None:
        await self.run(FINISH, key=number, outcome=dict(result), counted_as=telegram_poll)

    async def is_stopping(self, subject: str) -> bool:
        """Whether Telegram is still to be asked to stop it."""
        return await self.value(STOPPING, of=subject) is not None

    async def note_reminded(self, number: int, people: int) -> None:
        await self.run(REMINDED, key=number, number=people)

    # Answers and sightings

    async def answer(
        self, *, poll_id: str, telegram_id: int, choices: Sequence[int], update_id: int, at: datetime
    ) -> None:
        """Keep who chose what; of two answers the later update holds, in whatever order they come."""
        values = {"choices": list(choices), "update_id": update_id, "at": at}
        statement = self.inserting(poll_answers).values(poll_id=poll_id, telegram_id=telegram_id, **values)
        await self.connection.execute(
            statement.on_conflict_do_update(
                index_elements=[poll_answers.c.poll_id, poll_answers.c.telegram_id],
                set_=values,
                where=poll_answers.c.update_id < update_id,
            )
        )

    async def answers(self, poll_id: str) -> Mapping[int, Sequence[int]]:
        """Choices by Telegram account; an empty choice was taken back."""
        return {row.telegram_id: row.choices for row in await self.rows(ANSWERS, telegram_poll=poll_id)}

    async def named_answers(self, poll_id: str) -> Sequence[Row[Any]]:
        """Account, name if known, choices; in the order of their answers."""
        return await self.rows(NAMED_ANSWERS, telegram_poll=poll_id)

    async def sight(
        self, *, poll_id: str, question: str, count: Count, closed: bool, update_id: int, at: datetime
    ) -> None:
        """Keep the state Telegram told us last."""
        values = {
            "question": question,
            "counts": list(count.counts),
            "total": count.total,
            "closed": closed,
            "update_id": update_id,
            "at": at,
        }
        statement = self.inserting(poll_sightings).values(poll_id=poll_id, **values)
        await self.connection.execute(
            statement.on_conflict_do_update(
                index_elements=[poll_sightings.c.poll_id], set_=values, where=poll_sightings.c.update_id < update_id
            )
        )

    async def sighting(self, poll_id: str) -> Sighting | None:
        row = await self.row(SIGHTING, telegram_poll=poll_id)
        return None if row is None else _sighting(row)

    async def stray(self, question: str, *, since: datetime) -> Sighting | None:
        """The one poll with this question whose post we lost sight of (the group moved, the sending was in doubt)."""
        found = await self.rows(STRAY, asked=question, since=since)
        return _sighting(found[0]) if len(found) == 1 else None

    # People

    async def residents(self, place: Place, at: datetime) -> list[Resident]:
        """Everyone with a home role within the place, once."""
        found = await self.rows(RESIDENTS, compound=place.compound_id, building=place.building_id, at=at)
        return [Resident(row.id, row.telegram_id, row.chat_id) for row in found]


def _poll(row: Row[Any]) -> Poll:
    return Poll(
        id=row.id,
        place=Place(row.compound_id, row.building_id),
        chat_id=row.chat_id,
        starter_id=row.starter_id,
        question=row.question,
        options=tuple(row.options),
        several=row.several,
        named=row.named,
        state=PollState(row.state),
        created_at=row.created_at,
        closes_at=row.closes_at,
        closed_at=row.closed_at,
        early=row.early,
        reminded=row.reminded,
        telegram_poll=row.telegram_poll,
        result=row.result,
    )


def _sighting(row: Row[Any]) -> Sighting:
    return Sighting(row.poll_id, Count(tuple(row.counts), row.total), row.closed)
