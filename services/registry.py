"""The registry's acts (名册): claiming the bot, founding compounds, choosing a language."""

from __future__ import annotations

import json
from datetime import datetime

from domain.effects import Record
from domain.joining import building_labels, locked, wrong_code
from domain.layouts import Layout
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.registry import ANYWHERE, Actor, RoleKind
from services.acts import act
from services.units import build
from storage.database import Database
from storage.effects import apply
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
async def choose_locale(transaction: Transaction, *, actor: Actor, locale: str, source: str, at: datetime) -> Outcome:
    """选择语言: only ever by the person's own choice."""
    assert actor.person_id is not None, "a person chooses"
    await transaction.registry.speak(actor.person_id, locale)
    return Done({"locale": locale})
