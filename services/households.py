"""Households' acts (一户): coming in, going out, being disowned, vouched for; what is put into letter boxes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from domain.effects import Effect, Post, Record
from domain.households import Member, may_disown, vouch_refusal
from domain.joining import CONFIRMERS
from domain.notices import Notice, NoticeKind
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.privacy import Access
from domain.registry import Actor, Basis, Place, RoleKind
from domain.teams import home_left
from services.acts import act
from services.households_pages import notes_for
from services.households_told import Event, home_name, note, tell_left, tell_member, tell_serving
from services.owners import recognise_owners
from services.readers import first_chats
from storage.effects import apply
from storage.transaction import Transaction

NO_HOME = Refusal(Reason.NOT_FOUND, {"what": "home"})
NOT_YOURS = Refusal(Reason.NOT_YOURS, {"what": "home"})
OVER = Refusal(Reason.ALREADY_DONE, {"what": "home_ended"})


async def enter(
    transaction: Transaction,
    person_id: int,
    kind: RoleKind,
    place: Place,
    *,
    basis: Basis | None,
    by: int | None,
    at: datetime,
) -> Member:
    """Register somebody, within the caller's act. A person is one thing in a home: what they were there ends.

    So does a registration in the building alone, once the door is known.
    """
    held = await transaction.households.homes_of(person_id, at)
    over = [
        member.role_id
        for member, where in held
        if where.building == place.building and where.unit_id in (None, place.unit_id)
    ]
    await transaction.households.leave(over, at)
    role_id = await transaction.households.join(person_id, kind, place, basis=basis, by=by, at=at)
    found = await transaction.households.member(role_id, at)
    assert found is not None, "joined above"
    return found[0]


@act
async def disown(transaction: Transaction, *, actor: Actor, role_id: int, source: str, at: datetime) -> Outcome:
    """这不是我们家的人、这不是我: the registration stops at once, its code too; leader and committee look into it."""
    found = await transaction.households.lock_member(role_id, at)
    if found is None or actor.person_id is None:
        return NO_HOME
    member, place, held = found
    home = [member] if place.unit_id is None else await transaction.households.members(place.unit_id, at)
    if not may_disown(home, actor.person_id, member):
        return NOT_YOURS
    if not held:
        return OVER
    own = member.person_id == actor.person_id
    await _end(transaction, [member], place, at)
    event = Event(member, place, await home_name(transaction, place))
    who = await transaction.registry.person(actor.person_id)
    said_by = "" if who is None else who.name
    told = await tell_serving(
        transaction, "households.alarm", event, at, apart=actor.person_id, own=own, by=said_by, unit_id=place.unit_id
    )
    if not own:
        told += await tell_member(transaction, "households.suspended", event)
    body = {"unit": place.unit_id, "kind": member.kind.value, "of": member.person_id, "by": actor.person_id}
    told += home_left([member.person_id], at)
    await apply(transaction, [Record(f"compound:{place.compound_id}", "home_suspended", body), *told], at=at)
    return Done({"home": event.home, "name": member.name, "kind": member.kind.value, "own": own, "told": len(told)})


async def _end(transaction: Transaction, members: Collection[Member], place: Place, at: datetime) -> None:
    """Roles end; the code that brought each is good no more, nor are the codes they gave, nor the name on the deed."""
    await transaction.households.leave([member.role_id for member in members], at)
    if place.unit_id is None:
        return
    for person_id in {member.person_id for member in members}:
        await transaction.slips.revoke_of(place.unit_id, person_id, at)
        homes = await transaction.households.homes_of(person_id, at)
        if not any(one.kind is RoleKind.OWNER and where.compound_id == place.compound_id for one, where in homes):
            await transaction.households.unlink_owner(place.unit_id, person_id)


@act
async def move_out(transaction: Transaction, *, actor: Actor, role_id: int, source: str, at: datetime) -> Outcome:
    """我搬走了: out of one home; codes given to the family are good no more, the rest of the home is told."""
    found = await transaction.households.lock_member(role_id, at)
    if found is None or found[0].person_id != actor.person_id:
        return NOT_YOURS
    member, place, held = found
    if not held:
        return OVER
    mine = [one for one, where in await transaction.households.homes_of(member.person_id, at) if where == place]
    await _end(transaction, mine, place, at)
    event = Event(member, place, await home_name(transaction, place))
    body = {"unit": place.unit_id, "building": place.building_id, "kind": member.kind.value, "of": member.person_id}
    record = Record(f"compound:{place.compound_id}", "home_left", body)
    told = [*await tell_left(transaction, event, at), *home_left([member.person_id], at)]
    await apply(transaction, [record, *told], at=at)
    return Done({"home": event.home, "kind": member.kind.value})


@act
async def clear_household(
    transaction: Transaction, *, actor: Actor, unit_id: int, source: str, at: datetime
) -> Outcome:
    """这户搬走了: everybody's registration there ends, every code too; those who lived there hear of it."""
    unit = await transaction.units.unit(unit_id)
    if unit is None:
        return NO_HOME
    if (refusal := permit(actor, Act.CONFIRM_RESIDENT, unit.place)) is not None:
        return refusal
    await transaction.households.lock(unit_id)
    members = await transaction.households.members(unit_id, at)
    if any(member.person_id == actor.person_id for member in members):
        return Refusal(Reason.WRONG_STATE, {"what": "own_household"})
    await _end(transaction, members, unit.place, at)
    codes = await transaction.slips.revoke_open(unit_id, at)
    home = await home_name(transaction, unit.place)
    body = {"unit": unit_id, "of": [member.person_id for member in members], "codes": codes, "by": actor.person_id}
    effects: list[Effect] = [Record(f"compound:{unit.compound_id}", "household_cleared", body)]
    effects += home_left([member.person_id for member in members], at)
    for member in members:
        event = Event(member, unit.place, home)
        told = await tell_member(transaction, "households.cleared", event)
        effects += told or await note(transaction, event, "cleared", at)
    await apply(transaction, effects, at=at)
    return Done({"home": home, "n": len(members), "unit_id": unit_id, "building_id": unit.building_id})


