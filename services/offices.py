"""Offices' acts (任职): asking somebody to take one, taking it, handing it over, laying it down, ending it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.effects import Effect, Post, Record
from domain.joining import INVITATION_LIFETIME, hash_token, invitation_refusal
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind
from domain.offices import (
    Held,
    Office,
    ScopeName,
    is_office,
    may_appoint,
    office_facts,
    record_body,
    stream,
    wanted_again,
)
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import ANYWHERE, Actor, Place, RoleKind
from services.acts import act
from services.readers import COMMITTEE, staff_chats
from storage.effects import apply
from storage.offices import Invitation
from storage.transaction import Transaction

NO_PLACE = Refusal(Reason.INVALID, {"what": "place"})
NOT_YOURS = Refusal(Reason.NOT_YOURS, {"what": "role"})
ENDED = Refusal(Reason.ALREADY_DONE, {"what": "role_ended"})
VOID = Refusal(Reason.EXPIRED, {"what": "invitation"})


@act
async def invite(
    transaction: Transaction, *, actor: Actor, office: Office, token_hash: str, source: str, at: datetime
) -> Outcome:
    """请人担任: an invitation for one person; only the token's hash is kept, the token goes out in the link."""
    reach = await transaction.offices.reach(office.scope)
    if (refusal := may_appoint(actor, office, reach)) is not None:
        return refusal
    if not await _possible(transaction, office, at):
        return NO_PLACE
    return await _ask(transaction, actor, office, token_hash, replaces=None, at=at)


async def _possible(transaction: Transaction, office: Office, at: datetime) -> bool:
    """Whether there is such a place, and whoever a deputy is to stand in for holds the same office there."""
    if not office.sound or await transaction.offices.name(office.scope) is None:
        return False
    place = office.scope.place
    if place.floor is not None and place.floor not in await transaction.offices.floors(place.entrance_id or 0):
        return False
    if office.deputy_of is None:
        return True
    held = await transaction.offices.held(office.deputy_of)
    own = (office.kind, office.scope, office.organ)
    return held is not None and _open(held, at) and (held.office.kind, held.office.scope, held.office.organ) == own


def _open(held: Held, at: datetime) -> bool:
    return held.office.until is None or held.office.until > at


async def _ask(
    transaction: Transaction, actor: Actor, office: Office, token_hash: str, *, replaces: int | None, at: datetime
) -> Outcome:
    assert actor.person_id is not None, "a permitted actor is a person"
    expires_at = at + INVITATION_LIFETIME
    await transaction.offices.invite(
        token_hash=token_hash, office=office, by=actor.person_id, expires_at=expires_at, replaces=replaces
    )
    body = {**record_body(office), "by": actor.person_id}
    await apply(transaction, [Record(await _stream(transaction, office), "invited", body)], at=at)
    facts = await _facts(transaction, office)
    term = None if office.until is None else write_moment(office.until)
    return Done({**facts, "until": write_moment(expires_at), "term": term, "handover": replaces is not None})


async def _stream(transaction: Transaction, office: Office) -> str:
    return stream(office.scope, await transaction.offices.community_of(office.scope))


async def _facts(transaction: Transaction, office: Office) -> dict[str, Any]:
    where = await transaction.offices.name(office.scope)
    return office_facts(office, where or ScopeName(office.scope.level, ""))  # an operator's lies nowhere


@act
async def hand_over(
    transaction: Transaction, *, actor: Actor, role_id: int, token_hash: str, source: str, at: datetime
) -> Outcome:
    """交接: whoever holds an office asks somebody to take it over; it stays theirs until that person accepts."""
    held = await transaction.offices.held(role_id)
    if held is None or held.person_id != actor.person_id or not is_office(held.office.kind):
        return NOT_YOURS
    if not _open(held, at):
        return ENDED
    return await _ask(transaction, actor, held.office, token_hash, replaces=role_id, at=at)


async def weigh(transaction: Transaction, token: str, at: datetime) -> Invitation | Refusal:
    """The invitation behind a link, or why it holds no more. Whoever gave it must still be allowed to."""
    found = await transaction.offices.invitation(hash_token(token))
    if found is None:
        return Refusal(Reason.NOT_FOUND, {"what": "invitation"})
    if (refusal := invitation_refusal(used=found.used, expires_at=found.expires_at, at=at)) is not None:
        return refusal
    return found if await _stands(transaction, found, at) else VOID


async def _stands(transaction: Transaction, found: Invitation, at: datetime) -> bool:
    """Whether the giver may still give it, and whoever is to be replaced or stood in for is still in office."""
    principal = found.replaces or found.office.deputy_of
    held = None if principal is None else await transaction.offices.held(principal)
    if principal is not None and (held is None or not _open(held, at)):
        return False
    if found.replaces is not None:
        return True
    giver = Actor(found.given_by, await transaction.registry.roles_of(found.given_by, at))
    reach = await transaction.offices.reach(found.office.scope)
    return may_appoint(giver, found.office, reach) is None


