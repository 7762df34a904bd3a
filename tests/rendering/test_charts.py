"""The chart of a result, the same each time, and never a box for a sign."""

from __future__ import annotations

import pytest

from rendering.charts import bar_chart


def test_a_chart_is_800_pixels_wide_and_the_same_each_time() -> None:
    rows = [("换", 18), ("不换 #set page(1) $x$", 6), ("都行", 0)]
    first = bar_chart("大门换不换？", rows, 26, "征询意见")
    assert first == bar_chart("大门换不换？", rows, 26, "征询意见")
    assert first.startswith(b"\x89PNG")
    assert int.from_bytes(first[16:20]) == 800


def test_a_chart_of_nobody_and_of_the_longest_words() -> None:
    assert bar_chart("没人", [("换", 0), ("不换", 0)], 0, "参加 0 人")
    longest = bar_chart("问" * 300, [("选" * 100, 9)] * 12, 9, "x" * 200)
    assert int.from_bytes(longest[16:20]) + int.from_bytes(longest[20:24]) <= 10_000


def test_a_chart_refuses_a_sign_it_could_only_draw_as_a_box() -> None:
    with pytest.raises(ValueError, match=r"U\+1F44D"):
        bar_chart("同意👍", [("换", 1)], 1, "")
