"""Every paper for the wall out of the seeds' figures: 绿洲花园 votes, 中华园 mends its lamps and its gate."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from PIL import Image

from domain.bulletin_issuers import Issuer, IssuerKind
from domain.bulletins import (
    FundYear,
    Lettering,
    PaperHead,
    PaperKind,
    PaperNumber,
    PaperPhoto,
    RollLine,
    Spending,
    YearReport,
)
from domain.deliberation.answers import Verdict
from domain.deliberation.bundles import PhotoOf
from domain.deliberation.stages import Least, Stage
from domain.deliberation.tasks import Task, TaskPlan, TaskState
from domain.elections import Candidacy, Election, ElectionState
from domain.fund_statements import ContractSum, statement
from domain.funds import Fund, FundFigures, FundKind, FundLine, LineKind
from domain.meetings import Agenda, Meeting, MeetingAction, MeetingKind, Topic
from domain.paper_days import PaperSpan
from domain.registry import Organ, Place
from domain.vote_effects import result_facts
from domain.voting.ballots import Ballot, Choice
from domain.voting.compositions import Candidate, NominationChannel
from domain.voting.constituencies import Constituency
from domain.voting.meetings import Member
from domain.voting.rolls import Head, Roll
from domain.voting.rules import RULES
from domain.voting.tally import tally
from domain.voting.votes import Vote, VoteState
from rendering.bulletin_elections import candidates_sheet
from rendering.bulletin_form import Sheet
from rendering.bulletin_matters import accounts_sheet, progress_sheet, text_sheet
from rendering.bulletin_meetings import call_of_agenda, minutes_sheet
from rendering.bulletin_money import statement_sheet, year_sheet
from rendering.bulletin_votes import attendance_sheet, call_of, call_sheet, result_sheet, roll_sheet
from rendering.texts import Texts
from tests.deliberating import GARDEN_LAMPS, a_matter
from tests.domain.voting.test_votes import VOTE

ZONE = ZoneInfo("Asia/Shanghai")
AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
DAY = date(2026, 11, 24)
OURS = "https://yishi.example.org/m/3"
NUMBER = PaperNumber(2026, 3, DAY, "8f14e45fceea167a5a36dedd4bea2543" * 2)
MATTER = replace(a_matter(Stage.SOLICITING, AT), number=3, title=GARDEN_LAMPS[0], text=GARDEN_LAMPS[1])
SPAN = PaperSpan(date(2026, 12, 1), DAY, 7)
"""Seven full days from the day that does not count."""


LEAST = Least(7, full_days=True, source="楼院章程第12条")


COMMITTEE = Issuer(IssuerKind.ORGAN, Place(1), Organ.SELF_MANAGEMENT)
OWNERS = Issuer(IssuerKind.ORGAN, Place(1), Organ.OWNERS)
ISSUERS: Mapping[PaperKind, Issuer] = {
    PaperKind.ROLL: OWNERS,
    PaperKind.RESULT: OWNERS,
    PaperKind.CALLED: Issuer(IssuerKind.ORGAN, Place(1), Organ.RESIDENTS, of_community=True),
    PaperKind.CANDIDATES: Issuer(IssuerKind.PREPARING, Place(1), Organ.OWNERS),
    PaperKind.STATEMENT: Issuer(IssuerKind.HOLDER, Place(1), holder="业委会"),
    PaperKind.CLOSED: Issuer(IssuerKind.HOLDER, Place(1), holder="瑞湖名苑业主服务中心"),
}
"""Whom each is from; the others are the committee's."""


def head(kind: PaperKind, compound: str = "中华园", **more: object) -> PaperHead:
    issuer = ISSUERS.get(kind, COMMITTEE)
    issuer = replace(issuer, where="府河社区" if issuer.of_community else compound)
    whole = PaperHead(kind, compound, DAY, NUMBER, SPAN, issuer=issuer, address=OURS)
    return replace(whole, **more)  # type: ignore[arg-type]


@cache
def oasis(yes: int = 227, took_part: int = 452) -> Vote:
    """绿洲花园, 678 homes of 90.00 ㎡: exactly two thirds take part (E1)."""
    heads = tuple(Head(str(n), 9000, (str(n),)) for n in range(678))
    ballots = [Ballot(str(n), Choice.APPROVE if n < yes else Choice.REJECT) for n in range(took_part)]
    result = result_facts(tally(Roll(heads), ballots, RULES["owners-general"]))
    return replace(
        VOTE,
        title="解聘物业",
        heads=678,
        area=678 * 9000,
        state=VoteState.PUBLISHED,
        result=result,
        objections_until=datetime(2026, 12, 1, 16, 0, tzinfo=UTC),
    )


