"""What somebody may do in a vote is granted one by one: nothing is theirs until it is said to be."""

from __future__ import annotations

from domain.voting.entitlements import Entitlement, Right, VotePage
from tests.domain.voting.opened import VOTE


def test_whoever_is_nobody_to_a_vote_reads_it_and_nothing_else() -> None:
    """孙网格 is of another compound."""
    page = VotePage(VOTE, ())
    given = {name: value for name, value in vars(page).items() if value}
    assert given == {"vote": VOTE, "turnout": (0, 0)}


def test_a_right_is_neither_taken_away_nor_signed_in_by_itself() -> None:
    right = Right(7, VOTE.id, 12, seq=0, owner_id=3)
    assert not right.barred and not right.present


def test_an_owner_votes_for_their_own_homes_and_without_a_proxy() -> None:
    """王阿姨 owns a home and its cellar."""
    units = [{"name": "3号楼2单元301", "area": 8937}, {"name": "3号楼地下室12", "area": 620}]
    own = Entitlement(7, VOTE.id, 12, 9557, {"owners": ["王阿姨"], "units": units})
    assert own.units == ("3号楼2单元301", "3号楼地下室12") and not own.by_proxy
