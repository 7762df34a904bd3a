"""What anybody reads on 网上公示栏: read from every room, covered, and only where the board is up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.announcements import Announcement, AnnouncementState, stands
from domain.board_facts import (
    RESULT_OUT,
    SHORT_HASH,
    BoardFacts,
    Cover,
    DayHeads,
    MatterFile,
    PublicMatter,
    PublicVote,
    StreamHead,
    Window,
    by_staff,
    is_everybodys,
    is_public,
    public_answer,
    public_day,
    public_fund,
    public_issue,
    public_matter,
    public_notice,
    public_poll,
    public_record,
    public_sounding,
    public_task,
    public_version,
    public_vote,
    solved,
    years_of,
)
from domain.boards import Board, read_code
from domain.deliberation.bundles import votes_called
from domain.deliberation.matters import Matter, Version
from domain.deliberation.opinions import heard
from domain.deliberation.ratings import RatingCount, rating_count
from domain.deliberation.stages import Dossier, ends
from domain.fund_deeds import stood_within
from domain.funds import Fund
from domain.issues import Issue
from domain.issues_chain import in_order, of_matter, of_vote
from domain.journal import digest
from domain.meetings import Agenda, agenda
from domain.soundings import Sounding, SoundingState
from domain.voting.votes import Vote, VoteState
from domain.walls import nowhere_named
from services.board_covers import Covers
from services.dossiers import calendar_of, counts_since
from services.issues_clocks import clocked
from services.issues_notices import carded, with_kinds
from services.walls import published_of
from storage.database import Database
from storage.transaction import Transaction

MOST_NOTICES, MOST_SOUNDINGS, MOST_SOLVED, MOST_SEARCHED = 500, 200, 500, 5000


@dataclass(frozen=True)
class Scope:
    """What is read of a board (读哪些): what is over as far as it is of the window, and whether what is open."""

    window: Window
    open: bool  # which belongs to no year
    hanging: bool  # of notices those that stand now
    solved: int = MOST_SOLVED


class BoardReader:
    """Reads boards for one process (公示栏读者); the veils of compounds are kept between two pages."""

    def __init__(self, database: Database, covers: Covers) -> None:
        self._database, self._covers = database, covers

    async def board(self, code: str, at: datetime, year: int | None = None) -> BoardFacts | None:
        """Everything that stands there now, or stood in a year; None where no board is up under this code."""
        async with self._database.reading() as transaction:
            found = await _found(transaction, code)
            if found is None:
                return None
            now = year is None
            window = Window.lately(at) if year is None else Window.year(year, transaction.zone)
            cover = await self._covers.of(transaction, found.compound_id, at)
            return await _facts(transaction, found, Scope(window, open=now, hanging=now), cover, at)

    async def everything(self, code: str, at: datetime) -> BoardFacts | None:
        """All that stands there and ever stood there, read once, to be searched."""
        async with self._database.reading() as transaction:
            found = await _found(transaction, code)
            if found is None:
                return None
            cover = await self._covers.of(transaction, found.compound_id, at)
            scope = Scope(Window.ever(), open=True, hanging=False, solved=MOST_SEARCHED)
            return await _facts(transaction, found, scope, cover, at)

    async def matter(self, code: str, number: int, at: datetime) -> MatterFile | None:
        """One matter of everybody's, by its number there."""
        async with self._database.reading() as transaction:
            found = await _found(transaction, code)
            matter = None if found is None else await transaction.deliberation.numbered(found.compound_id, number)
            if found is None or matter is None or not is_public(matter):
                return None
            cover = await self._covers.of(transaction, found.compound_id, at)
            return await _file(transaction, found, matter, cover, at)

    async def heads(self, code: str, day: date, at: datetime) -> DayHeads | None:
        """How far the journals of everybody's matters, votes and accounts were when the day ended."""
        async with self._database.reading() as transaction:
            found = await _found(transaction, code)
            if found is None:
                return None
            over = datetime.combine(day + timedelta(days=1), time(), tzinfo=transaction.zone)
            cover = await self._covers.of(transaction, found.compound_id, at)
            called = await _streams(transaction, found, over, cover)
            entries = await transaction.boards.heads(list(called), over)
            heads = tuple(
                StreamHead(one.stream, called[one.stream], one.seq, digest(one)[:SHORT_HASH]) for one in entries
            )
            return DayHeads(found, await _words(transaction, found), day, heads)


