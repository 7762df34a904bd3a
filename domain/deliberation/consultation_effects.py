"""What asking the units sets in motion (商议的后续): notices to staff, the due row and the journal, as values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.deliberation.consultation_meetings import UnitMeeting
from domain.deliberation.consultations import Asking, ConsultedUnit, UnitAnswer, next_chase, next_morning, to_chase
from domain.deliberation.matters import Matter
from domain.deliberation.stages import Stage
from domain.effects import Effect, Post, Record, Schedule, Unschedule
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind
from domain.outcomes import Facts

CHASE = "consultation.chase"
"""Kind of the due row: staff are reminded of the units they still have to ask or to remind."""


def unit_named(matter: Matter, unit: ConsultedUnit, by: int) -> list[Effect]:
    """A unit is on the list."""
    return [Record(matter.subject, "unit_named", {"unit": unit.id, "name": unit.name, "round": unit.round, "by": by})]


def unit_dropped(matter: Matter, unit: ConsultedUnit, by: int, reason: str) -> list[Effect]:
    """It is off the list before it was asked; the journal keeps why."""
    body = {"unit": unit.id, "name": unit.name, "by": by}
    return [Record(matter.subject, "unit_dropped", body, {"reason": reason})]


def unit_asked(matter: Matter, unit: ConsultedUnit, asking: Asking, by: int) -> list[Effect]:
    """It is asked about this version, until then."""
    body = {
        "unit": unit.id,
        "version": asking.version,
        "text": matter.text_hash,
        "until": write_moment(asking.until),
        "by": by,
    }
    return [Record(matter.subject, "unit_asked", body)]


def unit_reminded(matter: Matter, unit: ConsultedUnit, by: int) -> list[Effect]:
    """Its time is over, and it was reminded once."""
    return [Record(matter.subject, "unit_reminded", {"unit": unit.id, "version": matter.version, "by": by})]


def unit_answered(
    matter: Matter, unit: ConsultedUnit, answer: UnitAnswer, by: int | None, chats: Sequence[int]
) -> list[Effect]:
    """It has answered: the journal keeps what, and who in erasable words; staff read it when it came by itself."""
    body = {
        "unit": unit.id,
        "answer": answer.id,
        "version": answer.version,
        "says": answer.words.says.value,
        "way": answer.way.value,
        "day": answer.day.isoformat(),
        "by": by,
    }
    sealed = {"reason": answer.words.reason, "who": f"{answer.words.name} {answer.words.post}"}
    facts = {**consultation_facts(matter), "unit": unit.name, "says": answer.words.says.value}
    record = Record(matter.subject, "unit_answered", body, sealed)
    return [record, *_to(matter, chats, "answered", f"unit_answer:{answer.id}", facts)]


def units_called(matter: Matter, meeting: UnitMeeting, by: int) -> list[Effect]:
    """A meeting with them is called."""
    body = {"meeting": meeting.id, "meets_at": write_moment(meeting.meets_at), "spot": meeting.spot, "by": by}
    return [Record(matter.subject, "units_called", body)]


def unit_replied(matter: Matter, unit: ConsultedUnit, meeting: UnitMeeting, *, comes: bool) -> list[Effect]:
    """It says whether it comes."""
    return [Record(matter.subject, "unit_replied", {"unit": unit.id, "meeting": meeting.id, "comes": comes})]


def chased(
    matter: Matter, units: Sequence[ConsultedUnit], chats: Sequence[int], at: datetime, zone: ZoneInfo
) -> list[Effect]:
    """Staff hear whom they still have to ask or to remind, once this day."""
    found = to_chase(units, matter.version, at)
    if not found:
        return []
    day = at.astimezone(zone).date().isoformat()
    facts = {**consultation_facts(matter), "units": [unit.name for unit in found]}
    return _to(matter, chats, "chase", f"unit_chase:{day}", facts, until=next_morning(at, zone))


def chase_planned(matter: Matter, units: Sequence[ConsultedUnit], at: datetime, zone: ZoneInfo) -> list[Effect]:
    """When staff are reminded next; no more once everybody is through."""
    due = next_chase(units, matter.version, at, zone)
    subject = f"consultation:{matter.id}"
    return [Unschedule(CHASE, subject)] if due is None else [Schedule(CHASE, subject, due)]


def consultation_begun(matter: Matter, at: datetime, zone: ZoneInfo) -> list[Effect]:
    """From the next morning on staff are reminded of whom they still have to ask."""
    if matter.stage is not Stage.CONSULTING:
        return []
    return [Schedule(CHASE, f"consultation:{matter.id}", next_morning(at, zone))]


def consultation_facts(matter: Matter) -> dict[str, Any]:
    """What every notice says of the matter."""
    return {
        "matter_id": matter.id,
        "procedure": matter.procedure_name,
        "number": matter.number,
        "title": matter.title,
        "version": matter.version,
    }


def _to(
    matter: Matter, chats: Sequence[int], name: str, once: str, facts: Facts, until: datetime | None = None
) -> list[Effect]:
    key, template = f"{matter.subject}:{once}", f"consultations.{name}"
    return [Post(Notice(f"{key}:{chat}", chat, NoticeKind.POST, template, facts, until=until)) for chat in chats]
