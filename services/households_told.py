"""Who hears what happens in a home (一户知情): everybody registered there, else paper; in doubt those who serve it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.effects import Effect, Post
from domain.households import Member, lacks
from domain.joining import CONFIRMERS
from domain.notices import Notice, NoticeKind
from domain.outcomes import Facts
from domain.registry import Basis, Place
from services.readers import SERVING, first_chats, notes_wait
from storage.transaction import Transaction


@dataclass(frozen=True)
class Event:
    """Something that happened to a member of a home (户内变动)."""

    member: Member
    place: Place
    home: str  # 中华园3号楼2单元301


async def home_name(transaction: Transaction, place: Place) -> str:
    """中华园3号楼2单元301; the building's name where the door is not known."""
    names = await transaction.registry.names()
    unit = None if place.unit_id is None else await transaction.units.unit(place.unit_id)
    return names.of(place.building) if unit is None else names.of(Place(place.compound_id)) + unit.name


def facts_of(event: Event, **more: Any) -> Facts:
    """What notices say of it."""
    member = event.member
    return {"role_id": member.role_id, "name": member.name, "kind": member.kind.value, "home": event.home, **more}


async def tell_joined(transaction: Transaction, event: Event, at: datetime) -> list[Effect]:
    """有人登记为…: to everybody registered there before; on paper where nobody of them can be written to."""
    unit_id = event.place.unit_id
    if unit_id is None:
        return []
    others = await _others(transaction, event, at)
    posts: list[Effect] = []
    for other, chat_id in others:
        knows = event.member.basis is Basis.ONE and lacks(event.member) and other.basis is Basis.SLIP
        posts.append(_post("households.joined", event, chat_id, facts_of(event, vouch=knows)))
    return posts or await note(transaction, event, "joined", at)


async def ask_serving(transaction: Transaction, event: Event, at: datetime) -> list[Effect]:
    """请核对: an owner whom a code let in, and whom the register or one person more must know before a vote."""
    member = event.member
    if not lacks(member) or member.basis is Basis.ONE:
        return []
    chats = await first_chats(transaction, event.place.building, at, CONFIRMERS, apart=(member.person_id,))
    facts = facts_of(event, basis=member.basis, unit_id=event.place.unit_id)
    return [_post("households.to_check", event, chat.id, facts) for chat in chats]


async def tell_left(transaction: Transaction, event: Event, at: datetime) -> list[Effect]:
    """…搬走了: to the rest of the home; nobody is told on paper that they live alone."""
    others = await _others(transaction, event, at)
    return [_post("households.left", event, chat_id, facts_of(event)) for _, chat_id in others]


async def tell_serving(
    transaction: Transaction, template: str, event: Event, at: datetime, *, apart: int, **more: Any
) -> list[Effect]:
    """To leader and committee, but not to whoever says it."""
    chats = await first_chats(transaction, event.place.building, at, SERVING, apart=(apart,))
    return [_post(template, event, chat.id, facts_of(event, **more)) for chat in chats]


async def tell_member(transaction: Transaction, template: str, event: Event, **more: Any) -> list[Effect]:
    """To whom it happened."""
    chat = await transaction.chats.private_of(event.member.person_id)
    reachable = chat is not None and chat.state == "open"
    return [_post(template, event, chat.id, facts_of(event, **more))] if chat is not None and reachable else []


async def note(transaction: Transaction, event: Event, kind: str, at: datetime) -> list[Effect]:
    """A note for the letter box, without a name; whoever serves the building hears of it the next morning, once."""
    assert event.place.unit_id is not None, "notes go to homes"
    await transaction.households.note(event.place.unit_id, kind, {"kind": event.member.kind.value}, at)
    return await notes_wait(transaction, event.place.building, at)


async def _others(transaction: Transaction, event: Event, at: datetime) -> Sequence[tuple[Member, int]]:
    """Everybody else of the home who can be written to, each once."""
    if event.place.unit_id is None:
        return []
    members = await transaction.households.members(event.place.unit_id, at)
    people = {member.person_id: member for member in members if member.person_id != event.member.person_id}
    chats = [(member, await transaction.chats.private_of(person)) for person, member in people.items()]
    return [(member, chat.id) for member, chat in chats if chat is not None and chat.state == "open"]


def _post(template: str, event: Event, chat_id: int, facts: Facts) -> Post:
    key = f"{template}:{event.member.role_id}:{chat_id}"
    return Post(Notice(key, chat_id, NoticeKind.POST, template, facts))
