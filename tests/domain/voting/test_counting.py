"""Which ballot of a head counts: at the doors witnessed paper, in a meeting whatever was cast last."""

from __future__ import annotations

from dataclasses import replace

from domain.voting.constituencies import Constituency
from domain.voting.counting import count_vote, counted_marks
from domain.voting.marking import MarkedBallot
from domain.voting.rolls import Head, Roll
from domain.voting.rules import Measure
from domain.voting.tally import Tally
from tests.domain.voting.test_meetings import OPENED

YES, NO = frozenset({"approve"}), frozenset({"reject"})
ROLL = Roll((Head("甲", 0, ()), Head("乙", 0, ())))
CAST = [MarkedBallot("甲", YES, paper=True), MarkedBallot("甲", NO), MarkedBallot("乙", YES)]
COMMITTEE = replace(OPENED, rule="owners-committee", constituency=Constituency.COMMITTEE)


def test_paper_stands_before_a_later_press_but_a_hand_in_a_meeting_does_not() -> None:
    assert counted_marks(COMMITTEE, ROLL, CAST) == {"甲": YES, "乙": YES}
    assert counted_marks(OPENED, ROLL, CAST) == {"甲": NO, "乙": YES}


def test_what_is_read_by_name_is_what_was_counted() -> None:
    found = count_vote(OPENED, ROLL, CAST, present=("甲", "乙"))
    assert isinstance(found, Tally) and (found.approved[Measure.HEADS], found.rejected[Measure.HEADS]) == (1, 1)
