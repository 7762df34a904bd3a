"""What a wish sets in motion (心愿的后续): the journal without anybody's name, what falls due, who hears, as values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.effects import Effect, Post, Record, Schedule, Unschedule
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind
from domain.profiles import WishRules
from domain.wishes import Wish, settling

REMIND, RETURN, SETTLE = "wish.remind", "wish.return", "wish.settle"
"""Kinds of due rows: a reminder, back on the board, silence that means it was received."""


def made(wish: Wish, *, agreed: bool) -> list[Effect]:
    """One more wish; `agreed`: whoever took it down was told so by the person, or their guardian."""
    body = {"number": wish.number, "channel": wish.channel.value, "reach": wish.reach.value, "by": wish.entered_by}
    return [Record(wish.subject, "wish_made", body | {"agreed": agreed})]


def changed(wish: Wish, what: str, by: int | None = None) -> list[Effect]:
    """How it went on. `by`: somebody who serves; makers and claimers stand in no journal."""
    return [Record(wish.subject, what, {"number": wish.number, "by": by})]


def in_hand(wish: Wish, at: datetime, rules: WishRules) -> list[Effect]:
    """It is claimed: a reminder, once, and the day it comes back."""
    assert wish.returns_at is not None, "claimed just now"
    return [
        Schedule(REMIND, wish.subject, at + timedelta(days=rules.remind_days.value)),
        Schedule(RETURN, wish.subject, wish.returns_at),
    ]


def nothing_due(wish: Wish) -> list[Effect]:
    """Nobody has it in hand any more."""
    return [Unschedule(kind, wish.subject) for kind in (REMIND, RETURN, SETTLE)]


def said_done(wish: Wish, at: datetime, rules: WishRules) -> list[Effect]:
    """The maker has so long to say otherwise."""
    return [*nothing_due(wish), Schedule(SETTLE, wish.subject, settling(at, rules))]


def told(
    wish: Wish, event: str, chats: Iterable[int], at: datetime, words: str = "", until: datetime | None = None
) -> list[Effect]:
    """What somebody hears of it, in private."""
    facts = {"wish_id": wish.id, "number": wish.number, "wish": wish.words, "event": event, "words": words}
    if (until := until or wish.back_on) is not None:
        facts["until"] = write_moment(until)
    once = f"{wish.subject}:{event}:{write_moment(at)}"
    over = wish.returns_at if event == "remind" else None
    return [Post(Notice(f"{once}:{chat}", chat, NoticeKind.POST, "wishes.told", facts, until=over)) for chat in chats]
