"""The doors of a vote (上门): who has voted and who can be written to, home by home; notes that the close erases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, bindparam, delete, func, select, union_all, update

from domain.voting.doors import DoorNote, HeadStanding
from domain.voting.papers import PaperState
from storage.repository import Repository
from storage.schema.base import Moment
from storage.schema.registry import chats, roles
from storage.schema.units import owners
from storage.schema.voting import vote_door_notes, vote_heads, vote_papers, vote_units, vote_voters, votes
from storage.voting_homes import BY_HOUSEHOLDS, at_home

REACHED = (chats.c.kind == "private") & (chats.c.state == "open")
BASE = (vote_heads.c.id.label("head_id"), vote_heads.c.seq)
OWNING = (
    select(*BASE, owners.c.person_id, chats.c.id.label("chat_id"))
    .select_from(vote_heads)
    .join(vote_voters, vote_voters.c.head_id == vote_heads.c.id)
    .join(owners, owners.c.id == vote_voters.c.owner_id)
    .join(chats, chats.c.person_id == owners.c.person_id)
    .where(func.coalesce(vote_heads.c.named_owner_id, owners.c.id) == owners.c.id, REACHED)
)
HOLDING = (
    select(*BASE, vote_voters.c.person_id, chats.c.id.label("chat_id"))
    .select_from(vote_heads)
    .join(vote_voters, vote_voters.c.head_id == vote_heads.c.id)
    .join(chats, chats.c.person_id == vote_voters.c.person_id)
    .where(REACHED)
)
LIVING = (
    select(*BASE, roles.c.person_id, chats.c.id.label("chat_id"))
    .select_from(vote_heads)
    .join(votes, votes.c.id == vote_heads.c.vote_id)
    .join(vote_units, vote_units.c.head_id == vote_heads.c.id)
    .join(roles, roles.c.unit_id == vote_units.c.unit_id)
    .join(chats, chats.c.person_id == roles.c.person_id)
    .where(BY_HOUSEHOLDS, at_home(bindparam("moment", type_=Moment())), REACHED)
)


def known(*conditions: ColumnElement[bool]) -> CompoundSelect[Any]:
    """Whoever may vote for a head and can be written to, by head, person and private chat."""
    return union_all(*(one.where(*conditions) for one in (OWNING, HOLDING, LIVING))).order_by("chat_id")


HANDED_IN = select(vote_papers.c.head_id).where(
    vote_papers.c.vote_id == bindparam("vote"), vote_papers.c.state == PaperState.ENTERED.value
)
SILENT = known(vote_heads.c.vote_id == bindparam("vote"), vote_heads.c.seq == 0, vote_heads.c.id.not_in(HANDED_IN))
REACHABLE = known(vote_heads.c.vote_id == bindparam("vote"))
OF_HEADS = known(vote_heads.c.id.in_(bindparam("heads", expanding=True)))
OF_CHAT = known(vote_heads.c.vote_id == bindparam("vote"), chats.c.id == bindparam("chat"))
HOMES = (
    select(vote_units.c.unit_id, vote_heads.c.id, vote_heads.c.seq)
    .join(vote_heads, vote_heads.c.id == vote_units.c.head_id)
    .where(vote_heads.c.vote_id == bindparam("vote"))
)
ORIGINS = select(vote_heads.c.id, vote_heads.c.origin).where(vote_heads.c.id.in_(bindparam("heads", expanding=True)))
UNITS = select(vote_units.c.unit_id).where(vote_units.c.head_id == bindparam("head")).order_by(vote_units.c.id)
NOTES = select(vote_door_notes.c.unit_id, vote_door_notes.c.note).where(vote_door_notes.c.vote_id == bindparam("vote"))
ERASE = delete(vote_door_notes).where(vote_door_notes.c.vote_id == bindparam("vote"))
ERASE_ONE = ERASE.where(vote_door_notes.c.unit_id == bindparam("unit"))
REMINDED = (
    update(votes)
    .where(votes.c.id == bindparam("key"))
    .values(reminded=bindparam("count"), reminded_at=bindparam("moment", type_=Moment()))
)


class VoteDoors(Repository):
    """Homes of a vote as those who go from door to door need them."""

    async def silent(self, vote_id: int, at: datetime) -> list[tuple[int, int]]:
        """Person and private chat of those whose head has no ballot yet, each once."""
        rows = await self.rows(SILENT, vote=vote_id, moment=at)
        return list(dict.fromkeys((row.person_id, row.chat_id) for row in rows))

    async def chats_of(self, head_id: int, at: datetime) -> list[int]:
        """Private chats of those who may vote for a head, each once."""
        return [chat for _, chat in (await self.people_of([head_id], at)).get(head_id, [])]

    async def people_of(self, heads: Sequence[int], at: datetime) -> dict[int, list[tuple[int, int]]]:
        """Person and private chat of those who may vote for each of these heads, each once."""
        found: dict[int, list[tuple[int, int]]] = {}
        for row in await self.rows(OF_HEADS, heads=list(heads), moment=at):
            theirs = found.setdefault(row.head_id, [])
            if row.chat_id not in [chat for _, chat in theirs]:
                theirs.append((row.person_id, row.chat_id))
        return found

    async def heads_in(self, vote_id: int, chat_id: int, at: datetime) -> list[int]:
        """The heads that whoever reads a private chat may vote for."""
        rows = await self.rows(OF_CHAT, vote=vote_id, chat=chat_id, moment=at)
        return list(dict.fromkeys(row.head_id for row in rows))

    async def home_names(self, heads: Sequence[int]) -> dict[int, tuple[str, ...]]:
        """What the homes of these heads are called."""
        rows = await self.rows(ORIGINS, heads=list(heads))
        return {row.id: tuple(unit["name"] for unit in row.origin["units"]) for row in rows}

    async def note_reminded(self, vote_id: int, count: int, at: datetime) -> None:
        await self.run(REMINDED, key=vote_id, count=count, moment=at)

    async def standings(
        self, vote_id: int, at: datetime, handed_in: frozenset[int] = frozenset()
    ) -> dict[int, HeadStanding]:
        """How far every home on the roll is; `handed_in`: heads whose paper nobody has confirmed yet."""
        reachable = {row.head_id for row in await self.rows(REACHABLE, vote=vote_id, moment=at)}
        return {
            row.unit_id: HeadStanding(row.id, row.seq > 0, row.id in reachable, row.id in handed_in)
            for row in await self.rows(HOMES, vote=vote_id)
        }

    async def units_of(self, head_id: int) -> Sequence[int]:
        """The homes of a head."""
        return [row.unit_id for row in await self.rows(UNITS, head=head_id)]

    async def notes(self, vote_id: int) -> dict[int, DoorNote]:
        """What was found at the doors, by home."""
        return {row.unit_id: DoorNote(row.note) for row in await self.rows(NOTES, vote=vote_id)}

    async def note(self, vote_id: int, unit_id: int, note: DoorNote | None) -> None:
        """Write down what was found at a door instead of what was; None: nothing any more."""
        await self.run(ERASE_ONE, vote=vote_id, unit=unit_id)
        if note is not None:
            await self.add(vote_door_notes, vote_id=vote_id, unit_id=unit_id, note=note.value)

    async def erase_notes(self, vote_id: int) -> int:
        """The close erases them; how many."""
        return await self.run(ERASE, vote=vote_id)
