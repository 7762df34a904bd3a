"""Screens of the rating (评议的屏): two questions, a tap each; the counts, nobody named."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.deliberation.ratings import Content, Rating, RatingPage, Worked
from rendering import dates
from rendering.deliberation_buttons import ShowMatter
from rendering.deliberation_lines import head
from rendering.screens import Key, Screen, lines, rows
from rendering.task_buttons import RateContent, RateDrop, RateWords, RateWorked
from rendering.texts import Texts

SHOWN, SHORT = 2, 60
"""So many homes' words on the screen, shortened."""


def page(texts: Texts, found: RatingPage, zone: ZoneInfo) -> Screen:
    """办好了吗，满意吗: asked apart, one tap each."""
    words = lines(
        head(texts, found.matter.procedure_name, found.matter.number, found.matter.title),
        texts.say("ratings.until", until=dates.until(texts, found.ends, zone)) if found.ends is not None else None,
        *count_lines(texts, dict(found.count.worked), dict(found.count.content), found.count.homes),
        _own(texts, found.own) if found.own is not None else None,
        *(texts.say("ratings.said", words=_shortened(one)) for one in found.words[-SHOWN:]),
        texts.say("ratings.seen") if found.rates else None,
    )
    back = Key(texts.plain("deliberation.key.matter"), ShowMatter(found.matter.id))
    return Screen(words, (*(_keys(texts, found.matter.id) if found.rates else ()), (back,)))


def count_lines(texts: Texts, worked: Mapping[str, int], content: Mapping[str, int], homes: int) -> list[Markup]:
    """How many homes said what, of how many."""
    return [
        texts.say(
            "ratings.worked",
            given=sum(worked.values()),
            homes=homes,
            done=worked[Worked.DONE],
            not_done=worked[Worked.NOT_DONE],
        ),
        texts.say(
            "ratings.content",
            given=sum(content.values()),
            homes=homes,
            pleased=content[Content.PLEASED],
            fair=content[Content.FAIR],
            displeased=content[Content.DISPLEASED],
        ),
    ]


def _own(texts: Texts, own: Rating) -> Markup:
    parts = [
        *([] if own.worked is None else [texts.plain(f"ratings.key.{own.worked}")]),
        *([] if own.content is None else [texts.plain(f"ratings.key.{own.content}")]),
    ]
    return texts.say("ratings.own", parts=texts.plain("ratings.between").join(parts) or texts.plain("ratings.nothing"))


def _shortened(words: str) -> str:
    return words if len(words) <= SHORT else words[: SHORT - 1] + "…"


def _keys(texts: Texts, matter_id: int) -> tuple[tuple[Key, ...], ...]:
    worked = [Key(texts.plain(f"ratings.key.{one}"), RateWorked(matter_id, one.value)) for one in Worked]
    content = [Key(texts.plain(f"ratings.key.{one}"), RateContent(matter_id, one.value)) for one in Content]
    words = Key(texts.plain("ratings.key.words"), RateWords(matter_id))
    return (*rows(*worked), *rows(*content, per_row=3), (words,))


def ask_words(texts: Texts, draft: int, matter_id: int) -> Screen:
    """想说什么？"""
    drop = Key(texts.plain("ratings.key.drop"), RateDrop(draft, matter_id))
    return Screen(texts.say("ratings.ask"), ((drop,),))
