"""What follows from an account's acts (账目的后续): entries of its journal, and who is told."""

from __future__ import annotations

from collections.abc import Sequence

from domain.effects import Effect, Post, Record
from domain.funds import Fund, FundLine, line_facts
from domain.notices import Notice, NoticeKind


def opened(fund: Fund, by: int) -> list[Effect]:
    """开了账户."""
    body = {"kind": fund.kind.value, "name": fund.name, "holder": fund.holder, "tail": fund.tail, "by": by}
    return [Record(fund.subject, "fund_opened", body)]


def posted(fund: Fund, line: FundLine, by: int, seconds: Sequence[int]) -> list[Effect]:
    """记了一笔: those who may be the second are asked."""
    record = Record(fund.subject, "line_posted", line_facts(line) | {"by": by}, {"payee": line.payee})
    return [record, *(_told(fund, line, "waiting", chat) for chat in seconds)]


def checked(fund: Fund, line: FundLine, by: int) -> list[Effect]:
    """复核了."""
    return [Record(fund.subject, "line_checked", {"number": line.number, "by": by})]


def declined(fund: Fund, line: FundLine, by: int, why: str, poster: Sequence[int]) -> list[Effect]:
    """退回了: whoever put it down is told why."""
    record = Record(fund.subject, "line_declined", {"number": line.number, "by": by}, {"why": why})
    return [record, *(_told(fund, line, "declined", chat, why=why) for chat in poster)]


def _told(fund: Fund, line: FundLine, what: str, chat: int, *, why: str = "") -> Post:
    facts = {
        "line_id": line.id,
        "fund": fund.name,
        "kind": line.kind.value,
        "amount": line.amount,
        "purpose": line.purpose,
        "why": why,
    }
    key = f"fund_line:{line.id}:{what}:{chat}"
    return Post(Notice(key, chat, NoticeKind.POST, f"funds.{what}", facts, subject=f"fund_line:{line.id}"))
