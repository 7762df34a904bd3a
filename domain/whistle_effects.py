"""What a whistle sets in motion (吹哨的后续): the journal, the clock of each unit, and what staff hear, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.effects import Effect, Post, Record, Schedule, Unschedule
from domain.moments import write_moment
from domain.notices import Notice, NoticeKind, Urgency
from domain.whistles import CalledUnit, Entry, EntryKind, Whistle

SILENT = "whistle.silent"
"""Kind of the due row: a unit's time to answer is over."""


def blown(whistle: Whistle, by: int) -> list[Effect]:
    """A whistle is blown."""
    body = {"kind": whistle.kind.value, "issue": whistle.issue_id, "by": by}
    return [Record(whistle.subject, "whistle_blown", body, {"topic": whistle.topic})]


def called(whistle: Whistle, unit: CalledUnit, by: int) -> list[Effect]:
    """A unit is called, and its time runs."""
    body = {
        "unit": unit.id,
        "name": unit.name,
        "lead": unit.lead,
        "finish_on": unit.finish_on.isoformat(),
        "until": write_moment(unit.answer_until),
        "by": by,
    }
    record = Record(whistle.subject, "unit_called", body, {"goal": unit.goal})
    return [record, Schedule(SILENT, unit.subject, unit.answer_until)]


def meeting_called(whistle: Whistle, by: int) -> list[Effect]:
    """A joint meeting."""
    assert whistle.meets_at is not None, "just called"
    body = {"meets_at": write_moment(whistle.meets_at), "spot": whistle.spot, "by": by}
    return [Record(whistle.subject, "meeting_called", body)]


def led_by(whistle: Whistle, unit: CalledUnit, by: int) -> list[Effect]:
    """Another unit leads from now on."""
    return [Record(whistle.subject, "lead_named", {"unit": unit.id, "name": unit.name, "by": by})]


def put_down(whistle: Whistle, unit: CalledUnit, entry: Entry, by: int | None, chats: Sequence[int]) -> list[Effect]:
    """Something is put down of a unit: on record, who in erasable words; its clock stops; staff hear what came."""
    body = {
        "unit": unit.id,
        "entry": entry.id,
        "says": entry.says,
        "second": entry.second,
        "way": entry.way.value,
        "comes_at": None if entry.comes_at is None else write_moment(entry.comes_at),
        "by": by,
    }
    sealed = {"words": entry.words, "who": f"{entry.name} {entry.post}".strip()}
    record = Record(whistle.subject, f"unit_{entry.kind.value}", body, {k: v for k, v in sealed.items() if v})
    rates = entry.kind in (EntryKind.RATING, EntryKind.OF_CALL)
    stops = [] if rates else [Unschedule(SILENT, unit.subject)]
    event = entry.says if entry.kind is EntryKind.ANSWER else entry.kind.value
    facts = {"words": entry.words, "comes_at": body["comes_at"]}
    return [record, *stops, *told(whistle, unit, event, f"entry:{entry.id}", chats, facts)]


def silent(whistle: Whistle, unit: CalledUnit, chats: Sequence[int]) -> list[Effect]:
    """没有应哨: on record, and staff hear it once, with what to hand on once more."""
    body = {"unit": unit.id, "name": unit.name, "until": write_moment(unit.answer_until)}
    return [Record(whistle.subject, "unit_silent", body), *told(whistle, unit, "silent", "silent", chats, {})]


def told(
    whistle: Whistle, unit: CalledUnit, event: str, once: str, chats: Sequence[int], facts: Mapping[str, Any]
) -> list[Effect]:
    """What whoever runs the whistle hears, at any hour where there is danger."""
    whole = {
        "whistle_id": whistle.id,
        "unit_id": unit.id,
        "unit": unit.name,
        "topic": whistle.topic,
        "event": event,
        **facts,
    }
    urgency = Urgency.URGENT if whistle.urgent else Urgency.ORDINARY
    return [
        Post(Notice(f"{unit.subject}:{once}:{chat}", chat, NoticeKind.POST, "whistles.told", whole, urgency=urgency))
        for chat in chats
    ]
