"""Rules of decision (表决规则): thresholds as data, each with the article it comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """What is counted (计量)."""

    AREA = "area"  # 专有部分面积, 0.01 ㎡
    HEADS = "heads"  # 人数、户数


WRITTEN_FORM = "物业管理条例12（书面征求意见）"
"""By what owners decide on paper ballots alone, wherever they are."""


@dataclass(frozen=True)
class Threshold:
    """A threshold (比例): `part` of `whole`.

    「以上」 includes the number itself, 「超过」 and 「过半数」 do not (民法典1259).
    """

    part: int
    whole: int
    inclusive: bool

    @property
    def key(self) -> str:
        """What the catalogue calls it."""
        return f"{'least' if self.inclusive else 'over'}_{self.part}_{self.whole}"

    def met(self, count: int, total: int) -> bool:
        """Whether `count` of `total` reaches it."""
        ours, wanted = count * self.whole, total * self.part
        return ours >= wanted if self.inclusive else ours > wanted

    def least(self, total: int) -> int:
        """The smallest count of `total` that reaches it."""
        exact, rest = divmod(total * self.part, self.whole)
        return exact if self.inclusive and rest == 0 else exact + 1


class Base(StrEnum):
    """Of whom a majority must agree (通过比例的分母)."""

    PARTICIPANTS = "participants"  # 参与表决的; abstentions stay in it
    PRESENT = "present"  # 出席会议的, whether they vote or not
    ALL = "all"  # 全体


TWO_THIRDS = Threshold(2, 3, inclusive=True)
OVER_TWO_THIRDS = Threshold(2, 3, inclusive=False)
OVER_HALF = Threshold(1, 2, inclusive=False)
HALF = Threshold(1, 2, inclusive=True)
THREE_QUARTERS = Threshold(3, 4, inclusive=True)
ONE_THIRD = Threshold(1, 3, inclusive=True)


@dataclass(frozen=True)
class Rule:
    """A rule of decision (表决规则): who must take part, how many of whom must agree, by which measures at once."""

    key: str
    article: str
    measures: tuple[Measure, ...]
    quorum: Threshold  # of all
    majority: Threshold
    base: Base = Base.PARTICIPANTS


BY_AREA_AND_HEADS = (Measure.AREA, Measure.HEADS)
BY_HEADS = (Measure.HEADS,)

OWNERS_GENERAL = Rule("owners-general", "民法典278(一)-(五)、(九)", BY_AREA_AND_HEADS, TWO_THIRDS, OVER_HALF)
OWNERS_SPECIAL = Rule("owners-special", "民法典278(六)-(八)", BY_AREA_AND_HEADS, TWO_THIRDS, THREE_QUARTERS)
RESIDENTS_ASSEMBLY = Rule("residents-assembly", "居委会组织法27", BY_HEADS, OVER_HALF, OVER_HALF, Base.PRESENT)
REPRESENTATIVES_MEETING = Rule(
    "representatives-meeting", "居委会组织法29", BY_HEADS, TWO_THIRDS, OVER_HALF, Base.PRESENT
)
OWNERS_COMMITTEE = Rule("owners-committee", "业主大会和业主委员会指导规则39", BY_HEADS, OVER_HALF, HALF, Base.ALL)
HOUSEHOLDS = Rule("households", "楼院章程", BY_HEADS, TWO_THIRDS, OVER_HALF)

RULES: dict[str, Rule] = {
    rule.key: rule
    for rule in (
        OWNERS_GENERAL,
        OWNERS_SPECIAL,
        RESIDENTS_ASSEMBLY,
        REPRESENTATIVES_MEETING,
        OWNERS_COMMITTEE,
        HOUSEHOLDS,
    )
}
"""Every rule by its key (规则表)."""
