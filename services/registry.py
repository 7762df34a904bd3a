"""The registry's acts (名册): claiming the bot, founding compounds, inviting, taking and laying down roles."""

from __future__ import annotations

import json
from datetime import datetime

from domain.effects import Post, Record
from domain.joining import (
    INVITABLE,
    INVITATION_LIFETIME,
    building_labels,
    hash_token,
    invitation_refusal,
    locked,
    needs_building,
    wrong_code,
)
from domain.layouts import Layout
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, appointing, permit
from domain.registry import ANYWHERE, Actor, Place, Role, RoleKind
from services.acts import act
from services.units import build
from storage.database import Database
from storage.effects import apply
from storage.registry import Invitation
from storage.transaction import Transaction

CODES = "claim_codes"
CLAIM = "claim"
"""What the keyed hash of a claim code is for: eight digits alone would be found by trying them all."""
CLAIMED = "claimed_by"
KEPT_CODES = 3
"""Codes printed at the last few starts stay good: whoever copied one before a restart is not sent away."""


async def ensure_claim_code(database: Database, *, code: str, at: datetime) -> bool:
    """Keep the keyed hash of a fresh claim code (认领码) while nobody has claimed the bot; False once somebody has."""
    async with database.transaction() as transaction:
        if await transaction.registry.setting(CLAIMED) is not None:
            return False
        known, fresh = await _codes(transaction), transaction.keys.digest(CLAIM, code)
        await transaction.registry.set(CODES, json.dumps([*known, fresh][-KEPT_CODES:]))
    return True


async def unclaimed(database: Database) -> bool:
    """Whether nobody has claimed the bot yet."""
    async with database.reading() as transaction:
        return await transaction.registry.setting(CLAIMED) is None


async def _codes(transaction: Transaction) -> list[str]:
    kept: list[str] = json.loads(await transaction.registry.setting(CODES) or "[]")
    return kept


@act
async def claim(transaction: Transaction, *, actor: Actor, code: str, source: str, at: datetime) -> Outcome:
    """认领: whoever sends the printed code first becomes the operator; guessing locks the account for an hour."""
    assert actor.person_id is not None, "a person sends the code"
    if await transaction.registry.setting(CLAIMED) is not None:
        return Refusal(Reason.ALREADY_CLAIMED)
    person = await transaction.registry.person(actor.person_id)
    assert person is not None, "the actor has come"
    if (refusal := locked(person.locked_until, at)) is not None:
        return refusal
    if not {*transaction.keys.digests(CLAIM, code)} & {*await _codes(transaction)}:
        refusal, wrong, until = wrong_code(person.wrong_codes, at)
        await transaction.registry.count_codes(person.id, wrong, until)
        return refusal
    if not await transaction.registry.set_once(CLAIMED, str(person.id)):
        return Refusal(Reason.ALREADY_CLAIMED)
    await transaction.registry.forget(CODES)
    await transaction.registry.grant(person.id, RoleKind.OPERATOR, ANYWHERE, by=None, at=at)
    await apply(transaction, [Record("installation", "claimed", {"by": person.id})], at=at)
    return Done()


