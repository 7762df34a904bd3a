"""Names that no register knows any more (不再登记的姓名), found again in old words by what is kept of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from domain.issues_masking import LETTER, MASK

LEAST_NAME = 2
"""Signs of a name that is covered wherever it stands; a shorter one is part of too many words."""
IS_LETTER = re.compile(LETTER)


def kept_of(names: Collection[str]) -> dict[str, int]:
    """What is kept of names that go: each with capitals made small, to be hashed; how many signs it had."""
    return {name.strip().casefold(): len(name.strip()) for name in names if len(name.strip()) >= LEAST_NAME}


@dataclass(frozen=True)
class GoneNames:
    """The names that went from a compound's registers (不再登记的姓名): whether words are one of them, never which."""

    lengths: tuple[int, ...] = ()  # in signs, the longest first
    knows: Callable[[str], bool] = lambda words: False  # of words without capitals

    @classmethod
    def of(cls, lengths: Iterable[int], knows: Callable[[str], bool]) -> GoneNames:
        """The longest first, so that no half of a name stays."""
        return cls(tuple(sorted(set(lengths), reverse=True)), knows)

    def covered(self, words: str, length: int) -> str:
        """The words without the names of so many signs."""
        shown, at = [], 0
        while at < len(words):
            found = self._stands(words, at, at + length)
            shown.append(MASK if found else words[at])
            at += length if found else 1
        return "".join(shown)

    def _stands(self, words: str, start: int, end: int) -> bool:
        """A name in letters is a word of its own: `li` is no part of `delivery`."""
        part = words[start:end]
        if end > len(words) or not self.knows(part.casefold()):
            return False
        around = words[max(start - 1, 0) : start] + words[end : end + 1]
        return part.lower() == part.upper() or IS_LETTER.search(around) is None


NONE_GONE = GoneNames()
"""Of a compound that nobody went from."""
