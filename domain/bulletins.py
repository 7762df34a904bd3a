"""Papers for the wall (公示文书): which there are, how they are numbered, which of them a matter or a vote has now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.bulletin_issuers import Issuer
from domain.deliberation.bundles import PhotoOf
from domain.deliberation.matters import Matter
from domain.deliberation.records import MatterRecord
from domain.deliberation.stages import Least, Need, Stage
from domain.deliberation.tasks import Task, TaskState
from domain.elections import Candidacy, Election
from domain.fund_rooms import RoomSum, rooms_on
from domain.fund_statements import Statement
from domain.funds import Fund, FundFigures, FundKind, figures
from domain.meetings import Agenda, Meeting
from domain.paper_days import PaperSpan
from domain.permissions import Act
from domain.registry import Place
from domain.voting.constituencies import Constituency
from domain.voting.meetings import Member
from domain.voting.votes import Vote, VoteState

HASH_SHOWN = 12
"""Signs of the journal's head that are printed: enough to compare by eye."""


class PaperKind(StrEnum):
    """What hangs there (文书种类)."""

    SOLICITATION = "solicitation"  # 征求意见公告
    PLAN = "plan"  # 方案公告
    MEETING = "meeting"  # 会议通知, of a meeting that comes back
    CALLED = "called"  # 会议通知, of a meeting that votes
    ROLL = "roll"  # 表决权名册公示
    CANDIDATES = "candidates"  # 候选人公示
    RESULT = "result"  # 表决结果公示
    DECISION = "decision"  # 决议公告
    PROGRESS = "progress"  # 实施进展公示
    ACCOUNTS = "accounts"  # 决算公示
    STATEMENT = "statement"  # 账目公示, of days nobody has closed
    CLOSED = "closed"  # 对账单, as two people signed it
    YEAR = "year"  # 年度报告
    MINUTES = "minutes"  # 会议记录
    ATTENDANCE = "attendance"  # 签到表


UNNUMBERED = frozenset({PaperKind.MINUTES, PaperKind.ATTENDANCE})
"""What is signed by hand and filed, and hangs nowhere."""


class PaperOf(StrEnum):
    """What a paper is about (文书所关)."""

    MATTER = "matter"  # 议题
    VOTE = "vote"  # 表决
    ELECTION = "election"  # 选举
    FUND = "fund"  # 账户
    PERIOD = "period"  # 账期
    MEETING = "meeting"  # 每月的议事会
    COMPOUND = "compound"  # 小区


ABOUT: Mapping[PaperKind, PaperOf] = {
    PaperKind.SOLICITATION: PaperOf.MATTER,
    PaperKind.PLAN: PaperOf.MATTER,
    PaperKind.DECISION: PaperOf.MATTER,
    PaperKind.PROGRESS: PaperOf.MATTER,
    PaperKind.ACCOUNTS: PaperOf.MATTER,
    PaperKind.ROLL: PaperOf.VOTE,
    PaperKind.RESULT: PaperOf.VOTE,
    PaperKind.CALLED: PaperOf.VOTE,
    PaperKind.ATTENDANCE: PaperOf.VOTE,
    PaperKind.CANDIDATES: PaperOf.ELECTION,
    PaperKind.STATEMENT: PaperOf.FUND,
    PaperKind.CLOSED: PaperOf.PERIOD,
    PaperKind.MEETING: PaperOf.MEETING,
    PaperKind.MINUTES: PaperOf.MEETING,
    PaperKind.YEAR: PaperOf.COMPOUND,
}
"""What each kind is about, and so who prints it."""

GUARDED_BY: Mapping[PaperOf, Act] = {
    PaperOf.VOTE: Act.START_VOTE,
    PaperOf.ELECTION: Act.RUN_ELECTION,
    PaperOf.FUND: Act.KEEP_FUNDS,
    PaperOf.PERIOD: Act.KEEP_FUNDS,
    PaperOf.MEETING: Act.HOLD_MEETING,
    PaperOf.COMPOUND: Act.RUN_PROCEDURE,
}
"""Whoever may do this prints the papers; those of a matter whoever runs it."""