async def _found(transaction: Transaction, code: str) -> Board | None:
    known = read_code(code)
    return None if known is None else await transaction.boards.by_code(known)


def _within(fund: Fund, window: Window, at: datetime, zone: ZoneInfo) -> Fund:
    """An account with what stands behind it, of a time that is over with what stood behind it then."""
    if window.until > at:
        return fund
    since, last = window.since.astimezone(zone).date(), window.until.astimezone(zone).date() - timedelta(days=1)
    return replace(fund, deeds=stood_within(fund.deeds, since, last, zone))


async def _words(transaction: Transaction, board: Board) -> dict[str, str]:
    return dict((await transaction.profiles.of_compound(board.compound_id)).words)


async def _facts(transaction: Transaction, board: Board, scope: Scope, cover: Cover, at: datetime) -> BoardFacts:
    compound, window = board.compound_id, scope.window
    matters = [one for one in await transaction.deliberation.of_compound(compound) if is_public(one)]
    votes = [one for one in await transaction.voting.of_compound(compound) if is_everybodys(one)]
    elected = await transaction.boards.elected(compound)
    votes = [one for one in votes if one.id not in elected]
    notices = await _notices(transaction, compound, scope, at)
    soundings = await _soundings(transaction, compound, cover)
    counted = await transaction.polls.counted(compound, MOST_SOUNDINGS)
    polls = [public_poll(one, cover) for one in counted if board.shows(one.place, one.created_at)]
    answered = [one for one in soundings if one.state is SoundingState.CLOSED]
    accounts = [_within(one, window, at, transaction.zone) for one in await transaction.funds.inside([compound])]
    funds = tuple(public_fund(one, cover) for one in accounts)
    moments = [
        *(one.since for one in matters if one.over),
        *(one.closes_at for one in votes if one.state in RESULT_OUT),
        *(one.closes_at for one in answered),
        *(one.closed_at for one in polls),
        *await transaction.boards.firsts(compound, transaction.zone),
    ]
    return BoardFacts(
        board,
        await _words(transaction, board),
        window,
        matters=tuple([await _matter(transaction, one, cover, at) for one in matters]),
        votes=tuple([await _vote(transaction, one, cover) for one in votes]),
        soundings=tuple(one for one in soundings if one.state is SoundingState.OPEN) if scope.open else (),
        notices=tuple(public_notice(one, cover) for one in notices),
        funds=funds,
        reports=await _open(transaction, compound, cover) if scope.open else (),
        solved=await _solved(transaction, compound, scope, cover),
        days=await _days(transaction, compound, cover) if scope.open else (),
        answered=tuple(one for one in answered if window.has(one.closes_at)),
        polls=tuple(one for one in polls if window.has(one.closed_at)),
        years=years_of([*moments, at], [line.on for one in funds for line in one.lines], transaction.zone),
    )


async def _notices(transaction: Transaction, compound: int, scope: Scope, at: datetime) -> list[Announcement]:
    """Those that stand now, or came out within the window."""
    if not scope.hanging:
        window = scope.window
        return await transaction.announcements.published_in(compound, window.since, window.until, MOST_SEARCHED)
    published = await transaction.announcements.latest(
        compounds=[compound], author_id=0, states=[AnnouncementState.PUBLISHED], most=MOST_NOTICES
    )
    return [one for one in published if stands(one, one.place, at=at)]


async def _matter(transaction: Transaction, matter: Matter, cover: Cover, at: datetime) -> PublicMatter:
    if matter.over:
        return public_matter(matter, None, cover)
    calendar = await calendar_of(transaction, matter.place.compound_id, at)
    dossier = Dossier(matter.stage, await counts_since(transaction, matter))
    return public_matter(matter, ends(matter.procedure, dossier, calendar), cover)


async def _vote(transaction: Transaction, vote: Vote, cover: Cover) -> PublicVote:
    came = (await transaction.voting.turnout(vote))[0] if vote.state is VoteState.OPEN else 0
    return public_vote(vote, came, cover)


