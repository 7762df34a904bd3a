"""What is asked for an answer that staff take down (补录单位答复), for a unit's name, and why one is not asked."""

from __future__ import annotations

from datetime import date, timedelta

from domain.deliberation.consultations import UnitSays
from rendering import dates
from rendering.consultation_buttons import (
    ChooseAnswerDay,
    ChooseUnitSays,
    DropUnitWords,
    EnterUnitAnswer,
    ShowUnit,
    ShowUnits,
)
from rendering.consultations import WAYS
from rendering.screens import Key, Screen, rows
from rendering.texts import Texts

DAYS = (0, 1, 2)
"""Days that can be pressed; another one is typed."""


def ask(texts: Texts, what: str, draft_id: int, matter_id: int, **facts: str) -> Screen:
    """The next words are awaited."""
    return Screen(texts.say(f"consultations.ask.{what}", **facts), ((_drop(texts, draft_id, matter_id),),))


def ask_way(texts: Texts, unit_id: int, unit: str) -> Screen:
    """How did it come?"""
    keys = [Key(texts.plain(f"consultations.way.{way}"), EnterUnitAnswer(unit_id, way.value)) for way in WAYS]
    back = Key(texts.plain("consultations.key.unit"), ShowUnit(unit_id))
    return Screen(texts.say("consultations.ask.way", unit=unit), (*rows(*keys), (back,)))


def ask_says(texts: Texts, draft_id: int, matter_id: int) -> Screen:
    """What does it say?"""
    keys = [Key(texts.plain(f"consultations.says.{says}"), ChooseUnitSays(draft_id, says.value)) for says in UnitSays]
    return Screen(texts.say("consultations.ask.says"), (*rows(*keys, per_row=3), (_drop(texts, draft_id, matter_id),)))


def ask_day(texts: Texts, draft_id: int, matter_id: int, today: date) -> Screen:
    """On which day was it given?"""
    keys = [
        Key(dates.calendar_day(texts, today - timedelta(days=days)), ChooseAnswerDay(draft_id, days)) for days in DAYS
    ]
    return Screen(texts.say("consultations.ask.day"), (*rows(*keys), (_drop(texts, draft_id, matter_id),)))


def thanks(texts: Texts, what: str, matter_id: int, unit_id: int | None = None) -> Screen:
    """What became of it."""
    back = Key(texts.plain("consultations.key.units"), ShowUnits(matter_id, 0))
    one = [] if unit_id is None else [Key(texts.plain("consultations.key.unit"), ShowUnit(unit_id))]
    return Screen(texts.say(f"consultations.thanks.{what}"), rows(*one, back))


def _drop(texts: Texts, draft_id: int, matter_id: int) -> Key:
    return Key(texts.plain("deliberation.key.drop"), DropUnitWords(draft_id, matter_id))
