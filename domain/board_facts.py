"""What stands on 网上公示栏, as values: no names, no doors, nothing sealed, nothing hidden, no ballot's trace.

Anybody reads it, and may read it again a second later. So an open vote is told by its heads alone, for an area that
grows by 89.37 ㎡ names a home; and only once five have taken part and five have not, like a building's turnout.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from domain.announcements import Announcement
from domain.boards import Board
from domain.deliberation.answers import Cluster
from domain.deliberation.matters import Matter, Version
from domain.deliberation.opinions import Heard
from domain.deliberation.ratings import RatingCount
from domain.deliberation.records import FORMS, MatterRecord, Recorder
from domain.deliberation.stages import Stage
from domain.deliberation.tasks import Task
from domain.fund_deeds import Deed, DeedKind
from domain.funds import Fund
from domain.issues import Issue
from domain.issues_chain import Link
from domain.issues_life import State
from domain.issues_masking import MASK, on_card
from domain.meetings import Agenda, MeetingAction, Topic
from domain.polls import Poll
from domain.soundings import Sounding
from domain.voting.questions import Option
from domain.voting.turnout import Part
from domain.voting.votes import Vote, VoteState
from domain.walls import Hung

Cover = Callable[[str], str]
"""Words as anybody may read them."""

LATELY = timedelta(days=30)
"""So long what was solved, decided or announced stands on the first page; older things stand under their year."""
FIRST_YEAR, LAST_YEAR = 2000, 2999
"""Under which something may stand."""
ENDINGS = "。；;！!？?\n"
SENTENCE = re.compile(rf"[^{ENDINGS}]*[{ENDINGS}]+|[^{ENDINGS}]+")
OWES = re.compile("欠|催缴|催收|追缴|[没未]交|[没未]缴|逾期未")
SHORT_HASH = 12
"""Signs of a head of the journal: enough to compare with a printed one."""
RESULT_OUT = frozenset({VoteState.PUBLISHED, VoteState.FINAL})
"""States in which anybody may read the result."""


@dataclass(frozen=True)
class Window:
    """A stretch of time (时段), its end not in it."""

    since: datetime
    until: datetime

    @classmethod
    def lately(cls, at: datetime) -> Window:
        """The last days, up to and with this moment."""
        return cls(at - LATELY, at + timedelta(microseconds=1))

    @classmethod
    def year(cls, year: int, zone: ZoneInfo) -> Window:
        """A calendar year there."""
        return cls(datetime(year, 1, 1, tzinfo=zone), datetime(year + 1, 1, 1, tzinfo=zone))

    @classmethod
    def ever(cls) -> Window:
        """All of time that anybody asks for."""
        return cls(datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), datetime(LAST_YEAR + 1, 1, 1, tzinfo=UTC))

    def has(self, moment: datetime | None) -> bool:
        """Whether a moment is in it."""
        return moment is not None and self.since <= moment < self.until


@dataclass(frozen=True)
class PublicVote:
    """A vote as anybody reads it (公开的表决): `came` is None where it would tell on somebody, and where it is over."""

    vote: Vote
    came: int | None = None

    @property
    def open(self) -> bool:
        return self.vote.state is VoteState.OPEN

    @property
    def out(self) -> bool:
        """Whether its result may be read."""
        return self.vote.state in RESULT_OUT


@dataclass(frozen=True)
class PublicMatter:
    """A matter of everybody's as anybody reads it (公开的议题), and when its step is over at the earliest."""

    matter: Matter
    ends: datetime | None = None


@dataclass(frozen=True)
class Asked:
    """What residents are asked now (正在征求)."""

    votes: tuple[PublicVote, ...]
    matters: tuple[PublicMatter, ...]
    soundings: tuple[Sounding, ...]

    @property
    def nothing(self) -> bool:
        return not (self.votes or self.matters or self.soundings)


@dataclass(frozen=True)
class BoardFigures:
    """The figures that change while somebody looks (实时数字)."""

    open: int
    solved: int
    turnout: tuple[tuple[int, int | None, int], ...]  # number of the vote, heads that took part, of how many


