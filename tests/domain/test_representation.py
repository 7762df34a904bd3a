"""Too few representatives for the homes: one of every fifty at the most, by the law's own figures."""

from __future__ import annotations

import pytest

from domain.deliberation.representation import Representation, representation_of


@pytest.mark.parametrize(
    ("representatives", "homes", "wanted", "few"),
    [
        (3, 150, 3, False),
        (3, 151, 4, True),
        (0, 0, 0, False),
        (0, 12, 1, True),
        (13, 612, 13, False),
        (12, 612, 13, True),
    ],
)
def test_one_for_every_fifty_homes_and_one_for_the_rest(
    representatives: int, homes: int, wanted: int, few: bool
) -> None:
    found = Representation(representatives, homes)
    assert (found.wanted, found.few) == (wanted, few)
    assert representation_of(found.record) == found