async def _soundings(transaction: Transaction, compound: int, cover: Cover) -> list[Sounding]:
    """Questions to all homes, the latest first."""
    return [public_sounding(one, cover) for one in await transaction.soundings.inside([compound], MOST_SOUNDINGS)]


async def _open(transaction: Transaction, compound: int, cover: Cover) -> tuple[Issue, ...]:
    """What everybody may know of, the oldest first."""
    found = await carded(transaction, compound, await transaction.issues.open([compound]))
    whole = await clocked(transaction, await with_kinds(transaction, found))
    return tuple(public_issue(one, cover) for one in whole)


async def _solved(transaction: Transaction, compound: int, scope: Scope, cover: Cover) -> tuple[Issue, ...]:
    """What was put right, the latest first."""
    found = await transaction.issues.ended_since([compound], scope.window.since)
    closed = [one for one in found if solved(one) and scope.window.has(one.changed_at)][: scope.solved]
    whole = await with_kinds(transaction, await carded(transaction, compound, closed))
    return tuple(public_issue(one, cover) for one in whole)


async def _days(transaction: Transaction, compound: int, cover: Cover) -> tuple[Agenda, ...]:
    found = await transaction.meetings.inside([compound])
    return tuple(public_day(agenda(one, one.next_day, transaction.zone), cover) for one in found)


async def _file(transaction: Transaction, board: Board, matter: Matter, cover: Cover, at: datetime) -> MatterFile:
    journal = await transaction.journal.read(matter.subject)
    links, votes = of_matter(matter.number, journal), []
    hung = (await published_of(transaction, "matter", matter.id))[1]
    for number in votes_called(journal):
        if (vote := await transaction.voting.find(number)) is not None and is_everybodys(vote):
            links += of_vote(vote.number, await transaction.journal.read(vote.subject))
            votes.append(await _vote(transaction, vote, cover))
            hung += (await published_of(transaction, "vote", vote.id))[1]
    versions: Sequence[Version] = await transaction.matter_records.versions(matter.id)
    only = Version(matter.version, matter.title, matter.text, "", matter.started_at)
    return MatterFile(
        board,
        await _words(transaction, board),
        await _matter(transaction, matter, cover, at),
        heard(await transaction.deliberation.opinions(matter.id, None)),
        in_order(links),
        tuple(public_version(one, cover) for one in versions or [only]),
        tuple(public_answer(one, cover) for one in await transaction.answers.clusters(matter.id) if one.verdict),
        tuple(public_record(one, cover) for one in await transaction.matter_records.of(matter.id) if by_staff(one)),
        tuple(public_task(one, cover) for one in await transaction.tasks.of_matter(matter.id, matter.round)),
        tuple(votes),
        await _rating(transaction, matter),
        (journal[-1].seq, digest(journal[-1])[:SHORT_HASH]) if journal else (0, ""),
        tuple(nowhere_named(hung)),
    )


async def _rating(transaction: Transaction, matter: Matter) -> RatingCount | None:
    """What the homes said the last time they were asked, once nobody is asked any more."""
    since = await transaction.ratings.last_asked(matter.id) if matter.over else None
    if since is None:
        return None
    return rating_count(await transaction.ratings.given(matter.id, since), len(matter.homes.ids))


async def _streams(transaction: Transaction, board: Board, over: datetime, cover: Cover) -> dict[str, str]:
    """The journals of what stands there, and what each is called there.

    Of votes those alone whose result was out by then: each ballot is an entry, and so each receipt's moment.
    """
    compound = board.compound_id
    matters = [one for one in await transaction.deliberation.of_compound(compound) if is_public(one)]
    elected = await transaction.boards.elected(compound)
    votes = [one for one in await transaction.voting.of_compound(compound) if is_everybodys(one)]
    told = [one for one in votes if one.id not in elected and one.state in RESULT_OUT and one.closes_at < over]
    funds = [public_fund(one, cover) for one in await transaction.funds.inside([compound])]
    return {
        board.subject: "",
        **{one.subject: str(one.number) for one in matters},
        **{one.subject: str(one.number) for one in told},
        **{one.subject: one.name for one in funds},
    }