@dataclass(frozen=True)
class PaperWish:
    """Which paper somebody wants (要哪一份): its kind, of what; of a stretch of time, how many before this one."""

    kind: PaperKind
    of: int
    back: int = 0

    @property
    def about(self) -> PaperOf:
        return ABOUT[self.kind]


class Lettering(StrEnum):
    """How large it is printed (字号)."""

    PLAIN = "plain"  # 公文版
    LARGE = "large"  # 大字版
    POSTER = "poster"  # 海报版


@dataclass(frozen=True)
class PaperNumber:
    """A paper's number (文号), within a compound and year; day and journal's head are those of its first printing."""

    year: int
    number: int
    day: date
    head: str


@dataclass(frozen=True)
class PaperHead:
    """What stands over and under every paper (抬头与落款)."""

    kind: PaperKind
    compound: str
    day: date
    number: PaperNumber | None = None  # None: not printed yet
    span: PaperSpan | None = None  # its days there
    least: Least | None = None  # where its time begins when it hangs: how long
    issuer: Issuer | None = None  # the body it is from; None: not known
    page: str = ""  # of what it says, on the board on the web; empty: it is not there
    address: str | None = None  # of our own page; None: our pages are seen by nobody outside

    @property
    def signed(self) -> date:
        """The day it was given its number; before that, today."""
        return self.day if self.number is None else self.number.day


PAPERS_AT: Mapping[Stage, tuple[PaperKind, ...]] = {
    Stage.SOLICITING: (PaperKind.SOLICITATION,),
    Stage.ANNOUNCING: (PaperKind.PLAN,),
    Stage.DISCLOSING: (PaperKind.DECISION,),
    Stage.DOING: (PaperKind.PROGRESS,),
    Stage.REPORTING: (PaperKind.PROGRESS, PaperKind.ACCOUNTS),
    Stage.RATING: (PaperKind.ACCOUNTS,),
    Stage.ARCHIVED: (PaperKind.ACCOUNTS,),
}
"""What of a matter hangs at which stage; a meeting and a vote have papers of their own."""


def papers_of(matter: Matter) -> tuple[PaperKind, ...]:
    """Its papers now: what it has not come to, or has left behind, is not printed as if it were so."""
    if matter.fallen:
        return ()
    return PAPERS_AT.get(matter.stage, ())


def vote_papers_of(vote: Vote) -> tuple[PaperKind, ...]:
    """Papers of a vote now: a result only once a second person has confirmed it."""
    if vote.in_meeting and vote.uncounted:
        return (PaperKind.CALLED, PaperKind.ATTENDANCE)
    if vote.state is VoteState.POSTED and vote.constituency is Constituency.OWNERS:
        return (PaperKind.ROLL,)
    return (PaperKind.RESULT,) if vote.state in (VoteState.PUBLISHED, VoteState.FINAL) else ()


