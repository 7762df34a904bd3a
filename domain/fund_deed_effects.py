"""What follows when what stands behind an account is written down (账户依据的后续): its journal, and who is told."""

from __future__ import annotations

from collections.abc import Sequence

from domain.effects import Effect, Post, Record
from domain.fund_deeds import Deed, deed_facts
from domain.funds import Fund
from domain.notices import Notice, NoticeKind


def written(fund: Fund, deed: Deed, by: int, seconds: Sequence[int]) -> list[Effect]:
    """写下了: those who may be the second are asked."""
    record = Record(fund.subject, "deed_written", deed_facts(deed) | {"by": by}, {"words": deed.said.words})
    return [record, *(_told(fund, deed, "deed_waiting", chat) for chat in seconds)]


def checked(fund: Fund, deed: Deed, by: int) -> list[Effect]:
    """复核了."""
    return [Record(fund.subject, "deed_checked", {"number": deed.number, "by": by})]


def declined(fund: Fund, deed: Deed, by: int, why: str, writer: Sequence[int]) -> list[Effect]:
    """退回了: whoever wrote it down is told why."""
    record = Record(fund.subject, "deed_declined", {"number": deed.number, "by": by}, {"why": why})
    return [record, *(_told(fund, deed, "deed_declined", chat, why=why) for chat in writer)]


def _told(fund: Fund, deed: Deed, what: str, chat: int, *, why: str = "") -> Post:
    facts = {"deed_id": deed.id, "fund": fund.name, "kind": deed.said.kind.value, "words": deed.said.words, "why": why}
    key = f"fund_deed:{deed.id}:{what}:{chat}"
    return Post(Notice(key, chat, NoticeKind.POST, f"funds.{what}", facts, subject=f"fund_deed:{deed.id}"))
