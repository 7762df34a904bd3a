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
    return texts.plain("deliberation.record.applied", day=dates.calendar_day(texts, found.day), by=by)


def application_words(texts: Texts, record: Mapping[str, Any] | None) -> str:
    """维修资金：…申请; or that nobody has applied yet, and what follows from that."""
    found = None if record is None else application_of(record)
    if found is None:
        return texts.plain("deliberation.application.none")
    return texts.plain("deliberation.application", applied=_applied(texts, found))


def application_noted(texts: Texts, record: Mapping[str, Any]) -> str:
    """维修资金：…申请，已记下: told at once, so before the photo of its receipt is kept."""
    found = application_of(record)
    assert found is not None, "what an application is told of"
    return texts.plain("deliberation.application.noted", applied=_applied(texts, found))
