"""Participation in words (可以参与的事项): what is open today, and what is not there yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.issues import shorten
from domain.participation import Participation
from rendering.buttons import Button
from rendering.dates import left
from rendering.menu import Go
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.voting_buttons import ShowVote

SHORT = 24


@dataclass(frozen=True)
class ShowParticipation(Button, prefix="pa"):
    """可以参与的事项."""


def participation(
    texts: Texts,
    open_now: Participation,
    *,
    at: datetime,
    zone: ZoneInfo,
    head: Markup | None = None,
    more: Sequence[Key] = (),
) -> Screen:
    """您可以参与的事项; below `head`, what has just been done."""
    under_way = [
        texts.say(
            "participation.vote",
            title=shorten(vote.title, SHORT),
            left=left(texts, vote.closes_at, at=at, zone=zone),
        )
        for vote in open_now.votes
    ]
    questions = [
        texts.say(
            "participation.question",
            question=shorten(one.question, SHORT),
            group=one.group,
            left=left(texts, one.closes_at, at=at, zone=zone),
        )
        for one in open_now.questions
    ]
    told = [texts.say("participation.announcement", text=shorten(one.text, SHORT)) for one in open_now.announcements]
    reports = (
        [texts.say("participation.reports", numbers=texts.plain("participation.between").join(open_now.reports))]
        if open_now.reports
        else []
    )
    found = [*under_way, *questions, *told, *reports]
    text = lines(
        head,
        texts.say("participation.head" if found else "participation.nothing"),
        *found,
        None if head else texts.say("participation.report"),
        None if open_now.votes else texts.say("participation.later"),
    )
    keys = [Key(texts.plain(f"menu.go.{door}"), Go(door)) for door in ("report", "notices", "homes")]
    to_vote = [Key(texts.plain("voting.key.vote"), ShowVote(vote.id)) for vote in open_now.votes[:1]]
    return Screen(text, rows(*to_vote, *keys, *more))
