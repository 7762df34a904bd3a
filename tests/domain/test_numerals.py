"""Whole numbers, in digits and in words."""

import pytest

from domain.numerals import count_of, typed_count


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("3", 3),
        ("03", 3),
        ("三", 3),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("三十一", 31),
        ("一百零五", 105),
        ("一百二十", 120),
    ],
)
def test_a_number_is_read_however_it_is_written(words: str, count: int) -> None:
    assert count_of(words) == count


@pytest.mark.parametrize("words", ["", "A", "三三", "3A", "三3", "十百", "³"])
def test_what_is_no_number_is_none(words: str) -> None:
    assert count_of(words) is None


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("7", 7),
        (" ７天 ", 7),
        ("七天", 7),
        ("十四天。", 14),
        ("5 seats", 5),
        ("五个", 5),
        ("三三", None),
        ("-3", None),
        ("5.5", None),
        ("7、14", None),
        ("再想想", None),
        ("", None),
    ],
)
def test_the_number_that_was_asked_for_is_read_with_its_unit(typed: str, count: int | None) -> None:
    assert typed_count(typed) == count
