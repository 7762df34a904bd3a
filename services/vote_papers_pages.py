"""Pages of paper ballots (纸票页): how many there are, what waits for whom, one beside its photo, sheets to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.outcomes import Refusal
from domain.permissions import Act, permit
from domain.registry import Actor
from domain.voting.doors import open_refusal
from domain.voting.doubts import look_refusal
from domain.voting.papers import Paper, PaperCount, PaperState, confirming_refusal
from domain.voting.votes import Vote
from services.vote_papers import NO_PAPER, NO_VOTE, Held, held_now
from storage.database import Database
from storage.transaction import Transaction


@dataclass(frozen=True)
class PaperPage:
    """The paper ballots of a vote as one person who enters them sees them (纸票页)."""

    vote: Vote
    count: PaperCount
    to_check: tuple[Paper, ...]  # entered by others, in homes they serve


@dataclass(frozen=True)
class PaperBeside:
    """One paper beside its photo (对着照片的纸票), and whom whoever looks is looking at."""

    held: Held
    photo: bytes
    people: tuple[int, ...]


@dataclass(frozen=True)
class PaperSheet:
    """A sheet to be printed (要印的纸票): its number, its homes, its area in 0.01 ㎡."""

    paper: Paper
    homes: tuple[str, ...]
    area: int


async def papers_page(database: Database, *, actor: Actor, vote_id: int, at: datetime) -> PaperPage | Refusal:
    """How many there are, and which wait for this person."""
    async with database.reading() as transaction:
        vote = await transaction.voting.find(vote_id)
        if vote is None:
            return NO_VOTE
        if (refusal := open_refusal(vote, at)) is not None:
            return refusal
        entered = await transaction.vote_papers.in_state(vote_id, PaperState.ENTERED)
        others = [await held_now(transaction, vote, paper) for paper in entered if paper.entered_by != actor.person_id]
        mine = tuple(one.paper for one in others if one.permit(actor) is None)
        return PaperPage(vote, await transaction.vote_papers.count(vote_id), mine)


async def numbered_paper(database: Database, *, actor: Actor, vote_id: int, serial: int) -> Held | Refusal:
    """The sheet with this number, if they serve one of its homes."""
    async with database.reading() as transaction:
        vote, paper = (
            await transaction.voting.find(vote_id),
            await transaction.vote_papers.numbered(vote_id, serial),
        )
        if vote is None or paper is None:
            return NO_PAPER
        found = await held_now(transaction, vote, paper)
        return found.permit(actor) or found


async def paper_by_id(database: Database, *, actor: Actor, paper_id: int) -> Held | None:
    """A sheet that is being entered, if they serve one of its homes."""
    async with database.reading() as transaction:
        paper = await transaction.vote_papers.find(paper_id)
        vote = None if paper is None else await transaction.voting.find(paper.vote_id)
        if paper is None or vote is None:
            return None
        found = await held_now(transaction, vote, paper)
        return found if found.permit(actor) is None else None


async def paper_to_check(database: Database, *, actor: Actor, paper_id: int, at: datetime) -> PaperBeside | Refusal:
    """One paper beside its photo, for whoever may confirm it."""
    async with database.reading() as transaction:
        paper = await transaction.vote_papers.find(paper_id)
        vote = None if paper is None else await transaction.voting.find(paper.vote_id)
        if paper is None or vote is None:
            return NO_PAPER
        found = await held_now(transaction, vote, paper)
        photo = await _photo(transaction, paper)
        by = actor.person_id or 0
        refusal = found.permit(actor) or confirming_refusal(vote, paper, by, kept=photo is not None, at=at)
        if refusal is not None or photo is None:
            return refusal or NO_PAPER
        return await _beside(transaction, found, photo, at)


async def paper_to_look_at(
    database: Database, *, actor: Actor, vote_id: int, serial: int, at: datetime
) -> PaperBeside | Refusal:
    """One that a home disowned after the close, beside its photo, for whoever may look into it."""
    async with database.reading() as transaction:
        vote, paper = (
            await transaction.voting.find(vote_id),
            await transaction.vote_papers.numbered(vote_id, serial),
        )
        if vote is None or paper is None or paper.state is not PaperState.DISPUTED:
            return NO_PAPER
        doubt, by = await transaction.vote_doubts.last(vote_id), actor.person_id or 0
        stands = await transaction.elections.stands(vote_id, by)
        refusal = permit(actor, Act.START_VOTE, vote.place) or look_refusal(vote, doubt, by, stands=stands)
        photo = await _photo(transaction, paper)
        if refusal is not None or photo is None:
            return refusal or NO_PAPER
        return await _beside(transaction, await held_now(transaction, vote, paper), photo, at)


async def _photo(transaction: Transaction, paper: Paper) -> bytes | None:
    """Its latest photo; None while that is not here."""
    files = await transaction.attachments.of(paper.subject)
    return await transaction.attachments.content(files[-1].id, transaction.keys) if files else None


async def _beside(transaction: Transaction, found: Held, photo: bytes, at: datetime) -> PaperBeside:
    people = (await transaction.vote_doors.people_of([found.paper.head_id], at)).get(found.paper.head_id, [])
    return PaperBeside(found, photo, tuple(person for person, _ in people))


async def sheets(database: Database, *, vote_id: int, unit_ids: Sequence[int], at: datetime) -> list[PaperSheet]:
    """The sheets of these homes that can still be filled in, each head once, in the order of the homes."""
    async with database.reading() as transaction:
        homes = await transaction.vote_doors.standings(vote_id, at)
        live = await transaction.vote_papers.live(vote_id)
        areas = await transaction.vote_papers.areas(vote_id)
        heads = dict.fromkeys(homes[number].head_id for number in unit_ids if number in homes)
        found = []
        for head in heads:
            paper = live.get(head)
            if paper is not None and paper.state is PaperState.ISSUED:
                units = [await transaction.units.unit(number) for number in await transaction.vote_doors.units_of(head)]
                found.append(PaperSheet(paper, tuple(unit.name for unit in units if unit is not None), areas[head]))
        return found