def lamp_task(n: int, what: str, state: TaskState, planned: int, spent: int | None = None) -> Task:
    plan = TaskPlan(what, "自管会", date(2026, 11, 19 + n), planned)
    return Task(n, 1, n, 1, plan, plan.due, state, AT, spent)


LAMPS = Spending(
    75_000_00,
    71_880_00,
    (
        lamp_task(1, "院内装36盏太阳能路灯", TaskState.DONE, 60_000_00, 59_400_00),
        lamp_task(2, "旧灯杆拆除、路面恢复", TaskState.DONE, 12_000_00, 12_480_00),
        lamp_task(3, "门口加装两盏", TaskState.OPEN, 3_000_00),
        lamp_task(4, "围墙灯带", TaskState.CANCELLED, 5_000_00),
    ),
)


@cache
def photo(shade: int) -> bytes:
    """A photo of one colour."""
    file = io.BytesIO()
    Image.new("RGB", (64, 48), (shade, 120, 90)).save(file, "PNG")
    return file.getvalue()


PHOTOS = (
    PaperPhoto(PhotoOf.BEFORE, photo(200)),
    PaperPhoto(PhotoOf.AFTER, photo(90)),
    PaperPhoto(PhotoOf.AFTER, None),
)


def line(n: int, kind: LineKind, amount: int, on: date, purpose: str, counters: int | None = None) -> FundLine:
    return FundLine(
        n, n, kind, amount, on, purpose, 7, AT, counters=counters, checked_by=8, checked_at=AT, payee="刘师傅"
    )


FUND = Fund(
    1,
    Place(1),
    FundKind.REVENUE,
    "公共收益",
    "业委会",
    "0123",
    (
        line(1, LineKind.OPENING, 70_000_00, date(2025, 12, 31), "期初余额"),
        line(2, LineKind.IN, 12_600_50, date(2026, 10, 8), "地面车位租金"),
        line(3, LineKind.OUT, -30_000_00, date(2026, 11, 3), "大门和门禁"),
        line(4, LineKind.OUT, -800_00, date(2026, 11, 5), "绿化补种"),
        line(5, LineKind.OUT, 800_00, date(2026, 11, 6), "记重了", counters=4),
        replace(line(6, LineKind.IN, 5_00, date(2026, 11, 9), "废品"), checked_at=None, checked_by=None),
    ),
)
TOLD = statement(FUND, date(2026, 10, 1), DAY)
SIGNED = replace(
    statement(FUND, date(2026, 7, 1), date(2026, 11, 30)),
    waiting=0,
    code="52500120MJ1234567M",
    registered="瑞湖名苑业主服务中心",
    contracts=(ContractSum(1, "spaces", "3号楼架空层东侧，快递站", 86_000_00, date(2027, 12, 31), 0, 0),),
)
SUMS = FundFigures(70_000_00, 12_600_50, 30_000_00, 52_600_50)
YEAR = YearReport(DAY, 9, 6, 1, 4, 3, 382, 351, 31, (FundYear("公共收益", FundKind.REVENUE, SUMS),))
MEETING = Meeting(
    1,
    Place(1),
    MeetingKind.THREE_PARTIES,
    "社区活动室",
    AT + timedelta(days=9),
    3,
    (),
    (
        Topic(1, 0, "电动车充电棚装在哪里", Verdict.ADOPTED, "装在4号楼北侧，离住户12米"),
        Topic(2, 0, "门岗夜间值守", Verdict.PARTLY, "先试三个月"),
    ),
    (MeetingAction(1, 0, "修好2单元门禁", "物业", date(2026, 12, 10)),),
    "到会9人：居委会2人、业委会3人、物业4人。\n先听物业报告上月的事，再逐项讨论。",
)
AGENDA = Agenda(
    MEETING,
    0,
    MEETING.first_at,
    MEETING.first_at - timedelta(days=3),
    (MeetingAction(9, -1, "清理楼道杂物", "物业", date(2026, 11, 20)),),
    (),
    MEETING.topics,
)
MEMBERS = tuple(
    Member(n, n, name, n, present=n == 1)
    for n, name in enumerate(("王阿姨", "李楼长", "赵主任", "孙网格", "钱师傅"), start=1)
)
CANDIDATES = tuple(
    Candidacy(n, 1, Candidate(name, channel, resident=True, cross_posts=posts, party=party), DAY, consents=True)
    for n, (name, channel, posts, party) in enumerate(
        (
            ("王阿姨", NominationChannel.SELF, (), None),
            ("赵主任", NominationChannel.PARTY, ("社区党委委员",), True),
            ("李楼长", NominationChannel.OWNERS, ("3号楼楼长",), False),
        ),
        start=1,
    )
)
ELECTION = Election(1, Place(1), Organ.OWNERS, 2, (), {}, ElectionState.NOTICE, 7, AT)


