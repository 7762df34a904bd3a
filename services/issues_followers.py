"""Who hears of a report beside its reporter (也遇到的邻居): each step once, and what they added."""

from __future__ import annotations

from dataclasses import replace

from domain.effects import Effect, Post
from domain.issues import Issue, Progress, View
from domain.issues_life import State
from domain.issues_masking import on_card
from domain.notices import Notice, NoticeKind
from domain.outcomes import Facts
from domain.registry import Actor
from storage.transaction import Transaction

CHECKED = (State.TO_CHECK, State.TO_RATE)
"""It is said to be done, and somebody else looks."""
MOST_ADDED = 5
"""Additions on the staff's screen, the latest."""


async def follower_notices(
    transaction: Transaction, issue: Issue, step: int, facts: Facts, *, by: int | None
) -> list[Effect]:
    """A step, to whoever said 我也是: one message a step, not to whoever took it, nor twice to its reporter."""
    told = {"id": issue.id, "number": issue.called, "state": issue.state.value, **facts}
    return [
        Post(Notice(f"{issue.subject}:step:{step}:{chat}", chat, NoticeKind.POST, "issues.followed", told))
        for person, chat in await transaction.similar_reports.followers(issue.id)
        if person not in (by, issue.reporter_id)
    ]


async def affected(transaction: Transaction, issue: Issue, actor: Actor) -> Issue:
    """The report, knowing of `actor`: who said 我也是 may check it and open it again, who put down a part may not."""
    person = actor.person_id
    if person is None:
        return issue
    also = await transaction.similar_reports.mine(issue.id, person) is not None
    parts = issue.state in CHECKED and await transaction.whistles.put_down_part(issue.id, person)
    mine = frozenset({person})
    return replace(issue, also=mine if also else frozenset(), parts_by=mine if parts else frozenset())


async def with_neighbours(transaction: Transaction, seen: Progress, actor: Actor) -> Progress:
    """How many homes have it too, whether this reader is among them, and to staff what they added, masked."""
    similar = transaction.similar_reports
    homes = len(await similar.others(seen.issue.id))
    joined = actor.person_id is not None and await similar.mine(seen.issue.id, actor.person_id) is not None
    added = await similar.added(seen.issue.id) if seen.view is View.STAFF else []
    words = tuple(on_card(row.text) for row in added if row.text)
    return replace(seen, homes=homes, joined=joined, added=words[-MOST_ADDED:])
