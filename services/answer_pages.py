"""Pages of answers (答复页): the digest everybody of the compound reads; what staff still have to put together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.deliberation.answers import (
    AnswersPage,
    Cluster,
    ClusterPage,
    Suggestion,
    counted,
    opinion_digest,
    suggest,
    unplaced,
)
from domain.deliberation.channel_uses import ChannelUse
from domain.deliberation.matters import Matter
from domain.deliberation.opinions import Opinion
from domain.deliberation.stages import MatterAct
from domain.registry import Actor
from services.deliberation_pages import matter_page
from storage.database import Database


@dataclass(frozen=True)
class _Said:
    """A matter with all that was said of it, as its reader may see it."""

    matter: Matter
    answers: bool
    opinions: list[Opinion]
    clusters: list[Cluster]
    uses: list[ChannelUse]


async def answers_page(database: Database, *, actor: Actor, matter_id: int, at: datetime) -> AnswersPage | None:
    """What was heard and answered, for whoever lives or serves where the matter is."""
    found = await _said(database, actor, matter_id, at)
    if found is None:
        return None
    matter, digest = found.matter, opinion_digest(found.opinions, found.clusters, found.uses)
    return AnswersPage(matter.id, matter.number, matter.title, digest, found.answers)


async def next_to_place(
    database: Database, *, actor: Actor, matter_id: int, after: int, at: datetime
) -> tuple[Suggestion, tuple[Cluster, ...]] | None:
    """The next opinion that is in no cluster, past the one numbered `after`; for whoever may place it now."""
    found = await _said(database, actor, matter_id, at)
    waiting = unplaced(found.opinions) if found is not None and found.answers else []
    if found is None or not waiting:
        return None
    chosen = next((one for one in waiting if one.id > after), waiting[0])
    return suggest(chosen, found.opinions, found.clusters), counted(found.clusters, found.opinions)


async def cluster_page(database: Database, *, actor: Actor, cluster_id: int, at: datetime) -> ClusterPage | None:
    """One cluster and what stands in it."""
    async with database.reading() as transaction:
        cluster = await transaction.answers.cluster(cluster_id)
    found = None if cluster is None else await _said(database, actor, cluster.matter_id, at)
    if found is None:
        return None
    (whole,) = [one for one in counted(found.clusters, found.opinions) if one.id == cluster_id]
    inside = [one for one in found.opinions if one.cluster_id == cluster_id and not one.withdrawn]
    return ClusterPage(whole, tuple(inside), found.answers)


async def _said(database: Database, actor: Actor, matter_id: int, at: datetime) -> _Said | None:
    page = await matter_page(database, actor=actor, matter_id=matter_id, at=at)
    if page is None:
        return None
    matter, may = page.matter, MatterAct.ANSWER in page.matter.procedure.step(page.matter.stage).acts
    async with database.reading() as transaction:
        return _Said(
            matter,
            page.leads and may,
            await transaction.deliberation.opinions(matter_id, actor.person_id),
            await transaction.answers.clusters(matter_id),
            await transaction.answers.uses(matter_id),
        )
