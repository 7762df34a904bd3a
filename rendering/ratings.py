"""Screens of the rating (评议的屏): two questions, a tap each; the counts, nobody named."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.deliberation.ratings import Content, Rating, RatingCount, RatingPage, Worked
from domain.voting.turnout import handful
from rendering import dates
from rendering.deliberation_buttons import ShowMatter
from rendering.deliberation_lines import head, one_line
from rendering.screens import Key, Screen, lines, rows
from rendering.task_buttons import AskRating, RateContent, RateDrop, RateWords, RateWorked
from rendering.texts import Texts

SHOWN, SHORT = 2, 60
"""So many homes' words on the screen, shortened."""


def page(texts: Texts, found: RatingPage, *, at: datetime, zone: ZoneInfo, again: str = "") -> Screen:
    """办好了吗，满意吗: asked apart, one tap each; what was answered is changed behind a press (`again`)."""
    words = lines(
        head(texts, found.matter.procedure_name, found.matter.number, found.matter.title),
        _until(texts, found.ends, at, zone),
        *count_lines(texts, dict(found.count.worked), dict(found.count.content), found.count.homes),
        _own(texts, found.own) if found.own is not None else None,
        *(texts.say("ratings.said", words=_shortened(one)) for one in found.words[-SHOWN:]),
        texts.say("ratings.seen") if found.rates else None,
    )
    back = Key(texts.plain("deliberation.key.matter"), ShowMatter(found.matter.id))
    return Screen(words, (*(_keys(texts, found, again) if found.rates else ()), (back,)))


def _until(texts: Texts, ends: datetime | None, at: datetime, zone: ZoneInfo) -> Markup | None:
    return (
        None if ends is None else texts.say("ratings.until", until=dates.until_and_left(texts, ends, at=at, zone=zone))
    )


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


def public_lines(texts: Texts, found: RatingCount) -> list[Markup]:
    """As it is told outside; of a question that a handful answered, how many did."""
    told = count_lines(texts, dict(found.worked), dict(found.content), found.homes)
    few = [
        texts.say("ratings.worked_few", given=found.answered, homes=found.homes),
        texts.say("ratings.content_few", given=found.told_content, homes=found.homes),
    ]
    given = (found.answered, found.told_content)
    return [less if handful(count) else line for line, less, count in zip(told, few, given, strict=True)]


def _own(texts: Texts, own: Rating) -> Markup:
    parts = [
        *([] if own.worked is None else [texts.plain(f"ratings.key.{own.worked}")]),
        *([] if own.content is None else [texts.plain(f"ratings.key.{own.content}")]),
    ]
    return texts.say("ratings.own", parts=texts.plain("ratings.between").join(parts) or texts.plain("ratings.nothing"))


def _shortened(words: str) -> str:
    words = one_line(words)
    return words if len(words) <= SHORT else words[: SHORT - 1] + "…"


def _keys(texts: Texts, found: RatingPage, again: str) -> tuple[tuple[Key, ...], ...]:
    """The answers to what is open; what was answered, to be changed; words, once one was."""
    number, own = found.matter.id, found.own or Rating()
    answers = {
        "worked": [Key(texts.plain(f"ratings.key.{one}"), RateWorked(number, one.value)) for one in Worked],
        "content": [Key(texts.plain(f"ratings.key.{one}"), RateContent(number, one.value)) for one in Content],
    }
    given = {"worked": own.worked, "content": own.content}
    open_ = [name for name in answers if given[name] is None or name == again]
    changes = [
        Key(texts.plain(f"ratings.key.again_{name}"), AskRating(number, name)) for name in answers if name not in open_
    ]
    words = [] if len(open_) == len(answers) else [Key(texts.plain("ratings.key.words"), RateWords(number))]
    return (*(tuple(answers[name]) for name in open_), *rows(*changes, *words))


def ask_words(texts: Texts, draft: int, matter_id: int) -> Screen:
    """想说什么？"""
    drop = Key(texts.plain("ratings.key.drop"), RateDrop(draft, matter_id))
    return Screen(texts.say("ratings.ask"), ((drop,),))
