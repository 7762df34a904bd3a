"""Counting a vote (计票), whoever closes it: the clock, or who chairs the meeting; and who hears of a vote."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from domain.outcomes import Facts
from domain.registry import RoleKind
from domain.vote_effects import deemed_facts, result_facts, sealed
from domain.vote_paper_effects import papers_lapsed
from domain.voting.counting import count_vote, deem_vote
from domain.voting.doubts import Doubt
from domain.voting.marking import MarkedBallot
from domain.voting.marks import write_marks
from domain.voting.papers import Paper, PaperState
from domain.voting.receipts import receipt_of
from domain.voting.rolls import Roll
from domain.voting.votes import Vote
from services.readers import first_chats
from storage.effects import apply
from storage.transaction import Transaction

CONFIRMERS = ((RoleKind.SCRUTINEER,), (RoleKind.COMMITTEE,), (RoleKind.OPERATOR,))
"""Who is asked to confirm a result: the first rank that somebody holds."""

LOOKERS = ((RoleKind.COMMITTEE,), (RoleKind.OPERATOR,))
"""Who is asked to look into a doubt about it: the committee, or those who can ask somebody into it."""


async def into_box(
    transaction: Transaction, vote: Vote, paper: Paper, *, by: int, more: Facts, at: datetime
) -> dict[str, Any]:
    """What two people have seen on a sheet, or of a hand, is a ballot like any other; its receipt."""
    assert paper.marks is not None, "it was entered"
    seq = await transaction.vote_papers.next_seq(paper.head_id)
    body = {"slot": paper.slot, "seq": seq, "entered_by": paper.entered_by, "confirmed_by": by, **more}
    hash = await transaction.journal.append(vote.subject, "ballot", body, {"choice": write_marks(paper.marks)}, at)
    code = receipt_of(hash)
    await transaction.vote_papers.confirm(paper, by=by, seq=seq, receipt=code, at=at)
    return {"slot": paper.slot, "seq": seq, "code": code}


async def seal(transaction: Transaction, vote: Vote, at: datetime) -> None:
    """Counted once, on the frozen roll; nobody reads it yet."""
    roll, cast = await transaction.ballots.roll(vote.id), await transaction.ballots.cast(vote.id)
    found = count_vote(vote, roll, cast, present=await transaction.vote_meetings.present(vote.id))
    strict = {**result_facts(found), **await _papers(transaction, vote)}
    result = {**strict, **await _deemed(transaction, vote, roll, cast, strict)}
    await transaction.voting.seal(vote.id, result)
    await transaction.vote_doors.erase_notes(vote.id)
    lapsed = await transaction.vote_papers.in_state(vote.id, PaperState.ENTERED)
    effects = sealed(vote, result, await confirmers(transaction, vote, at), at)
    await apply(transaction, [*papers_lapsed(vote, [paper.serial for paper in lapsed]), *effects], at=at)


async def _deemed(
    transaction: Transaction, vote: Vote, roll: Roll, cast: Sequence[MarkedBallot], strict: Facts
) -> dict[str, Any]:
    """The count with silence, where the vote was posted with a clause about it."""
    records = transaction.vote_deliveries
    found = deem_vote(vote, roll, cast, await records.served(vote.id), await records.urged(vote.id))
    return {} if found is None else {"deemed": deemed_facts(*found, strict)}


async def _papers(transaction: Transaction, vote: Vote) -> dict[str, Any]:
    """What the result says of paper ballots, where there were any; sheets of a meeting are hands."""
    papers = await transaction.vote_papers.count(vote.id)
    return {"papers": papers.record} if papers.returned and not vote.in_meeting else {}


async def note_disowned(transaction: Transaction, vote: Vote) -> None:
    """With the result it is published how many homes said after the close that a paper is not theirs."""
    assert vote.result is not None, "it is counted"
    papers = await _papers(transaction, vote)
    if papers.get("papers", vote.result.get("papers")) != vote.result.get("papers"):
        await transaction.voting.amend(vote.id, {**vote.result, **papers})


async def confirmers(transaction: Transaction, vote: Vote, at: datetime) -> list[int]:
    """Private chats of those who may confirm; never who started the vote, stands in it, or has looked into a doubt."""
    doubt = await transaction.vote_doubts.last(vote.id)
    apart = [vote.started_by, *await transaction.elections.standing(vote.id), *([doubt.looked] if doubt else [])]
    return [chat.id for chat in await first_chats(transaction, vote.place, at, CONFIRMERS, apart=apart)]


async def lookers(transaction: Transaction, vote: Vote, doubt: Doubt, at: datetime) -> list[int]:
    """Private chats of those who are to look into a doubt; never who raised it, had a hand in it, or stands."""
    apart = [doubt.by, *doubt.hands, *await transaction.elections.standing(vote.id)]
    return [chat.id for chat in await first_chats(transaction, vote.place, at, LOOKERS, apart=apart)]
