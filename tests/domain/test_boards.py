"""网上公示栏 goes up by two and down by one; its code is letters."""

from __future__ import annotations

from dataclasses import replace

from domain.boards import (
    Board,
    BoardState,
    ask_refusal,
    asked,
    close_refusal,
    closed,
    declined,
    opened,
    read_code,
    second_refusal,
)
from domain.effects import Post, Record
from domain.outcomes import Refusal

OFF = Board(1, "中华园")
ASKED = replace(OFF, state=BoardState.ASKED, asked_by=7, code="kmpqrs")
OPEN = replace(ASKED, state=BoardState.OPEN)


def what(refusal: Refusal | None) -> object:
    return None if refusal is None else refusal.facts["what"]


def test_it_is_asked_for_once_where_somebody_could_agree() -> None:
    assert what(ask_refusal(OFF, others=1)) is None
    assert what(ask_refusal(OFF, others=0)) == "board_alone"
    assert [what(ask_refusal(one, others=1)) for one in (ASKED, OPEN)] == ["board_asked", "board_open"]


def test_whoever_asked_does_not_agree() -> None:
    assert what(second_refusal(ASKED, 8)) is None
    assert what(second_refusal(ASKED, 7)) == "board_own"
    assert [what(second_refusal(one, 8)) for one in (OFF, OPEN)] == ["board_unasked", "board_unasked"]


def test_anyone_takes_it_down() -> None:
    assert [what(close_refusal(one)) for one in (OFF, ASKED, OPEN)] == ["board_off", None, None]


def test_each_step_is_kept_and_told() -> None:
    steps = {
        "board_asked": asked(ASKED, 7, [1, 2], "s"),
        "board_opened": opened(ASKED, 8, [3], "s"),
        "board_declined": declined(ASKED, 8, [3], "s"),
        "board_closed": closed(OPEN, 8, [], "s"),
    }
    for name, effects in steps.items():
        record, *posts = effects
        assert isinstance(record, Record) and record.type == name and record.stream == "board:1"
        assert all(isinstance(one, Post) and not one.notice.public for one in posts)
    keys = [one.notice.key for every in steps.values() for one in every if isinstance(one, Post)]
    assert len(set(keys)) == len(keys) == 4


def test_a_code_is_no_number() -> None:
    assert read_code("kmpqrs") == "kmpqrs"
    assert [read_code(odd) for odd in ("3", "kmpqr", "kmpqrst", "KMPQRS", "kmpqrl", "km pqr", "")] == [None] * 7
    assert OFF.place.compound_id == 1
