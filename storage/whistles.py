"""The records of 吹哨报到: whistles with their units, and every entry of each in the order they came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from domain.registry import Place
from domain.whistles import CalledUnit, Entry, EntryKind, EntryWay, Whistle, WhistleKind
from storage.partners import Partners
from storage.repository import Repository
from storage.schema.issues import issue_steps, issues
from storage.schema.whistles import whistle_entries, whistle_units, whistles

WHOLE = select(whistles, issues.c.number.label("issue_number")).outerjoin(issues, issues.c.id == whistles.c.issue_id)
FIND = WHOLE.where(whistles.c.id == bindparam("key"))
LOCK = FIND.with_for_update(of=whistles)
OF_ISSUE = WHOLE.where(whistles.c.issue_id == bindparam("issue")).order_by(whistles.c.id)
INSIDE = (
    WHOLE.where(whistles.c.compound_id.in_(bindparam("inside", expanding=True)))
    .order_by(whistles.c.id.desc())
    .limit(bindparam("most"))
)
UNITS = (
    select(whistle_units)
    .where(whistle_units.c.whistle_id.in_(bindparam("whistles", expanding=True)))
    .order_by(whistle_units.c.id)
)
ENTRIES = (
    select(whistle_entries)
    .where(whistle_entries.c.whistle_unit_id.in_(bindparam("units", expanding=True)))
    .order_by(whistle_entries.c.id)
)
WHOSE = select(whistle_units.c.whistle_id).where(whistle_units.c.id == bindparam("unit"))

LAST_DONE = (
    select(func.max(issue_steps.c.at))
    .where(issue_steps.c.issue_id == bindparam("issue"), issue_steps.c.kind == "done")
    .scalar_subquery()
)
PARTS_OF = (
    select(whistle_entries.c.id)
    .join(whistle_units, whistle_units.c.id == whistle_entries.c.whistle_unit_id)
    .join(whistles, whistles.c.id == whistle_units.c.whistle_id)
    .where(
        whistles.c.issue_id == bindparam("issue"),
        whistles.c.ended_at == LAST_DONE,
        whistle_entries.c.kind == EntryKind.DONE.value,
        whistle_entries.c.entered_by == bindparam("person"),
    )
    .limit(1)
)


class Whistles(Repository):
    """Whistles by number."""

    @cached_property
    def partners(self) -> Partners:
        """包建单位: whom a whistle calls first."""
        return Partners(self.connection)

    async def blow(
        self, place: Place, kind: WhistleKind, topic: str, *, issue_id: int | None, by: int, at: datetime
    ) -> int:
        """A whistle is blown."""
        where = {"compound_id": place.compound_id, "building_id": place.building_id, "issue_id": issue_id}
        return await self.add(whistles, **where, kind=kind.value, topic=topic, blown_by=by, blown_at=at)

    async def call(
        self,
        whistle_id: int,
        name: str,
        goal: str,
        *,
        lead: bool,
        finish_on: date,
        until: datetime,
        by: int,
        at: datetime,
    ) -> int:
        """A unit is called."""
        times = {"finish_on": finish_on.isoformat(), "called_at": at, "answer_until": until}
        return await self.add(
            whistle_units, whistle_id=whistle_id, name=name, goal=goal, lead=lead, called_by=by, **times
        )

    async def write(self, number: int, **values: Any) -> None:
        """What changes of a whistle."""
        await self.run(update(whistles).where(whistles.c.id == number).values(**values))

    async def lead(self, whistle_id: int, unit_id: int) -> None:
        """This unit leads, and no other."""
        mine = whistle_units.c.whistle_id == whistle_id
        await self.run(update(whistle_units).where(mine).values(lead=whistle_units.c.id == unit_id))

    async def put_down(
        self,
        unit_id: int,
        kind: EntryKind,
        way: EntryWay,
        *,
        says: str = "",
        second: str = "",
        words: str = "",
        name: str | None = None,
        post: str | None = None,
        comes_at: datetime | None = None,
        by: int | None,
        at: datetime,
    ) -> int:
        """One more entry of a unit."""
        said = {"says": says, "second": second, "words": words, "answered_name": name, "answered_post": post}
        return await self.add(
            whistle_entries,
            whistle_unit_id=unit_id,
            kind=kind.value,
            way=way.value,
            **said,
            comes_at=comes_at,
            entered_by=by,
            at=at,
        )

    async def find(self, number: int) -> Whistle | None:
        return await self._one(await self.row(FIND, key=number))

    async def lock(self, number: int) -> Whistle | None:
        """The whistle, nobody else changing it until the transaction ends."""
        return await self._one(await self.row(LOCK, key=number))

    async def whose(self, unit_id: int) -> int | None:
        """The whistle a unit was called by."""
        row = await self.row(WHOSE, unit=unit_id)
        return None if row is None else int(row.whistle_id)

    async def put_down_part(self, issue_id: int, person_id: int) -> bool:
        """Whether this person put down a part of what the report was done by last."""
        return await self.row(PARTS_OF, issue=issue_id, person=person_id) is not None

    async def of_issue(self, issue_id: int) -> list[Whistle]:
        return await self._whole(await self.rows(OF_ISSUE, issue=issue_id))

    async def inside(self, compound_ids: Sequence[int], most: int) -> list[Whistle]:
        """The latest of these compounds."""
        return await self._whole(await self.rows(INSIDE, inside=list(compound_ids), most=most))

    async def _one(self, row: Row[Any] | None) -> Whistle | None:
        return None if row is None else (await self._whole([row]))[0]

    async def _whole(self, rows: Sequence[Row[Any]]) -> list[Whistle]:
        units: dict[int, list[Row[Any]]] = {row.id: [] for row in rows}
        for row in await self.rows(UNITS, whistles=list(units)):
            units[row.whistle_id].append(row)
        entries: dict[int, list[Entry]] = {row.id: [] for found in units.values() for row in found}
        for row in await self.rows(ENTRIES, units=list(entries)):
            entries[row.whistle_unit_id].append(_entry(row))
        return [_whistle(row, [_unit(unit, entries[unit.id]) for unit in units[row.id]]) for row in rows]


def _whistle(row: Row[Any], units: Sequence[CalledUnit]) -> Whistle:
    return Whistle(
        id=row.id,
        place=Place(row.compound_id, row.building_id),
        kind=WhistleKind(row.kind),
        topic=row.topic,
        blown_by=row.blown_by,
        blown_at=row.blown_at,
        issue_id=row.issue_id,
        issue_number=row.issue_number,
        spot=row.spot,
        meets_at=row.meets_at,
        ended_at=row.ended_at,
        units=tuple(units),
    )


def _unit(row: Row[Any], entries: Sequence[Entry]) -> CalledUnit:
    return CalledUnit(
        id=row.id,
        whistle_id=row.whistle_id,
        name=row.name,
        lead=row.lead,
        goal=row.goal,
        finish_on=date.fromisoformat(row.finish_on),
        called_at=row.called_at,
        answer_until=row.answer_until,
        entries=tuple(entries),
    )


def _entry(row: Row[Any]) -> Entry:
    return Entry(
        id=row.id,
        kind=EntryKind(row.kind),
        way=EntryWay(row.way),
        at=row.at,
        says=row.says,
        second=row.second,
        words=row.words,
        name=row.answered_name or "",
        post=row.answered_post or "",
        comes_at=row.comes_at,
    )