def roll(homes: int) -> list[RollLine]:
    """So many heads, the first with two homes."""
    lines = [
        RollLine((f"{n // 500 + 1}号楼{n % 500 // 20 + 1}单元{n % 20 + 101}",), 9000 + n % 7) for n in range(homes)
    ]
    return [RollLine(("1号楼1单元101", "1号楼1单元102"), 18000), *lines[2:]] if homes > 2 else lines


def of_roll(homes: int) -> Vote:
    """The vote that a roll of so many belongs to."""
    lines = roll(homes)
    return replace(oasis(), heads=len(lines), area=sum(one.area for one in lines))


MEETS = replace(VOTE, title=MATTER.title, constituency=Constituency.REPRESENTATIVES, rule="representatives-meeting")


def voters(compound: str = "绿洲花园") -> PaperHead:
    return head(PaperKind.RESULT, compound)


Make = Callable[[Texts, Lettering], Sheet]
SAMPLES: Mapping[PaperKind, Make] = MappingProxyType(
    {
        PaperKind.SOLICITATION: lambda t, s: text_sheet(
            t, head(PaperKind.SOLICITATION, span=None), MATTER, AT + timedelta(days=7), ZONE, s
        ),
        PaperKind.PLAN: lambda t, s: text_sheet(t, head(PaperKind.PLAN, span=None, least=LEAST), MATTER, None, ZONE, s),
        PaperKind.DECISION: lambda t, s: text_sheet(t, head(PaperKind.DECISION), MATTER, None, ZONE, s),
        PaperKind.MEETING: lambda t, s: call_sheet(
            t, head(PaperKind.MEETING, span=None), call_of_agenda(t, AGENDA), ZONE, s
        ),
        PaperKind.CALLED: lambda t, s: call_sheet(t, head(PaperKind.CALLED, span=None), call_of(t, MEETS), ZONE, s),
        PaperKind.ROLL: lambda t, s: roll_sheet(t, head(PaperKind.ROLL, "绿洲花园"), of_roll(24), roll(24), ZONE, s),
        PaperKind.CANDIDATES: lambda t, s: candidates_sheet(t, head(PaperKind.CANDIDATES), ELECTION, CANDIDATES, s),
        PaperKind.RESULT: lambda t, s: result_sheet(t, voters(), oasis(), s),
        PaperKind.PROGRESS: lambda t, s: progress_sheet(
            t,
            head(PaperKind.PROGRESS),
            MATTER,
            LAMPS,
            PHOTOS,
            s,
        ),
        PaperKind.ACCOUNTS: lambda t, s: accounts_sheet(t, head(PaperKind.ACCOUNTS), MATTER, LAMPS, s),
        PaperKind.STATEMENT: lambda t, s: statement_sheet(t, head(PaperKind.STATEMENT, span=None), TOLD, s),
        PaperKind.CLOSED: lambda t, s: statement_sheet(t, head(PaperKind.CLOSED, span=None), SIGNED, s),
        PaperKind.YEAR: lambda t, s: year_sheet(t, head(PaperKind.YEAR, span=None), YEAR, s),
        PaperKind.MINUTES: lambda t, s: minutes_sheet(
            t, head(PaperKind.MINUTES, span=None, number=None), MEETING, 0, ZONE, s
        ),
        PaperKind.ATTENDANCE: lambda t, s: attendance_sheet(
            t, head(PaperKind.ATTENDANCE, span=None, number=None), MEETS, MEMBERS, ZONE, s
        ),
    }
)
"""Every kind of paper, in this lettering and language."""
