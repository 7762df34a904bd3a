"""The records of deliberation (议事记录): matters, opinions, who feels the same."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, delete, func, or_, select, update

from domain.deliberation.classification import Touch
from domain.deliberation.matters import Homes, Matter, Proposal, Revising, Terms
from domain.deliberation.objections import objecting_of
from domain.deliberation.opinions import Channel, Opinion
from domain.deliberation.stages import OVER, Procedure, Stage
from domain.deliberation_waits import NOBODY
from domain.registry import Place
from storage.repository import Repository
from storage.schema.deliberation import matters, opinion_supports, opinions
from storage.schema.printing import posters

FIND = select(matters).where(matters.c.id == bindparam("key"))
OF_VOTE = select(matters).where(
    or_(
        matters.c.vote_id == bindparam("vote"),
        matters.c.owners_vote_id == bindparam("vote"),
        matters.c.residents_vote_id == bindparam("vote"),
    )
)
OF_COMPOUND = select(matters).where(matters.c.compound_id == bindparam("compound")).order_by(matters.c.number.desc())
ASKED = (
    select(matters)
    .where(or_(matters.c.move_by.is_not(None), matters.c.stop_by.is_not(None), matters.c.revise_by.is_not(None)))
    .order_by(matters.c.id)
)
NOBODY_ASKS = {name: value for asked in NOBODY.values() for name, value in asked.items()}
NUMBERED = select(matters).where(matters.c.compound_id == bindparam("compound"), matters.c.number == bindparam("given"))
LAST = select(func.coalesce(func.max(matters.c.number), 0)).where(matters.c.compound_id == bindparam("compound"))
SUPPORTERS = (
    select(func.count()).where(opinion_supports.c.opinion_id == opinions.c.id).correlate(opinions).scalar_subquery()
)
SUPPORTED = (
    select(func.count())
    .where(opinion_supports.c.opinion_id == opinions.c.id, opinion_supports.c.person_id == bindparam("reader"))
    .correlate(opinions)
    .scalar_subquery()
)
SPOT = select(posters.c.spot).where(posters.c.id == opinions.c.poster_id).correlate(opinions).scalar_subquery()
READ = select(opinions, SUPPORTERS.label("supporters"), SUPPORTED.label("supported"), SPOT.label("spot"))
SAID = READ.where(opinions.c.matter_id == bindparam("matter")).order_by(opinions.c.id)
ONE = READ.where(opinions.c.id == bindparam("key"))
OF_PERSON = select(func.count()).where(
    opinions.c.matter_id == bindparam("matter"),
    opinions.c.person_id == bindparam("person"),
    opinions.c.withdrawn.is_(False),
)
SUPPORT = and_(
    opinion_supports.c.opinion_id == bindparam("opinion"), opinion_supports.c.person_id == bindparam("person")
)


class Deliberation(Repository):
    """Matters by number, with what was said of them."""

    async def start(
        self,
        place: Place,
        procedure: Procedure,
        proposal: Proposal,
        *,
        touched: Iterable[Touch] = (),
        terms: Terms | None = None,
        by: int,
        at: datetime,
    ) -> int:
        """A new matter in its first stage; numbers count up within the compound."""
        return await self.add(
            matters,
            compound_id=place.compound_id,
            building_id=place.building_id,
            number=await self.value(LAST, compound=place.compound_id) + 1,
            procedure=procedure.name,
            stage=procedure.steps[0].stage.value,
            since=at,
            title=proposal.title,
            text=proposal.text,
            text_hash=proposal.hash,
            homes={"words": proposal.homes.words, "ids": sorted(proposal.homes.ids)},
            touched=[touch.value for touch in touched],
            terms=dict(terms or {}),
            started_by=by,
            started_at=at,
        )

    async def find(self, number: int) -> Matter | None:
        row = await self.row(FIND, key=number)
        return None if row is None else _matter(row)

    async def lock(self, number: int) -> Matter | None:
        """The matter, its row ours until the commit."""
        row = await self.row(FIND.with_for_update(), key=number)
        return None if row is None else _matter(row)

    async def of_vote(self, vote_id: int) -> Matter | None:
        """The matter that this vote decides."""
        row = await self.row(OF_VOTE, vote=vote_id)
        return None if row is None else _matter(row)

    async def numbered(self, compound_id: int, number: int) -> Matter | None:
        """The matter with this number in a compound."""
        row = await self.row(NUMBERED, compound=compound_id, given=number)
        return None if row is None else _matter(row)

    async def of_compound(self, compound_id: int) -> list[Matter]:
        """The compound's matters, latest first; those under way before those that are over."""
        found = [_matter(row) for row in await self.rows(OF_COMPOUND, compound=compound_id)]
        return sorted(found, key=lambda matter: matter.stage in OVER)

    async def asked(self) -> list[Matter]:
        """Those where somebody asked for something that nobody has confirmed."""
        return [_matter(row) for row in await self.rows(ASKED)]

    async def enter(self, number: int, stage: Stage, at: datetime, **values: Any) -> None:
        """A stage begins, with what is known of it; nobody has yet asked for anything in it."""
        await self.write(number, **{"stage": stage.value, "since": at, **NOBODY_ASKS, **values})

    async def write(self, number: int, **values: Any) -> None:
        await self.run(update(matters).where(matters.c.id == number).values(**values))

    async def say(
        self,
        matter_id: int,
        words: str,
        channel: Channel,
        *,
        at: datetime,
        person: int | None = None,
        entered_by: int | None = None,
        day: date | None = None,
        poster_id: int | None = None,
    ) -> int:
        """An opinion is taken down."""
        return await self.add(
            opinions,
            matter_id=matter_id,
            channel=channel.value,
            person_id=person,
            entered_by=entered_by,
            day=None if day is None else day.isoformat(),
            words=words,
            poster_id=poster_id,
            at=at,
        )

    async def opinions(self, matter_id: int, reader: int | None) -> list[Opinion]:
        """What was said, in the order it came; what was withdrawn has no words any more."""
        found = await self.rows(SAID, matter=matter_id, reader=reader or 0)
        return [_opinion(row, reader) for row in found]

    async def opinion(self, number: int, reader: int | None) -> Opinion | None:
        row = await self.row(ONE, key=number, reader=reader or 0)
        return None if row is None else _opinion(row, reader)

    async def said_by(self, matter_id: int, person: int) -> int:
        """How many opinions of theirs stand."""
        return int(await self.value(OF_PERSON, matter=matter_id, person=person))

    async def withdraw(self, number: int) -> None:
        """The words go, that something was said stays; nobody feels the same any more."""
        await self.run(update(opinions).where(opinions.c.id == number).values(withdrawn=True, words=""))
        await self.run(delete(opinion_supports).where(opinion_supports.c.opinion_id == number))

    async def amend(self, number: int, words: str) -> None:
        """Other words: nobody has read them yet, so they are in no cluster and nobody feels the same."""
        await self.run(update(opinions).where(opinions.c.id == number).values(words=words, cluster_id=None))
        await self.run(delete(opinion_supports).where(opinion_supports.c.opinion_id == number))

    async def support(self, number: int, person: int, at: datetime) -> bool:
        """同感; whether it is new."""
        return bool(await self.offer(opinion_supports, {"opinion_id": number, "person_id": person, "at": at}))

    async def unsupport(self, number: int, person: int) -> bool:
        """不再同感; whether they did before."""
        return bool(await self.run(delete(opinion_supports).where(SUPPORT), opinion=number, person=person))


