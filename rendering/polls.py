"""Sentiment polls in words (意见征询): the poll itself, its result, what the starter and those reminded read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.moments import read_moment
from domain.outcomes import Facts
from domain.poll_effects import label
from domain.polls import CountedBy, Poll, PollState, length
from rendering import dates
from rendering.buttons import Button
from rendering.charts import bar_chart
from rendering.dispatch import Dispatch, Drawing, PollForm, Template
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.typesetting import legible

CAPTION = 1024
"""Characters Telegram shows under a picture."""

WIDTHS = ((300, 100), (200, 60), (150, 40), (100, 25))
"""Characters of question and options, tried in turn until the words fit under the picture."""

SUPERGROUP = 1_000_000_000_000
"""Telegram numbers a supergroup -100…; its messages have links by the number without that."""


@dataclass(frozen=True)
class BeginPoll(Button, prefix="pob"):
    """[征询意见]: my polls, or the wizard when there are none yet."""


@dataclass(frozen=True)
class NewPoll(Button, prefix="pon"):
    """[发起征询]."""


@dataclass(frozen=True)
class ShowPoll(Button, prefix="poi"):
    """One of my polls."""

    poll_id: int


@dataclass(frozen=True)
class EndPoll(Button, prefix="poe"):
    """[提前结束]; `sure` once asked back."""

    poll_id: int
    sure: int


@dataclass(frozen=True)
class CancelPoll(Button, prefix="pow"):
    """[撤回]: it has not left yet."""

    poll_id: int


@dataclass(frozen=True)
class ExportPoll(Button, prefix="pot"):
    """[导出表格]."""

    poll_id: int


@dataclass(frozen=True)
class Reminders(Button, prefix="poh"):
    """[不再提醒] 0, [还是提醒我] 1."""

    on: int


# Notices


def poll(drawing: Drawing, facts: Facts) -> Dispatch:
    """The poll in the group, with the line that says what it is not."""
    texts = drawing.texts
    closes = dates.until(texts, read_moment(facts["closes_at"]), drawing.zone)
    sort = texts.plain("polls.poll.named" if facts["named"] else "polls.poll.anonymous")
    board = texts.plain("polls.poll.on_board") if facts.get("on_board") else ""
    description = texts.plain("polls.poll.description", sort=sort, board=board, moment=closes)
    form = PollForm(facts["question"], tuple(facts["options"]), facts["several"], facts["named"], description)
    return Dispatch(poll=form)


def result(drawing: Drawing, facts: Facts) -> Dispatch:
    """The result where the question was asked: words under a chart; words alone when there is no count."""
    texts = drawing.texts
    if facts["counts"] is None:
        return Dispatch(Screen(_result_words(drawing, facts, *WIDTHS[0])))
    picture = bar_chart(
        legible(texts, facts["question"]),
        [(legible(texts, option), count) for option, count in zip(facts["options"], facts["counts"], strict=True)],
        facts["total"],
        texts.plain("polls.result.note", total=facts["total"]),
    )
    drawn = (_result_words(drawing, facts, *widths) for widths in WIDTHS)
    words = next((text for text in drawn if length(text.striptags()) <= CAPTION), None)
    return Dispatch(Screen(words or _result_words(drawing, facts, 80, 12), picture=picture))


def _result_words(
    drawing: Drawing, facts: Facts, question: int, option: int, *, nobody: str = "polls.result.by_nobody"
) -> Markup:
    """`nobody`: what is said where no count could be had."""
    texts = drawing.texts
    return lines(
        texts.say("polls.result.title", question=_clipped(facts["question"], question)),
        texts.say("polls.label"),
        "",
        *([texts.say(nobody)] if facts["counts"] is None else count_lines(texts, facts, option)),
        *people_lines(texts, facts),
        _close_line(drawing, facts),
    )


def count_lines(texts: Texts, facts: Facts, width: int) -> list[Markup]:
    """How many chose what, of how many; where each could choose several, that they add up to more."""
    total = facts["total"]
    counts = zip(facts["options"], facts["counts"], strict=True)
    found = [
        texts.say("polls.result.row", option=_clipped(option, width), count=count, total=total)
        for option, count in counts
    ]
    return [*found, texts.say("polls.result.several")] if facts["several"] else found


def people_lines(texts: Texts, facts: Facts) -> list[Markup]:
    """Who took part, and with which reservations they were counted."""
    if facts["counts"] is None:
        return []
    found = [_took_part(texts, facts)]
    if facts["by"] != CountedBy.TELEGRAM:
        found.append(texts.say(f"polls.result.by_{facts['by']}"))
    if facts["named"]:
        found.append(texts.say("polls.result.households"))
    return found


def _took_part(texts: Texts, facts: Facts) -> Markup:
    """How many took part, and as far as that is known, who they are."""
    if facts["registered"] is None:
        return texts.say("polls.result.anonymous", total=facts["total"])
    people = {name: facts[name] for name in ("total", "registered", "residents")}
    return texts.say("polls.result.named", **people)


def _close_line(drawing: Drawing, facts: Facts) -> Markup:
    texts, zone = drawing.texts, drawing.zone
    how = "early" if facts["early"] else "late" if facts["late"] else "in_time"
    closed = dates.moment(texts, read_moment(facts["closed_at"]), zone)
    return texts.say(
        f"polls.result.{how}", due=dates.moment(texts, read_moment(facts["closes_at"]), zone), closed=closed
    )


def finished(drawing: Drawing, facts: Facts) -> Dispatch:
    """The starter hears that the result is out."""
    texts = drawing.texts
    total = facts["total"]
    known = "polls.finished.counted" if total is not None else "polls.finished.uncounted"
    words = texts.say(known, question=facts["label"], n=total)
    return Dispatch(Screen(words, ((Key(texts.plain("polls.key.export"), ExportPoll(facts["poll"])),),)))


def kept(drawing: Drawing, facts: Facts) -> Dispatch:
    """The whole result for the starter, whose group cannot be written to any more."""
    texts = drawing.texts
    words = _result_words(drawing, facts, *WIDTHS[0], nobody="polls.kept.by_nobody")
    key = Key(texts.plain("polls.key.export"), ExportPoll(facts["poll"]))
    return Dispatch(Screen(lines(words, "", texts.say("polls.kept.only_you")), ((key,),)))


def cancelled(drawing: Drawing, facts: Facts) -> Dispatch:
    """The starter hears that the question was not asked, or perhaps was."""
    texts = drawing.texts
    words = texts.say(f"polls.cancelled.{facts['why']}", question=facts["question"])
    return Dispatch(Screen(words, ((Key(texts.plain("polls.key.new"), NewPoll()),),)))


def reminder(drawing: Drawing, facts: Facts) -> Dispatch:
    """One private line to somebody who has not answered."""
    texts = drawing.texts
    words = texts.say(
        "polls.reminder.text",
        group=facts["group"],
        question=facts["question"],
        moment=dates.moment(texts, read_moment(facts["closes_at"]), drawing.zone),
    )
    link = message_link(facts["chat"], facts["message"])
    look = [] if link is None else [Key(texts.plain("polls.key.look"), url=link)]
    return Dispatch(Screen(words, rows(*look, Key(texts.plain("polls.key.no_reminders"), Reminders(0)))))


def message_link(chat: int, message: int) -> str | None:
    """The address of a message in a supergroup, for its members; a small group's messages have none."""
    return f"https://t.me/c/{-chat - SUPERGROUP}/{message}" if chat < -SUPERGROUP else None


