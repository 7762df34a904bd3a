"""How much is taken: twenty options of sixty signs, a title of sixty; and one sign more is refused with how many."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.outcomes import Refusal
from domain.voting.questions import Option, Question, question_refusal
from domain.voting.votes import VoteState, objection_refusal, text_refusal, title_refusal
from tests.domain.voting.opened import VOTE


def options(count: int, length: int) -> Refusal | None:
    labels = ("铁门", *(f"{number:0>{length}}" for number in range(1, count)))
    return question_refusal(Question("approval", tuple(Option(label, label) for label in labels)))


def objected(words: str) -> Refusal | None:
    return objection_refusal(replace(VOTE, state=VoteState.POSTED), words)


@pytest.mark.parametrize(
    ("put", "most"),
    [
        (lambda count: options(count, 2), 20),
        (lambda length: options(2, length), 60),
        (lambda length: title_refusal("门" * length), 60),
        (lambda length: text_refusal("门" * length), 3000),
        (lambda length: objected("错" * length), 500),
    ],
    ids=["options", "option", "title", "text", "objection"],
)
def test_so_much_is_taken_and_not_one_more(put: Callable[[int], Refusal | None], most: int) -> None:
    assert put(most) is None
    refusal = put(most + 1)
    assert refusal is not None and refusal.facts["most"] == most


def test_there_is_one_place_at_least_and_one_option_more_than_places() -> None:
    seats = Question("k-seats", tuple(Option(name, name) for name in ("王阿姨", "李楼长", "赵主任")), 2)
    for places in (0, 3, 4):
        refusal = question_refusal(replace(seats, seats=places))
        assert refusal is not None and refusal.facts == {"what": "vote_seats", "most": 2}
    assert question_refusal(replace(seats, seats=1)) is question_refusal(seats) is None
