"""What follows from a year's sheet (结算单的后续): entries of the journal, who looks, what the groups read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from domain.effects import Effect, Post, Record
from domain.notices import Notice, NoticeKind
from domain.outcomes import Facts
from domain.settlements import Sheet, SheetLine, figures


def begun(sheet: Sheet, by: int) -> list[Effect]:
    """要结一年."""
    return [Record(sheet.subject, "sheet_begun", {"year": sheet.year, "fund": sheet.fund_id, "by": by})]


def written(sheet: Sheet, line: SheetLine, by: int) -> list[Effect]:
    """添了一行."""
    body = {"head": line.head.value, "amount": line.amount, "by": by}
    return [Record(sheet.subject, "sheet_written", body | ({"matter_id": line.matter_id} if line.matter_id else {}))]


def took_out(sheet: Sheet, line_id: int, by: int) -> list[Effect]:
    """去了一行."""
    return [Record(sheet.subject, "sheet_took_out", {"line": line_id, "by": by})]


def asked(sheet: Sheet, opening: int, by: int, at: datetime, seconds: Sequence[int]) -> list[Effect]:
    """请人核对."""
    facts = {"sheet_id": sheet.id, "year": sheet.year, "fund": sheet.fund}
    record = Record(sheet.subject, "sheet_asked", {"opening": opening, "by": by})
    key = f"{sheet.subject}:look:{at.isoformat()}"
    return [record, *(_post(f"{key}:{chat}", chat, "look", facts) for chat in seconds)]


def sent_back(sheet: Sheet, by: int, at: datetime, asker: Sequence[int]) -> list[Effect]:
    """退回去改: whoever asked hears of it."""
    facts = {"sheet_id": sheet.id, "year": sheet.year, "fund": sheet.fund}
    key = f"{sheet.subject}:sent_back:{at.isoformat()}"
    told = [_post(f"{key}:{chat}", chat, "sent_back", facts) for chat in asker]
    return [Record(sheet.subject, "sheet_sent_back", {"by": by}), *told]


def published(sheet: Sheet, compound: str, by: int, groups: Sequence[int]) -> list[Effect]:
    """公布了: the groups read its sums."""
    sums = figures(sheet)
    facts = {
        **{"sheet_id": sheet.id, "year": sheet.year, "fund": sheet.fund, "compound": compound, "opening": sums.opening},
        **{"income": sums.income, "costs": sums.costs, "surplus": sums.surplus, "used": sums.used},
        "closing": sums.closing,
        "interests": list(sheet.interests),
    }
    key = f"{sheet.subject}:published"
    told = [_post(f"{key}:{chat}", chat, "published", facts, subject=key, public=True, poster_id=by) for chat in groups]
    return [Record(sheet.subject, "sheet_published", {**facts, "by": by}), *told]


def _post(key: str, chat: int, what: str, facts: Facts, **more: Any) -> Post:
    return Post(Notice(key, chat, NoticeKind.POST, f"settlements.{what}", facts, **more))
