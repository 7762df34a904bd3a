"""One window for all errands (一窗受理): the whole list of papers at once, a number, nothing more asked for later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zlib import crc32
from zoneinfo import ZoneInfo

from domain.outcomes import Reason, Refusal
from domain.periods import working_days
from domain.permissions import Act, permit
from domain.registry import Actor, Place
from domain.workdays import WorkDays

LONGEST_SERVICE, LONGEST_MATERIAL, LONGEST_WORDS = 20, 40, 200
MOST_MATERIALS, MOST_DAYS, MOST_SERVICES, MOST_OPEN = 8, 60, 30, 5
SERVICE_DAYS = (1, 3, 5, 10)
FEWEST = 5
"""Of fewer ended errands no time is told: it would tell of somebody's own."""


@dataclass(frozen=True)
class Service:
    """What may be done at the window (服务事项): which papers it needs, within how many working days it is done."""

    name: str
    materials: tuple[str, ...]
    days: int

    @property
    def key(self) -> int:
        """What a button calls it: the same however the catalogue grows."""
        return crc32(self.name.encode())


class ErrandState(StrEnum):
    """How far an errand is (办事的状态)."""

    FILED = "filed"  # 取了号，等材料
    TAKEN = "taken"  # 材料齐了，在办
    DONE = "done"  # 办好了
    DECLINED = "declined"  # 不能办
    WITHDRAWN = "withdrawn"  # 不办了


STANDING = (ErrandState.FILED, ErrandState.TAKEN)


@dataclass(frozen=True)
class Errand:
    """One errand (办的一件事): its list of papers is the one that was shown with its number."""

    id: int
    place: Place
    number: int
    service: str
    materials: tuple[str, ...]
    days: int
    brought: frozenset[int]
    state: ErrandState
    filed_at: datetime
    filed_by: int | None = None
    entered_by: int | None = None  # for somebody who came without a phone
    due_at: datetime | None = None
    ended_at: datetime | None = None
    words: str = ""

    @property
    def subject(self) -> str:
        return f"errand:{self.id}"

    @property
    def missing(self) -> tuple[str, ...]:
        """What of the list has not been brought, in its order."""
        return tuple(one for n, one in enumerate(self.materials) if n not in self.brought)


@dataclass(frozen=True)
class ErrandPage:
    """An errand as one person sees it (办事页)."""

    errand: Errand
    mine: bool
    serves: bool


@dataclass(frozen=True)
class ServicePage:
    """A service as one person sees it (事项页), with how many were done and how long half of them took at most."""

    service: Service
    serves: bool
    done: int = 0
    half_within: int | None = None  # days; None: too few to say


def catalogue(given: Mapping[str, Service], corrected: Iterable[Service]) -> dict[str, Service]:
    """What is offered: the profile's, and what was corrected here since, the latest of each name."""
    return {**given, **{one.name: one for one in corrected}}


def half_within(days: Sequence[int]) -> int | None:
    """Within how many days half of them were done; of too few, nothing."""
    return sorted(days)[(len(days) - 1) // 2] if len(days) >= FEWEST else None


def service_refusal(name: str, materials: Sequence[str], days: int) -> Refusal | None:
    """What may stand in the catalogue."""
    if not name.strip():
        return Refusal(Reason.EMPTY, {"what": "errand_service"})
    if len(name) > LONGEST_SERVICE:
        return Refusal(Reason.TOO_LONG, {"what": "errand_service", "most": LONGEST_SERVICE})
    if (refusal := materials_refusal(materials)) is not None:
        return refusal
    return None if 1 <= days <= MOST_DAYS else Refusal(Reason.INVALID, {"what": "errand_days", "most": MOST_DAYS})


def materials_refusal(materials: Sequence[str]) -> Refusal | None:
    """A list of papers, a line each."""
    if not materials:
        return Refusal(Reason.EMPTY, {"what": "errand_materials"})
    if len(materials) > MOST_MATERIALS:
        return Refusal(Reason.TOO_MANY, {"what": "errand_materials", "most": MOST_MATERIALS})
    if any(len(one) > LONGEST_MATERIAL for one in materials):
        return Refusal(Reason.TOO_LONG, {"what": "errand_material", "most": LONGEST_MATERIAL})
    return None


def materials_in(text: str) -> tuple[str, ...]:
    """What stands in lines, each once."""
    found = (" ".join(line.split()) for line in text.splitlines())
    return tuple(dict.fromkeys(one for one in found if one))


def serve_refusal(errand: Errand, actor: Actor, *states: ErrandState) -> Refusal | None:
    """Who deals with it at the window, and not with their own."""
    if (refusal := permit(actor, Act.SERVE_ERRANDS, errand.place)) is not None:
        return refusal
    if actor.person_id is not None and actor.person_id == errand.filed_by:
        return Refusal(Reason.NOT_YOURS, {"what": "errand_own"})
    return None if errand.state in states else Refusal(Reason.WRONG_STATE, {"what": "errand_state"})


def ask_refusal(errand: Errand, words: str) -> Refusal | None:
    """一次性告知: nothing that was not on the first list may be asked for, and nothing that was brought."""
    asked = _bare(words)
    if not asked:
        return Refusal(Reason.EMPTY, {"what": "errand_material"})
    if asked in map(_bare, errand.missing):
        return None
    if asked in map(_bare, errand.materials):
        return Refusal(Reason.ALREADY_DONE, {"what": "errand_brought"})
    return Refusal(Reason.INVALID, {"what": "errand_not_listed", "number": errand.number})


def take_refusal(errand: Errand) -> Refusal | None:
    """收齐了: everything of the list was brought."""
    if errand.missing:
        return Refusal(Reason.EMPTY, {"what": "errand_missing", "missing": "、".join(errand.missing)})
    return None


def words_refusal(words: str) -> Refusal | None:
    """What came of it, or why not."""
    if not words.strip():
        return Refusal(Reason.EMPTY, {"what": "errand_words"})
    return (
        Refusal(Reason.TOO_LONG, {"what": "errand_words", "most": LONGEST_WORDS})
        if len(words) > LONGEST_WORDS
        else None
    )


def withdraw_refusal(errand: Errand, actor: Actor) -> Refusal | None:
    """不办了: by whoever took the number, or took it for somebody, while it stands."""
    if errand.state not in STANDING:
        return Refusal(Reason.WRONG_STATE, {"what": "errand_state"})
    own = actor.person_id is not None and actor.person_id in (errand.filed_by, errand.entered_by)
    return None if own else Refusal(Reason.NOT_YOURS, {"what": "errand"})


def done_by(at: datetime, days: int, work_days: WorkDays, zone: ZoneInfo) -> datetime:
    """Until when it is done: the end of so many working days after the day the papers were complete."""
    return working_days(at.astimezone(zone).date(), days, work_days).over(zone)


def _bare(words: str) -> str:
    return "".join(sign for sign in words.lower() if sign.isalnum())
