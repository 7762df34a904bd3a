"""Counting (计票): a vote's ballots by the rule and the kind of ballot that it was posted with."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from domain.voting.ballots import Ballot, Choice
from domain.voting.kinds import Selection, decide
from domain.voting.marking import MarkedBallot
from domain.voting.rolls import Roll
from domain.voting.rules import RULES
from domain.voting.tally import Tally, tally
from domain.voting.votes import Vote


def count_vote(
    vote: Vote, roll: Roll, cast: Sequence[MarkedBallot], *, present: Collection[str] = ()
) -> Tally | Selection:
    """What came of it. `present`: the heads that signed in, where the rule counts those present."""
    rule, question = RULES[vote.rule], vote.question
    if question.yes_no:
        return tally(roll, [plain(ballot) for ballot in cast], rule, present=present)
    return decide(question.kind, question.paper, roll, cast, rule, present=present)


def plain(ballot: MarkedBallot) -> Ballot:
    """A ballot that says yes, no or abstain; the box takes no other of this kind."""
    (mark,) = ballot.marks
    return Ballot(ballot.head, Choice(mark), by=ballot.by, paper=ballot.paper)
