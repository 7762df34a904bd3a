"""Notices of the ladder (督办的通知): what each level reads of a late report, and its reporter at the last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from domain.issues_ladder import TOP, Rung
from domain.moments import read_moment
from rendering import dates
from rendering.dispatch import Dispatch, Drawing
from rendering.issues_buttons import SeeIssue
from rendering.issues_ladder import HoldIt, PreviewLetter, SeeLetter
from rendering.issues_words import quoted
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.whistle_buttons import BlowWhistle

Facts = Mapping[str, Any]


def late(drawing: Drawing, facts: Facts) -> Dispatch:
    """晚了: how late, what it asks of this level, how to hold it."""
    texts, number, level = drawing.texts, facts["id"], facts["level"]
    place = facts["building"] or facts["compound"] or texts.plain("issues.no_place")
    text = lines(
        texts.say("issues.title", number=facts["number"], place=place),
        _why(drawing, facts),
        quoted(facts["text"]) if facts["text"] else None,
        texts.say("issues.held_by", name=facts["holder"]) if facts["holder"] else None,
        texts.say("issues.lead", lead=facts["lead"]) if facts["lead"] else None,
        texts.say(f"issues.ladder.{level}"),
    )
    see = Key(texts.plain("issues.see"), SeeIssue(number))
    return Dispatch(Screen(text, rows(*_keys(texts, facts), see, per_row=3)))


def _keys(texts: Texts, facts: Facts) -> list[Key]:
    number = facts["id"]
    if facts["missed"] is None:
        return []
    if facts["level"] < TOP:
        blow = (
            [Key(texts.plain("whistles.key.blow"), BlowWhistle(number, ""))] if facts["level"] == Rung.WHISTLE else []
        )
        return [*blow, Key(texts.plain("issues.hold"), HoldIt(number))]
    return [
        Key(texts.plain("issues.letter.key"), SeeLetter(number)),
        Key(texts.plain("issues.letter.page"), PreviewLetter(number)),
    ]


def _why(drawing: Drawing, facts: Facts) -> Markup | None:
    """Why this level hears of it now."""
    if facts["cause"] in ("reopened", "urgent"):
        return drawing.texts.say(f"issues.ladder.{facts['cause']}")
    return _how_late(drawing, facts)


def _how_late(drawing: Drawing, facts: Facts) -> Markup | None:
    if facts["missed"] is None:
        return None
    texts, n = drawing.texts, facts["late"]
    said = texts.plain("issues.late.days", n=n) if n else texts.plain("issues.late.today")
    by = dates.until(texts, read_moment(facts["missed"]), drawing.zone)
    return texts.say("issues.late.solve" if facts["answered"] else "issues.late.answer", late=said, by=by)


def late_reporter(drawing: Drawing, facts: Facts) -> Dispatch:
    """At the last level: you can call 12345, and say this."""
    texts = drawing.texts
    keys = (
        Key(texts.plain("issues.letter.key"), SeeLetter(facts["id"])),
        Key(texts.plain("issues.see"), SeeIssue(facts["id"])),
    )
    return Dispatch(Screen(texts.say("issues.ladder.reporter", number=facts["number"]), rows(*keys)))


def card_until(drawing: Drawing, facts: Facts) -> Markup | None:
    """办到3月18日（周三）, or that it is late: a card stands for days, so it counts none."""
    if facts.get("by") is None:
        return None
    by = read_moment(facts["by"])
    key = "issues.card.late" if by <= drawing.at else "issues.by"
    return drawing.texts.say(key, by=dates.until(drawing.texts, by, drawing.zone))