@act
async def accept_invitation(
    transaction: Transaction, *, actor: Actor, token: str, source: str, at: datetime
) -> Outcome:
    """接受邀请: the office is given and the inviter told; whoever is replaced ends in the same moment."""
    assert actor.person_id is not None, "a person accepts"
    found = await weigh(transaction, token, at)
    if isinstance(found, Refusal):
        return found
    if found.replaces is not None and found.given_by == actor.person_id:
        return Refusal(Reason.WRONG_STATE, {"what": "own_handover"})
    if await transaction.offices.holds(actor.person_id, found.office, at):
        return Refusal(Reason.ALREADY_DONE, {"what": "role"})  # the link is left for somebody else
    if not await transaction.offices.use_invitation(found.id, actor.person_id):
        return Refusal(Reason.ALREADY_DONE, {"what": "invitation"})
    role = await transaction.offices.give(actor.person_id, found.office, by=found.given_by, at=at)
    await apply(transaction, await _taken(transaction, found, role, at), at=at)
    facts = office_facts(found.office, found.where)
    return Done({**facts, "role_id": role, "compound_id": found.office.scope.place.compound_id})


async def _taken(transaction: Transaction, found: Invitation, role: int, at: datetime) -> list[Effect]:
    """What follows from an office being taken: the journal, and who is told."""
    held = await transaction.offices.held(role)
    assert held is not None, "given above"
    body = {**record_body(found.office), "by": found.given_by, "to": held.person_id}
    journal = await _stream(transaction, found.office)
    if found.replaces is None:
        told = await _told(transaction, found.given_by, f"accepted:{found.id}", "registry.accepted", held.facts)
        return [Record(journal, "role_given", body), *(told if found.given_by != held.person_id else [])]
    await transaction.offices.end(found.replaces, at)
    await transaction.offices.follow(found.replaces, role)
    facts = {**held.facts, "before": found.giver}
    told = await _told(transaction, found.given_by, f"handed_over:{found.id}", "offices.handed_over", facts)
    others = await _committee(transaction, held, at, "handed_over", facts, apart=(found.given_by, held.person_id))
    ended = Record(journal, "role_ended", {**record_body(found.office), "of": found.given_by, "handed_to": role})
    return [ended, Record(journal, "role_given", body), *told, *others]


async def _told(
    transaction: Transaction, person_id: int, key: str, template: str, facts: dict[str, Any]
) -> list[Effect]:
    """A word to one person, if they have opened the private chat."""
    chat = await transaction.chats.private_of(person_id)
    if chat is None or chat.state != "open":
        return []
    return [Post(Notice(f"{key}:{chat.id}", chat.id, NoticeKind.POST, template, facts))]


async def _committee(
    transaction: Transaction, held: Held, at: datetime, what: str, facts: dict[str, Any], apart: tuple[int, ...]
) -> list[Effect]:
    """A word to the committee of the place, or to the operators where there is none."""
    reach = await transaction.offices.reach(held.office.scope)
    place = Place(reach[0].compound_id) if reach else ANYWHERE
    own = [await transaction.chats.private_of(person) for person in apart]
    chats = await staff_chats(transaction, place, at, COMMITTEE)
    return [
        Post(Notice(f"{what}:{held.id}:{chat.id}", chat.id, NoticeKind.POST, f"offices.{what}", facts))
        for chat in chats
        if chat.id not in {mine.id for mine in own if mine is not None}
    ]


@act
async def end_role(transaction: Transaction, *, actor: Actor, role_id: int, source: str, at: datetime) -> Outcome:
    """卸任: a person lays down a role of their own, or whoever may give it ends it. The last operator stays."""
    held = await transaction.offices.held(role_id)
    if held is None:
        return NOT_YOURS
    own = held.person_id == actor.person_id
    if not own and (refusal := await _may_end(transaction, actor, held)) is not None:
        return refusal
    if not _open(held, at):
        return ENDED
    if held.office.kind is RoleKind.OPERATOR:
        operators = await transaction.registry.holders(ANYWHERE, [RoleKind.OPERATOR], at)
        if len({row.person_id for row in operators}) == 1:
            return Refusal(Reason.WRONG_STATE, {"what": "last_operator"})
    await transaction.offices.end(role_id, at)
    body = {**record_body(held.office), "of": held.person_id, "by": actor.person_id}
    record = Record(await _stream(transaction, held.office), "role_ended", body)
    await apply(transaction, [record, *await _ended(transaction, held, actor, at)], at=at)
    return Done({**held.facts, "own": own, "compound_id": held.office.scope.place.compound_id})


async def _may_end(transaction: Transaction, actor: Actor, held: Held) -> Refusal | None:
    """Offices are ended by who gives them; homes and operators by nobody else."""
    if not is_office(held.office.kind) or held.office.kind is RoleKind.OPERATOR:
        return NOT_YOURS
    return may_appoint(actor, held.office, await transaction.offices.reach(held.office.scope))


async def _ended(transaction: Transaction, held: Held, actor: Actor, at: datetime) -> list[Effect]:
    """Who was ended is told; whoever can fill the vacancy is told by whoever left it."""
    if held.person_id != actor.person_id:
        return await _told(transaction, held.person_id, f"ended:{held.id}", "offices.ended", held.facts)
    if not is_office(held.office.kind) or held.office.kind is RoleKind.OPERATOR:
        return []
    reach = await transaction.offices.reach(held.office.scope)
    wanted = wanted_again(held.office, reach[0].compound_id or 0) if reach and not held.deputy else None
    facts = {**held.facts, "fill": None if wanted is None else wanted.facts}
    return await _committee(transaction, held, at, "laid_down", facts, apart=(held.person_id,))
