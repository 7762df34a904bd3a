"""Places, people, and what they are there."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.registry import (
    ANYWHERE,
    ITSELF,
    LONGEST_PERSON,
    Actor,
    Place,
    PlaceNames,
    Role,
    RoleKind,
    called,
    kind_named,
)

SINCE = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = PlaceNames({1: "中华园"}, {3: "3号楼"})


@pytest.mark.parametrize(
    ("mine", "other", "reaches"),
    [
        (ANYWHERE, Place(1, 3), True),
        (Place(1), Place(1, 3), True),
        (Place(1), Place(2), False),
        (Place(1, 3), Place(1, 3), True),
        (Place(1, 3), Place(1, 4), False),
        (Place(1, 3), Place(1), False),
        (Place(1), ANYWHERE, False),
    ],
)
def test_a_place_covers_what_is_in_it(mine: Place, other: Place, reaches: bool) -> None:
    assert mine.covers(other) is reaches


def test_a_role_holds_from_its_first_moment_to_before_its_last() -> None:
    role = Role(RoleKind.OWNER, Place(1, 3), SINCE, SINCE + timedelta(days=1))
    assert role.holds(SINCE)
    assert not role.holds(SINCE - timedelta(seconds=1))
    assert not role.holds(SINCE + timedelta(days=1))
    assert Role(RoleKind.OWNER, Place(1, 3), SINCE).holds(SINCE + timedelta(days=9999))


def test_home_is_where_one_lives_not_where_one_serves() -> None:
    leader = Role(RoleKind.BUILDING_LEADER, Place(1, 9), SINCE)
    assert Actor(7, (leader, Role(RoleKind.TENANT, Place(1, 3), SINCE))).home == Place(1, 3)
    assert Actor(7, (leader,)).home is None
    assert Actor(7, (leader,)).has(RoleKind.BUILDING_LEADER)
    assert Actor(7, (leader,)).registered
    assert not ITSELF.registered


def test_places_have_names_and_forgotten_ones_have_none() -> None:
    assert NAMES.of(Place(1, 3)) == "中华园3号楼"
    assert NAMES.of(Place(1)) == "中华园"
    assert NAMES.of(ANYWHERE) == ""
    assert NAMES.of(Place(2, 8)) == ""


def test_a_button_names_a_kind_or_is_forged() -> None:
    assert kind_named("tenant") is RoleKind.TENANT
    assert kind_named("emperor") is None


def test_a_name_shows_as_one_line_without_tricks() -> None:
    assert called("王 阿姨\u202egnaw\u200b") == "王 阿姨gnaw"
    assert called("\u2067\u200d") == "—"
    assert len(called("长" * 500)) == LONGEST_PERSON


@given(st.text())
def test_any_name_can_be_shown_twice_alike(name: str) -> None:
    assert called(called(name)) == called(name)


def test_where_somebody_lives_or_serves() -> None:
    home, other = Place(1, 3, 5), Place(2)
    actor = Actor(1, tuple(Role(RoleKind.OWNER, place, SINCE) for place in (home, other, Place(1, 4))))
    assert actor.compounds == (1, 2)
    for place in (Place(1), Place(1, 3), home, Place(1, 3, 5, 2), Place(2, 9)):
        assert actor.here(place)
    for place in (Place(3), Place(1, 5), Place(1, 3, 6)):
        assert not actor.here(place)
    keeper = Actor(2, (Role(RoleKind.OPERATOR, ANYWHERE, SINCE),))
    assert keeper.here(home) and keeper.compounds == ()
    assert actor.of_compound(2) and not actor.of_compound(3) and not keeper.of_compound(1)
    assert not Actor(3).here(home)
