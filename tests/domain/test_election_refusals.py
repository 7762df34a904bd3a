"""What a step of an election is refused for: how the street office's document is called."""

from __future__ import annotations

import pytest

from domain.election_refusals import document_refusal
from domain.elections import LONGEST_DOCUMENT
from domain.outcomes import Reason


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
