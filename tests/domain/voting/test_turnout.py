"""How many are wanting for a quorum; and that no building's turnout tells on a handful of homes."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.voting.rules import HOUSEHOLDS, OWNERS_GENERAL, Measure
from domain.voting.turnout import FEWEST, Part, Told, per_mille, tell, told, wanting

AREA, HEADS = Measure.AREA, Measure.HEADS
WHOLES = {AREA: 90000_00, HEADS: 678}


@pytest.mark.parametrize(
    ("area", "heads", "short"),
    [
        (57780_00, 431, {AREA: 2220_00, HEADS: 21}),
        (60000_00, 451, {HEADS: 1}),
        (59999_99, 452, {AREA: 1}),
        (60000_00, 452, {}),
        (90000_00, 678, {}),
    ],
)
def test_what_is_wanting_is_wanting_exactly(area: int, heads: int, short: dict[Measure, int]) -> None:
    assert wanting(OWNERS_GENERAL, {AREA: area, HEADS: heads}, WHOLES) == short


def test_homes_that_count_alike_want_no_area() -> None:
    assert wanting(HOUSEHOLDS, {AREA: 0, HEADS: 3}, {AREA: 0, HEADS: 9}) == {HEADS: 3}


@pytest.mark.parametrize(
    ("count", "whole", "found"), [(0, 0, 0), (1, 3, 333), (2, 3, 666), (3, 3, 1000), (999_9, 1000_0, 999)]
)
def test_a_share_is_never_rounded_up(count: int, whole: int, found: int) -> None:
    assert per_mille(count, whole) == found


def keys(*parts: tuple[int, int]) -> list[int]:
    return [int(part.key) for part in told([Part(str(key), voted, of) for key, (voted, of) in enumerate(parts, 1)])]


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        ([(20, 48), (30, 48)], [1, 2]),
        ([(5, 10), (5, 10)], [1, 2]),
        ([(4, 48), (30, 48), (20, 48), (25, 48)], [3, 4]),  # where least are left is kept back beside
        ([(44, 48), (30, 48)], []),
        ([(0, 10), (0, 10), (20, 48), (20, 48)], [4]),  # ten of none would say that nobody there has voted
        ([(48, 48), (47, 48), (20, 48)], []),
        ([(2, 3), (10, 20), (20, 48), (24, 48)], [4]),  # beside a house of three even one of twenty shows
        ([(1, 2), (20, 48)], []),
        ([(1, 4), (1, 4), (2, 4), (20, 48), (24, 48)], [5]),  # four in three houses of four are a handful
        ([], []),
    ],
)
def test_who_is_told_and_who_is_kept_back(parts: list[tuple[int, int]], shown: list[int]) -> None:
    assert keys(*parts) == shown


@st.composite
def buildings(draw: st.DrawFn) -> list[Part]:
    sizes = draw(st.lists(st.integers(1, 24), min_size=1, max_size=4))
    return [Part(str(key), draw(st.integers(0, of)), of) for key, of in enumerate(sizes)]


@given(buildings())
def test_nothing_follows_about_a_handful_of_homes(parts: list[Part]) -> None:
    """Try every turnout that agrees with what can be read: what is told, and the total."""
    shown = told(parts)
    if not shown:
        return
    assert all(part.voted >= FEWEST and part.left >= FEWEST for part in shown)
    kept = [part for part in parts if part not in shown]
    total = sum(part.voted for part in kept)
    worlds = [world for world in product(*(range(part.of + 1) for part in kept)) if sum(world) == total]
    for at, part in enumerate(kept):
        possible = {world[at] for world in worlds}
        assert max(possible) - min(possible) >= min(part.of, FEWEST)
    assert not kept or (total >= FEWEST and sum(part.of for part in kept) - total >= FEWEST)


@given(buildings())
def test_what_is_told_is_as_it_is_and_in_its_order(parts: list[Part]) -> None:
    shown = told(parts)
    assert shown == [part for part in parts if part in shown]
    if all(part.large for part in parts):
        assert shown == parts


def test_what_may_not_be_told_apart_leaves_as_one() -> None:
    parts = [Part("1号楼", 29, 48), Part("2号楼", 47, 48), Part("3号楼", 20, 48), Part("4号楼", 33, 48)]
    assert tell(parts) == Told((parts[0], parts[2]), 2, Part("", 80, 96))
    assert tell(parts[1:2]) == Told((), 1, Part("", 47, 48))
    assert tell([]) == Told((), 0, Part("", 0, 0))
