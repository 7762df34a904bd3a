"""What keeps coming back (病根): three times in 90 days at one place, of one kind, calls for more than repair.

A time is a trouble, not a report: what is reported while the earlier one is still open is the same time; so is what was
put together with it. What was turned down or taken back was none. A sealed report is never counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from domain.effects import Effect, Post, Record
from domain.issues import LONGEST_ANSWER, Issue, whereabouts
from domain.issues_categories import Category, read_category
from domain.issues_clock_kinds import WORDS
from domain.issues_deadlines import Course
from domain.issues_life import ENDED, State
from domain.issues_similar import facilities
from domain.notices import Notice, NoticeKind
from domain.outcomes import Facts, Reason, Refusal
from domain.registry import Actor, Place

TIMES, WITHIN = 3, timedelta(days=90)
"""So often within so long (90天内第3次)."""
NOWHERE_STUCK = frozenset({Category.NEIGHBOURS, Category.PROPERTY, Category.OTHER})
"""About people, or about nothing in particular: no thing of a place comes back."""
NO_TIME = frozenset({State.DUPLICATE, State.DECLINED, State.WITHDRAWN})
"""Not a time of its own, or none at all."""
OVER = ENDED | {State.TO_CHECK, State.TO_RATE}
"""The trouble was put right, as far as those who did it say."""


@dataclass(frozen=True)
class Reported:
    """A report and when the trouble was over (一次反映); None: it is not."""

    issue: Issue
    over_at: datetime | None


@dataclass(frozen=True)
class RootCause:
    """A root cause (病根): a place, a kind, the times it came back, the matter that was begun about it."""

    id: int
    place: Place
    entrance: str | None
    thing: str | None
    category: Category
    opened_at: datetime
    compound: str = ""
    building: str | None = None
    times: tuple[Issue, ...] = ()  # the first report of each, as far as they still count
    matter_id: int | None = None
    matter_over: bool = False
    ended_at: datetime | None = None  # since when it is none any more
    set_aside_at: datetime | None = None
    reason: str = ""  # why it was set aside

    @property
    def subject(self) -> str:
        return f"root_cause:{self.id}"

    @property
    def open(self) -> bool:
        """Until its matter, with the work that follows, is over, or the committee set it aside."""
        return self.set_aside_at is None and not self.matter_over

    @property
    def standing(self) -> bool:
        """Whether it is shown: what was put together since, or taken back, may leave too few times."""
        return self.matter_id is not None or len(self.times) >= TIMES

    @property
    def spot_words(self) -> str | None:
        """3号楼2单元 2号梯; None: of the whole compound."""
        return whereabouts(self.building, self.entrance, self.thing)


@dataclass(frozen=True)
class RootCausePage:
    """A root cause as one person sees it (病根页)."""

    cause: RootCause
    seen: tuple[Issue, ...]  # of its times, those this reader may open
    leads: bool  # may begin a matter about it, or set it aside


def kind_of(text: str, category: str | None) -> Category | None:
    """What it is about as something that comes back; of danger, which pipe, line or lift it speaks of."""
    known = read_category(category or "")
    if known is Category.DANGER:
        spoken = next((kind for kind, words in WORDS.items() if words.search(text)), None)
        return None if spoken is None else Category(spoken.value)
    return None if known in NOWHERE_STUCK else known


def over_at(course: Course) -> datetime | None:
    """When the trouble was over for good; None while it is open, or open again."""
    found: datetime | None = None
    for _, state, moment in course:
        found = (found or moment) if state in OVER else None
    return found


def counts(issue: Issue) -> bool:
    """Whether it is a time, or part of one."""
    return (
        issue.sealed_to is None
        and issue.state not in NO_TIME
        and issue.place.compound_id is not None
        and kind_of(issue.text, issue.category) is not None
    )


def same_spot(one: Issue, other: Issue) -> bool:
    """The same place and kind, and nothing speaks against it; between the buildings one thing is named by both."""
    if (one.place, one.entrance) != (other.place, other.entrance):
        return False
    if kind_of(one.text, one.category) is not kind_of(other.text, other.category):
        return False
    if one.thing and other.thing and one.thing != other.thing:
        return False
    mine, theirs = facilities(one.text), facilities(other.text)
    if one.place.building_id is None:
        return bool(mine & theirs)
    return not mine or not theirs or bool(mine & theirs)


def times(found: Iterable[Reported]) -> tuple[Issue, ...]:
    """The first report of each time: what comes while an earlier one is open belongs to it."""
    firsts: list[Issue] = []
    until: datetime | None = None  # when the last time was over
    for one in sorted(found, key=lambda one: (one.issue.reported_at, one.issue.id)):
        if not firsts:
            firsts, until = [one.issue], one.over_at
        elif until is not None and one.issue.reported_at >= until:
            firsts.append(one.issue)
            until = one.over_at
        elif until is not None:
            until = None if one.over_at is None else max(until, one.over_at)
    return tuple(firsts)


def near(newest: Issue, found: Iterable[Reported], *, after: datetime | None) -> list[Reported]:
    """Of what speaks of the same, what came within 90 days before `newest`, and after the last way out."""
    since = max(newest.reported_at - WITHIN, after or newest.reported_at - WITHIN)
    return [one for one in found if since <= one.issue.reported_at <= newest.reported_at]


def speaks_of(cause: RootCause, issue: Issue) -> bool:
    """Whether a report is one more of this root cause."""
    return counts(issue) and any(same_spot(issue, one) for one in cause.times)


def aside_refusal(cause: RootCause, words: str) -> Refusal | None:
    """不用商量: said with a reason, while nothing was begun."""
    if not cause.open or cause.matter_id is not None:
        return Refusal(Reason.WRONG_STATE, {"what": "root_cause"})
    if not words:
        return Refusal(Reason.EMPTY, {"what": "root_cause_reason"})
    too_long = Refusal(Reason.TOO_LONG, {"what": "root_cause_reason", "most": LONGEST_ANSWER})
    return too_long if len(words) > LONGEST_ANSWER else None


def facts_of(cause: RootCause) -> Facts:
    """What is told of it: place, kind, which reports; nobody's words."""
    return {
        "cause_id": cause.id,
        "compound": cause.compound,
        "building": cause.spot_words,
        "category": cause.category.value,
        "n": len(cause.times),
        "days": WITHIN.days,
        "numbers": [issue.called for issue in cause.times],
    }


