"""Notes to a home (告知单): what changed on its registration, for the letter box of a home that has no other door."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rendering.paper import one_line, pdf
from rendering.texts import Texts

TEMPLATE = "household_note.typ"
LONGEST_HOME, LONGEST_STORY, LONGEST_ASK = 30, 220, 60


@dataclass(frozen=True)
class HouseholdNote:
    """One note (告知单), its sentences already in the reader's language."""

    serial: int
    home: str  # 中华园3号楼2单元301
    happened: str  # one or two sentences
    day: str  # 11月24日（周二）
    ask: str  # whom to ask: 李楼长


def household_notes(texts: Texts, notes: Sequence[HouseholdNote]) -> bytes:
    """The notes as PDF, four a page, to be cut and put into letter boxes."""
    return pdf(TEMPLATE, note_facts(texts, notes))


def note_facts(texts: Texts, notes: Sequence[HouseholdNote]) -> dict[str, Any]:
    """The facts of the template, every sign of them drawable."""
    return {
        "lang": texts.locale.partition("_")[0],
        "title": texts.plain("paper.note.title"),
        "notes": [_note(texts, note) for note in notes],
    }


def _note(texts: Texts, note: HouseholdNote) -> dict[str, str]:
    return {
        "serial": texts.plain("paper.note.serial", serial=f"{note.serial:04d}"),
        "home": one_line(texts, note.home, LONGEST_HOME),
        "to": texts.plain("paper.note.to"),
        "happened": one_line(texts, note.happened, LONGEST_STORY),
        "ask": texts.plain("paper.note.ask", ask=one_line(texts, note.ask, LONGEST_ASK)),
        "alone": texts.plain("paper.note.alone"),
        "day": one_line(texts, note.day, LONGEST_HOME),
    }
