"""The month and the week (月报、周报) in words: every share with its whole, what may still grow said to be at least."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_date
from markupsafe import Markup

from domain.issues import number_words
from domain.issues_statistics import SHARES
from rendering.buttons import Button
from rendering.card_buttons import MonthCard
from rendering.dispatch import Dispatch, Drawing
from rendering.issues_buttons import OpenIssues
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class MonthBook(Button, prefix="imx"):
    """[Excel]: a compound's month; `month` is 202611."""

    compound_id: int
    month: int


@dataclass(frozen=True)
class MonthSheet(Button, prefix="imp"):
    """[打印]: the same as a page."""

    compound_id: int
    month: int


@dataclass(frozen=True)
class MonthPaper(Button, prefix="imd"):
    """[Word]: the same to write on with."""

    compound_id: int
    month: int


@dataclass(frozen=True)
class SetWeek(Button, prefix="imw"):
    """[不再每周发], [再每周发]."""

    stop: int


def month_words(texts: Texts, first: date) -> str:
    """2026年11月."""
    return format_date(first, texts.plain("issues.month.pattern"), locale=texts.locale)


def month_number(first: date) -> int:
    """202611."""
    return first.year * 100 + first.month


def month_named(number: int) -> date | None:
    """The month a button names; None for a forged one."""
    year, month = divmod(number, 100)
    return date(year, month, 1) if 2000 <= year <= 9000 and 1 <= month <= 12 else None


def said(texts: Texts, facts: Facts) -> list[Markup]:
    """The main figures, a line each: this month's, and the month before it."""
    now, before = facts["now"], facts["before"]
    return [
        *counts(texts, facts),
        *(_share(texts, name, now[name], before[name]) for name in SHARES if now[name][1]),
        *times(texts, now),
    ]


def counts(texts: Texts, facts: Facts) -> list[Markup]:
    """How many came, were closed and opened again."""
    now, before = facts["now"], facts["before"]
    return [
        texts.say("issues.month.came", came=now["came"], before=before["came"], total=now["total"]),
        texts.say("issues.month.closed", closed=now["closed"], before=before["closed"], open=now["open"]),
        texts.say("issues.month.reopened", reopened=now["reopened"], before=before["reopened"]),
    ]


def times(texts: Texts, now: Facts) -> list[Markup]:
    """How long the middle one took, and which has been open longest; what is not there is not said."""
    median = [_median(texts, *now["median"])] if now["median"] else []
    return median + ([_oldest(texts, *now["oldest"])] if now["oldest"] else [])


def _share(texts: Texts, name: str, now: Sequence[int], before: Sequence[int]) -> Markup:
    line = texts.say(f"issues.month.share.{name}", part=now[0], whole=now[1])
    if not before[1]:
        return line
    return line + texts.say("issues.month.share_before", part=before[0], whole=before[1])


def _median(texts: Texts, days: int, at_least: int) -> Markup:
    return texts.say("issues.month.median_at_least" if at_least else "issues.month.median", days=days)


def _oldest(texts: Texts, number: int, days: int) -> Markup:
    return texts.say("issues.month.oldest", number=number_words(number), days=days)


def month(drawing: Drawing, facts: Facts) -> Dispatch:
    """月报 for the committee."""
    texts, first = drawing.texts, date.fromisoformat(facts["first"])
    number = month_number(first)
    keys = rows(
        Key(texts.plain("issues.month.book"), MonthBook(facts["compound_id"], number)),
        Key(texts.plain("issues.month.paper"), MonthPaper(facts["compound_id"], number)),
        Key(texts.plain("issues.month.sheet"), MonthSheet(facts["compound_id"], number)),
        Key(texts.plain("cards.key"), MonthCard(facts["compound_id"], number)),
        Key(texts.plain("issues.see_all"), OpenIssues()),
    )
    figures = _fitting(texts, facts, MOST_LINES - 2)
    return Dispatch(Screen(lines(title(texts, facts), *figures, texts.say("issues.month.ask")), keys))


def _fitting(texts: Texts, facts: Facts, room: int) -> list[Markup]:
    """The figures that a small phone shows: what takes longest stays, of the shares those that have room.

    All of them are in the table, the page and the picture, whose keys are right below.
    """
    now, before = facts["now"], facts["before"]
    ends = times(texts, now)
    shares = [_share(texts, name, now[name], before[name]) for name in SHARES if now[name][1]]
    counted = counts(texts, facts)
    return [*counted, *shares[: max(room - len(counted) - len(ends), 0)], *ends][:room]


def title(texts: Texts, facts: Facts) -> Markup:
    """What it is."""
    when = month_words(texts, date.fromisoformat(facts["first"]))
    return texts.say("issues.month.title", compound=facts["compound"], month=when)


def week(drawing: Drawing, facts: Facts) -> Dispatch:
    """每周一条, in the group."""
    texts = drawing.texts
    text = lines(
        texts.say("issues.week.line", came=facts["came"], closed=facts["closed"], open=facts["open"]),
        _oldest(texts, *facts["oldest"]) if facts["oldest"] else None,
    )
    return Dispatch(Screen(text, rows(Key(texts.plain("issues.week.stop"), SetWeek(1)))))


def week_set(texts: Texts, *, stopped: bool) -> Screen:
    """What follows a press, and the way back."""
    word = "issues.week.stopped" if stopped else "issues.week.again"
    key = Key(texts.plain("issues.week.restart" if stopped else "issues.week.stop"), SetWeek(int(not stopped)))
    return Screen(texts.say(word), rows(key))


def sent(texts: Texts, facts: Facts, content: bytes, ending: str) -> Screen:
    """The file of a month: to print, to work with, or to write on with."""
    when = month_words(texts, date.fromisoformat(facts["first"]))
    name = texts.plain("issues.month.file", compound=facts["compound"], month=when)
    words = texts.say(SENT[ending], compound=facts["compound"], month=when)
    return Screen(words, document=content, filename=f"{name}.{ending}")


MOST_LINES = 8
SENT = {"pdf": "issues.month.sent_sheet", "xlsx": "issues.month.sent_book", "docx": "issues.month.sent_paper"}
NOTICES = {"issues.month": month, "issues.week": week}
