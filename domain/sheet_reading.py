"""Reading a count sheet (读计票单): a number belongs to whose name stands on its line, not to the line's place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.count_sheets import SUMS, CountSheet
from domain.numerals import NUMERAL, count_of
from domain.outcomes import Reason, Refusal

ENDING = re.compile(rf"(?P<number>[0-9]{{1,6}}|(?<=[:\s]){NUMERAL}|^{NUMERAL})\s*(?:[^\W\d_]|[a-z]+)?[^\w]*$")
"""The number that ends a line, with its unit (7票, 7 votes) or without."""
SERIAL = re.compile(r"\W*([0-9]{1,2})\W*")
"""All that is left of a line such as 「1：5」: the place on the list of candidates."""


@dataclass(frozen=True)
class Form:
    """What the form asks for (计票单的格式): the words before each sum, and every name, by candidacy."""

    sums: Sequence[str]
    names: Mapping[int, str]

    @property
    def stems(self) -> list[str]:
        """What a line is known by, in the form's order."""
        return [
            *(_plain(words).partition("(")[0].strip(" :") for words in self.sums),
            *map(_plain, self.names.values()),
        ]


def read_sheet(text: str, form: Form, *, run_off: bool = False) -> CountSheet | Refusal:
    """The sums and the votes, in whatever order; the line that cannot be read, and what is missing, are said."""
    found: dict[int, int] = {}
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for place, line in enumerate(lines):
        read = _line(_plain(line), form, place)
        if read is None or read[0] in found:
            return Refusal(Reason.INVALID, {"what": "count_line", "line": line[:30]})
        found[read[0]] = read[1]
    wanted = [*(words.strip(" :：") for words in form.sums), *form.names.values()]
    missing = [words for place, words in enumerate(wanted) if place not in found]
    if missing:
        return Refusal(Reason.INVALID, {"what": "count_missing", "names": missing})
    numbers = [found[place] for place in range(len(wanted))]
    voters, issued, returned, invalid = numbers[: len(SUMS)]
    votes = dict(zip(form.names, numbers[len(SUMS) :], strict=True))
    return CountSheet(voters, issued, returned, invalid, votes, run_off)


def _line(line: str, form: Form, place: int) -> tuple[int, int] | None:
    """Which of the form's lines it is, and its number; a bare number is of the line that stands there in the form."""
    at = _named(line, form.stems)
    rest = line if at is None else line.partition(form.stems[at])[2]
    ended = ENDING.search(rest)
    number = None if ended is None else count_of(ended["number"])
    if ended is None or number is None:
        return None
    if at is None:
        at = _unnamed(rest[: ended.start()], form, place)
    return None if at is None else (at, number)


def _named(line: str, stems: Sequence[str]) -> int | None:
    """Whose name stands on it: the longest, where one name holds another."""
    held = [(len(stem), -at) for at, stem in enumerate(stems) if stem and stem in line]
    return -max(held)[1] if held else None


def _unnamed(before: str, form: Form, place: int) -> int | None:
    """The line meant by a serial number, or by nothing but its place."""
    serial = SERIAL.fullmatch(before)
    if serial is not None:
        at = int(serial[1]) - 1
        return len(SUMS) + at if at in range(len(form.names)) else None
    bare = not any(sign.isalnum() for sign in before)
    return place if bare and place < len(SUMS) + len(form.names) else None


def _plain(words: str) -> str:
    """One way to write what has several; no spaces within a name."""
    return " ".join(unicodedata.normalize("NFKC", words).lower().split())
