"""Who is told (通知谁): the private chats of those who serve a place."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from domain.effects import Effect, Post
from domain.households import notes_due
from domain.notices import Notice, NoticeKind
from domain.registry import Place, RoleKind
from storage.chats import Chat
from storage.transaction import Transaction

COMMITTEE = (RoleKind.COMMITTEE,)
SERVING = ((RoleKind.BUILDING_LEADER, RoleKind.COMMITTEE), (RoleKind.OPERATOR,))
"""Who hears that something is wrong in a home: leader and committee, the operator where there are none."""

STEWARDS = (RoleKind.COMMITTEE, RoleKind.BUILDING_LEADER, RoleKind.GRID_WORKER)


async def staff_chats(
    transaction: Transaction, place: Place, at: datetime, kinds: Sequence[RoleKind] = COMMITTEE
) -> list[Chat]:
    """Private chats of those who hold one of `kinds` over `place`; of the operators where nobody does."""
    return await first_chats(transaction, place, at, (kinds, (RoleKind.OPERATOR,)))


async def first_chats(
    transaction: Transaction,
    place: Place,
    at: datetime,
    ranks: Sequence[Sequence[RoleKind]],
    *,
    apart: Collection[int | None] = (),
) -> list[Chat]:
    """Open private chats of the first rank that anybody but these people holds over `place`."""
    for kinds in ranks:
        holders = await transaction.registry.holders(place, kinds, at)
        people = dict.fromkeys(holder.person_id for holder in holders if holder.person_id not in apart)
        if found := await open_chats(transaction, people):
            return found
    return []


async def open_chats(transaction: Transaction, people: Iterable[int]) -> list[Chat]:
    """Private chats of these people that are open."""
    chats = [await transaction.chats.private_of(person) for person in people]
    return [chat for chat in chats if chat is not None and chat.state == "open"]


async def home_chats(transaction: Transaction, unit_id: int, at: datetime) -> list[int]:
    """Open private chats of who lives in this home."""
    members = await transaction.households.members(unit_id, at)
    return [chat.id for chat in await open_chats(transaction, [member.person_id for member in members])]


async def open_groups(transaction: Transaction, place: Place) -> list[int]:
    """Open groups within the place; where there are none, those around it."""
    assert place.compound_id is not None, "asked of a compound"
    groups = [chat for chat in await transaction.chats.groups_of(place.compound_id) if chat.state == "open"]
    placed = [(chat.id, chat.place) for chat in groups if chat.place is not None]
    within = [number for number, where in placed if place.covers(where)]
    return within or [number for number, where in placed if where.covers(place)]


async def notes_wait(transaction: Transaction, place: Place, at: datetime) -> list[Effect]:
    """Whoever serves a building hears the next morning, once, that there are notes for letter boxes."""
    due = notes_due(at, zone=transaction.zone)
    facts = {"compound_id": place.compound_id, "place": (await transaction.registry.names()).of(place)}
    chats = await first_chats(transaction, place, at, ((RoleKind.BUILDING_LEADER,), *SERVING))
    return [
        Post(
            Notice(
                f"notes:{place.building_id}:{due.date().isoformat()}:{chat.id}",
                chat.id,
                NoticeKind.POST,
                "households.notes",
                facts,
                not_before=due,
            )
        )
        for chat in chats
    ]
