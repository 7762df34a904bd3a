"""Rolls of votes (表决名册): who counts in a vote of owners, of homes, of an office; whose business a vote is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from domain.outcomes import Reason, Refusal
from domain.owners import KnownUnit
from domain.registry import Actor, Place
from domain.units import DwellingUnit
from domain.voting.constituencies import BY_HOMES, MEMBERS, Constituency
from domain.voting.freezing import Frozen, counted_kinds, freeze, freeze_households, freeze_members
from domain.voting.meetings import composition_refusal, unreached_refusal
from domain.voting.votes import Motion, Vote
from storage.transaction import Transaction

SLOT = "vote-slot"
"""What a head's place on the roll is hashed for."""


async def freeze_roll(
    transaction: Transaction, place: Place, motion: Motion, *, parking: bool, at: datetime
) -> Frozen | Refusal:
    """The roll of a place; a refusal that counts what is not known yet, or says that nobody would vote."""
    constituency = motion.constituency
    if constituency is Constituency.OWNERS:
        return await _owners(transaction, place, parking=parking)
    if constituency in BY_HOMES:
        homes = [unit for unit in await _units(transaction, place) if unit.kind.lived_in and motion.concerns(unit.id)]
        return freeze_households(homes, _order(transaction, place)) if homes else _nobody(constituency)
    return await _members(transaction, place, motion, at)


async def _members(transaction: Transaction, place: Place, motion: Motion, at: datetime) -> Frozen | Refusal:
    """Who holds the office, and in a meeting whoever sits in it besides; representatives are four fifths of it."""
    first, *besides = MEMBERS[motion.constituency]
    holders = list(await transaction.registry.members(place, *first, at))
    sitting = [person for seat in besides for person in await transaction.registry.members(place, *seat, at)]
    everybody = list(dict.fromkeys([*holders, *sitting]))
    chosen = len(holders) + len(motion.unreached)
    if not chosen:
        return _nobody(motion.constituency)
    refusal = unreached_refusal(motion.unreached) or composition_refusal(chosen, len(everybody) + len(motion.unreached))
    return refusal or freeze_members(everybody, _order(transaction, place), motion.unreached)


def _nobody(constituency: Constituency) -> Refusal:
    return Refusal(Reason.WRONG_STATE, {"what": f"vote_roll_{constituency}"})


async def _owners(transaction: Transaction, place: Place, *, parking: bool) -> Frozen | Refusal:
    assert place.compound_id is not None, "asked of a compound"
    owners, kinds = await transaction.owners.of_compound(place.compound_id), counted_kinds(parking=parking)
    known = [KnownUnit(unit, owners.get(unit.id, ())) for unit in await _units(transaction, place)]
    counted = [each for each in known if each.unit.kind in kinds]
    areas = sum(each.unit.area is None for each in counted)
    nobody = sum(not each.owners and not each.unit.developer for each in counted)
    if not counted or areas or nobody:
        return Refusal(
            Reason.WRONG_STATE, {"what": "vote_roll", "units": len(counted), "areas": areas, "owners": nobody}
        )
    return freeze(counted, kinds, _order(transaction, place))


async def _units(transaction: Transaction, place: Place) -> list[DwellingUnit]:
    assert place.compound_id is not None, "asked of a compound"
    return [unit for unit in await transaction.units.of_compound(place.compound_id) if place.covers(unit.place)]


async def concerned(transaction: Transaction, actor: Actor, vote: Vote, at: datetime) -> bool:
    """Whether somebody lives or serves where the vote is held, or is on its roll."""
    here = any(role.place.covers(vote.place) or vote.place.covers(role.place) for role in actor.roles)
    if here or actor.person_id is None:
        return here
    return bool(await transaction.voting.entitlements(vote.id, actor.person_id, at))


def _order(transaction: Transaction, place: Place) -> Callable[[str], str]:
    return lambda key: transaction.keys.digest(SLOT, f"{place.levels} {key}")
