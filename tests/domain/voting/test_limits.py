"""How much is taken, and how long it waits: twenty options of sixty signs, an hour before a meeting, twelve of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.effects import Schedule
from domain.outcomes import Refusal
from domain.vote_effects import CLOSE, card_facts, posted
from domain.vote_terms import meeting_schedule
from domain.voting.doubts import words_refusal
from domain.voting.meetings import meets, unreached_refusal
from domain.voting.questions import Option, Question, question_refusal
from domain.voting.votes import VoteState, objection_refusal, text_refusal, title_refusal
from domain.workdays import WorkDays
from tests.domain.voting.opened import CLOSES, OPENS, VOTE, ZONE
from tests.domain.voting.test_meetings import MEETING, MEETS


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
        (lambda length: words_refusal("错" * length), 500),
        (lambda count: unreached_refusal([f"代表{number}" for number in range(count)]), 40),
        (lambda length: unreached_refusal(["郑大爷", "郑" * length]), 20),
    ],
    ids=["options", "option", "title", "text", "objection", "doubt", "members", "member"],
)
def test_so_much_is_taken_and_not_one_more(put: Callable[[int], Refusal | None], most: int) -> None:
    assert put(2) is put(most) is None
    refusal = put(most + 1)
    assert refusal is not None and refusal.facts["most"] == most


def test_there_is_one_place_at_least_and_one_option_more_than_places() -> None:
    seats = Question("k-seats", tuple(Option(name, name) for name in ("王阿姨", "李楼长", "赵主任")), 2)
    for places in (0, 3, 4):
        refusal = question_refusal(replace(seats, seats=places))
        assert refusal is not None and refusal.facts == {"what": "vote_seats", "most": 2}
    assert question_refusal(replace(seats, seats=1)) is question_refusal(seats) is None


def test_one_signs_in_from_an_hour_before() -> None:
    minute = timedelta(minutes=1)
    assert meets(MEETING, MEETS - 60 * minute) and not meets(MEETING, MEETS - 61 * minute)


def test_a_meeting_that_nobody_closes_is_over_after_twelve_hours() -> None:
    plain = WorkDays(announced=frozenset({2026}))
    found = meeting_schedule({"notice_days": 10}, CLOSES, at=OPENS - timedelta(days=30), zone=ZONE, work_days=plain)
    assert not isinstance(found, Refusal) and found.closes_at - found.opens_at == timedelta(hours=12)


def test_what_was_pressed_before_the_close_has_five_seconds_to_be_written() -> None:
    closing = [each for each in posted(VOTE, []) if isinstance(each, Schedule) and each.kind == CLOSE]
    assert [each.due - VOTE.closes_at for each in closing] == [timedelta(seconds=5)]


def test_people_compare_eight_signs_of_the_text_s_hash() -> None:
    assert card_facts(replace(VOTE, text_hash="0123456789abcdef"))["hash"] == "01234567"
