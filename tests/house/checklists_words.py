"""Words of 问题清单 that are put together, and what may stand for the star."""

from __future__ import annotations

from collections.abc import Iterable

from domain.checklists import AFTER, BEFORE, OFFICES, ItemState
from domain.deliberation.answers import Verdict
from domain.meetings import MeetingKind
from domain.soundings import SoundingState
from domain.teams import TeamKind
from handlers import checklists_writing, meetings
from rendering.checklist_workbook import COLUMNS

SAID = ("title", "spot", "item", "holder", "done", "other_way", "look")
"""What is written, and may be missing or too long."""

FAMILIES: dict[str, Iterable[str]] = {
    "refusals.empty.checklist_*": SAID,
    "refusals.too_long.checklist_*": SAID,
    "meetings.ask.*": {step.removeprefix("meetings.") for step in meetings.STEPS},
    "meetings.kind.*": MeetingKind,
    "meetings.title.*": MeetingKind,
    "meetings.thanks.*": ("called", "filed", "late", "decided", "promised", "done", "held"),
    "meetings.verdict.*": Verdict,
    "refusals.empty.meeting_*": ("spot", "topic", "reason", "action", "holder", "minutes"),
    "refusals.too_long.meeting_*": ("spot", "topic", "reason", "action", "holder", "minutes"),
    "teams.kind.*": TeamKind,
    "teams.told.*": ("asked", "named", "declined", "dropped", "moved"),
    "soundings.ask.*": ("question", "options"),
    "soundings.line.*": SoundingState,
    "checklists.ask.*": {step.removeprefix("checklists.") for step in checklists_writing.STEPS},
    "checklists.key.*": ("before", "done"),
    "checklists.office.*": OFFICES,
    "checklists.photo.*": (BEFORE, AFTER),
    "checklists.photo.*_soon": (BEFORE, AFTER),
    "checklists.sheet.*": COLUMNS,
    "checklists.stands.*": (ItemState.OPEN, ItemState.DONE),
    "checklists.state.*": ItemState,
    "checklists.thanks.*": ("made", "added", "before", "done", "back"),
    "checklists.toast.*": ("struck", "good"),
    "checklists.told.*": ("look", "again"),
}
