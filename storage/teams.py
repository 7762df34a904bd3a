"""The records of 居民小组: groups of a compound, and who asked to be in them or was named."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, select, update

from domain.registry import Place
from domain.teams import Member, Team, TeamKind
from storage.repository import Repository
from storage.schema.checklists import checklists
from storage.schema.registry import people
from storage.schema.teams import team_members, teams

FIND = select(teams).where(teams.c.id == bindparam("key"))
LOCK = FIND.with_for_update()
INSIDE = select(teams).where(teams.c.compound_id.in_(bindparam("inside", expanding=True))).order_by(teams.c.id)
OF_PERSON = (
    select(teams)
    .where(teams.c.id.in_(select(team_members.c.team_id).where(team_members.c.person_id == bindparam("person"))))
    .order_by(teams.c.id)
)
MEMBERS = (
    select(team_members, people.c.name)
    .join(people, people.c.id == team_members.c.person_id)
    .where(team_members.c.team_id.in_(bindparam("teams", expanding=True)))
    .order_by(team_members.c.id)
)
ONE = (team_members.c.team_id == bindparam("team")) & (team_members.c.person_id == bindparam("person"))
NAME = update(team_members).where(ONE).values(named_by=bindparam("by"), named_at=bindparam("moment"))
DROP = delete(team_members).where(ONE)
EMPTY = delete(team_members).where(team_members.c.team_id == bindparam("team"))
DISSOLVE = delete(teams).where(teams.c.id == bindparam("team"))
LISTS = (
    select(checklists.c.id, checklists.c.title)
    .where(checklists.c.team_id == bindparam("team"))
    .order_by(checklists.c.id.desc())
)


class Teams(Repository):
    """Groups by number."""

    async def form(self, place: Place, kind: TeamKind, *, by: int, at: datetime) -> bool:
        """A group of this kind; False where there is one already."""
        values = {"compound_id": place.compound_id, "kind": kind.value, "made_by": by, "made_at": at}
        return await self.offer(teams, values) > 0

    async def find(self, number: int) -> Team | None:
        row = await self.row(FIND, key=number)
        return None if row is None else (await self._whole([row]))[0]

    async def lock(self, number: int) -> Team | None:
        """The group, nobody else changing it until the transaction ends."""
        row = await self.row(LOCK, key=number)
        return None if row is None else (await self._whole([row]))[0]

    async def inside(self, compound_ids: Sequence[int]) -> list[Team]:
        """The groups of these compounds."""
        return await self._whole(await self.rows(INSIDE, inside=list(compound_ids)))

    async def of(self, person_id: int) -> list[Team]:
        """The groups somebody is in, or asked to be in."""
        return await self._whole(await self.rows(OF_PERSON, person=person_id))

    async def ask(self, team_id: int, person_id: int, at: datetime) -> None:
        """Somebody asks to be in it."""
        await self.add(team_members, team_id=team_id, person_id=person_id, asked_at=at)

    async def name(self, team_id: int, person_id: int, *, by: int, at: datetime) -> None:
        """The committee names them."""
        await self.run(NAME, team=team_id, person=person_id, by=by, moment=at)

    async def drop(self, team_id: int, person_id: int) -> None:
        """They are in it no more, or did not come in."""
        await self.run(DROP, team=team_id, person=person_id)

    async def dissolve(self, team_id: int) -> None:
        """The group is none any more."""
        await self.run(EMPTY, team=team_id)
        await self.run(DISSOLVE, team=team_id)

    async def lists(self, team_id: int) -> list[tuple[int, str]]:
        """Its lists, the latest first."""
        return [(row.id, row.title) for row in await self.rows(LISTS, team=team_id)]

    async def _whole(self, rows: Sequence[Row[Any]]) -> list[Team]:
        members: dict[int, list[Member]] = {row.id: [] for row in rows}
        for row in await self.rows(MEMBERS, teams=list(members)):
            members[row.team_id].append(Member(row.person_id, row.name, row.asked_at, row.named_at))
        return [
            Team(row.id, Place(row.compound_id), TeamKind(row.kind), row.made_at, tuple(members[row.id]))
            for row in rows
        ]