@dataclass(frozen=True)
class BoardFacts:
    """All of it (公示栏内容), covered; what is over as far as it is of the window."""

    board: Board
    words: Mapping[str, str]  # what people there say
    window: Window
    matters: tuple[PublicMatter, ...] = ()
    votes: tuple[PublicVote, ...] = ()
    soundings: tuple[Sounding, ...] = ()
    notices: tuple[Announcement, ...] = ()
    funds: tuple[Fund, ...] = ()
    reports: tuple[Issue, ...] = ()
    solved: tuple[Issue, ...] = ()
    days: tuple[Agenda, ...] = ()
    answered: tuple[Sounding, ...] = ()  # questions to all homes that are over, the latest first
    polls: tuple[Poll, ...] = ()  # of the whole compound's groups, with their results, the latest first
    years: tuple[int, ...] = ()  # under which something stands, the latest first

    @property
    def asked(self) -> Asked:
        """What residents are asked now."""
        return Asked(
            tuple(one for one in self.votes if one.open),
            tuple(one for one in self.matters if one.matter.stage is Stage.SOLICITING),
            self.soundings,
        )

    @property
    def going(self) -> tuple[PublicMatter, ...]:
        """Decisions on their way and being carried out (决议和实施)."""
        return tuple(one for one in self.matters if not one.matter.over and one.matter.stage is not Stage.SOLICITING)

    @property
    def over(self) -> tuple[PublicMatter, ...]:
        """Matters that came to their end within the window."""
        return tuple(one for one in self.matters if one.matter.over and self.window.has(one.matter.since))

    @property
    def results(self) -> tuple[PublicVote, ...]:
        """Results that came out of votes which closed within the window."""
        return tuple(one for one in self.votes if one.out and self.window.has(one.vote.closes_at))

    @property
    def figures(self) -> BoardFigures:
        """What may change from one moment to the next."""
        turnout = tuple((one.vote.number, one.came, one.vote.heads) for one in self.votes if one.open)
        return BoardFigures(len(self.reports), len(self.solved), turnout)


@dataclass(frozen=True)
class MatterFile:
    """A matter with its line of time and its documents (议题全貌), covered."""

    board: Board
    words: Mapping[str, str]
    shown: PublicMatter
    heard: Heard
    links: tuple[Link, ...]
    versions: tuple[Version, ...]
    answers: tuple[Cluster, ...]
    records: tuple[MatterRecord, ...]
    tasks: tuple[Task, ...]
    votes: tuple[PublicVote, ...]
    rating: RatingCount | None
    head: tuple[int, str]  # how far its journal is: last number, hash
    published: tuple[Hung, ...] = ()  # where its notices arrived, and those of its votes


@dataclass(frozen=True)
class StreamHead:
    """How far one journal was (一条留痕到哪儿): `called` by its number or name, as everything else there."""

    stream: str
    called: str
    seq: int
    hash: str

    @property
    def kind(self) -> str:
        """What it is a journal of."""
        return self.stream.partition(":")[0]


@dataclass(frozen=True)
class DayHeads:
    """How far the public streams of the journal were at the end of a day (留痕头)."""

    board: Board
    words: Mapping[str, str]
    day: date
    heads: tuple[StreamHead, ...]


def public_vote(vote: Vote, came: int, cover: Cover) -> PublicVote:
    """A vote without what tells who took part, and without a result that is not out."""
    options = tuple(Option(one.key, cover(one.label)) for one in vote.question.options)
    shown = replace(
        vote,
        title=cover(vote.title),
        text=cover(vote.text),
        question=replace(vote.question, options=options),
        result=vote.result if vote.state in RESULT_OUT else None,
    )
    told = vote.state is VoteState.OPEN and Part("", came, vote.heads).large
    return PublicVote(shown, came if told else None)


def public_matter(matter: Matter, ends: datetime | None, cover: Cover) -> PublicMatter:
    """A matter with people's words covered; its homes are everybody's."""
    shown = replace(
        matter,
        title=cover(matter.title),
        text=cover(matter.text),
        reason=cover(matter.reason),
        done_words=cover(matter.done_words),
        stop_why="",
        revising=None,
    )
    return PublicMatter(shown, None if matter.over else ends)


def is_public(matter: Matter) -> bool:
    """Whether it is everybody's: a small one of some homes is theirs, and its few homes would be read out of it."""
    return matter.full


def is_everybodys(vote: Vote) -> bool:
    """The same of a vote; one that was withdrawn is for nobody to read any more."""
    return "scope" not in vote.terms and vote.state is not VoteState.CANCELLED


def public_issue(issue: Issue, cover: Cover) -> Issue:
    """A report without who reported it, who works on it, or where on the map; of hidden words nothing."""
    return replace(
        issue,
        reporter_id=None,
        reporter=None,
        spot=None,
        text="" if issue.hidden is not None else cover(on_card(issue.text)),
        thing=None,
        holder=None,
        keeper=None,
        filed_by=None,
    )


def solved(issue: Issue) -> bool:
    """Whether it ended by being put right."""
    return issue.state is State.CLOSED


