"""1.2 物管委筹建: 38 homes ask for it by themselves; a home counts once, whoever of it signs."""

from __future__ import annotations

from domain.voting.founding import FoundingPetition, PetitionSignature
from domain.voting.rules import Threshold
from tests.cities import CHENGDU

HOMES = range(1, 191)
"""A compound of 190 homes."""
THIRTY_EIGHT = tuple(PetitionSignature(home, f"{home}户主") for home in range(1, 39))


def test_38_homes_are_38_homes() -> None:
    petition = FoundingPetition(THIRTY_EIGHT)
    assert f"{len(petition.homes)}户" == "38户"
    assert petition.reaches(CHENGDU.owners.call_share.value, HOMES), "38 of 190 are a fifth"


def test_the_same_home_twice_counts_once() -> None:
    spouses = tuple(PetitionSignature(home, f"{home}的家人") for home in range(1, 39))
    again = FoundingPetition((*THIRTY_EIGHT, *spouses, *THIRTY_EIGHT))
    assert len(again.signatures) == 114 and len(again.homes) == 38


def test_one_home_fewer_does_not_reach_a_fifth() -> None:
    petition = FoundingPetition((*THIRTY_EIGHT, PetitionSignature(38, "38户主", withdrawn=True)))
    assert len(petition.homes) == 37
    assert not petition.reaches(Threshold(1, 5, inclusive=True), HOMES)
