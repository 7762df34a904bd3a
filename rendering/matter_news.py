"""The digest of news (进展): what happened to what somebody cares about, with one tap to hear no more."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.deliberation.news import NewsKind
from domain.moments import read_moment
from domain.outcomes import Facts
from rendering import dates
from rendering.deliberation_buttons import ShowMatter
from rendering.deliberation_full_buttons import ObjectToMatter
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.screens import Key, Screen, lines
from rendering.task_buttons import StopNews
from rendering.texts import Texts

MOST_MATTERS, MOST_NEWS = 2, 2
"""In words; of the rest it says how many steps there were, and each has its keys."""


def digest(drawing: Drawing, facts: Facts) -> Dispatch:
    """Once a day, everything of theirs."""
    texts, matters = drawing.texts, facts["matters"]
    shown = [line for one in matters[:MOST_MATTERS] for line in _matter(texts, one, drawing.zone)]
    told = sum(min(len(one["news"]), MOST_NEWS) for one in matters[:MOST_MATTERS])
    more = sum(len(one["news"]) for one in matters) - told
    words = lines(texts.say("matter_news.head"), *shown, texts.say("matter_news.more", n=more) if more else None)
    return Dispatch(Screen(words, tuple(_keys(texts, one, alone=len(matters) == 1) for one in matters)))


def _matter(texts: Texts, one: Facts, zone: ZoneInfo) -> list[Markup]:
    head = texts.say("matter_news.matter", number=one["number"], title=one["title"])
    return [head, *(_line(texts, one, news, zone) for news in one["news"][-MOST_NEWS:])]


def _line(texts: Texts, one: Facts, news: Facts, zone: ZoneInfo) -> Markup:
    """What has happened; of the step it is in, until when, too."""
    if news["what"] == NewsKind.TASK:
        return texts.say("matter_news.task", what=news["task"])
    stage = texts.plain(f"deliberation.stage.{news['stage']}")
    if one.get("ends") is None or one["stage"] != news["stage"]:
        return texts.say("matter_news.stage", stage=stage)
    return texts.say("matter_news.stage_until", stage=stage, until=dates.until(texts, read_moment(one["ends"]), zone))


def _keys(texts: Texts, one: Facts, *, alone: bool) -> tuple[Key, ...]:
    number = one["number"]
    stop = texts.plain("matter_news.key.stop_one") if alone else texts.plain("matter_news.key.stop", number=number)
    show = Key(texts.plain("matter_news.key.show", number=number), ShowMatter(one["matter_id"]))
    objecting = (Key(texts.plain("deliberation.key.object"), ObjectToMatter(one["matter_id"])),)
    return (show, *(objecting if alone and one.get("objects") else ()), Key(stop, StopNews(one["matter_id"], 0)))


def stopped(texts: Texts, facts: Facts) -> Screen:
    """They hear no more of it; taken back in one tap."""
    resume = Key(texts.plain("matter_news.key.resume"), StopNews(facts["matter_id"], 1))
    return Screen(texts.say("matter_news.stopped", **_named(facts)), ((resume, _show(texts, facts)),))


def resumed(texts: Texts, facts: Facts) -> Screen:
    """They hear of it again."""
    stop = Key(texts.plain("matter_news.key.stop_one"), StopNews(facts["matter_id"], 0))
    return Screen(texts.say("matter_news.resumed"), ((stop, _show(texts, facts)),))


def _named(facts: Facts) -> dict[str, Any]:
    return {"number": facts["number"], "title": facts["title"]}


def _show(texts: Texts, facts: Facts) -> Key:
    return Key(texts.plain("matter_news.key.show", number=facts["number"]), ShowMatter(facts["matter_id"]))


NOTICES: dict[str, Template] = {"matter_news.digest": digest}
