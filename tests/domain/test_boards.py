"""网上公示栏 goes up by two and down by one; its code is letters."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from domain.boards import (
    LAPSE_AFTER,
    REMIND_AFTER,
    WAITING,
    Board,
    BoardState,
    ask_refusal,
    asked,
    close_refusal,
    closed,
    declined,
    opened,
    read_code,
    reminded,
    second_refusal,
    withdrawn,
)
from domain.effects import Post, Record, Schedule, Unschedule
from domain.outcomes import Refusal

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
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
        "board_asked": asked(ASKED, 7, [1, 2], "s", AT),
        "board_opened": opened(ASKED, 8, [3], "s"),
        "board_declined": declined(ASKED, 8, [3], "s"),
        "board_closed": closed(OPEN, 8, [], "s"),
        "board_withdrawn": withdrawn(ASKED, 7),
        "board_lapsed": withdrawn(ASKED, None),
    }
    for name, effects in steps.items():
        record, *posts = effects
        assert isinstance(record, Record) and record.type == name and record.stream == "board:1"
        assert not any(one.notice.public for one in posts if isinstance(one, Post))
        then = [one for one in posts if isinstance(one, Schedule | Unschedule)]
        asks, up = name == "board_asked", name == "board_closed"
        waits = Schedule(WAITING, "board:1", AT + REMIND_AFTER) if asks else Unschedule(WAITING, "board:1")
        assert then == ([] if up else [waits]), name
    keys = [one.notice.key for every in steps.values() for one in every if isinstance(one, Post)]
    assert len(set(keys)) == len(keys) == 4


def test_the_others_are_asked_once_more_before_it_lapses() -> None:
    then, *posts = reminded(ASKED, AT, [1, 2])
    assert then == Schedule(WAITING, "board:1", AT + LAPSE_AFTER)
    assert [one.notice.template for one in posts if isinstance(one, Post)] == ["boards.asked"] * 2


def test_a_code_is_no_number() -> None:
    assert read_code("kmpqrs") == "kmpqrs"
    assert [read_code(odd) for odd in ("3", "kmpqr", "kmpqrst", "KMPQRS", "kmpqrl", "km pqr", "")] == [None] * 7
    assert OFF.place.compound_id == 1