@act
async def vouch(transaction: Transaction, *, actor: Actor, role_id: int, source: str, at: datetime) -> Outcome:
    """我也认得: the second person who knows an owner; from then on it is enough for an owners' vote."""
    found = await transaction.households.lock_member(role_id, at)
    if found is None or not found[2]:
        return NO_HOME
    member, place, _ = found
    members = [] if place.unit_id is None else await transaction.households.members(place.unit_id, at)
    if (refusal := vouch_refusal(actor, member, place, members)) is not None:
        return refusal
    await transaction.households.show(role_id, Basis.TWO)
    if place.unit_id is not None:
        await recognise_owners(transaction, place.unit_id, at)
    await _confirmed_too(transaction, member, place, actor, at)
    event = Event(member, place, await home_name(transaction, place))
    body = {"unit": place.unit_id, "of": member.person_id, "by": actor.person_id}
    told = await tell_member(transaction, "households.vouched", event)
    await apply(transaction, [Record(f"compound:{place.compound_id}", "home_vouched", body), *told], at=at)
    return Done({"home": event.home, "name": member.name, "unit_id": place.unit_id})


async def _confirmed_too(transaction: Transaction, member: Member, place: Place, actor: Actor, at: datetime) -> None:
    """Beside the first who confirmed the request, where it began with one."""
    request = await transaction.households.request_behind(member.person_id, place)
    if request is not None and actor.person_id is not None:
        await transaction.households.confirm(request, actor.person_id, at)


@act
async def look_at_household(
    transaction: Transaction, *, actor: Actor, unit_id: int, source: str, at: datetime
) -> Outcome:
    """看一户的登记情况: whose data was looked at, by whom and when is written down before anything is shown."""
    unit = await transaction.units.unit(unit_id)
    if unit is None:
        return NO_HOME
    if (refusal := permit(actor, Act.SEE_HOUSEHOLD, unit.place)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    people = {member.person_id for member in await transaction.households.members(unit_id, at)}
    await transaction.privacy.note_looks(people, by=actor.person_id, what=Access.HOUSEHOLD, at=at)
    return Done({"unit_id": unit_id})


@act
async def report_lost_slip(
    transaction: Transaction, *, actor: Actor, unit_id: int, source: str, at: datetime
) -> Outcome:
    """纸条丢了: whoever serves the building is asked to revoke it and to print another. Once a day: see the source."""
    unit = await transaction.units.unit(unit_id)
    if unit is None or actor.person_id is None:
        return NO_HOME
    person = await transaction.registry.person(actor.person_id)
    assert person is not None, "whoever asks has come"
    home = await home_name(transaction, unit.place)
    facts = {"unit_id": unit_id, "home": home, "name": person.name}
    chats = await first_chats(transaction, unit.place.building, at, CONFIRMERS)
    posts = [
        Post(Notice(f"lost:{source}:{chat.id}", chat.id, NoticeKind.POST, "households.lost_slip", facts))
        for chat in chats
    ]
    await apply(transaction, posts, at=at)
    return Done({"unit_id": unit_id, "home": home, "asked": len(posts)})


@act
async def notes_printed(
    transaction: Transaction, *, actor: Actor, note_ids: Collection[int], compound_id: int, source: str, at: datetime
) -> Outcome:
    """纸条印好了: these notes need not be printed again."""
    theirs = {item.id for item in await notes_for(transaction, actor, compound_id)}
    chosen = [number for number in note_ids if number in theirs]
    return Done({"n": await transaction.households.printed(chosen, at) if chosen else 0})


__all__ = [
    "clear_household", "disown", "enter", "look_at_household", "move_out", "notes_printed", "report_lost_slip", "vouch",
]  # fmt: skip
