"""Names that no register knows any more (不再登记的姓名), found again in old words by what is kept of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cache

from domain.issues_masking import LETTER, MASK
from domain.surnames import COMPOUND, DOUBTFUL, ORDINARY, SURNAMES

LEAST_NAME = 2
"""Signs of a name that is covered wherever it stands; a shorter one is part of too many words."""
LONGEST_CHINESE = 4
"""Signs of a name that begins with a surname; what is longer is written out in Chinese from another language."""
LONGEST = 40
"""Signs of what is a name at all."""
HAN = "[〇\u3400-\u9fff\U00020000-\U0003ffff]"
OFFICE = re.compile(r"物业|公司|中心|委员会|[居业支党]委|支部|社区|小区|管理|服务|.{3}[处站部室队所局科]$")
"""An account or an owner that is no person: what it is called is a word of every notice."""


def kept_of(names: Collection[str]) -> dict[str, int]:
    """What is kept of names that go: each with capitals made small, to be hashed; how many signs it had.

    Nothing of what cannot be a person's name: people are called what they like, and a wrong workbook has words for
    owners; kept, they would black out the same words in every notice.
    """
    plain = {plain_name(name) for name in names}
    return {name.casefold(): len(name) for name in plain if LEAST_NAME <= len(name) <= LONGEST and _is_name(name)}


def plain_name(name: str) -> str:
    """As notices write it (写法): workbooks have 「张　伟」, notices 「张伟」."""
    return re.sub(rf"(?<={HAN})\s+(?={HAN})", "", name.strip())


def _is_name(name: str) -> bool:
    return like_a_name(len(name)).fullmatch(name) is not None and not OFFICE.search(name) and name not in ORDINARY


@cache
def like_a_name(length: int) -> re.Pattern[str]:
    """Words of so many signs that can be a person's name (像姓名); of all others nothing is kept, nothing is asked."""
    words = rf"{LETTER}(?:{LETTER}|['’ ·-]){{{max(length - 2, 0)}}}{LETTER}"
    several = rf"(?<!{LETTER})(?={LETTER}[^\s·]*[\s·]){words}(?!{LETTER})"
    if length > LONGEST_CHINESE:
        return re.compile(rf"{HAN}(?:{HAN}|[·•]){{{length - 2}}}{HAN}|{several}")
    begins = f"[{_signs(SURNAMES)}]|{'|'.join(sorted(COMPOUND))}"
    begins += f"|[{_signs(DOUBTFUL)}]" if length > LEAST_NAME else ""
    dotted = rf"|(?={HAN}+[·•]){HAN}(?:{HAN}|[·•]){{{length - 2}}}{HAN}"
    return re.compile(rf"(?:(?={begins}){HAN}{{{length}}}){dotted}|{several}")


def _signs(signs: Collection[str]) -> str:
    return "".join(sorted(signs))


@cache
def _places(length: int) -> re.Pattern[str]:
    """Wherever such words begin, also within one another."""
    return re.compile(rf"(?=({like_a_name(length).pattern}))")


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
        """The words without the names of so many signs; only what can be a name is asked for."""
        shown, done = [], 0
        for place in _places(length).finditer(words):
            if place.start() >= done and self.knows(place[1].casefold()):
                shown += [words[done : place.start()], MASK]
                done = place.start() + length
        return "".join([*shown, words[done:]]) if shown else words


NONE_GONE = GoneNames()
"""Of a compound that nobody went from."""
