"""Asking all homes: what may be asked, who answers, shares to the tenth that never look like all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from domain.effects import Post
from domain.outcomes import Refusal
from domain.registry import Actor, Place, Role, RoleKind
from domain.soundings import (
    Sounding,
    SoundingState,
    answer_refusal,
    asking_refusal,
    closed,
    count_answers,
    homes_there,
    options_in,
    toggled,
)

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
ASKED = Sounding(1, Place(1), "先修什么", ("消防", "停车"), 7, AT, AT + timedelta(days=7), 620, SoundingState.OPEN)


def said(refusal: Refusal | None) -> str:
    return "" if refusal is None else f"{refusal.reason}.{refusal.facts['what']}"


@pytest.mark.parametrize(
    ("question", "options", "days", "missing"),
    [
        ("先修什么", ["消防", "停车"], 7, ""),
        (" ", ["消防", "停车"], 7, "empty.sounding_question"),
        ("先" * 121, ["消防", "停车"], 7, "too_long.sounding_question"),
        ("先修什么", ["消防"], 7, "invalid.sounding_options"),
        ("先修什么", ["消防", "消防"], 7, "invalid.sounding_options"),
        ("先修什么", list("一二三四五六"), 7, "invalid.sounding_options"),
        ("先修什么", ["消防", "停" * 31], 7, "too_long.sounding_options"),
        ("先修什么", ["消防", "停车"], 5, "invalid.sounding_days"),
    ],
)
def test_what_may_be_asked(question: str, options: list[str], days: int, missing: str) -> None:
    assert said(asking_refusal(question, options, days)) == missing


def test_a_home_answers_while_it_is_open() -> None:
    assert answer_refusal(ASKED, [5], 1, AT) is None
    assert said(answer_refusal(ASKED, [5], 2, AT)) == "invalid.sounding_option"
    assert said(answer_refusal(ASKED, [], 1, AT)) == "not_yours.sounding_home"
    assert said(answer_refusal(ASKED, [5], 1, ASKED.closes_at)) == "wrong_state.sounding_over"


def test_homes_are_those_of_the_place_each_once() -> None:
    home, other = Place(1, 3, 1, 2, 5), Place(2, 9, 1, 2, 8)
    roles = [(RoleKind.OWNER, home), (RoleKind.RESIDENT, home), (RoleKind.OWNER, other), (RoleKind.TENANT, Place(1, 3))]
    actor = Actor(1, (*(Role(kind, place, AT) for kind, place in roles), Role(RoleKind.COMMITTEE, home, AT)))
    assert homes_there(actor, Place(1)) == [5]


@pytest.mark.parametrize(("starter", "told"), [(7, [7, 9]), (None, [9])])
def test_whoever_asked_reads_the_result_where_they_can_be_reached(starter: int | None, told: list[int]) -> None:
    posts = [effect.notice for effect in closed(ASKED, [], [9], starter) if isinstance(effect, Post)]
    assert sorted(notice.chat_id for notice in posts) == told


def test_choices_are_pressed_and_taken_back() -> None:
    assert toggled([], 1) == [1] and toggled([1], 0) == [0, 1] and toggled([0, 1], 0) == [1]
    assert options_in(" 消防 \n\n停车\n") == ["消防", "停车"]
    assert count_answers(3, [[0], [0, 2], [2]]) == (2, 0, 2)
