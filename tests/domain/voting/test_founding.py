"""A petition counts homes; the group that prepares an election has the seats it should have, and is neutral."""

from __future__ import annotations

import pytest

from domain.voting.compositions import ZHENGZHOU, CompositionFault, faults
from domain.voting.founding import (
    FoundingPetition,
    GroupMember,
    GroupSeat,
    PetitionSignature,
    not_neutral,
    unseated,
)
from domain.voting.rules import Threshold

FIFTH = Threshold(1, 5, inclusive=True)


def test_the_same_home_twice_counts_once() -> None:
    petition = FoundingPetition(
        (PetitionSignature(101, "王阿姨"), PetitionSignature(101, "王叔叔"), PetitionSignature(101, "王阿姨"))
    )
    assert petition.homes == {101}
    assert FoundingPetition().homes == frozenset()


def test_a_home_counts_while_any_of_its_signatures_stands() -> None:
    both = (PetitionSignature(101, "王阿姨"), PetitionSignature(101, "王叔叔"))
    one = FoundingPetition((*both, PetitionSignature(101, "王阿姨", withdrawn=True)))
    none = FoundingPetition((*one.signatures, PetitionSignature(101, "王叔叔", withdrawn=True)))
    again = FoundingPetition((*none.signatures, PetitionSignature(101, "王阿姨")))
    assert (one.homes, none.homes, again.homes) == ({101}, frozenset(), {101})


def test_what_somebody_has_signed_is_what_they_have_signed_and_not_taken_back() -> None:
    """王阿姨 signs for two homes and takes one back; 李楼长 signs for one of them and for another."""
    petition = FoundingPetition(
        (
            PetitionSignature(101, "王阿姨"),
            PetitionSignature(102, "王阿姨"),
            PetitionSignature(102, "李楼长"),
            PetitionSignature(103, "李楼长"),
            PetitionSignature(102, "王阿姨", withdrawn=True),
        )
    )
    assert petition.signed_by("王阿姨"[:1] + "阿姨") == {101}
    assert petition.signed_by("李楼长") == {102, 103}
    assert petition.signed_by("赵主任") == frozenset()


@pytest.mark.parametrize(("signed", "reached"), [(20, True), (19, False)])
def test_a_fifth_of_the_homes(signed: int, reached: bool) -> None:
    petition = FoundingPetition(tuple(PetitionSignature(home, "户主") for home in range(signed)))
    assert petition.reaches(FIFTH, range(100)) is reached


def test_homes_of_elsewhere_do_not_help() -> None:
    petition = FoundingPetition(tuple(PetitionSignature(home, "户主") for home in range(95, 115)))
    assert not petition.reaches(FIFTH, range(100))
    assert petition.reaches(FIFTH, [*range(95, 115), *range(95, 115)])


def group(owners: int, *seats: GroupSeat) -> list[GroupMember]:
    return [
        *(GroupMember(f"业主{n}", GroupSeat.OWNER) for n in range(owners)),
        *(GroupMember(seat.value, seat) for seat in seats),
    ]


def test_owners_are_the_residents_of_a_group() -> None:
    others = (GroupSeat.SUBDISTRICT, GroupSeat.RESIDENTS_COMMITTEE, GroupSeat.DEVELOPER)
    assert faults(group(4, *others), ZHENGZHOU) == ()
    assert faults(group(4, *others, GroupSeat.COMMUNITY_PARTY, GroupSeat.PARTY_BRANCH), ZHENGZHOU) == (
        CompositionFault.FEW_RESIDENTS,
    )


def test_who_should_sit_in_it_and_does_not() -> None:
    wanted = {GroupSeat.PARTY_BRANCH, GroupSeat.SUBDISTRICT, GroupSeat.OWNER}
    assert unseated(group(1, GroupSeat.SUBDISTRICT), wanted) == (GroupSeat.PARTY_BRANCH,)
    assert unseated([], wanted) == (GroupSeat.SUBDISTRICT, GroupSeat.PARTY_BRANCH, GroupSeat.OWNER)


def test_who_prepares_and_stands_is_named() -> None:
    assert not_neutral(group(2, GroupSeat.SUBDISTRICT), ["业主1", "王阿姨"]) == ("业主1",)
    assert not_neutral(group(2), ["王阿姨"]) == ()
