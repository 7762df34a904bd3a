"""Numbers as they are typed: with what is counted, or alone; never a guess."""

from __future__ import annotations

from domain.counted import count_in, minutes_in


def test_numbers_with_what_they_count() -> None:
    said = {
        "12": 12,
        "12 个月": 12,
        "120户": 120,
        "４次": 4,
        "2025年": 2025,
        "7号": 7,
        "": 0,
        "十二": 0,
        "-3": 0,
        "1234567": 0,
    }
    assert {words: count_in(words) for words in said} == said


def test_how_long_it_takes() -> None:
    said = {"90": 90, "90分钟": 90, "2小时": 120, "1小时30分": 90, "1 小时 30": 90, "": 0, "一会儿": 0}
    assert {words: minutes_in(words) for words in said} == said
