"""What must hold whatever the roll and the ballots are, against an oracle that computes with fractions."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as some

from domain.voting.ballots import Ballot, Choice
from domain.voting.rolls import Roll, RollUnit, build_roll
from domain.voting.rules import OWNERS_GENERAL, OWNERS_SPECIAL, Measure, Rule, Threshold
from domain.voting.tally import tally

RULES = some.sampled_from((OWNERS_GENERAL, OWNERS_SPECIAL))
UNITS = some.lists(
    some.tuples(some.integers(0, 7), some.integers(1, 20000), some.booleans()), min_size=1, max_size=12
).map(
    lambda drawn: [
        RollUnit(f"u{n}", (f"o{owner}",), area, developer=developer and owner == 0)
        for n, (owner, area, developer) in enumerate(drawn)
    ]
)
CAST = some.lists(some.tuples(some.integers(0, 30), some.sampled_from(list(Choice))), max_size=30)


def ballots(roll: Roll, cast: list[tuple[int, Choice]]) -> list[Ballot]:
    return [Ballot(roll.heads[number % len(roll.heads)].key, choice) for number, choice in cast]


def reached(threshold: Threshold, count: int, total: int) -> bool:
    """The oracle: the law's words in fractions."""
    if total == 0:
        return threshold.inclusive
    share = Fraction(count, total)
    wanted = Fraction(threshold.part, threshold.whole)
    return share >= wanted if threshold.inclusive else share > wanted


def oracle(units: list[RollUnit], cast: list[Ballot], rule: Rule) -> tuple[bool, bool]:
    areas: dict[str, int] = {}
    for unit in units:
        key = "developer" if unit.developer else "+".join(sorted(unit.owners))
        areas[key] = areas.get(key, 0) + unit.area
    last = {ballot.head: ballot.choice for ballot in cast}
    yes = [head for head, choice in last.items() if choice is Choice.APPROVE]
    shares = [
        (sum(areas[head] for head in yes), sum(areas[head] for head in last), sum(areas.values())),
        (len(yes), len(last), len(areas)),
    ]
    quorum = all(reached(rule.quorum, part, whole) for _, part, whole in shares)
    return quorum, quorum and all(reached(rule.majority, agreed, part) for agreed, part, _ in shares)


def a_random_vote(dice: random.Random) -> tuple[list[RollUnit], list[tuple[int, Choice]]]:
    """A small one, so that the edges of every threshold are met often."""
    units = []
    for number in range(dice.randint(1, 12)):
        owner, area = dice.randrange(8), dice.choice((1, 1, 2, 3, 5222, dice.randint(1, 20000)))
        units.append(RollUnit(f"u{number}", (f"o{owner}",), area, owner == 0 and dice.random() < 0.5))
    return units, [(dice.randrange(31), dice.choice(list(Choice))) for _ in range(dice.randrange(24))]


def test_the_engine_agrees_with_fractions_on_ten_thousand_votes() -> None:
    dice, seen = random.Random(278), Counter[tuple[bool, bool]]()
    for _ in range(10_000):
        units, cast = a_random_vote(dice)
        rule = dice.choice((OWNERS_GENERAL, OWNERS_SPECIAL))
        roll = build_roll(units)
        given_ballots = ballots(roll, cast)
        result = tally(roll, given_ballots, rule)
        assert (result.quorum_met, result.passed) == oracle(units, given_ballots, rule), (units, cast, rule)
        seen[result.quorum_met, result.passed] += 1
    assert min(seen[False, False], seen[True, False], seen[True, True]) > 500, "every outcome is tried"


@settings(deadline=None)
@given(UNITS, CAST, RULES)
def test_the_engine_agrees_with_fractions(units: list[RollUnit], cast: list[tuple[int, Choice]], rule: Rule) -> None:
    roll = build_roll(units)
    given_ballots = ballots(roll, cast)
    result = tally(roll, given_ballots, rule)
    assert (result.quorum_met, result.passed) == oracle(units, given_ballots, rule)


@settings(deadline=None)
@given(UNITS, CAST, RULES, some.randoms())
def test_the_order_of_different_heads_does_not_matter(
    units: list[RollUnit], cast: list[tuple[int, Choice]], rule: Rule, dice: random.Random
) -> None:
    roll = build_roll(units)
    last = list({ballot.head: ballot for ballot in ballots(roll, cast)}.values())
    shuffled = list(last)
    dice.shuffle(shuffled)
    assert tally(roll, last, rule) == tally(roll, shuffled, rule)


@settings(deadline=None)
@given(UNITS, CAST, RULES, some.integers(0, 30))
def test_one_more_yes_never_turns_pass_into_fail(
    units: list[RollUnit], cast: list[tuple[int, Choice]], rule: Rule, who: int
) -> None:
    roll = build_roll(units)
    before = ballots(roll, cast)
    if tally(roll, before, rule).passed:
        assert tally(roll, [*before, *ballots(roll, [(who, Choice.APPROVE)])], rule).passed


@settings(deadline=None)
@given(UNITS, CAST, RULES, some.integers(2, 1000))
def test_the_unit_of_area_changes_nothing(
    units: list[RollUnit], cast: list[tuple[int, Choice]], rule: Rule, times: int
) -> None:
    scaled = [RollUnit(unit.unit, unit.owners, unit.area * times, unit.developer) for unit in units]
    plain, large = build_roll(units), build_roll(scaled)
    one, other = tally(plain, ballots(plain, cast), rule), tally(large, ballots(large, cast), rule)
    assert (one.quorum_met, one.passed) == (other.quorum_met, other.passed)


@settings(deadline=None)
@given(some.integers(1, 9), some.integers(1, 9), some.booleans(), some.integers(0, 10**9))
def test_the_least_that_reaches_a_threshold(part: int, more: int, inclusive: bool, total: int) -> None:
    threshold = Threshold(part, part + more, inclusive)
    least = threshold.least(total)
    assert threshold.met(least, total) and not (least > 0 and threshold.met(least - 1, total))


@settings(deadline=None)
@given(UNITS, CAST, RULES)
def test_what_is_wanting_would_do(units: list[RollUnit], cast: list[tuple[int, Choice]], rule: Rule) -> None:
    roll = build_roll(units)
    result = tally(roll, ballots(roll, cast), rule)
    for measure in Measure:
        with_more = result.participated[measure] + result.missing[measure]
        assert rule.quorum.met(with_more, roll.total[measure])
