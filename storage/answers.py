"""The records of answers to opinions (意见答复): clusters, who was told, the channels that were used."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update

from domain.deliberation.answers import Cluster, Verdict, all_answered
from domain.deliberation.channel_uses import ChannelUse, channels_enough
from domain.deliberation.matters import Matter
from domain.deliberation.opinions import Channel
from storage.deliberation import Deliberation
from storage.repository import Repository
from storage.schema.answers import answer_tellings, channel_uses, opinion_clusters
from storage.schema.deliberation import opinion_supports, opinions

OF_MATTER = (
    select(opinion_clusters).where(opinion_clusters.c.matter_id == bindparam("matter")).order_by(opinion_clusters.c.id)
)
FIND = select(opinion_clusters).where(opinion_clusters.c.id == bindparam("key"))
INSIDE = (opinions.c.cluster_id == bindparam("cluster"), opinions.c.withdrawn.is_(False))
AUTHORS = (
    select(opinions.c.person_id, opinions.c.words)
    .where(*INSIDE, opinions.c.person_id.is_not(None))
    .order_by(opinions.c.id)
)
SUPPORTERS = (
    select(opinion_supports.c.person_id, opinions.c.words)
    .join(opinions, opinions.c.id == opinion_supports.c.opinion_id)
    .where(*INSIDE)
    .order_by(opinion_supports.c.id)
)
TOLD = select(answer_tellings.c.person_id).where(
    answer_tellings.c.cluster_id == bindparam("cluster"), answer_tellings.c.revision == bindparam("revision")
)
USES = select(channel_uses).where(channel_uses.c.matter_id == bindparam("matter")).order_by(channel_uses.c.id)
USED = select(channel_uses.c.channel).where(
    channel_uses.c.matter_id == bindparam("matter"), channel_uses.c.at >= bindparam("since")
)
SPOKEN = select(opinions.c.channel).where(
    opinions.c.matter_id == bindparam("matter"), opinions.c.at >= bindparam("since"), opinions.c.withdrawn.is_(False)
)
CLUSTER_OF = select(opinions.c.cluster_id).where(opinions.c.id == bindparam("opinion"))
HOW_MANY = select(func.count()).where(opinion_clusters.c.matter_id == bindparam("matter"))


@dataclass(frozen=True)
class Listener:
    """Somebody who is told of an answer (听答复的人), and the words of which opinion they stand by."""

    person_id: int
    words: str


class Answers(Repository):
    """What opinions were put together, and how they were answered."""

    async def gather(self, matter_id: int, title: str, *, by: int, at: datetime) -> int:
        """A new cluster, empty."""
        return await self.add(opinion_clusters, matter_id=matter_id, title=title, made_by=by, made_at=at)

    async def clusters(self, matter_id: int) -> list[Cluster]:
        """The matter's clusters, in the order they were made."""
        return [_cluster(row) for row in await self.rows(OF_MATTER, matter=matter_id)]

    async def how_many(self, matter_id: int) -> int:
        return int(await self.value(HOW_MANY, matter=matter_id))

    async def cluster(self, number: int) -> Cluster | None:
        row = await self.row(FIND, key=number)
        return None if row is None else _cluster(row)

    async def write(self, number: int, **values: Any) -> None:
        await self.run(update(opinion_clusters).where(opinion_clusters.c.id == number).values(**values))

    async def place(self, opinion_ids: Collection[int], cluster_id: int | None) -> None:
        """These opinions belong to this cluster, or to none."""
        await self.run(update(opinions).where(opinions.c.id.in_(opinion_ids)).values(cluster_id=cluster_id))

    async def cluster_of(self, opinion_id: int) -> Cluster | None:
        """The cluster an opinion is in."""
        number = await self.value(CLUSTER_OF, opinion=opinion_id)
        return None if number is None else await self.cluster(number)

    async def listeners(self, cluster: Cluster) -> list[Listener]:
        """Who is still to be told of its answer, each once: authors by their own words, then who felt the same."""
        told = {row.person_id for row in await self.rows(TOLD, cluster=cluster.id, revision=cluster.revision)}
        rows = [*await self.rows(AUTHORS, cluster=cluster.id), *await self.rows(SUPPORTERS, cluster=cluster.id)]
        first = {row.person_id: row.words for row in reversed(rows)}
        people = dict.fromkeys(row.person_id for row in rows)
        return [Listener(person, first[person]) for person in people if person not in told]

    async def told(self, cluster: Cluster, people: Collection[int], at: datetime) -> None:
        """They were told of this answer."""
        each = [{"cluster_id": cluster.id, "revision": cluster.revision, "person_id": one, "at": at} for one in people]
        if each:
            await self.offer(answer_tellings, *each)

    async def use(self, matter_id: int, use: ChannelUse, *, by: int, at: datetime) -> int:
        """A channel was used."""
        return await self.add(
            channel_uses,
            matter_id=matter_id,
            channel=use.channel.value,
            day=use.day.isoformat(),
            homes=use.homes,
            words=use.words,
            entered_by=by,
            at=at,
        )

    async def uses(self, matter_id: int) -> list[ChannelUse]:
        """The channels that were used, in the order they were entered."""
        return [_use(row) for row in await self.rows(USES, matter=matter_id)]

    async def ways(self, matter_id: int, since: datetime) -> list[Channel]:
        """By which ways people were heard or asked since then."""
        asked: Sequence[Row[Any]] = await self.rows(USED, matter=matter_id, since=since)
        spoken = await self.rows(SPOKEN, matter=matter_id, since=since)
        return [Channel(row.channel) for row in (*asked, *spoken)]

    async def asked_enough(self, matter: Matter) -> bool:
        """至少两种渠道，一种线下: whether people were heard or asked so in this round."""
        return channels_enough(await self.ways(matter.id, matter.since))

    async def all_answered(self, matter: Matter) -> bool:
        """每条意见有归类、有答复: whether every one of them is."""
        said = await Deliberation(self.connection).opinions(matter.id, None)
        return all_answered(said, await self.clusters(matter.id), await self.ways(matter.id, matter.since))


def _cluster(row: Row[Any]) -> Cluster:
    return Cluster(
        id=row.id,
        matter_id=row.matter_id,
        title=row.title,
        verdict=None if row.verdict is None else Verdict(row.verdict),
        reason=row.reason,
        revision=row.revision,
    )


def _use(row: Row[Any]) -> ChannelUse:
    return ChannelUse(Channel(row.channel), date.fromisoformat(row.day), row.homes, row.words)
