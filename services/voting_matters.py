"""Matters put to the vote (议题表决): what the homes have read, word for word, once they have had their time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from domain import deliberation_effects as effects
from domain.deliberation.classification import Track
from domain.deliberation.matters import Matter
from domain.deliberation.opinions import heard
from domain.deliberation.records import record_refusal
from domain.deliberation.stages import MatterAct, Need, Stage, advance, ends
from domain.deliberation.votes import assembly_motion, meeting_motion, owners_motion, small_vote
from domain.deliberation_move_effects import noted
from domain.deliberation_revise_effects import rewrite_waits
from domain.deliberation_waits import Lapsed, Waits
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor
from domain.vote_backgrounds import Background
from services.acts import act
from services.askings import undo_askings
from services.doorless import ask_for_doors
from services.dossiers import calendar_of, dossier_of, led, price_of, representation_to
from services.readers import open_groups
from services.voting import put
from storage.effects import apply
from storage.transaction import Transaction


@act
async def put_matter(
    transaction: Transaction, *, actor: Actor, matter_id: int, days: int, source: str, at: datetime
) -> Outcome:
    """开始表决: the homes it concerns decide until the evening so many days on."""
    matter = await led(transaction, actor, matter_id, MatterAct.PUT)
    if isinstance(matter, Refusal):
        return matter
    calendar = await calendar_of(transaction, matter.place.compound_id, at)
    dossier = await dossier_of(transaction, matter)
    stage = advance(matter.procedure, dossier, at=at, calendar=calendar)
    composed = stage if isinstance(stage, Refusal) else small_vote(matter, days, at=at, zone=transaction.zone)
    if isinstance(composed, Refusal):
        return composed
    motion, agreed = composed
    outcome = await put(transaction, actor, matter.place, motion, agreed=agreed, at=at)
    if isinstance(outcome, Done):
        await _goes_to_the_vote(transaction, matter, int(outcome["vote_id"]), agreed.period.closes_at, at)
    return outcome


@act
async def call_meeting(
    transaction: Transaction,
    *,
    actor: Actor,
    matter_id: int,
    meets_at: datetime,
    unreached: Sequence[str] = (),
    chosen: str = "",
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """通知代表会议: the representatives decide on the very words that were announced; `chosen`: by whom they were."""
    matter = await led(transaction, actor, matter_id, MatterAct.CALL)
    if isinstance(matter, Refusal):
        return matter
    if matter.vote_id is not None:
        return Refusal(Reason.WRONG_STATE, {"what": "matter_meeting_called"})
    if chosen and (refusal := record_refusal(Need.CHOSEN, chosen, None)) is not None:
        return refusal
    standing = await representation_to(transaction, matter, at, len(unreached))
    background = await _background(
        transaction,
        matter,
        few=standing if standing.few else None,
        chosen=bool(chosen or await transaction.matter_records.noted(matter, Need.CHOSEN)),
        owners_next=matter.classification.track is Track.OWNERS,
    )
    motion = meeting_motion(matter, meets_at, unreached)
    outcome = await put(transaction, actor, matter.place, motion, background=background, at=at)
    if isinstance(outcome, Done):
        await transaction.drafts.remove(draft_id)
        await _chosen(transaction, matter, chosen, actor, at)
        await _linked(transaction, matter, {"vote_id": int(outcome["vote_id"])}, at)
    return outcome


async def _chosen(transaction: Transaction, matter: Matter, words: str, actor: Actor, at: datetime) -> None:
    """代表是谁推选的 goes on record with the call."""
    if not words:
        return
    assert actor.person_id is not None, "permitted above"
    await transaction.matter_records.note(matter, Need.CHOSEN, words, None, by=actor.person_id, at=at)
    record = (await transaction.matter_records.noted(matter, Need.CHOSEN))[-1]
    await apply(transaction, noted(record, matter, None), at=at)


async def _background(transaction: Transaction, matter: Matter, **more: Any) -> Mapping[str, Any]:
    """What the vote says of where it comes from: the price of the text that is frozen now."""
    price = await price_of(transaction, matter)
    paid: dict[str, Any] = {} if price is None else {"budget": int(price["budget"]), "paid": str(price["words"])}
    paid |= {} if price is None or "source" not in price else {"source": str(price["source"])}
    return Background(matter.id, matter.number, matter.version, **paid, **more).terms


@act
async def put_to_owners(
    transaction: Transaction, *, actor: Actor, matter_id: int, days: int, source: str, at: datetime
) -> Outcome:
    """请业主表决: what 民法典278 asks the owners about, by the strictest of its items."""
    matter = await led(transaction, actor, matter_id, MatterAct.PUT_OWNERS)
    if isinstance(matter, Refusal):
        return matter
    if matter.owners_vote_id is not None:
        return Refusal(Reason.WRONG_STATE, {"what": "matter_owners_asked"})
    if (refusal := rewrite_waits(matter)) is not None:
        return refusal
    background = await _background(transaction, matter)
    outcome = await put(transaction, actor, matter.place, owners_motion(matter, days), background=background, at=at)
    if isinstance(outcome, Done):
        await _linked(transaction, matter, {"owners_vote_id": int(outcome["vote_id"])}, at)
    return outcome


@act
async def call_residents(
    transaction: Transaction,
    *,
    actor: Actor,
    matter_id: int,
    meets_at: datetime,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """召开居民会议: so many objected, so the homes decide, on the very words that were resolved.

    From now nobody may stop it over their heads, so what was asked before lapses.
    """
    matter = await led(transaction, actor, matter_id, MatterAct.CALL_RESIDENTS)
    if isinstance(matter, Refusal):
        return matter
    if matter.fallen:
        return Refusal(Reason.WRONG_STATE, {"what": "matter_residents_fallen"})
    if matter.residents_vote_id is not None:
        return Refusal(Reason.WRONG_STATE, {"what": "matter_residents_called"})
    if (refusal := rewrite_waits(matter)) is not None:
        return refusal
    profile = await transaction.profiles.of_compound(matter.place.compound_id)
    motion = assembly_motion(matter, meets_at, profile.owners.voting_days_least.value)
    background = await _background(transaction, matter)
    outcome = await put(transaction, actor, matter.place, motion, background=background, at=at)
    if isinstance(outcome, Done):
        await transaction.drafts.remove(draft_id)
        await undo_askings(transaction, matter, None, at, Waits.STOP, why=Lapsed.CALLED)
        await _linked(transaction, matter, {"residents_vote_id": int(outcome["vote_id"])}, at)
    return outcome


async def _linked(transaction: Transaction, matter: Matter, link: dict[str, int], at: datetime) -> None:
    """The vote decides this matter; a notice that has stood its time already is followed at once."""
    await transaction.deliberation.write(matter.id, **link)
    calendar = await calendar_of(transaction, matter.place.compound_id, at)
    over = ends(matter.procedure, await dossier_of(transaction, matter), calendar)
    await apply(transaction, effects.put_to(matter, link, None if over is None else max(over, at)), at=at)


async def _goes_to_the_vote(
    transaction: Transaction, matter: Matter, vote_id: int, closes: datetime, at: datetime
) -> None:
    await transaction.deliberation.enter(matter.id, Stage.VOTING, at, vote_id=vote_id)
    now = await transaction.deliberation.find(matter.id)
    assert now is not None, "locked by the act"
    facts = effects.matter_facts(now, heard(await transaction.deliberation.opinions(matter.id, None)), None)
    groups = await open_groups(transaction, now.place)
    await apply(transaction, effects.entered(now, Stage.VOTING, None, {"vote": vote_id}), at=at)
    await apply(transaction, effects.redrawn(now, facts, groups, at), at=at)
    await ask_for_doors(transaction, now, facts, at, closes=closes)
