"""Values of by-laws (约定的内容): what may be written in a profile file, and how two of a kind compare."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import ClassVar, Generic, Protocol, TypeVar

from domain.calendar import QuietHours
from domain.outcomes import Facts
from domain.voting.compositions import CompositionRule
from domain.voting.rules import Threshold

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

SHARE = re.compile(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})")
SPAN = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])-([01][0-9]|2[0-3]):([0-5][0-9])")
CENTS = 100
"""A 元 in 分."""


class Kind(Protocol[T]):
    """A kind of value (内容的种类); `wanted` is what the catalogue calls it."""

    @property
    def wanted(self) -> str: ...

    @property
    def facts(self) -> Facts:
        """What the words about it need to know."""
        ...

    def read(self, written: object) -> T | None:
        """The value; None when that is no such thing."""
        ...

    def write(self, value: T) -> str:
        """As it stands in a file."""
        ...

    def below(self, value: T, other: T) -> bool:
        """Whether it is less than another."""
        ...


@dataclass(frozen=True)
class Whole:
    """A whole number (整数) of days, months, people or 元."""

    wanted: str
    least: int
    most: int
    times: int = 1

    @property
    def facts(self) -> Facts:
        return {"least": self.least, "most": self.most}

    def read(self, written: object) -> int | None:
        if type(written) is not int or not self.least <= written <= self.most:
            return None
        return written * self.times

    def write(self, value: int) -> str:
        return str(value // self.times)

    def below(self, value: int, other: int) -> bool:
        return value < other


DAYS = Whole("days", 1, 365)
LASTING = Whole("lasting", 1, 240)
"""Hours that something may take."""
WORKING_DAYS = Whole("working_days", 1, 60)
MONTHS = Whole("months", 1, 24)
YEARS = Whole("years", 1, 10)
PEOPLE = Whole("people", 1, 100)
AT_A_TIME = Whole("pieces", 1, 20)
"""So many of something that one person may have at a time."""
IN_HAND_DAYS, ANSWER_DAYS = Whole("days", 2, 60), Whole("days", 3, 30)
"""So long somebody has to do what they took on; so long somebody has to say otherwise, never a day or two."""
YUAN = Whole("yuan", 0, 10_000_000, CENTS)
"""Written in 元, kept in 分."""


@dataclass(frozen=True)
class Share:
    """A share (比例) such as "1/5", which itself is enough."""

    wanted: str = "share"
    facts: ClassVar[Facts] = {}

    def read(self, written: object) -> Threshold | None:
        found = SHARE.fullmatch(written) if isinstance(written, str) else None
        if found is None or int(found[1]) > int(found[2]):
            return None
        return Threshold(int(found[1]), int(found[2]), inclusive=True)

    def write(self, value: Threshold) -> str:
        return f"{value.part}/{value.whole}"

    def below(self, value: Threshold, other: Threshold) -> bool:
        return value.part * other.whole < other.part * value.whole


@dataclass(frozen=True)
class Switch:
    """Yes or no (是否)."""

    wanted: str = "switch"
    facts: ClassVar[Facts] = {}

    def read(self, written: object) -> bool | None:
        return written if isinstance(written, bool) else None

    def write(self, value: bool) -> str:
        return str(value).lower()

    def below(self, value: bool, other: bool) -> bool:
        return value < other


@dataclass(frozen=True)
class OneOf(Generic[E]):
    """One of several words (其中之一), the weakest first."""

    options: type[E]
    wanted: str = "one_of"

    @property
    def facts(self) -> Facts:
        return {"options": ", ".join(f"'{option.value}'" for option in self.options)}

    def read(self, written: object) -> E | None:
        return self.options(written) if isinstance(written, str) and written in set(self.options) else None

    def write(self, value: E) -> str:
        return value.value

    def below(self, value: E, other: E) -> bool:
        order = list(self.options)
        return order.index(value) < order.index(other)


@dataclass(frozen=True)
class Hours:
    """Hours of the day (时段) such as "21:30-07:30"; "00:00-00:00" is none at all."""

    wanted: str = "hours"
    facts: ClassVar[Facts] = {}

    def read(self, written: object) -> QuietHours | None:
        found = SPAN.fullmatch(written) if isinstance(written, str) else None
        if found is None:
            return None
        hour, minute, to_hour, to_minute = map(int, found.groups())
        return QuietHours(time(hour, minute), time(to_hour, to_minute))

    def write(self, value: QuietHours) -> str:
        return f"{value.begin:%H:%M}-{value.end:%H:%M}"

    def below(self, value: QuietHours, other: QuietHours) -> bool:
        return False


@dataclass(frozen=True)
class Makeup:
    """What an organ is made of (人员构成): `{ least = 7, most = 11, odd = true, residents = "1/2" }`."""

    wanted: str = "makeup"
    facts: ClassVar[Facts] = {}

    def read(self, written: object) -> CompositionRule | None:
        if not isinstance(written, Mapping) or written.keys() != {"least", "most", "odd", "residents"}:
            return None
        least, most = PEOPLE.read(written["least"]), PEOPLE.read(written["most"])
        odd, residents = Switch().read(written["odd"]), Share().read(written["residents"])
        if least is None or most is None or odd is None or residents is None or least > most:
            return None
        return CompositionRule(least, most, odd, residents)

    def write(self, value: CompositionRule) -> str:
        odd, residents = Switch().write(value.odd), Share().write(value.residents)
        return f'{{ least = {value.least}, most = {value.most}, odd = {odd}, residents = "{residents}" }}'

    def below(self, value: CompositionRule, other: CompositionRule) -> bool:
        """Whether any part of it asks less."""
        return (
            value.least < other.least
            or value.most > other.most
            or (other.odd and not value.odd)
            or Share().below(value.residents, other.residents)
        )
