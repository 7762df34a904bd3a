"""The records of news (进展记录): steps of matters that nobody was told of yet, and whom they concern."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, select, union, update

from domain.outcomes import Facts
from storage.repository import Repository
from storage.schema.deliberation import opinion_supports, opinions
from storage.schema.matter_news import matter_news, matter_optouts
from storage.schema.registry import chats
from storage.schema.voting import ballots, vote_heads

UNTOLD = select(matter_news).where(matter_news.c.told_at.is_(None)).order_by(matter_news.c.id)
TOLD = (
    update(matter_news)
    .where(matter_news.c.told_at.is_(None))
    .values(told_at=bindparam("moment", type_=matter_news.c.told_at.type))
)
AUTHORS = select(opinions.c.person_id).where(
    opinions.c.matter_id == bindparam("matter"), opinions.c.withdrawn.is_(False), opinions.c.person_id.is_not(None)
)
SUPPORTERS = (
    select(opinion_supports.c.person_id)
    .join(opinions, opinions.c.id == opinion_supports.c.opinion_id)
    .where(opinions.c.matter_id == bindparam("matter"))
)
VOTERS = (
    select(ballots.c.by_person_id)
    .join(vote_heads, vote_heads.c.id == ballots.c.head_id)
    .where(
        vote_heads.c.vote_id.in_(bindparam("votes", expanding=True)),
        ballots.c.paper.is_(False),
        ballots.c.by_person_id.is_not(None),
    )
)
CONCERNED = union(AUTHORS, SUPPORTERS, VOTERS).subquery("concerned")
PERSON = CONCERNED.c.person_id
OPTED_OUT = select(matter_optouts.c.person_id).where(matter_optouts.c.matter_id == bindparam("matter"))
FOLLOWERS = (
    select(PERSON, chats.c.id.label("chat_id"))
    .join(chats, chats.c.person_id == PERSON)
    .where(PERSON.not_in(OPTED_OUT), chats.c.kind == "private", chats.c.state == "open")
    .order_by(chats.c.id)
)

FOLLOWS = select(PERSON).where(bindparam("person") == PERSON)


@dataclass(frozen=True)
class NewsRow:
    """A step that nobody was told of yet (一条进展)."""

    matter_id: int
    at: datetime
    what: str
    facts: Facts


class MatterNews(Repository):
    """News of matters, in the order they came."""

    async def note(self, matter_id: int, what: str, facts: Facts, at: datetime) -> None:
        await self.add(matter_news, matter_id=matter_id, what=what, facts=dict(facts), at=at)

    async def untold(self) -> list[NewsRow]:
        """What came since the last digest."""
        return [NewsRow(row.matter_id, row.at, row.what, row.facts) for row in await self.rows(UNTOLD)]

    async def note_told(self, at: datetime) -> None:
        """All of it goes out with this digest."""
        await self.run(TOLD, moment=at)

    async def followers(self, matter_id: int, votes: Collection[int]) -> list[tuple[int, int]]:
        """Person and private chat of who spoke, felt the same, or voted, and did not say that it is enough."""
        rows = await self.rows(FOLLOWERS, matter=matter_id, votes=sorted(votes))
        return [(row.person_id, row.chat_id) for row in rows]

    async def follows(self, matter_id: int, votes: Collection[int], person: int) -> bool:
        """Whether they spoke, felt the same or voted, told of it or not."""
        return await self.row(FOLLOWS, matter=matter_id, votes=sorted(votes), person=person) is not None

    async def opted_out(self, matter_id: int) -> frozenset[int]:
        """Who said that it is enough."""
        return frozenset(row.person_id for row in await self.rows(OPTED_OUT, matter=matter_id))

    async def stop(self, matter_id: int, person: int, at: datetime) -> bool:
        """不再告诉我这件事; whether it is new."""
        return bool(await self.offer(matter_optouts, {"matter_id": matter_id, "person_id": person, "at": at}))

    async def resume(self, matter_id: int, person: int) -> bool:
        """还是告诉我; whether it had been stopped."""
        ours = (matter_optouts.c.matter_id == matter_id, matter_optouts.c.person_id == person)
        return bool(await self.run(delete(matter_optouts).where(*ours)))
