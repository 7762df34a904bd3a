"""Deemed votes (从众计票): those who were served and did not answer, where the adopted rules of procedure say so.

Off unless the compound's own rules have the clause; the strict result always stands beside it
(指导规则26(2); 上海二中院(2022)沪02民初16号).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from domain.voting.ballots import Choice, Counted
from domain.voting.rolls import Roll, weigh
from domain.voting.rules import Measure, Rule
from domain.voting.tally import Tally, evaluate


class DeemedPolicy(StrEnum):
    """What silence counts as (未投票的计入方式)."""

    OFF = "off"  # 不计
    PARTICIPATE_ONLY = "participate_only"  # 只计入参与
    FOLLOW_MAJORITY = "follow_majority"  # 计入已表决的多数


class Precondition(StrEnum):
    """What must be on record before silence counts (前提)."""

    CLAUSE = "clause"  # 议事规则有此条款
    WARNING = "warning"  # 选票上有醒目提示
    DELIVERY = "delivery"  # 逐户送达有凭证
    REMINDER = "reminder"  # 催告过
    COVERED = "covered"  # 事项不在排除之列


@dataclass(frozen=True)
class Deeming:
    """How silence is counted in one vote (从众计入): the policy, its clause, what is on record, who was served."""

    policy: DeemedPolicy
    clause: str
    on_record: frozenset[Precondition]
    served: Collection[str]

    @property
    def wanting(self) -> tuple[Precondition, ...]:
        """The preconditions that nothing on record shows."""
        return tuple(item for item in Precondition if item not in self.on_record)


def deem(roll: Roll, counted: Counted, rule: Rule, deeming: Deeming) -> Tally | None:
    """The result with silence counted; None where it may not be: the strict result alone stands then."""
    if deeming.policy is DeemedPolicy.OFF or deeming.wanting:
        return None
    silent = [head.key for head in roll.heads if head.key in deeming.served and _silent(head.key, counted)]
    choice = Choice.ABSTAIN
    if deeming.policy is DeemedPolicy.FOLLOW_MAJORITY:
        leading = _majority(roll, counted, rule)
        if leading is None:
            return None
        choice = leading
    return evaluate(roll, Counted({**counted.choices, **dict.fromkeys(silent, choice)}, counted.set_aside), rule)


def _silent(head: str, counted: Counted) -> bool:
    """Whoever answered, though they disagree among themselves, was not silent."""
    return head not in counted.choices and head not in counted.set_aside


def _majority(roll: Roll, counted: Counted, rule: Rule) -> Choice | None:
    """What most chose, where that is the same by every measure; None otherwise."""
    leading = {_leading(roll, counted, measure) for measure in rule.measures}
    return leading.pop() if len(leading) == 1 else None


def _leading(roll: Roll, counted: Counted, measure: Measure) -> Choice | None:
    weights = {
        choice: weigh(head for head in roll.heads if counted.choices.get(head.key) is choice)[measure]
        for choice in Choice
    }
    most = max(weights.values())
    first = [choice for choice, weight in weights.items() if weight == most]
    return first[0] if len(first) == 1 and first[0] is not Choice.ABSTAIN else None
