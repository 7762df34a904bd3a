"""Homes (登记我家): a resident asks, the building's leader confirms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.effects import Effect, Post, Record
from domain.joining import CONFIRMERS
from domain.notices import Notice, NoticeKind
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.privacy import unconsented
from domain.registry import HOME_ROLES, Actor, Basis, Place, RoleKind
from domain.slips import full_home
from services.acts import act
from services.households import enter
from services.households_told import Event, home_name, tell_joined
from services.readers import first_chats
from storage.effects import apply
from storage.transaction import Transaction

NO_BUILDING = Refusal(Reason.NOT_FOUND, {"what": "building"})


@act
async def request_home(
    transaction: Transaction,
    *,
    actor: Actor,
    kind: RoleKind,
    building_id: int,
    unit_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """登记申请: one at a time; the leader of the building is asked, else the committee, else the operator."""
    place = await _place(transaction, building_id, unit_id)
    if place is None or kind not in HOME_ROLES:
        return NO_BUILDING
    if any(role.kind is kind and role.place == place for role in actor.roles):
        return Refusal(Reason.ALREADY_DONE, {"what": "home"})
    assert actor.person_id is not None, "a person asks"
    if (refusal := unconsented(await transaction.privacy.consents(actor.person_id))) is not None:
        return refusal
    number = await transaction.registry.ask_home(person_id=actor.person_id, kind=kind, place=place, at=at)
    if number is None:
        waiting = await transaction.registry.waiting_home(actor.person_id)
        return Refusal(Reason.ALREADY_DONE, {"what": "home_request", "request_id": waiting})
    where = await home_name(transaction, place)
    posts = await _ask_confirmers(transaction, number, actor.person_id, kind, place, where, at)
    await apply(transaction, posts, at=at)
    return Done({"request_id": number, "place": where, "kind": kind.value, "asked": len(posts)})


async def _place(transaction: Transaction, building_id: int, unit_id: int | None) -> Place | None:
    """The home, or the building alone where the door is not known; None where there is no such place."""
    building = await transaction.registry.building(building_id)
    if building is None or unit_id is None:
        return None if building is None else Place(building.compound_id, building.id)
    unit = await transaction.units.unit(unit_id)
    return unit.place if unit is not None and unit.building_id == building.id else None


async def _ask_confirmers(
    transaction: Transaction, number: int, person_id: int, kind: RoleKind, place: Place, where: str, at: datetime
) -> list[Post]:
    person = await transaction.registry.person(person_id)
    assert person is not None, "whoever asks has come"
    facts = {"request_id": number, "name": person.name, "kind": kind.value, "place": where}
    chats = await first_chats(transaction, place, at, CONFIRMERS, apart=(person_id,))
    return [
        Post(Notice(f"home:{number}:{chat.id}", chat.id, NoticeKind.POST, "registry.home_request", facts))
        for chat in chats
    ]


@act
async def confirm_home(
    transaction: Transaction, *, actor: Actor, request_id: int, source: str, at: datetime
) -> Outcome:
    """确认是邻居: the home role is given, on one person's word; the resident and the home are told."""
    return await _settle(transaction, actor, request_id, "confirmed", at)


@act
async def decline_home(
    transaction: Transaction, *, actor: Actor, request_id: int, source: str, at: datetime
) -> Outcome:
    """不是邻居: nothing is given; the resident hears, without reasons, whom to ask."""
    return await _settle(transaction, actor, request_id, "declined", at)


@act
async def withdraw_home(
    transaction: Transaction, *, actor: Actor, request_id: int, source: str, at: datetime
) -> Outcome:
    """收回登记申请: whoever pressed the wrong door takes it back, as long as nobody has settled it."""
    row = await transaction.registry.home_request(request_id)
    if row is None or row.person_id != actor.person_id:
        return Refusal(Reason.NOT_YOURS)
    if not await transaction.registry.settle_home(request_id, "withdrawn", actor.person_id):
        return Refusal(Reason.ALREADY_DONE, {"what": "home_settled"})
    place = Place(row.compound_id, row.building_id, unit_id=row.unit_id)
    body = {"building": row.building_id, "kind": row.kind, "of": row.person_id, "by": row.person_id}
    await apply(transaction, [Record(f"compound:{row.compound_id}", "home_withdrawn", body)], at=at)
    return Done({"place": await home_name(transaction, place), "kind": row.kind})


async def _settle(transaction: Transaction, actor: Actor, request_id: int, state: str, at: datetime) -> Outcome:
    row = await transaction.registry.home_request(request_id)
    place = None if row is None else await _place(transaction, row.building_id, row.unit_id)
    if row is None or place is None:
        return Refusal(Reason.NOT_FOUND, {"what": "home_request"})
    if (refusal := permit(actor, Act.CONFIRM_RESIDENT, place)) is not None:
        return refusal
    if row.person_id == actor.person_id:
        return Refusal(Reason.WRONG_STATE, {"what": "own_home"})
    if state == "confirmed" and (refusal := await _full(transaction, row.person_id, place, at)) is not None:
        return refusal
    if not await transaction.registry.settle_home(request_id, state, actor.person_id):
        return Refusal(Reason.ALREADY_DONE, {"what": "home_settled"})
    assert actor.person_id is not None, "permitted above"
    wish = _Wish(request_id, row.person_id, RoleKind(row.kind), place)
    return await _settled(transaction, wish, actor.person_id, state, at)


async def _full(transaction: Transaction, person_id: int, place: Place, at: datetime) -> Refusal | None:
    """A home takes so many adults and no more, whoever confirms them."""
    if place.unit_id is None:
        return None
    await transaction.households.lock(place.unit_id)
    people = {member.person_id for member in await transaction.households.members(place.unit_id, at)} - {person_id}
    profile = await transaction.profiles.of_compound(place.compound_id)
    return full_home(len(people), 0, profile.everyday.adults_per_home.value)


@dataclass(frozen=True)
class _Wish:
    """A request about to be settled."""

    id: int
    person_id: int
    kind: RoleKind
    place: Place


async def _settled(transaction: Transaction, wish: _Wish, by: int, state: str, at: datetime) -> Outcome:
    place, where = wish.place, await home_name(transaction, wish.place)
    body = {"building": place.building_id, "kind": wish.kind.value, "of": wish.person_id, "by": by}
    effects: list[Effect] = [Record(f"compound:{place.compound_id}", f"home_{state}", body)]
    role_id = 0
    if state == "confirmed":
        member = await enter(transaction, wish.person_id, wish.kind, place, basis=Basis.ONE, by=by, at=at)
        role_id = member.role_id
        await transaction.households.confirm(wish.id, by, at)
        effects += await tell_joined(transaction, Event(member, place, where), at)
    chat = await transaction.chats.private_of(wish.person_id)
    if chat is not None:
        facts = {"place": where, "kind": wish.kind.value, "role_id": role_id}
        template = f"registry.home_{state}"
        effects.append(Post(Notice(f"home_settled:{wish.id}", chat.id, NoticeKind.POST, template, facts)))
    await apply(transaction, effects, at=at)
    person = await transaction.registry.person(wish.person_id)
    name = "" if person is None else person.name
    return Done({"place": where, "kind": wish.kind.value, "name": name, "compound_id": place.compound_id})
