"""Posters: spots as people type them, tags as addresses carry them."""

from __future__ import annotations

import pytest

from domain.outcomes import Reason, Refusal
from domain.posters import (
    LONGEST_SPOT,
    MOST_AT_ONCE,
    TO_WRITE_IN,
    entrances_of,
    read_spots,
    read_tag,
    read_thing,
    refuse_spots,
)
from domain.units import DwellingUnit


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("3号楼2单元门口", ["3号楼2单元门口"]),
        (" 快递柜旁 \n\n\u200b大门\u202e口\t右边\n", ["快递柜旁", "大门 口 右边"]),
        ("163", [TO_WRITE_IN] * 163),
        ("１６３张", [TO_WRITE_IN] * 163),
        ("3\n4", ["3", "4"]),
        ("163张海报", ["163张海报"]),
        ("\n".join(f"{n}号楼" for n in range(MOST_AT_ONCE)), [f"{n}号楼" for n in range(MOST_AT_ONCE)]),
        ("长" * LONGEST_SPOT, ["长" * LONGEST_SPOT]),
    ],
)
def test_spots_are_read_a_line_each_or_as_a_number(typed: str, read: list[str]) -> None:
    assert read_spots(typed) == read


@pytest.mark.parametrize(
    ("typed", "reason", "what"),
    [
        ("", Reason.EMPTY, "spots"),
        (" \n\u200b\n", Reason.EMPTY, "spots"),
        ("0", Reason.INVALID, "spots"),
        (str(MOST_AT_ONCE + 1), Reason.INVALID, "spots"),
        ("\n".join("门" for _ in range(MOST_AT_ONCE + 1)), Reason.INVALID, "spots"),
        ("大门\n" + "长" * (LONGEST_SPOT + 1), Reason.TOO_LONG, "spot"),
        ("#" * 4000, Reason.TOO_LONG, "spot"),
    ],
)
def test_what_cannot_be_printed_at_once_is_refused(typed: str, reason: Reason, what: str) -> None:
    refusal = read_spots(typed)
    assert isinstance(refusal, Refusal)
    assert (refusal.reason, refusal.facts["what"]) == (reason, what)


def test_nothing_at_all_is_too_few() -> None:
    assert refuse_spots([]) is not None


@pytest.mark.parametrize(
    ("text", "tag"), [("2bcdefgh", "2bcdefgh"), ("2BCDEFGH", None), ("2bcdefg", None), ("0", None)]
)
def test_only_what_can_be_a_tag_is_looked_for(text: str, tag: str | None) -> None:
    assert read_tag(text) == tag


def test_every_way_in_counts_once_in_stair_order() -> None:
    doors = [("3号楼", "1单元", "101"), ("3号楼", "1单元", "201"), ("3号楼", "2单元", "101"), ("东楼", "", "101")]
    units = [
        DwellingUnit(n, 1, 1, 1, building, entrance, 1, label)
        for n, (building, entrance, label) in enumerate(doors, start=1)
    ]
    assert entrances_of(units) == [("3号楼", "1单元"), ("3号楼", "2单元"), ("东楼", "")]


@pytest.mark.parametrize(
    ("spot", "read"),
    [
        ("3号楼2单元：2号梯", ("3号楼2单元", "2号梯")),
        ("Gate: lamp 12", ("Gate", "lamp 12")),
        ("门口", ("门口", None)),
        ("：2号梯", ("：2号梯", None)),
        ("门口：", ("门口：", None)),
        ("", ("", None)),
    ],
)
def test_a_thing_stands_after_the_colon(spot: str, read: tuple[str, str | None]) -> None:
    assert read_thing(spot) == read
