"""Figures of matters in words (议题里的数): sums, who came to a meeting, who applied for the fund."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.deliberation.record_details import Application, application_of
from domain.deliberation.records import MatterRecord
from rendering import dates
from rendering.texts import Texts


def between(texts: Texts, parts: Sequence[str]) -> str:
    """、."""
    return texts.plain("deliberation.between").join(parts)


def yuan(cents: int) -> str:
    """12,600.50."""
    return f"{cents // 100:,}.{cents % 100:02d}"


def details_words(texts: Texts, one: MatterRecord) -> str:
    """3月3日（周二），应到 7 人，实到 6 人; 3月2日（周一），业主委员会申请; empty where nothing of it is kept."""
    if (came := one.attendance) is not None:
        day = dates.calendar_day(texts, came.day)
        return texts.plain("deliberation.record.attended", day=day, due=came.due, came=came.came)
    return "" if one.application is None else _applied(texts, one.application)


def _applied(texts: Texts, found: Application) -> str:
    by = texts.plain(f"deliberation.applicant.{found.by}")
    name = "deliberation.record.applied" if found.checked else "deliberation.record.applied_unchecked"
    return texts.plain(name, day=dates.calendar_day(texts, found.day), by=by)


def paid_words(texts: Texts, source: str, words: str) -> str:
    """钱从哪里来 as it was pressed, then in words; of before it was asked, the words alone."""
    if not source:
        return words
    return texts.plain("deliberation.paid", source=texts.plain(f"deliberation.source.{source}"), words=words)


def application_words(texts: Texts, record: Mapping[str, Any] | None) -> str:
    """维修资金：…申请; or that nobody has applied yet, or nobody has checked it, and what follows from that."""
    found = None if record is None else application_of(record)
    if found is None:
        return texts.plain("deliberation.application.none")
    name = "deliberation.application" if found.checked else "deliberation.application.unchecked"
    return texts.plain(name, applied=_applied(texts, found))
