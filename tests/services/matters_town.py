"""A compound where matters go by: its people, its clock, whoever watches; and what falls due, played as it does."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any, TypeVar

from sqlalchemy import func, select

from bot.timetable import TIMETABLE
from domain.deliberation.classification import Touch
from domain.deliberation.matters import Homes, Matter, MatterPage, Proposal
from domain.links import PersonalLink
from domain.outcomes import Done, Outcome
from domain.registry import Place, RoleKind
from domain.voting.entitlements import Cast
from services.attachments import pending, store
from services.deliberation import start_matter
from services.deliberation_full import start_full_matter
from services.deliberation_pages import matter_page
from services.links import link_token, open_link
from services.timetable import first_due, played
from services.voting_box import BallotBox, ballot_box
from storage.database import Database
from storage.schema.units import dwelling_units
from storage.schema.voting import votes
from tests.builders import Neighbour, Town, found_town, settle_in
from tests.deliberating import GARDEN_LAMPS, LAMPS
from tests.services.matters_kept import ZONE
from tests.services.matters_watched import Watch
from tests.services.rolls import bind_owner, build_homes_of, homes

HOMES = 12
YES, NO = frozenset({"approve"}), frozenset({"reject"})
PUNCTUAL = 0.9
"""How often somebody is there when a meeting begins."""
BEGUN = ("small", "residents", "owners")
"""Which matters are begun."""


@dataclass
class Commons:
    """Twelve homes with an owner each, three representatives, two of the committee, a leader, strangers."""

    database: Database
    town: Town
    at: datetime
    dice: Random
    watch: Watch
    box: BallotBox
    owners: list[Neighbour] = field(default_factory=list)
    units: list[int] = field(default_factory=list)
    representatives: list[Neighbour] = field(default_factory=list)
    members: list[Neighbour] = field(default_factory=list)
    matters: list[int] = field(default_factory=list)
    links: list[PersonalLink] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    done: int = 0
    quarrels: float = 0.1  # how often many are against

    @property
    def everybody(self) -> list[Neighbour]:
        crew = [self.town[name] for name in ("李楼长", "孙网格", "陈租客", "钱管理", "路过的人", "王阿姨")]
        return [*self.owners, *self.representatives, *self.members, *crew]

    @property
    def today(self) -> date:
        return self.at.astimezone(ZONE).date()

    def anybody(self) -> Neighbour:
        """Whoever runs things as often as all others together."""
        staff = [*self.members, self.town["李楼长"]]
        return self.dice.choice(staff if self.dice.random() < 0.5 else self.everybody)

    async def does(self, act: Callable[..., Awaitable[Outcome]], who: Neighbour, **values: Any) -> Outcome:
        """One act, then a look at the records."""
        self.path.append(f"{self.at:%m-%d %H:%M} {act.__name__} by {who.person_id} {values}")
        source = f"press {len(self.path)}"
        outcome = await act(self.database, actor=who.actor, source=source, at=self.at, **values)
        await self._kept(outcome)
        return outcome

    async def answers(self, act: Callable[..., Awaitable[Outcome]], **values: Any) -> Outcome:
        """By whoever holds a link: nobody we know."""
        self.path.append(f"{self.at:%m-%d %H:%M} {act.__name__} by link {values}")
        outcome = await act(self.database, source=f"page {len(self.path)}", at=self.at, **values)
        await self._kept(outcome)
        return outcome

    async def casts(self, vote_id: int, head: int, who: int, marks: frozenset[str]) -> Outcome:
        self.path.append(f"{self.at:%m-%d %H:%M} cast {vote_id} {head} by {who}")
        outcome = await self.box.put(Cast(vote_id, head, who, marks, f"press {len(self.path)}", self.at))
        await self._kept(outcome)
        return outcome

    async def _kept(self, outcome: Outcome) -> None:
        self.done += isinstance(outcome, Done)
        self.path[-1] += f" → {'done' if isinstance(outcome, Done) else dict(outcome.facts)}"
        await self.watch.look(self.at)

    async def passes(self, by: timedelta) -> None:
        """The clock goes on, and what fell due on the way is played, each row a step of its own."""
        await self.wakes(self.at + by)

    async def wakes(self, at: datetime) -> None:
        """It is so late now: whatever fell due meanwhile is played in order."""
        meeting = await self._meets(at) if self.dice.random() < PUNCTUAL else None
        self.at = max(self.at, (meeting or at).astimezone(UTC))
        while (row := await first_due(self.database, by=self.at)) is not None:
            self.path.append(f"{self.at:%m-%d %H:%M} due {row.kind} {row.subject} {row.due_at:%m-%d %H:%M}")
            moment = {"due": row.effective_at, "at": self.at}
            await TIMETABLE[row.kind](self.database, subject=row.subject, source=f"due {len(self.path)}", **moment)
            await played(self.database, row=row)
            await self.watch.look(self.at)

    async def _meets(self, by: datetime) -> datetime | None:
        """The first meeting on the way."""
        called = (votes.c.state == "posted", votes.c.constituency == "representatives")
        meets = select(func.min(votes.c.opens_at)).where(*called, votes.c.opens_at > self.at, votes.c.opens_at <= by)
        async with self.database.reading() as transaction:
            return (await transaction.connection.execute(meets)).scalar_one()

    async def meeting(self) -> int | None:
        """One that is on now."""
        held = (votes.c.state.in_(("posted", "open")), votes.c.constituency == "representatives")
        now = select(func.min(votes.c.id)).where(*held, votes.c.opens_at <= self.at, votes.c.closes_at > self.at)
        async with self.database.reading() as transaction:
            return (await transaction.connection.execute(now)).scalar_one()

    async def fetches(self) -> None:
        """The bytes of every photo are kept."""
        for file in await pending(self.database, tries=9, most=9):
            await store(self.database, attachment_id=file.id, content=b"photo")

    async def begins(self, kind: str) -> int:
        """Another matter."""
        at, source = self.at, f"matter {len(self.path)}"
        if kind == "small":
            homes = Homes("3号楼1单元", frozenset(self.units[:3]))
            proposal = Proposal(LAMPS.title, LAMPS.text, homes)
            place, leader = Place(self.town.compound_id, self.town.buildings["3号楼"]), self.town["李楼长"].actor
            values = {"place": place, "proposal": proposal, "touched": (), "source": source, "at": at}
            begun = await start_matter(self.database, actor=leader, **values)
        else:
            title, text = GARDEN_LAMPS
            touched = (Touch.COMMON_INCOME, Touch.USE_FUND) if kind == "owners" else ()
            whole = {"compound_id": self.town.compound_id, "title": title, "text": text, "touched": touched}
            actor = self.dice.choice(self.members).actor
            begun = await start_full_matter(self.database, actor=actor, **whole, source=source, at=at)
        assert isinstance(begun, Done), begun
        self.matters.append(int(begun["matter_id"]))
        self.path.append(f"{at:%m-%d %H:%M} began {kind} {begun['matter_id']}")
        await self.watch.look(at)
        return self.matters[-1]

    async def page(self, number: int) -> MatterPage:
        actor = self.members[0].actor
        found = await matter_page(self.database, actor=actor, matter_id=number, at=self.at)
        assert found is not None
        return found

    async def matter(self, number: int) -> Matter:
        async with self.database.reading() as transaction:
            found = await transaction.deliberation.find(number)
        assert found is not None
        return found

    async def opens(self, link_id: int) -> PersonalLink | None:
        """A unit's link, as whoever was handed it opens it."""
        token = await link_token(self.database, link_id=link_id)
        found = None if token is None else await open_link(self.database, token=token, at=self.at)
        if isinstance(found, PersonalLink):
            self.links.append(found)
            return found
        return None


