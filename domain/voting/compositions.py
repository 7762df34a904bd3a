"""Compositions (人员构成): what an organ must be made of, before it is appointed or a meeting counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from domain.voting.rules import HALF, Threshold

REPRESENTATIVES_SHARE = Threshold(4, 5, inclusive=True)
"""居民代表 of all members of the representatives' meeting (居委会组织法28)."""


class NominationChannel(StrEnum):
    """How a candidate came to be one (推荐渠道)."""

    SUBDISTRICT = "subdistrict"  # 街道社区推荐
    RESIDENTS_COMMITTEE = "residents_committee"  # 居委会推荐
    OWNERS = "owners"  # 业主联名推荐
    SELF = "self"  # 居民自我推荐
    PARTY = "party"  # 社区党组织推荐
    VOTERS = "voters"  # 选民联名推荐


@dataclass(frozen=True)
class Candidate:
    """A candidate (候选人): the channel, and what they themselves declare for the notice."""

    name: str
    channel: NominationChannel
    resident: bool  # 居民代表、业主
    cross_posts: tuple[str, ...] = ()  # 交叉任职, as declared
    party: bool | None = None  # 党员, as declared for the notice; None: nothing is said of it


class Sitting(Protocol):
    """Whoever sits in an organ (组成人员), as far as its composition goes."""

    @property
    def name(self) -> str: ...

    @property
    def resident(self) -> bool: ...

    @property
    def party(self) -> bool | None: ...


@dataclass(frozen=True)
class CompositionRule:
    """What an organ must be made of (构成规则): at least a share of residents, a range, odd where the city says so.

    `party`: a share of all seats; whoever declares nothing is not counted as a member, and nobody is asked.
    """

    least: int
    most: int
    odd: bool
    residents: Threshold = HALF
    party: Threshold | None = None


SEED = CompositionRule(1, 99, odd=False)
"""居民代表不少于二分之一, and nothing else said."""
ZHENGZHOU = CompositionRule(7, 11, odd=True)
"""郑州市物业管理条例27."""


class CompositionFault(StrEnum):
    """What is wrong with a composition (构成问题)."""

    TOO_FEW = "too_few"
    TOO_MANY = "too_many"
    EVEN = "even"
    FEW_RESIDENTS = "few_residents"
    FEW_PARTY = "few_party"
    TWICE = "twice"


def faults(members: Sequence[Sitting], rule: CompositionRule) -> tuple[CompositionFault, ...]:
    """Everything that is wrong, in the order of the rule; nothing when the organ may be appointed."""
    count, residents = len(members), sum(member.resident for member in members)
    declared = sum(member.party is True for member in members)
    tests = (
        (CompositionFault.TOO_FEW, count < rule.least),
        (CompositionFault.TOO_MANY, count > rule.most),
        (CompositionFault.EVEN, rule.odd and count % 2 == 0),
        (CompositionFault.FEW_RESIDENTS, not rule.residents.met(residents, count)),
        (CompositionFault.FEW_PARTY, rule.party is not None and not rule.party.met(declared, count)),
        (CompositionFault.TWICE, len({member.name for member in members}) < count),
    )
    return tuple(fault for fault, found in tests if found)


def meeting_is_composed(representatives: int, members: int) -> bool:
    """Whether enough of a representatives' meeting are 居民代表 (居委会组织法28)."""
    return REPRESENTATIVES_SHARE.met(representatives, members)
