"""Screens of answers to opinions (意见答复的屏): what was heard and answered; one cluster with what was said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from markupsafe import Markup

from domain.deliberation.answers import AnswersPage, Cluster, ClusterPage
from domain.deliberation.channel_uses import ChannelUse
from domain.deliberation.opinions import Opinion
from rendering import dates
from rendering.answer_buttons import (
    AskAnswer,
    ForwardDigest,
    ReadDigest,
    ReadSpots,
    ReopenAnswer,
    ShowCluster,
    SortOpinions,
    TakeOutOpinion,
    UseChannel,
)
from rendering.buttons import Button
from rendering.deliberation_buttons import ShowMatter
from rendering.deliberation_lines import heard_line
from rendering.posters import AskByPosters
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

A_PAGE = 2
"""Clusters, or opinions, on one screen: with their counts they are eight lines."""

SHORT = 100
"""Signs of a reason, or an opinion, on a screen with others."""

SPOTS = 6
"""Places of posters on one screen."""

LATEST = 2
"""Uses of channels named on a screen."""

A_MESSAGE = 8
"""Clusters in one message to be forwarded: at their longest they fit in."""


def digest(texts: Texts, found: AnswersPage, page: int) -> Screen:
    """征求意见汇总: counts that add up, and what was answered."""
    clusters = found.digest.clusters
    page, last = _within(page, len(clusters))
    shown = clusters[page * A_PAGE : (page + 1) * A_PAGE]
    words = lines(
        *_counts(texts, found, found.digest.uses[-LATEST:]),
        *(line for cluster in shown for line in cluster_lines(texts, cluster, short=True)),
    )
    keys = [Key(_short(cluster.title, 20), ShowCluster(cluster.id, 0)) for cluster in shown]
    matter = Key(texts.plain("deliberation.key.matter"), ShowMatter(found.matter_id))
    pages = _turning(texts, page, last, lambda to: ReadDigest(found.matter_id, to))
    return Screen(words, (*rows(*keys), *rows(*pages), *rows(*_offered(texts, found)), (matter,)))


def _counts(texts: Texts, found: AnswersPage, uses: Sequence[ChannelUse]) -> Iterator[Markup]:
    digest = found.digest
    yield texts.say("answers.head", number=found.number, title=found.title)
    yield heard_line(texts, digest.heard) or texts.say("answers.nothing")
    if uses:
        yield texts.say("answers.uses", parts=texts.plain("answers.between").join(_use(texts, use) for use in uses))
    if digest.unplaced:
        yield texts.say("answers.unplaced", n=digest.unplaced)


def _use(texts: Texts, use: ChannelUse) -> str:
    channel, day = texts.plain(f"deliberation.channel.{use.channel}"), dates.calendar_day(texts, use.day)
    name = "answers.use_words" if use.words else "answers.use"
    return texts.plain(name, day=day, channel=channel, homes=use.homes, words=use.words)


def cluster_lines(texts: Texts, cluster: Cluster, *, short: bool) -> Iterator[Markup]:
    """A cluster with its counts, and its answer."""
    counts = {"title": cluster.title, "n": cluster.opinions, "supporters": cluster.supporters}
    yield texts.say("answers.cluster", **counts)
    if cluster.verdict is None:
        yield texts.say("answers.unanswered")
    else:
        reason = _short(cluster.reason, SHORT) if short else cluster.reason
        yield texts.say(f"answers.answered.{cluster.verdict}", reason=reason)


def _short(words: str, most: int) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else words[: most - 1] + "…"


def _offered(texts: Texts, found: AnswersPage) -> list[Key]:
    """What whoever runs it can do; what everybody can."""
    offered = {
        "sort": (found.answers and found.digest.unplaced > 0, SortOpinions(found.matter_id, 0, 0)),
        "use": (found.answers, UseChannel(found.matter_id)),
        "posters": (found.answers, AskByPosters(found.matter_id)),
        "spots": (bool(found.digest.spots), ReadSpots(found.matter_id, 0)),
        "forward": (bool(found.digest.clusters), ForwardDigest(found.matter_id)),
    }
    return [Key(texts.plain(f"answers.key.{name}"), press) for name, (shown, press) in offered.items() if shown]


def _within(page: int, count: int) -> tuple[int, int]:
    """The page that is there, and the last."""
    last = max(0, (count - 1) // A_PAGE)
    return min(max(page, 0), last), last


def spots(texts: Texts, found: AnswersPage, page: int) -> Screen:
    """海报带来的意见: by where they hang, adding up to all that posters led to."""
    rows_of = found.digest.spots
    last = max(0, (len(rows_of) - 1) // SPOTS)
    page = min(max(page, 0), last)
    shown = rows_of[page * SPOTS : (page + 1) * SPOTS]
    words = lines(
        texts.say("answers.head", number=found.number, title=found.title),
        texts.say("answers.spots", n=sum(count for _, count in rows_of), spots=len(rows_of)),
        *(texts.say("answers.spot", spot=spot or texts.plain("answers.spot_unwritten"), n=n) for spot, n in shown),
    )
    pages = _turning(texts, page, last, lambda to: ReadSpots(found.matter_id, to))
    back = Key(texts.plain("answers.key.digest"), ReadDigest(found.matter_id, 0))
    return Screen(words, (*rows(*pages), (back,)))


def forwarded(texts: Texts, found: AnswersPage) -> list[Screen]:
    """The whole of it in words, in as few messages as they fit in."""
    clusters = found.digest.clusters
    parts = [clusters[start : start + A_MESSAGE] for start in range(0, max(len(clusters), 1), A_MESSAGE)]
    return [Screen(_forwarded(texts, found, part, first=n == 0)) for n, part in enumerate(parts)]


def _forwarded(texts: Texts, found: AnswersPage, clusters: Sequence[Cluster], *, first: bool) -> Markup:
    counts = _counts(texts, found, found.digest.uses) if first else iter(())
    return lines(*counts, *(line for one in clusters for line in cluster_lines(texts, one, short=False)))


def cluster(texts: Texts, found: ClusterPage, page: int) -> Screen:
    """What was said alike, and the answer to it."""
    one = found.cluster
    page, last = _within(page, len(found.opinions))
    shown = list(enumerate(found.opinions, 1))[page * A_PAGE : (page + 1) * A_PAGE]
    words = lines(
        *cluster_lines(texts, one, short=False),
        *(_said(texts, number, opinion) for number, opinion in shown),
    )
    keys = [key for number, opinion in shown for key in _taking_out(texts, found, number, opinion)]
    pages = _turning(texts, page, last, lambda to: ShowCluster(one.id, to))
    back = Key(texts.plain("answers.key.digest"), ReadDigest(one.matter_id, 0))
    return Screen(words, (*rows(*keys), *rows(*pages), *rows(*_answering(texts, found)), (back,)))


def _said(texts: Texts, number: int, opinion: Opinion) -> Markup:
    channel = texts.plain(f"deliberation.channel.{opinion.channel}")
    return texts.say("answers.said", number=number, words=_short(opinion.words, SHORT), channel=channel)


def _taking_out(texts: Texts, found: ClusterPage, number: int, opinion: Opinion) -> Iterator[Key]:
    if found.answers:
        name = texts.plain("answers.key.take_out", number=number)
        yield Key(name, TakeOutOpinion(opinion.id, found.cluster.id))


def _answering(texts: Texts, found: ClusterPage) -> list[Key]:
    if not found.answers or not found.opinions:
        return []
    if found.cluster.verdict is None:
        return [Key(texts.plain("answers.key.answer"), AskAnswer(found.cluster.id))]
    return [Key(texts.plain("answers.key.reopen"), ReopenAnswer(found.cluster.id, 0))]


def _turning(texts: Texts, page: int, last: int, to: Callable[[int], Button]) -> list[Key]:
    """Keys to the pages before and after."""
    turning = [(page - 1, "earlier")] if page else []
    turning += [(page + 1, "later")] if page < last else []
    return [Key(texts.plain(f"deliberation.key.{name}"), to(number)) for number, name in turning]
