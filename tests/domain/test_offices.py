"""Offices: how far they reach, who gives them, what they are called; the questions on the way to an invitation."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.office_wizard import Body, Step, begun, choose, kinds, office_of, reaches, read_wanted, step_of
from domain.offices import (
    Held,
    Level,
    Office,
    Scope,
    ScopeName,
    Wanted,
    after_years,
    is_office,
    levels,
    may_appoint,
    record_body,
    stream,
    wanted_again,
)
from domain.outcomes import Reason, Refusal
from domain.registry import ANYWHERE, Actor, Organ, Place, Role, RoleKind

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
GARDEN, THIRD, WAY = Place(1), Place(1, 3), Place(1, 3, 32)
LEADER = Office(RoleKind.BUILDING_LEADER, Scope(THIRD))
SELF, RESIDENTS = Organ.SELF_MANAGEMENT, Organ.RESIDENTS


def someone(kind: RoleKind, place: Place, community_id: int | None = None) -> Actor:
    return Actor(7, (Role(kind, place, AT, community_id=community_id),))


OPERATOR, CHAIR = someone(RoleKind.OPERATOR, ANYWHERE), someone(RoleKind.COMMITTEE, GARDEN)
ABOVE = someone(RoleKind.COMMITTEE, GARDEN, community_id=5)


@pytest.mark.parametrize(
    ("scope", "level"),
    [
        (Scope(), Level.INSTALLATION),
        (Scope(community_id=5), Level.COMMUNITY),
        (Scope(grid_id=6), Level.GRID),
        (Scope(GARDEN), Level.COMPOUND),
        (Scope(THIRD), Level.BUILDING),
        (Scope(WAY), Level.ENTRANCE),
        (Scope(Place(1, 3, 32, 6)), Level.FLOOR),
        (Scope(Place(1, 3, 32, 6, 99)), Level.UNIT),
    ],
)
def test_a_scope_tells_its_level(scope: Scope, level: Level) -> None:
    assert scope.level is level


@pytest.mark.parametrize(
    ("office", "sound"),
    [
        (LEADER, True),
        (Office(RoleKind.BUILDING_LEADER, Scope(GARDEN)), False),
        (Office(RoleKind.BUILDING_LEADER, Scope(THIRD), SELF), False),
        (Office(RoleKind.COMMITTEE, Scope(GARDEN)), False),
        (Office(RoleKind.COMMITTEE, Scope(GARDEN), SELF), True),
        (Office(RoleKind.COMMITTEE, Scope(community_id=5), SELF), False),
        (Office(RoleKind.COMMITTEE, Scope(community_id=5), RESIDENTS), True),
        (Office(RoleKind.COMMITTEE, Scope(THIRD), Organ.PARTY), True),
        (Office(RoleKind.COMMITTEE, Scope(THIRD), RESIDENTS), False),
        (Office(RoleKind.ENTRANCE_LEADER, Scope(WAY)), True),
        (Office(RoleKind.FLOOR_LEADER, Scope(WAY)), False),
        (Office(RoleKind.GRID_WORKER, Scope(grid_id=6)), True),
        (Office(RoleKind.OWNER, Scope(THIRD)), False),
    ],
)
def test_some_offices_cannot_be(office: Office, sound: bool) -> None:
    assert office.sound is sound


def test_an_organ_of_a_compound_never_reaches_beyond_it() -> None:
    assert levels(RoleKind.COMMITTEE, SELF) == (Level.COMPOUND,)
    assert levels(RoleKind.COMMITTEE, RESIDENTS) == (Level.COMPOUND, Level.COMMUNITY)
    assert levels(RoleKind.TENANT, None) == ()


def test_offices_are_given_where_the_giver_reaches() -> None:
    assert may_appoint(CHAIR, LEADER, [THIRD]) is None
    assert may_appoint(someone(RoleKind.COMMITTEE, Place(2)), LEADER, [THIRD]) is not None
    member = Office(RoleKind.COMMITTEE, Scope(GARDEN), SELF)
    assert may_appoint(CHAIR, member, [GARDEN]) is not None
    assert may_appoint(OPERATOR, member, [GARDEN]) is None


def test_what_reaches_over_a_community_is_given_from_above() -> None:
    worker = Office(RoleKind.GRID_WORKER, Scope(community_id=5))
    assert may_appoint(OPERATOR, worker, []) is None
    assert may_appoint(ABOVE, worker, []) is None
    assert may_appoint(CHAIR, worker, [GARDEN]) is not None  # though the compound is all there is of it
    assert may_appoint(ABOVE, Office(RoleKind.GRID_WORKER, Scope(community_id=6)), []) is not None
    member = Office(RoleKind.COMMITTEE, Scope(community_id=5), RESIDENTS)
    assert may_appoint(ABOVE, member, []) is not None


def test_a_grid_is_given_by_who_reaches_all_of_it() -> None:
    worker = Office(RoleKind.GRID_WORKER, Scope(grid_id=6))
    assert may_appoint(CHAIR, worker, [THIRD, Place(1, 9)]) is None
    assert may_appoint(CHAIR, worker, [THIRD, Place(2, 8)]) is not None
    assert may_appoint(OPERATOR, worker, []) is not None


def test_an_office_is_told_from_a_home() -> None:
    assert is_office(RoleKind.SCRUTINEER)
    assert not is_office(RoleKind.OWNER)


def test_a_term_ends_on_the_same_day_some_years_on() -> None:
    assert after_years(AT, 3) == AT.replace(year=2029)
    assert after_years(datetime(2028, 2, 29, tzinfo=UTC), 1) == datetime(2029, 2, 28, tzinfo=UTC)


def test_the_journal_keeps_numbers_and_no_empty_ones() -> None:
    assert record_body(LEADER) == {"kind": "building_leader", "building": 3}
    deputy = Office(RoleKind.COMMITTEE, Scope(GARDEN), SELF, deputy_of=4)
    assert record_body(deputy) == {"kind": "committee", "organ": "self_management", "deputy_of": 4}
    assert stream(Scope(THIRD), 5) == "compound:1"
    assert stream(Scope(community_id=5), 5) == "community:5"
    assert stream(Scope(), None) == "installation"


def test_a_post_that_becomes_vacant_can_be_filled_again() -> None:
    assert wanted_again(LEADER, 1) == Wanted(1, RoleKind.BUILDING_LEADER, None, Level.BUILDING, 3)
    grid = Office(RoleKind.GRID_WORKER, Scope(grid_id=6))
    assert wanted_again(grid, 1) == Wanted(1, RoleKind.GRID_WORKER, None, Level.GRID, 6)
    member = Office(RoleKind.COMMITTEE, Scope(GARDEN), SELF)
    again = wanted_again(member, 1)
    assert again is not None
    assert again.facts == [1, "committee", "self_management", "compound", 0]
    assert wanted_again(Office(RoleKind.SCRUTINEER, Scope(GARDEN)), 1) is None


def test_an_office_says_what_it_is() -> None:
    held = Held(1, 7, "李楼长", LEADER, ScopeName(Level.BUILDING, "中华园3号楼"), AT)
    assert not held.deputy
    assert held.facts == {
        "kind": "building_leader",
        "organ": None,
        "deputy": False,
        "level": "building",
        "floor": 0,
        "place": "中华园3号楼",
        "name": "李楼长",
        "stands_for": "",
    }


BEGUN: Body = {"compound": 1, "community": 5}


@pytest.mark.parametrize(
    ("known", "step"),
    [
        ({}, Step.KIND),
        ({"kind": "committee"}, Step.ORGAN),
        ({"kind": "committee", "organ": "party"}, Step.LEVEL),
        ({"kind": "committee", "organ": "party", "level": "community"}, Step.CHECK),
        ({"kind": "grid_worker", "level": "grid"}, Step.GRID),
        ({"kind": "grid_worker", "level": "grid", "grid": 6}, Step.CHECK),
        ({"kind": "building_leader", "level": "building"}, Step.BUILDING),
        ({"kind": "floor_leader", "level": "floor", "building": 3}, Step.ENTRANCE),
        ({"kind": "floor_leader", "level": "floor", "building": 3, "entrance": 32}, Step.FLOOR),
        ({"kind": "floor_leader", "level": "floor", "building": 3, "entrance": 32, "floor": 6}, Step.CHECK),
    ],
)
def test_the_next_question_is_read_off_what_is_known(known: Body, step: Step) -> None:
    assert step_of({**BEGUN, **known}) is step


def test_an_answer_must_be_asked_for_and_offered() -> None:
    assert choose(BEGUN, "kind", "committee", ["committee"]) == {"kind": "committee"}
    known = {**BEGUN, "kind": "building_leader", "level": "building"}
    assert choose(known, "building", "3", ["3", "9"]) == {"building": 3}
    assert choose(known, "building", "4", ["3", "9"]) == Refusal(Reason.INVALID, {"what": "place"})
    assert choose(known, "kind", "committee", ["committee"]) == Refusal(Reason.STALE)
    assert choose({**known, "building": 3}, "check", "", [""]) == Refusal(Reason.STALE)


def test_a_finished_conversation_means_an_office() -> None:
    floor = {**BEGUN, "kind": "floor_leader", "level": "floor", "building": 3, "entrance": 32, "floor": 6, "years": 3}
    assert office_of(floor, AT) == Office(RoleKind.FLOOR_LEADER, Scope(Place(1, 3, 32, 6)), until=AT.replace(year=2029))
    member = {**BEGUN, "kind": "committee", "organ": "party", "level": "community", "deputy_of": 4}
    assert office_of(member, AT) == Office(RoleKind.COMMITTEE, Scope(community_id=5), Organ.PARTY, deputy_of=4)
    grid = {**BEGUN, "kind": "grid_worker", "level": "grid", "grid": 6}
    assert office_of(grid, AT).scope == Scope(grid_id=6)
    assert reaches(member) == (Level.COMPOUND, Level.COMMUNITY, Level.GRID, Level.BUILDING)
    assert reaches(grid) == (Level.GRID, Level.COMPOUND, Level.COMMUNITY)


def test_a_vacant_post_begins_where_it_is_known() -> None:
    leader = begun(Wanted(1, RoleKind.BUILDING_LEADER, None, Level.BUILDING, 3), 5)
    assert office_of(leader, AT) == LEADER
    organ = begun(Wanted(1, RoleKind.COMMITTEE, None, Level.COMPOUND), 5)
    assert step_of(organ) is Step.ORGAN
    party = begun(Wanted(1, RoleKind.COMMITTEE, Organ.PARTY), 5)
    assert step_of(party) is Step.LEVEL
    assert begun(Wanted(1, RoleKind.GRID_WORKER, None, Level.GRID, 6), 5)["grid"] == 6


def test_a_forged_post_is_none() -> None:
    whole = (1, "committee", "party", "community", 0)
    assert read_wanted(*whole) == Wanted(1, RoleKind.COMMITTEE, Organ.PARTY, Level.COMMUNITY)
    assert read_wanted(1, "building_leader", "", "", 3) == Wanted(1, RoleKind.BUILDING_LEADER, None, None, 3)
    assert read_wanted(1, "emperor", "", "", 0) is None
    assert read_wanted(1, "owner", "", "", 0) is None
    assert read_wanted(1, "committee", "court", "", 0) is None
    assert read_wanted(1, "committee", "", "empire", 0) is None


def test_what_people_can_be_asked_to_be_is_listed() -> None:
    assert kinds()[:2] == (RoleKind.COMMITTEE, RoleKind.BUILDING_LEADER)
    assert RoleKind.OPERATOR not in kinds()
