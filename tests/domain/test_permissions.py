"""One table says who may do what, and the document shows the same table."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

from domain.outcomes import Reason, Refusal
from domain.permissions import Act, appointing, first_compound, permit, places, printed
from domain.registry import ANYWHERE, Actor, Place, Role, RoleKind

SINCE = datetime(2026, 1, 1, tzinfo=UTC)
GARDEN, THIRD, NINTH = Place(1), Place(1, 3), Place(1, 9)
DOCUMENT = Path(__file__).parents[2] / "docs" / "permissions.md"


def someone(kind: RoleKind, place: Place) -> Actor:
    return Actor(7, (Role(kind, place, SINCE),))


def test_the_document_prints_the_table() -> None:
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| ([a-z_, ]+) \|$", DOCUMENT.read_text(), re.MULTILINE)
    acts = [f"{act} | {who}" for act, who in rows if act in set(Act)]
    assert acts == printed()


def test_a_leader_reaches_one_building_and_the_committee_all_of_them() -> None:
    leader, chair = someone(RoleKind.BUILDING_LEADER, THIRD), someone(RoleKind.COMMITTEE, GARDEN)
    assert permit(leader, Act.ANNOUNCE, THIRD) is None
    assert permit(leader, Act.ANNOUNCE, NINTH) is not None
    assert permit(leader, Act.ANNOUNCE, GARDEN) is not None
    assert permit(chair, Act.ANNOUNCE, NINTH) is None
    assert permit(chair, Act.ANNOUNCE, Place(2)) is not None


def test_a_tenant_hears_who_may() -> None:
    refusal = permit(someone(RoleKind.TENANT, THIRD), Act.START_POLL, THIRD)
    assert refusal == Refusal(Reason.NOT_PERMITTED, {"act": "start_poll", "who": ["building_leader", "committee"]})


def test_the_operator_may_invite_a_committee_and_the_committee_may_not() -> None:
    operator, chair = someone(RoleKind.OPERATOR, ANYWHERE), someone(RoleKind.COMMITTEE, GARDEN)
    assert permit(operator, appointing(RoleKind.COMMITTEE), GARDEN) is None
    assert permit(chair, appointing(RoleKind.COMMITTEE), GARDEN) is not None
    assert permit(chair, appointing(RoleKind.GRID_WORKER), GARDEN) is None


def test_places_are_where_one_may() -> None:
    actor = Actor(7, (Role(RoleKind.OWNER, NINTH, SINCE), Role(RoleKind.BUILDING_LEADER, THIRD, SINCE)))
    assert places(actor, Act.ANNOUNCE) == (THIRD,)
    assert places(actor, Act.FOUND_COMPOUND) == ()


def test_the_first_compound_is_where_one_may_first() -> None:
    actor = Actor(7, (Role(RoleKind.OWNER, NINTH, SINCE), Role(RoleKind.BUILDING_LEADER, THIRD, SINCE)))
    assert first_compound(actor, Act.ANNOUNCE) == Place(THIRD.compound_id)
    assert first_compound(actor, Act.FOUND_COMPOUND) is None
    assert first_compound(someone(RoleKind.OPERATOR, ANYWHERE), Act.FOUND_COMPOUND) is None, "everywhere is no compound"
