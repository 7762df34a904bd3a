"""Kinds of ballots (票种表): one row a kind, and the one way they are all counted."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from domain.voting import approval, k_seats, one_of_several, yes_no_abstain
from domain.voting.marking import BallotKind, Chosen, MarkedBallot, Paper, Standing, count_marks, standings
from domain.voting.rolls import Roll, weigh
from domain.voting.rules import Base, Rule
from domain.voting.tally import Criterion, Finding, Weights

BALLOT_KINDS: dict[str, BallotKind] = {
    kind.key: kind
    for kind in (
        yes_no_abstain.KIND,
        one_of_several.KIND,
        approval.KIND,
        k_seats.KIND,
    )
}
"""Every kind of ballot by its key (票种表)."""


@dataclass(frozen=True)
class Selection:
    """What a vote among options came to (选定结果); a void ballot takes part and chooses nothing."""

    rule: Rule
    total: Weights
    participated: Weights
    quorum_met: bool
    standings: tuple[Standing, ...]
    chosen: Chosen
    void: int
    set_aside: tuple[str, ...]
    base: Weights  # of whom a majority must choose an option

    @property
    def passed(self) -> bool:
        """Whether anything was chosen."""
        return bool(self.chosen.options)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Whether enough took part; how each option stands says the rest."""
        return tuple(
            Finding(Criterion.QUORUM, m, self.participated[m], self.total[m], self.rule.quorum)
            for m in self.rule.measures
        )


def decide(
    kind: BallotKind,
    paper: Paper,
    roll: Roll,
    ballots: Iterable[MarkedBallot],
    rule: Rule,
    *,
    present: Collection[str] = (),
) -> Selection:
    """Count a vote among options by a rule; without a quorum nothing is chosen.

    In a meeting those `present` take part, whether they vote or not.
    """
    marks, set_aside = count_marks(roll, ballots)
    allowed, options = kind.may_mark(paper), frozenset(paper.options)
    good = {head: marked for head, marked in marks.items() if marked <= options and len(marked) in allowed}
    taking_part = set(present) if rule.base is Base.PRESENT else set(marks)
    participated = weigh(head for head in roll.heads if head.key in taking_part)
    base = roll.total if rule.base is Base.ALL else participated
    found = standings(roll, good, paper.options, measures=rule.measures, threshold=rule.majority, of=base)
    quorum = all(rule.quorum.met(participated[m], roll.total[m]) for m in rule.measures)
    return Selection(
        rule=rule,
        total=roll.total,
        participated=participated,
        quorum_met=quorum,
        standings=found,
        chosen=kind.choose(found, rule.measures, paper) if quorum else Chosen(),
        void=len(marks) - len(good),
        set_aside=set_aside,
        base=base,
    )
