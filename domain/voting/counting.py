"""Counting (计票): a vote's ballots by the rule and the kind of ballot that it was posted with."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from domain.voting.ballots import Ballot, Choice, count
from domain.voting.deemed import Deeming, deem
from domain.voting.deliveries import deeming_of
from domain.voting.kinds import Selection, decide
from domain.voting.marking import MarkedBallot, count_marks
from domain.voting.marks import Marks
from domain.voting.rolls import Roll
from domain.voting.rules import RULES
from domain.voting.tally import Tally, tally
from domain.voting.votes import Vote


def count_vote(
    vote: Vote, roll: Roll, cast: Sequence[MarkedBallot], *, present: Collection[str] = ()
) -> Tally | Selection:
    """What came of it. `present`: the heads that signed in, where the rule counts those present.

    Of a residents' meeting who votes is there, in the room, on paper or on the phone (户代表参加).
    """
    rule, question = RULES[vote.rule], vote.question
    heard = as_cast(vote, cast)
    present = present if vote.in_meeting else {ballot.head for ballot in heard}
    if question.yes_no:
        return tally(roll, [plain(ballot) for ballot in heard], rule, present=present)
    return decide(question.kind, question.paper, roll, heard, rule, present=present)


def counted_marks(vote: Vote, roll: Roll, cast: Sequence[MarkedBallot]) -> Mapping[str, Marks]:
    """What each head is counted with: who votes by name is read with that and nothing else."""
    marks, _ = count_marks(roll, as_cast(vote, cast))
    return marks


def as_cast(vote: Vote, cast: Sequence[MarkedBallot]) -> list[MarkedBallot]:
    """A hand of a meeting is no witnessed paper: whatever comes later stands."""
    return [replace(ballot, paper=ballot.paper and not vote.in_meeting) for ballot in cast]


def deem_vote(
    vote: Vote, roll: Roll, cast: Sequence[MarkedBallot], delivered: Collection[str], urged: Collection[str]
) -> tuple[Deeming, Tally | None] | None:
    """What comes of it with silence counted, beside the strict result; None where nothing was agreed about silence."""
    deeming = deeming_of(vote, delivered, urged)
    if deeming is None:
        return None
    return deeming, deem(roll, count(roll, [plain(ballot) for ballot in cast]), RULES[vote.rule], deeming)


def plain(ballot: MarkedBallot) -> Ballot:
    """A ballot that says yes, no or abstain; the box takes no other of this kind."""
    (mark,) = ballot.marks
    return Ballot(ballot.head, Choice(mark), by=ballot.by, paper=ballot.paper)
