"""Answers to opinions (意见答复): put together, answered in public with a reason, every author told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime

from domain.deliberation import answer_effects as effects
from domain.deliberation.answers import Cluster, Verdict, answer_refusal, cluster_refusal, counted
from domain.deliberation.channel_uses import ChannelUse, use_refusal
from domain.deliberation.matters import Matter
from domain.deliberation.opinions import Channel
from domain.deliberation.stages import MatterAct
from domain.outcomes import Done, Outcome, Reason, Refusal
from domain.registry import Actor
from services.acts import act
from services.answers_telling import tell
from services.dossiers import led
from storage.effects import apply
from storage.transaction import Transaction

NO_CLUSTER = Refusal(Reason.NOT_FOUND, {"what": "cluster"})
NO_OPINION = Refusal(Reason.NOT_FOUND, {"what": "opinion"})


@act
async def gather_opinions(
    transaction: Transaction,
    *,
    actor: Actor,
    matter_id: int,
    opinion_ids: Collection[int],
    title: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """归类: these opinions say the same, under a new short title."""
    matter = await led(transaction, actor, matter_id, MatterAct.ANSWER)
    if isinstance(matter, Refusal):
        return matter
    refusal = cluster_refusal(title, await transaction.answers.how_many(matter_id))
    refusal = refusal or await _strange(transaction, matter, opinion_ids)
    if refusal is not None:
        return refusal
    await transaction.drafts.remove(draft_id)
    assert actor.person_id is not None, "permitted above"
    number = await transaction.answers.gather(matter_id, title, by=actor.person_id, at=at)
    await transaction.answers.place(opinion_ids, number)
    cluster = await _whole(transaction, number)
    await apply(transaction, effects.gathered(matter, cluster, opinion_ids, actor.person_id), at=at)
    return Done({"matter_id": matter_id, "cluster_id": number})


@act
async def place_opinions(
    transaction: Transaction, *, actor: Actor, cluster_id: int, opinion_ids: Collection[int], source: str, at: datetime
) -> Outcome:
    """放进一类: opinions that say what others said; where those are answered, their authors hear the answer."""
    found = await _led(transaction, actor, cluster_id)
    if isinstance(found, Refusal):
        return found
    matter, cluster = found
    if (refusal := await _strange(transaction, matter, opinion_ids)) is not None:
        return refusal
    assert actor.person_id is not None, "permitted above"
    await transaction.answers.place(opinion_ids, cluster_id)
    await apply(transaction, effects.placed(matter, cluster_id, opinion_ids, actor.person_id), at=at)
    told = await tell(transaction, matter, cluster, at)
    return Done({"matter_id": matter.id, "cluster_id": cluster_id, "told": told})


@act
async def take_out_opinion(
    transaction: Transaction, *, actor: Actor, opinion_id: int, source: str, at: datetime
) -> Outcome:
    """拿出来: an opinion that was put where it does not belong."""
    cluster = await transaction.answers.cluster_of(opinion_id)
    if cluster is None:
        return NO_OPINION
    matter = await led(transaction, actor, cluster.matter_id, MatterAct.ANSWER)
    if isinstance(matter, Refusal):
        return matter
    assert actor.person_id is not None, "permitted above"
    await transaction.answers.place([opinion_id], None)
    await apply(transaction, effects.placed(matter, None, [opinion_id], actor.person_id), at=at)
    return Done({"matter_id": matter.id, "cluster_id": cluster.id})


@act
async def answer_cluster(
    transaction: Transaction,
    *,
    actor: Actor,
    cluster_id: int,
    verdict: Verdict,
    reason: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """答复: 采纳, 部分采纳 or 不采纳, each with its reason; everybody reads it, every author is told."""
    found = await _led(transaction, actor, cluster_id)
    if isinstance(found, Refusal):
        return found
    matter, cluster = found
    if (refusal := answer_refusal(cluster, reason)) is not None:
        return refusal
    await transaction.drafts.remove(draft_id)
    assert actor.person_id is not None, "permitted above"
    revision = cluster.revision + 1
    values = {"verdict": verdict.value, "reason": reason, "revision": revision}
    await transaction.answers.write(cluster_id, **values, answered_by=actor.person_id, answered_at=at)
    cluster = replace(cluster, verdict=verdict, reason=reason, revision=revision)
    await apply(transaction, effects.answered(matter, cluster, actor.person_id), at=at)
    told = await tell(transaction, matter, cluster, at)
    return Done({"matter_id": matter.id, "cluster_id": cluster_id, "told": told})


@act
async def reopen_answer(
    transaction: Transaction, *, actor: Actor, cluster_id: int, source: str, at: datetime
) -> Outcome:
    """重新答复: the earlier answer stays in the journal, another one is owed."""
    found = await _led(transaction, actor, cluster_id)
    if isinstance(found, Refusal):
        return found
    matter, cluster = found
    if cluster.verdict is None:
        return Refusal(Reason.WRONG_STATE, {"what": "cluster_unanswered"})
    assert actor.person_id is not None, "permitted above"
    await transaction.answers.write(cluster_id, verdict=None, reason="", answered_by=None, answered_at=None)
    await apply(transaction, effects.reopened(matter, cluster, actor.person_id), at=at)
    return Done({"matter_id": matter.id, "cluster_id": cluster_id})


@act
async def record_channel_use(
    transaction: Transaction,
    *,
    actor: Actor,
    matter_id: int,
    channel: Channel,
    day: date,
    homes: int,
    words: str,
    draft_id: int | None = None,
    source: str,
    at: datetime,
) -> Outcome:
    """记征求: people were asked at their doors or in a meeting, also where nobody said anything new."""
    matter = await led(transaction, actor, matter_id, MatterAct.ANSWER)
    if isinstance(matter, Refusal):
        return matter
    use, zone = ChannelUse(channel, day, homes, words), transaction.zone
    began, today = matter.since.astimezone(zone).date(), at.astimezone(zone).date()
    if (refusal := use_refusal(use, homes=len(matter.homes.ids), began=began, today=today)) is not None:
        return refusal
    await transaction.drafts.remove(draft_id)
    assert actor.person_id is not None, "permitted above"
    await transaction.answers.use(matter_id, use, by=actor.person_id, at=at)
    await apply(transaction, effects.channel_used(matter, use, actor.person_id), at=at)
    return Done({"matter_id": matter_id})


async def _led(transaction: Transaction, actor: Actor, cluster_id: int) -> tuple[Matter, Cluster] | Refusal:
    """The matter, its row ours, and its cluster with its counts, for whoever answers now."""
    cluster = await transaction.answers.cluster(cluster_id)
    if cluster is None:
        return NO_CLUSTER
    matter = await led(transaction, actor, cluster.matter_id, MatterAct.ANSWER)
    if isinstance(matter, Refusal):
        return matter
    (cluster,) = counted(
        [await _whole(transaction, cluster_id)], await transaction.deliberation.opinions(matter.id, None)
    )
    return matter, cluster


async def _strange(transaction: Transaction, matter: Matter, opinion_ids: Collection[int]) -> Refusal | None:
    """Only what stands, and was said of this matter, is put together."""
    standing = {one.id for one in await transaction.deliberation.opinions(matter.id, None) if not one.withdrawn}
    return None if opinion_ids and standing >= set(opinion_ids) else NO_OPINION


async def _whole(transaction: Transaction, number: int) -> Cluster:
    cluster = await transaction.answers.cluster(number)
    assert cluster is not None, "its row is there"
    return cluster
