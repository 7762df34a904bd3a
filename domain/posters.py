"""Posters (海报): a QR code for each spot, its tag telling which of them people open, never who."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from domain.outcomes import Reason, Refusal
from domain.units import DwellingUnit

MOST_AT_ONCE = 200
LONGEST_SPOT = 30
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""Signs of a tag: none looks like another on paper."""
TAG_LENGTH = 8
TAG = re.compile(rf"[{ALPHABET}]{{{TAG_LENGTH}}}")
TO_WRITE_IN = ""
"""The spot of a poster that gets its place by hand, once it hangs."""


@dataclass(frozen=True)
class Poster:
    """A poster (海报): where it hangs, its number within the compound, its tag (来源标记), how often it was opened."""

    id: int
    compound_id: int
    building_id: int | None
    number: int
    tag: str
    spot: str
    opened: int = 0
    reported: int = 0  # reports of people whom it led here
    matter_id: int | None = None  # the matter it asks about
    asks: str = ""  # what that is called
    thing: str | None = None  # the lamp or lift it is stuck to


@dataclass(frozen=True)
class PosterPlace:
    """What the page of a poster says about where it hangs (张贴处)."""

    compound: str
    spot: str
    compound_id: int
    building_id: int | None
    matter_id: int | None = None
    asks: str = ""  # the matter it asks about, in its title
    thing: str | None = None  # the lamp or lift it is stuck to


def read_spots(text: str) -> list[str] | Refusal:
    """Where posters will hang, a line each; a number alone asks for as many whose place is written in by hand."""
    spots = [spot for line in text.splitlines() if (spot := _cleaned(line))]
    if not spots:
        return Refusal(Reason.EMPTY, {"what": "spots"})
    if len(spots) == 1 and (count := _count(spots[0])) is not None:
        spots = [TO_WRITE_IN] * count
    return refuse_spots(spots) or spots


def read_thing(spot: str) -> tuple[str, str | None]:
    """Where it hangs and what it is stuck to (东西): 3号楼2单元：2号梯; nothing where no thing is named."""
    where, _, thing = spot.replace("：", ":", 1).partition(":")
    return (where.strip(), thing.strip()) if where.strip() and thing.strip() else (spot, None)


def refuse_spots(spots: list[str]) -> Refusal | None:
    """Why these cannot be printed at once."""
    if not 1 <= len(spots) <= MOST_AT_ONCE:
        return Refusal(Reason.INVALID, {"what": "spots", "most": MOST_AT_ONCE})
    if any(len(spot) > LONGEST_SPOT for spot in spots):
        return Refusal(Reason.TOO_LONG, {"what": "spot", "most": LONGEST_SPOT})
    return None


def _cleaned(line: str) -> str:
    visible = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in line)
    return " ".join(visible.split())


def _count(spot: str) -> int | None:
    digits = unicodedata.normalize("NFKC", spot).removesuffix("张")
    return int(digits) if re.fullmatch(r"[0-9]{1,4}", digits) else None


def read_tag(text: str) -> str | None:
    """The tag in an address, or None for what no poster of ours can carry."""
    return text if TAG.fullmatch(text) else None


def entrances_of(units: Iterable[DwellingUnit]) -> list[tuple[str, str]]:
    """Building and entrance of every way in, in stair order, each once."""
    return list(dict.fromkeys((unit.building, unit.entrance) for unit in units))
