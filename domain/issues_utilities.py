"""Water, power and gas (水、电、气): whose a report is, one lead each, and how each of them stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.issues import Issue
from domain.issues_categories import Category, read_category
from domain.issues_clock_kinds import OF_CATEGORY, WORDS
from domain.issues_deadlines import ClockKind
from domain.issues_life import ENDED

LED = (ClockKind.WATER, ClockKind.POWER, ClockKind.GAS)
"""What has one unit each that leads (各有一家牵头)."""


@dataclass(frozen=True)
class Utility:
    """One of the three in a compound (一样的情况): who leads, what is open, oldest first, what ended last."""

    kind: ClockKind
    lead: str
    open: tuple[Issue, ...]
    last: Issue | None


@dataclass(frozen=True)
class Utilities:
    """水电气 of a compound, as one person sees them (水电气一览)."""

    compound_id: int
    compound: str
    each: tuple[Utility, ...]


def utility_of(text: str, category: str | None = None) -> ClockKind | None:
    """Which of the three it is about, a danger too: its category says, without one its words; None: none of them."""
    known = read_category(category or "")
    if known is not None and known is not Category.DANGER:
        kind = OF_CATEGORY.get(known)
    else:
        kind = next((kind for kind, words in WORDS.items() if words.search(text)), None)
    return kind if kind in LED else None


def sorted_out(found: Iterable[Issue], leads: Mapping[ClockKind, str]) -> tuple[Utility, ...]:
    """Every report with the one utility it is about."""
    about: dict[ClockKind, list[Issue]] = {kind: [] for kind in LED}
    for issue in found:
        kind = utility_of(issue.text, issue.category)
        if kind is not None:
            about[kind].append(issue)
    return tuple(_utility(kind, leads[kind], about[kind]) for kind in LED)


def _utility(kind: ClockKind, lead: str, found: Iterable[Issue]) -> Utility:
    several = sorted(found, key=lambda issue: (issue.reported_at, issue.id))
    ended = [issue for issue in several if issue.state in ENDED]
    last = max(ended, key=lambda issue: (issue.changed_at, issue.id), default=None)
    return Utility(kind, lead, tuple(issue for issue in several if issue.state not in ENDED), last)