@act
async def found_compound(
    transaction: Transaction,
    *,
    actor: Actor,
    street: str,
    community: str,
    name: str,
    buildings: int,
    layout: Layout | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """建立小区, with its street and community and its numbered buildings; with a layout, their doors as well."""
    if (refusal := permit(actor, Act.FOUND_COMPOUND, ANYWHERE)) is not None:
        return refusal
    if await transaction.registry.founded(street=street, community=community, name=name):
        return Refusal(Reason.ALREADY_DONE, {"what": "compound", "name": name})
    labels = building_labels(buildings)
    number = await transaction.registry.found(
        street=street, community=community, name=name, building_labels=labels, at=at
    )
    body = {"name": name, "community": community, "street": street, "buildings": buildings, "by": actor.person_id}
    await apply(transaction, [Record(f"compound:{number}", "founded", body)], at=at)
    homes = 0
    if layout is not None:
        found = await transaction.registry.buildings(number)
        homes = (await build(transaction, found, layout, actor=actor, at=at))["homes"]
    return Done({"compound_id": number, "name": name, "buildings": buildings, "homes": homes})


@act
async def invite(
    transaction: Transaction, *, actor: Actor, kind: RoleKind, place: Place, token_hash: str, source: str, at: datetime
) -> Outcome:
    """请人担任: an invitation for one person; only the token's hash is kept, the token goes out in the link."""
    if (refusal := permit(actor, appointing(kind), place)) is not None:
        return refusal
    if kind not in INVITABLE or not await _sound(transaction, kind, place):
        return Refusal(Reason.INVALID, {"what": "place"})
    assert actor.person_id is not None, "a permitted actor is a person"
    expires_at = at + INVITATION_LIFETIME
    await transaction.registry.invite(
        token_hash=token_hash, kind=kind, place=place, by=actor.person_id, expires_at=expires_at
    )
    names = await transaction.registry.names()
    body = {"kind": kind.value, "building": place.building_id, "by": actor.person_id}
    await apply(transaction, [Record(f"compound:{place.compound_id}", "invited", body)], at=at)
    return Done({"kind": kind.value, "place": names.of(place), "until": write_moment(expires_at)})


async def _sound(transaction: Transaction, kind: RoleKind, place: Place) -> bool:
    """Whether the place is there, and is one this role can be of."""
    if place.compound_id is None or await transaction.registry.compound(place.compound_id) is None:
        return False
    if place.building_id is None:
        return not needs_building(kind)
    building = await transaction.registry.building(place.building_id)
    return building is not None and building.compound_id == place.compound_id and kind is not RoleKind.COMMITTEE


async def weigh(transaction: Transaction, token: str, at: datetime) -> Invitation | Refusal:
    """The invitation behind a link, or why it holds no more. Whoever gave it must still be allowed to."""
    found = await transaction.registry.invitation(hash_token(token))
    if found is None:
        return Refusal(Reason.NOT_FOUND, {"what": "invitation"})
    if (refusal := invitation_refusal(used=found.used, expires_at=found.expires_at, at=at)) is not None:
        return refusal
    giver = Actor(found.given_by, await transaction.registry.roles_of(found.given_by, at))
    if permit(giver, appointing(found.kind), found.place) is not None:
        return Refusal(Reason.EXPIRED, {"what": "invitation"})
    return found


@act
async def accept_invitation(
    transaction: Transaction, *, actor: Actor, token: str, source: str, at: datetime
) -> Outcome:
    """接受邀请: the role is given, the inviter told, the link used up."""
    assert actor.person_id is not None, "a person accepts"
    found = await weigh(transaction, token, at)
    if isinstance(found, Refusal):
        return found
    kind, place = found.kind, found.place
    if any(role.kind is kind and role.place == place for role in actor.roles):
        return Refusal(Reason.ALREADY_DONE, {"what": "role"})
    if not await transaction.registry.use_invitation(found.id, actor.person_id):
        return Refusal(Reason.ALREADY_DONE, {"what": "invitation"})
    await transaction.registry.grant(actor.person_id, kind, place, by=found.given_by, at=at)
    where = (await transaction.registry.names()).of(place)
    await apply(transaction, await _accepted(transaction, found, actor.person_id, where), at=at)
    return Done({"kind": kind.value, "place": where, "compound_id": place.compound_id})


async def _accepted(transaction: Transaction, found: Invitation, person_id: int, where: str) -> list[Post | Record]:
    kind, place = found.kind.value, found.place
    body = {"kind": kind, "building": place.building_id, "by": found.given_by, "to": person_id}
    record = Record(f"compound:{place.compound_id}", "role_given", body)
    chat, person = await transaction.chats.private_of(found.given_by), await transaction.registry.person(person_id)
    assert person is not None, "whoever accepts has come"
    if chat is None or found.given_by == person_id:
        return [record]
    facts = {"name": person.name, "kind": kind, "place": where}
    return [record, Post(Notice(f"accepted:{found.id}", chat.id, NoticeKind.POST, "registry.accepted", facts))]


@act
async def end_role(transaction: Transaction, *, actor: Actor, role_id: int, source: str, at: datetime) -> Outcome:
    """卸任: a person lays down a role of their own. The last operator stays until there is another."""
    row = await transaction.registry.role(role_id)
    if row is None or row.person_id != actor.person_id:
        return Refusal(Reason.NOT_YOURS, {"what": "role"})
    role = Role(RoleKind(row.kind), Place(row.compound_id, row.building_id), row.since, row.until)
    if not role.holds(at):
        return Refusal(Reason.ALREADY_DONE, {"what": "role_ended"})
    operators = await transaction.registry.holders(ANYWHERE, [RoleKind.OPERATOR], at)
    if role.kind is RoleKind.OPERATOR and len(operators) == 1:
        return Refusal(Reason.WRONG_STATE, {"what": "last_operator"})
    await transaction.registry.end_role(role_id, at)
    stream = "installation" if row.compound_id is None else f"compound:{row.compound_id}"
    body = {"kind": row.kind, "building": row.building_id, "of": actor.person_id}
    await apply(transaction, [Record(stream, "role_ended", body)], at=at)
    where = (await transaction.registry.names()).of(role.place)
    return Done({"kind": row.kind, "place": where})


@act
async def choose_locale(transaction: Transaction, *, actor: Actor, locale: str, source: str, at: datetime) -> Outcome:
    """选择语言: only ever by the person's own choice."""
    assert actor.person_id is not None, "a person chooses"
    await transaction.registry.speak(actor.person_id, locale)
    return Done({"locale": locale})
