"""Homes (登记我家): a resident asks, the building's leader confirms."""

from __future__ import annotations

from datetime import datetime

from domain.effects import Post, Record
from domain.joining import CONFIRMERS
from domain.notices import Notice, NoticeKind
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import HOME_ROLES, Actor, Place, RoleKind
from services.acts import act
from services.readers import first_chats
from storage.effects import apply
from storage.transaction import Transaction


@act
async def request_home(
    transaction: Transaction, *, actor: Actor, kind: RoleKind, building_id: int, source: str, at: datetime
) -> Outcome:
    """登记申请: one at a time; the leader of the building is asked, else the committee, else the operator."""
    building = await transaction.registry.building(building_id)
    if building is None or kind not in HOME_ROLES:
        return Refusal(Reason.NOT_FOUND, {"what": "building"})
    place = Place(building.compound_id, building.id)
    if any(role.kind is kind and role.place == place for role in actor.roles):
        return Refusal(Reason.ALREADY_DONE, {"what": "home"})
    assert actor.person_id is not None, "a person asks"
    number = await transaction.registry.ask_home(person_id=actor.person_id, kind=kind, place=place, at=at)
    if number is None:
        return Refusal(Reason.ALREADY_DONE, {"what": "home_request"})
    posts = await _ask_confirmers(transaction, number, actor.person_id, kind, place, at)
    await apply(transaction, posts, at=at)
    where = (await transaction.registry.names()).of(place)
    return Done({"request_id": number, "place": where, "kind": kind.value, "asked": len(posts)})


async def _ask_confirmers(
    transaction: Transaction, number: int, person_id: int, kind: RoleKind, place: Place, at: datetime
) -> list[Post]:
    person = await transaction.registry.person(person_id)
    assert person is not None, "whoever asks has come"
    where = (await transaction.registry.names()).of(place)
    facts = {"request_id": number, "name": person.name, "kind": kind.value, "place": where}
    chats = await first_chats(transaction, place, at, CONFIRMERS, apart=person_id)
    return [
        Post(Notice(f"home:{number}:{chat.id}", chat.id, NoticeKind.POST, "registry.home_request", facts))
        for chat in chats
    ]


@act
async def confirm_home(
    transaction: Transaction, *, actor: Actor, request_id: int, source: str, at: datetime
) -> Outcome:
    """确认是邻居: the home role is given and the resident told."""
    return await _settle(transaction, actor, request_id, "confirmed", at)


@act
async def decline_home(
    transaction: Transaction, *, actor: Actor, request_id: int, source: str, at: datetime
) -> Outcome:
    """不是邻居: nothing is given; the resident hears, without reasons, whom to ask."""
    return await _settle(transaction, actor, request_id, "declined", at)


async def _settle(transaction: Transaction, actor: Actor, request_id: int, state: str, at: datetime) -> Outcome:
    row = await transaction.registry.home_request(request_id)
    if row is None:
        return Refusal(Reason.NOT_FOUND, {"what": "home_request"})
    place, kind = Place(row.compound_id, row.building_id), RoleKind(row.kind)
    if (refusal := permit(actor, Act.CONFIRM_RESIDENT, place)) is not None:
        return refusal
    if row.person_id == actor.person_id:
        return Refusal(Reason.WRONG_STATE, {"what": "own_home"})
    if not await transaction.registry.settle_home(request_id, state, actor.person_id):
        return Refusal(Reason.ALREADY_DONE, {"what": "home_settled"})
    if state == "confirmed":
        await _give(transaction, row.person_id, kind, place, actor, at)
    names = await transaction.registry.names()
    facts = {"place": names.of(place), "kind": kind.value}
    await apply(transaction, await _settled(transaction, request_id, row.person_id, state, facts, place, actor), at=at)
    person = await transaction.registry.person(row.person_id)
    return Done({**facts, "name": "" if person is None else person.name, "compound_id": place.compound_id})


async def _give(
    transaction: Transaction, person_id: int, kind: RoleKind, place: Place, actor: Actor, at: datetime
) -> None:
    """A person is one thing at home in a building: what they were there before ends."""
    assert place.building_id is not None, "homes are in buildings"
    await transaction.registry.end_homes(person_id, place.building_id, at)
    await transaction.registry.grant(person_id, kind, place, by=actor.person_id, at=at)


async def _settled(
    transaction: Transaction,
    request_id: int,
    person_id: int,
    state: str,
    facts: dict[str, str],
    place: Place,
    actor: Actor,
) -> list[Post | Record]:
    body = {"building": place.building_id, "kind": facts["kind"], "of": person_id, "by": actor.person_id}
    record = Record(f"compound:{place.compound_id}", f"home_{state}", body)
    chat = await transaction.chats.private_of(person_id)
    if chat is None:
        return [record]
    notice = Notice(f"home_settled:{request_id}", chat.id, NoticeKind.POST, f"registry.home_{state}", facts)
    return [record, Post(notice)]
