"""A matter that becomes everybody's (转为全小区的事): what it touches, and whether it uses common parts."""

from __future__ import annotations

from domain.deliberation.classification import OF_KIND, Touch, TouchKind
from domain.deliberation.matters import Matter
from rendering.deliberation_full_buttons import AskGrow, GrowCommons, GrowKind, GrowMatter
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
    keys = [Key(texts.plain(f"deliberation.touch_kind.{kind}"), GrowKind(matter.id, kind.value)) for kind in TouchKind]
    words = texts.say("deliberation.ask.grow", title=matter.title)
    return Screen(words, ((nothing,), *rows(*keys, per_row=1), (to_matter(texts, matter.id),)))


def ask_grow_kind(texts: Texts, matter: Matter, kind: TouchKind) -> Screen:
    """牵涉下面哪一样？ A home that becomes a shop is nobody's vote, and not offered."""
    keys = [
        Key(texts.plain(f"deliberation.touch.{touch}"), GrowMatter(matter.id, touch.value))
        for touch in OF_KIND[kind]
        if touch is not Touch.HOME_TO_BUSINESS
    ]
    back = Key(texts.plain("deliberation.key.none_of_these"), AskGrow(matter.id))
    words = texts.say("deliberation.ask.kind", kind=texts.plain(f"deliberation.touch_kind.{kind}"))
    return Screen(words, (*rows(*keys, per_row=1), (back, to_matter(texts, matter.id))))
