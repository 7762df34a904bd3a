"""Tallies (计票): quorum, majority, and in words' order why: what holds, what fails, by how much."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.voting.ballots import Ballot, Choice, Counted, count
from domain.voting.rolls import Roll, weigh
from domain.voting.rules import Base, Measure, Rule, Threshold

Weights = Mapping[Measure, int]
"""Area in 0.01 ㎡ and number of heads."""


class Criterion(StrEnum):
    """What was tested (检验项)."""

    QUORUM = "quorum"  # 参与比例
    MAJORITY = "majority"  # 通过比例


@dataclass(frozen=True)
class Finding:
    """One finding (认定): whether this share is reached, and by how much it falls short."""

    criterion: Criterion
    measure: Measure
    count: int
    of: int
    threshold: Threshold

    @property
    def holds(self) -> bool:
        return self.threshold.met(self.count, self.of)

    @property
    def missing(self) -> int:
        """The least that is wanting; 0 when it holds."""
        return max(0, self.threshold.least(self.of) - self.count)


@dataclass(frozen=True)
class Tally:
    """A result (计票结果): what was counted, and the findings in the order the law asks them."""

    rule: Rule
    total: Weights
    participated: Weights
    approved: Weights
    rejected: Weights
    abstained: Weights
    findings: tuple[Finding, ...]
    set_aside: tuple[str, ...] = ()

    @property
    def quorum_met(self) -> bool:
        return all(finding.holds for finding in self.findings if finding.criterion is Criterion.QUORUM)

    @property
    def passed(self) -> bool:
        return all(finding.holds for finding in self.findings)

    @property
    def missing(self) -> Weights:
        """The smallest further participation to quorum, by measure."""
        return {finding.measure: finding.missing for finding in self.findings if finding.criterion is Criterion.QUORUM}


def tally(roll: Roll, ballots: Iterable[Ballot], rule: Rule, *, present: Collection[str] = ()) -> Tally:
    """Count the ballots by the rule. In a meeting those `present` take part, whether they vote or not."""
    return evaluate(roll, count(roll, ballots), rule, present=present)


def evaluate(roll: Roll, counted: Counted, rule: Rule, *, present: Collection[str] = ()) -> Tally:
    """The result of what counts."""
    taking_part = set(present) if rule.base is Base.PRESENT else set(counted.choices)
    participated = weigh(head for head in roll.heads if head.key in taking_part)
    by_choice = {choice: _weigh_choice(roll, counted, choice) for choice in Choice}
    base = roll.total if rule.base is Base.ALL else participated
    approved = by_choice[Choice.APPROVE]
    quorum = [Finding(Criterion.QUORUM, m, participated[m], roll.total[m], rule.quorum) for m in rule.measures]
    majority = [Finding(Criterion.MAJORITY, m, approved[m], base[m], rule.majority) for m in rule.measures]
    return Tally(
        rule=rule,
        total=roll.total,
        participated=participated,
        approved=approved,
        rejected=by_choice[Choice.REJECT],
        abstained=by_choice[Choice.ABSTAIN],
        findings=(*quorum, *majority),
        set_aside=counted.set_aside,
    )


def _weigh_choice(roll: Roll, counted: Counted, choice: Choice) -> Weights:
    return weigh(head for head in roll.heads if counted.choices.get(head.key) is choice)
