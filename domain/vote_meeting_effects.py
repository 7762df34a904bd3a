"""What a meeting that votes sets in motion (表决会议的后续): who has come, the journal, second looks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.effects import Effect, Post, Record, Schedule, Unschedule
from domain.notices import Notice, NoticeKind
from domain.vote_effects import CLOSE, SHOW, card_facts, to_groups, turnout_facts
from domain.voting.meetings import Attendance
from domain.voting.votes import Vote


def convened(vote: Vote, present: int, groups: Sequence[int]) -> list[Effect]:
    """The meeting begins: the card with the way to sign in goes to the groups."""
    facts = {**card_facts(vote), **turnout_facts(present, 0)}
    return [Record(vote.subject, "convened", {}), *to_groups(vote, "card", groups, facts, subject=vote.subject)]


def signed_in(vote: Vote, slot: int, by: int, at: datetime) -> list[Effect]:
    """The journal keeps who has come, and whether they said so themselves; the card counts them."""
    return [Record(vote.subject, "signed_in", {"slot": slot, "by": by}), Schedule(SHOW, vote.subject, at)]


def put_to_vote(found: Attendance, by: int, at: datetime) -> list[Effect]:
    """Enough have come: it can be voted."""
    body = {"by": by, "present": len(found.present), "of": len(found.members)}
    return [Record(found.vote.subject, "opened", body), Schedule(SHOW, found.vote.subject, at)]


def hands_raised(vote: Vote, count: int, by: int, checkers: Sequence[int], source: str) -> list[Effect]:
    """Somebody wrote hands down: whoever else saw them is asked."""
    facts = {**card_facts(vote), "hands": count}
    asked = [
        Post(Notice(f"{vote.subject}:hands:{source}:{chat}", chat, NoticeKind.POST, "voting.hands", facts))
        for chat in checkers
    ]
    return [Record(vote.subject, "hands_raised", {"by": by, "hands": count}), *asked]


def hands_dropped(vote: Vote, count: int, by: int) -> list[Effect]:
    """They were not written down as they were: once more."""
    return [Record(vote.subject, "hands_dropped", {"by": by, "hands": count})]


def closed(vote: Vote, by: int) -> list[Effect]:
    """The chair has closed the vote."""
    return [Record(vote.subject, "closed", {"by": by}), Unschedule(CLOSE, vote.subject)]
