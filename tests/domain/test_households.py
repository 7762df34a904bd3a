"""Who is registered in a home, who may say so, and who may say that it is not so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.households import (
    DeedOwner,
    Doorway,
    Household,
    Member,
    Wanting,
    enough_for_owners_vote,
    entrances,
    floors,
    lacks,
    may_disown,
    notes_due,
    recognised,
    together,
    vouch_refusal,
    wanting,
)
from domain.outcomes import Reason, Refusal
from domain.registry import Actor, Basis, Place, Role, RoleKind
from domain.units import DwellingUnit

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
UNIT = DwellingUnit(7, 1, 3, 11, "3号楼", "2单元", 3, "301")
WANG = Member(101, 1, "王阿姨", RoleKind.OWNER, Basis.SLIP, AT)
LIU = Member(102, 2, "刘大爷", RoleKind.OWNER, Basis.ONE, AT + timedelta(days=1), given_by=9)
LEADER = Actor(9, (Role(RoleKind.BUILDING_LEADER, Place(1, 3), AT),))
CHAIR = Actor(8, (Role(RoleKind.COMMITTEE, Place(1), AT),))
SETTLED = Refusal(Reason.ALREADY_DONE, {"what": "home_settled"})


@pytest.mark.parametrize("basis", [None, *Basis])
@pytest.mark.parametrize("kind", [RoleKind.OWNER, RoleKind.RESIDENT, RoleKind.TENANT, RoleKind.BUILDING_LEADER])
def test_an_owners_vote_takes_an_owner_by_slip_or_known_to_two(kind: RoleKind, basis: Basis | None) -> None:
    enough = kind is RoleKind.OWNER and basis in (Basis.SLIP, Basis.TWO)
    member = replace(WANG, kind=kind, basis=basis)
    assert enough_for_owners_vote(member) is enough
    assert lacks(member) is (kind is RoleKind.OWNER and not enough and basis is not None)


def test_a_second_person_is_another_one_who_may_say_so() -> None:
    home = [WANG, LIU]
    assert vouch_refusal(CHAIR, LIU, UNIT.place, home) is None
    assert vouch_refusal(Actor(1), LIU, UNIT.place, home) is None  # of the home, by its slip
    assert vouch_refusal(LEADER, LIU, UNIT.place, home) == Refusal(Reason.WRONG_STATE, {"what": "second_person"})
    assert vouch_refusal(Actor(2), LIU, UNIT.place, home) == Refusal(Reason.WRONG_STATE, {"what": "own_home"})
    assert vouch_refusal(CHAIR, WANG, UNIT.place, home) == SETTLED
    assert vouch_refusal(CHAIR, replace(LIU, kind=RoleKind.TENANT), UNIT.place, home) == SETTLED
    stranger = vouch_refusal(Actor(5), LIU, UNIT.place, home)
    assert stranger is not None and stranger.reason is Reason.NOT_PERMITTED


def test_somebody_of_the_home_does_not_vouch_for_a_name_the_register_lacks() -> None:
    for basis in (Basis.UNMATCHED, Basis.FAMILY):
        of_home = vouch_refusal(Actor(1), replace(LIU, basis=basis, given_by=None), UNIT.place, [WANG, LIU])
        assert of_home is not None and of_home.reason is Reason.NOT_PERMITTED
        assert vouch_refusal(LEADER, replace(LIU, basis=basis, given_by=1), UNIT.place, [WANG, LIU]) is None
    by_word = replace(WANG, basis=Basis.ONE)
    refused = vouch_refusal(Actor(1), LIU, UNIT.place, [by_word, LIU])
    assert refused is not None and refused.reason is Reason.NOT_PERMITTED


def test_who_was_there_first_may_disown_who_came_later_and_everybody_themselves() -> None:
    home = [WANG, LIU]
    assert may_disown(home, 1, LIU)
    assert not may_disown(home, 2, WANG)
    assert may_disown(home, 2, LIU)
    assert not may_disown(home, 5, LIU)
    assert not may_disown([WANG, replace(LIU, since=AT)], 2, WANG)


def test_what_is_still_to_be_printed() -> None:
    doors = [
        Doorway(UNIT, adults=2),
        Doorway(replace(UNIT, id=8), slip_out=True),
        Doorway(replace(UNIT, id=9)),
        Doorway(replace(UNIT, id=10), adults=1, slip_out=True),
    ]
    one = Wanting(homes=4, joined=2, out=(8,), fresh=(9,))
    assert wanting(doors) == one
    assert together([one, Wanting(1, 0, fresh=(20,))]) == Wanting(5, 2, (8,), (9, 20))
    assert together([]) == Wanting(0, 0)


def test_doors_have_ways_in_and_floors() -> None:
    units = [UNIT, replace(UNIT, id=8, floor=1), replace(UNIT, id=9, entrance_id=12, entrance="3单元", floor=1)]
    assert entrances(units) == {11: "2单元", 12: "3单元"}
    assert floors(units) == [1, 3]
    assert Household(UNIT, "中华园").name == "中华园3号楼2单元301"


@pytest.mark.parametrize(("hour", "day"), [(8, 24), (9, 25), (23, 25)])
def test_notes_are_told_of_in_the_morning_once(hour: int, day: int) -> None:
    at = datetime(2026, 11, 24, hour, 0, tzinfo=ZONE)
    assert notes_due(at, zone=ZONE) == datetime(2026, 11, day, 9, 0, tzinfo=ZONE)


def test_an_owner_of_the_register_is_recognised_where_there_is_no_doubt() -> None:
    wang, wife = DeedOwner(31, "王阿姨", None), DeedOwner(32, "刘大爷", None)
    assert recognised([wife], [WANG]) == {32: 1}, "the only owner is the only one shown to own it, whatever the name"
    assert recognised([wang], [LIU]) == {}, "one word alone is not enough"
    assert recognised([wang, wife], [WANG]) == {31: 1}
    assert recognised([wang, wife], [replace(WANG, name="小王")]) == {}
    assert recognised([replace(wang, person_id=1), wife], [WANG]) == {}, "who is known as one owner is not another"
    assert recognised([replace(wang, person_id=9)], [WANG]) == {}, "somebody else is known as the owner"
    both = [WANG, replace(LIU, basis=Basis.TWO)]
    assert recognised([wang, wife], both) == {31: 1, 32: 2}
    assert recognised([wang], both) == {31: 1}, "two say they own it: the name decides"
    assert recognised([wang, DeedOwner(33, "王阿姨", None)], [WANG]) == {}, "two of one name"
    assert recognised([wang, wife], [WANG, replace(WANG, person_id=3)]) == {}
