"""Elections (选举): who is elected, who meets again in a run-off, by the rule of each organ."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from domain.voting.marking import Chosen, Standing, fill, standings
from domain.voting.rolls import Roll, weigh
from domain.voting.rules import (
    BY_AREA_AND_HEADS,
    BY_HEADS,
    ONE_THIRD,
    OVER_HALF,
    OVER_TWO_THIRDS,
    TWO_THIRDS,
    Measure,
    Threshold,
)
from domain.voting.tally import Weights


@dataclass(frozen=True)
class ElectionRule:
    """A rule of election (选举规则): who must take part, how many of them a candidate needs, also in a run-off.

    `proxies`: how many one person may vote for in writing (委托投票); a candidate never holds any.
    """

    key: str
    article: str
    measures: tuple[Measure, ...]
    quorum: Threshold  # of all
    majority: Threshold  # of those who took part
    run_off: Threshold | None  # of those who took part in the run-off, where most votes elect
    proxies: int


RESIDENTS_COMMITTEE = ElectionRule(
    "residents-committee", "居委会组织法17-19", BY_HEADS, OVER_HALF, OVER_HALF, ONE_THIRD, 3
)
RESIDENTS_COMMITTEE_BY_REPRESENTATIVES = ElectionRule(
    "residents-committee-by-representatives", "居委会组织法19", BY_HEADS, OVER_TWO_THIRDS, OVER_HALF, ONE_THIRD, 0
)
OWNERS_COMMITTEE = ElectionRule("owners-committee", "民法典278(三)", BY_AREA_AND_HEADS, TWO_THIRDS, OVER_HALF, None, 3)
SELF_MANAGEMENT = ElectionRule("self-management", "楼院章程", BY_HEADS, TWO_THIRDS, OVER_HALF, None, 3)

ELECTION_RULES: dict[str, ElectionRule] = {
    rule.key: rule
    for rule in (RESIDENTS_COMMITTEE, RESIDENTS_COMMITTEE_BY_REPRESENTATIVES, OWNERS_COMMITTEE, SELF_MANAGEMENT)
}
"""Every rule of election by its key (选举规则表)."""


@dataclass(frozen=True)
class ElectionBallot:
    """A ballot in an election (选举票): whom a head wants; more names than seats make it void (多选作废)."""

    head: str
    names: frozenset[str]


@dataclass(frozen=True)
class ElectionResult:
    """An election's result (选举结果): elected in the order of their votes, those who tie for the last seats (a lot in
    public decides between them), and the seats that are left."""

    rule: ElectionRule
    total: Weights
    participated: Weights
    valid: bool
    standings: tuple[Standing, ...]
    elected: tuple[str, ...]
    tied: tuple[str, ...]
    void: int
    seats_left: int


def enough_candidates(candidates: Collection[str], seats: int) -> bool:
    """差额选举: there must be more candidates than seats (居委会组织法18)."""
    return len(set(candidates)) > seats


def elect(
    roll: Roll,
    ballots: Sequence[ElectionBallot],
    rule: ElectionRule,
    *,
    candidates: Sequence[str],
    seats: int,
    run_off: bool = False,
) -> ElectionResult:
    """Count an election. In a run-off most votes elect, from the share that the rule asks for."""
    cast = {ballot.head: ballot.names for ballot in ballots if ballot.head in roll.by_key}
    void = [head for head, names in cast.items() if len(names) > seats or not names <= set(candidates)]
    participated = weigh(head for head in roll.heads if head.key in cast)
    valid = run_off or all(rule.quorum.met(participated[m], roll.total[m]) for m in rule.measures)
    threshold = rule.run_off if run_off and rule.run_off is not None else rule.majority
    counted = {head: names for head, names in cast.items() if head not in void}
    found = standings(roll, counted, candidates, measures=rule.measures, threshold=threshold, of=participated)
    seated = fill([item for item in found if item.enough], rule.measures, seats) if valid else Chosen()
    return ElectionResult(
        rule=rule,
        total=roll.total,
        participated=participated,
        valid=valid,
        standings=found,
        elected=seated.options,
        tied=seated.tied,
        void=len(void),
        seats_left=seats - len(seated.options),
    )


def wrong_proxies(proxies: Mapping[str, Collection[str]], rule: ElectionRule, candidates: Collection[str]) -> list[str]:
    """Who votes for others and must not (委托投票): for more than the rule allows, or as a candidate."""
    return [
        holder
        for holder, givers in proxies.items()
        if givers and (len(set(givers)) > rule.proxies or holder in candidates)
    ]
