"""Elections by organ: the share that must take part, the share a candidate needs, run-offs, ties, proxies."""

from __future__ import annotations

import pytest

from domain.voting.elections import (
    ELECTION_RULES,
    OWNERS_COMMITTEE,
    RESIDENTS_COMMITTEE,
    RESIDENTS_COMMITTEE_BY_REPRESENTATIVES,
    SELF_MANAGEMENT,
    ElectionBallot,
    ElectionResult,
    ElectionRule,
    elect,
    enough_candidates,
    wrong_proxies,
)
from domain.voting.rolls import Roll, RollUnit, build_roll, members
from domain.voting.rules import Measure

REPRESENTATIVES = members([f"r{n}" for n in range(36)])


def cast(*wishes: tuple[int, str]) -> list[ElectionBallot]:
    """So many ballots with these names, from one head after the other."""
    every = [names for count, names in wishes for _ in range(count)]
    return [ElectionBallot(f"r{n}", frozenset(names.split())) for n, names in enumerate(every)]


def by_representatives(
    *wishes: tuple[int, str], candidates: str = "甲 乙", seats: int = 1, run_off: bool = False
) -> ElectionResult:
    return elect(
        REPRESENTATIVES,
        cast(*wishes),
        RESIDENTS_COMMITTEE_BY_REPRESENTATIVES,
        candidates=candidates.split(),
        seats=seats,
        run_off=run_off,
    )


def test_e17_exactly_two_thirds_of_representatives_do_not_make_an_election() -> None:
    assert not by_representatives((24, "甲")).valid and by_representatives((24, "甲")).elected == ()
    assert by_representatives((25, "甲")).valid


def test_e18_more_than_half_of_those_voting() -> None:
    assert by_representatives((13, "甲"), (12, "乙")).elected == ("甲",)
    close = by_representatives((12, "甲"), (12, "乙"), (1, "丙"), candidates="甲 乙 丙")
    assert close.elected == () and close.seats_left == 1


def test_e18_a_run_off_wants_a_third() -> None:
    assert by_representatives((9, "甲"), (8, "乙"), (8, ""), run_off=True).elected == ("甲",)
    assert by_representatives((8, "甲"), (7, "乙"), (10, ""), run_off=True).elected == ()


def test_too_many_names_and_strange_names_void_a_ballot() -> None:
    result = by_representatives((13, "甲"), (11, "甲 乙"), (1, "外人"))
    assert result.void == 12 and result.elected == ("甲",), "void ballots still take part"
    assert result.participated[Measure.HEADS] == 25


def test_only_a_majority_has_a_seat() -> None:
    result = by_representatives((20, "甲 乙"), (16, "甲 丙"), candidates="甲 乙 丙", seats=2)
    assert result.elected == ("甲", "乙") and result.tied == ()
    close = by_representatives((18, "甲 乙"), (18, "甲 丙"), candidates="甲 乙 丙", seats=2)
    assert close.elected == ("甲",) and close.seats_left == 1, "half is not more than half"


def test_in_a_run_off_the_most_votes_have_the_seats() -> None:
    result = by_representatives(
        (14, "甲 乙"), (13, "甲 丙"), (9, "乙 丙"), candidates="甲 乙 丙", seats=2, run_off=True
    )
    assert result.elected == ("甲", "乙") and result.tied == () and result.seats_left == 0


def test_a_tie_for_the_last_seat_is_left_to_the_lot() -> None:
    result = by_representatives((18, "甲 乙"), (18, "甲 丙"), candidates="甲 乙 丙", seats=2, run_off=True)
    assert result.elected == ("甲",) and result.tied == ("乙", "丙") and result.seats_left == 1


def owners() -> Roll:
    return build_roll([RollUnit("s", ("S",), 90000), *(RollUnit(f"u{n}", (f"o{n}",), 10000) for n in range(9))])


def test_an_owners_committee_needs_heads_and_area() -> None:
    cast_ = [ElectionBallot(f"o{n}", frozenset({"甲"})) for n in range(8)]
    against = ElectionBallot("S", frozenset({"乙"}))
    result = elect(owners(), [*cast_, against], OWNERS_COMMITTEE, candidates=["甲", "乙"], seats=1)
    assert result.valid and result.elected == (), "8 of 9 heads and less than half of the area"
    with_shop = elect(
        owners(), [*cast_, ElectionBallot("S", frozenset({"甲"}))], OWNERS_COMMITTEE, candidates=["甲", "乙"], seats=1
    )
    assert with_shop.elected == ("甲",)


