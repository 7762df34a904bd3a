"""What a doubt about a sealed result sets in motion (核对异议的后续): the committee looks, then it is checked again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from domain.effects import Effect, Post, Record, Schedule
from domain.notices import Notice, NoticeKind
from domain.vote_effects import CHASE, CHASED_EVERY, card_facts
from domain.voting.doubts import Doubt, DoubtStage
from domain.voting.votes import Vote


def doubted(vote: Vote, number: int, by: int, words: str, chats: Sequence[int], at: datetime) -> list[Effect]:
    """The journal keeps that the numbers were found wrong; the committee reads why."""
    return [
        Record(vote.subject, DoubtStage.DOUBTED.value, {"number": number, "by": by}),
        *_told(vote, f"doubt:{number}", "voting.doubt", Doubt(by, words), chats),
        Schedule(CHASE, vote.subject, at + CHASED_EVERY),
    ]


def disowned(vote: Vote, doubt: Doubt, slot: int, by: int, chats: Sequence[int], at: datetime) -> list[Effect]:
    """A home says after the close that a paper is not theirs: it stays sealed, the committee reads which."""
    serial = doubt.papers[-1]
    return [
        Record(vote.subject, "paper_disputed", {"serial": serial, "slot": slot, "by": by}),
        *_told(vote, f"disowned:{serial}", "voting.doubt", doubt, chats),
        Schedule(CHASE, vote.subject, at + CHASED_EVERY),
    ]


def still_doubted(vote: Vote, doubt: Doubt, chats: Sequence[int], at: datetime) -> list[Effect]:
    """The committee is asked again, every day until it has looked."""
    told = _told(vote, f"doubt:{at.date().isoformat()}", "voting.doubt", doubt, chats)
    return [*told, Schedule(CHASE, vote.subject, at + CHASED_EVERY)]


def looked(vote: Vote, number: int, by: int, words: str, chats: Sequence[int], at: datetime) -> list[Effect]:
    """The journal keeps that somebody looked; whoever may confirm reads what came of it, and checks again."""
    return [
        Record(vote.subject, DoubtStage.LOOKED.value, {"number": number, "by": by}),
        *_told(vote, f"looked:{number}", "voting.looked", Doubt(by, words), chats),
        Schedule(CHASE, vote.subject, at + CHASED_EVERY),
    ]


def _told(vote: Vote, key: str, template: str, doubt: Doubt, chats: Sequence[int]) -> list[Effect]:
    facts: dict[str, Any] = {**card_facts(vote), "said": doubt.said, "papers": list(doubt.papers)}
    return [Post(Notice(f"{vote.subject}:{key}:{chat}", chat, NoticeKind.POST, template, facts)) for chat in chats]
