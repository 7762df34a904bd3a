"""Owners' matters (业主共同决定事项): the items of 民法典278, which rule each goes by, and what no vote can decide."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from domain.outcomes import Reason, Refusal
from domain.voting.rules import HOUSEHOLDS, OWNERS_GENERAL, OWNERS_SPECIAL, Rule


class OwnersMatter(StrEnum):
    """An item of 民法典278 (共同决定事项), and 住改商, which is none (民法典279)."""

    ASSEMBLY_RULES = "assembly_rules"  # (一) 业主大会议事规则
    COVENANT = "covenant"  # (二) 管理规约
    COMMITTEE = "committee"  # (三) 选举、更换业委会
    MANAGER = "manager"  # (四) 选聘、解聘物业服务企业
    USE_FUND = "use_fund"  # (五) 使用维修资金
    RAISE_FUND = "raise_fund"  # (六) 筹集维修资金
    REBUILD = "rebuild"  # (七) 改建、重建
    COMMON_PARTS = "common_parts"  # (八) 改变共有部分用途或用来经营
    OTHER = "other"  # (九) 其他重大事项
    HOME_TO_BUSINESS = "home_to_business"  # 住改商: every owner concerned must consent


class MatterGroup(StrEnum):
    """What a matter has to do with (哪方面的事), as whoever puts it would say."""

    RUNNING = "running"  # 谁来管、怎么管
    MONEY = "money"  # 维修资金
    BUILDING = "building"  # 房子和公共地方


GROUPS: Mapping[MatterGroup, tuple[OwnersMatter, ...]] = {
    MatterGroup.RUNNING: (
        OwnersMatter.MANAGER,
        OwnersMatter.COMMITTEE,
        OwnersMatter.COVENANT,
        OwnersMatter.ASSEMBLY_RULES,
    ),
    MatterGroup.MONEY: (OwnersMatter.USE_FUND, OwnersMatter.RAISE_FUND),
    MatterGroup.BUILDING: (OwnersMatter.COMMON_PARTS, OwnersMatter.REBUILD, OwnersMatter.HOME_TO_BUSINESS),
}
"""Every matter but 其他重大事项, which has to do with none of these."""

SPECIAL = frozenset({OwnersMatter.RAISE_FUND, OwnersMatter.REBUILD, OwnersMatter.COMMON_PARTS})


BARE = re.compile(r"(?<=[^\W\d])\d+$")
NUMERALS = "一二三四五六七八九"


def in_full(article: str) -> str:
    """An article as it is read out: 居委会组织法29 is 居委会组织法第29条; what says so already stays."""
    return BARE.sub(r"第\g<0>条", article)


def cited(rule: Rule, matter: str, source: str = "") -> str:
    """By which article it is decided (依据): of the owners' matters the one item that applies, never all of them.

    `source`: by what the homes of a building vote, their own by-laws or ours in their place.
    """
    if rule is HOUSEHOLDS and source:
        return in_full(source)
    if not matter:
        return in_full(rule.article)
    return f"民法典第278条第一款第{NUMERALS[list(OwnersMatter).index(OwnersMatter(matter))]}项"


def rule_for(matter: OwnersMatter) -> Rule | Refusal:
    """The rule a matter is decided by; a refusal where no majority can decide it."""
    if matter is OwnersMatter.HOME_TO_BUSINESS:
        return Refusal(Reason.WRONG_STATE, {"what": "home_to_business", "article": "民法典279"})
    return OWNERS_SPECIAL if matter in SPECIAL else OWNERS_GENERAL
