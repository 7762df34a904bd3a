"""The records of elections (选举): conditions and terms, candidacies, who signed, objections and their answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, bindparam, delete, select, update

from domain.candidacies import stands_in
from domain.count_checks import EnteredSheet
from domain.count_sheets import sheet_of
from domain.elections import Candidacy, CandidacyObjection, Election, ElectionState
from domain.registry import Organ, Place
from domain.voting.compositions import Candidate, NominationChannel
from domain.voting.founding import GroupMember, GroupSeat
from storage.owners import NAMES_OF
from storage.repository import Repository
from storage.schema.elections import (
    candidacies,
    candidacy_objections,
    candidacy_signers,
    count_sheets,
    election_members,
    elections,
)
from storage.schema.registry import people

FIND = select(elections).where(elections.c.id == bindparam("key"))
OF_COMPOUND = select(elections).where(elections.c.compound_id == bindparam("compound")).order_by(elections.c.id.desc())
OF_VOTE = select(elections).where(elections.c.vote_id == bindparam("vote"))
CANDIDACIES = select(candidacies).where(candidacies.c.election_id == bindparam("election")).order_by(candidacies.c.id)
CANDIDACY = select(candidacies).where(candidacies.c.id == bindparam("key"))
STANDING = (
    select(candidacies.c.person_id)
    .join(elections, elections.c.id == candidacies.c.election_id)
    .where(elections.c.vote_id == bindparam("vote"), candidacies.c.person_id.is_not(None))
)
CALLED = select(people.c.name).where(people.c.id == bindparam("person"))
SIGNERS = (
    select(candidacy_signers.c.candidacy_id, candidacy_signers.c.home)
    .join(candidacies, candidacies.c.id == candidacy_signers.c.candidacy_id)
    .where(candidacies.c.election_id == bindparam("election"))
    .order_by(candidacy_signers.c.id)
)
UNSIGN = delete(candidacy_signers).where(
    candidacy_signers.c.candidacy_id == bindparam("candidacy"), candidacy_signers.c.person_id == bindparam("person")
)
OBJECTIONS = (
    select(candidacy_objections)
    .join(candidacies, candidacies.c.id == candidacy_objections.c.candidacy_id)
    .where(candidacies.c.election_id == bindparam("election"))
    .order_by(candidacy_objections.c.id)
)
OBJECTION = select(candidacy_objections).where(candidacy_objections.c.id == bindparam("key"))
NOTICED = update(candidacies).where(candidacies.c.id.in_(bindparam("keys", expanding=True))).values(noticed=True)
ELECTED = update(candidacies).where(candidacies.c.id.in_(bindparam("keys", expanding=True))).values(elected=True)
MEMBERS = select(election_members).where(election_members.c.election_id == bindparam("election"))
SHEETS = (
    select(count_sheets).where(count_sheets.c.election_id == bindparam("election")).order_by(count_sheets.c.id.desc())
)


class Elections(Repository):
    """Elections by number, with their candidacies."""

    async def start(self, place: Place, organ: Organ, **values: Any) -> int:
        """An election whose conditions are published; its row's number."""
        return await self.add(
            elections,
            compound_id=place.compound_id,
            building_id=place.building_id,
            organ=organ.value,
            state=ElectionState.NOMINATING.value,
            **values,
        )

    async def find(self, number: int) -> Election | None:
        row = await self.row(FIND, key=number)
        return None if row is None else election_of(row)

    async def lock(self, number: int) -> Election | None:
        """The election, its row ours until the commit."""
        row = await self.row(FIND.with_for_update(), key=number)
        return None if row is None else election_of(row)

    async def of_vote(self, vote_id: int) -> Election | None:
        """The election that is decided by a vote."""
        row = await self.row(OF_VOTE.with_for_update(), vote=vote_id)
        return None if row is None else election_of(row)

    async def standing(self, vote_id: int) -> list[int]:
        """The candidates of the election that a vote decides, as far as they are known here."""
        return [row.person_id for row in await self.rows(STANDING, vote=vote_id)]

    async def stands(self, vote_id: int, person_id: int) -> bool:
        """Whether somebody is a candidate of the election that a vote decides."""
        row = await self.row(OF_VOTE, vote=vote_id)
        return row is not None and await self.stands_in(election_of(row), person_id)

    async def stands_in(self, election: Election, person_id: int) -> bool:
        """Whether somebody stands in an election, on the phone or, by any name they go by, on paper."""
        every = [_candidacy(row, (), UTC) for row in await self.rows(CANDIDACIES, election=election.id)]
        return stands_in(every, person_id, await self.names_of(person_id, election))

    async def names_of(self, person_id: int, election: Election) -> set[str]:
        """What the register calls somebody there, and what they call themselves."""
        registered = await self.rows(NAMES_OF, person=person_id, compound=election.place.compound_id)
        return {row.name for row in registered} | {row.name for row in await self.rows(CALLED, person=person_id)}

    async def of_compound(self, compound_id: int) -> list[Election]:
        """The compound's elections, latest first."""
        return [election_of(row) for row in await self.rows(OF_COMPOUND, compound=compound_id)]

    async def write(self, number: int, **values: Any) -> None:
        await self.run(update(elections).where(elections.c.id == number).values(**values))

    # Candidacies

    async def nominate(self, election_id: int, candidate: Candidate, **values: Any) -> int:
        """A candidacy; its number."""
        return await self.add(
            candidacies,
            election_id=election_id,
            name=candidate.name,
            channel=candidate.channel.value,
            resident=candidate.resident,
            posts=list(candidate.cross_posts),
            **values,
        )

    async def candidacies(self, election_id: int, zone: ZoneInfo) -> list[Candidacy]:
        """All of them in the order they came."""
        signed: dict[int, list[str]] = {}
        for row in await self.rows(SIGNERS, election=election_id):
            signed.setdefault(row.candidacy_id, []).append(row.home)
        found = await self.rows(CANDIDACIES, election=election_id)
        return [_candidacy(row, signed.get(row.id, []), zone) for row in found]

    async def noticed(self, election_id: int, zone: ZoneInfo) -> list[Candidacy]:
        """Those on the candidates' notice."""
        on_it = {row.id for row in await self.rows(CANDIDACIES, election=election_id) if row.noticed}
        return [one for one in await self.candidacies(election_id, zone) if one.id in on_it]

    async def election_of(self, candidacy_id: int) -> int | None:
        """Which election a candidacy is in."""
        row = await self.row(CANDIDACY, key=candidacy_id)
        return None if row is None else int(row.election_id)

    async def rewrite(self, candidacy_id: int, **values: Any) -> None:
        await self.run(update(candidacies).where(candidacies.c.id == candidacy_id).values(**values))

    async def sign(self, candidacy_id: int, home: str, *, person: int, at: datetime) -> bool:
        """A home signs; False where it has."""
        row = {"candidacy_id": candidacy_id, "home": home, "person_id": person, "at": at}
        return await self.offer(candidacy_signers, row) == 1

    async def unsign(self, candidacy_id: int, *, person: int) -> None:
        """Whatever somebody signed there is taken out, for whichever of their homes."""
        await self.run(UNSIGN, candidacy=candidacy_id, person=person)

    async def post(self, keys: Sequence[int]) -> None:
        """These are on the notice."""
        await self.run(NOTICED, keys=list(keys))

    async def unpost(self, election_id: int) -> None:
        """The notice is taken back, whoever was on it stands on."""
        change = update(candidacies).where(candidacies.c.election_id == election_id)
        await self.run(change.values(noticed=False))

    async def elect(self, keys: Sequence[int]) -> None:
        """These hold the office from now on."""
        await self.run(ELECTED, keys=list(keys))

    # Objections

    async def object(self, candidacy_id: int, *, by: int, words: str, at: datetime) -> int:
        return await self.add(candidacy_objections, candidacy_id=candidacy_id, person_id=by, words=words, at=at)

    async def objections(self, election_id: int, zone: ZoneInfo) -> list[CandidacyObjection]:
        """All of them in the order they came."""
        return [_objection(row, zone) for row in await self.rows(OBJECTIONS, election=election_id)]

    async def one_objection(self, number: int, zone: ZoneInfo) -> CandidacyObjection | None:
        row = await self.row(OBJECTION, key=number)
        return None if row is None else _objection(row, zone)

    async def answer(self, number: int, *, upheld: bool, words: str, by: int) -> None:
        values = {"upheld": upheld, "answer": words, "answered_by": by}
        await self.run(update(candidacy_objections).where(candidacy_objections.c.id == number).values(values))

    # The preparatory group, the count sheet

    async def seat(self, election_id: int, member: GroupMember, *, by: int) -> None:
        """Somebody sits in the preparatory group."""
        values = {"name": member.name, "seat": member.seat.value, "added_by": by}
        await self.add(election_members, election_id=election_id, **values)

    async def group(self, election_id: int) -> list[GroupMember]:
        """The preparatory group in the order it was entered."""
        found = await self.rows(MEMBERS.order_by(election_members.c.id), election=election_id)
        return [GroupMember(row.name, GroupSeat(row.seat)) for row in found]

    async def disband(self, election_id: int) -> None:
        await self.run(delete(election_members).where(election_members.c.election_id == election_id))

    async def enter_sheet(self, election_id: int, sheet: Mapping[str, Any], *, by: int, at: datetime) -> int:
        return await self.add(count_sheets, election_id=election_id, sheet=dict(sheet), entered_by=by, entered_at=at)

    async def sheet(self, election_id: int) -> EnteredSheet | None:
        """The last count sheet that was entered."""
        row = await self.row(SHEETS, election=election_id)
        if row is None:
            return None
        return EnteredSheet(row.id, sheet_of(row.sheet), row.entered_by, row.confirmed_by is not None)

    async def drop_sheet(self, number: int) -> None:
        """It was not what was called out."""
        await self.run(delete(count_sheets).where(count_sheets.c.id == number))

    async def confirm_sheet(self, number: int, *, by: int, at: datetime) -> None:
        change = update(count_sheets).where(count_sheets.c.id == number)
        await self.run(change.values(confirmed_by=by, confirmed_at=at))


