"""A count sheet is read as it is called out, and its sums must be possible before anybody counts with them."""

from __future__ import annotations

import pytest

from domain.count_sheets import (
    CountSheet,
    SheetFault,
    count_paper,
    round_faults,
    run_off_seats,
    sheet_faults,
    sheet_of,
)
from domain.registry import Organ
from domain.voting.elections import RESIDENTS_COMMITTEE
from tests.domain.test_elections import election, stands


def sheet(voters: int = 100, issued: int = 90, returned: int = 80, invalid: int = 2, *votes: int) -> CountSheet:
    return CountSheet(voters, issued, returned, invalid, dict(enumerate(votes or (50, 41), 1)))


def test_a_sheet_is_kept_as_it_was() -> None:
    assert sheet_of(sheet().facts) == sheet()


@pytest.mark.parametrize(
    ("found", "faults"),
    [
        (sheet(), ()),
        (sheet(90), ()),
        (sheet(89), (SheetFault.ISSUED,)),
        (sheet(100, 79), (SheetFault.RETURNED,)),
        (sheet(100, 80), ()),
        (sheet(100, 90, 80, 81, 0, 0), (SheetFault.INVALID, SheetFault.CANDIDATE, SheetFault.TOGETHER)),
        (sheet(100, 90, 80, 80, 0, 0), ()),
        (sheet(100, 90, 80, 2, 78, 78), ()),
        (sheet(100, 90, 80, 2, 79, 0), (SheetFault.CANDIDATE,)),
        (sheet(100, 90, 80, 2, 78, 78, 1), (SheetFault.TOGETHER,)),
    ],
)
def test_sums_that_cannot_be_are_said(found: CountSheet, faults: tuple[SheetFault, ...]) -> None:
    assert sheet_faults(found, 2) == faults


def test_who_is_elected_has_more_than_half_of_those_who_took_part() -> None:
    done = count_paper(sheet(), RESIDENTS_COMMITTEE, 2)
    assert done.quorum and done.elected.chosen == (1, 2) and done.left == 0
    short = count_paper(sheet(100, 90, 80, 2, 40, 41), RESIDENTS_COMMITTEE, 2)
    assert short.elected.chosen == (2,) and short.left == 1, "40 of 80 is half"
    half = count_paper(sheet(100, 90, 50, 2, 48, 48), RESIDENTS_COMMITTEE, 2)
    assert not half.quorum and half.elected.chosen == () and half.left == 2


def test_in_a_run_off_most_votes_elect_from_one_third() -> None:
    again = count_paper(sheet(100, 90, 30, 0, 10, 9), RESIDENTS_COMMITTEE, 2, run_off=True)
    assert again.quorum and again.elected.chosen == (1,) and again.left == 1, "10 of 30 is one third, 9 is not"
    assert (run_off_seats(None), run_off_seats({"left": 2}), run_off_seats({"chosen": []})) == (0, 2, 0)


def test_equal_votes_for_the_last_seat_wait_for_a_lot() -> None:
    tied = count_paper(sheet(100, 90, 80, 2, 60, 45, 45), RESIDENTS_COMMITTEE, 2)
    assert (tied.elected.chosen, tied.elected.tied, tied.elected.by_lot, tied.left) == ((1,), (2, 3), 1, 0)


def test_a_sheet_is_of_this_round_and_of_the_settled_list() -> None:
    first, again = election(Organ.RESIDENTS), election(Organ.RESIDENTS, result={"left": 1})
    listed = [stands(1), stands(2), stands(3, withdrawn=True)]
    one_left = [stands(1, elected=True), stands(2)]
    assert round_faults(sheet(), first, listed) == ()
    assert round_faults(sheet(), first, [stands(1)]) == (SheetFault.LIST,)
    assert round_faults(sheet(), again, listed) == (SheetFault.ROUND,)
    run_off = CountSheet(100, 90, 80, 2, {2: 41}, run_off=True)
    assert round_faults(run_off, again, one_left) == () and sheet_of(run_off.facts) == run_off
    assert round_faults(run_off, first, one_left) == (SheetFault.ROUND,)
    assert round_faults(CountSheet(100, 90, 80, 2, {}, run_off=True), again, one_left[:1]) == (SheetFault.LIST,)
    older = {name: value for name, value in sheet().facts.items() if name != "run_off"}
    assert sheet_of(older) == sheet(), "as it was kept before rounds were told apart"
