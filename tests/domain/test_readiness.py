"""What a household vote and an owners' vote still lack, exactly."""

from __future__ import annotations

from dataclasses import replace

from domain.readiness import Census, Finding, Lack, count_heads, readiness
from domain.units import UnitKind

WHOLE = Census(
    buildings=9, households=382, bound=40, counted=382, with_area=382, with_source=382, with_owner=382, heads=370
)


def test_a_compound_of_which_everything_is_known_can_hold_both_votes() -> None:
    ready = readiness(WHOLE)
    assert (ready.household, ready.owners) == ((), ())


def test_areas_and_owners_are_no_matter_of_a_household_vote() -> None:
    ready = readiness(replace(WHOLE, with_area=341, with_source=341, with_owner=370))
    assert ready.household == ()
    assert ready.owners == (Finding(Lack.AREAS, 41, 382), Finding(Lack.OWNERS, 12, 382))


def test_an_area_without_its_source_does_not_count() -> None:
    assert readiness(replace(WHOLE, with_source=380)).owners == (Finding(Lack.SOURCES, 2, 382),)


def test_without_doors_nobody_knows_how_many_there_are() -> None:
    ready = readiness(Census(buildings=9, without_doors=9))
    assert ready.household == ready.owners == (Finding(Lack.DOORS, 9, 9),)
    partly = readiness(replace(WHOLE, without_doors=2))
    assert partly.household == (Finding(Lack.DOORS, 2, 9),)


def test_owners_are_counted_as_the_law_counts_them() -> None:
    """One with several homes is one; those who own together are one more; the developer is one for all."""
    wang, couple = frozenset({1}), frozenset({1, 2})
    assert count_heads([wang, wang, couple, frozenset({3})], developer_units=0) == 3
    assert count_heads([wang], developer_units=40) == 2
    assert count_heads([], developer_units=0) == 0
    assert UnitKind.PARKING.lived_in is False
