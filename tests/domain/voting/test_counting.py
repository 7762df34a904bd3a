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


def test_whoever_votes_is_there_at_a_residents_meeting_and_whoever_only_signed_in_elsewhere_is_not() -> None:
    """居委会组织法27: more than half of the homes are there, and of those more than half agree."""
    assembly = replace(OPENED, rule="residents-assembly", constituency=Constituency.RESIDENTS)
    roll = Roll(tuple(Head(key, 0, ()) for key in "甲乙丙丁"))
    cast = [MarkedBallot("甲", YES), MarkedBallot("乙", YES), MarkedBallot("丙", NO)]
    found = count_vote(assembly, roll, cast, present=("丁",))
    assert isinstance(found, Tally) and found.passed
    assert [(one.count, one.of) for one in found.findings] == [(3, 4), (2, 3)]
    half = count_vote(assembly, roll, cast[:2])
    assert isinstance(half, Tally) and not half.passed, "two of four are not more than half"
    tied = count_vote(assembly, roll, [*cast, MarkedBallot("丁", NO)])
    assert isinstance(tied, Tally) and not tied.passed, "nor are two of four who agree"
