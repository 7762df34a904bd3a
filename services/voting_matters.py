"""Matters put to the vote (议题表决): what the homes have read, word for word, once they have had their time."""

from __future__ import annotations

from datetime import datetime

from domain import deliberation_effects as effects
from domain.deliberation.matters import Matter
from domain.deliberation.opinions import heard
from domain.deliberation.stages import MatterAct, Stage, act_refusal, advance
from domain.deliberation.votes import small_vote
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.permissions import permit
from domain.registry import Actor
from services.acts import act
from services.deliberation_evidence import calendar_of, dossier_of
from services.readers import open_groups
from services.voting import put
from storage.effects import apply
from storage.transaction import Transaction


@act
async def put_matter(
    transaction: Transaction, *, actor: Actor, matter_id: int, days: int, source: str, at: datetime
) -> Outcome:
    """开始表决: the homes it concerns decide until the evening so many days on."""
    matter = await transaction.deliberation.lock(matter_id)
    if matter is None:
        return Refusal(Reason.NOT_FOUND, {"what": "matter"})
    refusal = permit(actor, matter.procedure.run_by, matter.place)
    refusal = refusal or act_refusal(matter.procedure, matter.stage, MatterAct.PUT)
    calendar = await calendar_of(transaction, matter.place.compound_id, at)
    dossier = await dossier_of(transaction, matter)
    stage = refusal or advance(matter.procedure, dossier, at=at, calendar=calendar)
    composed = stage if isinstance(stage, Refusal) else small_vote(matter, days, at=at, zone=transaction.zone)
    if isinstance(composed, Refusal):
        return composed
    motion, agreed = composed
    outcome = await put(transaction, actor, matter.place, motion, agreed=agreed, at=at)
    if isinstance(outcome, Done):
        await _goes_to_the_vote(transaction, matter, int(outcome["vote_id"]), at)
    return outcome


async def _goes_to_the_vote(transaction: Transaction, matter: Matter, vote_id: int, at: datetime) -> None:
    await transaction.deliberation.enter(matter.id, Stage.VOTING, at, vote_id=vote_id)
    now = await transaction.deliberation.find(matter.id)
    assert now is not None, "locked by the act"
    facts = effects.matter_facts(now, heard(await transaction.deliberation.opinions(matter.id, None)), None)
    groups = await open_groups(transaction, now.place)
    await apply(transaction, effects.entered(now, Stage.VOTING, None, {"vote": vote_id}), at=at)
    await apply(transaction, effects.redrawn(now, facts, groups, at), at=at)
