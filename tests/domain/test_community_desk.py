"""Coverage names what is missing where; the desk shows first where most has come up."""

from __future__ import annotations

from datetime import UTC, datetime

from domain.community_desk import Item, Needed, Standing, Thing, Wait, coverage, desk_order, overseen, overseen_ids
from domain.offices import Held, Office, Scope, ScopeName
from domain.registry import ANYWHERE, Actor, Building, Compound, Organ, Place, Role, RoleKind
from domain.seats import Situation, seats

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
YARDS = [Compound(number, f"{number}号院", 5) for number in range(1, 63)]


def held(office: Office) -> Held:
    return Held(1, 1, "周书记", office, ScopeName(office.scope.level, ""), AT)


PARTY = held(Office(RoleKind.COMMITTEE, Scope(community_id=5), Organ.PARTY))


def stands(compound: Compound, *organs: Organ, buildings: bool = True) -> Situation:
    built = [Building(compound.id, compound.id, "1号楼")] if buildings else []
    offices = [held(Office(RoleKind.COMMITTEE, Scope(Place(compound.id)), organ)) for organ in organs]
    leader = held(Office(RoleKind.BUILDING_LEADER, Scope(Place(compound.id, compound.id))))
    return Situation(compound, seats(compound, built, [], [PARTY, leader, *offices]), len(built), 0, 1)


def test_sixty_two_of_sixty_two_is_full_and_one_less_names_it() -> None:
    whole = {
        one.thing: one for one in coverage([stands(yard, Organ.OWNERS) for yard in YARDS], range(2, 63), range(1, 62))
    }
    assert (whole[Needed.ORGAN].have, whole[Needed.ORGAN].of, whole[Needed.ORGAN].full) == (62, 62, True)
    assert whole[Needed.PARTY].full and whole[Needed.LEADERS].full and whole[Needed.GROUP].full
    assert whole[Needed.VOLUNTEERS].without == (YARDS[0],)
    partner = whole[Needed.PARTNER]
    assert (partner.have, partner.of, [one.name for one in partner.without]) == (61, 62, ["62号院"])
    assert whole[Needed.RESIDENTS].have == 0 and not whole[Needed.RESIDENTS].full
    lacking = coverage([stands(yard, *([Organ.OWNERS] if yard.id != 17 else [])) for yard in YARDS], (), ())
    (organ,) = (one for one in lacking if one.thing is Needed.ORGAN)
    assert (organ.have, organ.of, organ.full, [one.name for one in organ.without]) == (61, 62, False, ["17号院"])


def test_nothing_is_covered_of_nothing_and_no_building_has_no_leader() -> None:
    assert not any(one.full for one in coverage([], (), ()))
    (leaders,) = (one for one in coverage([stands(YARDS[0], buildings=False)], (), ()) if one.thing is Needed.LEADERS)
    assert leaders.without == (YARDS[0],)


def test_what_has_come_up_stands_first_then_what_is_late() -> None:
    def one(number: int, *waits: Wait) -> Standing:
        return Standing(YARDS[number - 1], tuple(Item(wait, Thing.ISSUE, 1, "") for wait in waits))

    found = desk_order(
        [one(1), one(2, Wait.WHISTLE), one(3, Wait.LATE), one(4, Wait.LATE, Wait.LATE), one(5, Wait.RAISED)]
    )
    assert [standing.compound.id for standing in found] == [5, 4, 3, 2, 1]


def test_the_desk_is_for_the_communitys_own_and_whoever_keeps_the_bot() -> None:
    def actor(*held: tuple[RoleKind, Place, Organ | None]) -> Actor:
        return Actor(7, tuple(Role(kind, place, AT, organ=organ) for kind, place, organ in held))

    committee = RoleKind.COMMITTEE
    both = actor((committee, Place(1), Organ.PARTY), (committee, Place(2), Organ.RESIDENTS))
    assert overseen_ids(both) == {1, 2} and overseen(both, YARDS) == YARDS[:2]
    for other in (
        actor((committee, Place(1), Organ.OWNERS)),
        actor((committee, Place(1, 3), Organ.PARTY)),
        actor((RoleKind.GRID_WORKER, Place(1), None)),
        actor((committee, ANYWHERE, Organ.PARTY)),
    ):
        assert overseen(other, YARDS) == []
    assert overseen(actor((RoleKind.OPERATOR, ANYWHERE, None)), YARDS) == YARDS
