"""Chasing the check of a paper: the next mornings, three times, never after the close or at night."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from domain.vote_paper_chasing import MOST, Chase, asleep, chase_of, first_chase, next_chase, put_off
from domain.voting.marks import read_marks
from domain.voting.papers import Paper, PaperState
from domain.voting.votes import VoteState
from tests.domain.test_vote_reminders import CLOSES, OPENS, VOTE, ZONE

VOTING = replace(VOTE, state=VoteState.OPEN)
PAPER = Paper(4, 7, 9, 12, 137, PaperState.ENTERED, read_marks("approve"), entered_by=3, tries=2)
CHASE = Chase(4, 2, 1)


def local(at: datetime) -> tuple[int, int]:
    moment = at.astimezone(ZONE)
    return moment.day, moment.hour


def test_it_begins_the_morning_after_and_goes_on_daily() -> None:
    first = first_chase(VOTING, PAPER, at=OPENS, zone=ZONE)
    assert first is not None and first.subject == CHASE.subject and chase_of(first.subject) == CHASE
    assert local(first.due) == ((OPENS.astimezone(ZONE) + timedelta(days=1)).day, 10)
    second = next_chase(VOTING, CHASE, at=first.due, zone=ZONE)
    assert second is not None and second.due - first.due == timedelta(days=1) and chase_of(second.subject).round == 2


def test_it_ends_with_the_deputies_and_at_the_close() -> None:
    assert next_chase(VOTING, replace(CHASE, round=MOST), at=OPENS, zone=ZONE) is not None
    assert next_chase(VOTING, replace(CHASE, round=MOST + 1), at=OPENS, zone=ZONE) is None
    assert first_chase(VOTING, PAPER, at=CLOSES - timedelta(hours=1), zone=ZONE) is None


def test_what_comes_at_night_waits_for_the_morning() -> None:
    night = OPENS.astimezone(ZONE).replace(hour=2)
    assert asleep(night, ZONE) and not asleep(night.replace(hour=10), ZONE)
    before, after = (put_off(VOTING, CHASE, at=night.replace(hour=hour), zone=ZONE) for hour in (2, 22))
    assert before is not None and local(before.due) == (night.day, 10)
    assert after is not None and after.due - before.due == timedelta(days=1)


def test_what_was_checked_or_entered_anew_waits_no_more() -> None:
    assert CHASE.waits(VOTING, PAPER, OPENS)
    assert not CHASE.waits(VOTING, replace(PAPER, tries=3), OPENS)
    assert not CHASE.waits(VOTING, replace(PAPER, state=PaperState.CONFIRMED), OPENS)
    assert not CHASE.waits(VOTING, PAPER, CLOSES)
