"""One trouble, one card (一事一卡): further reports of it within a day are a line of the next morning's."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any

from domain.deliberation.news import next_digest
from domain.effects import Effect, Post, Schedule
from domain.issues import DAY, Issue, is_emergency
from domain.issues_masking import on_card
from domain.issues_similar import same_nuisance, traits
from domain.notices import Notice, NoticeKind
from domain.outcomes import Done, Outcome
from services.acts import act
from services.issues_notices import card_notices, groups_for
from storage.effects import apply
from storage.transaction import Transaction

LINES, ALL = "issue.lines", "issues"
"""Kind and subject of the due row: one digest a day, however much was reported."""
LOOKED = 50
"""Reports alike that are looked through for one whose card stands."""


async def card_or_line(transaction: Transaction, issue: Issue, at: datetime) -> list[Effect]:
    """The card of a new report; none where the same trouble has one of today, and no danger is spoken of."""
    apart = is_emergency(issue.text) or issue.sealed_to is not None
    under = None if apart else await _carded_today(transaction, issue, at)
    if under is None:
        return await card_notices(transaction, issue, step="reported")
    await transaction.similar_reports.line(issue.id, under, at)
    return [Schedule(LINES, ALL, next_digest(at, transaction.zone))]


async def _carded_today(transaction: Transaction, issue: Issue, at: datetime) -> int | None:
    """The report of the last day whose card this one shares."""
    similar, own = transaction.similar_reports, traits(issue.text)
    if not await groups_for(transaction, issue.place):
        return None
    numbers = await similar.nearest(issue.place, issue.text, LOOKED)
    unders = await similar.unders(numbers)
    shown = [unders.get(number, number) for number in numbers]
    roots = {root.id: root for root in await transaction.issues.several(shown)}
    for number in shown:
        root = roots.get(number)
        if root is None or root.place != issue.place or root.sealed_to is not None or root.hidden is not None:
            continue
        if root.id != issue.id and at - root.reported_at < DAY and same_nuisance(own, traits(root.text)):
            return root.id
    return None


@act
async def tell_lines(transaction: Transaction, *, subject: str, due: datetime, source: str, at: datetime) -> Outcome:
    """早上的一条: what came in beside the cards, a line a trouble, one message a group."""
    counts = Counter(row.under_id for row in await transaction.similar_reports.untold())
    lines: dict[int, list[dict[str, Any]]] = {}
    for number, count in counts.items():
        root = await transaction.issues.find(number)
        assert root is not None, "its lines refer to it"
        words = "" if root.hidden else on_card(root.text)
        for chat in await groups_for(transaction, root.place):
            lines.setdefault(chat.id, []).append({"number": root.called, "text": words, "n": count})
    await transaction.similar_reports.note_told(at)
    day = due.astimezone(transaction.zone).date().isoformat()
    posts = [
        Post(Notice(f"issue_lines:{day}:{chat}", chat, NoticeKind.POST, "issues.lines", {"lines": told}, public=True))
        for chat, told in lines.items()
    ]
    await apply(transaction, posts, at=at)
    return Done({"told": len(posts)})