NOTICES: dict[str, Template] = {
    "polls.poll": poll,
    "polls.result": result,
    "polls.finished": finished,
    "polls.kept": kept,
    "polls.cancelled": cancelled,
    "polls.reminder": reminder,
}


# Screens


def my_polls(texts: Texts, polls: Sequence[Poll]) -> Screen:
    """My polls, newest first, and the way to a new one."""
    keys = [
        Key(f"{texts.plain(f'polls.state.{one.state}')} · {_clipped(one.question, 20)}", ShowPoll(one.id))
        for one in polls
    ]
    return Screen(texts.say("polls.mine.title"), rows(*keys, Key(texts.plain("polls.key.new"), NewPoll()), per_row=1))


def page(
    texts: Texts, one: Poll, *, group: str, answered: int | None, residents: int, at: datetime, zone: ZoneInfo
) -> Screen:
    """One of my polls: how it stands, never who leads before the close."""
    words = lines(
        texts.say("polls.page.title", question=one.question),
        *option_lines(texts, one.options),
        "",
        texts.say(f"polls.page.{one.state}", group=group),
        sort_line(texts, several=one.several, named=one.named),
        texts.say(
            "polls.page.closes", moment=dates.until(texts, one.closes_at, zone), left=_left(texts, one, at, zone)
        ),
        None if answered is None or one.state is not PollState.OPEN else texts.say("polls.page.answered", n=answered),
        texts.say("polls.page.reminded", n=one.reminded, residents=residents) if one.reminded else None,
    )
    return Screen(words, rows(*_page_keys(texts, one)))


def _left(texts: Texts, one: Poll, at: datetime, zone: ZoneInfo) -> str:
    return dates.left(texts, one.closes_at, at=at, zone=zone)


def _page_keys(texts: Texts, one: Poll) -> list[Key]:
    own: Mapping[PollState, Key] = {
        PollState.QUEUED: Key(texts.plain("polls.key.cancel"), CancelPoll(one.id)),
        PollState.OPEN: Key(texts.plain("polls.key.end"), EndPoll(one.id, 0)),
        PollState.CLOSED: Key(texts.plain("polls.key.export"), ExportPoll(one.id)),
    }
    first = [own[one.state]] if one.state in own else []
    return [*first, Key(texts.plain("polls.key.list"), BeginPoll())]


def option_lines(texts: Texts, options: Sequence[str]) -> list[Markup]:
    """The options, one a line."""
    return [texts.say("polls.option", option=option) for option in options]


def sort_line(texts: Texts, *, several: bool, named: bool) -> Markup:
    """只选一个 · 记名."""
    return texts.say(
        "polls.sort",
        several=texts.plain("polls.sort.several" if several else "polls.sort.one"),
        named=texts.plain("polls.sort.named" if named else "polls.sort.anonymous"),
    )


def surely_end(texts: Texts, one: Poll) -> Screen:
    """A second look before closing early."""
    return Screen(
        texts.say("polls.end.ask", question=label(one.question)),
        rows(
            Key(texts.plain("polls.key.not_yet"), ShowPoll(one.id)),
            Key(texts.plain("polls.key.end"), EndPoll(one.id, 1)),
        ),
    )


def exported(texts: Texts, one: Poll, workbook: bytes) -> Screen:
    """The workbook, and what to mind."""
    words = texts.say("polls.export.named" if one.named else "polls.export.anonymous", question=label(one.question))
    return Screen(words, document=workbook, filename=texts.plain("polls.export.filename", number=one.id))


def reminders(texts: Texts, *, on: bool) -> Screen:
    """Reminders are off, or on again."""
    other = Key(texts.plain("polls.key.no_reminders" if on else "polls.key.remind_again"), Reminders(int(not on)))
    return Screen(texts.say("polls.reminders.on" if on else "polls.reminders.off"), ((other,),))


def _clipped(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