def public_fund(fund: Fund, cover: Cover) -> Fund:
    """An account with the lines two people stand for; of whom the money went to and of an invoice, that there is one.

    The number of an invoice is typed freely: a telephone or a name may stand in its place.
    """
    lines = tuple(
        replace(
            line,
            purpose=cover(on_card(line.purpose)),
            payee=MASK if line.payee else "",
            invoice=MASK if line.invoice else "",
            posted_by=None,
            checked_by=None,
        )
        for line in fund.lines
        if line.stands
    )
    deeds = tuple(_deed(deed, cover) for deed in fund.deeds if deed.agreed and deed.said.kind is not DeedKind.VOID)
    return replace(fund, name=cover(fund.name), holder=cover(fund.holder), tail="", lines=lines, deeds=deeds)


def _deed(deed: Deed, cover: Cover) -> Deed:
    """What two people stood for; what they took back says so, and lines that came by it still do."""
    said = replace(deed.said, words=cover(on_card(deed.said.words)))
    return replace(deed, said=said, voided=cover(on_card(deed.voided)), written_by=None, checked_by=None)


def public_notice(item: Announcement, cover: Cover) -> Announcement:
    """An announcement with people's names and doors covered."""
    return replace(item, text=cover(item.text))


def public_sounding(sounding: Sounding, cover: Cover) -> Sounding:
    """A question to all homes."""
    options = tuple(map(cover, sounding.options))
    return replace(sounding, question=cover(sounding.question), options=options, started_by=None)


def public_poll(poll: Poll, cover: Cover) -> Poll:
    """A poll of a group with what came of it, nobody named."""
    options = tuple(map(cover, poll.options))
    return replace(poll, question=cover(poll.question), options=options, starter_id=0, telegram_poll=None)


def public_day(now: Agenda, cover: Cover) -> Agenda:
    """The next day of a meeting, its topics and promises covered; the minutes stay with those who live there."""
    meeting = replace(now.meeting, spot=cover(now.meeting.spot), minutes="", topics=(), actions=())
    return replace(
        now,
        meeting=meeting,
        late=tuple(_promise(one, cover) for one in now.late),
        going=tuple(_promise(one, cover) for one in now.going),
        topics=tuple(_topic(one, cover) for one in now.topics),
        holds=False,
    )


def _promise(one: MeetingAction, cover: Cover) -> MeetingAction:
    return replace(one, words=cover(one.words), holder=cover(one.holder), done_words="")


def _topic(one: Topic, cover: Cover) -> Topic:
    return replace(one, words=cover(one.words), reason=cover(one.reason))


def by_staff(one: MatterRecord) -> bool:
    """Whether an office put it on record; what a resident wrote when they accepted the work stays among neighbours."""
    return one.need not in FORMS or FORMS[one.need].recorder is Recorder.STAFF


def public_record(one: MatterRecord, cover: Cover) -> MatterRecord:
    """A record without anybody in its words."""
    return replace(one, words=cover(one.words))


def public_answer(one: Cluster, cover: Cover) -> Cluster:
    """What was said alike and its answer, without anybody in their words."""
    return replace(one, title=cover(one.title), reason=cover(one.reason))


def public_task(one: Task, cover: Cover) -> Task:
    """A task without anybody in its words, who answers for it among them."""
    plan = replace(one.plan, what=cover(one.plan.what), holder=cover(one.plan.holder))
    return replace(one, plan=plan, words=cover(one.words), moved=cover(one.moved))


def public_version(one: Version, cover: Cover) -> Version:
    """A version of the text with names and doors covered; its hash is that of the text itself."""
    return replace(one, title=cover(one.title), text=cover(one.text), why=cover(one.why))


def without_debts(words: str) -> str:
    """The words without sentences that say what somebody owes (欠费): whose name is covered is known by their stair."""
    return "".join(_unowed(one) for one in SENTENCE.findall(words))


def _unowed(sentence: str) -> str:
    bare = sentence.rstrip(ENDINGS)
    return MASK + sentence[len(bare) :] if MASK in bare and OWES.search(bare) else sentence


def years_of(moments: Iterable[datetime | None], days: Iterable[date], zone: ZoneInfo) -> tuple[int, ...]:
    """The years of these, the latest first."""
    years = {one.astimezone(zone).year for one in moments if one is not None} | {one.year for one in days}
    return tuple(sorted(years, reverse=True))


def matching(words: str, asked: str) -> bool:
    """Whether everything that was asked for stands there, in whatever order; capitals do not matter."""
    there = words.casefold()
    return all(one in there for one in asked.casefold().split())
