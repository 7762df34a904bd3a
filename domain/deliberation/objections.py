"""Objections to a resolution (对决议的异议): numbered, answered in public; enough of them carry it to the residents."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.outcomes import Reason, Refusal
from domain.voting.rules import ONE_THIRD, Threshold

CALLING = Threshold(1, 10, inclusive=True)
"""十分之一以上的户代表提议，应当召开居民会议（居委会组织法26）."""

CALLING_REPRESENTATIVES = ONE_THIRD
"""三分之一以上的居民代表提议，也应当召开（居委会组织法26）."""


@dataclass(frozen=True)
class MatterObjection:
    """One objection (异议): of a home, whoever of it wrote, or of a representative; answered, or not yet."""

    id: int
    matter_id: int
    number: int  # within the round
    unit_id: int | None  # None: of a representative who has no home here
    words: str
    at: datetime
    answer: str = ""
    representative: bool = False  # held the office that day; of each person the first alone says so


@dataclass(frozen=True)
class Objecting:
    """How many object (提异议的数): homes of all homes, representatives of all representatives."""

    homes: int
    of_homes: int
    representatives: int
    of_representatives: int

    @property
    def by_homes(self) -> bool:
        """Whether a tenth of the homes do."""
        return self.homes > 0 and CALLING.met(self.homes, self.of_homes)

    @property
    def by_representatives(self) -> bool:
        """Whether a third of the representatives do."""
        return self.representatives > 0 and CALLING_REPRESENTATIVES.met(self.representatives, self.of_representatives)

    @property
    def calls(self) -> bool:
        """提请居民会议: enough of either object, so the residents' meeting decides."""
        return self.by_homes or self.by_representatives

    @property
    def record(self) -> dict[str, int]:
        """As it is kept."""
        return {
            "homes": self.homes,
            "of_homes": self.of_homes,
            "representatives": self.representatives,
            "of_representatives": self.of_representatives,
        }


def objecting_of(record: Mapping[str, Any]) -> Objecting:
    """What was kept."""
    return Objecting(**record)


def objecting(objections: Collection[MatterObjection], homes: int, representatives: int) -> Objecting:
    """Each home counts once, however often it writes, and each representative once, whatever home is theirs."""
    objecting_homes = {objection.unit_id for objection in objections} - {None}
    by_office = sum(objection.representative for objection in objections)
    return Objecting(len(objecting_homes), homes, by_office, max(representatives, by_office))


def unanswered(objections: Collection[MatterObjection]) -> list[MatterObjection]:
    """Those that wait for an answer, the first first."""
    return [objection for objection in objections if not objection.answer]


def objections_first(objections: Collection[MatterObjection]) -> Refusal | None:
    """What was objected to is answered before the text is written anew: a new round knows nothing of it."""
    return Refusal(Reason.WRONG_STATE, {"what": "matter_objections_first"}) if unanswered(objections) else None
