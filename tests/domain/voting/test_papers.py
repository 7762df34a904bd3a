"""Paper ballots: how a number is typed, and what is refused when."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.outcomes import Refusal
from domain.vote_paper_effects import papers_issued, papers_lapsed
from domain.voting.ballots import Choice
from domain.voting.papers import (
    Paper,
    PaperCount,
    PaperState,
    confirming_refusal,
    disowning_refusal,
    entering_refusal,
    paper_marks_refusal,
    serial_of,
)
from domain.voting.questions import YES_NO, Question, options_of
from domain.voting.votes import VoteState
from tests.domain.voting.opened import CLOSES, OPENS, VOTE

PAPER = Paper(4, 7, 9, 12, 137, PaperState.ISSUED)
ENTERED = replace(PAPER, state=PaperState.ENTERED, marks=frozenset({Choice.REJECT}), entered_by=3)
CONFIRMED = replace(ENTERED, state=PaperState.CONFIRMED, confirmed_by=5)


@pytest.mark.parametrize(
    ("typed", "serial"), [("0137", 137), (" 第 0137 号", 137), ("１３７", 137), ("一三七", None), ("", None)]
)
def test_how_a_number_is_typed(typed: str, serial: int | None) -> None:
    assert serial_of(typed) == serial


def what(refusal: Refusal | None) -> object:
    return refusal and refusal.facts["what"]


def test_what_is_refused_when() -> None:
    assert what(entering_refusal(VOTE, PAPER, OPENS)) is None
    assert what(entering_refusal(VOTE, PAPER, CLOSES)) == "vote_not_open_now"
    assert what(entering_refusal(VOTE, ENTERED, OPENS)) == "paper_used"
    assert what(confirming_refusal(VOTE, ENTERED, 5, kept=True, at=OPENS)) is None
    assert what(confirming_refusal(VOTE, ENTERED, 5, kept=True, at=CLOSES)) == "vote_not_open_now"
    assert what(confirming_refusal(VOTE, PAPER, 5, kept=True, at=OPENS)) == "paper_checked"
    assert what(confirming_refusal(VOTE, ENTERED, 3, kept=True, at=OPENS)) == "paper_second_person"
    assert what(confirming_refusal(VOTE, ENTERED, 5, kept=False, at=OPENS)) == "paper_photo"
    assert what(disowning_refusal(VOTE, CONFIRMED, OPENS)) is None
    assert what(disowning_refusal(VOTE, CONFIRMED, CLOSES)) == "vote_not_open_now"
    assert what(disowning_refusal(VOTE, ENTERED, OPENS)) == "paper_aside"
    sealed, published = (replace(VOTE, state=state) for state in (VoteState.SEALED, VoteState.PUBLISHED))
    assert what(disowning_refusal(sealed, CONFIRMED, CLOSES)) is None, "what is counted waits to be looked into"
    assert what(disowning_refusal(sealed, replace(CONFIRMED, state=PaperState.DISPUTED), CLOSES)) == "paper_aside"
    assert what(disowning_refusal(published, CONFIRMED, CLOSES)) == "vote_paper_published"


def test_each_step_of_a_sheet_is_taken_from_one_state_only() -> None:
    for state in PaperState:
        sheet = replace(ENTERED, state=state)
        entered, confirmed = state is PaperState.ENTERED, state is PaperState.CONFIRMED
        assert (entering_refusal(VOTE, sheet, OPENS) is None) is (state is PaperState.ISSUED)
        assert (confirming_refusal(VOTE, sheet, 5, kept=True, at=OPENS) is None) is entered
        assert (disowning_refusal(VOTE, sheet, OPENS) is None) is confirmed


def test_a_home_says_it_while_the_vote_is_open_or_sealed() -> None:
    found = {state: what(disowning_refusal(replace(VOTE, state=state), CONFIRMED, OPENS)) for state in VoteState}
    assert [state for state, refused in found.items() if refused is None] == [
        VoteState.POSTED,  # the tick that opens it is late
        VoteState.OPEN,
        VoteState.SEALED,
    ]
    assert found[VoteState.FINAL] == found[VoteState.PUBLISHED] == "vote_paper_published"
    assert found[VoteState.CANCELLED] == "vote_not_open_now"


def test_of_how_many_papers_homes_object() -> None:
    assert PaperCount(issued=9, confirmed=4, disputed=1, void=2).record == {"returned": 7, "void": 2, "disowned": 1}
    assert PaperCount(issued=9, confirmed=3, disputed=3, void=3).returned == 9


def test_a_sheet_fresh_from_the_printer_was_entered_by_nobody_and_counts_for_nothing() -> None:
    assert (PAPER.tries, PAPER.entered_by, PAPER.confirmed_by, PAPER.void) == (0, None, None, None)
    assert not any(vars(PaperCount()).values())


def test_paper_lets_people_mark_too_many_where_several_may_stand() -> None:
    seats = Question("k-seats", options_of("甲\n乙\n丙".splitlines()), 2)
    for marks in (set(), {"1"}, {"1", "2"}, {"1", "2", "3"}):
        assert paper_marks_refusal(seats, frozenset(marks)) is None
    assert what(paper_marks_refusal(seats, frozenset({"1", "9"}))) == "vote_marks"
    four = replace(seats, options=options_of("甲\n乙\n丙\n丁".splitlines()))
    assert paper_marks_refusal(four, frozenset({"1", "2", "4"})) is None
    assert what(paper_marks_refusal(four, frozenset({"1", "2", "3", "4", "9"}))) == "vote_marks"
    assert what(paper_marks_refusal(YES_NO, frozenset({Choice.APPROVE, Choice.REJECT}))) == "vote_marks"


def test_where_one_may_stand_a_sheet_with_two_is_void() -> None:
    gates = Question("one-of-several", options_of(["铁门", "木门", "不换"]))
    assert paper_marks_refusal(gates, frozenset({"2"})) is None
    assert what(paper_marks_refusal(gates, frozenset({"1", "2"}))) == "vote_marks"
    assert what(paper_marks_refusal(replace(gates, ballot="k-seats", seats=1), frozenset({"1", "2"}))) == "vote_marks"


def test_a_sheet_s_photo_and_ballot_are_found_again_under_its_own_number() -> None:
    other = replace(PAPER, id=5)
    assert (PAPER.subject, PAPER.source) == ("vote_paper:4", "paper:4")
    assert (other.subject, other.source) == ("vote_paper:5", "paper:5")


def test_nothing_is_written_down_of_nothing() -> None:
    assert not papers_issued(VOTE, [], 3) and not papers_lapsed(VOTE, [])
    assert len(papers_issued(VOTE, [PAPER], 3)) == len(papers_lapsed(VOTE, [137])) == 1