def _matter(row: Row[Any]) -> Matter:
    return Matter(
        id=row.id,
        place=Place(row.compound_id, row.building_id),
        number=row.number,
        procedure_name=row.procedure,
        stage=Stage(row.stage),
        since=row.since,
        title=row.title,
        text=row.text,
        text_hash=row.text_hash,
        homes=Homes(row.homes["words"], frozenset(row.homes["ids"])),
        started_by=row.started_by,
        started_at=row.started_at,
        vote_id=row.vote_id,
        done_words=row.done_words,
        done_by=row.done_by,
        reason=row.reason,
        figures=row.figures,
        touched=tuple(Touch(touch) for touch in row.touched),
        terms=row.terms,
        round=row.round,
        version=row.version,
        owners_vote_id=row.owners_vote_id,
        move_by=row.move_by,
        called_up=None if row.called_up is None else objecting_of(row.called_up),
        residents_vote_id=row.residents_vote_id,
        stop_by=row.stop_by,
        stop_why=row.stop_why,
        revising=_revising(row),
    )


def _revising(row: Row[Any]) -> Revising | None:
    if row.revise_by is None:
        return None
    return Revising(row.revise_by, row.revise_title, row.revise_text, row.revise_why)


def _opinion(row: Row[Any], reader: int | None) -> Opinion:
    return Opinion(
        id=row.id,
        matter_id=row.matter_id,
        channel=Channel(row.channel),
        words=row.words,
        at=row.at,
        day=None if row.day is None else date.fromisoformat(row.day),
        mine=reader is not None and row.person_id == reader,
        supporters=row.supporters,
        supported=bool(row.supported),
        withdrawn=row.withdrawn,
        cluster_id=row.cluster_id,
        spot=row.spot or "",
    )
