"""Matters of the whole compound (一征三议两公开): begun by the committee, or grown from a small one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from domain import deliberation_effects as effects
from domain.deliberation.classification import Touch, full_refusal
from domain.deliberation.matters import Homes, Matter, Proposal, proposal_refusal
from domain.deliberation.origins import NOWHERE, Origin
from domain.deliberation.procedures import SIX_STEPS, SMALL, URGENT
from domain.deliberation.stages import MatterAct, Procedure, Stage
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import Act, permit
from domain.profiles import Profile
from domain.registry import Actor, Place
from services.acts import act
from services.askings import undo_askings
from services.deliberation import ending, facts_of
from services.dossiers import NO_MATTER
from services.origins import came_of, origin_refusal
from services.readers import open_groups
from storage.effects import apply
from storage.transaction import Transaction


@act
async def start_full_matter(
    transaction: Transaction,
    *,
    actor: Actor,
    compound_id: int,
    title: str,
    text: str,
    touched: Collection[Touch],
    origin: Origin = NOWHERE,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """发起一征三议两公开: everybody of the compound is asked; the figures it goes by are frozen."""
    place = Place(compound_id)
    refusal = permit(actor, Act.RUN_PROCEDURE, place) or full_refusal(touched)
    proposal = Proposal(title, text, await everybody_of(transaction, place))
    refusal = refusal or proposal_refusal(proposal)
    refusal = refusal or await origin_refusal(transaction, actor, origin, place, at)
    if refusal is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    terms = await terms_of(transaction, compound_id, SIX_STEPS)
    number = await transaction.deliberation.start(
        place, SIX_STEPS, proposal, touched=touched, terms=terms, by=actor.person_id, at=at
    )
    await came_of(transaction, actor, origin, number, at)
    await transaction.drafts.remove(draft_id)
    matter = await begun(transaction, number, "", at)
    return Done({"matter_id": number, "number": matter.number})


@act
async def grow_matter(
    transaction: Transaction,
    *,
    actor: Actor,
    matter_id: int,
    touched: Collection[Touch],
    source: str,
    at: datetime,
) -> Outcome:
    """转为一征三议两公开: what proves to be more, or no danger, goes on as a full matter, nothing typed again."""
    matter = await transaction.deliberation.lock(matter_id)
    if matter is None:
        return NO_MATTER
    place = Place(matter.place.compound_id)
    refusal = permit(actor, Act.RUN_PROCEDURE, place) or full_refusal(touched) or _grown(matter)
    if refusal is not None:
        return refusal
    return await grow(transaction, matter, touched, actor.person_id, at)


async def grow(
    transaction: Transaction, matter: Matter, touched: Collection[Touch], by: int | None, at: datetime
) -> Done:
    """It begins anew as everybody's; what was put on record of an urgent repair counts for nothing there."""
    place = Place(matter.place.compound_id)
    assert place.compound_id is not None, "of a compound"
    everybody = await everybody_of(transaction, place)
    urgent = matter.procedure_name == URGENT.name
    await undo_askings(transaction, matter, by, at)
    await transaction.deliberation.enter(
        matter.id,
        Stage.SOLICITING,
        at,
        procedure=SIX_STEPS.name,
        building_id=None,
        homes={"words": everybody.words, "ids": sorted(everybody.ids)},
        touched=[touch.value for touch in touched],
        terms=await terms_of(transaction, place.compound_id, SIX_STEPS),
        round=matter.round + 1 if urgent else matter.round,
        reason="",
    )
    await begun(transaction, matter.id, matter.procedure_name, at)
    return Done({"matter_id": matter.id, "number": matter.number})


def _grown(matter: Matter) -> Refusal | None:
    """A small matter grows while it is spoken of, an urgent repair until it is done and after, while it is shown."""
    small = matter.procedure_name == SMALL.name and matter.stage is Stage.SOLICITING
    if small or MatterAct.GROW in matter.procedure.step(matter.stage).acts:
        return None
    return Refusal(Reason.WRONG_STATE, {"what": "matter_grown"})


async def begun(transaction: Transaction, number: int, grown_from: str, at: datetime) -> Matter:
    """Its text is kept as the first version, the neighbours read its card."""
    matter = await transaction.deliberation.find(number)
    assert matter is not None, "begun just now"
    if not await transaction.matter_records.versions(number):
        await transaction.matter_records.draft(matter, "", by=matter.started_by, at=at)
    over = await ending(transaction, matter)
    groups = await open_groups(transaction, matter.place)
    body = {"terms": dict(matter.terms), "touched": list(matter.touched), "grown_from": grown_from}
    told = effects.started(matter, await facts_of(transaction, matter), over, groups, body)
    await apply(transaction, told, at=at)
    return matter


async def everybody_of(transaction: Transaction, place: Place) -> Homes:
    """All homes of the compound; a shop or a parking space is none."""
    assert place.compound_id is not None, "of a compound"
    units = [unit.id for unit in await transaction.units.of_compound(place.compound_id)]
    names = await transaction.registry.names()
    return Homes(names.of(place), frozenset(await transaction.petitions.homes_among(units)))


async def terms_of(transaction: Transaction, compound_id: int, procedure: Procedure) -> dict[str, dict[str, Any]]:
    """The figures of the profile as they are now."""
    profile: Profile = await transaction.profiles.of_compound(compound_id)
    found = {name: profile.figure(name) for name in procedure.figures}
    return {name: {"count": figure.value, "source": figure.source.words} for name, figure in found.items()}
