"""A doubt about a sealed result: who may raise it, who may look, and what waits for it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest

from domain.outcomes import Reason, Refusal
from domain.voting.doubts import (
    OPEN,
    OWN_ELECTION,
    Doubt,
    DoubtStage,
    check_refusal,
    checker_refusal,
    last_doubt,
    look_refusal,
    words_refusal,
)
from domain.voting.votes import LONGEST_OBJECTION, VoteState
from tests.domain.voting.test_votes import VOTE

SEALED = replace(VOTE, state=VoteState.SEALED)
STARTER, CHECKER, OTHER = VOTE.started_by, 70_001, 70_002
DOUBTED, LOOKED, DISOWNED = DoubtStage.DOUBTED, DoubtStage.LOOKED, DoubtStage.DISOWNED
NO_DOUBT = Refusal(Reason.WRONG_STATE, {"what": "vote_no_doubt"})

check, look = (partial(refusal, stands=False) for refusal in (check_refusal, look_refusal))
"""Of whoever is no candidate."""


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ([], None),
        ([(LOOKED, 1, "看过")], None),
        ([(DOUBTED, 1, "少一张")], Doubt(1, "少一张")),
        ([(DOUBTED, None, "少一张"), (LOOKED, 2, "对过了")], Doubt(None, "少一张", "对过了", looked=2)),
        ([(DOUBTED, 1, "少一张"), (LOOKED, 2, "对过了"), (DOUBTED, 3, "还是少")], Doubt(3, "还是少")),
        ([(DISOWNED, 1, "137")], Doubt(None, "", papers=(137,), hands=frozenset({1}))),
        ([(DISOWNED, None, "137"), (DISOWNED, 2, "138")], Doubt(None, "", papers=(137, 138), hands=frozenset({2}))),
        ([(DOUBTED, 1, "少一张"), (DISOWNED, 2, "137")], Doubt(1, "少一张", papers=(137,), hands=frozenset({2}))),
        (
            [(DISOWNED, 1, "1"), (LOOKED, 2, "看过"), (DISOWNED, 3, "2")],
            Doubt(None, "", papers=(2,), hands=frozenset({3})),
        ),
    ],
)
def test_the_last_doubt_counts_with_its_answer(
    steps: list[tuple[DoubtStage, int | None, str]], found: Doubt | None
) -> None:
    assert last_doubt(steps) == found


def test_what_is_doubted_waits_for_whoever_looks() -> None:
    doubt = Doubt(CHECKER, "少一张")
    assert doubt.open and check(SEALED, doubt, OTHER) == OPEN
    answered = replace(doubt, answer="对过了")
    assert not answered.open
    for found in (None, answered):
        assert check(SEALED, found, CHECKER) is None


def test_whoever_started_it_neither_checks_nor_doubts() -> None:
    second = Refusal(Reason.WRONG_STATE, {"what": "vote_second_person"})
    assert check(SEALED, None, STARTER) == second


def test_somebody_else_than_who_doubted_looks_while_it_is_sealed() -> None:
    doubt = Doubt(CHECKER, "少一张")
    assert look(SEALED, doubt, STARTER) is None
    assert look(SEALED, doubt, CHECKER) == Refusal(Reason.WRONG_STATE, {"what": "vote_doubt_second_person"})
    assert look(SEALED, replace(doubt, hands=frozenset({OTHER})), OTHER) == look(SEALED, doubt, CHECKER, stands=False)
    assert look(SEALED, None, STARTER) == NO_DOUBT
    assert look(SEALED, replace(doubt, answer="对过了"), STARTER) == NO_DOUBT
    assert look(replace(SEALED, state=VoteState.PUBLISHED), doubt, STARTER) == NO_DOUBT


def test_what_is_written_is_neither_empty_nor_endless() -> None:
    assert words_refusal("对" * LONGEST_OBJECTION) is None
    assert words_refusal(" \n") == Refusal(Reason.EMPTY, {"what": "vote_doubt"})
    assert words_refusal("对" * (LONGEST_OBJECTION + 1)) == Refusal(
        Reason.TOO_LONG, {"what": "vote_doubt", "most": LONGEST_OBJECTION}
    )


def test_nobody_checks_or_looks_into_their_own_election_nor_what_they_have_found_right() -> None:
    answered = Doubt(CHECKER, "少一张", "对过了", looked=OTHER)
    assert check_refusal(SEALED, None, CHECKER, stands=True) == OWN_ELECTION
    assert look_refusal(SEALED, Doubt(CHECKER, "少一张"), OTHER, stands=True) == OWN_ELECTION
    looked = Refusal(Reason.WRONG_STATE, {"what": "vote_looked_second_person"})
    assert checker_refusal(SEALED, answered, OTHER, stands=False) == looked
    assert checker_refusal(SEALED, answered, CHECKER, stands=False) is None


def test_it_is_the_number_of_the_person_that_counts_however_it_was_read() -> None:
    doubt = Doubt(CHECKER, "少一张")
    assert look(SEALED, doubt, OTHER) is None, "a later number is another person"
    assert look(SEALED, doubt, int(str(CHECKER))) is not None
    answered = replace(doubt, answer="对过了", looked=OTHER)
    assert check(SEALED, answered, int(str(OTHER))) is not None