Settled = TypeVar("Settled", bound=Commons)


async def settle(database: Database, at: datetime, dice: Random, kind: type[Settled]) -> Settled:
    """Everybody has moved in; nothing is under way yet."""
    town = await found_town(database, at)
    made = kind(database, town, at, dice, Watch(database), ballot_box(database))
    numbers = await build_homes_of(database, town, homes(HOMES), "3号楼")
    building = town.buildings["3号楼"]
    async with database.transaction() as transaction:
        rows = (await transaction.connection.execute(select(dwelling_units).order_by(dwelling_units.c.id))).all()
        made.units = [row.id for row in rows]
        for n, row in enumerate(rows):
            place = Place(town.compound_id, building, row.entrance_id, 1, row.id)
            made.owners.append(await settle_in(transaction, f"业主{n}", 900 + n, RoleKind.OWNER, place, at))
        for n in range(3):
            sits = await settle_in(transaction, f"代表{n}", 990 + n, RoleKind.REPRESENTATIVE, town.place, at)
            made.representatives.append(sits)
        second = await settle_in(transaction, "林委员", 980, RoleKind.COMMITTEE, town.place, at)
    made.members = [town["赵主任"], second]
    await _own(database, numbers, made.owners)
    return made


async def _own(database: Database, numbers: dict[str, int], people: Sequence[Neighbour]) -> None:
    for number, person in zip(numbers.values(), people, strict=True):
        await bind_owner(database, number, person.person_id)
