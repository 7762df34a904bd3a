"""Alarms (险情): what must be repaired before anybody is asked: a closed list, with reason, photo and money."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from domain.deliberation.classification import Touch
from domain.deliberation.matters import Homes, Proposal, Terms
from domain.deliberation.records import record_refusal
from domain.deliberation.stages import Need
from domain.deliberation_wizard import title_of
from domain.issues import File
from domain.outcomes import Reason, Refusal

TERM = "danger"
"""Under this name a matter keeps which danger it is, and who pays."""


class Danger(StrEnum):
    """What may be repaired at once (险情种类); for anything else there is the whole procedure."""

    LIFT = "lift"  # 电梯危及人身安全
    FIRE = "fire"  # 消防设施坏了
    FACADE = "facade"  # 外墙要掉
    LEAK = "leak"  # 屋面、外墙严重渗漏
    PUMP = "pump"  # 水泵、供水主管坏了，停水
    DRAIN = "drain"  # 排水管堵塞、爆裂、坍塌


class Payer(StrEnum):
    """Where the money is from (钱从哪里出); common income is not among them: its use is for the owners to decide."""

    FUND = "fund"  # 维修资金，应急使用
    MANAGER = "manager"  # 物业公司，按合同
    WARRANTY = "warranty"  # 建设单位，保修期内
    GOVERNMENT = "government"  # 街道、政府


@dataclass(frozen=True)
class Alarm:
    """An alarm (一次险情) as a member of the committee raises it."""

    danger: Danger
    words: str  # where, what, and why it cannot wait; the first line is its title
    payer: Payer
    cents: int | None  # 分, as far as it is known now
    paid_how: str
    photo: File

    @property
    def touched(self) -> tuple[Touch, ...]:
        """What it touches of 民法典278, had it to go the whole way."""
        return (Touch.USE_FUND,) if self.payer is Payer.FUND else ()

    @property
    def terms(self) -> dict[str, Any]:
        """What the matter keeps of it."""
        return {TERM: {"kind": self.danger.value, "payer": self.payer.value}}

    def proposal(self, homes: Homes) -> Proposal:
        """The matter that it becomes."""
        return Proposal(title_of(self.words) if self.words.strip() else "", self.words, homes)


def alarm_refusal(alarm: Alarm) -> Refusal | None:
    """Why nothing can be begun on it: without its reason, its photo, its sum."""
    if not alarm.photo.file_id:
        return Refusal(Reason.EMPTY, {"what": "matter_photo"})
    return record_refusal(Need.DANGER, alarm.words, None) or record_refusal(Need.SOURCE, alarm.paid_how, alarm.cents)


def danger_of(terms: Terms) -> Danger | None:
    """Which danger a matter was begun for; None: it is no urgent repair."""
    return Danger(terms[TERM]["kind"]) if TERM in terms else None


def payer_of(terms: Terms) -> Payer | None:
    """Who pays for it."""
    return Payer(terms[TERM]["payer"]) if TERM in terms else None
