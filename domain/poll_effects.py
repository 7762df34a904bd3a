"""What a sentiment poll sets in motion (意见征询的后续): notices, timetable, journal, as values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.effects import Effect, Post, Record, Schedule, Unschedule, Withdraw
from domain.moments import is_late, write_moment
from domain.notices import Notice, NoticeKind
from domain.outcomes import Facts
from domain.polls import Poll, PollCounts, reminder, to_facts

CLOSE = "poll.close"
REMIND = "poll.remind"
"""Kinds of due rows."""

RESULT = "polls.result"
"""The template of the result in the group."""

LABEL = 30
"""Characters of the question by which a poll is called elsewhere."""


@dataclass(frozen=True)
class Standing:
    """Where the poll stands in its group (在群里的消息)."""

    chat: int
    message: int
    title: str


def label(question: str) -> str:
    """The question, short."""
    return question if len(question) <= LABEL else question[: LABEL - 1] + "…"


def reminders_of(poll: Poll) -> str:
    """The subject of a poll's reminders, so that those still waiting can be withdrawn."""
    return f"poll_reminder:{poll.id}"


def started(poll: Poll, *, leaves: datetime, zone: ZoneInfo, on_board: bool = False) -> list[Effect]:
    """The question goes to its group; its close and its one reminder are set down.

    `on_board`: its counts will stand on the board on the web, which the question says.
    """
    asked = _to_group(poll, NoticeKind.POLL)
    effects: list[Effect] = [
        Post(replace(asked, facts={**asked.facts, "on_board": on_board})),
        Schedule(CLOSE, poll.subject, poll.closes_at),
        _record(
            poll,
            "started",
            {
                "by": poll.starter_id,
                "chat": poll.chat_id,
                "several": poll.several,
                "named": poll.named,
                "closes_at": write_moment(poll.closes_at),
            },
            {"question": poll.question, "options": json.dumps(poll.options, ensure_ascii=False)},
        ),
    ]
    due = reminder(leaves=leaves, closes_at=poll.closes_at, zone=zone) if poll.named else None
    return effects if due is None else [*effects, Schedule(REMIND, poll.subject, due)]


def closing(poll: Poll, *, early: bool, look_again: datetime) -> list[Effect]:
    """Nobody may answer any more: Telegram is asked to stop the poll and to say what it counted.

    If no count has come by `look_again`, the close is looked at once more.
    """
    return [
        *_quiet(poll),
        Schedule(CLOSE, poll.subject, look_again),
        Post(_to_group(poll, NoticeKind.STOP_POLL)),
        _record(poll, "closing", {"early": early}),
    ]


def cancelled(poll: Poll, *, why: str, starter_chat: int | None) -> list[Effect]:
    """The question will not be asked (any more): what waits is dropped, the starter told unless it was their wish."""
    effects = [Withdraw(poll.subject), *_quiet(poll), _record(poll, "cancelled", {"why": why})]
    if starter_chat is None:
        return effects
    facts = {"question": label(poll.question), "why": why}
    return [*effects, _private(f"{poll.subject}:cancelled", starter_chat, "polls.cancelled", facts)]


def published(
    poll: Poll,
    result: PollCounts,
    *,
    closed_at: datetime,
    early: bool,
    starter_chat: int | None,
    reachable: bool = True,
) -> list[Effect]:
    """The result goes to where the question was asked, and to the starter; to the starter alone, whole, where that
    group cannot be reached any more.
    """
    facts = result_facts(poll, result, closed_at=closed_at, early=early)
    effects = [*_quiet(poll), _record(poll, "counted", to_facts(result))]
    if not reachable:
        return [*effects, *kept(poll, facts, starter_chat=starter_chat)]
    posted = Notice(
        f"{poll.subject}:result",
        poll.chat_id,
        NoticeKind.POST,
        RESULT,
        facts,
        subject=f"poll_result:{poll.id}",
        public=True,
        poster_id=poll.starter_id,
    )
    if starter_chat is None:
        return [Post(posted), *effects]
    told = _private(f"{poll.subject}:finished", starter_chat, "polls.finished", {**facts, "poll": poll.id})
    return [Post(posted), *effects, told]


def kept(poll: Poll, facts: Facts, *, starter_chat: int | None) -> list[Effect]:
    """The whole result for the one who asked, when it cannot stand in the group. `facts` are the result's."""
    if starter_chat is None:
        return []
    return [_private(f"{poll.subject}:kept", starter_chat, "polls.kept", {**facts, "poll": poll.id})]


def reminded(poll: Poll, chats: Sequence[int], post: Standing) -> list[Effect]:
    """One private line to each of those who have not answered."""
    facts = {
        "question": label(poll.question),
        "closes_at": write_moment(poll.closes_at),
        "group": post.title,
        "chat": post.chat,
        "message": post.message,
    }
    posts: Iterable[Effect] = (
        _private(f"{poll.subject}:reminder:{chat}", chat, "polls.reminder", facts, subject=reminders_of(poll))
        for chat in chats
    )
    return [*posts, _record(poll, "reminded", {"people": len(chats)})]


def result_facts(poll: Poll, result: PollCounts, *, closed_at: datetime, early: bool) -> dict[str, Any]:
    """All that the result's words and picture are drawn from."""
    return {
        **to_facts(result),
        "label": label(poll.question),
        "question": poll.question,
        "options": list(poll.options),
        "several": poll.several,
        "named": poll.named,
        "closes_at": write_moment(poll.closes_at),
        "closed_at": write_moment(closed_at),
        "early": early,
        "late": is_late(poll.closes_at, closed_at),
    }


def _to_group(poll: Poll, kind: NoticeKind) -> Notice:
    facts = {
        "label": label(poll.question),
        "question": poll.question,
        "options": list(poll.options),
        "several": poll.several,
        "named": poll.named,
        "closes_at": write_moment(poll.closes_at),
    }
    return Notice(
        f"{poll.subject}:{kind.value}",
        poll.chat_id,
        kind,
        "polls.poll",
        facts,
        subject=poll.subject,
        public=kind is NoticeKind.POLL,
        poster_id=poll.starter_id,
    )


def _quiet(poll: Poll) -> list[Effect]:
    return [Unschedule(CLOSE, poll.subject), Unschedule(REMIND, poll.subject), Withdraw(reminders_of(poll))]


def _private(key: str, chat: int, template: str, facts: dict[str, Any], subject: str = "") -> Post:
    return Post(Notice(key, chat, NoticeKind.POST, template, facts, subject=subject))


def _record(poll: Poll, type: str, body: dict[str, Any], sealed: dict[str, str] | None = None) -> Record:
    return Record(poll.subject, type, body, sealed or {})
