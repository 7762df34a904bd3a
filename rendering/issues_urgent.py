"""Screens of what cannot wait (急事): why it cannot, until when, what was missed, why it can after all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.issues import Issue, Progress
from domain.issues_urgent import WITHIN, Criterion, Urgent, UrgentFigures, facts_of
from domain.moments import read_moment
from domain.outcomes import Facts
from rendering.buttons import Button
from rendering.dates import left, moment
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.issues_buttons import LeaveIt, SeeIssue
from rendering.menu import go
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts

LISTED = 5
"""On one screen."""


@dataclass(frozen=True)
class AskUrgent(Button, prefix="kua"):
    """[算急事]; why is asked."""

    issue_id: int


@dataclass(frozen=True)
class DeclareUrgent(Button, prefix="kud"):
    """For this reason."""

    issue_id: int
    criterion: str


@dataclass(frozen=True)
class LowerUrgent(Button, prefix="kul"):
    """[不算急事]; why is asked."""

    issue_id: int


def urgent_keys(texts: Texts, seen: Progress) -> list[Key]:
    """算急事, 不算急事, for those who may say so."""
    if seen.urgent is None:
        return []
    number = seen.issue.id
    declare = [Key(texts.plain("issues.pressing.key.declare"), AskUrgent(number))] if seen.urgent.declares else []
    lower = [Key(texts.plain("issues.pressing.key.lower"), LowerUrgent(number))] if seen.urgent.lowers else []
    return [*declare, *lower]


def urgent_line(texts: Texts, seen: Progress, zone: ZoneInfo) -> Markup | None:
    """急事 on the page of a report."""
    urgent = None if seen.urgent is None else seen.urgent.urgent
    return None if urgent is None else stands(texts, facts_of(urgent), zone)


def stands(texts: Texts, facts: Facts, zone: ZoneInfo) -> Markup:
    """急事：…，…前办好; what was missed; why it is none."""
    if facts["lowered"]:
        return texts.say("issues.pressing.lowered", reason=facts["reason"])
    return texts.say(
        "issues.pressing.stands" if facts["missed"] is None else f"issues.pressing.missed.{facts['missed']}",
        why=texts.plain(f"issues.pressing.why.{facts['criterion']}"),
        answer=moment(texts, read_moment(facts["answer_by"]), zone),
        done=moment(texts, read_moment(facts["done_by"]), zone),
    )


def ask_why(texts: Texts, issue: Issue) -> Screen:
    """为什么算急事？"""
    keys = [
        Key(texts.plain(f"issues.pressing.why.{why.value}"), DeclareUrgent(issue.id, why.value)) for why in Criterion
    ]
    back = Key(texts.plain("issues.see"), SeeIssue(issue.id))
    return Screen(texts.say("issues.pressing.ask", number=issue.called), rows(*keys, back, per_row=1))


def ask_reason(texts: Texts, draft_id: int) -> Screen:
    """为什么不算？"""
    leave = Key(texts.plain("issues.ask.leave"), LeaveIt(draft_id))
    return Screen(texts.say("issues.pressing.ask_reason"), ((leave,),))


def done_lowered(texts: Texts, facts: Facts) -> Screen:
    """It is none any more."""
    see = Key(texts.plain("issues.see"), SeeIssue(facts["id"]))
    return Screen(texts.say("issues.pressing.done_lowered", number=facts["number"]), ((see,),))


def urgent_list(
    texts: Texts, found: Sequence[tuple[Issue, Urgent]], figures: UrgentFigures, *, at: datetime, zone: ZoneInfo
) -> Screen:
    """急事 here, with the hours left, and how many were done in time."""
    shown = found[:LISTED]
    said = [_line(texts, issue, urgent, at, zone) for issue, urgent in shown] or [texts.say("issues.pressing.none")]
    days = {"days": WITHIN.days, "declared": figures.declared, "lowered": figures.lowered}
    text = lines(
        texts.say("issues.pressing.head"),
        *said,
        texts.say("issues.pressing.figures", **days),
        texts.say("issues.pressing.in_time", over=figures.over, in_time=figures.in_time) if figures.over else None,
    )
    keys = [Key(issue.called, SeeIssue(issue.id)) for issue, _ in shown]
    return Screen(text, (*rows(*keys, per_row=3), (go(texts, "start"),)))


def _line(texts: Texts, issue: Issue, urgent: Urgent, at: datetime, zone: ZoneInfo) -> Markup:
    return texts.say(
        "issues.pressing.line.missed" if urgent.missed else "issues.pressing.line.stands",
        number=issue.called,
        where=issue.spot_words or issue.compound or "",
        why=texts.plain(f"issues.pressing.why.{urgent.criterion.value}"),
        left=left(texts, urgent.done_by, at=at, zone=zone),
    )


# Notices


def told(drawing: Drawing, facts: Facts) -> Dispatch:
    """At any hour, to those who serve there and to whoever reported it."""
    texts = drawing.texts
    place = facts["building"] or facts["compound"] or texts.plain("issues.no_place")
    text = lines(
        texts.say("issues.title", number=facts["number"], place=place),
        texts.say(f"issues.pressing.told.{facts['event']}"),
        stands(texts, facts, drawing.zone),
    )
    return Dispatch(Screen(text, rows(Key(texts.plain("issues.see"), SeeIssue(facts["id"])))))


NOTICES: dict[str, Template] = {"issues.urgent": told}
