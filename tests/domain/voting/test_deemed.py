"""Silence counts only where the adopted rules say so, everything is on record, and the majority is one and the same."""

from __future__ import annotations

import pytest

from domain.voting.ballots import Ballot, Choice, Counted, count
from domain.voting.deemed import DeemedPolicy, Deeming, Precondition, deem
from domain.voting.rolls import Roll, RollUnit, build_roll, members
from domain.voting.rules import HOUSEHOLDS, OWNERS_GENERAL, Measure
from domain.voting.tally import evaluate

EVERYTHING = frozenset(Precondition)


def village(total: int, yes: int, no: int, abstain: int, silent: int) -> tuple[Roll, Counted, list[str]]:
    """A roll, what was cast, and who was served and did not answer."""
    roll = members([f"h{n}" for n in range(total)])
    choices = [Choice.APPROVE] * yes + [Choice.REJECT] * no + [Choice.ABSTAIN] * abstain
    cast = [Ballot(f"h{n}", choice) for n, choice in enumerate(choices)]
    return roll, count(roll, cast), [f"h{n}" for n in range(len(cast), len(cast) + silent)]


def follow(served: list[str], policy: DeemedPolicy = DeemedPolicy.FOLLOW_MAJORITY) -> Deeming:
    return Deeming(policy, "议事规则第18条", EVERYTHING, frozenset(served))


def test_e12_strict_beside_deemed() -> None:
    roll, counted, silent = village(2261, 995, 27, 125, 1071)
    strict = evaluate(roll, counted, HOUSEHOLDS)
    assert strict.participated[Measure.HEADS] == 1147 and not strict.quorum_met
    deemed = deem(roll, counted, HOUSEHOLDS, follow(silent))
    assert deemed is not None and deemed.passed
    assert (deemed.approved[Measure.HEADS], deemed.participated[Measure.HEADS]) == (2066, 2218)


def test_e13_strict_beside_deemed() -> None:
    roll, counted, silent = village(1291, 417, 278, 8, 584)
    assert not evaluate(roll, counted, HOUSEHOLDS).quorum_met
    deemed = deem(roll, counted, HOUSEHOLDS, follow(silent))
    assert deemed is not None and deemed.passed
    assert (deemed.approved[Measure.HEADS], deemed.participated[Measure.HEADS]) == (1001, 1287)


def test_e14_a_majority_that_is_not_the_same_by_area_is_not_followed() -> None:
    units = [RollUnit("s", ("S",), 100000), *(RollUnit(f"u{n}", (f"o{n}",), 5000) for n in range(9))]
    roll = build_roll(units)
    cast = [Ballot("S", Choice.REJECT), *(Ballot(f"o{n}", Choice.APPROVE) for n in range(4))]
    assert deem(roll, count(roll, cast), OWNERS_GENERAL, follow(["o8"])) is None


@pytest.mark.parametrize("wanting", list(Precondition))
def test_nothing_is_deemed_while_anything_is_not_on_record(wanting: Precondition) -> None:
    roll, counted, silent = village(9, 5, 0, 0, 4)
    deeming = Deeming(DeemedPolicy.FOLLOW_MAJORITY, "议事规则第18条", EVERYTHING - {wanting}, frozenset(silent))
    assert deeming.wanting == (wanting,)
    assert deem(roll, counted, HOUSEHOLDS, deeming) is None


def test_off_is_off() -> None:
    roll, counted, silent = village(9, 5, 0, 0, 4)
    assert deem(roll, counted, HOUSEHOLDS, follow(silent, DeemedPolicy.OFF)) is None


def test_taking_part_only_works_against_passing() -> None:
    roll, counted, silent = village(9, 4, 0, 0, 5)
    deemed = deem(roll, counted, HOUSEHOLDS, follow(silent, DeemedPolicy.PARTICIPATE_ONLY))
    assert deemed is not None and deemed.quorum_met and not deemed.passed


@pytest.mark.parametrize(("yes", "no", "abstain"), [(2, 2, 0), (1, 1, 3), (0, 0, 0)])
def test_without_a_majority_there_is_nothing_to_follow(yes: int, no: int, abstain: int) -> None:
    roll, counted, silent = village(9, yes, no, abstain, 3)
    assert deem(roll, counted, HOUSEHOLDS, follow(silent)) is None


def test_only_who_was_served_and_silent_is_deemed() -> None:
    roll = build_roll([RollUnit("j", ("乙", "甲"), 100), *(RollUnit(f"u{n}", (f"o{n}",), 100) for n in range(5))])
    cast = [Ballot("乙+甲", Choice.APPROVE, by="甲"), Ballot("乙+甲", Choice.REJECT, by="乙")]
    counted = count(roll, [*cast, Ballot("o0", Choice.APPROVE)])
    deemed = deem(roll, counted, OWNERS_GENERAL, follow(["乙+甲", "o0", "o1"]))
    assert deemed is not None and deemed.participated[Measure.HEADS] == 2
    assert deemed.set_aside == ("乙+甲",)


def test_a_tie_is_no_majority_however_many_tie() -> None:
    roll, counted, silent = village(1_000, 300, 300, 0, 100)
    assert deem(roll, counted, HOUSEHOLDS, follow(silent)) is None
