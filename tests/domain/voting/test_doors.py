"""How far a home is, and when nobody goes from door to door."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.outcomes import Reason, Refusal
from domain.units import DwellingUnit
from domain.voting.doors import DoorNote, DoorState, HeadStanding, count_done, open_refusal, vote_doors
from domain.voting.votes import VoteState
from tests.domain.voting.opened import CLOSES, OPENS, VOTE


@pytest.mark.parametrize(
    ("standing", "state"),
    [
        (HeadStanding(1, voted=True, reachable=False, handed_in=True), DoorState.VOTED),
        (HeadStanding(1, voted=False, reachable=True, handed_in=True), DoorState.HANDED_IN),
        (HeadStanding(1, voted=False, reachable=True), DoorState.SILENT),
        (HeadStanding(1, voted=False, reachable=False), DoorState.UNREACHABLE),
    ],
)
def test_how_far_a_home_is(standing: HeadStanding, state: DoorState) -> None:
    assert standing.state is state


def test_homes_off_the_roll_are_left_out_and_counted_nowhere() -> None:
    units = [DwellingUnit(number, 1, 1, 1, "3号楼", "", 1, f"{number}") for number in (1, 2, 3)]
    heads = {1: HeadStanding(7, voted=True, reachable=True), 3: HeadStanding(8, voted=False, reachable=True)}
    doors = vote_doors(units, heads, {3: DoorNote.AWAY})
    assert [(door.unit.id, door.head_id, door.note) for door in doors] == [(1, 7, None), (3, 8, DoorNote.AWAY)]
    assert count_done(doors) == (1, 2)


def test_only_a_home_that_has_voted_is_done() -> None:
    """王阿姨 has voted; 李楼长's paper waits for its check, 陈租客's owner said nothing, nobody reaches the fourth."""
    homes = [DwellingUnit(number, 1, 1, 1, "3号楼", "", 1, f"{number}") for number in (1, 2, 3, 4)]
    heads = {
        1: HeadStanding(1, voted=True, reachable=True),
        2: HeadStanding(2, voted=False, reachable=True, handed_in=True),
        3: HeadStanding(3, voted=False, reachable=True),
        4: HeadStanding(4, voted=False, reachable=False),
    }
    doors = vote_doors(homes, heads, {})
    assert [door.done for door in doors] == [True, False, False, False]
    assert count_done(doors) == (1, 4)


def test_nobody_goes_before_it_opens_or_after_the_close() -> None:
    closed = Refusal(Reason.WRONG_STATE, {"what": "vote_not_open_now"})
    assert open_refusal(VOTE, OPENS) is None
    assert open_refusal(replace(VOTE, state=VoteState.POSTED), OPENS) is None
    assert open_refusal(VOTE, CLOSES) == closed
    assert open_refusal(replace(VOTE, state=VoteState.SEALED), OPENS) == closed
