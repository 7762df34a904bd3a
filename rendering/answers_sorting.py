"""Screens of putting opinions together and answering them (归类和答复的屏), for whoever runs the matter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from markupsafe import Markup

from domain.deliberation.answers import Cluster, ClusterPage, Suggestion, Verdict
from domain.deliberation.opinions import ENTERED
from rendering import dates
from rendering.answer_buttons import (
    AnswerSo,
    DropAnswer,
    NewCluster,
    PlaceOpinion,
    ReadDigest,
    ReopenAnswer,
    ShowCluster,
    SortOpinions,
    UseDay,
    UseWay,
)
from rendering.answers import cluster_lines
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

A_PAGE = 8
"""Clusters to choose from on one screen."""

SHORT, SHORTER = 200, 40
"""Signs of the opinion that is placed, and of those like it."""


def sort(texts: Texts, matter_id: int, found: Suggestion, clusters: Sequence[Cluster], page: int) -> Screen:
    """放进哪一类？ What is most like it comes first."""
    opinion, best = found.opinion, found.cluster
    words = lines(
        texts.say("answers.sort.head"),
        texts.say("answers.sort.words", words=_short(opinion.words, SHORT)),
        None if best is None else texts.say("answers.sort.best", title=best.title),
        *(texts.say("answers.sort.alike", words=_short(one.words, SHORTER)) for one in found.alike),
        texts.say("answers.sort.ask"),
    )
    ordered = sorted(clusters, key=lambda cluster: best is None or cluster.id != best.id)
    shown = ordered[page * A_PAGE : (page + 1) * A_PAGE]
    choices = [Key(cluster.title, PlaceOpinion(opinion.id, cluster.id)) for cluster in shown]
    new = [Key(texts.plain("answers.key.new"), NewCluster(matter_id, opinion.id, 0))]
    if found.alike:
        together = texts.plain("answers.key.new_alike", n=len(found.alike))
        new.append(Key(together, NewCluster(matter_id, opinion.id, 1)))
    more = page + 1 if (page + 1) * A_PAGE < len(ordered) else 0
    others = [Key(texts.plain("answers.key.others"), SortOpinions(matter_id, opinion.id - 1, more))]
    others = others if len(ordered) > A_PAGE else []
    leaving = (Key(texts.plain("answers.key.next"), SortOpinions(matter_id, opinion.id, 0)), _digest(texts, matter_id))
    return Screen(words, (*rows(*choices), *rows(*others), *rows(*new, per_row=1), leaving))


def _short(words: str, most: int) -> str:
    words = " ".join(words.split())
    return words if len(words) <= most else words[: most - 1] + "…"


def _digest(texts: Texts, matter_id: int) -> Key:
    return Key(texts.plain("answers.key.digest"), ReadDigest(matter_id, 0))


def all_sorted(texts: Texts, matter_id: int) -> Screen:
    """都归类了."""
    return Screen(texts.say("answers.sort.none"), ((_digest(texts, matter_id),),))


def ask_title(texts: Texts, draft: int, matter_id: int, opinions: int) -> Screen:
    """这一类叫什么？"""
    return Screen(texts.say("answers.ask.title", n=opinions), ((_drop(texts, draft, matter_id),),))


def ask_verdict(texts: Texts, found: ClusterPage) -> Screen:
    """采纳吗？"""
    one = found.cluster
    keys = [Key(texts.plain(f"answers.verdict.{verdict}"), AnswerSo(one.id, verdict.value)) for verdict in Verdict]
    back = Key(texts.plain("answers.key.back"), ShowCluster(one.id, 0))
    return Screen(
        lines(*cluster_lines(texts, one, short=True), texts.say("answers.ask.verdict")), (tuple(keys), (back,))
    )


def ask_reason(texts: Texts, draft: int, one: Cluster, verdict: Verdict) -> Screen:
    """为什么？ Who reads it is said before it is written."""
    said = texts.plain(f"answers.verdict.{verdict}")
    words = texts.say("answers.ask.reason", title=one.title, verdict=said)
    return Screen(words, ((_drop(texts, draft, one.matter_id),),))


def ask_reopen(texts: Texts, found: ClusterPage) -> Screen:
    """真的重新答复吗？"""
    one = found.cluster
    keep = Key(texts.plain("answers.key.keep"), ShowCluster(one.id, 0))
    sure = Key(texts.plain("answers.key.reopen_sure"), ReopenAnswer(one.id, 1))
    return Screen(lines(*cluster_lines(texts, one, short=True), texts.say("answers.ask.reopen")), ((keep, sure),))


def ask_way(texts: Texts, draft: int, matter_id: int) -> Screen:
    """怎么问的？"""
    keys = [Key(texts.plain(f"deliberation.channel.{one}"), UseWay(draft, one.value)) for one in ENTERED]
    return Screen(texts.say("answers.ask.way"), (*rows(*keys), (_drop(texts, draft, matter_id),)))


def ask_day(texts: Texts, draft: int, matter_id: int, today: date, days: int) -> Screen:
    """哪天？ From today back to the day the matter began."""
    found = [today - timedelta(days=ago) for ago in range(days)]
    keys = [Key(dates.calendar_day(texts, day), UseDay(draft, day.isoformat())) for day in found]
    return Screen(texts.say("answers.ask.day"), (*rows(*keys), (_drop(texts, draft, matter_id),)))


def ask_homes(texts: Texts, draft: int, matter_id: int) -> Screen:
    """到了几户？"""
    return Screen(texts.say("answers.ask.homes"), ((_drop(texts, draft, matter_id),),))


def thanks(texts: Texts, matter_id: int, what: str, **facts: int) -> Screen:
    """What became of what was just done."""
    words: Markup = texts.say(f"answers.thanks.{what}", **facts)
    return Screen(words, ((_digest(texts, matter_id),),))


def ask_amend(texts: Texts, draft: int, matter_id: int, words: str) -> Screen:
    """改成什么？"""
    said = texts.say("answers.ask.amend", words=_short(words, SHORT))
    return Screen(said, ((_drop(texts, draft, matter_id),),))


def _drop(texts: Texts, draft: int, matter_id: int) -> Key:
    return Key(texts.plain("answers.key.drop"), DropAnswer(draft, matter_id))
