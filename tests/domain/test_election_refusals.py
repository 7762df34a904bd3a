"""What a step of an election is refused for: the street office's document, and who confirms it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.election_refusals import (
    GROUP_CHANGED,
    GROUP_POSTED,
    appointment_refusal,
    appointment_second_refusal,
    document_mark,
    document_refusal,
    group_refusal,
)
from domain.elections import LONGEST_DOCUMENT, ElectionState
from domain.outcomes import Reason, Refusal
from domain.registry import Organ
from tests.domain.test_elections import NATIONAL, election


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("惠街办〔2026〕7号", None),
        ("号" * LONGEST_DOCUMENT, None),
        ("  ", Reason.EMPTY),
        ("号" * (LONGEST_DOCUMENT + 1), Reason.TOO_LONG),
    ],
)
def test_a_document_is_called_something_short(number: str, reason: Reason | None) -> None:
    refusal = document_refusal(number)
    assert (None if refusal is None else refusal.reason) == reason


def test_a_document_is_confirmed_by_a_second_person_who_has_read_it() -> None:
    waits = election(Organ.PROPERTY, NATIONAL, state=ElectionState.LISTED)
    assert appointment_refusal(waits) is None and appointment_refusal(replace(waits, organ=Organ.OWNERS)) is not None
    settled = replace(waits, state=ElectionState.SETTLED)
    assert appointment_refusal(settled) is not None
    assert appointment_second_refusal(settled, 2, "") == appointment_refusal(settled)
    none = appointment_second_refusal(waits, 2, document_mark(waits))
    assert none == Refusal(Reason.WRONG_STATE, {"what": "appointment_none"})
    read = replace(waits, document={"number": "7号", "day": "2026-03-05"}, recorded_by=1)
    second = Refusal(Reason.WRONG_STATE, {"what": "appointment_second_person"})
    assert appointment_second_refusal(read, 1, document_mark(read)) == second
    assert appointment_second_refusal(read, 2, document_mark(read)) is None
    for since in ({"number": "8号", "day": "2026-03-05"}, {"number": "7号", "day": "2026-03-06"}):
        assert appointment_second_refusal(replace(read, document=since), 2, document_mark(read)) == Refusal(
            Reason.STALE
        )


def test_candidates_wait_for_a_group_that_was_changed_to_be_posted_anew() -> None:
    assert group_refusal(election()) is None and group_refusal(election(group_state=GROUP_POSTED)) is None
    changed = group_refusal(election(group_state=GROUP_CHANGED))
    assert changed == Refusal(Reason.WRONG_STATE, {"what": "election_group_changed"})
