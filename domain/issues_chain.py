"""From a report to what came of it (来龙去脉): report, matter, vote, publication, work, acceptance, on one line.

Only steps and days: nobody's words, so that everybody who may know that the thing is there may read how it went.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.deliberation.stages import Stage
from domain.issues import Issue, Taken
from domain.issues_life import Step
from domain.issues_recurrence import RootCause
from domain.journal import Entry
from domain.moments import read_moment


class Part(StrEnum):
    """What a line speaks of (环节)."""

    ISSUE = "issue"  # 报事
    CAUSE = "cause"  # 老毛病
    MATTER = "matter"  # 议题
    VOTE = "vote"  # 表决
    WORK = "work"  # 办理


OF_REPORTS = frozenset(
    {
        Step.REPORT,
        Step.ACCEPT,
        Step.ASSIGN,
        Step.TAKE,
        Step.SUSPEND,
        Step.RESUME,
        Step.DONE,
        Step.CHECK,
        Step.SEND_BACK,
        Step.SOLVED,
        Step.REOPEN,
        Step.MERGE,
        Step.DECLINE,
        Step.REFER,
        Step.DISCUSS,
        Step.WITHDRAW,
    }
)
"""Steps of a report that are told; the talk between people is not."""
BEGUN = "started"
OF_MATTERS = frozenset({BEGUN, *(stage.value for stage in Stage)})
OF_VOTES = ("posted", "opened", "published", "cancelled")
OF_WORK = ("task_done",)
"""What the journals call their steps."""


@dataclass(frozen=True)
class Link:
    """One line (一环): when, of what, which step of it."""

    at: datetime
    part: Part
    step: str
    number: str = ""  # of the report, of the matter


@dataclass(frozen=True)
class Chain:
    """The whole of it, first to last (来龙去脉), with what can be opened from it."""

    links: tuple[Link, ...]
    issues: tuple[Issue, ...] = ()
    matter_id: int | None = None


def of_issue(issue: Issue, taken: Iterable[Taken]) -> list[Link]:
    """How a report went."""
    told = [one for one in taken if one.step in OF_REPORTS]
    return [Link(one.at, Part.ISSUE, one.step.value, issue.called) for one in told]


def of_cause(cause: RootCause) -> list[Link]:
    """When it was seen that it keeps coming back, and what the committee said."""
    found = [Link(cause.opened_at, Part.CAUSE, "found")]
    return found if cause.set_aside_at is None else [*found, Link(cause.set_aside_at, Part.CAUSE, "aside")]


def of_matter(number: int, journal: Iterable[Entry]) -> list[Link]:
    """How a matter went: its stages, and the work that was finished."""
    links: list[Link] = []
    for entry in journal:
        at = read_moment(entry.body["at"])
        if entry.type in OF_MATTERS:
            links.append(Link(at, Part.MATTER, entry.type, str(number)))
        elif entry.type in OF_WORK:
            links.append(Link(at, Part.WORK, entry.type, str(number)))
    return links


def of_vote(number: int, journal: Iterable[Entry]) -> list[Link]:
    """How a vote on it went."""
    told = [entry for entry in journal if entry.type in OF_VOTES]
    return [Link(read_moment(entry.body["at"]), Part.VOTE, entry.type, str(number)) for entry in told]


def in_order(links: Iterable[Link]) -> tuple[Link, ...]:
    """First to last; of one moment as they were found; what is said twice at once is said once."""
    return tuple(dict.fromkeys(sorted(links, key=lambda link: link.at)))


def page_of(links: Sequence[Link], page: int, size: int) -> tuple[int, int, Sequence[Link]]:
    """The page asked for, or the nearest there is; the last one; its lines."""
    last = max(0, (len(links) - 1) // size)
    page = min(max(page, 0), last)
    return page, last, links[page * size : (page + 1) * size]
