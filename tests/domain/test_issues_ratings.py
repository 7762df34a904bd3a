"""满意吗: which closing is rated, and what may be said, appealed and decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.issues_life import State, Step
from domain.issues_ratings import (
    LONGEST_SAID,
    IssueRating,
    Satisfied,
    StepRow,
    appeal_refusal,
    closing_of,
    decision_refusal,
    said_refusal,
)
from domain.outcomes import Reason, Refusal

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
FAIR = IssueRating(1, 9, Satisfied.FAIR)
LED = {
    Step.REPORT: State.REPORTED,
    Step.DONE: State.TO_CHECK,
    Step.CHECK: State.TO_RATE,
    Step.SOLVED: State.CLOSED,
    Step.LAPSE: State.CLOSED,
    Step.REOPEN: State.REOPENED,
    Step.DECLINE: State.DECLINED,
}


def course(*steps: Step) -> list[StepRow]:
    return [(number, step, LED[step], AT + timedelta(hours=number)) for number, step in enumerate(steps, 1)]


DONE = (Step.REPORT, Step.DONE, Step.CHECK)


@pytest.mark.parametrize(
    ("steps", "closing"),
    [
        (DONE, None),
        ((*DONE, Step.SOLVED), 4),
        ((*DONE, Step.LAPSE), 4),
        ((*DONE, Step.SOLVED, Step.REOPEN), None),
        ((*DONE, Step.LAPSE, Step.REOPEN, Step.DONE, Step.CHECK, Step.SOLVED), 8),
        ((Step.REPORT, Step.DECLINE, Step.REOPEN), None),
    ],
)
def test_what_is_rated_is_the_closing_that_stands(steps: tuple[Step, ...], closing: int | None) -> None:
    assert closing_of(course(*steps)) == closing


def reason(refusal: Refusal | None) -> Reason | None:
    return None if refusal is None else refusal.reason


def test_words_are_neither_too_long_nor_missing_where_they_are_wanted() -> None:
    assert reason(said_refusal("好" * (LONGEST_SAID + 1), wanted=False)) is Reason.TOO_LONG
    assert reason(said_refusal("", wanted=True)) is Reason.EMPTY
    assert said_refusal("", wanted=False) is None
    assert said_refusal("好" * LONGEST_SAID, wanted=True) is None


def test_only_what_was_not_good_is_appealed_and_once() -> None:
    assert reason(appeal_refusal(None)) is Reason.WRONG_STATE
    assert reason(appeal_refusal(replace(FAIR, content=Satisfied.PLEASED))) is Reason.WRONG_STATE
    assert reason(appeal_refusal(replace(FAIR, appealed=True))) is Reason.ALREADY_DONE
    assert appeal_refusal(FAIR) is None


def test_an_appeal_is_decided_once_and_only_then_leaves_it_out() -> None:
    assert reason(decision_refusal(FAIR)) is Reason.WRONG_STATE
    appealed = replace(FAIR, appealed=True)
    assert decision_refusal(appealed) is None
    assert not appealed.left_out
    for accepted in (True, False):
        decided = replace(appealed, accepted=accepted)
        assert reason(decision_refusal(decided)) is Reason.ALREADY_DONE
        assert decided.left_out is accepted
