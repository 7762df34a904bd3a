"""The records of elections on paper (纸票选举): voters' lists by home, objections, marks of ballots given out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, insert, literal, select, update

from domain.election_voters import Turnout, VoterList, VoterObjection
from domain.registry import Place
from domain.units import UnitKind
from storage.repository import Repository
from storage.schema.elections import (
    count_sheets,
    election_turnout,
    voter_list_homes,
    voter_lists,
    voter_objections,
)
from storage.schema.units import dwelling_units

OF_ELECTION = select(voter_lists).where(voter_lists.c.election_id == bindparam("election"))
FIND = select(voter_lists).where(voter_lists.c.id == bindparam("key"))
ON_LIST = voter_list_homes.c.list_id == bindparam("list")
THAT_HOME = voter_list_homes.c.unit_id == bindparam("unit")
HOME = select(voter_list_homes.c.id).where(ON_LIST, THAT_HOME)
UNITS = select(voter_list_homes.c.unit_id).where(ON_LIST)
HOMES = select(func.count()).select_from(voter_list_homes).where(ON_LIST)
OFF = delete(voter_list_homes).where(ON_LIST, THAT_HOME)
OBJECTIONS = (
    select(voter_objections).where(voter_objections.c.list_id == bindparam("list")).order_by(voter_objections.c.id)
)
OBJECTION = select(voter_objections).where(voter_objections.c.id == bindparam("key"))
ANSWER = (
    update(voter_objections)
    .where(voter_objections.c.id == bindparam("key"))
    .values(
        upheld=bindparam("right"),
        answer=bindparam("said", type_=voter_objections.c.answer.type),
        answered_by=bindparam("by"),
    )
)
COUNTED = (
    select(func.count())
    .select_from(count_sheets)
    .where(count_sheets.c.election_id == bindparam("election"), count_sheets.c.confirmed_by.is_not(None))
)
IN_ROUND = (election_turnout.c.election_id == bindparam("election"), election_turnout.c.round == bindparam("nth"))
MARKED = select(func.count()).select_from(election_turnout).where(*IN_ROUND)
UNMARK = delete(election_turnout).where(*IN_ROUND, election_turnout.c.unit_id == bindparam("unit"))


class VoterLists(Repository):
    """Voters' lists and marks. The election's row is locked by whoever changes them."""

    async def post(self, election_id: int, place: Place, *, by: int, **terms: Any) -> VoterList:
        """The list: every home of the place that is lived in, as it stands now."""
        number = await self.add(voter_lists, election_id=election_id, posted_by=by, **terms)
        return await self._fill(number, place)

    async def post_anew(self, posted: VoterList, place: Place, *, by: int, **terms: Any) -> VoterList:
        """The same list as the register stands now, its days counted anew; objections to it stay."""
        await self.run(update(voter_lists).where(voter_lists.c.id == posted.id).values(posted_by=by, **terms))
        await self.run(delete(voter_list_homes).where(voter_list_homes.c.list_id == posted.id))
        return await self._fill(posted.id, place)

    async def _fill(self, number: int, place: Place) -> VoterList:
        inside = (dwelling_units.c.gone.is_(False), dwelling_units.c.kind == UnitKind.RESIDENTIAL.value)
        homes = select(literal(number), dwelling_units.c.id).where(dwelling_units.c.compound_id == place.compound_id)
        if place.building_id is not None:
            homes = homes.where(dwelling_units.c.building_id == place.building_id)
        await self.run(insert(voter_list_homes).from_select(["list_id", "unit_id"], homes.where(*inside)))
        row = await self.row(FIND, key=number)
        assert row is not None, "just written"
        return _list(row)

    async def of(self, election_id: int) -> VoterList | None:
        """The list of an election, once it is posted."""
        row = await self.row(OF_ELECTION, election=election_id)
        return None if row is None else _list(row)

    async def find(self, number: int) -> VoterList | None:
        row = await self.row(FIND, key=number)
        return None if row is None else _list(row)

    async def homes(self, list_id: int) -> int:
        """How many homes are on it."""
        return int(await self.value(HOMES, list=list_id))

    async def units(self, list_id: int) -> set[int]:
        """Which homes are on it."""
        return {row.unit_id for row in await self.rows(UNITS, list=list_id)}

    async def has(self, list_id: int, unit_id: int) -> bool:
        """Whether a home is on it."""
        return await self.row(HOME, list=list_id, unit=unit_id) is not None

    async def put_on(self, list_id: int, unit_id: int) -> None:
        await self.add(voter_list_homes, list_id=list_id, unit_id=unit_id)

    async def take_off(self, list_id: int, unit_id: int) -> None:
        await self.run(OFF, list=list_id, unit=unit_id)

    # Objections

    async def object(self, posted: VoterList, *, by: int, words: str, answer_by: datetime, at: datetime) -> int:
        values = {"person_id": by, "words": words, "answer_by": answer_by, "at": at}
        return await self.add(voter_objections, list_id=posted.id, **values)

    async def objections(self, list_id: int) -> list[VoterObjection]:
        """All of them in the order they came."""
        return [_objection(row) for row in await self.rows(OBJECTIONS, list=list_id)]

    async def one_objection(self, number: int) -> VoterObjection | None:
        row = await self.row(OBJECTION, key=number)
        return None if row is None else _objection(row)

    async def answer(self, number: int, *, upheld: bool, words: str, by: int) -> None:
        await self.run(ANSWER, key=number, right=upheld, said=words, by=by)

    # Ballots given out

    async def turnout(self, election_id: int, list_id: int) -> Turnout:
        """How many homes were given a ballot in the round that is held now."""
        nth = int(await self.value(COUNTED, election=election_id)) + 1
        marked = int(await self.value(MARKED, election=election_id, nth=nth))
        return Turnout(nth, marked, await self.homes(list_id))

    async def mark(self, election_id: int, nth: int, unit_id: int, *, by: int, at: datetime) -> bool:
        """A home is given a ballot; False where it was."""
        row = {"election_id": election_id, "round": nth, "unit_id": unit_id, "by": by, "at": at}
        return await self.offer(election_turnout, row) == 1

    async def unmark(self, election_id: int, nth: int, unit_id: int) -> bool:
        """The mark was wrong; False where there is none."""
        return await self.run(UNMARK, election=election_id, nth=nth, unit=unit_id) == 1


def _list(row: Row[Any]) -> VoterList:
    return VoterList(
        row.id, row.election_id, row.answer_days, row.source, row.posted_at, row.objections_until, row.opens_at
    )


def _objection(row: Row[Any]) -> VoterObjection:
    return VoterObjection(row.id, row.list_id, row.words, row.answer_by, row.person_id, row.upheld, row.answer or "")
