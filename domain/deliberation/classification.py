"""Classification (定性): whose decision a matter is, before anything else; in plain questions, citing the item."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.outcomes import Reason, Refusal
from domain.voting.owners_matters import SPECIAL, OwnersMatter


class Touch(StrEnum):
    """What a matter touches (牵涉到什么), as somebody would say it."""

    USE_FUND = "use_fund"  # 动用维修资金
    RAISE_FUND = "raise_fund"  # 再凑维修资金
    COMMON_INCOME = "common_income"  # 花公共收益
    COMMON_PARTS = "common_parts"  # 改公共地方的用途，或者拿来经营
    REBUILD = "rebuild"  # 改建、加建
    MANAGER = "manager"  # 换物业
    CHARGES = "charges"  # 改物业费、服务费的标准
    HOME_TO_BUSINESS = "home_to_business"  # 住宅改商用


ITEMS = {
    Touch.USE_FUND: OwnersMatter.USE_FUND,
    Touch.RAISE_FUND: OwnersMatter.RAISE_FUND,
    Touch.COMMON_INCOME: OwnersMatter.OTHER,
    Touch.COMMON_PARTS: OwnersMatter.COMMON_PARTS,
    Touch.REBUILD: OwnersMatter.REBUILD,
    Touch.MANAGER: OwnersMatter.MANAGER,
    Touch.CHARGES: OwnersMatter.OTHER,
}
"""The item of 民法典278 that each is."""


class TouchKind(StrEnum):
    """Kinds of what a matter touches (牵涉的几类): asked for first, so that one screen shows all of them."""

    MONEY = "money"  # 业主的钱
    PARTS = "parts"  # 公共的地方、房子
    COMPANY = "company"  # 物业和收费


OF_KIND = {
    TouchKind.MONEY: (Touch.USE_FUND, Touch.RAISE_FUND, Touch.COMMON_INCOME),
    TouchKind.PARTS: (Touch.COMMON_PARTS, Touch.REBUILD, Touch.HOME_TO_BUSINESS),
    TouchKind.COMPANY: (Touch.MANAGER, Touch.CHARGES),
}
"""What belongs to each; every one to one."""


class Track(StrEnum):
    """Whose decision it is (由谁决定)."""

    RESIDENTS = "residents"  # 居民的事
    OWNERS = "owners"  # 业主共同决定，民法典278
    UNDECIDABLE = "undecidable"  # 不能拿来表决，民法典279


@dataclass(frozen=True)
class Classification:
    """A matter's nature (定性): whose decision, and by which items of 民法典278."""

    track: Track
    items: tuple[OwnersMatter, ...] = ()


def classify(touched: Collection[Touch]) -> Classification:
    """Whatever touches one item of 民法典278 is the owners' to decide; a home turned into a shop is nobody's vote."""
    if Touch.HOME_TO_BUSINESS in touched:
        return Classification(Track.UNDECIDABLE)
    items = tuple(dict.fromkeys(ITEMS[touch] for touch in Touch if touch in touched))
    return Classification(Track.OWNERS if items else Track.RESIDENTS, items)


def asks_most(items: Sequence[OwnersMatter]) -> OwnersMatter:
    """Of several items, the one that asks most of the owners (按最严的一项)."""
    return next((item for item in items if item in SPECIAL), items[0])


def full_refusal(touched: Collection[Touch]) -> Refusal | None:
    """Why no procedure can decide it: it is for those whose rights it touches, each of them (民法典279)."""
    undecidable = classify(touched).track is Track.UNDECIDABLE
    return Refusal(Reason.WRONG_STATE, {"what": f"matter_touches_{Touch.HOME_TO_BUSINESS}"}) if undecidable else None


def small_refusal(touched: Collection[Touch]) -> Refusal | None:
    """Why a matter cannot be settled as a small one of some homes (楼栋小事): the first thing it touches says so."""
    first = next((touch for touch in Touch if touch in touched), None)
    return None if first is None else Refusal(Reason.WRONG_STATE, {"what": f"matter_touches_{first}"})
