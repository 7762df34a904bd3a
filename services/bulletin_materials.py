"""What a paper for the wall is made from (文书的材料), read for whoever may print it; or why it is not printed."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from domain.bulletins import (
    GUARDED_BY,
    ElectionMaterial,
    FundMaterial,
    MatterMaterial,
    MeetingMaterial,
    PaperKind,
    PaperMaterial,
    PaperOf,
    PaperPhoto,
    PaperWish,
    RollLine,
    VoteMaterial,
    papers_of,
    quarter,
    spending,
    vote_papers_of,
    year_of,
    year_report,
)
from domain.deliberation.bundles import PhotoOf
from domain.deliberation.matters import Matter
from domain.deliberation.stages import ends
from domain.deliberation.tasks import TaskPhoto
from domain.fund_statements import statement, statement_of
from domain.funds import Fund
from domain.issues_statistics import figures
from domain.meetings import agenda
from domain.outcomes import Reason, Refusal
from domain.paper_days import PaperSpan, paper_span
from domain.permissions import permit
from domain.registry import Actor, Place
from domain.voting.votes import Vote
from services.dossiers import calendar_of, dossier_of
from services.issues_months import accounts
from storage.transaction import Transaction

NO_PAPER = Refusal(Reason.NOT_FOUND, {"what": "bulletin_paper"})
NOT_NOW = Refusal(Reason.WRONG_STATE, {"what": "bulletin_paper"})
PHOTOS_EACH, MOST_BACK = 2, 8
"""Photos on paper, of each kind the newest; quarters or years before this one."""

Found = PaperMaterial | Refusal


async def material_of(transaction: Transaction, actor: Actor, wish: PaperWish, at: datetime) -> Found:
    """A paper for whoever may print it, as it stands now."""
    if not 0 <= wish.back <= MOST_BACK:
        return NO_PAPER
    return await READS[wish.about](transaction, actor, wish, at)


async def _matter(transaction: Transaction, actor: Actor, wish: PaperWish, at: datetime) -> Found:
    matter = await transaction.deliberation.find(wish.of)
    if matter is None:
        return NO_PAPER
    if (refusal := permit(actor, matter.procedure.run_by, matter.place)) is not None:
        return refusal
    if wish.kind not in papers_of(matter):
        return NOT_NOW
    dossier = await dossier_of(transaction, matter)
    over = ends(matter.procedure, dossier, await calendar_of(transaction, matter.place.compound_id, at))
    spent = spending(
        await transaction.matter_records.of(matter.id),
        await transaction.tasks.of_matter(matter.id, matter.round),
        matter.round,
    )
    photos_too = wish.kind is PaperKind.PROGRESS  # and it is another paper each day
    photos = await _photos(transaction, matter, [task.id for task in spent.tasks]) if photos_too else ()
    least = matter.procedure.step(matter.stage).least
    return PaperMaterial(
        wish,
        matter.place,
        matter.title,
        _subject(wish, matter.round, matter.version, *([_today(transaction, at)] if photos_too else [])),
        matter.subject,
        MatterMaterial(matter, over, spent, photos),
        paper_span(dossier.since, over, transaction.zone),
        least,
    )


def _today(transaction: Transaction, at: datetime) -> date:
    return at.astimezone(transaction.zone).date()


def _subject(wish: PaperWish, *which: object) -> str:
    """result:vote:3."""
    return ":".join(map(str, (wish.kind, wish.about, wish.of, *which)))


async def _photos(transaction: Transaction, matter: Matter, task_ids: Sequence[int]) -> tuple[PaperPhoto, ...]:
    """What neighbours are shown of the work, the newest of each kind that are kept."""
    sources = {
        PhotoOf.BEFORE: [f"task_{TaskPhoto.BEFORE}:{number}" for number in task_ids],
        PhotoOf.AFTER: [f"task_{TaskPhoto.AFTER}:{number}" for number in task_ids],
        PhotoOf.WORK: [matter.subject],
    }
    found: list[PaperPhoto] = []
    for shows, subjects in sources.items():
        rows = [row for subject in subjects for row in await transaction.attachments.of(subject)]
        kept = sorted(row.id for row in rows if row.state == "stored")[-PHOTOS_EACH:]
        found += [PaperPhoto(shows, await transaction.attachments.content(number, transaction.keys)) for number in kept]
    return tuple(found)


async def _vote(transaction: Transaction, actor: Actor, wish: PaperWish, at: datetime) -> Found:
    vote = await transaction.voting.find(wish.of)
    if vote is None:
        return NO_PAPER
    if (refusal := permit(actor, GUARDED_BY[PaperOf.VOTE], vote.place)) is not None:
        return refusal
    if wish.kind not in vote_papers_of(vote):
        return NOT_NOW
    return PaperMaterial(
        wish,
        vote.place,
        vote.title,
        _subject(wish),
        vote.subject,
        VoteMaterial(
            vote,
            await _roll(transaction, vote) if wish.kind is PaperKind.ROLL else (),
            await transaction.vote_meetings.members(vote.id) if wish.kind is PaperKind.ATTENDANCE else (),
        ),
        await _hangs(transaction, vote, wish.kind),
    )


async def _hangs(transaction: Transaction, vote: Vote, kind: PaperKind) -> PaperSpan | None:
    """The roll until the vote opens; the result from its publication until nobody can object any more."""
    if kind is PaperKind.ROLL:
        return paper_span(vote.posted_at, vote.opens_at, transaction.zone)
    if kind is not PaperKind.RESULT:
        return None
    return paper_span(
        await transaction.journal.when(vote.subject, "published"), vote.objections_until, transaction.zone
    )


async def _roll(transaction: Transaction, vote: Vote) -> tuple[RollLine, ...]:
    """By homes: in the order of the roll a line would tell whose number on it is whose."""
    areas = await transaction.vote_papers.areas(vote.id)
    homes = await transaction.vote_doors.home_names(list(areas))
    lines = [RollLine(homes.get(head, ()), area) for head, area in areas.items()]
    return tuple(sorted(lines, key=lambda line: [_natural(home) for home in line.homes]))


def _natural(name: str) -> list[tuple[int, str]]:
    """10号楼 after 9号楼."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", name) if part]


