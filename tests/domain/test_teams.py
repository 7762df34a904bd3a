"""Groups of residents: who may be in one, who is named, which clues are theirs; sealed reports are in no register."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from domain.issues import Issue
from domain.issues_categories import Category
from domain.issues_life import State
from domain.outcomes import Reason, Refusal
from domain.registry import Actor, Place, Role, RoleKind
from domain.teams import WATCHES, Clues, Member, Team, TeamKind, clues, join_refusal, name_refusal, watched

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
HERE = Place(1)
MEMBERS = (Member(7, "王阿姨", AT, AT), Member(8, "刘大爷", AT))
TEAM = Team(5, HERE, TeamKind.CLEANING, AT, MEMBERS)


def issue(number: int, category: str | None, state: State, **more: int) -> Issue:
    whole = Issue(number, number, HERE, "中华园", None, 7, "王阿姨", "脏", None, state, AT, AT, category=category)
    return replace(whole, **more)  # type: ignore[arg-type]


def test_the_register_counts_reports_by_category_and_leaves_sealed_ones_out() -> None:
    found = clues(
        [
            issue(1, None, State.REPORTED),
            issue(2, "waste", State.WORKING),
            issue(3, "waste", State.CLOSED),
            issue(4, "waste", State.WITHDRAWN),
            issue(5, "green", State.CLOSED),
            issue(6, "lift", State.REPORTED, sealed_to=7),
        ]
    )
    assert found == (Clues(Category.WASTE, 1, 1, 1), Clues(Category.GREEN, 0, 1, 0), Clues(None, 1, 0, 0))
    assert watched(TeamKind.CLEANING, found) == found[:1] and watched(TeamKind.FINANCE, found) == ()


def test_a_category_belongs_to_one_group_at_most() -> None:
    every = [category for categories in WATCHES.values() for category in categories]
    assert len(every) == len(set(every)) and set(Category) - set(every) == {Category.OTHER}


def test_neighbours_ask_once_and_nobody_is_named_unasked() -> None:
    def someone(person: int, kind: RoleKind, place: Place = HERE) -> Actor:
        return Actor(person, (Role(kind, place, AT),))

    assert join_refusal(TEAM, someone(9, RoleKind.TENANT, Place(1, 3))) is None
    refused = [
        (join_refusal(TEAM, someone(7, RoleKind.OWNER)), Reason.ALREADY_DONE),
        (join_refusal(TEAM, someone(9, RoleKind.OWNER, Place(2))), Reason.WRONG_STATE),
        (join_refusal(TEAM, someone(9, RoleKind.CONCERNED_UNIT)), Reason.WRONG_STATE),
        (name_refusal(TEAM, 7), Reason.ALREADY_DONE),
        (name_refusal(TEAM, 9), Reason.NOT_FOUND),
    ]
    assert all(isinstance(one, Refusal) and one.reason is reason for one, reason in refused)
    assert name_refusal(TEAM, 8) is None
    assert TEAM.named == MEMBERS[:1] and TEAM.asked == MEMBERS[1:] and TEAM.member(8) is MEMBERS[1]
