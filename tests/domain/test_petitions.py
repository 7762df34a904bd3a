"""A petition counts homes: one that signs twice counts once, and the share that is asked for has its source."""

from __future__ import annotations

from domain.petitions import Petition, changed_homes, petition_share
from domain.registry import Organ, Place
from domain.voting.founding import FoundingPetition, PetitionSignature
from storage.shelf import shipped

NATIONAL = shipped().cities["national"]


def test_thirty_eight_homes() -> None:
    signed = [PetitionSignature(home, "a") for home in range(38)] + [PetitionSignature(0, "b")]
    asked = Petition(1, Place(1), Organ.PROPERTY, (1, 10, True), "依据", 382, 1, FoundingPetition(tuple(signed)))
    assert (asked.count, asked.wanted, asked.reached) == (38, 39, False)
    more = Petition(1, Place(1), Organ.PROPERTY, (1, 10, True), "", 380, None, FoundingPetition(tuple(signed)))
    assert more.reached and more.facts["count"] == 38 and more.subject == "petition:1"


def test_owners_meetings_are_asked_for_by_the_law_s_share() -> None:
    assert petition_share(NATIONAL, Organ.OWNERS).value.whole == 5
    assert petition_share(NATIONAL, Organ.PROPERTY).value.whole == 20


def test_a_word_is_new_or_it_is_nothing() -> None:
    signed = FoundingPetition((PetitionSignature(1, "7"), PetitionSignature(2, "8"), PetitionSignature(3, "7", True)))
    asked = Petition(1, Place(1), Organ.PROPERTY, (1, 10, True), "", 10, 7, signed)
    assert changed_homes(asked, (1, 2, 3), 7, withdrawn=False) == (2, 3)
    assert changed_homes(asked, (1, 2, 3), 7, withdrawn=True) == (1,)
    assert signed.signed_by("7") == {1} and signed.homes == {1, 2}
