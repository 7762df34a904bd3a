"""Numerals (中文数字): 「九」「十二」「一百二十」 and 「12」 alike, up to some hundreds."""

from __future__ import annotations

import re
import unicodedata

NUMERAL = "(?:[0-9]{1,4}|[零〇一二两三四五六七八九十百]{1,6})"
"""A numeral within a pattern."""

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
TENS = {"十": 10, "百": 100}
WORDS = re.compile(r"(?:[一二两三四五六七八九]百)?[零〇]?(?:[一二两三四五六七八九]?十)?[一二两三四五六七八九]?")
"""A numeral in words that is whole: 三三 is none."""

TYPED = re.compile(rf"(?P<number>{NUMERAL})\s*[^\W\d_]{{0,8}}[^\w]*")
"""A number with its unit behind it, or none."""


def read_numeral(words: str) -> int:
    """The whole number that matched `NUMERAL`."""
    if words.isdigit():
        return int(words)
    total = last = 0
    for sign in words:
        if sign in TENS:
            total, last = total + (last or 1) * TENS[sign], 0
        else:
            last = DIGITS[sign]
    return total + last


def count_of(text: str) -> int | None:
    """The whole number that is all of the text; None for anything else."""
    if text.isascii() and text.isdigit():
        return int(text)
    return read_numeral(text) if text and WORDS.fullmatch(text) else None


def typed_count(text: str) -> int | None:
    """The one whole number that was asked for, however it was typed: 「7」「７天」「七天」「5 seats」."""
    found = TYPED.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return None if found is None else count_of(found["number"])
