"""Answers to opinions (意见答复): opinions that say the same are put together, every cluster is answered in public."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from domain.deliberation.channel_uses import ChannelUse, channels_enough
from domain.deliberation.opinions import Channel, Heard, Opinion, heard
from domain.outcomes import Reason, Refusal

LONGEST_CLUSTER, LONGEST_ANSWER, MOST_CLUSTERS = 20, 300, 40

LEAST_ALIKE = 200
"""‰ of their pairs of signs in common, from which two opinions are offered as alike."""

MOST_ALIKE = 3
"""Opinions offered as alike at once."""


class Verdict(StrEnum):
    """What becomes of opinions (采纳情况)."""

    ADOPTED = "adopted"  # 采纳
    PARTLY = "partly"  # 部分采纳
    DECLINED = "declined"  # 不采纳


@dataclass(frozen=True)
class Cluster:
    """Opinions that say the same (意见归类), with the answer to all of them."""

    id: int
    matter_id: int
    title: str
    verdict: Verdict | None = None  # None: not answered yet, or opened again
    reason: str = ""
    revision: int = 0  # how often it was answered
    opinions: int = 0
    supporters: int = 0


@dataclass(frozen=True)
class Suggestion:
    """Where an opinion may belong (归类建议): to a cluster, or with others that are in none."""

    opinion: Opinion
    cluster: Cluster | None
    alike: tuple[Opinion, ...]


@dataclass(frozen=True)
class OpinionDigest:
    """What was heard and what was answered (征求意见汇总)."""

    heard: Heard
    clusters: tuple[Cluster, ...]
    unplaced: int
    uses: tuple[ChannelUse, ...]
    spots: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class AnswersPage:
    """What was heard of a matter and answered, as one person may read it (答复页)."""

    matter_id: int
    number: int
    title: str
    digest: OpinionDigest
    answers: bool  # whoever may put together and answer now


@dataclass(frozen=True)
class ClusterPage:
    """One cluster with what was said, as one person may read it (一类意见)."""

    cluster: Cluster
    opinions: tuple[Opinion, ...]
    answers: bool


def pairs(words: str) -> frozenset[str]:
    """Every two signs that follow each other; what is no letter, sign or figure does not count."""
    signs = [sign for sign in unicodedata.normalize("NFKC", words).casefold() if sign.isalnum()]
    if len(signs) == 1:
        return frozenset(signs)
    return frozenset(first + second for first, second in pairwise(signs))


def likeness(one: str, other: str) -> int:
    """How alike two texts are (相似度), in ‰ of their pairs of signs."""
    these, those = pairs(one), pairs(other)
    return 2000 * len(these & those) // (len(these) + len(those)) if these and those else 0


def suggest(opinion: Opinion, opinions: Iterable[Opinion], clusters: Sequence[Cluster]) -> Suggestion:
    """The cluster of what is most like it, and what is like it and in none."""
    others = [other for other in opinions if other.id != opinion.id and not other.withdrawn]
    near = {cluster.id: likeness(opinion.words, cluster.title) for cluster in clusters}
    for other in others:
        if other.cluster_id in near:
            near[other.cluster_id] = max(near[other.cluster_id], likeness(opinion.words, other.words))
    best = max(clusters, key=lambda cluster: near[cluster.id], default=None)
    if best is not None and near[best.id] < LEAST_ALIKE:
        best = None
    return Suggestion(opinion, best, _alike(opinion, [other for other in others if other.cluster_id is None]))


def _alike(opinion: Opinion, others: Iterable[Opinion]) -> tuple[Opinion, ...]:
    measured = [(likeness(opinion.words, other.words), other) for other in others]
    found = sorted((pair for pair in measured if pair[0] >= LEAST_ALIKE), key=lambda pair: (-pair[0], pair[1].id))
    return tuple(other for _, other in found[:MOST_ALIKE])


def counted(clusters: Iterable[Cluster], opinions: Iterable[Opinion]) -> tuple[Cluster, ...]:
    """The clusters with how many opinions stand in each, and how many people feel the same."""
    standing = [opinion for opinion in opinions if not opinion.withdrawn]
    return tuple(
        _with_counts(cluster, [one for one in standing if one.cluster_id == cluster.id]) for cluster in clusters
    )


def _with_counts(cluster: Cluster, inside: Sequence[Opinion]) -> Cluster:
    return replace(cluster, opinions=len(inside), supporters=sum(opinion.supporters for opinion in inside))


def opinion_digest(
    opinions: Sequence[Opinion], clusters: Iterable[Cluster], uses: Sequence[ChannelUse]
) -> OpinionDigest:
    """Everything that was heard, in the words of its clusters; one that is empty says nothing."""
    full = tuple(cluster for cluster in counted(clusters, opinions) if cluster.opinions)
    return OpinionDigest(heard(opinions), full, len(unplaced(opinions)), tuple(uses), by_spot(opinions))


def by_spot(opinions: Iterable[Opinion]) -> tuple[tuple[str, int], ...]:
    """Opinions that posters led to, by where these hang (来源标记), most first: they add up to that channel's count."""
    led = (opinion for opinion in opinions if opinion.channel is Channel.POSTER and not opinion.withdrawn)
    counts = Counter(opinion.spot for opinion in led)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def unplaced(opinions: Iterable[Opinion]) -> list[Opinion]:
    """What stands and is in no cluster yet."""
    return [opinion for opinion in opinions if not opinion.withdrawn and opinion.cluster_id is None]


def all_answered(opinions: Sequence[Opinion], clusters: Iterable[Cluster], used: Iterable[Channel]) -> bool:
    """Whether every opinion has its answer; where nobody said anything, whether they were asked often enough."""
    answered = {cluster.id for cluster in clusters if cluster.verdict is not None}
    standing = [opinion for opinion in opinions if not opinion.withdrawn]
    if not standing:
        return channels_enough(used)
    return all(opinion.cluster_id in answered for opinion in standing)


def cluster_refusal(title: str, already: int) -> Refusal | None:
    """Why a cluster cannot be called so."""
    if not title.strip():
        return Refusal(Reason.EMPTY, {"what": "cluster_title"})
    if len(title) > LONGEST_CLUSTER:
        return Refusal(Reason.TOO_LONG, {"what": "cluster_title", "most": LONGEST_CLUSTER})
    return Refusal(Reason.TOO_MANY, {"what": "clusters", "most": MOST_CLUSTERS}) if already >= MOST_CLUSTERS else None


def answer_refusal(cluster: Cluster, reason: str) -> Refusal | None:
    """Why it cannot be answered so: each of the three wants its reason, and something to be answered."""
    if cluster.verdict is not None:
        return Refusal(Reason.WRONG_STATE, {"what": "cluster_answered"})
    if not cluster.opinions:
        return Refusal(Reason.WRONG_STATE, {"what": "cluster_empty"})
    if not reason.strip():
        return Refusal(Reason.EMPTY, {"what": "answer_reason"})
    too_long = Refusal(Reason.TOO_LONG, {"what": "answer_reason", "most": LONGEST_ANSWER})
    return too_long if len(reason) > LONGEST_ANSWER else None
