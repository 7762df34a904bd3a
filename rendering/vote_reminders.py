"""Reminders of a vote in words (表决的提醒): the line to whoever has not voted; how many went out, the next one."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.moments import read_moment
from domain.outcomes import Facts
from domain.vote_reminders import MOST
from domain.voting.entitlements import Reminding
from domain.voting.votes import Vote
from rendering import dates
from rendering.buttons import Button
from rendering.dispatch import Dispatch, Drawing, Template
from rendering.polls import Reminders
from rendering.screens import Key, Screen, lines, rows
from rendering.texts import Texts
from rendering.voting_buttons import ShowVote


@dataclass(frozen=True)
class RemindVoters(Button, prefix="vte"):
    """[提醒还没投的]; `sure` once asked back."""

    vote_id: int
    sure: int


def reminder(drawing: Drawing, facts: Facts) -> Dispatch:
    """One private line to somebody who has not voted."""
    texts = drawing.texts
    closes = dates.until(texts, read_moment(facts["closes_at"]), drawing.zone)
    words = lines(
        texts.say("voting.reminder.text", title=facts["title"], moment=closes),
        texts.say("voting.papers.only") if facts.get("on_paper") else None,
    )
    look = Key(texts.plain("voting.key.look_now"), ShowVote(facts["vote_id"]))
    return Dispatch(Screen(words, rows(look, Key(texts.plain("polls.key.no_reminders"), Reminders(0)))))


NOTICES: dict[str, Template] = {"voting.reminder": reminder}


def reminding_line(texts: Texts, found: Reminding, zone: ZoneInfo) -> Markup:
    """提醒过 1 次，最多 3 次；下次 12月14日（周一）10:00."""
    if found.next_at is None:
        return texts.say("voting.reminders.last", sent=found.sent, most=MOST)
    moment = dates.moment(texts, found.next_at, zone)
    return texts.say("voting.reminders.next", sent=found.sent, most=MOST, moment=moment)


def reminding_keys(texts: Texts, vote: Vote, found: Reminding) -> list[Key]:
    """[提醒还没投的], while one is left."""
    return [Key(texts.plain("voting.key.remind"), RemindVoters(vote.id, 0))] if found.sent < MOST else []


def surely_remind(texts: Texts, vote: Vote) -> Screen:
    """现在提醒？"""
    words = texts.say("voting.reminders.sure", left=MOST - vote.reminded)
    sure = Key(texts.plain("voting.key.remind_sure"), RemindVoters(vote.id, 1))
    return Screen(words, ((sure,), (Key(texts.plain("voting.key.back"), ShowVote(vote.id)),)))
