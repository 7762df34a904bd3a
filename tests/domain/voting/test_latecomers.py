"""A meeting that begins late is still opened; nobody is there, has voted or raised a hand before they have."""

from __future__ import annotations

from datetime import timedelta

from domain.voting.meetings import LASTS, Attendance, Member, hands_refusal, opening_refusal
from tests.domain.voting.opened import VOTE
from tests.domain.voting.test_meetings import MEETING, MEETS, OPENED, there


def test_whoever_chairs_opens_the_vote_when_enough_have_come_be_it_an_hour_late() -> None:
    for late in (timedelta(0), timedelta(hours=1), LASTS - timedelta(seconds=1)):
        assert opening_refusal(there(4), MEETS + late) is None


def test_nobody_is_there_or_has_voted_before_they_have() -> None:
    """陈租客 is a representative and has not come."""
    found = Attendance(MEETING, (Member(1, 12, "陈租客", 70_001),))
    assert (found.present, found.silent, found.waiting) == ((), (), ()) and found.away == found.members
    assert not found.members[0].voted


def test_nobody_was_reminded_before_anybody_was() -> None:
    assert (VOTE.reminded, VOTE.reminded_at) == (0, None)


def test_some_may_raise_their_hand_while_others_keep_thinking() -> None:
    found = there(4, vote=OPENED)
    assert hands_refusal(found, [2], MEETS) is None is hands_refusal(found, [1, 2, 3, 4], MEETS)
    assert hands_refusal(found, [1, 2, 3, 4, 5], MEETS) is not None, "the fifth has not come"
