"""Screens of 征集问题: asked, answered at a tap, and a result that says of how many homes; never called a vote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.issues import shorten
from domain.moments import read_moment
from domain.outcomes import Facts
from domain.soundings import SOUNDING_DAYS, Sounding, SoundingPage, SoundingState
from rendering import dates
from rendering.buttons import Button
from rendering.checklist_buttons import ShowList
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.meetings import ShowMeetings
from rendering.menu import go
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

LISTED, SHORT = 3, 24


@dataclass(frozen=True)
class ShowSoundings(Button, prefix="zjl"):
    """[征集问题]."""


@dataclass(frozen=True)
class ShowSounding(Button, prefix="zjs"):
    """One question."""

    sounding_id: int


@dataclass(frozen=True)
class ChooseOption(Button, prefix="zjc"):
    """One choice of a home, or taken back."""

    sounding_id: int
    option: int


@dataclass(frozen=True)
class NewSounding(Button, prefix="zjn"):
    """[征集问题]: a new one."""


@dataclass(frozen=True)
class SoundingFor(Button, prefix="zjd"):
    """So many days: it is asked."""

    draft_id: int
    days: int


@dataclass(frozen=True)
class LeaveSounding(Button, prefix="zjq"):
    """[算了]."""

    draft_id: int


@dataclass(frozen=True)
class MakeListOf(Button, prefix="zjm"):
    """[变成清单]."""

    sounding_id: int


def soundings(texts: Texts, found: Sequence[Sounding], *, asks: bool) -> Screen:
    """All of them, the latest first."""
    shown = found[:LISTED]
    said = [texts.say(f"soundings.line.{one.state}", question=one.question) for one in shown]
    keys = [Key(shorten(one.question, SHORT), ShowSounding(one.id)) for one in shown]
    own = [Key(texts.plain("soundings.key.new"), NewSounding())] if asks else []
    own.append(Key(texts.plain("meetings.key.all"), ShowMeetings()))
    text = lines(texts.say("soundings.head"), *(said or [texts.say("soundings.none")]))
    return Screen(text, rows(*keys, *own, go(texts, "start")))


def sounding(texts: Texts, page: SoundingPage, *, at: datetime, zone: ZoneInfo) -> Screen:
    """One question: its choices at a tap while it is open, then what came of it."""
    one = page.sounding
    if one.state is SoundingState.CLOSED:
        keys = _results_keys(texts, one) if page.keeps else []
        back = Key(texts.plain("soundings.key.all"), ShowSoundings())
        text = _result(texts, one.question, one.ranked, one.answered, one.homes)
        return Screen(text, rows(*keys, back))
    moment, left = dates.moment(texts, one.closes_at, zone), dates.left(texts, one.closes_at, at=at, zone=zone)
    text = lines(
        texts.say("soundings.title", question=one.question),
        texts.say("soundings.how") if page.answers else texts.say("soundings.not_yours"),
        texts.say("soundings.so_far", answered=page.answered, homes=one.homes),
        texts.say("soundings.until", moment=moment, left=left),
        texts.say("soundings.no_vote"),
    )
    keys = []
    if page.answers:
        for option, words in enumerate(one.options):
            mark = "soundings.key.chosen" if option in page.mine else "soundings.key.option"
            keys.append(Key(texts.plain(mark, option=words), ChooseOption(one.id, option)))
    return Screen(text, rows(*keys, Key(texts.plain("soundings.key.all"), ShowSoundings())))


def _results_keys(texts: Texts, one: Sounding) -> list[Key]:
    if one.checklist_id is not None:
        return [Key(texts.plain("checklists.key.see"), ShowList(one.checklist_id, 0))]
    return [Key(texts.plain("soundings.key.to_list"), MakeListOf(one.id))] if any(one.counts) else []


def _result(texts: Texts, question: str, ranked: Sequence[Sequence[object]], answered: int, homes: int) -> Markup:
    """Every share beside its count, of whom, and how many answered at all."""
    return lines(
        texts.say("soundings.over", question=question),
        *shares(texts, ranked, answered),
        rate_line(texts, answered, homes),
        texts.say("soundings.no_vote"),
    )


def shares(texts: Texts, ranked: Sequence[Sequence[object]], answered: int) -> list[Markup]:
    """Each option with its homes, of those that answered."""
    if not answered:
        return [texts.say("soundings.nobody")]
    return [
        texts.say(
            "soundings.share", option=str(option), n=int(str(n)), of=answered, share=tenths_of(int(str(n)), answered)
        )
        for option, n in ranked
    ]


def rate_line(texts: Texts, answered: int, homes: int) -> Markup:
    """How many homes answered, of how many."""
    return texts.say("soundings.rate", answered=answered, homes=homes, rate=tenths_of(answered, homes))


def tenths_of(count: int, whole: int) -> str:
    """86.0 of a hundred, rounded to the tenth; never to all or none where it is not."""
    if not whole:
        return "0.0"
    thousandths = (2000 * count + whole) // (2 * whole)
    if 0 < count < whole:
        thousandths = min(max(thousandths, 1), 999)
    return f"{thousandths // 10}.{thousandths % 10}"


def ask(texts: Texts, what: str, draft_id: int) -> Screen:
    """The next words are awaited."""
    leave = Key(texts.plain("soundings.key.leave"), LeaveSounding(draft_id))
    return Screen(texts.say(f"soundings.ask.{what}"), ((leave,),))


def ask_days(texts: Texts, draft_id: int, question: str, options: Sequence[str]) -> Screen:
    """As all will read it; how long?"""
    text = lines(
        texts.say("soundings.title", question=question),
        *(texts.say("soundings.option", option=option) for option in options),
        texts.say("soundings.ask.days"),
    )
    keys = [Key(texts.plain("soundings.key.days", n=days), SoundingFor(draft_id, days)) for days in SOUNDING_DAYS]
    leave = Key(texts.plain("soundings.key.leave"), LeaveSounding(draft_id))
    return Screen(text, (*rows(*keys, per_row=3), (leave,)))


def sent(texts: Texts, sounding_id: int) -> Screen:
    """It is asked."""
    return Screen(texts.say("soundings.sent"), rows(Key(texts.plain("soundings.key.see"), ShowSounding(sounding_id))))


# Notices


def card(drawing: Drawing, facts: Facts) -> Dispatch:
    """The question in the group."""
    texts = drawing.texts
    text = lines(
        texts.say("soundings.title", question=facts["question"]),
        texts.say("soundings.asked", homes=facts["homes"]),
        texts.say("soundings.until_plain", moment=dates.until(texts, read_moment(facts["closes_at"]), drawing.zone)),
        texts.say("soundings.no_vote"),
    )
    return Dispatch(Screen(text, ((Key(texts.plain("soundings.key.answer"), start=f"zj_{facts['sounding_id']}"),),)))


def result(drawing: Drawing, facts: Facts) -> Dispatch:
    """What came of it, where it was asked."""
    return Dispatch(Screen(_of_facts(drawing.texts, facts)))


def finished(drawing: Drawing, facts: Facts) -> Dispatch:
    """Whoever asked reads it too, with what can be made of it."""
    texts = drawing.texts
    keys = [Key(texts.plain("soundings.key.see"), ShowSounding(facts["sounding_id"]))]
    if facts["answered"]:
        keys.append(Key(texts.plain("soundings.key.to_list"), MakeListOf(facts["sounding_id"])))
    return Dispatch(Screen(_of_facts(texts, facts), rows(*keys)))


def _of_facts(texts: Texts, facts: Facts) -> Markup:
    return _result(texts, facts["question"], facts["ranked"], facts["answered"], facts["homes"])


NOTICES: dict[str, Template] = {
    "soundings.card": card,
    "soundings.result": result,
    "soundings.finished": finished,
}
