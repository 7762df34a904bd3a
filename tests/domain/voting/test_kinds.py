"""Kinds of ballots: what may be marked, what voids a ballot, what is chosen, at the edges of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from domain.voting.ballots import Ballot, Choice
from domain.voting.kinds import BALLOT_KINDS, Selection, decide
from domain.voting.marking import BallotKind, Chosen, MarkedBallot, Paper
from domain.voting.rolls import Roll, RollUnit, build_roll, members
from domain.voting.rules import (
    HALF,
    HOUSEHOLDS,
    OWNERS_COMMITTEE,
    OWNERS_GENERAL,
    OWNERS_SPECIAL,
    REPRESENTATIVES_MEETING,
    Measure,
    Rule,
)
from domain.voting.tally import tally
from domain.voting.yes_no_abstain import MOTION

HOMES = members([f"h{n}" for n in range(30)])
YES_NO, ONE, APPROVAL, SEATS = (
    BALLOT_KINDS[key] for key in ("yes-no-abstain", "one-of-several", "approval", "k-seats")
)
GATES = Paper(("甲公司", "乙公司", "丙公司"))


def cast(*wishes: tuple[int, str]) -> list[MarkedBallot]:
    """So many ballots with these marks, from one home after the other."""
    every = [marks for count, marks in wishes for _ in range(count)]
    return [MarkedBallot(f"h{n}", frozenset(marks.split())) for n, marks in enumerate(every)]


def among(kind: BallotKind, *wishes: tuple[int, str], paper: Paper = GATES) -> Selection:
    return decide(kind, paper, HOMES, cast(*wishes), HOUSEHOLDS)


def test_every_kind_is_under_its_own_key() -> None:
    assert all(kind.key == key for key, kind in BALLOT_KINDS.items())


@pytest.mark.parametrize(
    ("kind", "paper", "allowed"),
    [
        (YES_NO, MOTION, [1]),
        (ONE, GATES, [0, 1]),
        (APPROVAL, GATES, [0, 1, 2, 3]),
        (SEATS, Paper(("甲", "乙", "丙"), places=2), [0, 1, 2]),
        (SEATS, Paper(("甲", "乙", "丙")), [0, 1]),
    ],
)
def test_how_many_one_may_mark(kind: BallotKind, paper: Paper, allowed: list[int]) -> None:
    assert list(kind.may_mark(paper)) == allowed
    for count in range(len(paper.options) + 1):
        ballot = MarkedBallot("h0", frozenset(paper.options[:count]))
        assert decide(kind, paper, HOMES, [ballot], HOUSEHOLDS).void == (count not in allowed)


def test_a_strange_mark_voids_a_ballot_that_still_takes_part() -> None:
    found = among(ONE, (19, "甲公司"), (1, "外面的公司"))
    assert (found.void, found.participated[Measure.HEADS], found.quorum_met) == (1, 20, True)
    assert found.standings[0].votes[Measure.HEADS] == 19


def test_without_a_quorum_nothing_is_chosen() -> None:
    found = among(ONE, (19, "甲公司"))
    assert not found.quorum_met and found.chosen == Chosen()
    assert found.total[Measure.HEADS] == 30


def test_the_last_ballot_of_a_home_counts_paper_before_others_and_who_disagree_are_set_aside() -> None:
    roll = members(["甲+乙", "丙", "丁"])
    one, other = frozenset({"甲公司"}), frozenset({"乙公司"})
    ballots = [
        MarkedBallot("甲+乙", one, by="甲"),
        MarkedBallot("甲+乙", other, by="乙"),
        MarkedBallot("丙", one),
        MarkedBallot("丙", other),
        MarkedBallot("丁", one, paper=True),
        MarkedBallot("丁", other),
        MarkedBallot("外人", other),
    ]
    found = decide(ONE, GATES, roll, ballots, HOUSEHOLDS)
    assert found.set_aside == ("甲+乙",) and found.participated[Measure.HEADS] == 2
    assert {item.option: item.votes[Measure.HEADS] for item in found.standings} == {
        "甲公司": 1,
        "乙公司": 1,
        "丙公司": 0,
    }


@pytest.mark.parametrize(
    ("yes", "no", "chosen"), [(11, 9, (Choice.APPROVE,)), (10, 10, ()), (9, 11, ()), (0, 20, ()), (19, 0, ())]
)
def test_a_motion_is_chosen_or_it_is_not(yes: int, no: int, chosen: tuple[str, ...]) -> None:
    assert among(YES_NO, (yes, "approve"), (no, "reject"), paper=MOTION).chosen == Chosen(chosen)
    assert among(YES_NO, (yes, "approve"), (no, "abstain"), paper=MOTION).chosen == Chosen(chosen)


def test_a_motion_read_back_from_words_is_the_same_motion() -> None:
    words = Paper(("approve", "reject", "abstain"))
    assert among(YES_NO, (11, "approve"), (9, "reject"), paper=words).chosen == Chosen(("approve",))


def test_where_half_is_enough_two_halves_are_left_to_the_lot() -> None:
    half = replace(HOUSEHOLDS, majority=HALF)
    found = decide(ONE, GATES, HOMES, cast((10, "甲公司"), (10, "乙公司")), half)
    assert found.chosen == Chosen(tied=("甲公司", "乙公司"))


def test_one_of_several_wants_more_than_half_of_those_taking_part() -> None:
    assert among(ONE, (11, "甲公司"), (9, "乙公司")).chosen == Chosen(("甲公司",))
    half = among(ONE, (10, "甲公司"), (6, "乙公司"), (4, "丙公司"))
    assert half.chosen == Chosen(again=("甲公司", "乙公司"))
    blank = among(ONE, (10, "甲公司"), (10, ""))
    assert blank.chosen == Chosen(again=("甲公司",)), "an empty ballot takes part, as an abstention does"


def test_whoever_ties_with_the_second_meets_again_too() -> None:
    found = among(ONE, (8, "丙公司"), (6, "甲公司"), (6, "乙公司"))
    assert found.chosen.again == ("丙公司", "甲公司", "乙公司")
    assert among(ONE, (20, "")).chosen == Chosen(), "for whom nobody voted, nobody votes again"


def test_approval_chooses_each_by_itself() -> None:
    found = among(APPROVAL, (6, "甲公司 乙公司 丙公司"), (5, "乙公司 丙公司"), (9, "乙公司"))
    assert found.chosen == Chosen(("乙公司", "丙公司"))
    assert [item.votes[Measure.HEADS] for item in found.standings] == [20, 11, 6]


def test_seats_go_to_the_first_and_a_tie_to_the_lot() -> None:
    two = Paper(("甲", "乙", "丙", "丁"), places=2)
    assert among(SEATS, (11, "甲 乙"), (9, "甲 丙"), paper=two).chosen == Chosen(("甲", "乙"))
    assert among(SEATS, (12, "甲"), (8, "乙 丙"), paper=two).chosen == Chosen(("甲",)), "eight of twenty are not half"
    three = Paper(("甲", "乙", "丙", "丁"), places=3)
    tied = among(SEATS, (12, "甲 乙 丙"), (3, "甲 丁"), (9, "甲 丁 乙"), (3, "丙 丁"), paper=three)
    assert {item.option: item.votes[Measure.HEADS] for item in tied.standings} == {
        "甲": 24,
        "乙": 21,
        "丙": 15,
        "丁": 15,
    }
    assert tied.chosen == Chosen(("甲", "乙"), tied=("丙", "丁")), "15 of 27 are enough for either"


def test_who_ties_for_the_last_place_is_named_and_nobody_below() -> None:
    paper = Paper(("甲", "乙", "丙", "丁"), places=2)
    everybody = [MarkedBallot(f"h{n}", frozenset()) for n in range(30)]
    votes = {"甲": 24, "乙": 20, "丙": 20, "丁": 17}
    given_marks = [
        MarkedBallot(f"h{n}", frozenset(name for name, count in votes.items() if n < count)) for n in range(30)
    ]
    found = decide(APPROVAL, paper, HOMES, [*everybody, *given_marks], HOUSEHOLDS)
    assert SEATS.choose(found.standings, HOUSEHOLDS.measures, paper) == Chosen(("甲",), tied=("乙", "丙"))


def test_by_area_too_where_the_rule_counts_it() -> None:
    roll = build_roll([RollUnit("s", ("S",), 90_000), *(RollUnit(f"u{n}", (f"o{n}",), 10_000) for n in range(9))])
    homes = [MarkedBallot(f"o{n}", frozenset({"甲公司"})) for n in range(8)]
    against = decide(ONE, GATES, roll, [*homes, MarkedBallot("S", frozenset({"乙公司"}))], OWNERS_GENERAL)
    assert against.quorum_met and against.chosen == Chosen(again=("甲公司", "乙公司"))
    without = decide(ONE, GATES, roll, homes, OWNERS_GENERAL)
    assert not without.quorum_met, "8 of 10 heads and 80 of 180 of the area"


CAST: some.SearchStrategy[Sequence[tuple[int, Choice]]] = some.lists(
    some.tuples(some.integers(0, 7), some.sampled_from(list(Choice))), max_size=20
)


@settings(deadline=None)
@given(
    some.lists(some.integers(1, 9), min_size=8, max_size=8), CAST, some.sampled_from((OWNERS_GENERAL, OWNERS_SPECIAL))
)
def test_a_motion_comes_to_the_same_as_in_the_tally(
    areas: list[int], votes: Sequence[tuple[int, Choice]], rule: Rule
) -> None:
    roll: Roll = build_roll(RollUnit(f"u{n}", (f"o{n}",), area) for n, area in enumerate(areas))
    marked = [MarkedBallot(f"o{n}", frozenset({choice})) for n, choice in votes]
    result = tally(roll, [Ballot(f"o{n}", choice) for n, choice in votes], rule)
    found = decide(YES_NO, MOTION, roll, marked, rule)
    assert (found.quorum_met, bool(found.chosen.options)) == (result.quorum_met, result.passed)


def test_in_a_meeting_those_who_came_take_part_and_in_a_committee_everybody_is_the_measure() -> None:
    members_of = members("甲乙丙丁戊己")
    marked = [MarkedBallot(name, frozenset({"甲公司"})) for name in "甲乙丙"]
    met = decide(ONE, GATES, members_of, marked, REPRESENTATIVES_MEETING, present="甲乙丙丁戊")
    assert (met.participated[Measure.HEADS], met.base[Measure.HEADS]) == (5, 5)
    assert met.passed and met.quorum_met and [finding.count for finding in met.findings] == [5]
    assert not decide(ONE, GATES, members_of, marked, REPRESENTATIVES_MEETING, present="甲乙丙").quorum_met
    everybody = decide(ONE, GATES, members_of, [*marked, MarkedBallot("丁", frozenset())], OWNERS_COMMITTEE)
    assert everybody.base[Measure.HEADS] == 6 and everybody.passed, "three of six are half of all"
    silent = [MarkedBallot(name, frozenset()) for name in "丁戊"]
    fewer = decide(ONE, GATES, members_of, [*marked[:2], *silent], OWNERS_COMMITTEE)
    assert fewer.quorum_met and not fewer.passed, "two of four who voted are a third of all"
