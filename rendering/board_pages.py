"""网上公示栏 in words: each thing as an entry with a head and lines, for whoever opens the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from domain.announcements import Announcement
from domain.board_facts import Asked, BoardFacts, BoardFigures, MatterFile, PublicMatter, PublicVote, StreamHead
from domain.deliberation.answers import Cluster
from domain.deliberation.matters import Version
from domain.deliberation.records import MatterRecord
from domain.deliberation.tasks import Task, TaskState
from domain.fund_deeds import Deed, contracts_since
from domain.fund_rooms import register, room_sum
from domain.fund_statements import flags_of
from domain.funds import Fund, FundLine, figures, running
from domain.issues import Issue
from domain.issues_chain import Link
from domain.meetings import Agenda
from domain.polls import LONGEST_OPTION, Poll
from domain.soundings import Sounding
from domain.vote_effects import card_facts
from domain.voting.turnout import handful
from domain.voting.votes import HASH_SHOWN
from rendering import dates
from rendering.announcements import number
from rendering.deliberation_figures import yuan
from rendering.deliberation_full import nature_line
from rendering.deliberation_lines import decided_lines, heard_line, standing_line
from rendering.fund_deeds import summary
from rendering.fund_rooms import public_row as room_line
from rendering.fund_rooms import summed
from rendering.funds import balance, origin, signed, what_for
from rendering.issues_chain import step_words
from rendering.issues_hiding import public_words
from rendering.issues_ladder import until_words as report_until
from rendering.issues_progress import state_words
from rendering.polls import count_lines, people_lines
from rendering.ratings import public_lines as rating_lines
from rendering.soundings import rate_line, shares
from rendering.texts import Texts
from rendering.voting_notices import counted_as, in_meeting, result_lines, weight_line
from rendering.voting_screens import state_of
from rendering.walls import published_lines

Line = Markup | str


@dataclass(frozen=True)
class Entry:
    """One thing on the page (公示栏一条): a head, lines under it, where it leads; `live` names a line that moves."""

    head: Line
    lines: tuple[Line, ...] = ()
    said: str = ""  # as it was written
    matter: int | None = None  # the page it leads to
    live: str = ""
    moving: Line = ""


@dataclass(frozen=True)
class Hand:
    """What entries are drawn with (写法): the words, the place, the time."""

    texts: Texts
    zone: ZoneInfo
    at: datetime

    def asked(self, found: Asked) -> list[Entry]:
        """What residents are asked, what is binding first."""
        return [*map(self.vote, found.votes), *map(self.matter, found.matters), *map(self.sounding, found.soundings)]

    def vote(self, one: PublicVote) -> Entry:
        """A vote: what it is worth, until when or with which result; how many took part, as far as it may be told."""
        facts = card_facts(one.vote)
        lines: list[Line] = [weight_line(self.texts, facts)]
        if one.out and one.vote.result is not None:
            lines += result_lines(self.texts, facts, one.vote.result)
        elif one.vote.uncounted:
            lines.append(self._until(one))
        return Entry(
            self.texts.say("boards.web.vote", number=one.vote.number, title=one.vote.title),
            (self._state(one), *lines),
            live=f"vote-{one.vote.number}" if one.open else "",
            moving=turnout(self.texts, one.came, facts) if one.open else "",
        )

    def _state(self, one: PublicVote) -> str:
        return self.texts.plain(f"voting.state.{state_of(one.vote)}")

    def _until(self, one: PublicVote) -> str:
        moment = one.vote.closes_at if one.open else one.vote.opens_at
        when = dates.moment(self.texts, moment, self.zone)
        left = dates.left(self.texts, moment, at=self.at, zone=self.zone)
        return self.texts.plain("boards.web.closes" if one.open else "boards.web.opens", when=when, left=left)

    def matter(self, one: PublicMatter) -> Entry:
        """A matter: where it stands, and what was decided."""
        matter = one.matter
        return Entry(
            self.texts.say("boards.web.matter", number=matter.number, title=matter.title),
            (
                standing_line(self.texts, matter, one.ends, at=self.at, zone=self.zone),
                *decided_lines(self.texts, matter.procedure_name, matter.figures),
            ),
            matter=matter.number,
        )

    def sounding(self, one: Sounding) -> Entry:
        """A question to all homes."""
        when = dates.moment(self.texts, one.closes_at, self.zone)
        left = dates.left(self.texts, one.closes_at, at=self.at, zone=self.zone)
        until = self.texts.plain("boards.web.closes", when=when, left=left)
        options = self.texts.plain("refusals.between").join(one.options)
        return Entry(one.question, (options, until, self.texts.say("soundings.asked", homes=one.homes)))

    def answered(self, one: Sounding) -> Entry:
        """What the homes said: every share with its count, of how many; nothing of a handful."""
        told = shares(self.texts, one.ranked, one.answered)
        rate = rate_line(self.texts, one.answered, one.homes)
        few = [self.texts.say("boards.web.handful_homes")] if handful(one.answered) else told
        return Entry(one.question, (*few, rate, self.texts.say("soundings.no_vote")))

    def poll(self, one: Poll) -> Entry:
        """What a group said: every count, of how many people, with the reservations it was counted with."""
        assert one.result is not None, "only what was counted stands there"
        facts = {**one.result, "options": one.options, "several": one.several, "named": one.named}
        few = [self.texts.say("boards.web.handful")]
        told = few if handful(facts["total"]) else count_lines(self.texts, facts, LONGEST_OPTION)
        return Entry(one.question, (*told, *people_lines(self.texts, facts), self.texts.say("polls.label")))

    def said(self, facts: BoardFacts) -> list[Entry]:
        """What came of asking, none of it a vote."""
        return [*map(self.answered, facts.answered), *map(self.poll, facts.polls)]

    def notice(self, one: Announcement) -> Entry:
        """An announcement with its day."""
        assert one.published_at is not None, "it hangs"
        return Entry(number(self.texts, one), (dates.day(self.texts, one.published_at, self.zone),), one.text)

    def report(self, one: Issue) -> Entry:
        """A report as its card says it, where, and how far it is."""
        until = report_until(self.texts, one, self.at, self.zone)
        state = state_words(self.texts, one, self.zone)
        where = (one.spot_words,) if one.spot_words else ()
        return Entry(public_words(self.texts, one), (*where, state, *((until,) if until else ())))

    def account(self, one: Fund, year: int) -> Entry:
        """What an account holds, and what came in and went out in a year; of one that is over, what it held then."""
        own = figures(one.lines, date(year, 1, 1), date(year, 12, 31))
        sums = {"opening": balance(own.opening), "closing": balance(own.closing)}
        moved = {"received": signed_sum(own.received), "spent": signed_sum(own.spent)}
        kind = self.texts.plain(f"funds.kind.{one.kind}")
        now = year == self.at.astimezone(self.zone).year
        return Entry(
            one.name if one.name == kind else self.texts.say("boards.web.account", name=one.name, kind=kind),
            (
                *([self.texts.say("funds.balance", balance=balance(one.balance))] if now else []),
                self.texts.say("boards.web.year_sums", year=year, **sums, **moved),
                self.texts.say("boards.web.held", holder=one.holder),
                *(summary(self.texts, deed) for deed in self._behind(one, year)),
                *(self._rooms(one) if now else []),
            ),
        )

    def _rooms(self, one: Fund) -> list[Markup]:
        """The rooms and grounds its holder keeps today: how many and how large, then each."""
        today, found = self.at.astimezone(self.zone).date(), register(one.deeds)
        if not found:
            return []
        each = [room_line(self.texts, room, today) for room in found]
        return [self.texts.say("funds.rooms.heading"), summed(self.texts, room_sum(found, today)), *each]

    def _behind(self, one: Fund, year: int) -> list[Deed]:
        """As what legal person whoever holds it is registered, and the contracts that ran this year."""
        registered = [one.registration] if one.registration is not None else []
        return [*registered, *contracts_since(one.deeds, date(year, 1, 1))]

    def lines(self, one: Fund) -> list[Entry]:
        """The lines two people stand for, the latest first, each with the balance after it."""
        after = running(one.lines)
        return [self._line(one, line, after[line.number]) for line in reversed(one.lines)]

    def _line(self, one: Fund, line: FundLine, then: int) -> Entry:
        day = self.dated(line.on)
        words = {
            "number": line.number,
            "day": day,
            "amount": Markup('<span class="sum">{}</span>').format(signed(line.amount)),
        }
        notes = [self.texts.say("funds.after", balance=balance(then))]
        if (whence := origin(self.texts, one, line)) is not None:
            notes.append(whence)
        if line.matter_number is not None:
            notes.append(self.texts.say("funds.of_matter", number=line.matter_number))
        if line.counters is not None:
            notes.append(self.texts.say("funds.counters", number=line.counters))
        notes += [self.texts.say("boards.web.payee")] if line.payee else []
        notes.append(self.texts.say("funds.vouchers", n=line.vouchers))
        notes += [self.texts.say(f"funds.flag.{flag}") for flag in flags_of(one, line)]
        head = self.texts.say("boards.web.line", **words, purpose=what_for(self.texts, line))
        return Entry(head, (Markup(" · ").join(notes),))

    def day(self, one: Agenda) -> Entry:
        """The next day of a meeting: when, where, what is on it."""
        when = dates.moment(self.texts, one.meets_at, self.zone)
        closes = dates.until(self.texts, one.closes_at, self.zone)
        open_ = self.at < one.closes_at
        return Entry(
            self.texts.plain(f"meetings.kind.{one.meeting.kind}"),
            (
                self.texts.plain("boards.web.meets", when=when, spot=one.meeting.spot),
                self.texts.say("meetings.closes" if open_ else "meetings.closed", moment=closes),
                *(self.texts.plain("boards.web.topic", words=topic.words) for topic in one.topics),
            ),
        )

    def dated(self, day: date) -> str:
        """A day with its year."""
        return dates.far_day(self.texts, datetime.combine(day, time(), self.zone), self.zone)

    def link(self, one: Link) -> str:
        """One line of the line of time."""
        day = dates.far_day(self.texts, one.at, self.zone)
        return self.texts.plain("issues.chain.line", day=day, what=step_words(self.texts, one))

    def version(self, one: Version) -> Entry:
        """A version of the text, and why it was changed."""
        day = dates.far_day(self.texts, one.at, self.zone)
        why = (self.texts.say("boards.web.changed_why", why=one.why),) if one.why else ()
        return Entry(self.texts.say("boards.web.version", number=one.number, day=day), why, one.text)

    def answer(self, one: Cluster) -> Entry:
        """What was said alike, and what became of it."""
        verdict = self.texts.plain(f"answers.verdict.{one.verdict}")
        said = self.texts.plain("boards.web.said", n=one.opinions)
        return Entry(one.title, (f"{said} · {verdict}",), one.reason)

    def record(self, one: MatterRecord) -> Entry:
        """What an office put on record."""
        name, day = self.texts.plain(f"deliberation.need.{one.need}"), dates.far_day(self.texts, one.at, self.zone)
        sums = () if one.amount is None else (self.texts.plain("boards.web.amount", amount=yuan(one.amount)),)
        return Entry(name, (day, *sums), one.words)

    def task(self, one: Task) -> Entry:
        """What is to be done, by whom, until when, for how much."""
        if one.state is TaskState.OPEN:
            when = self.texts.say("tasks.due", when=dates.calendar_day(self.texts, one.plan.due))
        else:
            when = self.texts.say(f"tasks.state.{one.state}")
        planned = self.texts.plain("boards.web.planned", amount=yuan(one.plan.planned))
        spent = () if one.spent is None else (self.texts.plain("boards.web.spent", amount=yuan(one.spent)),)
        return Entry(
            one.plan.what, (self.texts.say("tasks.holder", holder=one.plan.holder), when, planned, *spent), one.words
        )

    def head(self, found: MatterFile) -> list[Line]:
        """Where a matter stands, whose decision it is, who was heard, what was decided, how the homes found it."""
        matter, texts = found.shown.matter, self.texts
        heard = heard_line(texts, found.heard)
        rating = [] if found.rating is None else rating_lines(texts, found.rating)
        stopped = [texts.say("deliberation.stopped_why", words=matter.reason)] if matter.reason else []
        return [
            standing_line(texts, matter, found.shown.ends, at=self.at, zone=self.zone),
            nature_line(texts, matter),
            *([heard] if heard else []),
            *decided_lines(texts, matter.procedure_name, matter.figures),
            *stopped,
            *rating,
        ]

    def published(self, found: MatterFile) -> list[Markup]:
        """Where what was said of it publicly arrived, and when."""
        return published_lines(self.texts, found.published, self.zone)

    def hash(self, found: MatterFile) -> Markup:
        """By what the text and the journal can be compared."""
        seq, head = found.head
        return self.texts.say("boards.web.hash", hash=found.shown.matter.text_hash[:HASH_SHOWN], n=seq, head=head)


def turnout(texts: Texts, came: int | None, facts: dict[str, Any]) -> str:
    """已参加 431/678 人; that it is not told yet."""
    if came is None:
        return texts.plain("boards.web.few")
    what = "meeting" if in_meeting(facts) else counted_as(facts)
    return texts.plain(f"voting.turnout_{what}", came=came, of=facts["heads"])


def stream_line(texts: Texts, one: StreamHead) -> str:
    """第3号议题：第 12 笔，0f3a…"""
    named = {
        "matter": texts.plain("boards.web.stream_matter", number=one.called),
        "vote": texts.plain("boards.web.stream_vote", number=one.called),
        "board": texts.plain("boards.web.stream_board"),
    }
    return texts.plain("boards.web.journal_line", what=named.get(one.kind, one.called), n=one.seq, hash=one.hash)


def signed_sum(cents: int) -> str:
    """A sum of a stretch of days, below zero only where more was taken back."""
    return yuan(cents) if cents >= 0 else signed(cents)


def counts(texts: Texts, found: BoardFigures) -> str:
    """在办 12 件，最近 30 天办结 5 件."""
    return texts.plain("boards.web.counts", open=found.open, solved=found.solved)


def live(texts: Texts, facts: BoardFacts) -> dict[str, str]:
    """The lines that move, by their names on the page."""
    moving = {"reports": counts(texts, facts.figures)}
    for one in facts.votes:
        if one.open:
            moving[f"vote-{one.vote.number}"] = turnout(texts, one.came, card_facts(one.vote))
    return moving


def words_of(entry: Entry) -> str:
    """Everything an entry says, to be searched."""
    return "\n".join([plain(entry.head), *map(plain, entry.lines), entry.said])


def plain(line: Line) -> str:
    """A line without markup."""
    return line.striptags() if isinstance(line, Markup) else line
