"""Count sheets (计票单) of a secret paper election: the sums called out, checked before anybody believes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.election_results import Elected
from domain.elections import Candidacy, Election
from domain.voting.elections import ElectionRule
from domain.voting.marking import Standing, fill
from domain.voting.rules import Measure

SUMS = ("voters", "issued", "returned", "invalid")
"""What the first lines say, in order."""


class SheetFault(StrEnum):
    """Why sums cannot be right (计票单的问题)."""

    ISSUED = "issued"  # 发出的比选民多
    RETURNED = "returned"  # 收回的比发出的多
    INVALID = "invalid"  # 作废的比收回的多
    CANDIDATE = "candidate"  # 一位的票比有效票多
    TOGETHER = "together"  # 合起来比有效票乘席位还多
    LIST = "list"  # 候选人不是定下来的名单上的
    ROUND = "round"  # 上一轮的票


@dataclass(frozen=True)
class CountSheet:
    """A count sheet (计票单): roll, papers issued and returned, void ones, votes by candidacy."""

    voters: int
    issued: int
    returned: int
    invalid: int
    votes: Mapping[int, int]
    run_off: bool = False

    @property
    def valid(self) -> int:
        return self.returned - self.invalid

    @property
    def facts(self) -> dict[str, Any]:
        """As it is kept."""
        sums = {name: getattr(self, name) for name in SUMS}
        votes = [[number, votes] for number, votes in self.votes.items()]
        return {**sums, "votes": votes, "run_off": self.run_off}


def sheet_of(facts: Mapping[str, Any]) -> CountSheet:
    """The sheet that facts keep."""
    sums = {name: facts[name] for name in SUMS}
    return CountSheet(**sums, votes=dict(facts["votes"]), run_off=facts.get("run_off", False))


def sheet_faults(sheet: CountSheet, seats: int) -> tuple[SheetFault, ...]:
    """Everything that cannot be right; a ballot with more names than seats is void, so nobody has more."""
    tests = (
        (SheetFault.ISSUED, sheet.issued > sheet.voters),
        (SheetFault.RETURNED, sheet.returned > sheet.issued),
        (SheetFault.INVALID, sheet.invalid > sheet.returned),
        (SheetFault.CANDIDATE, any(votes > sheet.valid for votes in sheet.votes.values())),
        (SheetFault.TOGETHER, sum(sheet.votes.values()) > sheet.valid * seats),
    )
    return tuple(fault for fault, found in tests if found)


def run_off_seats(result: Mapping[str, Any] | None) -> int:
    """For how many seats a run-off is counted now; 0 where none is."""
    return int(result["left"]) if result is not None and "left" in result else 0


def counted(listed: Sequence[Candidacy]) -> list[Candidacy]:
    """Who stands on the papers that are counted: in a run-off those who are not elected yet."""
    return [one for one in listed if one.running and not one.elected]


def round_faults(sheet: CountSheet, election: Election, listed: Sequence[Candidacy]) -> tuple[SheetFault, ...]:
    """Whether it is the count of this round, and of everybody on the settled list, nobody else."""
    names = {one.id for one in counted(listed)}
    tests = (
        (SheetFault.ROUND, sheet.run_off != bool(run_off_seats(election.result))),
        (SheetFault.LIST, not names or set(sheet.votes) != names),
    )
    return tuple(fault for fault, found in tests if found)


@dataclass(frozen=True)
class PaperResult:
    """What a paper election came to (纸票选举结果)."""

    quorum: bool
    elected: Elected
    left: int  # seats that nobody has, nor a lot gives


def count_paper(sheet: CountSheet, rule: ElectionRule, seats: int, *, run_off: bool = False) -> PaperResult:
    """By the organ's rule: enough took part, and each has enough of those who did (居委会组织法19).

    In a run-off (另行选举) most votes elect, from the share that the rule asks for.
    """
    if not run_off and not rule.quorum.met(sheet.returned, sheet.voters):
        return PaperResult(False, Elected(()), seats)
    wanted = rule.run_off if run_off and rule.run_off is not None else rule.majority
    standing = [
        Standing(str(number), {Measure.AREA: 0, Measure.HEADS: votes}, wanted.met(votes, sheet.returned))
        for number, votes in sheet.votes.items()
    ]
    found = sorted(standing, key=lambda one: one.votes[Measure.HEADS], reverse=True)
    chosen = fill([one for one in found if one.enough], (Measure.HEADS,), seats)
    seated, tied = (tuple(int(key) for key in keys) for keys in (chosen.options, chosen.tied))
    by_lot = seats - len(seated) if tied else 0
    return PaperResult(True, Elected(seated, tied, by_lot), seats - len(seated) - by_lot)
