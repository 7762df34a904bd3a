"""What an organ must be made of, with the figures of the seeds and of 郑州."""

from __future__ import annotations

import pytest

from domain.voting.compositions import (
    SEED,
    ZHENGZHOU,
    Candidate,
    CompositionFault,
    CompositionRule,
    NominationChannel,
    faults,
    meeting_is_composed,
)
from domain.voting.rules import HALF


def organ(members: int, residents: int) -> list[Candidate]:
    return [Candidate(f"c{n}", NominationChannel.SELF, n < residents) for n in range(members)]


@pytest.mark.parametrize(
    ("name", "members", "residents", "rule", "wrong"),
    [
        ("7 with 4 residents", 7, 4, SEED, ()),
        ("7 with 3 residents", 7, 3, SEED, (CompositionFault.FEW_RESIDENTS,)),
        ("E19: 8 with 4 by the seed", 8, 4, SEED, ()),
        ("one alone by the seed", 1, 1, SEED, ()),
        ("nobody by the seed", 0, 0, SEED, (CompositionFault.TOO_FEW,)),
        ("ninety-nine by the seed", 99, 50, SEED, ()),
        ("a hundred by the seed", 100, 50, SEED, (CompositionFault.TOO_MANY,)),
        ("three hundred by the seed", 300, 150, SEED, (CompositionFault.TOO_MANY,)),
        ("6 in 郑州", 6, 3, ZHENGZHOU, (CompositionFault.TOO_FEW, CompositionFault.EVEN)),
        ("12 in 郑州", 12, 6, ZHENGZHOU, (CompositionFault.TOO_MANY, CompositionFault.EVEN)),
        ("E19: 8 with 4 in 郑州", 8, 4, ZHENGZHOU, (CompositionFault.EVEN,)),
        ("5 in 郑州", 5, 3, ZHENGZHOU, (CompositionFault.TOO_FEW,)),
        ("13 in 郑州", 13, 7, ZHENGZHOU, (CompositionFault.TOO_MANY,)),
        ("11 in 郑州", 11, 6, ZHENGZHOU, ()),
    ],
)
def test_what_is_wrong(
    name: str, members: int, residents: int, rule: CompositionRule, wrong: tuple[CompositionFault, ...]
) -> None:
    assert faults(organ(members, residents), rule) == wrong


def test_nobody_sits_twice() -> None:
    assert faults([*organ(6, 6), organ(1, 1)[0]], ZHENGZHOU) == (CompositionFault.TWICE,)


@pytest.mark.parametrize(("representatives", "members", "composed"), [(36, 45, True), (35, 44, False)])
def test_e16_four_fifths_of_a_meeting_are_representatives(representatives: int, members: int, composed: bool) -> None:
    assert meeting_is_composed(representatives, members) is composed


def declared(*said: bool | None) -> list[Candidate]:
    return [Candidate(f"c{n}", NominationChannel.SELF, resident=True, party=party) for n, party in enumerate(said)]


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ((True, True, True, False, None, None), ()),
        ((True, True, None, None, None, None), (CompositionFault.FEW_PARTY,)),
        ((True, True, False, False, False, False), (CompositionFault.FEW_PARTY,)),
    ],
)
def test_a_share_of_party_members_is_of_all_seats_and_counts_only_who_says_so(
    said: tuple[bool | None, ...], wrong: tuple[CompositionFault, ...]
) -> None:
    assert faults(declared(*said), CompositionRule(1, 9, odd=False, party=HALF)) == wrong
    assert faults(declared(*said), SEED) == (), "where no rule asks, nothing is looked at"
