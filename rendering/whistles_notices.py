"""Notices of 吹哨报到, to whoever runs a whistle: what a unit said or did, and who has not answered."""

from __future__ import annotations

from domain.issues import shorten
from domain.issues_masking import on_card
from domain.moments import read_moment
from domain.outcomes import Facts
from rendering.dates import moment
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.screens import Key, Screen, lines, rows
from rendering.whistle_buttons import HandOn, ShowCalled, ShowWhistle


def told(drawing: Drawing, facts: Facts) -> Dispatch:
    """One thing of one unit."""
    texts, event, comes = drawing.texts, facts["event"], facts.get("comes_at")
    when = "" if comes is None else moment(texts, read_moment(comes), drawing.zone)
    words = facts.get("words")
    text = lines(
        texts.say("whistles.head", number=facts["whistle_id"], topic=shorten(on_card(facts["topic"]), 60)),
        texts.say(f"whistles.told.{event}", unit=facts["unit"], when=when),
        texts.say("whistles.quoted", words=words) if words else None,
    )
    again = [Key(texts.plain("whistles.key.again"), HandOn(facts["unit_id"]))] if event == "silent" else []
    look = Key(texts.plain("whistles.key.unit"), ShowCalled(facts["unit_id"]))
    return Dispatch(
        Screen(text, rows(*again, look, Key(texts.plain("whistles.key.whistle"), ShowWhistle(facts["whistle_id"]))))
    )


NOTICES: dict[str, Template] = {"whistles.told": told}
