"""公示文书 (papers for the wall): which there are, how they are numbered, which of them a matter or a vote has now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.deliberation.matters import Matter
from domain.deliberation.records import MatterRecord
from domain.deliberation.stages import Need, Stage
from domain.deliberation.tasks import Task, TaskState
from domain.funds import Fund, FundFigures, FundKind, figures
from domain.voting.constituencies import Constituency
from domain.voting.votes import Vote, VoteState

HASH_SHOWN = 12
"""Signs of the journal's head that are printed: enough to compare by eye."""


class WallKind(StrEnum):
    """What hangs there (文书种类)."""

    SOLICITATION = "solicitation"  # 征求意见公告
    PLAN = "plan"  # 方案公告
    MEETING = "meeting"  # 会议通知
    ROLL = "roll"  # 表决权名册公示
    CANDIDATES = "candidates"  # 候选人公示
    RESULT = "result"  # 表决结果公示
    DECISION = "decision"  # 决议公告
    PROGRESS = "progress"  # 实施进展公示
    ACCOUNTS = "accounts"  # 决算公示
    STATEMENT = "statement"  # 账目公示
    YEAR = "year"  # 年度报告
    MINUTES = "minutes"  # 会议记录
    ATTENDANCE = "attendance"  # 签到表


UNNUMBERED = frozenset({WallKind.MINUTES, WallKind.ATTENDANCE})
"""What is signed by hand and filed, and hangs nowhere."""


class Lettering(StrEnum):
    """How large it is printed (字号)."""

    PLAIN = "plain"  # 公文版
    LARGE = "large"  # 大字版
    POSTER = "poster"  # 海报版


@dataclass(frozen=True)
class WallNumber:
    """文号: counts up within a compound and year; the day and the journal's head are those of its first printing."""

    year: int
    number: int
    day: date
    head: str


@dataclass(frozen=True)
class WallHead:
    """What stands over and under every paper (抬头与落款)."""

    kind: WallKind
    compound: str
    day: date
    number: WallNumber | None = None  # None: not printed yet
    hangs: tuple[date, date] | None = None  # from when until when
    address: str | None = None  # of our own page; None: our pages are seen by nobody outside

    @property
    def signed(self) -> date:
        """The day it was given its number; before that, today."""
        return self.day if self.number is None else self.number.day


PAPERS_AT: Mapping[Stage, tuple[WallKind, ...]] = {
    Stage.SOLICITING: (WallKind.SOLICITATION,),
    Stage.ANNOUNCING: (WallKind.PLAN,),
    Stage.DISCLOSING: (WallKind.DECISION,),
    Stage.DOING: (WallKind.PROGRESS,),
    Stage.REPORTING: (WallKind.PROGRESS, WallKind.ACCOUNTS),
    Stage.RATING: (WallKind.ACCOUNTS,),
    Stage.ARCHIVED: (WallKind.ACCOUNTS,),
}
"""What of a matter hangs at which stage; a meeting and a vote have papers of their own."""


def papers_of(matter: Matter) -> tuple[WallKind, ...]:
    """Its papers now: what it has not come to, or has left behind, is not printed as if it were so."""
    if matter.fallen:
        return ()
    return PAPERS_AT.get(matter.stage, ())


def vote_papers_of(vote: Vote) -> tuple[WallKind, ...]:
    """Papers of a vote now: a result only once a second person has confirmed it."""
    if vote.in_meeting and vote.uncounted:
        return (WallKind.MEETING, WallKind.ATTENDANCE)
    if vote.state is VoteState.POSTED and vote.constituency is Constituency.OWNERS:
        return (WallKind.ROLL,)
    return (WallKind.RESULT,) if vote.state in (VoteState.PUBLISHED, VoteState.FINAL) else ()


def days_hung(since: datetime, over: datetime, zone: ZoneInfo) -> tuple[date, date]:
    """The first and the last day of what is over at a moment: with midnight, the day before it."""
    last = (over - timedelta(microseconds=1)).astimezone(zone).date()
    return since.astimezone(zone).date(), last


@dataclass(frozen=True)
class RollLine:
    """A line of the roll as everybody may object to it (名册一行): homes, never a name."""

    homes: tuple[str, ...]
    area: int  # 0.01 ㎡


@dataclass(frozen=True)
class WallCall:
    """A meeting that is called (会议通知): when, where, what about."""

    name: str
    meets_at: datetime
    spot: str
    topics: tuple[str, ...]
    late: tuple[str, ...] = ()  # promised, and late by then


@dataclass(frozen=True)
class WallPhoto:
    """A photo with what it shows (照片); None: not kept, or too large for paper."""

    said: str
    content: bytes | None


@dataclass(frozen=True)
class Spending:
    """What a matter was to cost and has cost (预算与支出), in 分; None: nobody has said yet."""

    budget: int | None
    spent: int | None
    tasks: tuple[Task, ...]

    @property
    def standing(self) -> tuple[Task, ...]:
        """What is not called off."""
        return tuple(task for task in self.tasks if task.state is not TaskState.CANCELLED)

    @property
    def done(self) -> int:
        return sum(task.state is TaskState.DONE for task in self.tasks)

    @property
    def left(self) -> int | None:
        """What is left of the budget; below zero where it was not enough."""
        return None if self.budget is None or self.spent is None else self.budget - self.spent


def spending(records: Sequence[MatterRecord], tasks: Sequence[Task], round: int) -> Spending:
    """What stands on record of the round in force: the last budget, the last accounts."""
    sums = {
        need: [one.amount for one in records if one.need is need and one.round == round]
        for need in (Need.BUDGET, Need.SOURCE, Need.ACCOUNTS)
    }
    budgets, accounts = sums[Need.BUDGET] or sums[Need.SOURCE], sums[Need.ACCOUNTS]
    return Spending(
        budgets[-1] if budgets else None,
        accounts[-1] if accounts else None,
        tuple(task for task in tasks if task.round == round),
    )


@dataclass(frozen=True)
class FundYear:
    """An account over a year (账户的一年)."""

    name: str
    kind: FundKind
    sums: FundFigures


@dataclass(frozen=True)
class YearReport:
    """A compound's year (年度报告): what was asked, decided, reported and spent in it; no home and no name."""

    year: int
    begun: int  # matters
    finished: int
    stopped: int
    votes: int  # whose result was published
    carried: int
    came: int  # reports
    closed: int
    open: int
    funds: tuple[FundYear, ...]


def year_report(
    year: int,
    matters: Sequence[Matter],
    votes: Sequence[Vote],
    funds: Sequence[Fund],
    reports: tuple[int, int, int],
    zone: ZoneInfo,
) -> YearReport:
    """The year in figures, by the days of the compound; `reports`: how many came, were closed, are open."""

    def inside(moment: datetime) -> bool:
        return moment.astimezone(zone).year == year

    published = [
        vote for vote in votes if vote.state in (VoteState.PUBLISHED, VoteState.FINAL) and inside(vote.closes_at)
    ]
    ended = [matter for matter in matters if inside(matter.since)]
    days = date(year, 1, 1), date(year, 12, 31)
    return YearReport(
        year,
        sum(inside(matter.started_at) for matter in matters),
        sum(matter.stage is Stage.ARCHIVED for matter in ended),
        sum(matter.stage is Stage.STOPPED for matter in ended),
        len(published),
        sum(vote.carried for vote in published),
        *reports,
        tuple(FundYear(fund.name, fund.kind, figures(fund.lines, *days)) for fund in funds),
    )
