"""Objections to a resolution (对决议的异议): numbered, answered in public; enough of them carry it to the residents."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from domain.voting.rules import Threshold

CALLING = Threshold(1, 10, inclusive=True)
"""一个人代表一户，十分之一以上的户代表可以要求召开居民会议（居委会组织法26）."""


@dataclass(frozen=True)
class MatterObjection:
    """One objection (异议): of a home, whoever of it wrote; answered, or not yet."""

    id: int
    matter_id: int
    number: int  # within the round
    unit_id: int
    words: str
    at: datetime
    answer: str = ""


def objecting_homes(objections: Collection[MatterObjection]) -> int:
    """How many homes object: each counts once, however often it writes."""
    return len({objection.unit_id for objection in objections})


def carried_up(objections: Collection[MatterObjection], homes: int) -> bool:
    """提请居民会议: so many homes object that the residents' meeting decides."""
    count = objecting_homes(objections)
    return count > 0 and CALLING.met(count, homes)


def unanswered(objections: Collection[MatterObjection]) -> list[MatterObjection]:
    """Those that wait for an answer, the first first."""
    return [objection for objection in objections if not objection.answer]
