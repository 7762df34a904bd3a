"""A matter that becomes everybody's (转为全小区的事): what it touches, and whether it uses common parts."""

from __future__ import annotations

from domain.deliberation.classification import Touch
from domain.deliberation.matters import Matter
from rendering.deliberation_full_buttons import GrowCommons, GrowMatter
from rendering.deliberation_lines import to_matter
from rendering.screens import Key, Screen, rows
from rendering.texts import Texts


def ask_grow_commons(texts: Texts, matter: Matter, touch: str) -> Screen:
    """公共地方有没有拿来收钱、改用途？ Asked apart, with examples."""
    keys = [
        Key(texts.plain(f"deliberation.key.commons_{name}"), GrowCommons(matter.id, touch, used))
        for name, used in (("yes", 1), ("no", 0))
    ]
    return Screen(texts.say("deliberation.ask.commons"), (*rows(*keys), (to_matter(texts, matter.id),)))


def ask_grow(texts: Texts, matter: Matter) -> Screen:
    """转成全小区的事，牵涉下面哪一样？"""
    nothing = Key(texts.plain("deliberation.key.nothing"), GrowMatter(matter.id, ""))
    keys = [
        Key(texts.plain(f"deliberation.touch.{touch}"), GrowMatter(matter.id, touch.value))
        for touch in Touch
        if touch is not Touch.HOME_TO_BUSINESS
    ]
    words = texts.say("deliberation.ask.grow", title=matter.title)
    return Screen(words, ((nothing,), *rows(*keys), (to_matter(texts, matter.id),)))
