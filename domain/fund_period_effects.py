"""What follows from the closing of accounts (结账的后续): the journal, who is asked to sign, what the groups read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from domain.effects import Effect, Post, Record
from domain.fund_periods import Period, Span
from domain.fund_statements import Statement
from domain.funds import Fund
from domain.notices import Notice, NoticeKind


def drafted(fund: Fund, period: Period, chats: Sequence[int]) -> list[Effect]:
    """对账单起草了: whoever keeps the accounts is asked to look."""
    record = Record(fund.subject, "period_drafted", _days(period))
    return [record, *_asked(fund, period, "drafted", chats)]


def signed(fund: Fund, period: Period, by: int, seen: Mapping[str, int], chats: Sequence[int]) -> list[Effect]:
    """一个人签了: the others are asked."""
    record = Record(fund.subject, "period_signed", _days(period) | {"by": by, **seen})
    return [record, *_asked(fund, period, "signed", chats, step=f"signed:{by}:{seen['lines']}")]


def chased(fund: Fund, period: Period, chats: Sequence[int]) -> list[Effect]:
    """还没有签: reminded once."""
    return _asked(fund, period, "chased", chats)


def closed(fund: Fund, period: Period, told: Statement, by: int, groups: Sequence[int]) -> list[Effect]:
    """两个人签了: the days take nothing more; a statement is told to everybody."""
    sums = {"opening": told.opening, "received": told.received, "spent": told.spent, "closing": told.closing}
    record = Record(fund.subject, "period_closed", _days(period) | {"by": by, **sums})
    facts = {
        **sums,
        "sources": [[one.what, one.amount] for one in told.sources],
        "lines": len(told.lines),
        "flagged": len(told.flagged),
    }
    return [record, *_public(fund, period, "statement", groups, by, facts)] if _told(period) else [record]


def opening(fund: Fund, period: Period, by: int, why: str, at: datetime, chats: Sequence[int]) -> list[Effect]:
    """一个人要打开: the others are asked."""
    record = Record(fund.subject, "period_opening", _days(period) | {"by": by, "why": why})
    return [record, *_asked(fund, period, "opening", chats, why=why, step=f"opening:{by}:{at.isoformat()}")]


def kept(fund: Fund, period: Period, by: int) -> list[Effect]:
    """不打开了."""
    return [Record(fund.subject, "period_kept", _days(period) | {"by": by})]


def opened(fund: Fund, period: Period, by: int, groups: Sequence[int]) -> list[Effect]:
    """两个人打开了: everybody reads why."""
    record = Record(fund.subject, "period_opened", _days(period) | {"by": by})
    return [record, *_public(fund, period, "reopened", groups, by, {"why": period.why})]


def _told(period: Period) -> bool:
    """Whether everybody hears of it."""
    return period.span is Span.STATEMENT


def _days(period: Period) -> dict[str, Any]:
    return {"span": period.span.value, "since": period.since.isoformat(), "until": period.until.isoformat()}


def _asked(
    fund: Fund, period: Period, what: str, chats: Sequence[int], *, why: str = "", step: str = ""
) -> list[Effect]:
    facts = {"period_id": period.id, "fund": fund.name, "why": why, **_days(period)}
    key = f"{period.subject}:{step or what}"
    return [Post(Notice(f"{key}:{chat}", chat, NoticeKind.POST, f"funds.{what}", facts)) for chat in chats]


def _public(
    fund: Fund, period: Period, what: str, groups: Sequence[int], by: int, more: Mapping[str, Any]
) -> list[Effect]:
    facts = {"period_id": period.id, "fund": fund.name, **_days(period), **more}
    key = f"{period.subject}:{what}"
    return [
        Post(
            Notice(
                f"{key}:{group}",
                group,
                NoticeKind.POST,
                f"funds.{what}",
                facts,
                subject=key,
                public=True,
                poster_id=by,
            )
        )
        for group in groups
    ]
