"""Objections to a resolution: what is one, which homes count, and when they carry it to the residents' meeting."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.deliberation.classification import Touch
from domain.deliberation.objections import MatterObjection, Objecting, objecting, objecting_of, unanswered
from domain.deliberation_wizard import MatterStep, everybody, matter_step, matter_step_back, toggled, whole_compound

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def objections(*homes: int, answer: str = "") -> list[MatterObjection]:
    return [MatterObjection(n, 1, n, home, "晃眼", AT, answer) for n, home in enumerate(homes, 1)]


@pytest.mark.parametrize(
    ("homes", "of", "up"),
    [
        ((), 0, False),
        ((), 10, False),
        ((1,), 10, True),
        ((1,), 11, False),
        ((1, 1), 11, False),
        ((1, 2), 20, True),
        ((1, 2), 21, False),
    ],
)
def test_a_tenth_of_the_homes_carries_it_up(homes: tuple[int, ...], of: int, up: bool) -> None:
    """居委会组织法26: one tenth and more; a home that writes twice is one home."""
    found = objecting(objections(*homes), of, 0)
    assert (found.calls, found.by_homes, found.homes) == (up, up, len(set(homes)))
    assert not found.by_representatives and objecting_of(found.record) == found


@pytest.mark.parametrize(
    ("by_office", "of", "up"), [(0, 0, False), (0, 3, False), (1, 3, True), (1, 4, False), (2, 6, True), (2, 7, False)]
)
def test_a_third_of_the_representatives_carries_it_up(by_office: int, of: int, up: bool) -> None:
    """居委会组织法26: one third and more; one who has no home here is no home."""
    told = [MatterObjection(n, 1, n, None, "程序", AT, representative=True) for n in range(by_office)]
    found = objecting([*told, MatterObjection(9, 1, 9, None, "又一条", AT)], 96, of)
    assert found == Objecting(0, 96, by_office, of)
    assert (found.calls, found.by_representatives) == (up, up)


def test_whoever_left_the_office_since_still_counts_and_so_does_their_place() -> None:
    told = [MatterObjection(n, 1, n, n, "程序", AT, representative=True) for n in range(2)]
    assert objecting(told, 96, 1) == Objecting(2, 96, 2, 2)


def test_an_answered_objection_waits_no_more() -> None:
    assert [one.number for one in unanswered([*objections(1, answer="改了"), *objections(2, 3)])] == [1, 2]


def test_of_everybodys_matter_homes_are_not_asked() -> None:
    body = everybody(7, "中华园")
    assert whole_compound(body) and matter_step(body) is MatterStep.TEXT
    assert matter_step_back(body) == {"homes": None, "place": None}, "back to where it is, not to its homes"
    assert matter_step_back({**body, "text": "装灯"}) == {"text": None}
    assert not whole_compound({}) and not whole_compound({"place": [7, 3]})


def test_what_it_touches_is_chosen_and_taken_back() -> None:
    one = toggled({}, Touch.USE_FUND)
    two = toggled({"touching": one}, Touch.REBUILD)
    assert two == [Touch.USE_FUND, Touch.REBUILD]
    assert toggled({"touching": two}, Touch.USE_FUND) == [Touch.REBUILD]
