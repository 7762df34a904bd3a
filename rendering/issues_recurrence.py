"""Screens of what keeps coming back (病根): the list, one of them, what the committee is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.issues_recurrence import WITHIN, RootCause, RootCausePage
from domain.outcomes import Facts
from rendering.buttons import Button
from rendering.dates import day
from rendering.deliberation_buttons import ShowMatter
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.issues_buttons import LeaveIt, SeeIssue
from rendering.issues_sorting import named
from rendering.menu import go
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

LISTED, MOST_TIMES = 5, 4
"""Root causes on one screen; times of one on its page, the latest."""


@dataclass(frozen=True)
class ShowCauses(Button, prefix="krl"):
    """[老毛病]: all of them."""


@dataclass(frozen=True)
class ShowCause(Button, prefix="krs"):
    """One root cause."""

    cause_id: int


@dataclass(frozen=True)
class DiscussCause(Button, prefix="krd"):
    """[商量根治的办法]."""

    cause_id: int


@dataclass(frozen=True)
class SetCauseAside(Button, prefix="kra"):
    """[这次不商量]; why is asked."""

    cause_id: int


def causes(texts: Texts, found: Sequence[RootCause]) -> Screen:
    """老毛病 here: where, what, how often."""
    shown = found[:LISTED]
    said = [texts.say(f"issues.cause.line.{_stands(one)}", what=_what(texts, one), n=len(one.times)) for one in shown]
    text = lines(texts.say("issues.cause.head", days=WITHIN.days), *(said or [texts.say("issues.cause.none")]))
    keys = [Key(_what(texts, one), ShowCause(one.id)) for one in shown]
    return Screen(text, (*rows(*keys, per_row=1), (go(texts, "start"),)))


def cause(texts: Texts, page: RootCausePage, zone: ZoneInfo) -> Screen:
    """One of them: each time it came back, and what is done about it."""
    one = page.cause
    shown = one.times[-MOST_TIMES:]
    text = lines(
        texts.say("issues.cause.title", what=_what(texts, one)),
        texts.say("issues.cause.times", n=len(one.times)) if one.times else None,
        *(
            texts.say("issues.cause.time", number=issue.called, day=day(texts, issue.reported_at, zone))
            for issue in shown
        ),
        texts.say(f"issues.cause.stands.{_stands(one)}"),
        texts.say("issues.cause.reason", words=one.reason) if one.reason else None,
    )
    leads = [
        Key(texts.plain("issues.cause.key.discuss"), DiscussCause(one.id)),
        Key(texts.plain("issues.cause.key.aside"), SetCauseAside(one.id)),
    ]
    opens = {issue.id for issue in shown} & {issue.id for issue in page.seen}
    reports = [Key(issue.called, SeeIssue(issue.id)) for issue in shown if issue.id in opens]
    matter = [] if one.matter_id is None else [Key(texts.plain("issues.cause.key.matter"), ShowMatter(one.matter_id))]
    ways = [*matter, Key(texts.plain("issues.cause.key.all"), ShowCauses())]
    return Screen(text, (*rows(*(leads if page.leads else [])), *rows(*reports, per_row=3), *rows(*ways)))


def _stands(one: RootCause) -> str:
    if one.set_aside_at is not None:
        return "aside"
    if one.matter_id is None:
        return "asked"
    return "over" if one.matter_over else "matter"


def _what(texts: Texts, one: RootCause) -> str:
    where = one.spot_words or one.compound
    return texts.plain("issues.cause.what", where=where, about=named(texts, one.category.value))


def matter_words(texts: Texts, one: RootCause) -> str:
    """The first words of a matter about it; whoever begins it writes on."""
    numbers = texts.plain("issues.comma").join(issue.called for issue in one.times[-MOST_TIMES:])
    return texts.plain("issues.cause.matter", what=_what(texts, one), times=len(one.times), numbers=numbers)


def ask_reason(texts: Texts, draft_id: int) -> Screen:
    """这次不商量: why?"""
    leave = Key(texts.plain("issues.ask.leave"), LeaveIt(draft_id))
    return Screen(texts.say("issues.cause.ask_reason"), ((leave,),))


def told_aside(texts: Texts, cause_id: int) -> Screen:
    """It is set aside."""
    see = Key(texts.plain("issues.cause.key.see"), ShowCause(cause_id))
    return Screen(texts.say("issues.cause.done_aside"), ((see,),))


# Notices


def proposed(drawing: Drawing, facts: Facts) -> Dispatch:
    """这里90天内第3次: the committee is asked whether it wants to talk about something better."""
    texts = drawing.texts
    about = named(texts, facts["category"])
    what = texts.plain("issues.cause.what", where=facts["building"] or facts["compound"], about=about)
    numbers: Markup | str = texts.plain("issues.comma").join(facts["numbers"])
    text = lines(
        texts.say("issues.cause.proposed", what=what, days=facts["days"], times=facts["n"]),
        texts.say("issues.cause.numbers", numbers=numbers),
        texts.say("issues.cause.ask"),
    )
    number = facts["cause_id"]
    keys = [
        Key(texts.plain("issues.cause.key.discuss"), DiscussCause(number)),
        Key(texts.plain("issues.cause.key.see"), ShowCause(number)),
    ]
    return Dispatch(Screen(text, rows(*keys)))


NOTICES: dict[str, Template] = {"issues.root_cause": proposed}
