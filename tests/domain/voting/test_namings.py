"""Those who own together name one voter: all of them, one of them, until the close."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.outcomes import Reason, Refusal
from domain.voting.namings import CoOwner, Together, listed, naming_refusal, own_naming_refusal
from domain.voting.votes import VoteState
from tests.domain.voting.test_votes import VOTE

HE, SHE, CHILD = 1, 2, 3
TOGETHER = Together(
    7,
    5,
    ("3号楼301",),
    (CoOwner(HE, "夫", 11, None), CoOwner(SHE, "妻", 12, None), CoOwner(CHILD, "女", 13, None)),
    None,
)
JUST = VOTE.closes_at - timedelta(microseconds=1)


def saying(**names: int) -> Together:
    """夫 names somebody, 妻 …"""
    return replace(TOGETHER, owners=tuple(replace(each, names=names.get(each.name)) for each in TOGETHER.owners))


def test_one_is_named_when_all_of_them_say_the_same() -> None:
    assert not saying().agreed(11, SHE)
    assert not saying(妻=SHE).agreed(11, SHE), "one is still silent"
    assert not saying(妻=SHE, 女=HE).agreed(11, SHE)
    assert saying(妻=SHE, 女=SHE).agreed(11, SHE)
    assert saying(夫=HE, 妻=SHE, 女=SHE).agreed(11, SHE), "who speaks now has changed their mind"


def test_one_person_who_is_two_of_them_speaks_for_both() -> None:
    twice = replace(TOGETHER, owners=(CoOwner(HE, "夫", 11, None), CoOwner(SHE, "妻", 11, None)))
    assert twice.agreed(11, SHE) and twice.people == (11,)


def test_who_they_are() -> None:
    assert TOGETHER.is_of(12) and not TOGETHER.is_of(99) and not TOGETHER.is_of(None)
    assert TOGETHER.called(SHE) == "妻" and TOGETHER.people == (11, 12, 13) and TOGETHER.all_known
    stranger = replace(TOGETHER, owners=(*TOGETHER.owners, CoOwner(4, "兄", None, None)))
    assert not stranger.all_known and stranger.people == (11, 12, 13)
    assert own_naming_refusal(stranger, 11) == Refusal(Reason.WRONG_STATE, {"what": "vote_owners_unknown"})
    assert own_naming_refusal(TOGETHER, 99) == Refusal(Reason.NOT_YOURS, {"what": "vote_head"})
    assert own_naming_refusal(TOGETHER, 11) is None


@pytest.mark.parametrize(
    ("state", "at", "what"),
    [
        (VoteState.POSTED, VOTE.posted_at, None),
        (VoteState.OPEN, JUST, None),
        (VoteState.OPEN, VOTE.closes_at, "vote_naming"),
        (VoteState.SEALED, JUST, "vote_naming"),
        (VoteState.CANCELLED, JUST, "vote_naming"),
    ],
)
def test_from_the_posting_to_the_close(state: VoteState, at: datetime, what: str | None) -> None:
    refusal = naming_refusal(replace(VOTE, state=state), TOGETHER, SHE, at)
    assert (None if refusal is None else refusal.facts["what"]) == what


def test_one_of_them_and_nobody_else() -> None:
    unknown = Refusal(Reason.NOT_FOUND, {"what": "vote_together"})
    assert naming_refusal(VOTE, TOGETHER, 99, JUST) == unknown
    assert naming_refusal(VOTE, None, SHE, JUST) == unknown


def test_page_by_page() -> None:
    many = [replace(TOGETHER, head_id=n) for n in range(5)]
    assert [[one.head_id for one in listed(many, page=page, size=2)[0]] for page in range(3)] == [[0, 1], [2, 3], [4]]
    assert [listed(many, page=page, size=2)[1] for page in range(3)] == [True, True, False]
    assert listed(many[:4], page=1, size=2)[1] is False


def test_a_page_that_holds_all_is_the_only_one_and_one_home_more_makes_another() -> None:
    homes = [replace(TOGETHER, head_id=n) for n in range(3)]
    assert listed(homes[:2], page=0, size=2)[1] is False
    assert listed(homes, page=0, size=2)[1] is True
