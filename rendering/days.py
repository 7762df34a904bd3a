"""Days in words (我的日历): what falls on the days ahead, holidays and 调休, and how periods are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.days import Calendar, DayKind, Occasion, Stretch
from domain.issues import shorten
from rendering.buttons import Button
from rendering.dates import calendar_day, clock, last_day
from rendering.menu import Go
from rendering.profiles import wait_words
from rendering.screens import Key, Screen, lines
from rendering.texts import Texts

SHORT = 24
MOST = 4
"""Things on the screen; the page has them all."""


@dataclass(frozen=True)
class ShowCalendar(Button, prefix="da"):
    """我的日历."""


@dataclass(frozen=True)
class LendCalendar(Button, prefix="db"):
    """给我一个网页."""


@dataclass(frozen=True)
class TakeCalendarBack(Button, prefix="dc"):
    """收回网页."""

    link_id: int


def screen(texts: Texts, found: Calendar, *, zone: ZoneInfo, page: bool) -> Screen:
    """我的日历: today, what comes, the next holidays; `page`: whether there is a page of ours to open."""
    shown = [one for one in found.stretches if not one.plain]
    text = lines(
        today(texts, found),
        *(stretch_words(texts, one, zone) for one in shown[:MOST]),
        texts.say("days.none") if not shown else None,
        texts.say("days.more", n=len(shown) - MOST) if len(shown) > MOST else None,
        *(_unsettled(texts, year) for year in found.unsettled[:1]),
    )
    keys = (Key(texts.plain("days.lend"), LendCalendar()),) if page else ()
    return Screen(text, ((*keys, Key(texts.plain("menu.go.homes"), Go("homes"))),))


def today(texts: Texts, found: Calendar) -> Markup:
    """今天是哪天, 上不上班."""
    return texts.say("days.today", day=calendar_day(texts, found.today), kind=_kind(texts, found.stretches[0].kind))


def _kind(texts: Texts, kind: DayKind) -> str:
    return texts.plain(f"days.kind.{kind.value}")


def _unsettled(texts: Texts, year: int) -> Markup:
    return texts.say("profiles.days.preliminary", year=year)


def stretch_words(texts: Texts, one: Stretch, zone: ZoneInfo) -> Markup:
    """One line: 10月1日（周四）到10月7日（周三）：放假."""
    said = [_kind(texts, one.kind), *(occasion_words(texts, occasion, zone) for occasion in one.occasions)]
    return texts.say("days.line", days=_span(texts, one.first, one.last), what=texts.plain("days.between").join(said))


def _span(texts: Texts, first: date, last: date) -> str:
    begin = calendar_day(texts, first)
    return begin if first == last else texts.plain("days.span", first=begin, last=calendar_day(texts, last))


def occasion_words(texts: Texts, occasion: Occasion, zone: ZoneInfo) -> str:
    """What falls on a day, with its hour where it has one."""
    if occasion.what == "poll":
        time = clock(texts, occasion.facts["until"], zone)
        return texts.plain("days.poll", question=shorten(occasion.facts["question"], SHORT), time=time)
    return texts.plain("days.term", role=texts.plain(f"roles.{occasion.facts['kind']}"))


def lent(texts: Texts, *, url: str, until: datetime, link_id: int, zone: ZoneInfo) -> Screen:
    """The page: its address, until when, and taking it back."""
    keys = (Key(texts.plain("days.open"), url=url), Key(texts.plain("days.take_back"), TakeCalendarBack(link_id)))
    return Screen(texts.say("days.lent", day=last_day(texts, until, zone)), (keys,))


def taken_back(texts: Texts) -> Screen:
    """It opens nothing any more."""
    return Screen(texts.say("days.taken_back"), ((Key(texts.plain("days.go"), ShowCalendar()),),))


def counted(texts: Texts, found: Calendar) -> list[Markup]:
    """满多少天, from a notice of today: each period, how it is counted, what is not settled yet."""
    years = sorted({*found.unsettled, *(year for _, period in found.waits for year in period.preliminary)})
    return [
        *(wait_words(texts, found.profile, key, period) for key, period in found.waits),
        texts.say("profiles.days.how"),
        *(_unsettled(texts, year) for year in years),
    ]
