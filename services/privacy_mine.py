"""One's own data (我的信息): seen, taken away, corrected, erased; who looked at it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from domain.effects import Record
from domain.joining import read_name
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.privacy import Access, Look, PersonalData, may_leave
from domain.registry import ANYWHERE, Actor, Role, RoleKind, called
from domain.teams import Team, moved_away
from services.acts import act
from services.readers import staff_chats
from storage.database import Database
from storage.effects import apply
from storage.transaction import Transaction

LOOKS, ALL_LOOKS = 6, 2000
"""Looks shown at once, and in what one takes away."""


async def held(database: Database, *, person_id: int, at: datetime) -> PersonalData:
    """What is held about a person, for that person alone."""
    async with database.reading() as transaction:
        person = await transaction.registry.person(person_id)
        assert person is not None, "whoever asks has come"
        tables = await transaction.personal_records.of(person)
        seen = await _looks(transaction, person_id, at, ALL_LOOKS)
        return PersonalData(tables, await transaction.registry.names(), at, seen)


async def looks(database: Database, *, person_id: int, at: datetime) -> list[Look]:
    """谁看过我的信息, latest first."""
    async with database.reading() as transaction:
        return list(await _looks(transaction, person_id, at, LOOKS))


async def _looks(transaction: Transaction, person_id: int, at: datetime, most: int) -> tuple[Look, ...]:
    rows = await transaction.privacy.accesses(person_id, most=most)
    return tuple([await _look(transaction, row, at) for row in rows])


async def _look(transaction: Transaction, row: Any, at: datetime) -> Look:
    gone = row.telegram_id is None
    held = () if gone else await transaction.registry.roles_of(row.by_person_id, at)
    kinds = dict.fromkeys(role.kind.value for role in held)
    return Look(None if gone else row.name, tuple(kinds), Access(row.what), row.at, row.by_person_id is None)


async def note_access(
    database: Database, *, actor: Actor, people: Collection[int | None], what: Access, at: datetime
) -> None:
    """Somebody who serves has just been shown data of these people; they can read that."""
    assert actor.person_id is not None, "a person looks"
    if people:
        async with database.transaction() as transaction:
            await transaction.privacy.note_looks(people, by=actor.person_id, what=what, at=at)


@act
async def correct_name(
    transaction: Transaction, *, actor: Actor, text: str, draft_id: int, source: str, at: datetime
) -> Outcome:
    """改名字: the name one goes by here; what Telegram shows is followed no more."""
    assert actor.person_id is not None, "a person has a name"
    name = read_name(text)
    if isinstance(name, Refusal):
        return name
    await transaction.registry.call(actor.person_id, called(name), own=True)
    await transaction.drafts.remove(draft_id)
    return Done({"name": called(name)})


@act
async def follow_telegram_name(transaction: Transaction, *, actor: Actor, source: str, at: datetime) -> Outcome:
    """还用 Telegram 上的名字: from the next message on."""
    assert actor.person_id is not None, "a person has a name"
    person = await transaction.registry.person(actor.person_id)
    assert person is not None, "whoever asks has come"
    await transaction.registry.call(actor.person_id, person.name, own=False)
    return Done()


async def may_go(database: Database, *, actor: Actor, at: datetime) -> Refusal | None:
    """Whether somebody may erase their data at all, or who must take over from them first."""
    async with database.reading() as transaction:
        return await leaving(transaction, actor, at)


async def leaving(transaction: Transaction, actor: Actor, at: datetime) -> Refusal | None:
    """The same within an act: the roles of this moment count, not those of the press."""
    assert actor.person_id is not None, "a person leaves"
    roles = await transaction.registry.roles_of(actor.person_id, at)
    operators = await transaction.registry.holders(ANYWHERE, [RoleKind.OPERATOR], at)
    return may_leave(roles, operators=len({row.person_id for row in operators}))


@act
async def erase(transaction: Transaction, *, actor: Actor, source: str, at: datetime) -> Outcome:
    """删除我的记录 (第47条): what is theirs goes, what they did for all stays without name, account or door."""
    if (refusal := await leaving(transaction, actor, at)) is not None:
        return refusal
    assert actor.person_id is not None, "a person leaves"
    person = await transaction.registry.person(actor.person_id)
    if person is None or person.telegram_id is None:
        return Refusal(Reason.ALREADY_DONE, {"what": "erasure"})
    homes = await transaction.registry.roles_of(actor.person_id, at)
    teams = await transaction.teams.of(actor.person_id)
    await transaction.personal_records.erase(person, at)
    await _out_of_teams(transaction, actor.person_id, teams, source, at)
    records = [left_home(role, actor.person_id) for role in homes]
    await apply(transaction, [*records, Record("installation", "person_erased", {"person": actor.person_id})], at=at)
    return Done()


async def _out_of_teams(transaction: Transaction, person: int, teams: Sequence[Team], once: str, at: datetime) -> None:
    """退出小组: the committee hears how many stay, as where somebody moves away; never who it was."""
    names = await transaction.registry.names()
    for team in teams:
        chats = [chat.id for chat in await staff_chats(transaction, team.place, at)]
        await apply(transaction, moved_away(team, person, names.of(team.place), chats, once), at=at)


def left_home(role: Role, person_id: int) -> Record:
    """That somebody lives or owns there no more (迁出留痕)."""
    body = {"kind": role.kind.value, "building": role.place.building_id, "of": person_id}
    return Record(f"compound:{role.place.compound_id}", "home_left", body)