def quarter(today: date, back: int) -> tuple[date, date]:
    """This quarter until today, or so many quarters before it, whole."""
    months = today.year * 12 + (today.month - 1) // 3 * 3 - 3 * back
    first, following = (date(each // 12, each % 12 + 1, 1) for each in (months, months + 3))
    return first, min(today, following - timedelta(days=1))


def year_of(today: date, back: int) -> tuple[date, date]:
    """This year until today, or one before it, whole."""
    year = today.year - back
    return date(year, 1, 1), min(today, date(year, 12, 31))


@dataclass(frozen=True)
class RollLine:
    """A line of the roll as everybody may object to it (名册一行): homes, never a name."""

    homes: tuple[str, ...]
    area: int  # 0.01 ㎡


@dataclass(frozen=True)
class PaperCall:
    """A meeting that is called (会议通知): when, where, what about."""

    name: str
    meets_at: datetime
    spot: str
    topics: tuple[str, ...]
    late: tuple[str, ...] = ()  # promised, and late by then


@dataclass(frozen=True)
class PaperPhoto:
    """A photo with what it shows (照片); None: not kept, or too large for paper."""

    shows: PhotoOf
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

    until: date  # counted to this day
    begun: int  # matters
    finished: int
    stopped: int
    votes: int  # whose result was published
    carried: int
    came: int  # reports
    closed: int
    open: int
    funds: tuple[FundYear, ...]
    rooms: RoomSum | None = None  # rooms and grounds on record that day, where there are any

    @property
    def counts(self) -> tuple[int, ...]:
        """All that is counted but money."""
        votes, reports = (self.votes, self.carried), (self.came, self.closed, self.open)
        rooms = () if self.rooms is None else astuple(self.rooms)
        return (self.begun, self.finished, self.stopped, *votes, *reports, *rooms)

    @property
    def year(self) -> int:
        return self.until.year


def year_report(
    days: tuple[date, date],
    matters: Sequence[Matter],
    votes: Sequence[Vote],
    funds: Sequence[Fund],
    reports: tuple[int, int, int],
    zone: ZoneInfo,
) -> YearReport:
    """These days of a year in figures, by the clocks there; `reports`: how many came, were closed, are open."""

    def inside(moment: datetime) -> bool:
        return days[0] <= moment.astimezone(zone).date() <= days[1]

    published = [
        vote for vote in votes if vote.state in (VoteState.PUBLISHED, VoteState.FINAL) and inside(vote.closes_at)
    ]
    ended = [matter for matter in matters if inside(matter.since)]
    return YearReport(
        days[1],
        sum(inside(matter.started_at) for matter in matters),
        sum(matter.stage is Stage.ARCHIVED for matter in ended),
        sum(matter.stage is Stage.STOPPED for matter in ended),
        len(published),
        sum(vote.carried for vote in published),
        *reports,
        tuple(FundYear(fund.name, fund.kind, figures(fund.lines, *days)) for fund in funds),
        rooms_on(days[1], funds, zone),
    )


@dataclass(frozen=True)
class MatterMaterial:
    """What a paper of a matter is made from (议题文书的材料)."""

    matter: Matter
    ends: datetime | None
    spending: Spending
    photos: tuple[PaperPhoto, ...] = ()


@dataclass(frozen=True)
class VoteMaterial:
    """What a paper of a vote is made from (表决文书的材料)."""

    vote: Vote
    roll: tuple[RollLine, ...] = ()
    members: tuple[Member, ...] = ()


@dataclass(frozen=True)
class ElectionMaterial:
    """What the notice of candidates is made from (候选人公示的材料)."""

    election: Election
    members: tuple[Candidacy, ...]


@dataclass(frozen=True)
class FundMaterial:
    """What a statement is made from (账目公示的材料)."""

    told: Statement


@dataclass(frozen=True)
class MeetingMaterial:
    """What the papers of a meeting are made from (会议文书的材料): its next day, and its last."""

    meeting: Meeting
    agenda: Agenda


MadeFrom = MatterMaterial | VoteMaterial | ElectionMaterial | FundMaterial | MeetingMaterial | YearReport
"""What a paper of any kind is made from."""


@dataclass(frozen=True)
class PaperMaterial:
    """A paper ready to be drawn (一份文书的材料): what it is made from, and what stands over and under it.

    `subject` is what its number is remembered under; `stream` whose journal's head it shows.
    """

    wish: PaperWish
    place: Place
    title: str  # of what it is about
    subject: str
    stream: str
    made_from: MadeFrom
    span: PaperSpan | None = None
    least: Least | None = None


@dataclass(frozen=True)
class PaperOffer:
    """A paper that somebody may print now (可印的一份)."""

    wish: PaperWish
    title: str
