"""What is asked for a whistle (吹哨时要写的): its topic, its units, what each answers and does, how it is rated."""

from __future__ import annotations

from collections.abc import Sequence

from domain.deliberation.consultations import UsualUnit
from domain.partners import Partner
from domain.whistles import FINISH_DAYS, CalledUnit, EntryWay, Mark, Whistle, WhistleSays
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.whistle_buttons import (
    CallPartner,
    CallUnit,
    ChooseCalled,
    EnterCalled,
    GiveDays,
    LeaveWhistle,
    RateAlone,
    RateCalled,
    SameTopic,
    ShowCalled,
    ShowWhistle,
)

TYPED, USUAL = "other", "usual"
WAYS = (EntryWay.PHONE, EntryWay.LETTER)


def ask(texts: Texts, what: str, draft_id: int, whistle_id: int, **facts: str) -> Screen:
    """The next words are awaited."""
    return Screen(texts.say(f"whistles.ask.{what}", **facts), ((_leave(texts, draft_id, whistle_id),),))


def ask_topic(texts: Texts, draft_id: int, *, report: bool) -> Screen:
    """What is it about? Of a report its words will do."""
    same = [Key(texts.plain("whistles.key.same"), SameTopic(draft_id))] if report else []
    what = "topic_report" if report else "topic"
    return Screen(texts.say(f"whistles.ask.{what}"), (*rows(*same), (_leave(texts, draft_id, 0),)))


def which(texts: Texts, whistle: Whistle, partners: Sequence[Partner] = ()) -> Screen:
    """叫哪一家？ Who stands by the compound comes first, then the usual ones; whom is not called yet, or another."""
    named = {unit.name for unit in whistle.units}
    first = [Key(one.name, CallPartner(whistle.id, one.id)) for one in partners if one.name not in named]
    usual = [(one, texts.plain(f"consultations.usual.{one}")) for one in UsualUnit]
    keys = [Key(name, CallUnit(whistle.id, one.value)) for one, name in usual if name not in named]
    if first and keys:
        keys = [Key(texts.plain("whistles.key.usual"), CallUnit(whistle.id, USUAL))]
    keys.append(Key(texts.plain("whistles.key.other"), CallUnit(whistle.id, TYPED)))
    back = Key(texts.plain("whistles.key.whistle"), ShowWhistle(whistle.id))
    text = lines(texts.say("whistles.ask.which"), texts.say("whistles.ask.partners") if first else None)
    return Screen(text, (*rows(*first, per_row=1), *rows(*keys), (back,)))


def ask_days(texts: Texts, draft_id: int, whistle_id: int, unit: str) -> Screen:
    """By when?"""
    keys = [Key(texts.plain(f"whistles.days_{days}"), GiveDays(draft_id, days)) for days in FINISH_DAYS]
    return Screen(texts.say("whistles.ask.days", unit=unit), (*rows(*keys), (_leave(texts, draft_id, whistle_id),)))


def ask_way(texts: Texts, unit: CalledUnit) -> Screen:
    """How did it come?"""
    keys = [Key(texts.plain(f"whistles.way.{way}"), EnterCalled(unit.id, way.value)) for way in WAYS]
    back = Key(texts.plain("whistles.key.unit"), ShowCalled(unit.id))
    return Screen(texts.say("whistles.ask.way", unit=unit.name), (*rows(*keys), (back,)))


def ask_says(texts: Texts, draft_id: int, whistle_id: int) -> Screen:
    """Does it come?"""
    keys = [Key(texts.plain(f"whistles.says.{says}"), ChooseCalled(draft_id, says.value)) for says in WhistleSays]
    return Screen(texts.say("whistles.ask.says"), (*rows(*keys), (_leave(texts, draft_id, whistle_id),)))


def ask_mark(texts: Texts, unit: CalledUnit, response: str) -> Screen:
    """How did it answer; then, what did it do?"""
    what = "solution" if response else "response"
    keys = [
        Key(
            texts.plain(f"whistles.mark.{mark}"),
            RateCalled(unit.id, response or mark.value, mark.value if response else ""),
        )
        for mark in Mark
    ]
    back = Key(texts.plain("whistles.key.unit"), ShowCalled(unit.id))
    return Screen(texts.say(f"whistles.ask.{what}", unit=unit.name), (*rows(*keys, per_row=3), (back,)))


def ask_rating_words(texts: Texts, draft_id: int, whistle_id: int, unit: str) -> Screen:
    """Anything to say to it?"""
    alone = Key(texts.plain("whistles.key.alone"), RateAlone(draft_id))
    words = texts.say("whistles.ask.rating_words", unit=unit)
    return Screen(words, ((alone, _leave(texts, draft_id, whistle_id)),))


def thanks(texts: Texts, what: str, whistle_id: int, unit_id: int | None = None) -> Screen:
    """What became of it."""
    back = Key(texts.plain("whistles.key.whistle"), ShowWhistle(whistle_id))
    one = [] if unit_id is None else [Key(texts.plain("whistles.key.unit"), ShowCalled(unit_id))]
    return Screen(texts.say(f"whistles.thanks.{what}"), rows(*one, back))


def _leave(texts: Texts, draft_id: int, whistle_id: int) -> Key:
    return Key(texts.plain("whistles.key.leave"), LeaveWhistle(draft_id, whistle_id))
