"""Reminders of a vote (表决的提醒): those who have not voted are asked again, three times at most, never at night."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.effects import Effect, Post, Record, Schedule
from domain.notices import Notice, NoticeKind
from domain.outcomes import Reason, Refusal
from domain.polls import WAKING
from domain.vote_effects import REMIND, card_facts, reminders_of
from domain.voting.entitlements import Reminding
from domain.voting.votes import Vote, VoteState

MOST = 3
"""Reminders of one vote, by the timetable and by hand together."""

HOUR = time(10)


def reminding(vote: Vote, *, at: datetime, zone: ZoneInfo) -> Reminding:
    """How many went out, and when the next one will."""
    return Reminding(vote.reminded, next_reminder(vote, at=at, zone=zone))


def reminder_days(vote: Vote, zone: ZoneInfo) -> tuple[datetime, ...]:
    """After a third of the time, after two thirds, the day before the close; each at ten in the morning."""
    span, local = vote.closes_at - vote.opens_at, vote.closes_at.astimezone(zone)
    thirds = ((vote.opens_at + span * part / 3).astimezone(zone).date() for part in (1, 2))
    days = {*thirds, local.date() - timedelta(days=1)}
    moments = (datetime.combine(day, HOUR, tzinfo=zone) for day in sorted(days))
    return tuple(moment for moment in moments if vote.opens_at < moment < vote.closes_at)


def next_reminder(vote: Vote, *, at: datetime, zone: ZoneInfo) -> datetime | None:
    """The next planned one: of those that are left the last are kept, and never two on one day."""
    left = MOST - vote.reminded
    if left <= 0:
        return None
    planned = reminder_days(vote, zone)[-left:]
    return next((moment for moment in planned if moment > at and not _same_day(vote, moment, zone)), None)


def _same_day(vote: Vote, moment: datetime, zone: ZoneInfo) -> bool:
    last = vote.reminded_at
    return last is not None and last.astimezone(zone).date() == moment.astimezone(zone).date()


def awake(at: datetime, zone: ZoneInfo) -> bool:
    """Whether people are up."""
    return WAKING[0] <= at.astimezone(zone).time() < WAKING[1]


def reminder_refusal(vote: Vote, *, at: datetime, zone: ZoneInfo) -> Refusal | None:
    """Why nobody can be reminded by hand now."""
    if vote.state is not VoteState.OPEN or at >= vote.closes_at:
        return Refusal(Reason.WRONG_STATE, {"what": "vote_not_open_now"})
    if vote.reminded >= MOST:
        return Refusal(Reason.TOO_MANY, {"what": "vote_reminders", "most": MOST})
    if _same_day(vote, at, zone):
        return Refusal(Reason.WRONG_STATE, {"what": "vote_reminded_today"})
    if not awake(at, zone):
        return Refusal(Reason.WRONG_STATE, {"what": "vote_reminder_at_night"})
    return None


def planned(vote: Vote, *, at: datetime, zone: ZoneInfo) -> list[Effect]:
    """The next reminder is set down."""
    due = next_reminder(vote, at=at, zone=zone)
    return [] if due is None else [Schedule(REMIND, vote.subject, due)]


def reminded(vote: Vote, chats: Sequence[int], *, at: datetime, zone: ZoneInfo) -> list[Effect]:
    """One private line to each of those who have not voted, until the next one; `vote` counts this already."""
    posts: list[Effect] = [
        Post(
            Notice(
                f"{vote.subject}:reminder:{vote.reminded}:{chat}",
                chat,
                NoticeKind.POST,
                "voting.reminder",
                card_facts(vote),
                subject=reminders_of(vote),
                until=next_reminder(vote, at=at, zone=zone) or vote.closes_at,
            )
        )
        for chat in chats
    ]
    return [*posts, Record(vote.subject, "reminded", {"round": vote.reminded, "people": len(chats)})]