async def _election(transaction: Transaction, actor: Actor, wish: PaperWish, at: datetime) -> Found:
    election = await transaction.elections.find(wish.of)
    if election is None:
        return NO_PAPER
    if (refusal := permit(actor, GUARDED_BY[PaperOf.ELECTION], election.place)) is not None:
        return refusal
    members = tuple(await transaction.elections.noticed(election.id, transaction.zone))
    if election.notice_until is None or not members:
        return NOT_NOW
    span = paper_span(election.noticed_at, election.notice_until, transaction.zone)
    assert span is not None, "there is a notice"
    made_from = ElectionMaterial(election, members)
    return PaperMaterial(wish, election.place, "", _subject(wish, span.last), election.subject, made_from, span)


async def _fund(transaction: Transaction, actor: Actor, wish: PaperWish, at: datetime) -> Found:
    fund = await transaction.funds.find(wish.of)
    if fund is None:
        return NO_PAPER
    if (refusal := permit(actor, GUARDED_BY[PaperOf.FUND], fund.place)) is not None:
        return refusal
    days = quarter(_today(transaction, at), wish.back)
    told = statement(fund, *days)
    subject = _subject(wish, *days, _standing([fund], days[1]), told.waiting)
    return PaperMaterial(wish, fund.place, fund.name, subject, fund.subject, FundMaterial(told))


async def _period(transaction: Transaction, actor: Actor, wish: PaperWish, at: datetime) -> Found:
    """As two people signed it, however much came later; days that were opened again have no paper."""
    fund = await transaction.funds.find(await transaction.fund_periods.fund_of(wish.of))
    if fund is None:
        return NO_PAPER
    if (refusal := permit(actor, GUARDED_BY[PaperOf.PERIOD], fund.place)) is not None:
        return refusal
    period = next(one for one in await transaction.fund_periods.of(fund.id) if one.id == wish.of)
    if not period.holds or period.facts is None:
        return NOT_NOW
    made_from = FundMaterial(statement_of(period.facts))
    return PaperMaterial(wish, fund.place, fund.name, _subject(wish), fund.subject, made_from)


def _standing(funds: Sequence[Fund], until: date) -> int:
    """How many lines the sums are made of: a line that came late makes another paper, with a number of its own."""
    return sum(line.stands and line.on <= until for fund in funds for line in fund.lines)


async def _meeting(transaction: Transaction, actor: Actor, wish: PaperWish, at: datetime) -> Found:
    meeting = await transaction.meetings.find(wish.of)
    if meeting is None:
        return NO_PAPER
    if (refusal := permit(actor, GUARDED_BY[PaperOf.MEETING], meeting.place)) is not None:
        return refusal
    if wish.kind is PaperKind.MINUTES and not meeting.held:
        return NOT_NOW
    now = agenda(meeting, meeting.next_day, transaction.zone)
    made_from = MeetingMaterial(meeting, now)
    return PaperMaterial(wish, meeting.place, meeting.spot, _subject(wish, now.day), meeting.subject, made_from)


async def _year(transaction: Transaction, actor: Actor, wish: PaperWish, at: datetime) -> Found:
    place = Place(wish.of)
    if (refusal := permit(actor, GUARDED_BY[PaperOf.COMPOUND], place)) is not None:
        return refusal
    days = year_of(_today(transaction, at), wish.back)
    since, until = (
        datetime.combine(day, time(), tzinfo=transaction.zone) for day in (days[0], days[1] + timedelta(days=1))
    )
    counted = figures(await accounts(transaction, [wish.of], since), since, until, transaction.zone)
    funds = await transaction.funds.inside([wish.of])
    made_from = year_report(
        days,
        await transaction.deliberation.of_compound(wish.of),
        await transaction.voting.of_compound(wish.of),
        funds,
        (counted.came, len(counted.closed), counted.open),
        transaction.zone,
    )
    subject = _subject(wish, days[1], *made_from.counts, _standing(funds, days[1]))
    return PaperMaterial(wish, place, "", subject, f"compound:{wish.of}", made_from)


READS: Mapping[PaperOf, Callable[[Transaction, Actor, PaperWish, datetime], Awaitable[Found]]] = {
    PaperOf.MATTER: _matter,
    PaperOf.VOTE: _vote,
    PaperOf.ELECTION: _election,
    PaperOf.FUND: _fund,
    PaperOf.PERIOD: _period,
    PaperOf.MEETING: _meeting,
    PaperOf.COMPOUND: _year,
}
"""How each is read."""
