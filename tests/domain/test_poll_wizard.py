"""The wizard asks what is not known yet, goes back, and changes one thing at a time."""

from __future__ import annotations

from typing import Any

from domain.poll_wizard import Step, awaiting, choose_place, reopen, settle, step_back, step_of

WHOLE: dict[str, Any] = {
    "place": [1, 0],
    "chat_id": 5,
    "given": ["place", "chat_id"],
    "question": "大门换不换",
    "options": ["换", "不换"],
    "enough": True,
    "several": False,
    "named": True,
    "closes_at": "2026-11-26T12:00:00+00:00",
}


def test_it_asks_in_order_and_skips_what_has_one_answer() -> None:
    body: dict[str, Any] = choose_place((1, 0), [5], only=True)
    asked = []
    for answer in (
        {"question": "大门换不换"},
        {"options": ["换", "不换"], "enough": True},
        {"several": False},
        {"named": False},
        {"closes_at": "…"},
    ):
        asked.append(step_of(body))
        body = {**body, **settle(**answer)}
    assert asked == [Step.QUESTION, Step.OPTIONS, Step.SEVERAL, Step.NAMED, Step.CLOSE]
    assert step_of(body) is Step.PREVIEW


def test_several_places_and_groups_are_asked_for() -> None:
    assert step_of({}) is Step.PLACE
    assert step_of(choose_place((1, 3), [5, 6], only=False)) is Step.GROUP


def test_words_are_awaited_only_where_words_answer() -> None:
    assert awaiting(choose_place((1, 0), [5], only=True)) == "polls.question"
    assert awaiting(WHOLE) is None


def test_back_undoes_the_last_answer_but_not_what_was_given() -> None:
    at_named = {**WHOLE, "named": None, "closes_at": None}
    assert step_back(at_named) == {"several": None}
    at_options = {**at_named, "several": None, "enough": None}
    assert step_back(at_options) == {"question": None}
    assert step_back({**at_options, "question": None}) is None
    assert step_back(WHOLE) == {"closes_at": None}


def test_one_thing_is_changed_and_everything_else_stays() -> None:
    changing = {**WHOLE, **reopen(WHOLE, Step.QUESTION)}
    assert step_of(changing) is Step.QUESTION
    changed = {**changing, **settle(question="车棚修不修")}
    assert step_of(changed) is Step.PREVIEW
    assert not changed["kept"]


def test_thinking_better_of_a_change_restores_it() -> None:
    changing = {**WHOLE, **reopen(WHOLE, Step.OPTIONS), "options": ["换"]}
    back = step_back(changing)
    assert back is not None
    assert {**changing, **back} == {**WHOLE, "kept": None}