def election_of(row: Row[Any]) -> Election:
    """A row of `elections`."""
    values = dict(row._mapping)
    place = Place(values.pop("compound_id"), values.pop("building_id"))
    read = {"organ": Organ(row.organ), "state": ElectionState(row.state), "conditions": tuple(row.conditions)}
    return Election(place=place, **{**values, **read})


def _candidacy(row: Row[Any], signers: Sequence[str], zone: tzinfo) -> Candidacy:
    candidate = Candidate(row.name, NominationChannel(row.channel), row.resident, tuple(row.posts))
    return Candidacy(
        row.id,
        row.election_id,
        candidate,
        _day(row.at, zone),
        person_id=row.person_id,
        added_by=row.added_by,
        consents=row.consents,
        on_paper=row.on_paper,
        seen_by=row.seen_by,
        fulfils=row.fulfils,
        signers=tuple(signers),
        out=row.out,
        withdrawn=row.withdrawn,
        elected=row.elected,
    )


def _objection(row: Row[Any], zone: ZoneInfo) -> CandidacyObjection:
    return CandidacyObjection(
        row.id, row.candidacy_id, row.words, _day(row.at, zone), row.person_id, row.upheld, row.answer or ""
    )


def _day(moment: datetime, zone: tzinfo) -> date:
    return moment.astimezone(zone).date()
