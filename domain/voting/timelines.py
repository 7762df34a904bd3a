"""Timelines (时间安排): from one milestone to the next at least, or at most, so many full days; each by its article."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.periods import MONTHS_A_YEAR, Period, full_days, months_later
from domain.workdays import WorkDays


class Milestone(StrEnum):
    """A day that others are counted from (节点)."""

    GROUP_FORMED = "group_formed"  # 筹备组成立
    GROUP_POSTED = "group_posted"  # 筹备组名单公告
    ROLL_POSTED = "roll_posted"  # 名册公示
    CANDIDATES_POSTED = "candidates_posted"  # 候选人公示
    NOTICE_GIVEN = "notice_given"  # 会议通知
    VOTING_OPENS = "voting_opens"  # 开始投票
    ELECTED = "elected"  # 选出
    FILED = "filed"  # 备案
    HANDED_OVER = "handed_over"  # 移交


class Limit(StrEnum):
    """Which way a span binds (期限的方向)."""

    WAIT = "wait"  # 等满: not before it is over
    WITHIN = "within"  # 期限内: not after its last day


@dataclass(frozen=True)
class Span:
    """A span between two milestones (间隔), with the article that asks for it."""

    of: Milestone
    after: Milestone
    limit: Limit
    days: int
    article: str

    def period(self, reached: Mapping[Milestone, date], work_days: WorkDays) -> Period | None:
        """The days themselves; None before they have begun."""
        start = reached.get(self.after)
        return None if start is None else full_days(start, self.days, work_days)

    def kept(self, reached: Mapping[Milestone, date], work_days: WorkDays) -> bool:
        """Whether it was: what waited for something that never came about was not."""
        day = reached.get(self.of)
        if day is None:
            return True
        period = self.period(reached, work_days)
        if period is None:
            return self.limit is Limit.WITHIN
        return day >= period.then if self.limit is Limit.WAIT else day <= period.last


ZHENGZHOU_PREPARATION = (
    Span(Milestone.GROUP_POSTED, Milestone.GROUP_FORMED, Limit.WITHIN, 3, "郑州市物业管理条例14-15"),
    Span(Milestone.VOTING_OPENS, Milestone.GROUP_FORMED, Limit.WITHIN, 60, "郑州市物业管理条例14-15"),
    Span(Milestone.FILED, Milestone.ELECTED, Limit.WITHIN, 30, "郑州市物业管理条例19-20"),
    Span(Milestone.HANDED_OVER, Milestone.ELECTED, Limit.WITHIN, 10, "河南省物业管理条例33"),
)
"""What 郑州 asks of a preparatory group and of the committee it leads to."""


def preparation(figures: Mapping[Milestone, tuple[int, str]]) -> tuple[Span, ...]:
    """What must have been posted before an owners' committee is voted on: days and their source, by a profile."""
    return tuple(
        Span(Milestone.VOTING_OPENS, after, Limit.WAIT, days, article) for after, (days, article) in figures.items()
    )


def breaches(spans: Sequence[Span], reached: Mapping[Milestone, date], work_days: WorkDays) -> tuple[Span, ...]:
    """The spans that were not kept, in their order."""
    return tuple(span for span in spans if not span.kept(reached, work_days))


@dataclass(frozen=True)
class Window:
    """When a milestone may be reached (可办时间): not before, not after; None where nothing binds, or not yet."""

    earliest: date | None
    latest: date | None

    @property
    def shut(self) -> bool:
        """What must be waited for is over only after it is too late: begin again, or ask for more time."""
        return self.earliest is not None and self.latest is not None and self.earliest > self.latest


def window(
    milestone: Milestone, spans: Sequence[Span], reached: Mapping[Milestone, date], work_days: WorkDays
) -> Window:
    """Between which days a milestone may be reached, as far as what it is counted from has been."""
    running = [(span.limit, span.period(reached, work_days)) for span in spans if span.of is milestone]
    waits = [period.then for limit, period in running if period is not None and limit is Limit.WAIT]
    ends = [period.last for limit, period in running if period is not None and limit is Limit.WITHIN]
    return Window(max(waits, default=None), min(ends, default=None))


DISMISSAL_DAYS = 60
"""书面通知 before a property company's contract ends, unless the contract says otherwise (民法典946)."""


@dataclass(frozen=True)
class DismissalNotice:
    """A written notice of dismissal (解聘通知): when it reached the company, the last day of the contract."""

    served: date
    ends: date
    days: int = DISMISSAL_DAYS

    def period(self, work_days: WorkDays) -> Period:
        return full_days(self.served, self.days, work_days)

    def holds(self, work_days: WorkDays) -> bool:
        """Whether the contract lasts until the notice is over."""
        return self.ends >= self.period(work_days).last

    def days_left(self, on: date) -> int:
        """Whole days until the contract's last (还有几天); 0 once it has come."""
        return max(0, (self.ends - on).days)


@dataclass(frozen=True)
class Term:
    """A term of office (任期): from the day of election, so many years."""

    elected: date
    years: int

    @property
    def ends(self) -> date:
        """Its last day: the same day of the year (民法典202)."""
        return months_later(self.elected, self.years * MONTHS_A_YEAR)

    def over(self, on: date) -> bool:
        return on > self.ends
