"""The worked examples of the law, one row each: who owns what, who took part, what must come of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pytest

from domain.voting.ballots import Ballot, Choice
from domain.voting.rolls import DEVELOPER, Roll, RollUnit, build_roll, members
from domain.voting.rules import (
    OWNERS_COMMITTEE,
    OWNERS_GENERAL,
    OWNERS_SPECIAL,
    REPRESENTATIVES_MEETING,
    RESIDENTS_ASSEMBLY,
    Measure,
    Rule,
)
from domain.voting.tally import Tally, tally

GENERAL, SPECIAL = OWNERS_GENERAL, OWNERS_SPECIAL
PASS, FAIL, NO_QUORUM = "pass", "fail", "no quorum"


def homes(count: int, area: int, first: int = 0) -> list[RollUnit]:
    """So many homes of the same area, an owner each."""
    return [RollUnit(f"u{n}", (f"o{n}",), area) for n in range(first, first + count)]


def ballots(roll: Roll, yes: int, no: int = 0, abstain: int = 0, skip: int = 0) -> list[Ballot]:
    """The first heads after `skip` vote in this order."""
    choices = [Choice.APPROVE] * yes + [Choice.REJECT] * no + [Choice.ABSTAIN] * abstain
    heads = [head.key for head in roll.heads if head.key != DEVELOPER][skip:]
    return [Ballot(head, choice) for head, choice in zip(heads, choices, strict=False)]


def outcome(result: Tally) -> str:
    return PASS if result.passed else FAIL if result.quorum_met else NO_QUORUM


@dataclass(frozen=True)
class Example:
    name: str
    rule: Rule
    homes: int
    area: int
    yes: int
    no: int
    abstain: int
    expected: str


EQUAL_HOMES = (
    Example("E1 exactly two thirds of 678 take part", GENERAL, 678, 9000, 227, 225, 0, PASS),
    Example("E2 one fewer", GENERAL, 678, 9000, 451, 0, 0, NO_QUORUM),
    Example("E3 exactly half agree", GENERAL, 678, 9000, 226, 226, 0, FAIL),
    Example("E4 exactly three quarters agree", SPECIAL, 678, 9000, 339, 113, 0, PASS),
    Example("E5 one fewer", SPECIAL, 678, 9000, 338, 114, 0, FAIL),
    Example("E6a abstentions stay in the denominator", GENERAL, 382, 6000, 127, 120, 8, FAIL),
    Example("E6b one more agrees", GENERAL, 382, 6000, 128, 119, 8, PASS),
    Example("E6 254 of 382 are too few", GENERAL, 382, 6000, 254, 0, 0, NO_QUORUM),
    Example("E20 208 of 414 dismiss the company", GENERAL, 620, 8000, 208, 206, 0, PASS),
    Example("E20 207 of 414 do not", GENERAL, 620, 8000, 207, 207, 0, FAIL),
    Example("areas that floats get wrong: 4 of 6 homes of 52.22", GENERAL, 6, 5222, 4, 0, 0, PASS),
)


@pytest.mark.parametrize("example", EQUAL_HOMES, ids=lambda example: example.name)
def test_homes_of_one_size(example: Example) -> None:
    roll = build_roll(homes(example.homes, example.area))
    result = tally(roll, ballots(roll, example.yes, example.no, example.abstain), example.rule)
    assert outcome(result) == example.expected


RUIHU = [*homes(20, 50000, 600), *homes(600, 8000)]
"""620 owners: 20 shops of 500 ㎡, 600 homes of 80 ㎡."""


def test_e7a_heads_and_area_both_reach() -> None:
    roll = build_roll(RUIHU)
    cast = [*ballots(roll, 0, 20), *ballots(roll, 300, 120, skip=20)]
    result = tally(roll, cast, GENERAL)
    assert result.total == {Measure.AREA: 5800000, Measure.HEADS: 620}
    assert result.participated == {Measure.AREA: 4360000, Measure.HEADS: 440}
    assert result.approved == {Measure.AREA: 2400000, Measure.HEADS: 300}
    assert outcome(result) == PASS


def test_e7b_heads_reach_and_area_does_not() -> None:
    roll = build_roll(RUIHU)
    result = tally(roll, [*ballots(roll, 0, 20), *ballots(roll, 240, 200, skip=20)], GENERAL)
    assert outcome(result) == FAIL
    assert [finding.holds for finding in result.findings] == [True, True, False, True]


UNSOLD = [*homes(70, 10000), *(RollUnit(f"d{n}", (), 10000, developer=True) for n in range(30))]


@pytest.mark.parametrize(
    ("name", "yes", "no", "developer", "expected"),
    [
        ("E8a 47 owners are too few on both", 47, 0, None, NO_QUORUM),
        ("E8b the developer's area counts in the whole", 40, 27, None, PASS),
        ("E8c the developer says no", 30, 18, Choice.REJECT, FAIL),
    ],
)
def test_unsold_units_are_one_head(name: str, yes: int, no: int, developer: Choice | None, expected: str) -> None:
    roll = build_roll(UNSOLD)
    assert roll.total == {Measure.AREA: 1000000, Measure.HEADS: 71}
    cast = ballots(roll, yes, no) + ([Ballot(DEVELOPER, developer)] if developer else [])
    assert outcome(tally(roll, cast, GENERAL)) == expected


def owner_of_three() -> Roll:
    return build_roll([*(RollUnit(f"x{n}", ("X",), 10000) for n in range(3)), *homes(7, 10000)])


def cast_beside_x(choice: Choice, yes: int, no: int) -> Iterable[Ballot]:
    yield Ballot("X", choice)
    yield from (Ballot(f"o{n}", Choice.APPROVE if n < yes else Choice.REJECT) for n in range(yes + no))


@pytest.mark.parametrize(
    ("name", "x", "yes", "no", "expected"),
    [
        ("E9a one person despite three units", Choice.APPROVE, 4, 0, NO_QUORUM),
        ("E9b half the area against", Choice.REJECT, 4, 1, FAIL),
        ("E9c only X against", Choice.REJECT, 5, 0, PASS),
    ],
)
def test_an_owner_of_several_units_is_one_head(name: str, x: Choice, yes: int, no: int, expected: str) -> None:
    roll = owner_of_three()
    assert roll.total == {Measure.AREA: 100000, Measure.HEADS: 8}
    assert outcome(tally(roll, cast_beside_x(x, yes, no), GENERAL)) == expected


STAIRWELL = [*homes(11, 9000), RollUnit("1201", ("乙", "甲"), 9000)]
JOINT = "乙+甲"


def test_e10a_a_lift_for_a_stairwell() -> None:
    roll = build_roll(homes(12, 9000))
    assert outcome(tally(roll, ballots(roll, 7, 2), SPECIAL)) == PASS


@pytest.mark.parametrize(
    ("name", "joint", "expected"),
    [
        ("E10b owners who disagree are set aside", [("甲", Choice.APPROVE), ("乙", Choice.REJECT)], PASS),
        ("counted as a yes", [("甲", Choice.APPROVE), ("乙", Choice.APPROVE)], PASS),
        ("counted as a no", [("甲", Choice.REJECT), ("乙", Choice.REJECT)], FAIL),
    ],
)
def test_owners_of_one_home_count_once(name: str, joint: list[tuple[str, Choice]], expected: str) -> None:
    roll = build_roll(STAIRWELL)
    cast = [*ballots(roll, 6, 2), *(Ballot(JOINT, choice, by=who) for who, choice in joint)]
    result = tally(roll, cast, SPECIAL)
    assert outcome(result) == expected
    assert result.set_aside == ((JOINT,) if name.startswith("E10b") else ())
    assert result.participated[Measure.HEADS] == 8 + (not result.set_aside)


def test_e10c_too_few_agree() -> None:
    roll = build_roll(homes(12, 9000))
    assert outcome(tally(roll, ballots(roll, 5, 3), SPECIAL)) == FAIL


def test_e11_whether_parking_counts_flips_the_result() -> None:
    parking = [RollUnit(f"p{n}", (f"o{89 - n}",), 1250) for n in range(60)]
    cast = ballots(build_roll(homes(90, 10000)), 31, 29)
    assert outcome(tally(build_roll(homes(90, 10000)), cast, GENERAL)) == PASS
    included = build_roll([*homes(90, 10000), *parking])
    assert included.total == {Measure.AREA: 975000, Measure.HEADS: 90}
    assert outcome(tally(included, cast, GENERAL)) == NO_QUORUM


def test_e15_a_witnessed_paper_ballot_prevails() -> None:
    roll = build_roll(homes(1, 9000))
    paper = Ballot("o0", Choice.REJECT, paper=True)
    for cast in ([paper, Ballot("o0", Choice.APPROVE)], [Ballot("o0", Choice.APPROVE), paper]):
        assert tally(roll, cast, GENERAL).rejected[Measure.HEADS] == 1


def test_the_last_ballot_of_a_head_counts_and_strangers_do_not() -> None:
    roll = build_roll(homes(2, 9000))
    cast = [Ballot("o0", Choice.APPROVE), Ballot("o0", Choice.ABSTAIN), Ballot("nobody", Choice.APPROVE)]
    result = tally(roll, cast, GENERAL)
    assert (result.approved[Measure.HEADS], result.abstained[Measure.HEADS]) == (0, 1)
    assert result.participated[Measure.HEADS] == 1


@pytest.mark.parametrize(
    ("name", "present", "yes", "expected"),
    [
        ("E16 exactly two thirds of 45, 16 of 30 agree", 30, 16, PASS),
        ("exactly half agree", 30, 15, FAIL),
        ("one fewer is present", 29, 29, NO_QUORUM),
    ],
)
def test_a_meeting_of_representatives(name: str, present: int, yes: int, expected: str) -> None:
    names = [f"m{n}" for n in range(45)]
    cast = [Ballot(name, Choice.APPROVE) for name in names[:yes]]
    result = tally(members(names), cast, REPRESENTATIVES_MEETING, present=names[:present])
    assert outcome(result) == expected
    assert result.participated[Measure.HEADS] == present, "whoever is present takes part, voting or not"


@pytest.mark.parametrize(
    ("name", "yes", "no", "expected"),
    [
        ("half of all agree", 4, 1, PASS),
        ("three fifths of those taking part are not half of all", 3, 2, FAIL),
        ("half of all take part", 4, 0, NO_QUORUM),
    ],
)
def test_a_committee_wants_half_of_all_its_members(name: str, yes: int, no: int, expected: str) -> None:
    roll = members([f"m{n}" for n in range(8)])
    assert outcome(tally(roll, ballots(roll, yes, no), OWNERS_COMMITTEE)) == expected


@pytest.mark.parametrize(("present", "yes", "expected"), [(51, 26, PASS), (51, 25, FAIL), (50, 50, NO_QUORUM)])
def test_a_residents_assembly(present: int, yes: int, expected: str) -> None:
    names = [f"m{n}" for n in range(100)]
    result = tally(
        members(names),
        [Ballot(name, Choice.APPROVE) for name in names[:yes]],
        RESIDENTS_ASSEMBLY,
        present=names[:present],
    )
    assert outcome(result) == expected


def test_what_is_wanting_is_the_least_that_would_do() -> None:
    roll = build_roll(homes(678, 9000))
    assert tally(roll, ballots(roll, 451), GENERAL).missing == {Measure.AREA: 9000, Measure.HEADS: 1}
    for enough in (452, 460, 678):
        assert tally(roll, ballots(roll, enough), GENERAL).missing == {Measure.AREA: 0, Measure.HEADS: 0}
