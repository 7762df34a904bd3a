"""What an answer sets in motion (答复的后续): who is told, and what the journal keeps, as values."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from domain.deliberation.answers import Cluster
from domain.deliberation.channel_uses import ChannelUse
from domain.deliberation.matters import Matter
from domain.effects import Effect, Post, Record
from domain.notices import Notice, NoticeKind


def gathered(matter: Matter, cluster: Cluster, opinions: Collection[int], by: int) -> list[Effect]:
    """Opinions were put together under a title."""
    body = {"cluster": cluster.id, "opinions": sorted(opinions), "by": by}
    return [Record(matter.subject, "gathered", body, {"title": cluster.title})]


def placed(matter: Matter, cluster_id: int | None, opinions: Collection[int], by: int) -> list[Effect]:
    """Opinions were put into a cluster, or taken out of theirs."""
    return [Record(matter.subject, "placed", {"cluster": cluster_id, "opinions": sorted(opinions), "by": by})]


def answered(matter: Matter, cluster: Cluster, by: int) -> list[Effect]:
    """A cluster has its answer: the journal keeps each, also one that another takes the place of."""
    assert cluster.verdict is not None, "it was just answered"
    body = {
        "cluster": cluster.id,
        "revision": cluster.revision,
        "verdict": cluster.verdict.value,
        "opinions": cluster.opinions,
        "by": by,
    }
    return [Record(matter.subject, "answered", body, {"reason": cluster.reason})]


def reopened(matter: Matter, cluster: Cluster, by: int) -> list[Effect]:
    """An answer is thought over."""
    return [Record(matter.subject, "reopened", {"cluster": cluster.id, "revision": cluster.revision, "by": by})]


def told(matter: Matter, cluster: Cluster, words: Mapping[int, str]) -> list[Effect]:
    """Each chat reads once what became of its opinion; the journal keeps how many they are."""
    if not words:
        return []
    body = {"cluster": cluster.id, "revision": cluster.revision, "told": len(words)}
    return [Record(matter.subject, "told", body), *(_told(matter, cluster, chat, said) for chat, said in words.items())]


def _told(matter: Matter, cluster: Cluster, chat: int, words: str) -> Effect:
    assert cluster.verdict is not None, "it has its answer"
    facts = {
        "matter_id": matter.id,
        "number": matter.number,
        "title": matter.title,
        "words": words,
        "verdict": cluster.verdict.value,
        "reason": cluster.reason,
    }
    key = f"answer:{cluster.id}:{cluster.revision}:{chat}"
    return Post(Notice(key, chat, NoticeKind.POST, "answers.told", facts))


def channel_used(matter: Matter, use: ChannelUse, by: int) -> list[Effect]:
    """People were asked, by this way, on that day."""
    body = {"channel": use.channel.value, "day": use.day.isoformat(), "homes": use.homes, "by": by}
    return [Record(matter.subject, "channel_used", body, {"words": use.words} if use.words else {})]