def test_area_decides_between_equal_heads() -> None:
    every = [
        *(ElectionBallot(f"o{n}", frozenset({"乙", "丙"})) for n in range(8)),
        ElectionBallot("S", frozenset("甲")),
    ]
    result = elect(owners(), every, OWNERS_COMMITTEE, candidates=["甲", "丙", "乙"], seats=2)
    assert [item.option for item in result.standings] == ["丙", "乙", "甲"], "equal ones as they were published"


@pytest.mark.parametrize(
    ("candidates", "seats", "enough"), [("甲 乙", 1, True), ("甲", 1, False), ("甲 甲", 1, False), ("甲", 2, False)]
)
def test_more_candidates_than_seats(candidates: str, seats: int, enough: bool) -> None:
    assert enough_candidates(candidates.split(), seats) is enough


@pytest.mark.parametrize(
    ("name", "rule", "proxies", "wrong"),
    [
        ("three are allowed", RESIDENTS_COMMITTEE, {"王": ["a", "b", "c"]}, []),
        ("a fourth is not", RESIDENTS_COMMITTEE, {"王": ["a", "b", "c", "d"]}, ["王"]),
        ("never a candidate", RESIDENTS_COMMITTEE, {"甲": ["a"]}, ["甲"]),
        ("none among representatives", RESIDENTS_COMMITTEE_BY_REPRESENTATIVES, {"王": ["a"], "李": []}, ["王"]),
    ],
)
def test_written_proxies(name: str, rule: ElectionRule, proxies: dict[str, list[str]], wrong: list[str]) -> None:
    assert wrong_proxies(proxies, rule, ["甲"]) == wrong


def test_every_rule_has_its_article() -> None:
    assert all(rule.article and key == rule.key for key, rule in ELECTION_RULES.items())


def test_in_the_first_round_most_votes_are_not_enough() -> None:
    first = by_representatives((12, "甲"), (8, "乙"), (5, ""))
    assert first.valid and first.elected == () and first.tied == ()


def test_an_election_is_a_first_round_unless_it_is_called_a_run_off() -> None:
    ballots = cast((24, "甲"))
    result = elect(REPRESENTATIVES, ballots, RESIDENTS_COMMITTEE_BY_REPRESENTATIVES, candidates=["甲", "乙"], seats=1)
    assert not result.valid


def test_exactly_a_third_is_enough_in_a_run_off() -> None:
    assert by_representatives((9, "甲"), (8, "乙"), (10, ""), run_off=True).elected == ("甲",)


def test_a_rule_without_a_run_off_wants_the_majority_again() -> None:
    ballots = [ElectionBallot(f"o{n}", frozenset({"甲" if n < 4 else "乙"})) for n in range(8)]
    again = elect(owners(), ballots, OWNERS_COMMITTEE, candidates=["甲", "乙"], seats=1, run_off=True)
    assert again.elected == (), "four of eight are not more than half"


def test_one_may_want_fewer_than_there_are_seats_or_everybody() -> None:
    result = by_representatives((20, "甲"), (16, "甲 乙 丙"), candidates="甲 乙 丙", seats=3)
    assert result.void == 0 and result.elected == ("甲",) and result.seats_left == 2


def test_a_tie_for_the_last_seats_names_those_who_tie_and_nobody_below() -> None:
    wishes = ((12, "甲 乙"), (6, "甲 丙"), (6, "丙 丁"), (6, "丁"))
    result = by_representatives(*wishes, candidates="甲 乙 丙 丁", seats=2, run_off=True)
    votes = {item.option: item.votes[Measure.HEADS] for item in result.standings}
    assert votes == {"甲": 18, "乙": 12, "丙": 12, "丁": 12}
    assert result.elected == ("甲",) and result.tied == ("乙", "丙", "丁")
    with_one_below = by_representatives(*wishes[:3], (4, "丁"), candidates="甲 乙 丙 丁", seats=2, run_off=True)
    assert with_one_below.elected == ("甲",) and with_one_below.tied == ("乙", "丙")
    assert [item.option for item in with_one_below.standings if item.enough] == ["甲", "乙", "丙", "丁"]


@pytest.mark.parametrize(
    ("rule", "most"), [(rule, 3) for rule in (RESIDENTS_COMMITTEE, OWNERS_COMMITTEE, SELF_MANAGEMENT)]
)
def test_how_many_one_may_vote_for(rule: ElectionRule, most: int) -> None:
    givers = [f"g{n}" for n in range(most + 1)]
    assert wrong_proxies({"钱": givers[:1], "孙": givers[:most]}, rule, []) == []
    assert wrong_proxies({"钱": givers}, rule, []) == ["钱"]