def proposed(cause: RootCause, chats: Sequence[int]) -> list[Effect]:
    """It is on record, and the committee is asked whether it wants to talk about something better."""
    body: dict[str, Any] = {
        "compound": cause.place.compound_id,
        "building": cause.place.building_id,
        "entrance": cause.entrance,
    }
    body |= {"category": cause.category.value, "issues": [issue.id for issue in cause.times]}
    posts = [
        Post(Notice(f"{cause.subject}:proposed:{chat}", chat, NoticeKind.POST, "issues.root_cause", facts_of(cause)))
        for chat in chats
    ]
    return [Record(cause.subject, "root_cause_found", body), *posts]


def once_more(cause: RootCause, issue: Issue) -> list[Effect]:
    """One more report of it."""
    return [Record(cause.subject, "root_cause_again", {"issue": issue.id})]


def set_aside(cause: RootCause, by: int, words: str) -> list[Effect]:
    """The committee does not talk about it, and says why."""
    return [Record(cause.subject, "root_cause_aside", {"by": by}, {"words": words})]


def taken_up(cause: RootCause, by: int | None, matter_id: int) -> list[Effect]:
    """A matter was begun about it."""
    return [Record(cause.subject, "root_cause_matter", {"by": by, "matter": matter_id})]


def reads_cause(cause: RootCause, actor: Actor) -> bool:
    """Whoever lives or serves in its compound: it says nothing of anybody."""
    return any(role.place.compound_id == cause.place.compound_id for role in actor.roles)
